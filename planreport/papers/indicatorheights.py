"""How much of its sheets the table of indicators takes, before it is typeset. Heights in millimetres."""

from collections.abc import Iterator
from math import ceil

from planreport.papers.fitting import Sheets
from planreport.papers.indicatortable import PADDING, IndicatorTable, Row
from planreport.papers.letters import Letters, Width
from planreport.papers.lines import Lines, broken, title_lines
from planreport.papers.sheet import POINT
from planreport.report.indicators import IndicatorYear
from planreport.templating.phrases import pieces

_SMALL, _SAID = 8.0, 8.5  # points: of what stands below a name, of explanations and remarks
_SAID_LINE = 1.45 * _SAID * POINT
_HEADING, _SECTION, _NOTE = 13.0, 10.3, 1.5  # millimetres: headings, below a note
_SECTION_AT_TOP = 6.3


def put_on(
    sheets: Sheets,
    table: IndicatorTable,
    room: float,
    leading: float,
    letters: Letters,
    text_lines: Lines,
) -> None:
    """Puts about what the table takes on the sheets, whose lines are so long: a row below the other,
    explanations above them and remarks below."""
    line, small = (size * POINT * leading for size in (table.text_size, _SMALL))

    def said(letters: float) -> float:
        return ceil(letters * _SAID * POINT / room) * _SAID_LINE + _NOTE

    def row_height(row: Row) -> float:
        it = row.report.indicator
        owner, name = ((width - PADDING) / POINT for width in (table.owner, table.name))
        owners = line * title_lines((row.owner,), owner / table.text_size, letters.bold)
        owners += small * sum(text_lines(it, owner / _SMALL) for it in row.groups)
        names = line * title_lines((it.heading,), name / table.text_size, letters.bold)
        letter = table.formulas.get(it.achievement)
        is_usual = it.direction.is_usual or not table.is_judged
        kind = ("" if is_usual else it.direction.said, "累計" * it.is_cumulative)
        rate = f"達成率は{letter}" if letter else ""
        by = "、".join(it.departments) + (f"（出典：{it.source}）" if it.source else "")
        said = "、".join(filter(None, (*kind, rate)))
        whole = (f"{said}　" if said else "", *pieces(by, table.characters(table.name)))
        names += small * text_lines(it.meaning, name / _SMALL)
        names += small * broken(map(letters.regular, whole), name / _SMALL)
        years = (line * _year_lines(year, in_year, letters.regular) for year in row.years if year)
        return max(owners, names, line + small, *years) + PADDING

    in_year = (table.year - PADDING) / (table.text_size * POINT)
    head = 2 * line + PADDING
    sheets.put(_HEADING + sum(map(said, _explained(table))))
    above = 0.0
    for section in table.sections:
        above, at_top = above + _SECTION + head, above + _SECTION_AT_TOP + head
        for row in section.rows:
            sheets.put(row_height(row), above, at_top)
            above, at_top = 0.0, head
        for remark in section.remarks:
            name = remark.report.heading
            sheets.put(said(letters.regular(f"{name}　{remark.fiscal_year}　{remark.text}")))


def _explained(table: IndicatorTable) -> Iterator[float]:
    """About how many em each of the explanations above the table takes."""
    grades = {year.grade for year in table.shown if year.grade and year.grade.explained}
    yield 85 + 28 * bool(table.omitted)
    if table.years:
        yield 88
    if table.formulas:
        said = (*(it.formula for it in table.formulas), *table.reasons)
        yield 20 + sum(len(it) + 4 for it in said)
    if any(year.progress for year in table.shown):
        yield 92
    if grades:
        yield 5 + sum(len(grade.label + grade.explained) + 3 for grade in grades)
    if any(year.is_banded or year.other_grade for year in table.shown):
        yield 58


def _year_lines(year: IndicatorYear, line: float, width: Width) -> int:
    """Target and value, how they compare, the way gone, and the grade."""
    lines = 2 + bool(year.reached or year.rate) + 2 * bool(year.progress)
    if year.grade:
        label = ("達成率から " if year.is_banded else "") + year.grade.label
        lines += 1 + (width(label) > line)
    return lines + bool(year.other_grade)
