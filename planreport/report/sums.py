"""Numbers of a year added up: exactly, and with what is missing from the sum."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Field
from planreport.plan.measures import Measure
from planreport.plan.numbers import grouped


@dataclass(frozen=True)
class Sum:
    """A field's numbers of one year added up; `missing` measures have said none.

    That may be because there is none to say: nothing calls it an omission.
    """

    number: Decimal
    counted: int
    missing: int

    @property
    def size(self) -> int:
        """How many measures could have said one."""
        return self.counted + self.missing

    @property
    def shown(self) -> str:
        """As people read it, without its unit; "" where there is nothing to add up."""
        return grouped(self.number) if self.counted else ""


@dataclass(frozen=True)
class SumRow:
    """The sums of some measures, one for each year of the table."""

    label: str
    sums: tuple[Sum, ...]


@dataclass(frozen=True)
class SumTable:
    """A field summed up: for each group of measures, and for all of them together."""

    field: Field
    years: tuple[FiscalYear, ...]
    rows: tuple[SumRow, ...]  # none where there is but one group
    whole: SumRow

    def last(self, years: int) -> "SumTable":
        """The same of the last years alone."""
        rows = tuple(replace(row, sums=row.sums[-years:]) for row in self.rows)
        whole = replace(self.whole, sums=self.whole.sums[-years:])
        return replace(self, years=self.years[-years:], rows=rows, whole=whole)

    @property
    def lines(self) -> int:
        """How many its rows take, with what is missing below the sums."""
        return sum(1 + any(one.missing for one in row.sums) for row in (*self.rows, self.whole))

    @property
    def latest(self) -> Sum:
        return self.whole.sums[-1]


def sums(plan: Plan, groups: Iterable[tuple[str, Iterable[Measure]]]) -> Iterator[SumTable]:
    """A table for each of the plan's numbers that add up, from the first year in which one was said."""
    filed = [(label, tuple(measures)) for label, measures in groups]
    every = [measure for _, measures in filed for measure in measures]
    for field in plan.numbers:
        said = [year for year in plan.reported if _sum(every, field, year).counted]
        if field.is_summed and said:
            years = plan.reported[plan.reported.index(said[0]) :]
            rows = (_row(*one, field, years) for one in filed if len(filed) > 1)
            yield SumTable(field, years, tuple(rows), _row("合計", every, field, years))


def _row(
    label: str, measures: Sequence[Measure], field: Field, years: Iterable[FiscalYear]
) -> SumRow:
    return SumRow(label, tuple(_sum(measures, field, year) for year in years))


def _sum(measures: Iterable[Measure], field: Field, year: FiscalYear) -> Sum:
    records = [record for measure in measures if (record := measure.in_year(year))]
    said = [Decimal(cell) for record in records if (cell := record.cell(field.name))]
    return Sum(sum(said, Decimal(0)), len(said), len(records) - len(said))
