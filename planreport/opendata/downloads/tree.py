"""The plan and its reports as one tree."""

from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from planreport import paths
from planreport.opendata.tables import Resource
from planreport.opendata.tables.counted import CORRECTED, PUBLISHED, RECORDED
from planreport.opendata.tables.resource import AREA, Datum, keys
from planreport.plan import Plan
from planreport.plan.fields import Choice, Kind
from planreport.plan.measures import Group, Measure, Standing
from planreport.report.derive import Report
from planreport.report.tallies import Tally

_Rows = list[dict[str, Datum]]  # of a table, by the names of its columns


def tree(report: Report, tables: Sequence[Resource]) -> dict[str, Any]:
    """The plan as one tree, for programs that want it whole; it has what the rows of the `tables` have,
    but for what their place in the tree says."""
    plan = report.plan
    where = {column.name for column in keys(plan)} - {"measure_id"}
    years = _years(_rows(tables, paths.PROGRESS_CSV, where), "measure_id", ())
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
            {"id": goal.id, "title": goal.title, **_below(plan, goal.top, years)}
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
        "revisions": _rows(tables, paths.REVISIONS_CSV, where),
        "corrections": _rows(tables, paths.CORRECTIONS_CSV, where),
        **(_indicators(plan, tables) if plan.indicators else {}),
        "history": [
            {"date": update.date.isoformat(), "text": update.text} for update in plan.history
        ],
    }


def _rows(tables: Iterable[Resource], path: str, left_out: Container[str]) -> _Rows:
    """Those of the table with this path, if it is one of the plan's; some columns are left out."""
    return [
        {
            column.name: cell
            for column, cell in zip(table.fields, row, strict=True)
            if column.name not in left_out
        }
        for table in tables
        if table.path == path
        for row in table.rows
    ]


def _years(rows: _Rows, key: str, said: Container[str]) -> dict[Datum, _Rows]:
    """The rows by what each is of, without that, and without what is `said` of it."""
    years: dict[Datum, _Rows] = {}
    for row in rows:
        year = {name: cell for name, cell in row.items() if name != key and name not in said}
        years.setdefault(row[key], []).append(year)
    return years


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


def _indicators(plan: Plan, tables: Sequence[Resource]) -> dict[str, Any]:
    """Each says what it belongs to, and holds its years."""
    area = {column.name for column in AREA}
    measured = _rows(tables, paths.INDICATORS_CSV, area)
    years = _years(_rows(tables, paths.INDICATOR_VALUES_CSV, area), "indicator_id", measured[0])
    return {
        "indicators": [
            {**row, "departments": list(one.departments), "years": years.get(one.id, [])}
            for one, row in zip(plan.indicators, measured, strict=True)
        ],
        "indicator_revisions": _rows(tables, paths.INDICATOR_REVISIONS_CSV, area),
        "indicator_corrections": _rows(tables, paths.INDICATOR_CORRECTIONS_CSV, area),
    }


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


def _below(plan: Plan, group: Group, years: Mapping[Datum, _Rows]) -> dict[str, Any]:
    """What stands right below the heading of a group, or of a goal."""
    items = [{"title": it.title, **_below(plan, it, years)} for it in group.groups]
    measures = [_measure(plan, measure, years[measure.id]) for measure in group.own]
    return {
        **({"measures": measures} if measures or not items else {}),
        **({"items": items} if items else {}),
    }


def _measure(plan: Plan, measure: Measure, years: _Rows) -> dict[str, Any]:
    return {
        "id": measure.id,
        "title": measure.title,
        "summary": list(measure.summary),
        "department": measure.department or None,
        **({"number": measure.number} if measure.number else {}),
        **({"departments": list(measure.departments)} if len(measure.departments) > 1 else {}),
        **({"details": _details(plan, measure)} if plan.details else {}),
        "years": years,
    }


def _details(plan: Plan, measure: Measure) -> dict[str, Any]:
    """A number, or what may be several words or texts, by the fields' names."""
    said: dict[str, Any] = {}
    for field in plan.details:
        values = measure.details.get(field.name, ())
        is_number = field.kind is Kind.NUMBER
        said[field.name] = next(map(Decimal, values), None) if is_number else list(values)
    return said
