"""What the first sheet of a paper shows: figures, goals, and the whole plan at a glance."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planreport.plan.measures import Outcome
from planreport.plan.settings import Paper
from planreport.report.counts import Count
from planreport.report.derive import Report
from planreport.report.goals import GoalReport
from planreport.report.indicators import IndicatorCount, counts
from planreport.report.sums import SumTable

_FIGURE_LINES, _FIGURE_LABEL = 14, 12  # of a figure on the first sheet; characters in its labels
# Millimetres: the height of a sheet with room for these lines; one more line.
_LOW, _LINE = 210.0, 6.0
_SHORT_UNIT = 3  # characters
_HEAD_LINES = 3  # above the rows of a figure
_FIGURES = 2  # on top of each other, whose heads have room beside those lines
# Years of a table of sums: as many as A4 has room for, and beside other figures.
_SUM_YEARS, _NARROW_SUMS = 5, 3
_KEPT_YEARS, _KEPT_GOALS, _KEPT_BEHIND = 10, 8, 8  # rows up to which a table is kept on one page
_WHOLE_BEHIND = 4  # rows up to which those that are behind stand in one column, on a broad sheet
_INDICATOR_NOTE = 4  # lines that say what is counted, and what it came to
_INDICATOR_YEARS = 3  # of a plan that is about something else


@dataclass(frozen=True)
class Summary:
    """The first sheet: how its tables may break, and what is worked out for it alone."""

    beside: bool  # whether the tally and the years find room side by side on an overview
    years: tuple[tuple[str, Count], ...]  # by their short names
    # Of each goal, what its measures are called in it and what they count as in the latest year.
    glance: tuple[tuple[GoalReport, tuple[tuple[str, Outcome], ...]], ...]
    keeps_years: bool  # whether the table of years stays on one page
    keeps_goals: bool  # the same of the goals
    keeps_behind: bool
    halves_behind: bool  # whether that goes down one half of the sheet, and then the other
    sums: tuple[SumTable, ...]
    indicator_years: tuple[tuple[str, IndicatorCount], ...]  # in each year, how many reached theirs
    # Of each goal, if that leads the report.
    indicator_goals: tuple[tuple[str, IndicatorCount], ...]


def stand_beside(report: Report, height: float, with_sums: bool = False) -> bool:
    """Whether the figures find room side by side, with what is summed up among them or without.

    Neither of the two columns is then taller than what is left of a sheet of that height (millimetres).
    """
    tally = [row.assessment.label for row in report.tally.rows] if report.tally else []
    goals = [goal.heading for goal in report.goals]
    years = () if report.leads_with_indicators else report.years
    sums = recent(report.sums) if with_sums else ()
    left = sum(_lines(label, _FIGURE_LABEL) for label in tally) + len(years)
    left += _indicator_lines(report) + sum(table.lines for table in sums)
    figures = sum(map(bool, (tally, years, report.indicator_counts))) + len(sums)
    left += _HEAD_LINES * max(figures - _FIGURES, 0)
    right = sum(_lines(label, _FIGURE_LABEL) for label in goals)
    are_narrow = all(len(table.years) <= _NARROW_SUMS for table in sums)
    return are_narrow and max(left, right) <= _FIGURE_LINES + (height - _LOW) / _LINE


def recent(tables: Iterable[SumTable]) -> tuple[SumTable, ...]:
    """The tables with as many of the latest years as find room."""
    return tuple(table.last(_SUM_YEARS) for table in tables)


def summarise(report: Report, paper: Paper) -> Summary:
    is_broad = paper.content == "table" and paper.orientation == "landscape"
    return Summary(
        beside=_are_short(report),
        years=tuple((str(year.fiscal_year), year.count) for year in report.years),
        glance=tuple(_glance(report)),
        keeps_years=len(report.years) <= _KEPT_YEARS,
        keeps_goals=len(report.goals) <= _KEPT_GOALS,
        keeps_behind=len(report.lagging) <= _KEPT_BEHIND,
        halves_behind=is_broad and len(report.lagging) > _WHOLE_BEHIND,
        sums=recent(report.sums),
        indicator_years=tuple((it.fiscal_year.full, it) for it in indicator_years(report)),
        indicator_goals=tuple(_by_goal(report))
        if report.compares_indicators and report.leads_with_indicators
        else (),
    )


def _are_short(report: Report) -> bool:
    """Whether half of an upright A4 holds the tally's labels, and numbers with the plan's unit."""
    labels = [row.assessment.label for row in report.tally.rows] if report.tally else []
    longest = max(map(len, labels), default=_FIGURE_LABEL + 1)
    return longest <= _FIGURE_LABEL and len(report.plan.terms.unit) <= _SHORT_UNIT


def _glance(report: Report) -> Iterator[tuple[GoalReport, tuple[tuple[str, Outcome], ...]]]:
    for goal in report.goals:
        records = [(m, m.in_year(report.as_of)) for m in goal.goal.measures if report.as_of]
        squares = tuple(
            (measure.number or goal.place(measure).rpartition("-")[2], record.outcome)
            for measure, record in records
            if record and record.outcome
        )
        if squares:
            yield goal, squares


def _by_goal(report: Report) -> Iterator[tuple[str, IndicatorCount]]:
    """The latest counts of the plan's own indicators, and of those of each goal."""
    goals = [("計画全体", None), *((goal.heading, goal.goal) for goal in report.goals)]
    for heading, goal in goals:
        theirs = tuple(it for it in report.indicators if it.goal is goal)
        for count in counts(theirs, report.plan):
            if count.fiscal_year == report.as_of:
                yield heading, count


def indicator_years(report: Report) -> tuple[IndicatorCount, ...]:
    """Those of the figure, if any is compared with a target."""
    counted = report.indicator_counts if report.compares_indicators else ()
    return counted if report.leads_with_indicators else counted[-_INDICATOR_YEARS:]


def _indicator_lines(report: Report) -> int:
    """What the figure of indicators takes below its head."""
    years = indicator_years(report)
    return len(years) + _INDICATOR_NOTE if years else 0


def _lines(text: str, characters: int) -> int:
    return -(-len(text) // characters)
