"""The sheet that explains the form; the drop-down lists take their words from it."""

from collections.abc import Iterator, Sequence
from typing import Any

from planreport.workbook.explanations import Section
from planreport.workbook.layout import GUIDE_SHEET, LONGEST_TEXT
from planreport.workbook.looks import height

_WIDTHS = (5, 30, 90)
_A4 = 9


def words(guide: Sequence[Section]) -> dict[str, str]:
    """Where the words of each drop-down list stand, as a formula, by the heading of the input."""
    return {
        section.words_of: f"='{GUIDE_SHEET}'!$B${row + 2}:$B${row + 1 + len(section.rows)}"
        for row, section in _placed(guide)
        if section.words_of
    }


def write_guide(sheet: Any, formats: dict[str, Any], title: str, guide: Sequence[Section]) -> None:
    last_row = 0
    for column, wide in enumerate(_WIDTHS):
        sheet.set_column(column, column, wide)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, title[:LONGEST_TEXT], formats["title"])
    for heading_row, section in _placed(guide):
        sheet.set_row(heading_row, 30)
        sheet.write_string(heading_row, 0, section.title, formats["section"])
        for column in range(1, len(_WIDTHS)):
            sheet.write_blank(heading_row, column, None, formats["section"])
        for number, (label, text) in enumerate(section.rows, 1):
            row = heading_row + number
            sheet.set_row(row, height([(label, _WIDTHS[1]), (text, _WIDTHS[2])]))
            if section.is_numbered:
                sheet.write_number(row, 0, number, formats["number"])
            sheet.write_string(row, 1, label[:LONGEST_TEXT], formats["word"])
            sheet.write_string(row, 2, text[:LONGEST_TEXT], formats["explanation"])
        last_row = heading_row + len(section.rows)
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_portrait()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last_row, len(_WIDTHS) - 1)
    sheet.set_footer("&C&P / &N")


def _placed(guide: Sequence[Section]) -> Iterator[tuple[int, Section]]:
    """Each section with the row of its heading, counted from 0; the title stands above them."""
    row = 1
    for section in guide:
        yield row, section
        row += 1 + len(section.rows)
