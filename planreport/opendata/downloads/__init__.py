"""The forms that the open data comes in: CSV, one Excel workbook, JSON, and their description."""

import json
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

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
    files |= _of_each_indicator(all_tables)
    files[paths.WORKBOOK] = excel(report, all_tables)
    files[paths.JSON] = _json(tree(report, all_tables))
    files[paths.DATAPACKAGE] = _json(datapackage(report, all_tables, files))
    return files


def _csv(table: Resource) -> bytes:
    return csvfile.write([field.name for field in table.fields], table.rows)


def _of_each_indicator(all_tables: tuple[Resource, ...]) -> dict[str, bytes]:
    """What the chart of each shows: the same columns as in the table of all."""
    table = next((it for it in all_tables if it.path == paths.INDICATOR_VALUES_CSV), None)
    if table is None:
        return {}
    at = [field.name for field in table.fields].index("indicator_id")
    return {
        paths.indicator_csv(str(id_)): _csv(replace(table, rows=tuple(rows)))
        for id_, rows in groupby(table.rows, key=itemgetter(at))
    }


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_number)
    return f"{plain(text)}\n".encode()


def _number(decimal: Decimal) -> int | float:
    """The same number: it has no more digits than a float keeps (see plan/numbers.py)."""
    digits = f"{decimal:f}"
    return float(digits) if "." in digits else int(digits)
