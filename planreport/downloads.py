"""The forms that the open data comes in: CSV, one Excel workbook, JSON, and their description."""

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from planreport import paths
from planreport.datatables import (
    PUBLISHED,
    RECORDED,
    Cell,
    Table,
    correction_cells,
    record_cells,
    revision_cells,
    tables,
)
from planreport.derive import Report
from planreport.model import Measure, Standing


def downloads(report: Report) -> dict[str, bytes]:
    """All files of the open data by path."""
    all_tables = tables(report)
    files = {table.path: _csv(table) for table in all_tables}
    files[paths.WORKBOOK] = _workbook(report, all_tables)
    files[paths.JSON] = _json(_nested(report))
    files[paths.DATAPACKAGE] = _json(_datapackage(report, all_tables, files))
    return files


def _csv(table: Table) -> bytes:
    """UTF-8 with BOM, so that Excel reads it as it is; CRLF after RFC 4180."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(field.name for field in table.fields)
    writer.writerows(table.rows)
    return text.getvalue().encode("utf-8-sig")


def _workbook(report: Report, all_tables: tuple[Table, ...]) -> bytes:
    """One sheet a table: the header in row 1, plain values, no formula, no merged cell."""
    import xlsxwriter  # only here: it would slow every other command

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as workbook:
        workbook.set_properties(
            {
                "title": report.plan.title,
                "author": report.plan.municipality,
                "created": datetime.combine(report.plan.updated, datetime.min.time()),
            }
        )
        header = workbook.add_format({"bold": True, "bottom": 1})
        for table in all_tables:
            sheet = workbook.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for column, field in enumerate(table.fields):
                sheet.write_string(0, column, field.name, header)
                sheet.set_column(column, column, _width(table, column))
            for row, cells in enumerate(table.rows, 1):
                for column, cell in enumerate(cells):
                    if isinstance(cell, int):
                        sheet.write_number(row, column, cell)
                    elif cell is not None:
                        sheet.write_string(row, column, cell)
    return buffer.getvalue()


def _width(table: Table, column: int) -> int:
    """A column's width in characters of the standard font; a Japanese one takes two."""
    longest = max((len(str(row[column] or "")) for row in table.rows), default=0)
    return min(max(len(table.fields[column].name), 2 * longest) + 2, 60)


def _nested(report: Report) -> dict[str, Any]:
    """The plan as one tree, for programs that want it whole."""
    plan = report.plan
    return {
        "title": plan.title,
        "municipality": plan.municipality,
        "area_code": plan.area_code or None,
        "source": plan.source or None,
        "updated": plan.updated.isoformat(),
        "fiscal_years": [year.year for year in plan.years],
        "reported_fiscal_years": [year.year for year in plan.reported],
        "statuses": [
            {
                "order": status.order,
                "label": status.label,
                "reading": status.reading or None,
                "meaning": status.meaning,
            }
            for status in plan.statuses
        ],
        "standings": [
            {"code": standing.code, "label": standing.label, "meaning": standing.meaning}
            for standing in Standing
        ],
        "assessments": [
            {"label": assessment.label, "meaning": assessment.meaning or None}
            for assessment in plan.assessments
        ],
        "goals": [
            {
                "id": goal.id,
                "title": goal.title,
                "items": [
                    {
                        "title": item.title,
                        "measures": [_nested_measure(measure) for measure in item.measures],
                    }
                    for item in goal.items
                ],
            }
            for goal in plan.goals
        ],
        "tallies": [
            {
                "fiscal_year": tally.fiscal_year.year,
                "kind": PUBLISHED if tally.is_published else RECORDED,
                "total": tally.total,
                "counts": [
                    {
                        "assessment": row.assessment.label,
                        "count": row.count,
                        "percent": row.percent,
                    }
                    for row in tally.rows
                ],
            }
            for tally in report.tallies
        ],
        "revisions": [
            {
                "measure_id": revision.measure_id,
                **_named(
                    ("fiscal_year", "what", "planned_year", "before", "after", "reason"),
                    revision_cells(revision, plan.terms),
                ),
            }
            for revision in plan.revisions
        ],
        "corrections": [
            {
                "measure_id": correction.measure_id,
                **_named(
                    ("date", "fiscal_year", "column", "before", "after", "reason"),
                    correction_cells(correction, plan.terms),
                ),
            }
            for correction in plan.corrections
        ],
    }


def _nested_measure(measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "title": measure.title,
        "summary": list(measure.summary),
        "department": measure.department or None,
        "years": [
            _named(
                ("fiscal_year", "planned", "progress", "standing", "actions", "assessment"),
                (record.fiscal_year.year, *record_cells(record)),
            )
            for record in measure.years
        ],
    }


def _named(names: tuple[str, ...], cells: tuple[Cell, ...]) -> dict[str, Cell]:
    return dict(zip(names, cells, strict=True))


def _datapackage(
    report: Report, all_tables: tuple[Table, ...], files: Mapping[str, bytes]
) -> dict[str, Any]:
    """The description of the tables after Frictionless' Data Package (version 1)."""
    plan = report.plan
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "plan-report",
        "title": f"{plan.title}の{plan.terms.progress}",
        "description": f"{plan.municipality}「{plan.title}」（{plan.period}）",
        "created": f"{plan.updated.isoformat()}T00:00:00Z",
        "homepage": plan.base_url or None,
        "sources": [{"title": plan.source}] if plan.source else None,
        "licenses": (
            [{"title": plan.licence.name, "path": plan.licence.url}]
            if plan.licence and plan.licence.url
            else None
        ),
        "resources": [_resource(table, files[table.path]) for table in all_tables],
    }
    return {key: value for key, value in package.items() if value is not None}


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [
                {
                    "name": field.name,
                    "type": field.type,
                    "title": field.title,
                    "description": field.description,
                }
                for field in table.fields
            ],
            "missingValues": [""],
        },
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
