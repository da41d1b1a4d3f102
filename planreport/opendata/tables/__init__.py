"""What the open data says: tables with a description of every column.

The form follows 行政データにおける機械可読性に関するルール (デジタル庁, 2026): one table a file, one
datum a cell, one record a line, every column named, nothing left out, years in the Western calendar.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planreport import paths
from planreport.opendata.plain import has_signs, plain
from planreport.opendata.tables.counted import tallies
from planreport.opendata.tables.indicators import indicator_departments, indicators
from planreport.opendata.tables.planned import (
    departments,
    details,
    has_several,
    measures,
    summaries,
)
from planreport.opendata.tables.readings import indicator_values
from planreport.opendata.tables.reference import codes, definitions
from planreport.opendata.tables.reported import progress, progress_wide
from planreport.opendata.tables.resource import Column as Column, Resource as Resource
from planreport.opendata.tables.revised import (
    corrections,
    history,
    indicator_corrections,
    indicator_revisions,
    revisions,
)
from planreport.report.derive import Report


def tables(report: Report) -> tuple[Resource, ...]:
    """Every table of the open data, in the order in which pages and workbook list them."""
    plan = report.plan
    data = (
        *(_of_measures(report) if plan.has_measures else ()),
        *(_of_indicators(report) if plan.indicators else ()),
        history(report),
        codes(report),
    )
    return tuple(_in_plain_characters(table) for table in (*data, definitions(data)))


def principal(all_tables: Iterable[Resource]) -> Resource:
    """The table of what was reported: of measures, or of a plan's indicators where it has no others."""
    reported = (paths.PROGRESS_CSV, paths.INDICATOR_VALUES_CSV)
    return next(table for table in all_tables if table.path in reported)


def _of_measures(report: Report) -> Iterator[Resource]:
    plan = report.plan
    yield progress(report)
    if plan.lead:
        yield progress_wide(report)
    yield measures(report)
    yield summaries(report)
    if any(len(measure.departments) > 1 for measure in plan.measures):
        yield departments(report)
    if has_several(plan):
        yield details(report)
    yield tallies(report)
    yield revisions(report)
    yield corrections(report)


def _of_indicators(report: Report) -> Iterator[Resource]:
    yield indicators(report)
    if any(len(one.departments) > 1 for one in report.plan.indicators):
        yield indicator_departments(report)
    yield indicator_values(report)
    yield indicator_revisions(report)
    yield indicator_corrections(report)


def _in_plain_characters(table: Resource) -> Resource:
    spelt = plain(table) if has_signs(table) else table
    return table if spelt == table else replace(spelt, is_respelt=True)
