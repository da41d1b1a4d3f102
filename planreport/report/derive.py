"""What the plan's rows amount to: counts, shares, tallies. All that pages show is counted here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Choice
from planreport.plan.measures import Goal, Measure, Standing, YearRecord
from planreport.plan.settings import NARRATIVE_YEARS
from planreport.report.changes import Changes, Step, changes
from planreport.report.revisions import CorrectionNote, RevisionNote, corrections, revisions

_Entry = TypeVar("_Entry", RevisionNote, CorrectionNote)


@dataclass(frozen=True)
class Count:
    """How many measures stand where."""

    ahead: int
    on_plan: int
    behind: int

    @property
    def total(self) -> int:
        return self.ahead + self.on_plan + self.behind

    @property
    def as_planned(self) -> int:
        """What reached its planned status or more."""
        return self.ahead + self.on_plan

    def of(self, standing: Standing) -> int:
        return {
            Standing.AHEAD: self.ahead,
            Standing.ON_PLAN: self.on_plan,
            Standing.BEHIND: self.behind,
        }[standing]

    @property
    def percent(self) -> int:
        """The share as planned, in whole per cent."""
        return percent(self.as_planned, self.total)


@dataclass(frozen=True)
class YearCount:
    fiscal_year: FiscalYear
    count: Count


@dataclass(frozen=True)
class GoalReport:
    """A goal's counts per reported year; `latest` is None before the first report."""

    number: int  # its place among the goals, from 1
    word: str  # what the plan calls a goal
    goal: Goal
    size: int
    years: tuple[YearCount, ...]
    latest: Count | None

    @property
    def heading(self) -> str:
        return f"{self.word}{self.number} {self.goal.title}"


@dataclass(frozen=True)
class Behind:
    """A measure that has not reached its plan in the year that the report is as of."""

    goal: GoalReport
    measure: Measure
    record: YearRecord


@dataclass(frozen=True)
class TallyRow:
    """`is_recorded`: it is on record which measures those are; `is_as_planned`: those that reached
    their planned status are as many. Neither where the city published nothing but the number."""

    assessment: Choice
    count: int
    percent: int
    is_recorded: bool
    is_as_planned: bool


@dataclass(frozen=True)
class Tally:
    """Counts per assessment in one year: as the city published them or, where every measure has
    an assessment on record, as counted from the rows. `compared` is the count against the plan."""

    fiscal_year: FiscalYear
    total: int
    rows: tuple[TallyRow, ...]
    is_published: bool
    compared: Count

    @property
    def has_as_planned(self) -> bool:
        """Whether one of the categories counts what `compared` counts."""
        return any(row.assessment.as_planned for row in self.rows)

    @property
    def percent_sum(self) -> int:
        return sum(row.percent for row in self.rows)

    @property
    def is_rounded(self) -> bool:
        """Whether the shares do not add up."""
        return self.percent_sum != 100


@dataclass(frozen=True)
class Notes:
    """What has changed about one measure. `step` is None where there are no two years of it."""

    step: Step | None
    revisions: tuple[RevisionNote, ...]
    corrections: tuple[CorrectionNote, ...]


