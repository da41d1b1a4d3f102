"""What a cell of the form says: as one line of text, as one of the plan's words, or nothing sure."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta

from planreport.place import Problem, folded
from planreport.workbook.layout import LONGEST_TEXT
from planreport.workbook.sheets import Sheet, Value

# What Excel writes for a carriage return, where a program in between has not understood it.
_LINE_ENDS = re.compile(r"\r\n|[\r\n]|_x000[Dd]_\n?")
_ENDS_A_SENTENCE = tuple("。、！？!?")
_BULLETS = tuple("・●")
_EXACT = 1e15  # up to which Excel keeps every digit
_AROUND = re.compile(r"^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$")


def text(value: Value) -> str:
    """The value as it is shown, as far as that is known, without white space around it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return f"{value:.15g}"  # so many digits Excel keeps: 1.0 is 1, 0.1 is 0.1
    # No Excel holds a longer one; what the rules allow is far shorter.
    return _AROUND.sub("", str(value)[:LONGEST_TEXT])


def one_line(text: str) -> str:
    """The text without line breaks and tabs.

    Lines are joined by nothing after a sentence and before a bullet, otherwise by a full-width
    space.
    """
    joined = ""
    for line in _LINE_ENDS.split(text):
        part = re.sub(r"\t+", " ", _AROUND.sub("", line))
        if (
            joined
            and part
            and not joined.endswith(_ENDS_A_SENTENCE)
            and not part.startswith(_BULLETS)
        ):
            joined += "\u3000"
        joined += part
    return joined


def unusable(sheet: Sheet, row: int, column: int) -> Problem | None:
    """Why nobody can tell what was meant: the cell holds neither a text nor a plain number."""
    cell, value = (row, column), sheet.rows[row][column]
    if cell in sheet.formulas:
        message, advice = "数式が入っています。", "数式を消して、文字で書いてください。"
    elif cell in sheet.errors:
        message = f"エラーの値（{sheet.errors[cell]}）が入っています。"
        advice = "消して、文字で書いてください。"
    elif isinstance(value, bool):
        message, advice = f"{text(value)}という値が入っています。", "消して、文字で書いてください。"
    elif isinstance(value, float) and not (value.is_integer() and abs(value) < _EXACT):
        message = f"数値（{text(value)}）が入っています。見えているとおりの値とは限りません。"
        advice = "セルの書式を「文字列」にして、「35%」のような文字で書いてください。"
    elif isinstance(value, date | time | timedelta):
        message = f"日付や時刻（{text(value)}）になっています。"
        advice = "セルの書式を「文字列」にして、「4月1日」のような文字で書いてください。"
    else:
        return None
    return Problem(sheet.place(row, column), message, advice)


def chosen(word: str, known: Mapping[str, str]) -> str | None:
    """The label that a word certainly means; `known` are the labels, each with its reading or "".

    Certain is the label itself, and what is like one label or reading, and no other, but for width,
    case, spaces and characters that look alike.
    """
    if word in known:
        return word
    meant = folded(word)
    like = {
        label
        for label, reading in known.items()
        if meant and meant in (folded(label), folded(reading))
    }
    return like.pop() if len(like) == 1 else None
