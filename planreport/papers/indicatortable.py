"""The table of a plan's indicators on paper: its columns, as many years as find room, its rows.

Widths in millimetres, what stands in a line in em. Numbers of a column share their decimal point.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from planreport.papers.sheet import POINT, breadth, margin_and_text
from planreport.plan.achievement import NoRate
from planreport.plan.calendar import FiscalYear
from planreport.plan.indicators import TARGET_NOTE, Achievement
from planreport.plan.numbers import grouped
from planreport.plan.settings import Paper
from planreport.report.derive import Report
from planreport.report.goals import GoalReport
from planreport.report.indicators import IndicatorReport, IndicatorYear

PADDING = 2.6  # left and right of a cell's text, and its rules
_DIGIT, _SIGN, _WIDER_SIGN = 0.76, 0.33, 0.84  # em: of 8, of . and , and of −
_SHORT = {**dict.fromkeys("0123456789", _DIGIT), ".": _SIGN, ",": _SIGN, "−": _WIDER_SIGN}
_MOST_YEARS = 5
_LABEL = 2.35  # em: 目標 and 実績 before their numbers
_STANDING = 9.2  # em: ●達した 100.0％
_YEAR_BELOW = 5.7  # em: 平成30年度
_OWNER_SHARE = 0.4  # of the room that is left for its column and the names'
_NARROWEST_OWNER, _WIDEST_OWNER = 6.0, 10.0  # em
_NARROWEST_NAME, _WIDEST_NAME = 8.0, 28.0  # em
_NARROWEST_UNIT, _WIDEST_UNIT = 2.2, 3.6  # em
_WIDEST_RANGE = 8.0  # em, in one line
_LETTERS = "アイウ"  # by which rows name their formula

# Headings that hold what has indicators, its own heading, and they.
_Owned = tuple[tuple[str, ...], str, tuple[IndicatorReport, ...]]


@dataclass(frozen=True)
class Remark:
    """What is said of a year in words; `label` says of what, if not of the value."""

    report: IndicatorReport
    fiscal_year: FiscalYear
    label: str
    text: str


@dataclass(frozen=True)
class Row:
    """An indicator. What it belongs to is named where it begins, and again where a page goes on."""

    report: IndicatorReport
    begins: bool
    groups: tuple[str, ...]  # the headings that begin with this row and hold what it belongs to
    owner: str
    years: tuple[IndicatorYear | None, ...]  # None where it is not read


@dataclass(frozen=True)
class Section:
    """The indicators of the plan, or of a goal."""

    heading: str
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class IndicatorTable:
    margin: float
    text_size: float  # points
    years: tuple[FiscalYear, ...]  # the latest reported ones
    omitted: int  # how many earlier ones have no room
    unit: str  # where all have the same
    owner: float
    name: float
    unit_width: float  # 0 where the head of the table says the unit
    number: float  # of the baseline's column and of the last target's
    year: float
    fraction: float  # em: of the decimals of every number
    sections: tuple[Section, ...]

    @property
    def widths(self) -> tuple[float, ...]:
        units = (self.unit_width,) if self.unit_width else ()
        years = (self.year,) * len(self.years)
        return (self.owner, self.name, *units, self.number, *years, self.number)

    def characters(self, width: float) -> int:
        """How many fit into a line of a column."""
        return max(int((width - PADDING) / (self.text_size * POINT) - 0.1), 1)

    @staticmethod
    def parts(shown: str) -> tuple[str, str, str]:
        """The lower bound of a range, a number before its decimal point, and from there on."""
        low, to, number = shown.rpartition("〜")
        whole, point, decimals = number.partition(".")
        return low + to, whole, point + decimals

    @cached_property
    def shown(self) -> tuple[IndicatorYear, ...]:
        return tuple(
            year for section in self.sections for row in section.rows for year in row.years if year
        )

    @property
    def is_judged(self) -> bool:
        """Whether any value can be better or worse than what was aimed at."""
        return any(row.report.indicator.is_judged for part in self.sections for row in part.rows)

    @property
    def formulas(self) -> dict[Achievement, str]:
        """Those of the rates, each with the letter that rows name it by; "" if there is only one."""
        used = {row.report.indicator.achievement for part in self.sections for row in part.rows}
        named = [one for one in Achievement if one in used and one.formula]
        return dict(zip(named, _LETTERS if len(named) > 1 else ("",), strict=False))

    @property
    def reasons(self) -> dict[str, str]:
        """Why rates could not be worked out, each with the sign that stands in their place."""
        reasons = dict.fromkeys(y.rate.reason for y in self.shown if isinstance(y.rate, NoRate))
        return {reason: f"※{n}" for n, reason in enumerate(reasons, 1)}


def lay_out(report: Report, paper: Paper, text_size: float = 0) -> IndicatorTable:
    """Gives each column its width; as many of the latest reported years are shown as find room.

    The text is of so many points, or of the least size that it may have.
    """
    margin, least = margin_and_text(paper)
    text_size = text_size or least
    em = text_size * POINT
    numbers = [IndicatorTable.parts(number) for number in _numbers(report.indicators)]
    fraction = max((_width(decimals) for *_, decimals in numbers), default=0.0)
    number = max((_room(*sides) for *sides, _ in numbers), default=0.0) + fraction
    units = [it.indicator.unit for it in report.indicators]
    are_alike = len(set(units)) == 1
    unit_width = max(min(max(map(_width, units)), _WIDEST_UNIT), _NARROWEST_UNIT)
    unit_column = 0 if are_alike else unit_width * em + PADDING
    number_column = max(number, _YEAR_BELOW) * em + PADDING
    year = max(_LABEL + number, _STANDING) * em + PADDING
    room = breadth(paper) - unit_column - 2 * number_column - 2 * PADDING
    fitting = int((room - (_NARROWEST_OWNER + _NARROWEST_NAME) * em) / year)
    reported = report.plan.valued_years
    count = min(max(fitting, 1), _MOST_YEARS, len(reported))
    years = reported[-count:] if count else ()
    room -= count * year
    owner = min(max(room * _OWNER_SHARE, _NARROWEST_OWNER * em), _WIDEST_OWNER * em)
    name = min(room - owner, _WIDEST_NAME * em)
    spare = (room - owner - name) / (count + 1)
    return IndicatorTable(
        margin=margin,
        text_size=text_size,
        years=years,
        omitted=len(reported) - count,
        unit=units[0] if are_alike else "",
        owner=owner + PADDING + spare,
        name=name + PADDING,
        unit_width=unit_column,
        number=number_column,
        year=year + spare,
        fraction=fraction,
        sections=tuple(_sections(report, years)),
    )


def _numbers(reports: Iterable[IndicatorReport]) -> Iterator[str]:
    for it in reports:
        if it.indicator.baseline is not None:
            yield grouped(it.indicator.baseline)
        for reading in it.indicator.readings:
            if reading.value is not None:
                yield grouped(reading.value)
            if reading.target:
                yield reading.target.shown


def _width(shown: str) -> float:
    return sum(_SHORT.get(sign, _DIGIT if sign.isascii() else 1.0) for sign in shown)


def _room(low: str, number: str) -> float:
    """What a number needs, which breaks behind the lower bound of a wide range."""
    sides = _width(low), _width(number)
    return min(sum(sides), max(_WIDEST_RANGE, *sides))


def _sections(report: Report, years: tuple[FiscalYear, ...]) -> Iterator[Section]:
    of_plan: tuple[str, list[_Owned]] = "計画全体", [((), "計画全体", report.indicators_of())]
    of_goals = ((goal.heading, list(_of_goal(report, goal))) for goal in report.goals)
    for heading, owners in (of_plan, *of_goals):
        rows = tuple(
            Row(it, n == 0, groups if n == 0 else (), owner, tuple(map(it.in_year, years)))
            for groups, owner, reports in owners
            for n, it in enumerate(reports)
        )
        if rows:
            yield Section(heading, rows, tuple(_remarks(rows, years)))


def _of_goal(report: Report, goal: GoalReport) -> Iterator[_Owned]:
    """What has indicators in a goal, in the plan's order, with the headings that hold it."""
    named: tuple[str, ...] = ()
    for group in goal.goal.top.unfolded:
        below = group if group.path else None
        title = group.title if below else f"{report.plan.terms.goal}全体"
        owned = [(group.path[:-1], title, report.indicators_of(goal.goal, below))]
        for measure in group.own:
            found = report.indicators_of(goal.goal, below, measure)
            owned.append((group.path, measure.heading, found))
        for path, owner, found in owned:
            if found:
                yield path[_in_common(path, named) :], owner, found
                named = group.path


def _in_common(path: tuple[str, ...], other: tuple[str, ...]) -> int:
    pairs = zip(path, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _remarks(rows: tuple[Row, ...], years: tuple[FiscalYear, ...]) -> Iterator[Remark]:
    for row in rows:
        indicator = row.report.indicator
        for reading in indicator.readings:
            is_shown = reading.fiscal_year in years or reading in row.report.ahead
            if is_shown and (text := reading.cell(TARGET_NOTE)):
                yield Remark(row.report, reading.fiscal_year, indicator.short_aim, text)
            if reading.fiscal_year in years and (text := reading.cell("note")):
                yield Remark(row.report, reading.fiscal_year, "", text)
