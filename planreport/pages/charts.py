"""Where the lines of a chart run. Pure geometry; the templates draw it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Choice
from planreport.plan.measures import Goal, Measure, Outcome, Standing
from planreport.report.counts import Count
from planreport.templating.phrases import lines

# The step chart, in em: it grows with its text. Across, all is in per cent, so that it shrinks into
# any window and its text does not.
COLUMN = 6.0  # width of a year where there is room
NARROWEST = 12.0  # width of a chart, for a stage's words and those of a line's end
YEARS_IN_A_STRIP = 5  # as many names as stand side by side in 320 pixels with text of 200 per cent
LINE = 1.2  # height of a line of words
ROOM = 1.1  # between a stage's words and the lines of what is drawn above and below them
ABOVE = 0.75  # of words above their line
IN_A_LINE = 5  # characters of a stage's words, or of a line's name
FOOT = 3.0  # room for the years' names in two lines

LEGIBLE = 6.5  # per cent: a narrower part of a stack has no room for its symbol on a phone

# The heat map, in CSS pixels. A strip is as wide as the narrowest window of 320 pixels leaves room for.
TILE = 24  # width of a measure: no narrower, since it is a link to be hit
CELL = 20  # height of a year
YEAR = 48  # width of a year's name
PER_STRIP = 10  # measures side by side
BETWEEN = 12  # between two strips
MOST_MEASURES = 200  # with more, nobody sees the whole at once


@dataclass(frozen=True)
class Words:
    """A line of words: where it stands in per cent from the left, and its foot in em from the top."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Stroke:
    """A straight line, in per cent from the left and em from the top."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Course:
    """What a measure went through year by year: its line, and the middle of each year on it."""

    strokes: tuple[Stroke, ...]
    marks: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class StepChart:
    """Years across, statuses as steps upward, the plan's line and the line of what was reached.

    Where both are equal they are one line. Years that have no room side by side go on in further
    strips below. `width` and `height` in em; `ends` name each line where it ends. Of one that
    `is_dense`, a narrow window with large text has room for every second year's name.
    """

    width: float
    height: float
    stages: tuple[Words, ...]
    levels: tuple[Stroke, ...]
    years: tuple[tuple[float, float, FiscalYear], ...]
    planned: Course
    reached: Course
    ends: tuple[Words, ...]
    is_dense: bool


def step_chart(
    measure: Measure,
    years: tuple[FiscalYear, ...],
    statuses: tuple[Choice, ...],
    names: tuple[str, str] | None = None,
) -> StepChart:
    """`names` are those of both lines, where two are drawn."""
    words = {status: lines(status.label, IN_A_LINE) for status in statuses}
    both = len(lines("・".join(names), IN_A_LINE)) if names else 1
    step = LINE * max(both, *map(len, words.values())) + ROOM
    per_strip = ceil(len(years) / ceil(len(years) / YEARS_IN_A_STRIP))  # of about the same length
    column = 100 / per_strip
    stages: list[Words] = []
    levels, feet = [], []
    planned: list[tuple[float, float | None]] = []
    reached: list[tuple[float, float | None]] = []
    height = 0.0
    for first in range(0, len(years), per_strip):
        strip = years[first : first + per_strip]
        bottom = height + step * len(statuses)
        height = bottom + FOOT
        level = {it: bottom - step * n for n, it in enumerate(statuses)}
        for status, y in level.items():
            stages += _above(0, y, words[status])
            levels.append(_stroke(0, y, column * len(strip), y))
        for n, year in enumerate(strip):
            record, x = measure.in_year(year), column * n
            feet.append((_tidy(column * (n + 0.5)), _tidy(bottom), year))
            planned.append((x, level.get(record.planned) if record and record.planned else None))
            reached.append((x, level.get(record.reached) if record and record.reached else None))
    courses = _course(planned, column), _course(reached, column)
    edges = {level.y1: level.x2 for level in levels}
    return StepChart(
        width=max(NARROWEST, COLUMN * per_strip),
        height=_tidy(height),
        stages=tuple(stages),
        levels=tuple(levels),
        years=tuple(feet),
        planned=courses[0],
        reached=courses[1],
        ends=tuple(_ends(names, courses, edges)) if names else (),
        is_dense=per_strip > 2,
    )


def _above(x: float, y: float, words: list[str]) -> Iterator[Words]:
    """Words in lines, which end above a line at `y`."""
    for n, line in enumerate(reversed(words)):
        yield Words(_tidy(x), _tidy(y - ABOVE - LINE * n), line)


def _course(points: list[tuple[float, float | None]], column: float) -> Course:
    """Level across the columns of the years, upright between two, open at gaps and between strips.

    Points are the left ends of the years.
    """
    strokes: list[Stroke] = []
    marks = []
    before: float | None = None
    for x, y in points:
        if y is not None:
            if before is not None and x and before != y:
                strokes.append(_stroke(x, before, x, y))
            goes_on = before == y and x
            begun = strokes.pop().x1 if goes_on else x
            strokes.append(_stroke(begun, y, x + column, y))
            marks.append((_tidy(x + column / 2), _tidy(y)))
        before = y
    return Course(tuple(strokes), tuple(marks))


def _ends(
    names: tuple[str, str], courses: tuple[Course, ...], edges: Mapping[float, float]
) -> Iterator[Words]:
    """The names of the lines at the heights where they end, at the right edges there; one for both
    that end together."""
    ending: dict[float, list[str]] = {}
    for name, course in zip(names, courses, strict=True):
        for _, y in course.marks[-1:]:
            ending.setdefault(y, []).append(name)
    for y, together in ending.items():
        yield from _above(edges[y], y, lines("・".join(together), IN_A_LINE))


def _stroke(x1: float, y1: float, x2: float, y2: float) -> Stroke:
    return Stroke(_tidy(x1), _tidy(y1), _tidy(x2), _tidy(y2))


def _tidy(number: float) -> float:
    """With as many digits as can be seen."""
    return round(number, 2)


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


def stack(count: Count, outcomes: Iterable[Outcome]) -> Iterator[Part]:
    """How a bar for all measures divides by outcome."""
    start = 0
    for outcome in stack_order(outcomes):
        if number := count.of(outcome):
            width = 100 * number / count.total
            left = 100 * start / count.total
            yield Part(outcome, round(left, 2), round(width, 2), width >= LEGIBLE)
        start += number


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


def heat_map(
    goal: Goal,
    years: tuple[FiscalYear, ...],
    outcomes: tuple[Outcome, ...],
    per_strip: int = PER_STRIP,
) -> HeatMap:
    """A goal's measures in strips of so many. What was not reported leaves its cell empty."""
    measures = list(goal.measures)
    strips = [measures[n : n + per_strip] for n in range(0, len(measures), per_strip)]
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
        width=YEAR + TILE * per_strip,
        height=len(strips) * (tile_height + BETWEEN) - BETWEEN,
        rows=tuple(rows),
        tiles=tuple(tiles),
        tile_width=TILE,
        tile_height=tile_height,
        cells=tuple(paths.items()),
    )
