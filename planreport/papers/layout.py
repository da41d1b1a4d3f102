"""How the full table is laid out on a sheet: rows that no page has to tear, in their columns.

Pure arithmetic in millimetres, by the lines that texts will take when they are set.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from planreport.papers import annex, indicatorheights, indicatortable
from planreport.papers.columns import Columns, share, tell
from planreport.papers.firstheights import put_on, sum_lines
from planreport.papers.firstsheet import recent, stand_beside
from planreport.papers.fitting import Sheets
from planreport.papers.letters import Letters
from planreport.papers.lines import Lines, text_lines
from planreport.papers.rows import Ruler, rows
from planreport.papers.sheet import MARGIN, POINT, breadth, height, is_large, margin_and_text
from planreport.papers.table import AROUND, GoalRows, Layout
from planreport.plan.settings import Paper
from planreport.report.derive import Report
from planreport.report.goals import GoalReport

_FURNITURE = 45.0  # of a page's height: margins, the table's head
_MOST_OF_A_PAGE = 0.45  # that one row may take
_HEADING_ABOVE, _HEADING_LINE, _HEADING_BELOW = 6.0, 5.5, 1.5  # of a goal's
_HEADING_SIZE, _HEADING_BAR = 12.0, 4.5  # points; left of it
_SUMS_HEADING, _SUMS_BELOW = 8.8, 4.0  # of a table of sums below that
# How many sizes of text there are above the least one, by whether the sheet is large; points apart.
_SIZES, _FINER = (6, 8), 0.25
_LEADINGS = (1.45, 1.5, 1.55, 1.6)  # from line to line, of the text's size
_ROUNDING = 0.01  # em
_THIN = 8  # sheets that a paper may have for the sake of larger text
_LAST_SHEET = (0.25, 0.95)  # how far it had better be filled
_WELL_FILLED = 0.92  # of its sheets' height


def lay_out(report: Report, paper: Paper, letters: Letters) -> Layout:
    """Gives each column its width; as many of the latest years are narrated as find room.

    The text has the largest size that fills its sheets well; if none does, the one that fills them
    best. It tells as much as the least size does, on no more sheets than that or than a thin paper has.
    """
    wanted = tell(report, min(paper.narrative_years, len(report.narrative_years)), letters)
    _, least = margin_and_text(paper)
    lines = text_lines(letters.regular)

    def of(size: float) -> Iterator[Layout]:
        columns = share(report, wanted, breadth(paper), size, letters)
        for leading in _LEADINGS:
            yield _laid_out(report, paper, columns, size, leading, letters, lines)

    def is_too_large(layout: Layout) -> bool:
        return len(layout.filled) > most or _says_less(layout, smallest)

    smallest = next(of(least))
    most = max(len(smallest.filled), _THIN if is_large(paper) else 0)
    best = smallest
    sizes = [least + n * _FINER for n in range(_SIZES[is_large(paper)] + 1)]
    if is_too_large(next(of(sizes[-1]))):  # and so are those from some other size on
        del sizes[bisect_left(sizes, True, lo=1, key=lambda size: is_too_large(next(of(size)))) :]
    for size in reversed(sizes):
        for layout in of(size):
            if is_too_large(layout):
                break
            if best is smallest or _how_well(layout) > _how_well(best):
                best = layout
        if best is not smallest and _how_well(best) >= (True, _WELL_FILLED):
            break
    return best


def _how_well(layout: Layout) -> tuple[bool, float]:
    """Whether it ends neither with a row or two on a sheet nor so near a sheet's end that one more
    line would; and how far its sheets are filled, in hundredths: no letter is smaller for less."""
    least, most = _LAST_SHEET
    filled = layout.filled
    return least <= filled[-1] <= most, round(sum(filled) / len(filled), 2)


def _says_less(layout: Layout, smallest: Layout) -> bool:
    """Whether larger text costs what the least size tells, or breaks its statuses."""
    return (
        len(layout.narrated) < len(smallest.narrated)
        or len(layout.indicators.years if layout.indicators else ())
        < len(smallest.indicators.years if smallest.indicators else ())
        or int(layout.status_line + _ROUNDING) < int(smallest.status_line)
        or layout.spells_out < smallest.spells_out
    )


def _laid_out(
    report: Report,
    paper: Paper,
    columns: Columns,
    text_size: float,
    leading: float,
    letters: Letters,
    lines: Lines,
) -> Layout:
    """The table in those columns, and about how far it fills its sheets."""
    tall = height(paper)
    layout = Layout(
        **vars(columns),
        margin=margin_and_text(paper)[0],
        text_size=text_size,
        leading=leading,
        room=breadth(paper),
        most=_MOST_OF_A_PAGE * (tall - _FURNITURE),
        beside=stand_beside(report, tall),
        sums_beside=stand_beside(report, tall, with_sums=True),
        left_out=tuple(year for year in report.told_years if year not in columns.narrated),
        indicators=indicatortable.lay_out(report, paper, text_size) if report.indicators else None,
        sections=(),
        filled=(),
    )
    sheets = Sheets(tall - 2 * MARGIN)
    put_on(sheets, report, paper, layout, letters)
    ruler = Ruler(report, layout, letters, lines)
    sections = tuple(_section(goal, ruler, sheets) for goal in report.goals)
    if layout.indicators:
        indicatorheights.put_on(sheets, layout.indicators, layout.room, leading, letters, lines)
    annex.put_on(sheets, report, layout, letters, lines)
    return replace(layout, sections=sections, filled=tuple(sheets.filled))


def _section(goal: GoalReport, ruler: Ruler, sheets: Sheets) -> GoalRows:
    layout = ruler.layout
    width = ruler.letters.bold(goal.heading) * _HEADING_SIZE * POINT
    heading = ceil(width / (layout.room - _HEADING_BAR)) * _HEADING_LINE + _HEADING_BELOW
    above, at_top = _HEADING_ABOVE + heading, heading
    # What is of the goal as a whole stands on the first sheet.
    sums = tuple(table for table in recent(goal.sums) if table.rows)
    for table in sums:
        lines = 1 + sum_lines(table, layout.room, layout.em, ruler.letters)
        taken = _SUMS_HEADING + lines * layout.em * _LEADINGS[0] + _SUMS_BELOW
        taken += (2 + len(table.rows)) * AROUND
        sheets.put(taken, above, at_top)
        above = at_top = 0.0
    head = ruler.head
    found = rows(goal, ruler, sheets, above + head, at_top + head)
    return GoalRows(goal, tuple(found), sums)
