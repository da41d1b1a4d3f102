"""Which indicators reached their targets in one of the last two reported years alone."""

from dataclasses import dataclass

from planreport.plan import Plan
from planreport.plan.achievement import Reached
from planreport.plan.calendar import FiscalYear
from planreport.report.indicators import IndicatorReport, IndicatorYear


@dataclass(frozen=True)
class Turn:
    """An indicator that has both value and target in both years."""

    report: IndicatorReport
    years: tuple[IndicatorYear, IndicatorYear]

    @property
    def reached(self) -> tuple[bool, bool]:
        before, now = (year.reached is Reached.YES for year in self.years)
        return before, now


@dataclass(frozen=True)
class Turns:
    """The last reported year beside the one before it, indicator by indicator in the data's order."""

    before: FiscalYear
    now: FiscalYear
    compared: tuple[Turn, ...]

    @property
    def newly_reached(self) -> tuple[Turn, ...]:
        return tuple(turn for turn in self.compared if turn.reached == (False, True))

    @property
    def newly_missed(self) -> tuple[Turn, ...]:
        return tuple(turn for turn in self.compared if turn.reached == (True, False))


def turns(reports: tuple[IndicatorReport, ...], plan: Plan) -> Turns | None:
    """None where no indicator can be compared."""
    if len(plan.reported) < 2:
        return None
    before, now = plan.reported[-2:]
    pairs = ((it, it.in_year(before), it.in_year(now)) for it in reports)
    compared = tuple(
        Turn(it, (one, other))
        for it, one, other in pairs
        if one and other and one.reached and other.reached
    )
    return Turns(before, now, compared) if compared else None
