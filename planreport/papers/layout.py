"""How the full table is laid out on a sheet: columns, and rows that no page has to tear.

Pure arithmetic in millimetres. A row is kept on one page, so what would be taller than a part of the
page is cut into several rows here, at the ends of sentences, each with its own labels.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, sqrt

from planreport.papers.cutting import cut
from planreport.papers.firstsheet import recent, stand_beside
from planreport.paragraphs import SEPARATOR, marked, paragraphs
from planreport.plan.calendar import FiscalYear
from planreport.plan.measures import UNREPORTED, Group, Measure, YearRecord
from planreport.plan.settings import LEFT, SHEETS, Paper
from planreport.report.derive import GoalReport, Report
from planreport.report.sums import SumTable
from planreport.templating.phrases import HALF

POINT = 0.3528  # millimetres
BOUND = 20.0  # millimetres at the side that is bound
_LINE_HEIGHT = 1.45  # of the text's size
_PADDING = 3.2  # left and right of a cell's text
_COMPACT_PADDING = 2.4  # of a status on its own
_FURNITURE = 45.0  # of a page's height: margins, the table's head
_MOST_OF_A_PAGE = 0.45  # that one row may take
_NARROWEST_NARRATIVE = 12  # characters in a line
_WIDEST_NARRATIVE = 45  # characters in a line: as far as an eye follows it
_UNEVEN = 1.5  # how many times as much as another a year says to get a wider column
_NARROWEST_STATUS = 11.0
_AGAIN_LINES = 3
_ITEM_A3, _ITEM_A4 = (9, 7, 6), (7, 6, 5)  # characters in a line, by the levels of groups
_FULL_STATUSES = 0.4  # of the width: what the columns of statuses may take to spell out their words
_LONG_TITLE = 100  # characters


@dataclass(frozen=True)
class MeasureRow:
    """One row of the table. A measure's second and further rows carry on its texts."""

    item: Group
    measure: Measure
    begins: int  # how many of the item's headings begin with this row: the last ones
    begins_measure: bool
    summary: tuple[str, ...]  # paragraphs, and what else is said of the measure once
    actions: tuple[str | None, ...]  # per narrated year; None outside the measure's years
    numbers: tuple[tuple[tuple[str, str], ...], ...]  # per narrated year: labels and what they say
    records: tuple[YearRecord | None, ...]  # per year of the plan


@dataclass(frozen=True)
class GoalRows:
    goal: GoalReport
    rows: tuple[MeasureRow, ...]
    sums: tuple[SumTable, ...]  # per item


@dataclass(frozen=True)
class Layout:
    """A table for one kind of sheet. Widths in millimetres, the text's size in points."""

    margin: float
    text_size: float
    room: float  # that the columns share
    lines: int  # that one row may take
    item: float  # of each level's
    measure: float
    summary: float
    narratives: tuple[float, ...]  # by narrated year
    status: float
    beside: bool  # whether the first sheet's figures find room side by side
    sums_beside: bool  # whether what is summed up finds room among them
    spells_out: bool  # whether a status says 計画 and 進捗, and its standing in words
    narrated: tuple[FiscalYear, ...]
    left_out: tuple[FiscalYear, ...]  # of which measures tell as well
    item_characters: int  # that fit into a line of a group's title
    again_characters: int  # of one that goes on: every row of it has room for them
    title_characters: int  # the same of a measure's
    summary_characters: int
    status_characters: int
    sections: tuple[GoalRows, ...]

    def width(self, characters: int) -> float:
        """Of a column with so many characters in a line."""
        return _width(characters, self.text_size * POINT)

    def characters(self, width: float) -> int:
        """How many fit into a line of a column."""
        return _characters(width, self.text_size * POINT)


def sheet(paper: Paper) -> tuple[float, float]:
    """Width and height of the paper as it lies before its reader, in millimetres."""
    width, height = SHEETS[paper.size]
    return (height, width) if paper.orientation == "landscape" else (width, height)


def is_large(paper: Paper) -> bool:
    return paper.size == "A3"


