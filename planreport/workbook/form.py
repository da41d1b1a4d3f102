"""Writes the form: the sheets that are filled in, and the sheet that explains them."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from planreport.plan import Plan
from planreport.plan.collection import Answer, Collection, ReadingAnswer
from planreport.workbook.columns import FormColumn, form_columns, last_row
from planreport.workbook.explanations import sections
from planreport.workbook.guard import guard
from planreport.workbook.guide import words, write_guide
from planreport.workbook.indicators import indicator_columns
from planreport.workbook.layout import (
    BODY,
    DEPARTMENT,
    GUIDE_SHEET,
    HEADER,
    INPUT_SHEET,
    LEADS,
    LONGEST_TEXT,
    PLAN,
    YEAR,
    as_seen_by,
    indicator_sheet,
    letters,
)
from planreport.workbook.looks import height, looks
from planreport.workbook.names import Body, Recipient, recipient_name

_OTHERS = f"「{LEADS}」がほかの課の行は参考で、記入は要りません。"
_AGAIN = "{year}より前の年度の行には、値が決まったか改まったときだけ記入します。"
_FROZEN_COLUMNS = 2  # the number and the title stay in view
_ROOM_TO_WRITE = 66  # points: four lines
_A3 = 8
# Nothing that anybody has typed becomes anything but text.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

_Answer = TypeVar("_Answer", Answer, ReadingAnswer)


def form(plan: Plan, collection: Collection, recipient: Recipient) -> bytes:
    """The workbook for a department, or for all, or for a body.

    It has a sheet for the measures and one for the indicators, each with what is asked and, below,
    what another department answers for both; who is asked about indicators alone has no other.
    """
    import xlsxwriter  # only here: it would slow every other command

    is_body = isinstance(recipient, Body)
    plan = as_seen_by(plan, recipient.name) if isinstance(recipient, Body) else plan
    whose = (BODY if is_body else DEPARTMENT, recipient_name(recipient))
    sheets = list(_sheets(plan, collection, recipient))
    asks_again = bool(_divided(collection.unsettled, recipient)[0])
    guide = sections(plan, collection, [sheet.name for sheet in sheets], asks_again)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as workbook:
        workbook.set_properties(
            {
                "title": f"{plan.title} {collection.fiscal_year}"[:255],
                "author": plan.municipality[:255],
                "created": datetime.combine(plan.updated, datetime.min.time()),
            }
        )
        formats = looks(workbook)
        for one in sheets:
            sheet = workbook.add_worksheet(one.name)
            _write_top(sheet, formats, plan, collection, whose, one)
            _write_table(sheet, formats, one.table)
            guard(sheet, formats, one.table, words(guide))
            _lay_out(sheet, one.table, f"{collection.fiscal_year}　{whose[1]}")
        title = f"{plan.title}　{collection.fiscal_year}の{plan.terms.progress}　{GUIDE_SHEET}"
        write_guide(workbook.add_worksheet(GUIDE_SHEET), formats, title, guide)
    return buffer.getvalue()


@dataclass(frozen=True)
class _Sheet:
    """A sheet to be filled in; `subject` is what it is about, `hints` what is to be said of it."""

    name: str
    subject: str
    table: Sequence[FormColumn]
    hints: tuple[str, ...]


def _sheets(plan: Plan, collection: Collection, recipient: Recipient) -> Iterator[_Sheet]:
    asked, known = _divided(collection.answers, recipient)
    read, shown = _divided(collection.readings, recipient)
    again, _ = _divided(collection.unsettled, recipient)
    has_indicators = bool(read or again or shown) and not isinstance(recipient, Body)
    if asked or known or not has_indicators:
        table = form_columns(plan, collection, asked, known)
        yield _Sheet(INPUT_SHEET, plan.terms.progress, table, (_OTHERS,) * bool(known))
    if has_indicators:
        table = indicator_columns(plan, collection, [*read, *again], shown)
        hints = (_AGAIN.format(year=collection.fiscal_year),) * bool(again)
        name, hints = indicator_sheet(plan), (*hints, *(_OTHERS,) * bool(shown))
        yield _Sheet(name, plan.terms.indicator, table, hints)


def _divided(
    answers: Sequence[_Answer], recipient: Recipient
) -> tuple[Sequence[_Answer], Sequence[_Answer]]:
    """What is asked, and what another department answers for a recipient as well."""
    if not isinstance(recipient, str):
        return answers, ()
    return (
        [answer for answer in answers if answer.subject.department == recipient],
        [answer for answer in answers if recipient in answer.subject.departments[1:]],
    )


def _write_top(
    sheet: Any,
    formats: dict[str, Any],
    plan: Plan,
    collection: Collection,
    whose: tuple[str, str],
    about: _Sheet,
) -> None:
    """Says whose form it is: the reader holds it against the plan and the year."""
    year = collection.fiscal_year
    title = f"{plan.title}　{year}の{about.subject}　記入票"
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, title[:LONGEST_TEXT], formats["title"])
    labelled = ((PLAN, plan.title), (YEAR, year.full), whose)
    for row, (label, value) in enumerate(labelled, 1):
        sheet.set_row(row, 17)
        sheet.write_string(row, 0, label, formats["label"])
        sheet.write_string(row, 1, value[:LONGEST_TEXT], formats["value"])
    hint = (
        "太い枠の欄（見出しが【入力】で始まる列）に記入してください。"
        f"書き方は「{GUIDE_SHEET}」のシートにあります。{''.join(about.hints)}"
    )
    sheet.set_row(HEADER - 1, 20)
    sheet.write_string(HEADER - 1, 0, hint, formats["value"])


def _write_table(sheet: Any, formats: dict[str, Any], table: Sequence[FormColumn]) -> None:
    # A heading shares its cell with the button of the filter.
    sheet.set_row(HEADER, height([(column.heading, column.width - 3) for column in table]))
    for number, column in enumerate(table):
        look = formats["input_heading" if column.is_input else "heading"]
        sheet.set_column(number, number, column.width)
        sheet.write_string(HEADER, number, column.heading, look)
        for row, text in enumerate(column.texts, HEADER + 1):
            look = formats[column.look_of(row - HEADER - 1)]
            if column.counts:
                formula = f"=LEN({letters(number - 1)}{row + 1})"
                sheet.write_formula(row, number, formula, look, int(text))
            elif text and column.holds_numbers:
                sheet.write_number(row, number, float(text), look)
            elif text:
                sheet.write_string(row, number, text, look)
            else:
                sheet.write_blank(row, number, None, look)
    for row, texts in enumerate(zip(*(column.texts for column in table), strict=True)):
        cells = [(text, column.width) for text, column in zip(texts, table, strict=True)]
        sheet.set_row(HEADER + 1 + row, height(cells, least=_ROOM_TO_WRITE))


def _lay_out(sheet: Any, table: Sequence[FormColumn], footer: str) -> None:
    """What stays in view, and how it prints: A3, as wide as the paper, the header on every sheet."""
    bottom, right = last_row(table), len(table) - 1
    first_input = next(number for number, column in enumerate(table) if column.is_input)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(HEADER + 1, _FROZEN_COLUMNS)
    sheet.set_selection(HEADER + 1, first_input, HEADER + 1, first_input)
    sheet.autofilter(HEADER, 0, bottom, right)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{letters(right)}{bottom + 1}"})
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, bottom, right)
    sheet.repeat_rows(HEADER)
    sheet.set_footer(f"&L{footer[:100].replace('&', '&&')}&R&P / &N")