@dataclass(frozen=True)
class Report:
    """Everything that the pages, the papers and the data show, as of one fiscal year."""

    plan: Plan
    as_of: FiscalYear | None  # the latest year shown; None before the first report
    size: int
    years: tuple[YearCount, ...]
    goals: tuple[GoalReport, ...]
    tallies: tuple[Tally, ...]
    narrative_years: tuple[FiscalYear, ...]  # those whose actions the full table carries
    changes: Changes | None  # None before the second report
    revisions: tuple[RevisionNote, ...]
    corrections: tuple[CorrectionNote, ...]

    @property
    def latest(self) -> Count | None:
        return self.years[-1].count if self.years else None

    @property
    def behind(self) -> tuple[Behind, ...]:
        """The measures that are behind in the latest year, in the plan's order."""
        return tuple(
            Behind(goal, measure, record)
            for goal in self.goals
            for measure in goal.goal.measures
            if self.as_of
            and (record := measure.in_year(self.as_of))
            and record.standing is Standing.BEHIND
        )

    def narrative(self, record: YearRecord) -> str:
        """A year's texts in one cell, each but the first behind its label."""
        first, *others = self.plan.texts
        told = [(text.label, record.cell(text.name)) for text in others]
        return record.cell(first.name) + "".join(
            f"　【{label}】{said}" for label, said in told if said
        )

    @property
    def counts_alone(self) -> bool:
        """Whether the count as planned stands beside no category of the city's that counts the same."""
        return not (self.tally and self.tally.has_as_planned)

    def notes(self, measure: Measure) -> Notes:
        return Notes(
            self.changes.step(measure) if self.changes else None,
            self._revisions.get(measure.id, ()),
            self._corrections.get(measure.id, ()),
        )

    @cached_property
    def _revisions(self) -> dict[str, tuple[RevisionNote, ...]]:
        return _by_measure(self.revisions)

    @cached_property
    def _corrections(self) -> dict[str, tuple[CorrectionNote, ...]]:
        return _by_measure(self.corrections)

    @property
    def tally(self) -> Tally | None:
        """The tally of the year that the report is as of."""
        return next((tally for tally in self.tallies if tally.fiscal_year == self.as_of), None)


def _by_measure(entries: Iterable[_Entry]) -> dict[str, tuple[_Entry, ...]]:
    found: dict[str, list[_Entry]] = {}
    for entry in entries:
        found.setdefault(entry.measure.id, []).append(entry)
    return {measure_id: tuple(of_it) for measure_id, of_it in found.items()}


def derive(plan: Plan) -> Report:
    return Report(
        plan=plan,
        as_of=plan.reported[-1] if plan.reported else None,
        size=_size(plan.measures, plan),
        years=_year_counts(list(plan.measures), plan),
        goals=tuple(_goal_report(n, goal, plan) for n, goal in enumerate(plan.goals, 1)),
        tallies=_tallies(plan),
        narrative_years=plan.reported[-NARRATIVE_YEARS:],
        changes=changes(plan),
        revisions=revisions(plan),
        corrections=corrections(plan),
    )


def percent(part: int, whole: int) -> int:
    """The share of `part` in `whole` in whole per cent, a half rounded up (四捨五入)."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def count(records: Iterable[YearRecord]) -> Count:
    """Counts the records that have been reported."""
    standings = Counter(record.standing for record in records)
    return Count(standings[Standing.AHEAD], standings[Standing.ON_PLAN], standings[Standing.BEHIND])


def _size(measures: Iterable[Measure], plan: Plan) -> int:
    """The number of measures of the year reported last, or of the first year before any report."""
    year = plan.reported[-1] if plan.reported else plan.years[0]
    return sum(measure.in_year(year) is not None for measure in measures)


def _year_counts(measures: list[Measure], plan: Plan) -> tuple[YearCount, ...]:
    return tuple(
        YearCount(year, count(r for measure in measures if (r := measure.in_year(year))))
        for year in plan.reported
    )


def _goal_report(number: int, goal: Goal, plan: Plan) -> GoalReport:
    years = _year_counts(list(goal.measures), plan)
    return GoalReport(
        number=number,
        word=plan.terms.goal,
        goal=goal,
        size=_size(goal.measures, plan),
        years=years,
        latest=years[-1].count if years else None,
    )


def _tallies(plan: Plan) -> tuple[Tally, ...]:
    tallies = []
    published = {tally.fiscal_year: tally for tally in plan.published_tallies}
    for year in plan.reported:
        records = [r for measure in plan.measures if (r := measure.in_year(year))]
        recorded = Counter(record.assessment for record in records if record.assessment)
        if year in published:
            numbers = [(c.assessment, c.count, c.percent) for c in published[year].counts]
        elif recorded and recorded.total() == len(records):
            numbers = [
                (a, recorded[a], percent(recorded[a], len(records))) for a in plan.assessments
            ]
        else:
            continue
        counted = count(records)
        rows = tuple(
            TallyRow(
                assessment,
                number,
                share,
                is_recorded=0 < number == recorded[assessment],
                is_as_planned=assessment.as_planned and 0 < number == counted.as_planned,
            )
            for assessment, number, share in numbers
        )
        tallies.append(Tally(year, len(records), rows, year in published, counted))
    return tuple(tallies)
