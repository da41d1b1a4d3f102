"""What the plan's rows amount to: counts, shares, tallies. All that pages show is counted here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planreport.plan import Plan
from planreport.plan.achievement import Reached
from planreport.plan.calendar import FiscalYear
from planreport.plan.collection import Answer
from planreport.plan.indicators import Indicator
from planreport.plan.measures import Goal, Group, Measure, YearRecord
from planreport.plan.settings import NARRATIVE_YEARS, Paper
from planreport.report import answers, wanting
from planreport.report.changes import Changes, Step, changes
from planreport.report.counts import Count, YearCount, by_department, size, year_counts
from planreport.report.goals import GoalReport, goal_report
from planreport.report.indicators import IndicatorCount, IndicatorReport, answer, counts, indicators
from planreport.report.revisions import (
    CorrectionNote,
    RevisionNote,
    by_subject,
    corrections,
    revisions,
)
from planreport.report.sentences import Sentences
from planreport.report.sums import SumTable, sums
from planreport.report.tallies import Tally, tallies
from planreport.report.told import Said, details, narrative, told, told_years
from planreport.report.turns import Turns, turns

_FIRST = 5  # of what does not go well is shown before anybody asks for the rest


@dataclass(frozen=True)
class Notes:
    """What has changed about a measure or an indicator. `step` is None of what has no two years."""

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
    told_years: tuple[FiscalYear, ...]  # of which any measure says something in words or numbers
    changes: Changes | None  # None before the second report
    revisions: tuple[RevisionNote, ...]
    corrections: tuple[CorrectionNote, ...]
    sums: tuple[SumTable, ...]  # per goal, and over the plan
    indicators: tuple[IndicatorReport, ...]
    indicator_counts: tuple[IndicatorCount, ...]  # for each year in which any is read

    @property
    def narrative_years(self) -> tuple[FiscalYear, ...]:
        """Those whose actions the full table carries."""
        return self.told_years[-NARRATIVE_YEARS:]

    @property
    def latest(self) -> Count | None:
        return self.years[-1].count if self.years else None

    @property
    def count_rows(self) -> list[tuple[str, Count]]:
        """The counts of all years, each with the year's name."""
        return [(year.fiscal_year.full, year.count) for year in self.years]

    @property
    def goal_rows(self) -> list[tuple[str, Count]]:
        """The latest counts of the goals that have measures in that year, with their headings."""
        latest = [(goal.heading, goal.latest) for goal in self.goals]
        return [(heading, count) for heading, count in latest if count and count.size]

    @cached_property
    def sentences(self) -> Sentences:
        return Sentences(self.plan)

    @cached_property
    def lagging(self) -> tuple[wanting.Lagging, ...]:
        """The measures that do not go well in the latest year, in the plan's order."""
        return wanting.lagging(self.plan, self.goals, self.as_of) if self.as_of else ()

    @property
    def lagging_in_two(self) -> tuple[Sequence[wanting.Lagging], Sequence[wanting.Lagging]]:
        """The same with the lowest grade first: the few that are shown at once, and the rest."""
        every = wanting.lowest_first(self.plan, self.lagging)
        return every[:_FIRST], every[_FIRST:]

    @property
    def missed_in_two(self) -> tuple[tuple[IndicatorReport, ...], tuple[IndicatorReport, ...]]:
        """The same of the indicators that missed their targets in the latest year."""
        every = tuple(it for it in self.indicators if it.latest and it.latest.reached is Reached.NO)
        return every[:_FIRST], every[_FIRST:]

    @cached_property
    def departments(self) -> Mapping[str, Count]:
        """The counts of each department in the latest year, in the plan's order."""
        return by_department(self.plan.measures, self.as_of) if self.as_of else {}

    @cached_property
    def gaps(self) -> Mapping[str, Sequence[Answer]]:
        """What is missing in the latest year, by who was to say it; "" where that is not known."""
        return wanting.gaps(self.plan, self.as_of) if self.as_of else {}

    @property
    def incomplete(self) -> int:
        """How many measures miss something in the latest year."""
        return len({gap.subject.id for gaps in self.gaps.values() for gap in gaps})

    @property
    def has_late_answers(self) -> bool:
        return any(note.is_late for note in self.corrections)

    @cached_property
    def renewed(self) -> frozenset[str]:
        """What the plan's changes of the latest year are about, and what was put right after the report
        of the year before was published: ids of measures and indicators."""
        plan, earlier = self.plan, self.plan.reported[-2:-1]
        days = [it.date for it in plan.publications if it.fiscal_year in earlier]
        revised = {it.measure_id for it in plan.revisions if it.fiscal_year == self.as_of}
        corrected = {it.measure_id for it in plan.corrections if days and it.date > max(days)}
        return frozenset(revised | corrected) if earlier else frozenset()

    def narrative(self, record: YearRecord) -> str:
        return narrative(self.plan, record)

    def told(self, measure: Measure) -> list[tuple[str, list[Said]]]:
        return told(self.plan, measure)

    def details(self, measure: Measure) -> list[str]:
        return details(self.plan, measure)

    def numbers(self, record: YearRecord) -> tuple[tuple[str, str], ...]:
        """A year's numbers, each with its label; those that nobody has said are left out."""
        said = [(field.label, field.shown(record.cell(field.name))) for field in self.plan.numbers]
        return tuple((label, number) for label, number in said if number)

    @property
    def counts_alone(self) -> bool:
        """Whether the count as planned stands beside no category of the city's that counts the same."""
        return not (self.tally and self.tally.has_as_planned)

    @property
    def indicator_count(self) -> IndicatorCount | None:
        """That of the year that the report is as of."""
        counts = (count for count in self.indicator_counts if count.fiscal_year == self.as_of)
        return next(counts, None)

    @cached_property
    def has_summaries(self) -> bool:
        """Whether anything at all is said of measures once: a plan need not."""
        return any(it.summary or self.details(it) for it in self.plan.measures)

    @cached_property
    def _headings(self) -> dict[str, str]:
        return {it.indicator.id: it.heading for it in self.indicators}

    def heading(self, subject: Measure | Indicator) -> str:
        """What tells it from all others, where it does not stand below what it belongs to."""
        return self._headings.get(subject.id, subject.heading)

    @property
    def compares_indicators(self) -> bool:
        """Whether any value stood beside a target of its year that it could reach or miss."""
        return any(count.compared for count in self.indicator_counts)

    @cached_property
    def turns(self) -> Turns | None:
        return turns(self.indicators, self.plan)

    @property
    def grades_indicators(self) -> bool:
        """Whether any of them has a grade."""
        return any(count.grades for count in self.indicator_counts)

    @property
    def works_out_grades(self) -> bool:
        """Whether any of these grades is by a rate, and not the city's own word."""
        return any(year.is_banded for it in self.indicators for year in it.years)

    @property
    def leads_with_indicators(self) -> bool:
        """Whether what the indicators reached is the first thing to say: nothing else of the plan
        says what goes well."""
        count = self.indicator_count
        if not (count and self.plan.has_measures):
            return bool(count)
        return bool(count.compared and not self.plan.lagging and not self.tally)

    def is_draft(self, paper: Paper) -> bool:
        """Whether a paper is marked as one (案): its year is not declared published yet."""
        return paper.draft and self.as_of not in {it.fiscal_year for it in self.plan.publications}

    def named(self, paper: Paper) -> str:
        """What a link to the paper says."""
        return f"{paper.title}（案）" if self.is_draft(paper) else paper.title

    @property
    def answer(self) -> answers.Answer:
        """The one sentence that the report leads with."""
        if self.indicator_count and self.leads_with_indicators:
            return answer(self.indicator_count, self.plan)
        if self.latest:
            return self.answer_of(self.latest)
        return answers.before_reports(self.plan, self.size)

    def answer_of(self, count: Count) -> answers.Answer:
        """The same of the measures of a year, or of a goal in it."""
        return answers.of_measures(self.sentences, count)

    def indicators_of(
        self, goal: Goal | None = None, group: Group | None = None, measure: Measure | None = None
    ) -> tuple[IndicatorReport, ...]:
        """Those that belong to exactly this: a measure, else a group, else a goal, else the plan."""
        if measure:
            return tuple(it for it in self.indicators if it.measure is measure)
        if group:
            return tuple(it for it in self.indicators if it.group is group and not it.measure)
        of_goal = (it for it in self.indicators if it.goal is goal)
        return tuple(it for it in of_goal if not it.group and not it.measure)

    def notes(self, subject: Measure | Indicator) -> Notes:
        return Notes(
            self.changes.step(subject) if self.changes and isinstance(subject, Measure) else None,
            self._revisions.get(subject.id, ()),
            self._corrections.get(subject.id, ()),
        )

    @cached_property
    def _revisions(self) -> dict[str, tuple[RevisionNote, ...]]:
        return by_subject(self.revisions)

    @cached_property
    def _corrections(self) -> dict[str, tuple[CorrectionNote, ...]]:
        return by_subject(self.corrections)

    @property
    def tally(self) -> Tally | None:
        """The tally of the year that the report is as of."""
        return next((tally for tally in self.tallies if tally.fiscal_year == self.as_of), None)


def derive(plan: Plan, whole: Plan | None = None) -> Report:
    """The report of a plan, or of a part of one: its goals are called what they are in the `whole`."""
    numbered = {goal.id: (n, goal) for n, goal in enumerate((whole or plan).goals, 1)}
    goals = tuple(goal_report(*numbered[goal.id], goal, plan) for goal in plan.goals)
    read = indicators(plan)
    return Report(
        plan=plan,
        as_of=plan.reported[-1] if plan.reported else None,
        size=size(plan.measures, plan),
        years=year_counts(plan.measures, plan),
        goals=goals,
        tallies=tallies(plan),
        told_years=tuple(told_years(plan)),
        changes=changes(plan),
        revisions=revisions(plan),
        corrections=tuple(corrections(plan)),
        sums=tuple(sums(plan, ((goal.heading, goal.goal.measures) for goal in goals))),
        indicators=read,
        indicator_counts=tuple(counts(read, plan)),
    )
