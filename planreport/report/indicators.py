"""What became of each indicator: its years against their targets, and how many reached theirs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planreport.plan import Plan
from planreport.plan.achievement import (
    NoRate,
    Progress,
    Rate,
    Reached,
    banded,
    progress,
    rate,
    reached,
)
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Choice
from planreport.plan.indicators import GRADE, Indicator, Reading
from planreport.plan.measures import Goal, Group, Measure
from planreport.report.answers import Answer
from planreport.report.counts import percent


@dataclass(frozen=True)
class IndicatorYear:
    """A year of an indicator. What cannot be said of it is None.

    `grade` is the city's own or, where that gives none, that of the band which the plan declares for
    the rate; `other_grade` is that of the band where the city's own differs.
    """

    reading: Reading
    reached: Reached | None
    rate: Rate | NoRate | None
    progress: Progress | None
    grade: Choice | None
    other_grade: Choice | None
    is_banded: bool  # whether the grade was worked out from the rate


@dataclass(frozen=True)
class IndicatorReport:
    """An indicator with what it belongs to: the innermost of goal, group and measure, or the plan.

    `years` are those with values in which it is read; `latest` is that which the report is as of.
    """

    indicator: Indicator
    goal: Goal | None
    group: Group | None
    measure: Measure | None
    years: tuple[IndicatorYear, ...]
    as_of: FiscalYear | None
    shares_name: bool  # with one of something else, as each service's 量の見込み
    is_alike: bool  # to one of the same, as of whom it counts

    @property
    def heading(self) -> str:
        """What tells it from all others."""
        holds = self.measure or self.group or self.goal
        name, meaning = self.indicator.heading, self.indicator.meaning
        if self.is_alike and meaning:
            name = f"{name}（{meaning}）"
        return f"{holds.title}　{name}" if self.shares_name and holds else name

    @property
    def latest(self) -> IndicatorYear | None:
        last = self.years[-1] if self.years else None
        return last if last and last.reading.fiscal_year == self.as_of else None

    def in_year(self, fiscal_year: FiscalYear) -> IndicatorYear | None:
        """None in a year in which it is not read, or that is not reported."""
        found = (year for year in self.years if year.reading.fiscal_year == fiscal_year)
        return next(found, None)

    @property
    def ahead(self) -> tuple[Reading, ...]:
        """The years to come that anything is aimed at in."""
        later = (
            it for it in self.indicator.readings if not self.as_of or it.fiscal_year > self.as_of
        )
        return tuple(reading for reading in later if reading.promised.cells)

    @property
    def without_rate(self) -> dict[str, list[FiscalYear]]:
        """Why the plan's formula gives no rate, with the years in which that is so."""
        found: dict[str, list[FiscalYear]] = {}
        for year in self.years:
            if isinstance(year.rate, NoRate):
                found.setdefault(year.rate.reason, []).append(year.reading.fiscal_year)
        return found

    @property
    def last_told(self) -> IndicatorYear | None:
        """The last year with a value, which may be older than the report."""
        told = [year for year in self.years if year.reading.value is not None]
        return told[-1] if told else None


@dataclass(frozen=True)
class IndicatorCount:
    """How many indicators reached the target of a year, of those that have both value and target."""

    fiscal_year: FiscalYear
    size: int  # all that are read in the year
    valued: int  # of those, that have a value
    compared: int
    reached: int
    grades: Mapping[Choice, int]  # how many have each that is given

    @property
    def missed(self) -> int:
        return self.compared - self.reached

    @property
    def uncompared(self) -> int:
        return self.size - self.compared

    @property
    def ungraded(self) -> int:
        return self.size - sum(self.grades.values())

    @property
    def percent(self) -> int:
        """The share of those that reached it in all that have both, in whole per cent."""
        return percent(self.reached, self.compared)


def indicators(plan: Plan) -> tuple[IndicatorReport, ...]:
    """All of them, in the order of the data."""
    alike = Counter((it.heading, it.owner) for it in plan.indicators)
    names = Counter(heading for heading, _ in alike)
    return tuple(
        IndicatorReport(
            it,
            *_belongs(it, plan),
            tuple(_year(it, r, plan) for year in plan.valued_years if (r := it.in_year(year))),
            plan.reported[-1] if plan.reported else None,
            shares_name=names[it.heading] > 1,
            is_alike=alike[it.heading, it.owner] > 1,
        )
        for it in plan.indicators
    )


def counts(reports: tuple[IndicatorReport, ...], plan: Plan) -> Iterator[IndicatorCount]:
    """For each year with values in which any indicator is read."""
    for year in plan.valued_years:
        read = [one for it in reports for one in it.years if one.reading.fiscal_year == year]
        compared = [one.reached for one in read if one.reached]
        if read:
            valued = sum(one.reading.value is not None for one in read)
            number = compared.count(Reached.YES)
            grades = Counter(one.grade for one in read if one.grade)
            yield IndicatorCount(year, len(read), valued, len(compared), number, grades)


def answer(count: IndicatorCount, plan: Plan) -> Answer:
    """The first thing that is said of a year's indicators."""
    of = f"{count.size}の{plan.terms.indicator}のうち"
    if not count.compared:
        return Answer(of, f"{count.valued}", "", f"の{count.fiscal_year}の値を報告しています")
    if count.uncompared:
        of += f"{count.fiscal_year}の目標値と実績値がある{count.compared}では、"
    return Answer(of, f"{count.reached}", "", f"が{count.fiscal_year}の目標に達しました")


def _belongs(indicator: Indicator, plan: Plan) -> tuple[Goal | None, Group | None, Measure | None]:
    """What holds the indicator, each within the one before; a measure may have moved since."""
    owner = indicator.owner
    for goal in plan.goals:
        for group in goal.top.unfolded:
            below = group if group.path else None
            for measure in group.own:
                if measure.id == owner.measure_id:
                    return goal, below, measure
            if (goal.id, group.path) == (owner.goal_id, owner.path):
                return goal, below, None
    return None, None, None


def _year(indicator: Indicator, reading: Reading, plan: Plan) -> IndicatorYear:
    band = banded(indicator, reading, plan.bands)
    grades = {one.grade.label: one.grade for one in plan.bands}
    own = grades.get(reading.cell(GRADE))
    worked_out = band.grade if band else None
    return IndicatorYear(
        reading,
        reached(indicator, reading),
        rate(indicator, reading),
        progress(indicator, reading),
        own or worked_out,
        worked_out if own and worked_out and own != worked_out else None,
        is_banded=own is None and worked_out is not None,
    )
