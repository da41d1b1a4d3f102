"""Where the lines of an indicator's chart run: years across, its values and targets upward.

Pure geometry, in CSS pixels; the templates draw it. Years stand as far apart as they are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil, floor

from planreport.plan.calendar import FiscalYear
from planreport.plan.indicators import Indicator, Reading
from planreport.plan.numbers import grouped

COLUMN = 52  # width of a year, whose name needs 43
WIDEST = 342  # what can shrink into a window of 320 pixels, or half a sheet, and still be read
GAP = 8  # between numbers and the plot
FOOT = 36  # room for the years' names in two lines
PLOT = 150  # height of the plot
TOP = 10  # room above it for half a line of a number
DIGIT = 8.5  # width of a tick's digit
YEAR = 47  # room that the name of a year needs
STEPS = 4  # about so many between the lowest round number and the highest
DIAMOND = 5  # from the middle of a target's mark to its corners
SQUARE = 4  # from the middle of the baseline's mark to its sides
BAR = 5  # half the width of a year's range

SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 112, 32, 5


@dataclass(frozen=True)
class Dot:
    """A value; `is_marked`: it is said not to be the final one, or how good it is."""

    x: float
    y: float
    is_marked: bool


@dataclass(frozen=True)
class Lines:
    """What is drawn of an indicator, as paths. `target_path` joins targets, be there years between
    them or not; of ranges it has both edges. `value_path` joins years that follow each other."""

    values: tuple[Dot, ...]
    value_path: str
    target_path: str
    target_marks: tuple[str, ...]
    range_path: str  # the area of what is to be kept within


@dataclass(frozen=True)
class LineChart:
    """`said` is what the axis shows, where it does not begin at 0; `marks` are the words that stand
    beside values of which it has them, such as 速報."""

    width: float
    height: float
    left: float
    right: float
    bottom: float
    ticks: tuple[tuple[float, str], ...]  # the height of each, and what stands beside it
    years: tuple[tuple[float, FiscalYear], ...]
    lines: Lines
    zero_y: float | None  # where 0 is, if numbers stand above and below it
    baseline_y: float | None
    baseline_mark: str
    marks: tuple[str, ...]
    said: str


@dataclass(frozen=True)
class _Box:
    """A plot: where its corners are, its years, and which numbers stand there."""

    left: float
    right: float
    top: float
    bottom: float
    years: Sequence[FiscalYear]
    low: Decimal
    high: Decimal

    def x(self, year: FiscalYear) -> float:
        first, last = self.years[0].year, self.years[-1].year
        share = (year.year - first) / (last - first) if first < last else 0
        return round(self.left + share * (self.right - self.left), 1)

    def y(self, number: Decimal) -> float:
        share = float((number - self.low) / (self.high - self.low)) if self.low < self.high else 0.5
        return round(self.bottom - share * (self.bottom - self.top), 1)


def ticks(numbers: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """The round numbers of an axis, the lowest first.

    It begins at 0, or ends there if all are negative, unless the numbers lie so close together, and
    so far from it, that what moves would look still.
    """
    every = list(numbers)
    low, high = min(every), max(every)
    if low >= 0 and (2 * low <= high or low == high):
        low = Decimal(0)
    if high <= 0 and (2 * high >= low or low == high):
        high = Decimal(0)
    step = _round((high - low) / STEPS) if low < high else Decimal(1)
    first, last = floor(low / step), ceil(high / step)
    return tuple(step * n for n in range(first, max(last, first + 1) + 1))


def _round(number: Decimal) -> Decimal:
    """The next number up that is 1, 2 or 5 with noughts."""
    power = number.adjusted()
    return next(it for n in (1, 2, 5, 10) if (it := Decimal(n).scaleb(power)) >= number)


def line_chart(indicator: Indicator) -> LineChart | None:
    """None of an indicator that has no number yet but a baseline."""
    shown = _shown(indicator)
    numbers = _numbers(indicator, shown)
    if not any(reading.value is not None or reading.target for reading in shown):
        return None
    scale = ticks(numbers)
    years = _years(indicator, shown)
    labels = [grouped(tick) for tick in scale]
    left = round(DIGIT * max(len(label) + label.startswith("−") / 2 for label in labels) + GAP)
    span = years[-1].year - years[0].year
    width = min(WIDEST, left + YEAR + COLUMN * span)
    sides = left + YEAR / 2, width - YEAR / 2
    box = _Box(*sides, TOP, TOP + PLOT, years, scale[0], scale[-1])
    baseline = indicator.baseline
    return LineChart(
        width=width,
        height=TOP + PLOT + FOOT,
        left=left,
        right=width,
        bottom=box.bottom,
        ticks=tuple(zip(map(box.y, scale), labels, strict=True)),
        years=tuple((box.x(year), year) for year in _named(box)),
        lines=_lines(shown, box),
        zero_y=box.y(Decimal(0)) if scale[0] < 0 < scale[-1] else None,
        baseline_y=None if baseline is None else box.y(baseline),
        baseline_mark=_square(box.x(indicator.baseline_year), box.y(baseline))
        if baseline is not None and indicator.baseline_year
        else "",
        marks=tuple(dict.fromkeys(it.state for it in shown if it.value is not None and it.state)),
        said=_said(scale),
    )


def spark(indicator: Indicator) -> Lines | None:
    """The same so small that it says only how it went, and of targets marks the last. None before
    there is a value."""
    shown = _shown(indicator)
    if not any(reading.value is not None for reading in shown):
        return None
    numbers = _numbers(indicator, shown)
    right, bottom = SPARK_WIDTH - SPARK_EDGE, SPARK_HEIGHT - SPARK_EDGE
    sides = SPARK_EDGE, right, SPARK_EDGE, bottom
    box = _Box(*sides, _years(indicator, shown), min(numbers), max(numbers))
    lines = _lines(shown, box)
    return replace(lines, target_marks=lines.target_marks[-1:])


def _shown(indicator: Indicator) -> list[Reading]:
    """The years that have something to show, or should have."""
    return [
        reading
        for reading in indicator.readings
        if reading.value is not None
        or reading.target
        or (reading.is_due and indicator.is_read_in(reading.fiscal_year))
    ]


def _numbers(indicator: Indicator, shown: Iterable[Reading]) -> list[Decimal]:
    numbers = [] if indicator.baseline is None else [indicator.baseline]
    for reading in shown:
        numbers += [] if reading.value is None else [reading.value]
        numbers += [reading.target.low, reading.target.high] if reading.target else []
    return numbers


def _years(indicator: Indicator, shown: Iterable[Reading]) -> list[FiscalYear]:
    """From the first to the last, each by the name that the plan uses."""
    years = [reading.fiscal_year for reading in shown]
    first = min([*years, *filter(None, [indicator.baseline_year])])
    last = max([*years, *filter(None, [indicator.baseline_year])])
    return [FiscalYear(year, first.era_2019) for year in range(first.year, last.year + 1)]


def _named(box: _Box) -> Sequence[FiscalYear]:
    """The years whose names find room: the first, the last, and between them every so many."""
    years = box.years
    if len(years) == 1:
        return years
    every = ceil(YEAR * (len(years) - 1) / (box.right - box.left))
    return [*years[:-every:every], years[-1]]


def _lines(shown: list[Reading], box: _Box) -> Lines:
    aims = [
        (box.x(reading.fiscal_year), box.y(reading.target.low), box.y(reading.target.high))
        for reading in shown
        if reading.target
    ]
    has_ranges = any(low != high for _, low, high in aims)
    lows, highs = ([(x, low) for x, low, _ in aims], [(x, high) for x, _, high in aims])
    area = [*highs, *reversed(lows)]
    return Lines(
        values=tuple(
            Dot(box.x(it.fiscal_year), box.y(it.value), bool(it.state))
            for it in shown
            if it.value is not None
        ),
        value_path=_value_path(shown, box),
        target_path=_path(lows) + (_path(highs) if has_ranges else ""),
        target_marks=tuple(map(_aim, aims)),
        range_path=f"{_path(area)}z" if has_ranges and len(aims) > 1 else "",
    )


def _value_path(shown: list[Reading], box: _Box) -> str:
    path, last = "", 0
    for reading in shown:
        if reading.value is not None:
            year = reading.fiscal_year
            pen = "L" if year.year == last + 1 else "M"
            path += f"{pen}{box.x(year):g} {box.y(reading.value):g}"
            last = year.year
    return path


def _path(points: list[tuple[float, float]]) -> str:
    return "".join(f"{'L' if n else 'M'}{x:g} {y:g}" for n, (x, y) in enumerate(points))


def _aim(aim: tuple[float, float, float]) -> str:
    """A diamond, or of a range a box."""
    x, low, high = aim
    if low != high:
        return f"M{x - BAR:g} {high:g}h{2 * BAR}V{low:g}h{-2 * BAR}z"
    return (
        f"M{x:g} {low - DIAMOND:g}l{DIAMOND} {DIAMOND} {-DIAMOND} {DIAMOND} {-DIAMOND} {-DIAMOND}z"
    )


def _square(x: float, y: float) -> str:
    return f"M{x - SQUARE:g} {y - SQUARE:g}h{2 * SQUARE}v{2 * SQUARE}h{-2 * SQUARE}z"


def _said(scale: tuple[Decimal, ...]) -> str:
    if not scale[0]:
        return ""
    zero = "0の線を太くしています。" if scale[0] < 0 < scale[-1] else ""
    return f"縦軸は0からではなく、{grouped(scale[0])}から{grouped(scale[-1])}までです。{zero}"
