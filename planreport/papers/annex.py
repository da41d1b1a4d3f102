"""What follows the full table on paper: the plan's amendments, and the corrections of its reports.

Laid out as the table is: widths in millimetres, and rows that no page has to tear.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from planreport.papers.layout import Layout, cut
from planreport.report.amendments import Amendment, Erratum
from planreport.report.derive import Report

_YEAR, _COLUMN, _DATE = 8, 9, 10  # characters in a line of these columns
# The shares that texts take of the room beside them: a sentence and its reason; wrong, right, reason.
_AMENDMENT = (0.6, 0.4)
_ERRATUM = (0.37, 0.37, 0.26)


@dataclass(frozen=True)
class Row:
    """One row of a table. The second and further rows of an entry carry on its texts."""

    entry: Amendment | Erratum
    begins: bool
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Widths of its columns, and its rows."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Annex:
    amendments: Table
    errata: Table
    year_characters: int = _YEAR
    column_characters: int = _COLUMN
    date_characters: int = _DATE


def lay_out(report: Report, layout: Layout) -> Annex:
    year, column, date = (layout.width(n) for n in (_YEAR, _COLUMN, _DATE))
    room = layout.room - layout.measure
    told = tuple((room - year) * share for share in _AMENDMENT)
    put_right = tuple((room - column - date) * share for share in _ERRATUM)
    return Annex(
        amendments=Table(
            (layout.measure, year, *told),
            tuple(
                row
                for entry in report.amendments
                for row in _rows(entry, (entry.sentence, entry.revision.reason), told, layout)
            ),
        ),
        errata=Table(
            (layout.measure, column, *put_right, date),
            tuple(
                row
                for entry in report.errata
                for row in _rows(
                    entry, (entry.before, entry.after, entry.correction.reason), put_right, layout
                )
            ),
        ),
    )


def _rows(
    entry: Amendment | Erratum, texts: tuple[str, ...], widths: tuple[float, ...], layout: Layout
) -> Iterator[Row]:
    pieces = (
        cut(text, layout.lines * layout.characters(width))
        for text, width in zip(texts, widths, strict=True)
    )
    for number, part in enumerate(zip_longest(*pieces, fillvalue="")):
        yield Row(entry, number == 0, part)
