"""Reads a CSV file into rows that keep their place."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from planreport.csvfile import unguarded
from planreport.load.characters import notices, put_right
from planreport.load.text import Edits, read_text
from planreport.paragraphs import breaks_a_sentence, from_lines
from planreport.place import Place, Problem


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
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    read = cache(_read)  # most cells say what others say as well, or nothing
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            place = Place(file, line)
            line = reader.line_num + 1
            stripped = [read(cell) for cell in cells]
            if not columns:
                columns = tuple(stripped)
                problems.extend(p for cell in cells for p in notices(place, cell))
                while columns and not columns[-1]:  # Excel keeps emptied columns at the right
                    columns = columns[:-1]
                continue
            if not any(stripped):
                continue
            if any(stripped[len(columns) :]):
                problems.append(_too_many_cells(place, len(stripped), len(columns)))
            padded = stripped + [""] * (len(columns) - len(stripped))
            row = Row(
                place,
                dict(zip(columns, padded, strict=False)),
                written={
                    name: cell.strip()
                    for name, cell, right in zip(columns, cells, padded, strict=False)
                    if cell.strip() != right
                },
            )
            problems.extend(
                problem
                for name, cell in row.written.items()
                for problem in _read_otherwise(row.at(name), cell)
            )
            rows.append(row)
    except csv.Error:
        problems.append(
            Problem(
                Place(file, line),
                '引用符（"）の対応が取れていないか、1つの欄が長すぎます。',
                '文の中の「"」は「""」と二つ重ね、欄の全体を「"」で囲んでください。',
            )
        )
        return None, problems
    if not columns:
        problems.append(
            Problem(Place(file, 1), "列の名前がありません。", "1行目に列の名前を書いてください。")
        )
        return None, problems
    return Table(file, columns, tuple(rows)), problems


def _read(cell: str) -> str:
    return from_lines(unguarded(put_right(cell).strip()))


def _read_otherwise(place: Place, cell: str) -> Iterator[Problem]:
    yield from notices(place, cell)
    if breaks_a_sentence(cell):
        yield joined(place)


def joined(place: Place) -> Problem:
    said = "文の途中の改行を除いて、1つの文として読みました。"
    return Problem(place, said, "このままでも構いません。", is_warning=True)


def _too_many_cells(place: Place, cells: int, columns: int) -> Problem:
    return Problem(
        place,
        f"欄が{cells}個あり、列の名前の数（{columns}個）より多くなっています。",
        '文の中に「,」があるときは、欄の全体を「"」で囲んでください。',
    )
