"""Signs that differ between systems, written in plain characters: ① as (1), Ⅲ as III, ㎡ as m2, and
kanji without the selector of a form, which few programs know.

行政データにおける機械可読性に関するルール L1-08 keeps 機種依存文字 out of open data. Pages and papers
show them as they were written.
"""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any

# № ℡ ℻, Roman numerals, enclosed numbers and letters, ㈱ and its like, ㎡ ㍻ and their like, and the
# lowered numbers of CO₂. Raised ones stay: 10⁴ is not 104.
_SIGNS = re.compile(
    "[№℡℻Ⅰ-ⅿ₀-ₜ①-⓿❶-➓㈀-㋿㌀-㏿\U0001f100-\U0001f10c\ufe00-\ufe02\U000e0100-\U000e01ef]"
)


def has_signs(table: object) -> bool:
    """Asked of all its texts at once: few tables have any."""
    return _SIGNS.search(repr(table)) is not None


def plain(value: Any) -> Any:
    """The value with every text in it in plain characters: a text, a table, or anything else, which
    stays as it is."""
    if isinstance(value, str):
        return _SIGNS.sub(_spelt, value)
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{one.name: plain(getattr(value, one.name)) for one in fields(value)}
        )
    return value


def _spelt(found: re.Match[str]) -> str:
    """What stands in a circle is put in brackets, as the number of a point; all else is spelt out."""
    sign = found[0]
    if unicodedata.category(sign) == "Mn":  # a selector
        return ""
    letters = unicodedata.normalize("NFKC", sign).replace("∕", "/")
    if unicodedata.decomposition(sign).startswith("<circle>"):
        return f"({letters})"
    number = unicodedata.numeric(sign, None)
    if letters == sign and number is not None:  # a black or doubled circle
        return f"({int(number)})"
    return letters
