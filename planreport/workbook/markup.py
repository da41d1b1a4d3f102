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
    scan = _Scan(place, shared, looks)
    parse(part, scan.start, scan.characters, scan.end)
    return replace(scan.found, size=scan.bottom * scan.right, characters=scan.total)


@dataclass(slots=True)
class _Scan:
    """Where the parser is in a sheet, and what has been found so far."""

    place: Place
    shared: list[Runs]
    looks: list[Format]
    found: Marks = field(default_factory=Marks)
    bottom: int = 0  # how many rows and columns there are up to the last cell with something in it
    right: int = 0
    total: int = 0  # of characters
    merged: int = 0
    results: int = 0  # of formulas that fill several cells
    row: int = -1
    is_hidden: bool = False
    column: int = -1
    kind: str = ""
    look: Format = field(default_factory=Format)
    text: list[str] = field(default_factory=list)
    runs: Runs | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        match name:
            case "col" if _is_hidden(attributes, "width"):
                first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
                self.found.hidden_columns.update(range(max(first, 1) - 1, min(last, _COLUMNS)))
            case "mergeCell":
                self.merged += 1
                if self.merged > _MOST_MERGED:
                    raise NotAWorkbookError
            case "row":
                last, self.row = self.row, int(attributes.get("r", self.row + 2)) - 1
                self.column, self.is_hidden = -1, _is_hidden(attributes, "ht")
                if not last < self.row < _ROWS:
                    raise NotAWorkbookError
            case "c":
                self._cell(attributes)
            case "v" | "is" | "f":
                self._content(name, attributes)
            case _ if self.runs:
                self.runs.start(name, attributes)

    def _cell(self, attributes: Attributes) -> None:
        last, self.kind = self.column, attributes.get("t", "")
        here, self.column = cell_of(attributes["r"]) if "r" in attributes else (self.row, last + 1)
        if here != self.row or not last < self.column < _COLUMNS:
            raise NotAWorkbookError
        number = int(attributes.get("s", 0))
        self.look = self.looks[number] if 0 <= number < len(self.looks) else Format()

    def _content(self, name: str, attributes: Attributes) -> None:
        """A value, a text of its own, or a formula."""
        self.text.clear()
        self.runs = Runs() if name == "is" else None
        if name == "f":
            self._formula(attributes)
        self.bottom, self.right = max(self.bottom, self.row + 1), max(self.right, self.column + 1)
        if self.bottom * self.right > MAX_CELLS:
            raise _too_far(self.place, self.row, self.column)
        if self.is_hidden:
            self.found.hidden_rows.add(self.row)
        if self.look.number != "General":
            self.found.formats[self.row, self.column] = self.look

    def _formula(self, attributes: Attributes) -> None:
        """Of some the first cell alone has the formula; the others have but its results."""
        self.found.formulas.add((self.row, self.column))
        if attributes.get("t") in ("array", "dataTable"):
            (top, left), (low, far) = _range(attributes.get("ref", ""))
            self.results += max(low - top + 1, 0) * max(far - left + 1, 0)
            if self.results > MAX_CELLS:
                raise _too_far(self.place, low, far)
            self.found.formulas.update(product(range(top, low + 1), range(left, far + 1)))

    def characters(self, said: str) -> None:
        self.text.append(said)
        if self.runs:
            self.runs.characters(said)

    def end(self, name: str) -> None:
        if name == "v" and self.kind == "e":
            self.found.errors[self.row, self.column] = "".join(self.text)
        elif name == "v" and self.kind == "s":
            number = int("".join(self.text))
            if not 0 <= number < len(self.shared):
                raise NotAWorkbookError
            self.total += self.shared[number].length
            self._judge(self.shared[number])
        elif name == "v":
            self._judge(Runs(takes_cells_font=True))
        elif name == "is" and self.runs:
            self._judge(self.runs)
            self.runs = None
        elif self.runs:
            self.runs.end(name)

    def _judge(self, said: Runs) -> None:
        flaws = self.look.flaws if said.takes_cells_font else frozenset()
        if unseen := self.look.unseen(flaws | said.flawed.keys()):
            self.found.flaws[self.row, self.column] = {
                flaw: said.flawed.get(flaw, "") for flaw in Flaw if flaw in unseen
            }


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
    advice = "余分な行と列を消すか、このシートが要らなければシートごと消してください。"
    return PlanError([Problem(cell, "表から遠く離れた所に値があります。", advice)])
