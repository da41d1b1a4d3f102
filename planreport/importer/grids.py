"""Files become grids of texts as they are shown: workbooks old and new, and CSV.

Nothing is judged here but whether a cell can be read at all.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import cached_property
from pathlib import Path, PurePath
from typing import TypeVar

from planreport.importer.shown import shown
from planreport.load import notices, put_right
from planreport.load.text import is_shift_jis, read_text
from planreport.place import Place, PlanError, Problem
from planreport.workbook import MAX_FILE
from planreport.workbook.cells import unusable_text
from planreport.workbook.layout import letters
from planreport.workbook.markup import MAX_CELLS, Cell
from planreport.workbook.sheets import Sheet, open_old, open_sheets

_Said = TypeVar("_Said")

ENDINGS = (".xlsx", ".xlsm", ".xls", ".csv")


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet, or of a table on it, or of a CSV file, which has no sheets; counted from 0.

    `fillings` are the cells of merged ranges but for the first, which each of them repeats. `doubts`
    are why a cell cannot be read, `signs` which signs of it were put right.
    """

    file: str
    sheet: str  # its name; "" of a CSV file
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]  # of the rows, from 1
    fillings: Mapping[Cell, Cell] = field(default_factory=dict)
    doubts: Mapping[Cell, Problem] = field(default_factory=dict)
    signs: Mapping[Cell, tuple[Problem, ...]] = field(default_factory=dict)
    above: tuple[str, ...] = ()  # the first table of the sheet, if this is another
    moved: Mapping[Cell, Cell] = field(default_factory=dict)  # cells of other lines and columns

    @property
    def key(self) -> tuple[str, str, int]:
        """By which it is told from all others."""
        return self.file, self.name, self.lines[0] if self.lines else 0

    @property
    def name(self) -> str:
        """The sheet's; of a CSV file, the file's."""
        return self.sheet or PurePath(self.file).stem

    @property
    def whole(self) -> Place:
        return Place(self.file, sheet=self.sheet)

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def place(self, row: int, column: int) -> Place:
        at = self.moved.get(self.origin(row, column), (self.lines[row], column))
        return Place(self.file, at[0], letters(at[1]), self.sheet)

    def own_texts(self, row: int) -> list[tuple[int, str]]:
        """The texts that begin in a row, with their columns."""
        return self._own_texts[row]

    @cached_property
    def _own_texts(self) -> list[list[tuple[int, str]]]:
        """Of all rows, as each is asked for many times."""
        return [
            [
                (column, text)
                for column, text in enumerate(texts)
                if text and (row, column) not in self.fillings
            ]
            for row, texts in enumerate(self.rows)
        ]

    def origin(self, row: int, column: int) -> Cell:
        """The cell whose text this one shows."""
        return self.fillings.get((row, column), (row, column))

    def cut(self, first: int, end: int, above: tuple[str, ...]) -> "Grid":
        """The rows from the `first` on, without that at the `end`."""

        def kept(cells: Mapping[Cell, _Said]) -> dict[Cell, _Said]:
            return {(r - first, c): it for (r, c), it in cells.items() if first <= r < end}

        fillings = {at: (r - first, c) for at, (r, c) in kept(self.fillings).items() if r >= first}
        return replace(
            self,
            rows=self.rows[first:end],
            lines=self.lines[first:end],
            fillings=fillings,
            doubts=kept(self.doubts),
            signs=kept(self.signs),
            above=above,
        )


def open_grids(file: str, content: bytes) -> tuple[list[Grid], list[Problem]]:
    """The grids of a file, and what was told of it: what is hidden, and what stands beside cells.

    Raises PlanError for what cannot be opened.
    """
    ending = PurePath(file).suffix.lower()
    if ending not in ENDINGS:
        message = "読める形のファイルではありません。"
        advice = f"Excelで開き、「Excel ブック（*.xlsx）」で保存してください。読める形: {'、'.join(ENDINGS)}"
        raise PlanError([Problem(Place(file), message, advice)])
    if ending == ".csv":
        return [_of_csv(file, content)], []
    is_old = ending == ".xls"
    sheets = open_old(file, content) if is_old else open_sheets(file, content, False)
    told = [_less_known(file)] if is_old else []
    told += [problem for sheet in sheets for problem in _told(sheet)]
    return [_of_sheet(sheet) for sheet in sheets if not sheet.is_hidden], told


