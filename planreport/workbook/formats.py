"""What a format makes of a cell: words that are struck out or cannot be seen, numbers that look other.

Of all that only the XML tells: python-calamine gives the bare text and the bare number.
"""

import re
from dataclasses import dataclass, field
from enum import Enum

from planreport.plan.numbers import TRIANGLES, decimals
from planreport.workbook.parse import Attributes, parse

_SHOWN = 20  # characters of a text that is not taken

# Numbers of formats that Excel does not write out; no other of them shows a number as it is.
_BUILT_IN = {
    "0": "General",
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "37": "#,##0;-#,##0",
    "38": "#,##0;[Red]-#,##0",
    "39": "#,##0.00;-#,##0.00",
    "40": "#,##0.00;[Red]-#,##0.00",
    "49": "@",
}
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"(?:#,##)?0(?:\.([0#]+))?|general|@")
# Room as wide as a character, filling, and colours: nothing that reads otherwise.
_LAYOUT = re.compile(
    r"_.|\*.|\[(?:black|blue|cyan|green|magenta|red|white|yellow|color *\d+)\]|\s", re.IGNORECASE
)


class Flaw(Enum):
    """What would be read otherwise than it is seen."""

    STRUCK = "取り消し線の文字"
    WHITE = "地と同じ白い文字"
    RAISED = "上付きの文字"


@dataclass(frozen=True)
class Format:
    """How a cell shows what stands in it; `flaws` are those of its font."""

    number: str = "General"
    flaws: frozenset[Flaw] = frozenset()
    is_on_white: bool = True

    def shows_number(self, is_positive: bool) -> bool:
        """Whether a whole number is seen as its digits, and nothing besides."""
        sections = _sections(self.number)
        one_for_all = len(sections) == 1 or is_positive
        return one_for_all and sections[0] in ("general", "0", "@")

    def shows_quantity(self, digits: str) -> bool:
        """Whether a number is seen with all of its digits and its sign, grouped or not."""
        above, *others = _sections(_QUOTED.sub(_sign, self.number))
        is_negative = digits.startswith("-")
        section = above
        if is_negative and others:
            section = others[0].removeprefix("-") if others[0].startswith("-") else ""
        elif not float(digits) and len(others) >= 2:
            section = others[1]
        found = _DIGITS.fullmatch(section)
        has_room = section in ("general", "@") or decimals(digits) <= len(
            (found and found[1]) or ""
        )
        return bool(found and has_room)

    def shows_text(self) -> bool:
        """Whether a text is seen as it was written; a format without a word of texts leaves them."""
        *others, last = _sections(self.number)
        return last in ("@", "general") if len(others) >= 3 or "@" in last else True


@dataclass(slots=True)
class Runs:
    """The stretches of one text that have a font of their own, followed through the XML."""

    length: int = 0
    flawed: dict[Flaw, str] = field(default_factory=dict)  # the first text that has it
    takes_cells_font: bool = False
    _own: set[Flaw] | None = None  # of the run's own font; None where it has none
    _is_reading: bool = False  # furigana

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "r":
            self._own = None
        elif name == "rPr":
            self._own = set()
        elif name == "rPh":
            self._is_reading = True
        elif self._own is not None and (flaw := _flaw(name, attributes)):
            self._own.add(flaw)

    def characters(self, text: str) -> None:
        self.length += len(text)
        if self._is_reading or not text.strip():
            return
        if self._own is None:
            self.takes_cells_font = True
        for flaw in self._own or ():
            self.flawed.setdefault(flaw, text[:_SHOWN])

    def end(self, name: str) -> None:
        if name == "r":
            self._own = None
        elif name == "rPh":
            self._is_reading = False


def formats(part: bytes) -> list[Format]:
    """The formats of cells by their numbers."""
    numbers, section = dict(_BUILT_IN), ""
    fonts: list[frozenset[Flaw]] = []
    are_white: list[bool] = []
    found: list[Format] = []
    same: dict[Format, Format] = {}

    def start(name: str, attributes: Attributes) -> None:
        nonlocal section
        match section, name:
            case _, "fonts" | "fills" | "cellXfs" | "cellStyleXfs" | "dxfs":
                section = name
            case _, "numFmt" if section != "dxfs":
                numbers[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case "fonts", "font":
                fonts.append(frozenset())
            case "fonts", _ if fonts and (flaw := _flaw(name, attributes)):
                fonts[-1] |= {flaw}
            case "fills", "fill":
                are_white.append(True)
            case "fills", "patternFill" if are_white:
                are_white[-1] = attributes.get("patternType", "none") in ("none", "solid")
            case "fills", "fgColor" if are_white and not _is_white(attributes):
                are_white[-1] = False
            case "cellXfs", "xf":
                one = _format(attributes, numbers, fonts, are_white)
                found.append(same.setdefault(one, one))

    parse(part, start)
    return found


def _format(
    attributes: Attributes,
    numbers: dict[str, str],
    fonts: list[frozenset[Flaw]],
    are_white: list[bool],
) -> Format:
    font, fill = int(attributes.get("fontId", 0)), int(attributes.get("fillId", 0))
    return Format(
        numbers.get(attributes.get("numFmtId", "0"), "?"),
        fonts[font] if 0 <= font < len(fonts) else frozenset(),
        are_white[fill] if 0 <= fill < len(are_white) else True,
    )


def _flaw(name: str, attributes: Attributes) -> Flaw | None:
    if name == "strike" and attributes.get("val", "1") not in ("0", "false"):
        return Flaw.STRUCK
    if name == "color" and _is_white(attributes):
        return Flaw.WHITE
    if name == "vertAlign" and attributes.get("val") == "superscript":
        return Flaw.RAISED
    return None


def _is_white(colour: Attributes) -> bool:
    """As a colour, or as the theme's first or one of the old palette, without a tint."""
    return (
        colour.get("rgb", "").upper().endswith("FFFFFF")
        or colour.get("indexed") in ("1", "9")
        or (colour.get("theme") == "0" and float(colour.get("tint", 0)) == 0)
    )


def _sign(quoted: re.Match[str]) -> str:
    """A sign of minus that a format writes out, or ? for any other words."""
    words = (quoted[1] or quoted[2] or "").strip()
    return "-" if words and words in f"-{TRIANGLES}" else "?" if words else ""


def _sections(number: str) -> list[str]:
    """Of a number format, for numbers above, below and at zero and for texts, without its looks."""
    plain = _LAYOUT.sub("", _QUOTED.sub("?", number))
    return [section.casefold() for section in plain.split(";")]
