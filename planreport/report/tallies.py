"""What the city says of its measures, counted: as published, or from what is on record."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from planreport.plan import Plan, PublishedTally
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Choice
from planreport.plan.uncorrected import uncorrected
from planreport.report.counts import Count, count, percent


@dataclass(frozen=True)
class TallyRow:
    """`is_recorded`: it is on record which measures those are; `is_as_planned`: those that reached
    their planned status are as many. Neither where the city published nothing but the number.

    `corrected` is the number once what was published has been put right; None where nobody knows.
    """

    assessment: Choice
    count: int
    percent: int | Decimal
    is_recorded: bool
    is_as_planned: bool
    corrected: int | None

    @property
    def has_changed(self) -> bool:
        return self.corrected not in (None, self.count)


@dataclass(frozen=True)
class Tally:
    """Counts per assessment in one year: as the city published them or, where every measure has
    an assessment on record, as counted from the rows. `compared` is the count against the plan."""

    fiscal_year: FiscalYear
    total: int
    rows: tuple[TallyRow, ...]
    is_published: bool
    recorded: int  # how many measures have an assessment on record
    compared: Count

    @property
    def is_corrected(self) -> bool:
        """Whether corrections have changed one of its numbers since it was published."""
        return any(row.has_changed for row in self.rows)

    @property
    def changed(self) -> tuple[TallyRow, ...]:
        return tuple(row for row in self.rows if row.has_changed)

    @property
    def corrected(self) -> tuple[tuple[Choice, int, int], ...]:
        """The assessments with their numbers and shares after corrections, as far as known."""
        return tuple(
            (row.assessment, row.corrected, percent(row.corrected, self.total))
            for row in self.rows
            if self.is_corrected and row.corrected is not None
        )

    @property
    def is_partly_known(self) -> bool:
        """Whether nobody has published what corrections make of some of its numbers."""
        return any(row.corrected is None for row in self.rows)

    @property
    def is_partly_recorded(self) -> bool:
        """Whether some measures have an assessment on record, and some have none."""
        return 0 < self.recorded < self.total

    @property
    def has_as_planned(self) -> bool:
        """Whether one of the categories counts what `compared` counts."""
        return any(row.assessment.as_planned for row in self.rows)

    @property
    def percent_sum(self) -> int | Decimal:
        return sum(row.percent for row in self.rows)

    @property
    def is_rounded(self) -> bool:
        """Whether the shares do not add up."""
        return self.percent_sum != 100


def tallies(plan: Plan) -> tuple[Tally, ...]:
    """The tallies of all years that have one, the oldest first."""
    found = []
    published = {tally.fiscal_year: tally for tally in plan.published_tallies}
    for year in plan.reported:
        all_records = [r for measure in plan.measures if (r := measure.in_year(year))]
        records = [record for record in all_records if record.is_reported]
        recorded = Counter(record.assessment for record in records if record.assessment)
        is_whole = recorded.total() == len(records)
        of_records = {assessment: recorded[assessment] for assessment in plan.assessments}
        if year in published:
            numbers: list[tuple[Choice, int, int | Decimal]] = [
                (c.assessment, c.count, c.percent) for c in published[year].counts
            ]
        elif recorded and is_whole:
            numbers = [(a, n, percent(n, len(records))) for a, n in of_records.items()]
        else:
            continue
        counted = count(records)
        now = of_records if is_whole else _corrected(plan, published[year])
        rows = tuple(
            TallyRow(
                assessment,
                number,
                share,
                is_recorded=0 < number == recorded[assessment],
                is_as_planned=assessment.as_planned and 0 < number == counted.good,
                corrected=now.get(assessment),
            )
            for assessment, number, share in numbers
        )
        total = published[year].total if year in published else len(records)
        found.append(Tally(year, total, rows, year in published, recorded.total(), counted))
    return tuple(found)


def _corrected(plan: Plan, published: PublishedTally) -> dict[Choice, int]:
    """The numbers of a published tally after corrections, where not all assessments are on record.

    A corrected assessment moves a measure from one to the other. A corrected stage changes how many
    went as planned, and nobody has published what became of the others.
    """
    year = published.fiscal_year
    numbers = {counted.assessment: counted.count for counted in published.counts}
    by_label = {assessment.label: assessment for assessment in numbers}
    for correction in plan.corrections:
        if correction.fiscal_year == year and correction.column == "assessment":
            for label, moved in ((correction.before, -1), (correction.after, 1)):
                if label in by_label:
                    numbers[by_label[label]] += moved
    now = [r for measure in plan.measures if (r := measure.in_year(year))]
    then, reached = count(uncorrected(plan, year)).good, count(now).good
    for counted in published.counts:
        if counted.assessment.as_planned and counted.count == then != reached:
            numbers[counted.assessment] = reached
            if sum(numbers.values()) != published.total:
                return {counted.assessment: reached}
    return numbers
