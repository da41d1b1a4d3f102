"""How the full table is laid out on a sheet: rows that no page has to tear, in their columns.

Pure arithmetic in millimetres. A row is kept on one page, so what would be taller than a part of the
page is cut into several rows here, at the ends of sentences, each with its own labels.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from planreport.papers.columns import (
    AGAIN_LINES,
    COMPACT_PADDING,
    PADDING,
    POINT,
    Columns,
    share,
)
from planreport.papers.cutting import begin, cut
from planreport.papers.firstsheet import put_on, recent, stand_beside
from planreport.papers.fitting import Sheets
from planreport.papers.letters import Letters
from planreport.paragraphs import SEPARATOR, marked, paragraphs
from planreport.plan.calendar import FiscalYear
from planreport.plan.measures import Group, Measure, YearRecord
from planreport.plan.settings import LEFT, SHEETS, TOP, Paper
from planreport.report.derive import Report
from planreport.report.goals import GoalReport
from planreport.report.sums import SumTable

BOUND = 20.0  # millimetres at the side that is bound
_LINE_HEIGHT = 1.45  # of the text's size
_FURNITURE = 45.0  # of a page's height: margins, the table's head
_MOST_OF_A_PAGE = 0.45  # that one row may take
_MARGINS = 30.0  # above and below of what stands on a sheet
_BOUND_ABOVE = 13.0  # more than that, of one that is bound at the top
_AROUND, _HEADING = 2.5, 13.0  # above and below of a cell's text; of a goal's heading
_NOTES = 20.0  # of the heading of what stands behind the table
_NOTE = 2  # lines of a row there: most take one, some many
# How many sizes of text there are above the least one, by whether the sheet is large; points apart.
_SIZES, _FINER = (4, 8), 0.25
_FEWEST = 3  # lines of a row that stand alone at a sheet's foot, or at the next one's head
_ROUNDING = 0.01  # em
_THIN = 8  # sheets that a paper may have for the sake of larger text
_WELL_FILLED = 0.92  # of its sheets' height


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
class Layout(Columns):
    """A table for one kind of sheet. Widths in millimetres, the text's size in points."""

    margin: float
    text_size: float
    room: float  # that the columns share
    lines: int  # that one row may take
    beside: bool  # whether the first sheet's figures find room side by side
    sums_beside: bool  # whether what is summed up finds room among them
    left_out: tuple[FiscalYear, ...]  # of which measures tell as well
    sections: tuple[GoalRows, ...]

    def width(self, characters: int) -> float:
        """Of a column with so many characters in a line."""
        return characters * self.text_size * POINT + PADDING

    def characters(self, width: float) -> int:
        """How many fit into a line of a column."""
        return max(int(self.line(width)), 1)

    def height(self, lines: int) -> float:
        """Of a row with so many lines."""
        return lines * self.text_size * POINT * _LINE_HEIGHT + _AROUND

    def line(self, width: float, padding: float = PADDING) -> float:
        """How long a line of a column is, in em."""
        return (width - padding) / (self.text_size * POINT)

    @property
    def again_characters(self) -> int:
        """Of what goes on, for whose label every row has room."""
        return AGAIN_LINES * self.characters(self.item)

    @property
    def status_line(self) -> float:
        return self.line(self.status, COMPACT_PADDING)


def sheet(paper: Paper) -> tuple[float, float]:
    """Width and height of the paper as it lies before its reader, in millimetres."""
    width, height = SHEETS[paper.size]
    return (height, width) if paper.orientation == "landscape" else (width, height)


def is_large(paper: Paper) -> bool:
    return paper.size == "A3"


def margin_and_text(paper: Paper) -> tuple[float, float]:
    """Of a table's sheet: the room at its left and right in millimetres, and the least size of its
    text in points, which on A3 can still be read when it is reduced to A4."""
    return (13.0, 9.0) if is_large(paper) else (10.0, 8.0)


def breadth(paper: Paper) -> float:
    """Of what stands on a table's sheet, in millimetres."""
    margin, _ = margin_and_text(paper)
    return sheet(paper)[0] - margin - (BOUND if paper.binding == LEFT else margin)


def _height(paper: Paper) -> float:
    """Of a table's sheet in millimetres, less what its binding takes of it."""
    return sheet(paper)[1] - (_BOUND_ABOVE if paper.binding == TOP else 0)


