"""Where the lines of a chart run. Pure geometry, in CSS pixels; the templates draw it."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Choice
from planreport.plan.measures import Goal, Measure, Outcome, Standing
from planreport.report.counts import Count
from planreport.templating.phrases import lines

COLUMN = 52  # width of a year, whose name needs 43
STEP = 26  # height of a status
CHARACTER = 13  # width of a label's character
LINE = 14  # height of a label's line
IN_A_LINE = 8  # characters
GAP = 8  # between labels and the plot
APART = 4  # how far each line keeps from the middle, so that neither hides the other
FOOT = 36  # room for the years' names in two lines
WIDEST = 342  # what can shrink into a window of 320 pixels, or half a sheet, and still be read

LEGIBLE = 6.5  # per cent: a narrower part of a stack has no room for its symbol on a phone

# The heat map. A strip is as wide as the narrowest window of 320 pixels leaves room for.
TILE = 24  # width of a measure: no narrower, since it is a link to be hit
CELL = 20  # height of a year
YEAR = 48  # width of a year's name
PER_STRIP = 10  # measures side by side
BETWEEN = 12  # between two strips
MOST_MEASURES = 200  # with more, nobody sees the whole at once


@dataclass(frozen=True)
class Label:
    """A status beside a strip, its words in lines with their heights, and where the line at its own
    height ends."""

    x: float
    y: float
    right: float
    lines: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class YearMark:
    """A year's column: its middle, its foot, and where the lines stand in it, if they do."""

    x: float
    bottom: float
    fiscal_year: FiscalYear
    planned_y: float | None
    progress_y: float | None


@dataclass(frozen=True)
class StepChart:
    """Years across, statuses as steps upward, the plan's line and the line of what was reached.

    Years that have no room side by side go on in further strips below, each with its labels.
    """

    width: float
    height: float
    left: float
    labels: tuple[Label, ...]
    marks: tuple[YearMark, ...]
    planned_path: str
    progress_path: str


def step_chart(
    measure: Measure, years: tuple[FiscalYear, ...], statuses: tuple[Choice, ...]
) -> StepChart:
    words = {status: lines(status.label, IN_A_LINE) for status in statuses}
    left = CHARACTER * max(len(line) for said in words.values() for line in said) + GAP
    step = max(STEP, LINE * (max(map(len, words.values())) + 1) - GAP)
    room = (WIDEST - left - APART) // COLUMN
    per_strip = ceil(len(years) / ceil(len(years) / room))  # strips of about the same length
    labels, marks = [], []
    height = 0
    for first in range(0, len(years), per_strip):
        strip = years[first : first + per_strip]
        bottom = height + (BETWEEN if first else 0) + step * len(statuses)
        height = bottom + FOOT
        middles = {it: bottom - step * (n - 0.5) for n, it in enumerate(statuses, 1)}
        right = left + COLUMN * len(strip) + APART
        labels += [
            Label(left - GAP, y, right, _around(y, words[status])) for status, y in middles.items()
        ]
        for n, year in enumerate(strip):
            record = measure.in_year(year)
            planned = middles.get(record.planned) if record and record.planned else None
            reached = middles.get(record.reached) if record and record.reached else None
            marks.append(
                YearMark(
                    x=left + COLUMN * (n + 0.5),
                    bottom=bottom,
                    fiscal_year=year,
                    planned_y=None if planned is None else planned - APART,
                    progress_y=None if reached is None else reached + APART,
                )
            )
    return StepChart(
        width=left + COLUMN * per_strip + APART,
        height=height,
        left=left,
        labels=tuple(labels),
        marks=tuple(marks),
        planned_path=_steps([(mark.x, mark.planned_y) for mark in marks], -APART),
        progress_path=_steps([(mark.x, mark.progress_y) for mark in marks], APART),
    )


def _around(y: float, words: list[str]) -> tuple[tuple[float, str], ...]:
    first = y - LINE * (len(words) - 1) / 2
    return tuple((first + LINE * n, line) for n, line in enumerate(words))


