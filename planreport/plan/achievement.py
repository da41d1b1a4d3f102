"""How near an indicator has come to its targets: exactly, in decimals, and no more than is said.

Nothing is worked out where a plan does not say how, or where the numbers do not allow it.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from planreport.plan.indicators import Achievement, Band, Direction, Indicator, Reading
from planreport.plan.numbers import Bounds

_TENTH = Decimal("0.1")


class Reached(Enum):
    """A value against the target of its own year."""

    YES = ("目標に達した", "達した", "●達した")
    NO = ("目標に届いていない", "届いていない", "○届かず")

    def __init__(self, label: str, short: str, marked: str) -> None:
        self.label = label
        self.short = short  # below a heading that names the target
        self.marked = marked  # the same in a narrow column in black and white


@dataclass(frozen=True)
class Rate:
    """A rate in per cent, unrounded."""

    percent: Decimal

    @property
    def rounded(self) -> Decimal:
        """In per cent, to one decimal, half up, as cities write it."""
        return self.percent.quantize(_TENTH, ROUND_HALF_UP) + 0  # which has no −0.0

    @property
    def shown(self) -> str:
        """As people read it: 102.9％."""
        return f"{self.rounded:,f}％".replace("-", "−")


@dataclass(frozen=True)
class NoRate:
    reason: str


@dataclass(frozen=True)
class Progress:
    """How much of the way from the baseline to the last target has been gone.

    `line` is how much it would be on a straight line by that year, which no plan has promised.
    """

    gone: Rate
    line: Rate
    to: Reading  # the last target's


def reached(indicator: Indicator, reading: Reading) -> Reached | None:
    """None where the year has no value, or no target in numbers, or neither way is the better one."""
    value, target = reading.value, reading.target
    if value is None or target is None or not indicator.is_judged:
        return None
    is_reached = {
        Direction.UP: value >= target.low,
        Direction.DOWN: value <= target.high,
        Direction.KEEP: target.low <= value <= target.high,
    }[indicator.direction]
    return Reached.YES if is_reached else Reached.NO


def rate(indicator: Indicator, reading: Reading) -> Rate | NoRate | None:
    """The rate of a year by the plan's own formula, or why it cannot be worked out.

    None where the plan names no formula, or the year has no value or no target at all.
    """
    value, target = reading.value, reading.target
    if indicator.achievement is Achievement.NONE or value is None or target is None:
        return None
    return _rate(indicator, value, target)


def _rate(indicator: Indicator, value: Decimal, target: Bounds) -> Rate | NoRate:
    baseline, aim = indicator.baseline, target.low
    if indicator.achievement is Achievement.FROM_BASELINE:
        if baseline is None:
            return NoRate("基準値がないので、達成率は計算しません。")
        if baseline == aim:
            return NoRate(f"{indicator.aim}が基準値と同じなので、達成率は計算しません。")
        return Rate(100 * (value - baseline) / (aim - baseline))
    if aim <= 0 or value < 0:
        what = f"{indicator.aim}が0" if aim == 0 else "負の数がある"
        return NoRate(f"{what}なので、達成率は計算しません。")
    share = 100 * value / aim
    return Rate(200 - share if indicator.achievement is Achievement.MIRRORED else share)


def progress(indicator: Indicator, reading: Reading) -> Progress | None:
    """The way gone toward the last target, of a value whose year has no target of its own.

    None where there is no such way: without a baseline and its year, and where what is to be kept
    within bounds has no way to go.
    """
    to, since, baseline = indicator.last_target, indicator.baseline_year, indicator.baseline
    if reading.value is None or reading.target or not (to and to.target and since):
        return None
    if not indicator.is_judged:
        return None
    if baseline is None or to.target.is_range or to.target.low == baseline:
        return None
    years = to.fiscal_year.year - since.year
    if years <= 0 or not since < reading.fiscal_year <= to.fiscal_year:
        return None
    gone = 100 * (reading.value - baseline) / (to.target.low - baseline)
    line = Decimal(100 * (reading.fiscal_year.year - since.year)) / years
    return Progress(Rate(gone), Rate(line), to)


def is_no_worse_than_baseline(indicator: Indicator, reading: Reading) -> bool:
    if reading.value is None or indicator.baseline is None or not indicator.is_judged:
        return False
    if indicator.direction is Direction.DOWN:
        return reading.value <= indicator.baseline
    return reading.value >= indicator.baseline


def banded(indicator: Indicator, reading: Reading, bands: tuple[Band, ...]) -> Band | None:
    """The band that a year's rate falls into; None where it has no rate or no band takes it."""
    if not any(band.is_measured for band in bands):
        return None
    worked_out = rate(indicator, reading)
    if not isinstance(worked_out, Rate):
        return None
    for band in bands:
        if band.grade.is_outside:
            continue
        if band.least is not None and worked_out.percent >= band.least:
            return band
        if band.begins_at_baseline and is_no_worse_than_baseline(indicator, reading):
            return band
        if not band.is_measured:
            return band
    return None
