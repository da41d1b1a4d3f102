"""A cell's value as a person sees it, as far as its number format lets that be known."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from planreport.workbook.cells import text
from planreport.workbook.sheets import Value

# A colour or a condition, room as wide as a character, a filling: nothing that is read.
_LOOKS = re.compile(r"\[[^\]]*\]|_.|\*.")
_WORDS = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(
    r"(?P<comma>#,##)?[#0]+(?:\.(?P<decimals>[0#?]+))?(?P<percent>%)?|General", re.I
)


def shown(value: Value, number_format: str = "General") -> str:
    """The text of a cell. A date is 2022年4月1日, whatever its format."""
    if isinstance(value, datetime) and (value.hour, value.minute) == (0, 0):
        value = value.date()
    if isinstance(value, datetime | time | timedelta):
        return str(value)
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return text(value)
    return _number(value, number_format)


def _number(value: float, number_format: str) -> str:
    """Signs of a format that is none of the usual ones are left out: the number is what counts."""
    sections = number_format.split(";")
    is_negative = value < 0 and len(sections) > 1
    section = _LOOKS.sub("", sections[1 if is_negative else 0])
    words: list[str] = []

    def kept(word: re.Match[str]) -> str:
        words.append(word[1] if word[1] is not None else word[2])
        return "\0"

    plain = _WORDS.sub(kept, section)
    found = _DIGITS.search(plain)
    if not found or re.sub(
        r"[\0\s円%人件\-▲△()+]", "", plain[: found.start()] + plain[found.end() :]
    ):
        return text(value)
    digits = _digits(abs(value) if is_negative else value, found)
    framed = f"{plain[: found.start()]}{digits}{plain[found.end() :]}"
    for word in words:
        framed = framed.replace("\0", word, 1)
    return framed.strip()


def _digits(value: float, found: re.Match[str]) -> str:
    number = Decimal(text(value))
    if found["percent"]:
        number *= 100
    least = (found["decimals"] or "").count("0")
    most = len(found["decimals"] or "")
    if found[0].casefold() == "general":
        return text(value)
    digits = f"{round(number, most):{',' if found['comma'] else ''}.{most}f}"
    while most > least and digits.endswith("0"):
        digits, most = digits[:-1], most - 1
    return digits.rstrip(".") + ("%" if found["percent"] else "")
