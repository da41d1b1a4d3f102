"""What follows the full table on paper: the plan's revisions, and the corrections of its reports.

Laid out as the table is: widths in millimetres, and rows that no page has to tear.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from planreport.papers.compared import compared, unmarked
from planreport.papers.cutting import cut
from planreport.papers.fitting import Sheets
from planreport.papers.letters import Letters
from planreport.papers.lines import Lines, title_lines
from planreport.papers.table import Layout
from planreport.report.derive import Report
from planreport.report.revisions import CorrectionNote, RevisionNote

_YEAR, _COLUMN, _DATE = 8, 10, 15  # characters in a line of these columns: a date has one
# The shares that texts take of the room beside them: a sentence and its reason; wrong, right, reason.
_REVISION = (0.6, 0.4)
_HEADING, _HEADING_AT_TOP = 20.0, 14.0  # millimetres, with a note
_CORRECTION = (0.37, 0.37, 0.26)


@dataclass(frozen=True)
class NoteRow:
    """One row of a table. The second and further rows of an entry carry on its texts."""

    entry: RevisionNote | CorrectionNote
    begins: bool
    texts: tuple[str, ...]


@dataclass(frozen=True)
class NoteTable:
    """Widths of its columns, and its rows."""

    widths: tuple[float, ...]
    rows: tuple[NoteRow, ...]


@dataclass(frozen=True)
class Annex:
    revisions: NoteTable
    corrections: NoteTable
    year_characters: int = _YEAR
    column_characters: int = _COLUMN
    date_characters: int = _DATE


def lay_out(report: Report, layout: Layout) -> Annex:
    year, column, date = (layout.width(n) for n in (_YEAR, _COLUMN, _DATE))
    room = layout.room - layout.measure
    told = tuple((room - year) * share for share in _REVISION)
    put_right = tuple((room - column - date) * share for share in _CORRECTION)
    return Annex(
        revisions=NoteTable(
            (layout.measure, year, *told),
            tuple(
                row
                for entry in report.revisions
                for row in _rows(entry, (entry.sentence, entry.revision.reason), told, layout)
            ),
        ),
        corrections=NoteTable(
            (layout.measure, column, *put_right, date),
            tuple(
                row
                for entry in report.corrections
                for row in _rows(
                    entry,
                    (*compared(entry.before, entry.after), entry.correction.reason),
                    put_right,
                    layout,
                )
            ),
        ),
    )


def put_on(
    sheets: Sheets, report: Report, layout: Layout, letters: Letters, text_lines: Lines
) -> None:
    """Puts both tables on the sheets, each below its heading."""
    laid_out = lay_out(report, layout)
    head = layout.height(1)
    for table in (laid_out.revisions, laid_out.corrections):
        above, at_top = _HEADING + head, _HEADING_AT_TOP + head
        for row in table.rows:
            name = report.heading(row.entry.subject) + ("" if row.begins else "（続き）")
            lines = [title_lines((name,), layout.line(table.widths[0]), letters.bold)]
            if isinstance(row.entry, CorrectionNote):
                put_right = f"{row.entry.correction.fiscal_year}の{row.entry.column}"
                line = layout.line(table.widths[1])
                lines.append(title_lines((put_right,), line, letters.regular))
            for text, width in zip(row.texts, table.widths[2:], strict=False):
                lines.append(text_lines(unmarked(text), layout.line(width)))
            sheets.put(layout.height(max(lines)), above, at_top)
            above, at_top = 0.0, head


def _rows(
    entry: RevisionNote | CorrectionNote,
    texts: tuple[str, ...],
    widths: tuple[float, ...],
    layout: Layout,
) -> Iterator[NoteRow]:
    pieces = (
        cut(text, layout.lines, layout.characters(width))
        for text, width in zip(texts, widths, strict=True)
    )
    for number, part in enumerate(zip_longest(*pieces, fillvalue="")):
        yield NoteRow(entry, number == 0, part)