def margin_and_text(paper: Paper) -> tuple[float, float]:
    """Of a table's sheet: the room at its left and right in millimetres, its text's size in points."""
    return (13.0, 9.0) if is_large(paper) else (10.0, 8.0)


def breadth(paper: Paper) -> float:
    """Of what stands on a table's sheet, in millimetres."""
    margin, _ = margin_and_text(paper)
    return sheet(paper)[0] - margin - (BOUND if paper.binding == LEFT else margin)


def lay_out(report: Report, paper: Paper) -> Layout:
    """Gives each column its width; as many of the latest years are narrated as find room."""
    _, height = sheet(paper)
    large = is_large(paper)
    margin, text_size = margin_and_text(paper)
    character = text_size * POINT
    room = breadth(paper)
    in_title, in_summary = (11, 13) if large else (9, 10)
    levels = len(report.plan.terms.item)
    in_item = (_ITEM_A3 if large else _ITEM_A4)[levels - 1]
    item = _width(_for_titles(in_item, _groups(report)), character)
    measure = _width(_for_titles(in_title, report.plan.measures), character)
    summary = _width(in_summary, character)
    wanted = min(paper.narrative_years, len(report.narrative_years))
    columns = _Columns(
        years=len(report.plan.shown_years),
        room=room - levels * item - measure - summary,
        narrowest=_width(_NARROWEST_NARRATIVE, character),
    )
    full, compact = _spelt_out(report, character), _compact(report, character)
    # The latest year is narrated wherever its statuses can give way.
    one_told = (columns.room - columns.narrowest) / columns.years
    compact = min(
        compact, one_told if one_told >= _NARROWEST_STATUS else columns.room / columns.years
    )
    spells_out = (
        report.plan.compares
        and full * columns.years <= room * _FULL_STATUSES
        and (columns.narratives(full, wanted) >= columns.narratives(compact, wanted))
    )
    status = full if spells_out else compact
    most = columns.narratives(status, wanted)
    left = columns.room - status * columns.years
    narrated = report.narrative_years[-most:] if most else ()
    if not narrated:
        measure, summary = measure + left / 3, summary + left / 3
        item += left / 3 / levels
    narratives = _shares([_amount(report, year) for year in narrated], left, columns.narrowest)
    widest = _width(_WIDEST_NARRATIVE, character)
    if spare := sum(max(width - widest, 0) for width in narratives) / 4:
        narratives = tuple(min(width, widest) for width in narratives)
        summary, measure, item = summary + 2 * spare, measure + spare, item + spare / levels
    lines = int(_MOST_OF_A_PAGE * (height - _FURNITURE) / (character * _LINE_HEIGHT))
    return Layout(
        margin=margin,
        text_size=text_size,
        room=room,
        lines=lines,
        item=item,
        measure=measure,
        summary=summary,
        narratives=narratives,
        status=status,
        beside=stand_beside(report, height),
        sums_beside=stand_beside(report, height, with_sums=True),
        spells_out=spells_out,
        narrated=narrated,
        left_out=tuple(year for year in report.told_years if year not in narrated),
        item_characters=_characters(item, character),
        again_characters=_AGAIN_LINES * _characters(item, character),
        title_characters=_characters(measure, character),
        summary_characters=_characters(summary, character) - 1,
        status_characters=_characters(status, character, _COMPACT_PADDING),
        sections=tuple(
            GoalRows(
                goal,
                tuple(
                    _rows(
                        report,
                        goal,
                        narrated,
                        lines - len(report.plan.numbers),
                        [_characters(width, character) for width in narratives],
                        _characters(summary, character),
                    )
                ),
                recent(goal.sums),
            )
            for goal in report.goals
        ),
    )


def _groups(report: Report) -> Iterator[Group]:
    return (group for goal in report.plan.goals for group in goal.unfolded)


def _for_titles(characters: int, titled: Iterable[Group | Measure]) -> int:
    """Characters in a line: more for long titles, which no row could hold otherwise."""
    longest = max((len(one.title) for one in titled), default=0)
    return ceil(characters * sqrt(max(longest / _LONG_TITLE, 1)))


