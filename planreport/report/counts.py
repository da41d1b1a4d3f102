"""How many measures stand where, and what share that is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planreport.plan.measures import Standing, YearRecord


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


def percent(part: int, whole: int) -> int:
    """The share of `part` in `whole` in whole per cent, a half rounded up (四捨五入)."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def count(records: Iterable[YearRecord]) -> Count:
    """Counts the records that have been reported."""
    standings = Counter(record.standing for record in records)
    return Count(standings[Standing.AHEAD], standings[Standing.ON_PLAN], standings[Standing.BEHIND])
