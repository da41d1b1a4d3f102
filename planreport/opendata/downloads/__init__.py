"""The forms that the open data comes in: CSV, one Excel workbook, JSON, and their description."""

import json
from decimal import Decimal

from planreport import csvfile, paths
from planreport.opendata.downloads.datapackage import datapackage
from planreport.opendata.downloads.excel import excel
from planreport.opendata.downloads.tree import tree
from planreport.opendata.plain import plain
from planreport.opendata.tables import Resource, tables
from planreport.report.derive import Report


def downloads(report: Report) -> dict[str, bytes]:
    """All files of the open data by path."""
    all_tables = tables(report)
    files = {table.path: _csv(table) for table in all_tables}
    files[paths.WORKBOOK] = excel(report, all_tables)
    files[paths.JSON] = _json(plain(tree(report)))
    files[paths.DATAPACKAGE] = _json(plain(datapackage(report, all_tables, files)))
    return files


def _csv(table: Resource) -> bytes:
    return csvfile.write([field.name for field in table.fields], table.rows)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, default=_number) + "\n").encode()


def _number(decimal: Decimal) -> int | float:
    """The same number: it has no more digits than a float keeps (see plan/numbers.py)."""
    digits = f"{decimal:f}"
    return float(digits) if "." in digits else int(digits)