def _width(characters: float, character: float, padding: float = _PADDING) -> float:
    return characters * character + padding


def _characters(width: float, character: float, padding: float = _PADDING) -> int:
    """How many fit into a line, borders and rounding allowed for."""
    return max(int((width - padding) / character - 0.1), 1)


def _spelt_out(report: Report, character: float) -> float:
    """The width of a status with its words: 計画, 進捗, and the standing below."""
    longest = _longest_word(report)
    key = max(len(report.plan.terms.plan), len(report.plan.terms.progress))
    return _width(max(key + 0.6 + longest, 7.2), character)


def _compact(report: Report, character: float) -> float:
    """The width of a status on its own, with the symbol of its standing; a long one is broken."""
    others = [
        word for field in report.plan.beside for word in (field.label, *(field.choices or ()))
    ]
    longest = min(max(_longest_word(report), *map(len, others), 0), HALF)
    symbol = 1.3 if report.plan.compares else 0.2
    return _width(longest + symbol, character, padding=_COMPACT_PADDING)


def _amount(report: Report, year: FiscalYear) -> int:
    """How many characters the measures say of a year."""
    records = filter(None, (measure.in_year(year) for measure in report.plan.measures))
    return sum(len(report.narrative(record)) for record in records)


def _shares(amounts: list[int], room: float, narrowest: float) -> tuple[float, ...]:
    """How wide the columns of so many characters are that share the room.

    Those that say about as much as each other are of one width. Where a year says far more, rows
    would be as high as it needs and empty beside it: it gets more, though no other too little.
    """
    if not amounts or max(amounts) <= _UNEVEN * min(amounts):
        return (room / len(amounts),) * len(amounts) if amounts else ()
    widths, left = {}, sum(amounts)
    for n, amount in sorted(enumerate(amounts), key=lambda one: one[1]):
        widths[n] = max(room * amount / left, narrowest) if amount < left else room
        room, left = room - widths[n], left - amount
    return tuple(widths[n] for n in range(len(amounts)))


def _longest_word(report: Report) -> int:
    words = [*(report.plan.lead.choices or ())] if report.plan.lead else []
    return max(map(len, (*words, UNREPORTED.label)))


@dataclass(frozen=True)
class _Columns:
    """What the columns of years share, in millimetres."""

    years: int
    room: float
    narrowest: float  # that a narrative may be

    def narratives(self, status: float, wanted: int) -> int:
        """How many years find room for what was done beside statuses of that width."""
        return min(wanted, max(int((self.room - status * self.years) / self.narrowest + 1e-9), 0))


def _rows(
    report: Report,
    goal: GoalReport,
    narrated: tuple[FiscalYear, ...],
    lines: int,
    characters: list[int],  # in a line of what was done, by narrated year
    in_summary: int,  # the same of the summary
) -> Iterator[MeasureRow]:
    for begun in goal.goal.openings:
        item = begun[-1]
        for number, measure in enumerate(item.measures):
            told = [measure.in_year(year) for year in narrated]
            actions = [
                cut(report.narrative(record), lines, in_line) if record else None
                for record, in_line in zip(told, characters, strict=True)
            ]
            summary = SEPARATOR.join((*marked(measure.summary), *report.details(measure)))
            summaries = [paragraphs(piece) for piece in cut(summary, lines, in_summary)]
            parts = max(1, len(summaries), *(len(pieces or ()) for pieces in actions))
            for part in range(parts):
                yield MeasureRow(
                    item=item,
                    measure=measure,
                    begins=len(begun) if number == 0 and part == 0 else 0,
                    begins_measure=part == 0,
                    summary=summaries[part] if part < len(summaries) else (),
                    actions=tuple(
                        None if pieces is None else (pieces[part] if part < len(pieces) else "")
                        for pieces in actions
                    ),
                    numbers=tuple(
                        report.numbers(record) if record and part == 0 else () for record in told
                    ),
                    records=tuple(measure.in_year(year) for year in report.plan.shown_years),
                )
