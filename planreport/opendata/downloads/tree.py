"""The plan and its reports as one tree."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from planreport.opendata.tables import (
    AREA,
    CORRECTED,
    PUBLISHED,
    RECORDED,
    Datum,
    Resource,
    correction_cells,
    indicator_corrections,
    indicator_revisions,
    indicator_values,
    indicators,
    record_cells,
    record_columns,
    revision_cells,
    revision_columns,
)
from planreport.plan import Plan
from planreport.plan.fields import Choice, Kind
from planreport.plan.measures import Group, Measure, Standing
from planreport.report.derive import Report
from planreport.report.tallies import Tally


def tree(report: Report) -> dict[str, Any]:
    """The plan as one tree, for programs that want it whole."""
    plan = report.plan
    of_indicators = {indicator.id for indicator in plan.indicators}
    return {
        "title": plan.title,
        "municipality": plan.municipality,
        "area_code": plan.area_code or None,
        "source": plan.source or None,
        "updated": plan.updated.isoformat(),
        "fiscal_years": [year.year for year in plan.years],
        "reported_fiscal_years": [year.year for year in plan.reported],
        **_lists(plan),
        "goals": [
            {
                "id": goal.id,
                "title": goal.title,
                **_below(plan, goal.top),
            }
            for goal in plan.goals
        ],
        "tallies": [
            _tally(
                tally,
                PUBLISHED if tally.is_published else RECORDED,
                [(row.assessment, row.count, row.percent) for row in tally.rows],
            )
            for tally in report.tallies
        ]
        + [_tally(it, CORRECTED, it.corrected) for it in report.tallies if it.is_corrected],
        "revisions": [
            {
                "measure_id": revision.measure_id,
                **_named(
                    [column.name for column in revision_columns(plan)],
                    revision_cells(revision, plan),
                ),
            }
            for revision in plan.revisions
            if revision.measure_id not in of_indicators
        ],
        "corrections": [
            {
                "measure_id": correction.measure_id,
                **_named(
                    ("date", "fiscal_year", "column", "before", "after", "reason"),
                    correction_cells(correction, plan),
                ),
            }
            for correction in plan.corrections
            if correction.measure_id not in of_indicators
        ],
        **(_indicators(report) if plan.indicators else {}),
        "history": [
            {"date": update.date.isoformat(), "text": update.text} for update in plan.history
        ],
    }


def _lists(plan: Plan) -> dict[str, Any]:
    """The words that are said of measures, and what they mean."""
    return {
        "statuses": [
            {
                "order": status.order,
                "label": status.label,
                "reading": status.reading or None,
                "meaning": status.meaning or None,
            }
            for status in plan.statuses
        ],
        "standings": [
            {
                "code": standing.code,
                "label": standing.label,
                "meaning": standing.meaning(plan.terms),
            }
            for standing in Standing
            if plan.compares
        ],
        "assessments": [
            {"label": assessment.label, "meaning": assessment.meaning or None}
            for assessment in plan.assessments
        ],
    }


def _indicators(report: Report) -> dict[str, Any]:
    """By the names of the tables' columns; each says what it belongs to, and holds its years."""
    measured = _rows(indicators(report))
    said = {name for row in measured for name in row}
    years: dict[Datum, list[dict[str, Datum]]] = {row["indicator_id"]: [] for row in measured}
    for row in _rows(indicator_values(report)):
        year = {name: cell for name, cell in row.items() if name not in said}
        years[row["indicator_id"]].append(year)
    return {
        "indicators": [
            {**row, "departments": list(one.departments), "years": years[one.id]}
            for one, row in zip(report.plan.indicators, measured, strict=True)
        ],
        "indicator_revisions": _rows(indicator_revisions(report)),
        "indicator_corrections": _rows(indicator_corrections(report)),
    }


def _rows(table: Resource) -> list[dict[str, Datum]]:
    """Without the area, which is said once of the whole plan."""
    names = [column.name for column in table.fields[len(AREA) :]]
    return [_named(names, row[len(AREA) :]) for row in table.rows]


def _tally(
    tally: Tally, kind: str, counts: Iterable[tuple[Choice, int, int | Decimal]]
) -> dict[str, Any]:
    return {
        "fiscal_year": tally.fiscal_year.year,
        "kind": kind,
        "total": tally.total,
        "counts": [
            {"assessment": assessment.label, "count": count, "percent": percent}
            for assessment, count, percent in counts
        ],
    }


def _below(plan: Plan, group: Group) -> dict[str, Any]:
    """What stands right below the heading of a group, or of a goal."""
    items = [{"title": it.title, **_below(plan, it)} for it in group.groups]
    measures = [_measure(plan, measure) for measure in group.own]
    return {
        **({"measures": measures} if measures or not items else {}),
        **({"items": items} if items else {}),
    }


def _measure(plan: Plan, measure: Measure) -> dict[str, Any]:
    columns = record_columns(plan)
    names = tuple(column.name for column in columns)
    return {
        "id": measure.id,
        "title": measure.title,
        "summary": list(measure.summary),
        "department": measure.department or None,
        **({"number": measure.number} if measure.number else {}),
        **({"departments": list(measure.departments)} if len(measure.departments) > 1 else {}),
        **({"details": _details(plan, measure)} if plan.details else {}),
        "years": [
            _named(
                ("fiscal_year", *names), (record.fiscal_year.year, *record_cells(columns, record))
            )
            for record in measure.years
        ],
    }


def _details(plan: Plan, measure: Measure) -> dict[str, Any]:
    """A number, or what may be several words or texts, by the fields' names."""
    said: dict[str, Any] = {}
    for field in plan.details:
        values = measure.details.get(field.name, ())
        is_number = field.kind is Kind.NUMBER
        said[field.name] = next(map(Decimal, values), None) if is_number else list(values)
    return said


def _named(names: Iterable[str], cells: tuple[Datum, ...]) -> dict[str, Datum]:
    return dict(zip(names, cells, strict=True))
