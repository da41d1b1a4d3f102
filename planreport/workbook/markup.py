"""What only the XML of a workbook tells: where its sheets are, formulas, errors, and its extent.

python-calamine gives a formula's last result and nothing for an error, and for a value in a far
cell it would fill the computer's memory with the empty ones before it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from planreport.place import Place, PlanError, Problem
from planreport.workbook.formats import Flaw, Format, Runs
from planreport.workbook.layout import letters
from planreport.workbook.parse import Attributes, NotAWorkbookError, parse, targets

MAX_CELLS = 250_000  # up to the last one of a sheet with a value in it
MAX_CHARACTERS = 10_000_000  # a shared text counts wherever it stands
_MOST_MERGED = 100_000
_ROWS, _COLUMNS = 1_048_576, 16_384  # Excel's

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")

Cell = tuple[int, int]  # row and column, counted from 0


@dataclass(frozen=True)
class Marks:
    """What a sheet's XML says about its cells besides their values.

    Flaws are those of a cell's text, each with the first words that have it; formats are those of
    the cells that are not `General`.
    """

    formulas: set[Cell] = field(default_factory=set)
    errors: dict[Cell, str] = field(default_factory=dict)
    flaws: dict[Cell, dict[Flaw, str]] = field(default_factory=dict)
    formats: dict[Cell, Format] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    size: int = 0
    characters: int = 0


def sheet_paths(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The names of the workbook's sheets by the path of their XML, in small letters."""
    referred = targets(parts, "xl/workbook.xml")
    names: dict[str, str] = {}

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            names[referred.get(attributes.get("id", ""), "")] = attributes.get("name", "")

    parse(parts.get("xl/workbook.xml", b""), sheet)
    if len(set(names.values())) < len(names):
        raise NotAWorkbookError
    return names


def shared_texts(part: bytes) -> list[Runs]:
    """What there is to know of each of the texts that cells share."""
    texts: list[Runs] = []
    plain: dict[tuple[int, bool], Runs] = {}  # one for all that are alike

    def start(name: str, attributes: Attributes) -> None:
        if name == "si":
            texts.append(Runs())
        elif texts:
            texts[-1].start(name, attributes)

    def characters(text: str) -> None:
        if texts:
            texts[-1].characters(text)

    def end(name: str) -> None:
        if texts:
            texts[-1].end(name)
        if name == "si" and not texts[-1].flawed:
            like = (texts[-1].length, texts[-1].takes_cells_font)
            texts[-1] = plain.setdefault(like, texts[-1])

    parse(part, start, characters, end)
    return texts


def marks(place: Place, part: bytes, shared: list[Runs], looks: list[Format]) -> Marks:
    """Raises PlanError where a value stands so far off that the sheet cannot be read.

    Cells come in the order of their places, as Excel writes and demands them: of two with one
    place, one program would show the first and another one the second.
    """
    found = Marks()
    row, column, kind, bottom, right, total, results = -1, -1, "", 0, 0, 0, 0
    merged = 0
    is_hidden, look = False, Format()
    text: list[str] = []
    runs: Runs | None = None

    def start(name: str, attributes: Attributes) -> None:
        nonlocal row, column, kind, bottom, right, results, merged, is_hidden, look, runs
        if name == "col" and _is_hidden(attributes, "width"):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            found.hidden_columns.update(range(max(first, 1) - 1, min(last, _COLUMNS)))
        elif name == "mergeCell":
            merged += 1
            if merged > _MOST_MERGED:
                raise NotAWorkbookError
        elif name == "row":
            last, row, column = row, int(attributes.get("r", row + 2)) - 1, -1
            is_hidden = _is_hidden(attributes, "ht")
            if not last < row < _ROWS:
                raise NotAWorkbookError
        elif name == "c":
            last, kind = column, attributes.get("t", "")
            here, column = cell_of(attributes["r"]) if "r" in attributes else (row, column + 1)
            if here != row or not last < column < _COLUMNS:
                raise NotAWorkbookError
            number = int(attributes.get("s", 0))
            look = looks[number] if 0 <= number < len(looks) else Format()
        elif name in ("v", "is", "f"):
            text.clear()
            runs = Runs() if name == "is" else None
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
            if is_hidden:
                found.hidden_rows.add(row)
            if look.number != "General":
                found.formats[row, column] = look
        elif runs:
            runs.start(name, attributes)

    def characters(said: str) -> None:
        text.append(said)
        if runs:
            runs.characters(said)

    def end(name: str) -> None:
        nonlocal total, runs
        if name == "v" and kind == "e":
            found.errors[row, column] = "".join(text)
        elif name == "v" and kind == "s":
            number = int("".join(text))
            if not 0 <= number < len(shared):
                raise NotAWorkbookError
            total += shared[number].length
            judge(shared[number])
        elif name == "v":
            judge(Runs(takes_cells_font=True))
        elif name == "is" and runs:
            judge(runs)
            runs = None
        elif runs:
            runs.end(name)

    def judge(said: Runs) -> None:
        flaws = look.flaws if said.takes_cells_font else frozenset()
        if unseen := look.unseen(flaws | said.flawed.keys()):
            found.flaws[row, column] = {
                flaw: said.flawed.get(flaw, "") for flaw in Flaw if flaw in unseen
            }

    parse(part, start, characters, end)
    return replace(found, size=bottom * right, characters=total)


def _is_hidden(attributes: Attributes, size: str) -> bool:
    return attributes.get("hidden") in ("1", "true") or float(attributes.get(size, 1)) == 0


def cell_of(reference: str) -> Cell:
    """Raises NotAWorkbookError for what is no place of a cell."""
    if not (match := _REFERENCE.fullmatch(reference)):
        raise NotAWorkbookError
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _range(reference: str) -> tuple[Cell, Cell]:
    """The first and the last cell; a single cell is both."""
    first, _, last = reference.partition(":")
    return cell_of(first), cell_of(last or first)


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
