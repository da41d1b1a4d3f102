"""What the first sheet of a paper shows: figures, goals, and which measures that are behind it names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planreport.plan.settings import Paper
from planreport.report.derive import Lagging, Report
from planreport.report.indicators import IndicatorCount, counts
from planreport.report.sums import SumTable

_OVERVIEW_LINES = 58  # of tables, on both sides of a sheet of A4
_FIGURE_LINES, _FIGURE_LABEL = 14, 12  # of a figure on the first sheet; characters in its labels
_LOW, _LINE = (
    210.0,
    6.0,
)  # millimetres: the height of a sheet with room for these lines; one more line
_HEAD_LINES = 3  # above the rows of a figure
_FIGURES = 2  # on top of each other, whose heads have room beside those lines
# Years of a table of sums: as many as A4 has room for, and beside other figures.
_SUM_YEARS, _NARROW_SUMS = 5, 3
_SUM_SENTENCE = 2  # lines of the sentence that says a sum in the overview
_KEPT_YEARS, _KEPT_GOALS, _KEPT_BEHIND = 10, 8, 14  # rows up to which a table is kept on one page
_INDICATOR_NOTE = 4  # lines that say what is counted, and what it came to
_INDICATOR_YEARS = 3  # of a plan that is about something else
_CORRECTED_LINES = 3  # of the sentence that says what became of a published tally
_OVERVIEW_LINE, _OVERVIEW_STATUS = 14, 6  # characters in a line of the overview's tables
# Characters after which the overview shortens a title; where it is crowded, after one line.
_OVERVIEW_TITLE = 2 * _OVERVIEW_LINE


@dataclass(frozen=True)
class Summary:
    """The first sheet: which measures that are behind it names, and how its tables may break."""

    behind: tuple[Lagging, ...]
    more_behind: int  # how many it does not name
    title_room: int  # characters, after which a title is shortened; 0 for never
    keeps_years: bool  # whether the table of years stays on one page
    keeps_goals: bool  # the same of the goals
    keeps_behind: bool
    sums: tuple[SumTable, ...]
    indicator_years: tuple[tuple[str, IndicatorCount], ...]  # in each year, how many reached theirs
    indicator_goals: tuple[
        tuple[str, IndicatorCount], ...
    ]  # of each goal, if that leads the report

    @property
    def goes_on(self) -> bool:
        """Whether it may need a second sheet, on which the table then begins."""
        return not self.keeps_behind or bool(self.sums or self.indicator_years)


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
    """What of the report the paper's first sheet shows: all, but for an overview's limits."""
    behind = report.lagging
    title_room, room = 0, len(behind)
    if paper.content == "overview":
        title_room = (
            _OVERVIEW_TITLE if _overview_room(report, _OVERVIEW_TITLE) > 0 else _OVERVIEW_LINE
        )
        room = max(_overview_room(report, title_room), 1)
    return Summary(
        behind=behind[:room],
        more_behind=len(behind[room:]),
        title_room=title_room,
        keeps_years=len(report.years) <= _KEPT_YEARS,
        keeps_goals=len(report.goals) <= _KEPT_GOALS,
        keeps_behind=len(behind) <= _KEPT_BEHIND,
        sums=recent(report.sums),
        indicator_years=tuple((it.fiscal_year.full, it) for it in _indicator_years(report)),
        indicator_goals=tuple(_by_goal(report)) if report.leads_with_indicators else (),
    )


def _by_goal(report: Report) -> Iterator[tuple[str, IndicatorCount]]:
    """The latest counts of the plan's own indicators, and of those of each goal."""
    goals = [("計画全体", None), *((goal.heading, goal.goal) for goal in report.goals)]
    for heading, goal in goals:
        theirs = tuple(it for it in report.indicators if it.goal is goal)
        for count in counts(theirs, report.plan):
            if count.fiscal_year == report.as_of:
                yield heading, count


def _overview_room(report: Report, title_room: int) -> int:
    """How many of the measures that are behind both sides of one overview have room for, if titles
    are shortened to `title_room` characters."""
    labels = [goal.heading for goal in report.goals]
    labels += [row.assessment.label for row in report.tally.rows] if report.tally else []
    taken = 18 + len(report.years)
    taken += _SUM_SENTENCE * len(report.sums)
    taken += _indicator_lines(report) + _HEAD_LINES * bool(report.indicator_counts)
    taken += _CORRECTED_LINES if report.tally and report.tally.is_corrected else 0
    taken += sum(_lines(label[:title_room], _OVERVIEW_LINE) for label in labels)
    titles = [entry.measure.heading[:title_room] for entry in report.lagging]
    heights = [_lines(outcome.label, _OVERVIEW_STATUS) for outcome in report.plan.statuses]
    heights += [_lines(title, _OVERVIEW_LINE) for title in titles]
    return (_OVERVIEW_LINES - taken) // max(heights, default=1)


def _indicator_years(report: Report) -> tuple[IndicatorCount, ...]:
    counted = report.indicator_counts
    return counted if report.leads_with_indicators else counted[-_INDICATOR_YEARS:]


def _indicator_lines(report: Report) -> int:
    """What the figure of indicators takes below its head."""
    years = _indicator_years(report)
    return len(years) + _INDICATOR_NOTE if years else 0


def _lines(text: str, characters: int) -> int:
    return -(-len(text) // characters)
