"""What a format makes of a cell: words that are struck out or cannot be seen, numbers that look other.

Of all that only the XML tells: python-calamine gives the bare text and the bare number.
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from enum import Enum

from planreport.plan.numbers import TRIANGLES, decimals
from planreport.workbook.parse import Attributes, parse

_SHOWN = 20  # characters of a text that is not taken

# Numbers of formats that Excel does not write out; no other of them shows a number as it is, or in
# percent.
_BUILT_IN = {
    "0": "General",
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "37": "#,##0;-#,##0",
    "38": "#,##0;[Red]-#,##0",
    "39": "#,##0.00;-#,##0.00",
    "40": "#,##0.00;[Red]-#,##0.00",
    "49": "@",
}
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"(?:#,##)?0(?:\.([0#]+))?|general|@")
# Room as wide as a character, filling with spaces, and colours: nothing that reads otherwise.
_LAYOUT = re.compile(
    r"_.|\*\s|\[(?:black|blue|cyan|green|magenta|red|white|yellow|color *\d+)\]|\s", re.IGNORECASE
)
# Fonts in which a letter is seen as another sign: ü as ✓.
_SYMBOLS = re.compile(r"(wing|web)dings|symbol|marlett|zapf ?dingbats", re.IGNORECASE)


class Flaw(Enum):
    """What would be read otherwise than it is seen."""

    STRUCK = "取り消し線の文字"
    WHITE = "地と同じ白い文字"
    BLACK = "黒く塗ったセルの文字"
    SYMBOL = "記号用の書体の文字"
    RAISED = "上付きの文字"
    LOWERED = "下付きの文字"


_LEVELS = {"superscript": Flaw.RAISED, "subscript": Flaw.LOWERED}


class Ground(Enum):
    """What a cell is filled with, where a text in the same colour would not be seen."""

    WHITE = "white"
    BLACK = "black"
    OTHER = "other"


@dataclass(frozen=True)
class Format:
    """How a cell shows what stands in it; `flaws` are those of its font, wherever it stands."""

    number: str = "General"
    flaws: frozenset[Flaw] = frozenset()
    ground: Ground = Ground.WHITE

    def unseen(self, flaws: Iterable[Flaw]) -> set[Flaw]:
        """Of the flaws, and of a text in black, those that there are on this cell's ground."""
        found = set(flaws)
        if self.ground is Ground.BLACK and Flaw.WHITE not in found:
            found.add(Flaw.BLACK)
        return found if self.ground is Ground.WHITE else found - {Flaw.WHITE}

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
    grounds: list[Ground] = []
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
                grounds.append(Ground.WHITE)
            case "fills", "patternFill" if grounds:
                is_plain = attributes.get("patternType", "none") in ("none", "solid")
                grounds[-1] = Ground.WHITE if is_plain else Ground.OTHER
            case "fills", "fgColor" if grounds and not _is_white(attributes):
                is_black = _is_black(attributes) and grounds[-1] is Ground.WHITE
                grounds[-1] = Ground.BLACK if is_black else Ground.OTHER
            case "cellXfs", "xf":
                one = _format(attributes, numbers, fonts, grounds)
                found.append(same.setdefault(one, one))

    parse(part, start)
    return found


def _format(
    attributes: Attributes,
    numbers: dict[str, str],
    fonts: list[frozenset[Flaw]],
    grounds: list[Ground],
) -> Format:
    font, fill = int(attributes.get("fontId", 0)), int(attributes.get("fillId", 0))
    return Format(
        numbers.get(attributes.get("numFmtId", "0"), "?"),
        fonts[font] if 0 <= font < len(fonts) else frozenset(),
        grounds[fill] if 0 <= fill < len(grounds) else Ground.WHITE,
    )


def _flaw(name: str, attributes: Attributes) -> Flaw | None:
    if name == "strike" and attributes.get("val", "1") not in ("0", "false"):
        return Flaw.STRUCK
    if name == "color" and _is_white(attributes):
        return Flaw.WHITE
    if name == "vertAlign":
        return _LEVELS.get(attributes.get("val", ""))
    if name in ("rFont", "name") and _SYMBOLS.match(attributes.get("val", "")):
        return Flaw.SYMBOL
    return None


def _is_white(colour: Attributes) -> bool:
    return _is(colour, "FFFFFF", ("1", "9"), "0")


def _is_black(colour: Attributes) -> bool:
    return _is(colour, "000000", ("0", "8", "64"), "1")


def _is(colour: Attributes, rgb: str, indexed: Container[str], theme: str) -> bool:
    """As a colour, or as one of the theme or of the old palette, without a tint."""
    return (
        colour.get("rgb", "").upper().endswith(rgb)
        or colour.get("indexed", "") in indexed
        or (colour.get("theme") == theme and float(colour.get("tint", 0)) == 0)
    )


def _sign(quoted: re.Match[str]) -> str:
    """A sign of minus that a format writes out, or ? for any other words."""
    words = (quoted[1] or quoted[2] or "").strip()
    return "-" if words and words in f"-{TRIANGLES}" else "?" if words else ""


def _sections(number: str) -> list[str]:
    """Of a number format, for numbers above, below and at zero and for texts, without its looks."""
    plain = _LAYOUT.sub("", _QUOTED.sub("?", number))
    return [section.casefold() for section in plain.split(";")]
