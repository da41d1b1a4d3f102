"""What a cell of the form says: as a text, as one of the plan's words, or nothing sure."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from math import isfinite

from planreport.place import Problem, folded
from planreport.plan.fields import Kind
from planreport.plan.numbers import plain
from planreport.workbook.formats import Flaw, Format
from planreport.workbook.layout import LONGEST_TEXT
from planreport.workbook.sheets import Sheet, Value

_SHOWN = 20  # characters of a text
_NEEDS_NO_COMMA = tuple("。、！？!?：:（(「・●")
_BULLETS = tuple("・●")
_ALL_DIGITS = 1e11  # below which Excel shows every digit of a whole number
_REPAIRS = {
    Flaw.STRUCK: "要らない文字なら消し、要る文字なら取り消し線を外してください。",
    Flaw.WHITE: "要らない文字なら消し、要る文字なら黒くしてください。",
    Flaw.BLACK: "見せない文字なら消し、見せる文字ならセルの色を消してください。",
    Flaw.SYMBOL: "見えている記号を、普通の書体で打ち直してください。",
    Flaw.RAISED: "書式を外しても意味が変わらないように、「m²」「10の2乗」のように書いてください。",
}
_AROUND = re.compile(r"^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$")


def text(value: Value) -> str:
    """The value as it is shown, as far as that is known, without white space around it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return f"{value:.15g}"  # so many digits Excel keeps: 1.0 is 1, 0.1 is 0.1
    # No Excel holds a longer one; what the rules allow is far shorter.
    return _AROUND.sub("", str(value)[:LONGEST_TEXT])


def without_tabs(text: str) -> str:
    """The text with a comma for each tab, or with nothing after a sentence and before a bullet; never
    with a space, which within a Japanese sentence reads as a slip."""
    return "\n".join(_untabbed(line) for line in re.split(r"[\r\n]", text))


def _untabbed(line: str) -> str:
    joined = ""
    for part in filter(None, (part.strip() for part in line.split("\t"))):
        needs_comma = joined and not joined.endswith(_NEEDS_NO_COMMA)
        joined += f"、{part}" if needs_comma and not part.startswith(_BULLETS) else part
    return joined


def number_text(value: Value) -> str:
    """The value as a number in plain digits, or as it is written where it is none."""
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return plain(f"{Decimal(text(value)):f}") or text(value)
    written = text(value)
    return plain(written) or written


def unusable(sheet: Sheet, row: int, column: int, kind: Kind) -> Problem | None:
    """Why nobody can tell what was meant: the cell holds neither a text nor a plain number."""
    cell, value, marks = (row, column), sheet.rows[row][column], sheet.marks
    shown = marks.formats.get(cell, Format())
    if cell in marks.formulas:
        message = "数式が入っています。"
        advice = f"数式を消して、{_wanted(kind)}で書いてください。"
    elif cell in marks.errors:
        message = f"エラーの値（{marks.errors[cell]}）が入っています。"
        advice = f"消して、{_wanted(kind)}で書いてください。"
    elif flaw := next((flaw for flaw in marks.flaws.get(cell, ()) if flaw in _REPAIRS), None):
        message = f"{flaw.value}「{_shown(marks.flaws[cell][flaw], value)}」があります。"
        advice = _REPAIRS[flaw]
    elif isinstance(value, bool):
        message = f"{text(value)}という値が入っています。"
        advice = f"消して、{_wanted(kind)}で書いてください。"
    elif kind is Kind.NUMBER and isinstance(value, int | float):
        digits = number_text(value)
        if not isfinite(value) or shown.shows_quantity(digits):
            return None
        message = f"数値（{digits}）が入っています。見えているとおりの値とは限りません。"
        advice = "セルの書式を「標準」にして、見えている数が正しいか確かめてください。"
    elif isinstance(value, int | float) and not (
        float(value).is_integer() and abs(value) < _ALL_DIGITS and shown.shows_number(value > 0)
    ):
        message = f"数値（{text(value)}）が入っています。見えているとおりの値とは限りません。"
        advice = "セルの書式を「文字列」にして、「35%」のような文字で書いてください。"
    elif isinstance(value, date | time | timedelta):
        message = f"日付や時刻（{text(value)}）になっています。"
        advice = (
            "セルの書式を「標準」にして、数で書いてください。"
            if kind is Kind.NUMBER
            else "セルの書式を「文字列」にして、「4月1日」のような文字で書いてください。"
        )
    elif isinstance(value, str) and value and not shown.shows_text():
        message = f"セルの書式（{shown.number}）のため、書いた文字がそのままには見えません。"
        advice = "セルの書式を「文字列」にして、見せたいとおりに書いてください。"
    else:
        return None
    return Problem(sheet.place(row, column), message, advice)


def unusable_text(sheet: Sheet, row: int, column: int) -> Problem | None:
    """Why nobody can tell what a cell of anybody's table shows; a formula shows its last result."""
    cell, marks = (row, column), sheet.marks
    if cell in marks.errors:
        message = f"エラーの値（{marks.errors[cell]}）が入っています。"
        advice = "数式を直すか、正しい値を書いてください。"
    elif cell in marks.formulas and sheet.rows[row][column] == "":
        message = "数式の結果が保存されていません。"
        advice = "Excelで開き、そのまま保存してください。"
    elif flaw := next((flaw for flaw in marks.flaws.get(cell, ()) if flaw in _REPAIRS), None):
        shown = _shown(marks.flaws[cell][flaw], sheet.rows[row][column])
        message, advice = f"{flaw.value}「{shown}」があります。", _REPAIRS[flaw]
    else:
        return None
    return Problem(sheet.place(row, column), message, advice)


def lowered(sheet: Sheet, row: int, column: int) -> Iterator[Problem]:
    """That lowered characters were read as any others, which means the same: CO2 is CO₂."""
    words = sheet.marks.flaws.get((row, column), {}).get(Flaw.LOWERED)
    if words is not None:
        shown = _shown(words, sheet.rows[row][column])
        said = f"{Flaw.LOWERED.value}「{shown}」を、普通の文字として読みました。"
        yield Problem(sheet.place(row, column), said, is_warning=True)


def _shown(words: str, value: Value) -> str:
    """The words that have a flaw, or those of the whole cell, on one line."""
    return " ".join((words or text(value)).split())[:_SHOWN]


def _wanted(kind: Kind) -> str:
    return "数" if kind is Kind.NUMBER else "文字"


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
