"""How many measures count as what, and what share that is."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.measures import UNREPORTED, Measure, Outcome, YearRecord


@dataclass(frozen=True)
class Count:
    """How many measures count as what.

    Of a plan that grades nothing, those that somebody has reported are `ungraded`.
    """

    numbers: Mapping[Outcome, int]
    ungraded: int = 0

    def of(self, outcome: Outcome) -> int:
        return self.numbers.get(outcome, 0)

    @property
    def total(self) -> int:
        """What shares are of: all that has been reported but for what is outside the order."""
        within = sum(n for outcome, n in self.numbers.items() if not outcome.is_outside)
        return within + self.ungraded

    @property
    def good(self) -> int:
        return sum(n for outcome, n in self.numbers.items() if outcome.is_good)

    @property
    def unreported(self) -> int:
        return self.of(UNREPORTED)

    @property
    def reported(self) -> int:
        return self.size - self.unreported

    @property
    def size(self) -> int:
        """All measures, be they reported or not."""
        return sum(self.numbers.values()) + self.ungraded

    @property
    def percent(self) -> int:
        """The share of what goes well, in whole per cent."""
        return percent(self.good, self.total)


@dataclass(frozen=True)
class YearCount:
    fiscal_year: FiscalYear
    count: Count


def percent(part: int, whole: int) -> int:
    """The share of `part` in `whole` in whole per cent, a half rounded up (四捨五入)."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def by_department(measures: Iterable[Measure], year: FiscalYear) -> dict[str, Count]:
    """The counts of a year for each department, in the order in which they are first named.

    A measure of several departments is counted for each. Of one department alone there is nothing
    that the counts of the whole plan do not say.
    """
    theirs: dict[str, list[YearRecord]] = {}
    for measure in measures:
        if record := measure.in_year(year):
            for name in measure.departments:
                theirs.setdefault(name, []).append(record)
    counted = {name: count(records) for name, records in theirs.items()}
    return counted if len(counted) > 1 else {}


def count(records: Iterable[YearRecord]) -> Count:
    """Counts the records by what they count as."""
    numbers: Counter[Outcome] = Counter()
    ungraded = 0
    for record in records:
        if record.outcome:
            numbers[record.outcome] += 1
        elif record.lead or not record.is_reported:
            numbers[UNREPORTED] += 1
        else:
            ungraded += 1
    return Count(numbers, ungraded)


def year_counts(measures: Iterable[Measure], plan: Plan) -> tuple[YearCount, ...]:
    """The counts of these measures of the plan in each reported year."""
    every = tuple(measures)
    return tuple(
        YearCount(year, count(r for measure in every if (r := measure.in_year(year))))
        for year in (plan.reported if plan.has_measures else ())
    )


def size(measures: Iterable[Measure], plan: Plan) -> int:
    """How many of them the year reported last has, or the first year before any report."""
    year = plan.reported[-1] if plan.reported else plan.years[0]
    return sum(measure.in_year(year) is not None for measure in measures)
