"""What the matrix can be searched and filtered by: every text of a measure, and its years' facts."""

import json
from dataclasses import asdict, dataclass

from planreport.derive import GoalReport, Report
from planreport.model import FiscalYear, Item, Measure, Plan, Terms, YearRecord


@dataclass(frozen=True)
class Facts:
    """What can be asked of one year of a measure; all but the year are "" until it is reported."""

    year: str
    status: str
    standing: str
    assessment: str


@dataclass(frozen=True)
class Entry:
    """A measure. `texts` stand beside the index's `places`; `years` are those it is active in."""

    goal: str
    item: str
    department: str
    years: tuple[Facts, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Index:
    """The measures in the order of the matrix, and `places`: where in a measure each text stands.

    `departments` and `assessments` are those that occur, since no other finds anything.
    """

    years: tuple[str, ...]
    places: tuple[str, ...]
    entries: tuple[Entry, ...]
    departments: tuple[str, ...]
    assessments: tuple[str, ...]


def index(report: Report) -> Index:
    plan = report.plan
    entries = tuple(
        _entry(plan, goal, item, measure)
        for goal in report.goals
        for item in goal.goal.items
        for measure in item.measures
    )
    recorded = {facts.assessment for entry in entries for facts in entry.years}
    return Index(
        years=tuple(str(year.year) for year in plan.years),
        places=_places(plan.terms, plan.reported),
        entries=entries,
        departments=tuple(dict.fromkeys(entry.department for entry in entries if entry.department)),
        assessments=tuple(a.label for a in plan.assessments if a.label in recorded),
    )


def as_json(index: Index) -> str:
    """What the script needs of the index."""
    plan = {
        "years": index.years,
        "places": index.places,
        "measures": [asdict(entry) for entry in index.entries],
    }
    return json.dumps(plan, ensure_ascii=False, separators=(",", ":"))


def item_key(goal: GoalReport, item: Item) -> str:
    """Two goals may each have an item of the same title."""
    return f"{goal.goal.id}/{item.title}"


def _places(terms: Terms, reported: tuple[FiscalYear, ...]) -> tuple[str, ...]:
    """In the order in which finds are shown: what was done last comes first."""
    actions = (f"{year}の{terms.actions}" for year in reversed(reported))
    return (terms.measure, *actions, terms.summary, "担当課", terms.item, terms.goal)


def _entry(plan: Plan, goal: GoalReport, item: Item, measure: Measure) -> Entry:
    reported = {year: measure.in_year(year) for year in reversed(plan.reported)}
    return Entry(
        goal=goal.goal.id,
        item=item_key(goal, item),
        department=measure.department,
        years=tuple(map(_facts, measure.years)),
        texts=(
            measure.title,
            *(record.actions if record else "" for record in reported.values()),
            "　".join(measure.summary),
            measure.department,
            item.title,
            goal.heading,
        ),
    )


def _facts(record: YearRecord) -> Facts:
    return Facts(
        year=str(record.fiscal_year.year),
        status=record.progress.label if record.progress else "",
        standing=record.standing.code if record.standing else "",
        assessment=record.assessment.label if record.assessment else "",
    )
