"""Reads a CSV file into rows that keep their place."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from planreport.csvfile import unguarded
from planreport.load.characters import notices, put_right
from planreport.load.text import SAVE_AS_UTF8, Edits, read_text
from planreport.paragraphs import breaks_a_sentence, from_lines
from planreport.place import Place, Problem

_LOOKED_THROUGH = 10  # rows in which the names of the columns may stand
_NAME_OF_COLUMN = re.compile(r"[a-z][a-z0-9_]*")
# What else people and programs put between cells.
_SEPARATORS = {"\t": "タブ", ";": "「;」", "，": "全角の「，」", "、": "「、」"}
# What Excel saves of a formula that failed, and of a column that is too narrow for its number.
_FAILED = re.compile(r"#(?:REF!|NAME\?|DIV/0!|VALUE!|NUM!|NULL!|N/A|SPILL!|CALC!)|#{3,}")


@dataclass(frozen=True)
class Row:
    """One record of a table: cells by column name, without white space and the guard against
    formulas at their ends, with separators of paragraphs for line breaks.

    `places` are those of cells that stand elsewhere than the row, as in a workbook; `written` is how
    cells stood in the file that were put right.
    """

    place: Place
    cells: Mapping[str, str]
    places: Mapping[str, Place] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        """The cell; empty where the table has no such column."""
        return self.cells.get(column, "")

    def at(self, column: str) -> Place:
        return self.places.get(column) or Place(self.place.file, self.place.line, column)


@dataclass(frozen=True)
class Table:
    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def load_table(
    root: Path, file: str, edits: Edits = MappingProxyType({})
) -> tuple[Table | None, list[Problem]]:
    """Reads a CSV file: UTF-8 with or without BOM, any line ends, the header in line 1."""
    text, problems = read_text(root, file, edits)
    if text is None:
        return None, problems
    if misplaced := _otherwise_separated(file, text):
        return None, [*problems, misplaced]
    records, torn = _records(file, text)
    if misplaced := _not_on_top(file, records):
        return None, [*problems, misplaced]
    # Most cells say what others say as well, or nothing.
    read = cache(lambda cell: from_lines(unguarded(put_right(cell).strip())))
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    for place, cells in records:
        stripped = [read(cell) for cell in cells]
        if not columns:
            problems.extend(p for cell in cells for p in notices(place, cell))
            columns = tuple(stripped)
            while columns and not columns[-1]:  # Excel keeps emptied columns at the right
                columns = columns[:-1]
        elif tuple(stripped[: len(columns)]) == columns:
            said = "列の名前の行が、ここにもあります。"
            problems.append(Problem(place, said, "この行を消してください。"))
        elif any(stripped):
            if any(stripped[len(columns) :]):
                problems.append(_too_many_cells(place, len(stripped), len(columns)))
            row = _row(place, columns, cells, stripped)
            problems.extend(_failures(row))
            for name, cell in row.written.items():
                problems.extend(_read_otherwise(row.at(name), cell))
            rows.append(row)
    if torn:
        problems.append(torn)
    elif not columns:
        message = "列の名前がありません。"
        problems.append(Problem(Place(file, 1), message, "1行目に列の名前を書いてください。"))
    return (Table(file, columns, tuple(rows)) if columns and not torn else None), problems


def _otherwise_separated(file: str, text: str) -> Problem | None:
    """Cells that something else than a comma stands between."""
    header = text.partition("\n")[0]
    sign = next((sign for sign in _SEPARATORS if sign in header), None)
    if not sign or "," in header:
        return None
    said = f"列の区切りが「,」ではありません。{_SEPARATORS[sign]}のようです。"
    return Problem(Place(file, 1), said, SAVE_AS_UTF8)


def _not_on_top(file: str, records: Sequence[tuple[Place, list[str]]]) -> Problem | None:
    """A title, or anything else, above the names of the columns."""

    def is_header(cells: Sequence[str]) -> bool:
        names = [cell.strip() for cell in cells if cell.strip()]
        return len(names) > 1 and all(map(_NAME_OF_COLUMN.fullmatch, names))

    headers = [place.line for place, cells in records[:_LOOKED_THROUGH] if is_header(cells)]
    if not headers or any(map(_NAME_OF_COLUMN.fullmatch, map(str.strip, records[0][1]))):
        return None
    above = f"{headers[0]}行目より上" if headers[0] > 2 else "1行目"
    said = f"列の名前が、1行目ではなく{headers[0]}行目にあります。"
    return Problem(Place(file, 1), said, f"{above}にある表題などを消してください。")


def _failures(row: Row) -> Iterator[Problem]:
    """What has no value any more, only the trace of how it was lost."""
    for name, cell in row.cells.items():
        if cell[:1] == "#" and _FAILED.fullmatch(cell):
            cause, advice = "Excelの数式が失敗した", "元の値を書いてください。"
            if cell.endswith("##"):
                cause = "Excelの列の幅が足りないまま保存した"
                advice = "Excelで列の幅を広げ、元の値を書いて保存し直してください。"
            yield Problem(row.at(name), f"「{cell}」は、{cause}跡です。", advice)


def _records(file: str, text: str) -> tuple[list[tuple[Place, list[str]]], Problem | None]:
    """The cells of each record with its place, up to where the file cannot be taken apart."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[tuple[Place, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            found.append((Place(file, line), cells))
            line = reader.line_num + 1
    except csv.Error:
        said = '引用符（"）の対応が取れていないか、1つの欄が長すぎます。'
        advice = '文の中の「"」は「""」と二つ重ね、欄の全体を「"」で囲んでください。'
        return found, Problem(Place(file, line), said, advice)
    return found, None


def _row(place: Place, columns: Sequence[str], cells: list[str], stripped: list[str]) -> Row:
    padded = stripped + [""] * (len(columns) - len(stripped))
    return Row(
        place,
        dict(zip(columns, padded, strict=False)),
        written={
            name: cell.strip()
            for name, cell, right in zip(columns, cells, padded, strict=False)
            if cell.strip() != right
        },
    )


def _read_otherwise(place: Place, cell: str) -> Iterator[Problem]:
    yield from notices(place, cell)
    if breaks_a_sentence(cell):
        yield joined(place)


def joined(place: Place) -> Problem:
    said = "文の途中の改行を除いて、1つの文として読みました。"
    return Problem(place, said, "このままでも構いません。", is_warning=True)


def _too_many_cells(place: Place, cells: int, columns: int) -> Problem:
    message = f"欄が{cells}個あり、列の名前の数（{columns}個）より多くなっています。"
    return Problem(place, message, '文の中に「,」があるときは、欄の全体を「"」で囲んでください。')