def lay_out(report: Report, paper: Paper, letters: Letters) -> Layout:
    """Gives each column its width; as many of the latest years are narrated as find room.

    The text has the largest size that fills its sheets well; if none does, the one that fills them
    best. It tells as much as the least size does, on no more sheets than that or than a thin paper has.
    """
    wanted = min(paper.narrative_years, len(report.narrative_years))
    _, least = margin_and_text(paper)

    def of(size: float) -> tuple[Layout, list[float]]:
        columns = share(report, wanted, breadth(paper), size, letters)
        return _laid_out(report, paper, columns, size)

    smallest, filled = of(least)
    most = max(len(filled), _THIN if is_large(paper) else 0)
    best, found = sum(filled) / len(filled), smallest
    # How many sheets the table of indicators takes is not known here.
    for n in range(0 if report.indicators else _SIZES[is_large(paper)], 0, -1):
        layout, filled = of(least + n * _FINER)
        tells_less = len(layout.narrated) < len(smallest.narrated)
        breaks_more = int(layout.status_line + _ROUNDING) < int(smallest.status_line)
        if (
            len(filled) > most
            or tells_less
            or breaks_more
            or layout.spells_out < smallest.spells_out
        ):
            continue
        if sum(filled) / len(filled) > best:
            best, found = sum(filled) / len(filled), layout
        if best >= _WELL_FILLED:
            break
    return found


def _laid_out(
    report: Report, paper: Paper, columns: Columns, text_size: float
) -> tuple[Layout, list[float]]:
    """The table, and about how far it fills its sheets."""
    margin, _ = margin_and_text(paper)
    height = _height(paper)
    lines = int(_MOST_OF_A_PAGE * (height - _FURNITURE) / (text_size * POINT * _LINE_HEIGHT))
    layout = Layout(
        margin=margin,
        text_size=text_size,
        room=breadth(paper),
        lines=lines,
        **vars(columns),
        beside=stand_beside(report, height),
        sums_beside=stand_beside(report, height, with_sums=True),
        left_out=tuple(year for year in report.told_years if year not in columns.narrated),
        sections=(),
    )
    sheets = Sheets(height - _MARGINS)
    put_on(sheets, report, paper, layout.beside)
    taken = iter(columns.taken)
    sections = tuple(
        GoalRows(goal, tuple(_rows(report, goal, layout, sheets, taken)), recent(goal.sums))
        for goal in report.goals
    )
    for notes in (report.revisions, report.corrections):
        for n, _ in enumerate(notes):
            sheets.put(layout.height(_NOTE), _NOTES + layout.height(1) if n == 0 else 0)
    return replace(layout, sections=sections), sheets.filled


def _rows(
    report: Report, goal: GoalReport, layout: Layout, sheets: Sheets, taken: Iterator[int]
) -> Iterator[MeasureRow]:
    """The rows of a goal, one for a measure; but what is tall goes on in another where its sheet is
    full, or where it takes too much of one."""
    for table in goal.sums:
        sheets.put(_HEADING + layout.height(1) * (table.lines + 1))
    head = layout.height(2 if layout.spells_out else 3)
    above = _HEADING + head
    lines = layout.lines - len(report.plan.numbers)
    in_line = [*map(layout.characters, (layout.summary, *layout.narratives))]
    for begun in goal.goal.openings:
        for number, measure in enumerate(begun[-1].measures):
            told = [measure.in_year(year) for year in layout.narrated]
            texts = [
                SEPARATOR.join((*marked(measure.summary), *report.details(measure))),
                *(report.narrative(record) if record else "" for record in told),
            ]
            height = next(taken)
            foot = _lines_at_foot(sheets.left - above, height, layout)
            pieces = _cut_at_foot(texts, foot, lines, in_line) if foot else []
            if pieces:
                sheets.put(layout.height(foot), above, head)
                height, above = max(height - foot, AGAIN_LINES + 1), 0.0
            else:
                pieces = [cut(text, lines, most) for text, most in zip(texts, in_line, strict=True)]
            while height > 0:
                sheets.put(layout.height(min(height, layout.lines)), above, head)
                height, above = height - layout.lines, 0.0
            for part, (said, *done) in enumerate(zip_longest(*pieces, fillvalue="")):
                yield MeasureRow(
                    item=begun[-1],
                    measure=measure,
                    begins=len(begun) if number == 0 and part == 0 else 0,
                    begins_measure=part == 0,
                    summary=paragraphs(said),
                    actions=tuple(
                        text if record else None for text, record in zip(done, told, strict=True)
                    ),
                    numbers=tuple(
                        report.numbers(record) if record and part == 0 else () for record in told
                    ),
                    records=tuple(measure.in_year(year) for year in report.plan.shown_years),
                )


def _lines_at_foot(room: float, height: int, layout: Layout) -> int:
    """How many of a row's lines find room there; 0 where all do, or so few that they had better not
    be parted."""
    fitting = int((room - _AROUND) / (layout.height(1) - _AROUND))
    return fitting if _FEWEST <= fitting <= height - _FEWEST else 0


def _cut_at_foot(texts: list[str], foot: int, lines: int, in_line: list[int]) -> list[list[str]]:
    """The texts in pieces, the first of each no longer than what is left; none if one cannot be cut."""
    begun = [begin(text, foot, most) for text, most in zip(texts, in_line, strict=True)]
    if any(text and not first for text, (first, _) in zip(texts, begun, strict=True)):
        return []
    return [
        [first, *cut(rest, lines, most)] for (first, rest), most in zip(begun, in_line, strict=True)
    ]
