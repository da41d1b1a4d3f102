"""How much of its sheets the table of indicators takes, before it is typeset. Heights in millimetres."""

from collections.abc import Iterator
from math import ceil

from planreport.papers.fitting import Sheets
from planreport.papers.indicatortable import PADDING, IndicatorTable, Row
from planreport.papers.letters import Letters
from planreport.papers.lines import text_lines, title_lines
from planreport.papers.sheet import POINT
from planreport.report.indicators import IndicatorYear

_BANDED = 5.5  # em: 達成率から before a grade
_SMALL, _SAID = 8.0, 8.5  # points: of what stands below a name, of explanations and remarks
_HEADING, _SECTION, _NOTE = 13.0, 10.3, 1.5  # millimetres: headings, below a note
_SECTION_AT_TOP = 6.3


def put_on(
    sheets: Sheets, table: IndicatorTable, room: float, leading: float, letters: Letters
) -> None:
    """Puts about what the table takes on the sheets, whose lines are so long: a row below the other,
    explanations above them and remarks below."""
    line, small = (size * POINT * leading for size in (table.text_size, _SMALL))

    def said(letters: float) -> float:
        return ceil(letters * _SAID * POINT / room) * _SAID * POINT * leading + _NOTE

    def row_height(row: Row) -> float:
        it = row.report.indicator
        owner, name = ((width - PADDING) / POINT for width in (table.owner, table.name))
        owners = line * title_lines((row.owner,), owner / table.text_size, letters.bold)
        owners += small * sum(text_lines(it, owner / _SMALL, letters.regular) for it in row.groups)
        names = line * title_lines((it.heading,), name / table.text_size, letters.bold)
        letter = table.formulas.get(it.achievement)
        is_usual = it.direction.is_usual or not table.is_judged
        kind = ("" if is_usual else it.direction.said, "累計" * it.is_cumulative)
        rate = f"達成率は{letter}" if letter else ""
        by = "、".join(it.departments) + (f"（出典：{it.source}）" if it.source else "")
        said = "　".join(filter(None, ("、".join(filter(None, (*kind, rate))), by)))
        names += small * sum(
            text_lines(it, name / _SMALL, letters.regular) for it in (it.meaning, said)
        )
        years = (line * _year_lines(year, in_year) for year in row.years if year)
        return max(owners, names, line + small, *years) + PADDING

    in_year = (table.year - PADDING) / (table.text_size * POINT)
    head = 2 * line + PADDING
    above = _HEADING + sum(map(said, _explained(table)))
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


def _year_lines(year: IndicatorYear, line: float) -> int:
    """Target and value, how they compare, the way gone, and the grade."""
    lines = 2 + bool(year.reached or year.rate) + 2 * bool(year.progress)
    if year.grade:
        lines += 1 + (_BANDED * year.is_banded + len(year.grade.label) > line)
    return lines + bool(year.other_grade)
