"""How the form looks: its cell formats, and rows and columns that fit their text.

Widths are Excel's: characters of 7 pixels. Heights are in points.
"""

from math import ceil
from typing import Any

from planreport.plan.numbers import MOST_DECIMALS

_FONT = "BIZ UDPゴシック"  # comes with Windows 10 and later
_FONT_SIZE = 10
_LINE_HEIGHT = 14
_EM = _FONT_SIZE * 96 / 72  # a full-width character, in pixels
_PADDING = 8
_MARGINS = 18  # of a cell with an indent, in pixels
_HIGHEST = 409  # Excel allows no more
# A row higher than half a screen cannot be scrolled to its end in an older Excel.
_MOST_LINES = 16

_Look = dict[str, object]

_DARK, _MIDDLE, _GREY, _PALE = "#1F3864", "#BFBFBF", "#D9D9D9", "#F2F2F2"
_BASE: _Look = {"font_name": _FONT, "font_size": _FONT_SIZE, "valign": "vcenter", "text_wrap": True}
_ONE_LINE: _Look = {"text_wrap": False}
_BOX: _Look = {"border": 1, "border_color": _MIDDLE, "align": "left", "indent": 1}
_CENTRED: _Look = {"align": "center", "indent": 0}
# The first lines of a row stand side by side, and what is too long is cut off at its end.
_REFERENCE: _Look = {**_BOX, "valign": "top", "bg_color": _PALE}
# Thick borders, so that they stand out on a black and white print as well. A cell of text, so that
# Excel makes neither a date of 4/1 nor a formula of -5.
_INPUT: _Look = {
    **_BOX,
    "valign": "top",
    "border": 2,
    "border_color": _DARK,
    "locked": False,
    "num_format": "@",
}
_HEADING: _Look = {**_BOX, "bold": True, "indent": 0}
_LOOKS: dict[str, _Look] = {
    "title": {**_ONE_LINE, "bold": True, "font_size": 14},
    "label": {**_ONE_LINE, "bold": True},
    "value": _ONE_LINE,
    "heading": {**_HEADING, "bg_color": _GREY},
    "input_heading": {**_HEADING, "bg_color": _DARK, "font_color": "#FFFFFF"},
    "reference": _REFERENCE,
    "reference_centred": {**_REFERENCE, **_CENTRED},
    "reference_number": {**_REFERENCE, "num_format": "General", "align": "right"},
    # Of a table that is typed whole.
    "cell": {**_BOX, "valign": "top", "num_format": "@"},
    "cell_number": {**_BOX, "valign": "top", "num_format": "General", "align": "right"},
    "length": {**_REFERENCE, **_CENTRED, "num_format": "#,##0"},
    "too_long": {"bold": True, "bg_color": "#000000", "font_color": "#FFFFFF"},
    "input": _INPUT,
    "input_centred": {**_INPUT, **_CENTRED},
    # Shown as typed, every decimal of it; large ones are grouped by a condition.
    "input_number": {**_INPUT, "num_format": "General", "align": "right"},
    # At least so many decimals, and any more that was typed.
    **{
        f"{look}_number_{decimals}": {
            **of,
            "num_format": f"#,##0.{'0' * decimals:#<{MOST_DECIMALS}}",
            "align": "right",
        }
        for look, of in (("input", _INPUT), ("reference", _REFERENCE))
        for decimals in range(1, MOST_DECIMALS + 1)
    },
    "grouped": {"num_format": "#,##0"},
    "section": {**_ONE_LINE, "bold": True, "font_size": 12, "bottom": 2},
    "number": {**_BOX, **_CENTRED},
    "word": {**_BOX, "bold": True},
    "explanation": _BOX,
}


def looks(workbook: Any) -> dict[str, Any]:
    """The formats of an XlsxWriter workbook, by name."""
    return {name: workbook.add_format({**_BASE, **look}) for name, look in _LOOKS.items()}


def height(cells: list[tuple[str, float]], least: float = 0) -> float:
    """The height of a row that shows all of its texts; each with its column's width."""
    lines = max(_lines(text, width) for text, width in cells)
    return min(max(lines * _LINE_HEIGHT + _PADDING, least), _HIGHEST)


def width(texts: list[str], least: int, most: int) -> int:
    """The narrowest width in which the longest text takes a bearable number of lines."""
    longest = max(texts, key=len, default="")
    fitting = (wide for wide in range(least, most, 4) if _lines(longest, wide) <= _MOST_LINES)
    return next(fitting, most)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column, rather more than fewer.

    In this font an ASCII character is under 0.6 em wide, and a Japanese one 0.95 on the average.
    """
    ems_per_line = max((width * 7 - _MARGINS) / _EM, 1)
    return sum(
        max(ceil((0.95 * len(line) - 0.35 * len(line.encode("ascii", "ignore"))) / ems_per_line), 1)
        for line in text.split("\n")
    )
