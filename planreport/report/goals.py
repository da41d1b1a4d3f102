"""What a goal comes to."""

from collections.abc import Sequence
from dataclasses import dataclass

from planreport.plan import Plan
from planreport.plan.measures import Goal, Measure
from planreport.report.counts import Count, YearCount, size, year_counts
from planreport.report.sums import SumTable, sums


@dataclass(frozen=True)
class GoalReport:
    """A goal's counts per reported year; `latest` is None before the first report."""

    number: int  # its place among the goals, from 1
    word: str  # what the plan calls a goal
    goal: Goal
    size: int
    years: tuple[YearCount, ...]
    latest: Count | None
    sums: tuple[SumTable, ...]  # per item, and over the goal
    places: tuple[str, ...]  # ids of its measures in their order, in a part of the plan as well

    @property
    def heading(self) -> str:
        return f"{self.name} {self.goal.title}"

    @property
    def name(self) -> str:
        """By which it is called for short: the plan's own number, or its place."""
        return self.goal.number or f"{self.word}{self.number}"

    def place(self, measure: Measure) -> str:
        """By which a debate names a measure that the plan has no number for: 目標1-3."""
        return "" if measure.number else f"{self.name}-{self.places.index(measure.id) + 1}"


def goal_report(number: int, whole: Goal, goal: Goal, plan: Plan) -> GoalReport:
    """The report of a goal of the plan, or of the part of a `whole` one that the plan has."""
    years = year_counts(goal.measures, plan)
    return GoalReport(
        number=number,
        word=plan.terms.goal,
        goal=goal,
        size=size(goal.measures, plan),
        years=years,
        latest=years[-1].count if years else None,
        sums=tuple(sums(plan, _parts(goal))),
        places=tuple(measure.id for measure in whole.measures),
    )


def _parts(goal: Goal) -> list[tuple[str, Sequence[Measure]]]:
    """What numbers are summed up by: the groups, beside measures that are in none; else all in one."""
    if not goal.groups:
        return [(goal.title, goal.measures)]
    return [
        *((measure.heading, (measure,)) for measure in goal.own),
        *((group.title, group.measures) for group in goal.groups),
    ]