def _less_known(file: str) -> Problem:
    message = "古い形式（.xls）なので、数の書式（70%など）、取り消し線、非表示の行は分かりません。"
    advice = "「Excel ブック（*.xlsx）」で保存し直すと、見えているとおりに読みます。"
    return Problem(Place(file), message, advice, is_warning=True)


def _told(sheet: Sheet) -> Iterator[Problem]:
    """What nobody sees on a sheet, and what is seen there but in no cell."""
    place = Place(sheet.file, sheet=sheet.name)
    if sheet.is_hidden:
        if any(map(any, sheet.rows)):
            advice = "要るシートなら、Excelで再表示して保存してください。"
            yield Problem(place, "非表示のシートは読みません。", advice, is_warning=True)
        return
    rows = [str(row + 1) for row in sorted(sheet.marks.hidden_rows)]
    width = len(sheet.rows[0]) if sheet.rows else 0
    columns = [
        letters(column)
        for column in sorted(sheet.marks.hidden_columns)
        if column < width and any(row[column] != "" for row in sheet.rows)
    ]
    for what, names in (("行", rows), ("列", columns)):
        if names:
            listed = "、".join(names[:8]) + ("など" if len(names) > 8 else "")
            said = f"非表示の{what}（{listed}）も読みます。"
            yield Problem(place, said, "要らなければ、削除して保存してください。", is_warning=True)
    for remark in sheet.remarks:
        said = f"{remark.kind}「{remark.text}」は取り込みません。"
        yield Problem(sheet.place(*remark.cell), said, is_warning=True)


def _of_sheet(sheet: Sheet) -> Grid:
    rows: list[list[str]] = []
    doubts: dict[Cell, Problem] = {}
    signs: dict[Cell, tuple[Problem, ...]] = {}
    for r, values in enumerate(sheet.rows):
        rows.append([])
        for c, value in enumerate(values):
            look = sheet.marks.formats.get((r, c))
            text = shown(value, look.number if look else "General")
            right = put_right(text).strip()
            if right != text:
                signs[r, c] = tuple(notices(sheet.place(r, c), text))
            if isinstance(value, date | time):
                said = f"日付や時刻を「{right}」と読みました。"
                signs[r, c] = (Problem(sheet.place(r, c), said, is_warning=True),)
            rows[-1].append(right)
            if problem := unusable_text(sheet, r, c):
                doubts[r, c] = problem
    fillings = _fill(rows, sheet.merged)
    return Grid(
        sheet.file,
        sheet.name,
        tuple(map(tuple, rows)),
        tuple(range(1, len(rows) + 1)),
        fillings=fillings,
        doubts=doubts,
        signs=signs,
    )


def _fill(rows: list[list[str]], merged: tuple[tuple[Cell, Cell], ...]) -> dict[Cell, Cell]:
    """Has each cell of a merged range show what the first one does."""
    fillings: dict[Cell, Cell] = {}
    for (top, left), (bottom, right) in merged:
        for r in range(top, min(bottom + 1, len(rows))):
            for c in range(left, min(right + 1, len(rows[r]))):
                if (r, c) != (top, left) and not rows[r][c]:
                    rows[r][c] = rows[top][left]
                    fillings[r, c] = (top, left)
    return fillings


def _of_csv(file: str, content: bytes) -> Grid:
    if len(content) > MAX_FILE:
        message = "ファイルが大きすぎます。"
        raise PlanError([Problem(Place(file), message, "総括表だけにしてください。")])
    if is_shift_jis(content):
        text: str | None = content.decode("cp932")
    else:
        text, problems = read_text(Path(), file, {file: content})
        if text is None:
            raise PlanError(problems)
    assert text is not None
    rows: list[list[str]] = []
    lines: list[int] = []
    signs: dict[Cell, tuple[Problem, ...]] = {}
    delimiter = "," if "," in text else "\t"
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    try:
        line = 1
        for cells in reader:
            for c, cell in enumerate(cells):
                if put_right(cell) != cell:
                    signs[len(rows), c] = tuple(notices(Place(file, line, letters(c)), cell))
            rows.append([put_right(cell).strip() for cell in cells])
            lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        message = '引用符（"）の対応が取れていないか、1つの欄が長すぎます。'
        advice = "ExcelでCSVを保存し直してください。"
        raise PlanError([Problem(Place(file, line), message, advice)]) from error
    width = max(map(len, rows), default=0)
    if width * len(rows) > MAX_CELLS:
        raise PlanError([Problem(Place(file), "表が大きすぎます。", "総括表だけにしてください。")])
    padded = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    return Grid(file, "", padded, tuple(lines), signs=signs)
