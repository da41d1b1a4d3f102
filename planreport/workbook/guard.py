"""What Excel lets people do to the input sheet, and what it says to them as they fill it in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from planreport.plan.fields import Field, Kind
from planreport.plan.numbers import MOST_DIGITS
from planreport.workbook.columns import FormColumn
from planreport.workbook.layout import GUIDE_SHEET, HEADER, letters

_ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}


def guard(
    sheet: Any, formats: dict[str, Any], table: Sequence[FormColumn], lists: Mapping[str, str]
) -> None:
    """Only the inputs can be filled in, and with what they allow. There is no password.

    `lists` are where the words of each drop-down list stand, by the heading of the input.
    """
    for number, column in enumerate(table):
        cells = (HEADER + 1, number, HEADER + max(column.asked, 1), number)
        if column.field and column.is_input:
            allowed = _allowed(column.field, lists.get(column.heading, ""))
            # A title has up to 32 characters, and a text 255.
            sheet.data_validation(*cells, {"input_title": column.heading[:32], **allowed})
            for top, bottom in _as_typed(column):
                first = f"{letters(number)}{top + 1}"
                is_whole = {"type": "formula", "criteria": f"={first}=INT({first})"}
                grouped = {**is_whole, "format": formats["grouped"]}
                sheet.conditional_format(top, number, bottom, number, grouped)
        elif column.field:
            too_long = {"type": "cell", "criteria": ">", "value": column.field.limit}
            sheet.conditional_format(*cells, {**too_long, "format": formats["too_long"]})
    sheet.protect("", _ALLOWED)


def _as_typed(column: FormColumn) -> Iterator[tuple[int, int]]:
    """The first and last row of the numbers that no format groups."""
    if column.row_looks:
        for row, look in enumerate(column.row_looks[: column.asked], HEADER + 1):
            if look == column.look:
                yield row, row
    elif column.holds_numbers:
        yield HEADER + 1, HEADER + max(column.asked, 1)


def _allowed(field: Field, source: str) -> dict[str, Any]:
    """What Excel says and allows where a field is filled in; `source` is where its words stand."""
    if field.choices is not None:
        return {
            "validate": "list",
            "source": source,
            "input_message": f"▼を押して一覧から選びます。意味は「{GUIDE_SHEET}」のシートにあります。",
            "error_title": "一覧にありません",
            "error_message": "▼を押して、一覧の中から選んでください。",
        }
    if field.kind is Kind.NUMBER:
        most = 10**MOST_DIGITS - 1
        # Of indicators each has its own unit, in the next cell.
        quantity = f"{field.unit}を単位とする数" if field.unit else "右の欄の単位での数"
        unit = f"「{field.unit}」" if field.unit else "単位"
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -most,
            "maximum": most,
            "input_message": f"{quantity}だけを書きます。分からなければ空のままにします。"
            + ("そのまま公表します。" if field.is_published else "公表しません。"),
            "error_title": "数ではありません",
            "error_message": f"{unit}などを付けず、数だけを書いてください。マイナスは「-」です。",
        }
    if source:
        return {
            "validate": "list",
            "source": source,
            "input_message": f"値のないわけか、値が決まったものでないことを書きます。▼の一覧にない言葉も、{field.limit}文字まで書けます。決まった値なら空のままにします。",
            "show_error": False,
        }
    hint = (
        f"{field.limit}文字以内で書きます。改行すると段落が分かれ、行の頭に「・」を付けると"
        "箇条書きになります。そのまま公表します。"
        if field.is_published
        else "あれば書きます。公表しません。"
    )
    return {
        "validate": "length",
        "criteria": "<=",
        "value": field.limit,
        "input_message": hint,
        "error_title": "長すぎます",
        "error_message": f"{field.limit}文字以内に短くしてください。",
    }
