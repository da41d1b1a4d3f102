"""What the open data says: tables with a description of every column.

The form follows 行政データにおける機械可読性に関するルール (デジタル庁, 2026): one table a file, one
datum a cell, one record a line, every column named, nothing left out, years in the Western calendar.
"""

from dataclasses import replace

from planreport.opendata.plain import plain
from planreport.opendata.tables.counted import CORRECTED, PUBLISHED, RECORDED, tallies
from planreport.opendata.tables.planned import (
    departments,
    details,
    has_several,
    measures,
    summaries,
)
from planreport.opendata.tables.reference import codes, definitions
from planreport.opendata.tables.reported import (
    progress,
    progress_wide,
    record_cells,
    record_columns,
)
from planreport.opendata.tables.resource import Column, Datum, Resource
from planreport.opendata.tables.revised import (
    correction_cells,
    corrections,
    history,
    revision_cells,
    revision_columns,
    revisions,
)
from planreport.report.derive import Report

__all__ = [
    "CORRECTED",
    "PUBLISHED",
    "RECORDED",
    "Column",
    "Datum",
    "Resource",
    "correction_cells",
    "record_cells",
    "record_columns",
    "revision_cells",
    "revision_columns",
    "tables",
]


def tables(report: Report) -> tuple[Resource, ...]:
    """Every table of the open data, in the order in which pages and workbook list them."""
    plan = report.plan
    data = (
        progress(report),
        *([progress_wide(report)] if plan.lead else []),
        measures(report),
        summaries(report),
        *([departments(report)] if any(len(m.departments) > 1 for m in plan.measures) else []),
        *([details(report)] if has_several(plan) else []),
        tallies(report),
        revisions(report),
        corrections(report),
        history(report),
        codes(report),
    )
    return tuple(_in_plain_characters(table) for table in (*data, definitions(data)))


def _in_plain_characters(table: Resource) -> Resource:
    spelt = plain(table)
    return table if spelt == table else replace(spelt, is_respelt=True)
