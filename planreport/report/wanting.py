"""What is wanting in a year: measures that do not go well, and answers that are missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.collection import Answer, by_owner
from planreport.plan.measures import Measure, Outcome, YearRecord
from planreport.report.goals import GoalReport


@dataclass(frozen=True)
class Lagging:
    """A measure that does not go well, with its year's record."""

    goal: GoalReport
    measure: Measure
    record: YearRecord


def lagging(plan: Plan, goals: Iterable[GoalReport], year: FiscalYear) -> tuple[Lagging, ...]:
    """In the plan's order; none in a plan that does not say what goes well."""
    return tuple(
        Lagging(goal, measure, record)
        for goal in goals
        for measure in goal.goal.measures
        if (record := measure.in_year(year)) and record.outcome in plan.lagging
    )


def lowest_first(plan: Plan, behind: Iterable[Lagging]) -> Sequence[Lagging]:
    """The same by their grades, if these have an order."""
    ranks: dict[Outcome | None, int] = {word: n for n, word in enumerate(plan.ladder)}
    return sorted(behind, key=lambda it: ranks.get(it.record.outcome, 0))


def gaps(plan: Plan, year: FiscalYear) -> dict[str, list[Answer]]:
    """The measures that miss something, by who was to say it; "" where that is not known."""
    records = ((measure, measure.in_year(year)) for measure in plan.measures)
    return by_owner(Answer(it, record, plan.missing(record)) for it, record in records if record)
