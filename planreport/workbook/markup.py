"""What only the XML of a workbook tells: where its sheets are, formulas, errors, and its extent.

python-calamine gives a formula's last result and nothing for an error, and for a value in a far
cell it would fill the computer's memory with the empty ones before it.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import product
from xml.parsers import expat

from planreport.place import Place, PlanError, Problem
from planreport.workbook.layout import letters

MAX_CELLS = 500_000  # up to the last one of a sheet with a value in it
MAX_CHARACTERS = 50_000_000  # a shared text counts wherever it stands
_ROWS, _COLUMNS = 1_048_576, 16_384  # Excel's

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")

Cell = tuple[int, int]  # row and column, counted from 0


class NotAWorkbookError(ValueError):
    """The XML is not such as Excel writes."""


@dataclass(frozen=True)
class Marks:
    """What a sheet's XML says about its cells besides their values."""

    formulas: set[Cell] = field(default_factory=set)
    errors: dict[Cell, str] = field(default_factory=dict)
    size: int = 0
    characters: int = 0


def sheet_paths(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The names of the workbook's sheets by the path of their XML, in small letters."""
    targets: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            path = posixpath.join("/xl", attributes.get("Target", ""))
            targets[attributes.get("Id", "")] = posixpath.normpath(path).lstrip("/").lower()

    names: dict[str, str] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            names[targets.get(attributes.get("id", ""), "")] = attributes.get("name", "")

    _parse(parts.get("xl/_rels/workbook.xml.rels", b""), relation)
    _parse(parts.get("xl/workbook.xml", b""), sheet)
    if len(set(names.values())) < len(names):
        raise NotAWorkbookError
    return names


def text_lengths(part: bytes) -> list[int]:
    """The length of each of the texts that cells share."""
    lengths: list[int] = []

    def start(name: str, _: dict[str, str]) -> None:
        if name == "si":
            lengths.append(0)

    def characters(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    _parse(part, start, characters)
    return lengths


def marks(place: Place, part: bytes, lengths: list[int]) -> Marks:
    """Raises PlanError where a value stands so far off that the sheet cannot be read.

    Cells come in the order of their places, as Excel writes and demands them: of two with one
    place, one program would show the first and another one the second.
    """
    found = Marks()
    row, column, kind, bottom, right, total, results = -1, -1, "", 0, 0, 0, 0
    text: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, kind, bottom, right, results
        if name == "row":
            last, row, column = row, int(attributes.get("r", row + 2)) - 1, -1
            if not last < row < _ROWS:
                raise NotAWorkbookError
        elif name == "c":
            last, kind = column, attributes.get("t", "")
            here, column = _cell(attributes["r"]) if "r" in attributes else (row, column + 1)
            if here != row or not last < column < _COLUMNS:
                raise NotAWorkbookError
        elif name in ("v", "is", "f"):
            text.clear()
            if name == "f":
                found.formulas.add((row, column))
                # Of these the first cell alone has the formula; the others have but its results.
                if attributes.get("t") in ("array", "dataTable"):
                    (top, left), (low, far) = _range(attributes.get("ref", ""))
                    results += max(low - top + 1, 0) * max(far - left + 1, 0)
                    if results > MAX_CELLS:
                        raise _too_far(place, low, far)
                    found.formulas.update(product(range(top, low + 1), range(left, far + 1)))
            bottom, right = max(bottom, row + 1), max(right, column + 1)
            if bottom * right > MAX_CELLS:
                raise _too_far(place, row, column)

    def end(name: str) -> None:
        nonlocal total
        if name == "v" and kind == "e":
            found.errors[row, column] = "".join(text)
        elif name == "v" and kind == "s":
            number = int("".join(text))
            if not 0 <= number < len(lengths):
                raise NotAWorkbookError
            total += lengths[number]

    _parse(part, start, text.append, end)
    return Marks(found.formulas, found.errors, bottom * right, total)


def _cell(reference: str) -> Cell:
    if not (match := _REFERENCE.fullmatch(reference)):
        raise NotAWorkbookError
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _range(reference: str) -> tuple[Cell, Cell]:
    """The first and the last cell; a single cell is both."""
    first, _, last = reference.partition(":")
    return _cell(first), _cell(last or first)


def _too_far(place: Place, row: int, column: int) -> PlanError:
    cell = Place(place.file, row + 1, letters(column), place.sheet)
    return PlanError(
        [
            Problem(
                cell,
                "表から遠く離れた所に値があります。",
                "余分な行と列を消すか、このシートが要らなければシートごと消してください。",
            )
        ]
    )


def _parse(
    part: bytes,
    start: Callable[[str, dict[str, str]], None],
    characters: Callable[[str], object] | None = None,
    end: Callable[[str], None] | None = None,
) -> None:
    """Calls back with local names. Raises NotAWorkbookError for what is no XML, or declares entities.

    Always UTF-8, whatever the XML says of itself: so python-calamine reads it.
    """
    parser = expat.ParserCreate("utf-8", "}")

    def refuse(*_: object) -> None:
        raise NotAWorkbookError

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(
        _local(name), {_local(key): value for key, value in attributes.items()}
    )
    if characters:
        parser.CharacterDataHandler = characters
    if end:
        parser.EndElementHandler = lambda name: end(_local(name))
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError) as error:
        raise NotAWorkbookError from error


def _local(name: str) -> str:
    return name.rpartition("}")[2]
