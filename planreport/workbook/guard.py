"""What Excel lets people do to the input sheet, and what it says to them as they fill it in."""

from collections.abc import Sequence
from typing import Any

from planreport.plan import Plan
from planreport.plan.collection import Collection
from planreport.workbook.columns import Column, last_row
from planreport.workbook.guide import words
from planreport.workbook.layout import GUIDE_SHEET, HEADER, MAX_ACTIONS, MAX_REMARKS

_ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}


def guard(
    sheet: Any,
    formats: dict[str, Any],
    table: Sequence[Column],
    plan: Plan,
    collection: Collection,
) -> None:
    """Only the inputs can be filled in, and with what they allow. There is no password."""
    validations = _validations(plan, collection)
    for number, column in enumerate(table):
        cells = (HEADER + 1, number, last_row(table), number)
        if column.is_input:
            title = column.heading[:32]
            sheet.data_validation(*cells, {"input_title": title, **validations[column.name]})
        elif column.name == "length":
            too_long = {"type": "cell", "criteria": ">", "value": MAX_ACTIONS}
            sheet.conditional_format(*cells, {**too_long, "format": formats["too_long"]})
    sheet.protect("", _ALLOWED)


def _validations(plan: Plan, collection: Collection) -> dict[str, dict[str, Any]]:
    """What Excel says and allows, by the input's name. A title has up to 32 characters, a text 255."""
    lists = words(plan, collection)
    choice = {
        "validate": "list",
        "input_message": f"▼を押して一覧から選びます。意味は「{GUIDE_SHEET}」のシートにあります。",
        "error_title": "一覧にありません",
        "error_message": "▼を押して、一覧の中から選んでください。",
    }
    done = f"何をしたかを、改行せずに{MAX_ACTIONS}文字以内で書きます。そのまま公表します。"
    return {
        "progress": {**choice, "source": lists["progress"]},
        "actions": {**_at_most(MAX_ACTIONS), "input_message": done},
        "assessment": {**choice, "source": lists.get("assessment")},
        "remarks": {
            **_at_most(MAX_REMARKS),
            "input_message": "伝えたいことがあれば書きます。公表しません。",
        },
    }


def _at_most(length: int) -> dict[str, Any]:
    return {
        "validate": "length",
        "criteria": "<=",
        "value": length,
        "error_title": "長すぎます",
        "error_message": f"{length}文字以内に短くしてください。",
    }