def _steps(points: list[tuple[float, float | None]], aside: float) -> str:
    """An SVG path: level across each year's column, upright between two years, open at gaps.

    What is upright stands `aside` of the border between the years. A line begins inside its column;
    in the next strip it comes in from beyond the edge, since it does not begin there.
    """
    path = ""
    pen: float | None = None  # where it is, if it is down
    for x, y in points:
        if y is None:
            pen = None
            continue
        if pen is None:
            path += f"M{x - COLUMN / 2 + APART:g} {y:g}"
        elif pen > x:
            path += f"M{x - COLUMN / 2 - APART:g} {y:g}"
        else:
            path += f"V{y:g}"
        pen = x + COLUMN / 2 + aside
        path += f"H{pen:g}"
    return path


@dataclass(frozen=True)
class Part:
    """A part of a stack, in per cent of its width."""

    outcome: Outcome
    start: float
    width: float
    has_room: bool


def stack_order(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """From the left: what went as planned, exactly and beyond, before what did not; or the best of
    the words first. What is outside the order stands in no bar."""
    within = [outcome for outcome in outcomes if not outcome.is_outside]
    return tuple(sorted(within, key=_from_the_left))


def _from_the_left(outcome: Outcome) -> int:
    if isinstance(outcome, Standing):
        return (Standing.ON_PLAN, Standing.AHEAD, Standing.BEHIND).index(outcome)
    return -outcome.level


def stack(count: Count, outcomes: Iterable[Outcome]) -> tuple[Part, ...]:
    """How a bar for all measures divides by outcome."""
    parts = []
    start = 0
    for outcome in stack_order(outcomes):
        number = count.of(outcome)
        if number:
            width = 100 * number / count.total
            left = 100 * start / count.total
            parts.append(Part(outcome, round(left, 2), round(width, 2), width >= LEGIBLE))
        start += number
    return tuple(parts)


@dataclass(frozen=True)
class HeatRow:
    """A year of a strip: its middle, and those of the columns by outcome."""

    y: float
    fiscal_year: FiscalYear
    symbols: tuple[tuple[Outcome, tuple[float, ...]], ...]


@dataclass(frozen=True)
class Tile:
    """A measure's column of a strip."""

    x: float
    y: float
    measure: Measure


@dataclass(frozen=True)
class HeatMap:
    """Measures across, years downward, a cell each; `cells` has one path for each outcome."""

    width: float
    height: float
    rows: tuple[HeatRow, ...]
    tiles: tuple[Tile, ...]
    tile_width: float
    tile_height: float
    cells: tuple[tuple[Outcome, str], ...]


def fits_heat_map(plan: Plan) -> bool:
    return sum(1 for _ in plan.measures) <= MOST_MEASURES


def heat_map(goal: Goal, years: tuple[FiscalYear, ...], outcomes: tuple[Outcome, ...]) -> HeatMap:
    """A goal's measures in strips of PER_STRIP. What was not reported leaves its cell empty."""
    measures = list(goal.measures)
    strips = [measures[n : n + PER_STRIP] for n in range(0, len(measures), PER_STRIP)]
    tile_height = CELL * len(years)
    rows, tiles = [], []
    paths = dict.fromkeys(outcomes, "")
    for n, strip in enumerate(strips):
        top = n * (tile_height + BETWEEN)
        tiles += [Tile(YEAR + TILE * column, top, it) for column, it in enumerate(strip)]
        for down, year in enumerate(years):
            y = top + CELL * down
            symbols: dict[Outcome, tuple[float, ...]] = dict.fromkeys(outcomes, ())
            for column, measure in enumerate(strip):
                record = measure.in_year(year)
                if record and record.outcome in paths:
                    x = YEAR + TILE * column
                    paths[record.outcome] += f"M{x + 1} {y + 1}h{TILE - 2}v{CELL - 2}h{2 - TILE}z"
                    symbols[record.outcome] += (x + TILE / 2,)
            rows.append(HeatRow(y + CELL / 2, year, tuple(symbols.items())))
    return HeatMap(
        width=YEAR + TILE * PER_STRIP,
        height=len(strips) * (tile_height + BETWEEN) - BETWEEN,
        rows=tuple(rows),
        tiles=tuple(tiles),
        tile_width=TILE,
        tile_height=tile_height,
        cells=tuple(paths.items()),
    )
