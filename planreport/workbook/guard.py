"""What Excel lets people do to the input sheet, and what it says to them as they fill it in."""

from collections.abc import Mapping, Sequence
from typing import Any

from planreport.plan import Plan
from planreport.plan.collection import Collection
from planreport.plan.fields import Field, Kind
from planreport.plan.numbers import MOST_DIGITS
from planreport.workbook.columns import FormColumn
from planreport.workbook.guide import words
from planreport.workbook.layout import GUIDE_SHEET, HEADER, letters

_ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}


def guard(
    sheet: Any,
    formats: dict[str, Any],
    table: Sequence[FormColumn],
    plan: Plan,
    collection: Collection,
) -> None:
    """Only the inputs can be filled in, and with what they allow. There is no password."""
    lists = words(plan, collection)
    for number, column in enumerate(table):
        cells = (HEADER + 1, number, HEADER + max(column.asked, 1), number)
        if column.field and column.is_input:
            allowed = _allowed(column.field, lists)
            # A title has up to 32 characters, and a text 255.
            sheet.data_validation(*cells, {"input_title": column.heading[:32], **allowed})
            if column.holds_numbers:
                first = f"{letters(number)}{HEADER + 2}"
                is_whole = {"type": "formula", "criteria": f"={first}=INT({first})"}
                sheet.conditional_format(*cells, {**is_whole, "format": formats["grouped"]})
        elif column.field:
            too_long = {"type": "cell", "criteria": ">", "value": column.field.limit}
            sheet.conditional_format(*cells, {**too_long, "format": formats["too_long"]})
    sheet.protect("", _ALLOWED)


def _allowed(field: Field, lists: Mapping[str, str]) -> dict[str, Any]:
    """What Excel says and allows where a field is filled in."""
    if field.choices is not None:
        return {
            "validate": "list",
            "source": lists[field.name],
            "input_message": f"▼を押して一覧から選びます。意味は「{GUIDE_SHEET}」のシートにあります。",
            "error_title": "一覧にありません",
            "error_message": "▼を押して、一覧の中から選んでください。",
        }
    if field.kind is Kind.NUMBER:
        most = 10**MOST_DIGITS - 1
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -most,
            "maximum": most,
            "input_message": f"{field.unit}を単位とする数だけを書きます。分からなければ空のままにします。"
            + ("そのまま公表します。" if field.is_published else "公表しません。"),
            "error_title": "数ではありません",
            "error_message": f"「{field.unit}」などを付けず、数だけを書いてください。マイナスは「-」です。",
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
