"""Lays records out on a sheet as people lay out a 総括表: headings over several rows, merged cells,
several rows for a measure, headings between the rows, notes below.

A layout is a dict. Its keys are the headings of a column from top to bottom; equal ones beside each
other are merged, and so is a short one with what is below it. What stands in a column is the name
of a cell of the record, a word as it is (after "="), or a tuple of these: one for each of the rows
that a measure takes. A cell that is the same in all its rows is merged.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from tabled import Record

Layout = Mapping[tuple[str, ...], str | tuple[str, ...]]

_NUMBERS = ("No.", "reading", "target", "baseline", "baseline_year", "saving")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.(\d+))?(%?)")

# The columns of the data that a cell of a record speaks of, where it is not called like them.
_COLUMNS = {
    "goal": ("title",),
    "numbered": ("title", "number"),
    "measured": ("of",),
    "direction": ("direction",),
    "base": ("baseline", "baseline_year"),
    "reading": ("value", "state"),
    "target": ("target", "note"),
}


def reiwa(year: int) -> str:
    """令和4年度"""
    return f"{_era(year, '令和', '平成', '元')}年度"


def short(year: int) -> str:
    """R4"""
    return _era(year, "R", "H", "1")


def _era(year: int, new: str, old: str, first: str) -> str:
    if year < 2019:
        return f"{old}{year - 1988}"
    return f"{new}{first if year == 2019 else year - 2018}"


def wide(text: str) -> str:
    """Its digits as full-width ones."""
    return text.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})


def years(spelled: Mapping[int, str], **columns: str) -> dict[tuple[str, ...], str]:
    """For each year the columns, by the names of their cells: over them the year as it is spelled."""
    return {
        (spelling, heading): f"{name} {year}"
        for year, spelling in spelled.items()
        for name, heading in columns.items()
    }


def columns_of(*layouts: Layout) -> set[str]:
    """The columns of the data that the layouts have a place for."""
    return {
        column
        for layout in layouts
        for cell in layout.values()
        for name in ([cell] if isinstance(cell, str) else cell)
        if not name.startswith("=")
        for column in _COLUMNS.get(name.partition(" ")[0], [name.partition(" ")[0]])
    }


def lay_out(
    sheet: Worksheet,
    layout: Layout,
    records: Sequence[Record],
    *,
    top: int = 1,
    left: int = 1,
    merged: Sequence[str] = (),
    blank: Sequence[str] = (),
    headings: Mapping[str, str] = MappingProxyType({}),
    page: int = 0,
    bullets: Sequence[str] = (),
) -> int:
    """Writes the table and returns the next row.

    `merged` are the cells that are merged down over the measures that share them, `blank` those
    that are written for the first of them only. `headings` are rows of their own above the measures
    that share a cell: by its name how it is written there. After each `page` measures the headings
    of the columns are repeated.
    """
    height = max(len(cell) if isinstance(cell, tuple) else 1 for cell in layout.values())
    row = _head(sheet, layout, top, left)
    runs: dict[int, tuple[object, int]] = {}  # by column: the path that is running, its first row
    before: Record = {}
    for n, record in enumerate(records):
        if page and n and n % page == 0:
            _end(sheet, runs, row)
            row = _head(sheet, layout, row + 1, left)
        for name, written in headings.items():
            if _path(record, name, [*headings]) != _path(before, name, [*headings]):
                _end(sheet, runs, row)
                sheet.cell(row, left, written.format_map(record))
                sheet.merge_cells(
                    start_row=row, end_row=row, start_column=left, end_column=left + len(layout) - 1
                )
                row += 1
        for column, cell in enumerate(layout.values(), left):
            if isinstance(cell, tuple):
                for line, name in enumerate(cell):
                    _write(sheet, row + line, column, name, record, bullets)
                continue
            path = _path(record, cell, [*merged, *blank])
            if cell in merged:
                if column not in runs or runs[column][0] != path:
                    _end(sheet, runs, row, column)
                    runs[column] = path, row
                    _write(sheet, row, column, cell, record, bullets)
            elif cell not in blank or path != _path(before, cell, [*merged, *blank]):
                _write(sheet, row, column, cell, record, bullets)
            if height > 1 and cell not in merged:
                sheet.merge_cells(
                    start_row=row, end_row=row + height - 1, start_column=column, end_column=column
                )
        row, before = row + height, record
    _end(sheet, runs, row)
    return row


def _path(record: Record, name: str, groups: Sequence[str]) -> tuple[str | None, ...]:
    """What a group is told by: its own name and those of the groups that it is in."""
    above = groups[: groups.index(name) + 1] if name in groups else [name]
    return tuple(record.get(group) for group in above)


def _end(sheet: Worksheet, runs: dict[int, Any], row: int, only: int = 0) -> None:
    """Merges what runs down to above the row: of one column or of all."""
    for column in [only] if only else list(runs):
        if column in runs:
            _, first = runs.pop(column)
            if row - first > 1:
                sheet.merge_cells(
                    start_row=first, end_row=row - 1, start_column=column, end_column=column
                )


def _head(sheet: Worksheet, layout: Layout, top: int, left: int) -> int:
    depth = max(map(len, layout))
    keys = [*layout]
    for level in range(depth):
        for n, key in enumerate(keys):
            if level >= len(key) or (
                n and keys[n - 1][: level + 1] == key[: level + 1] and level + 1 < len(key)
            ):
                continue
            last = n
            while (
                level + 1 < len(key)
                and last + 1 < len(keys)
                and keys[last + 1][: level + 1] == key[: level + 1]
            ):
                last += 1
            row, column = top + level, left + n
            sheet.cell(row, column, key[level])
            end = top + depth - 1 if level == len(key) - 1 else row
            if last > n or end > row:
                sheet.merge_cells(
                    start_row=row, end_row=end, start_column=column, end_column=left + last
                )
    return top + depth


def _write(
    sheet: Worksheet, row: int, column: int, name: str, record: Record, bullets: Sequence[str]
) -> None:
    if name.startswith("="):
        sheet.cell(row, column, name[1:] or None)
        return
    text = record.get(name, "")
    if not text:
        return
    number = _NUMBER.fullmatch(text)
    if name.split(" ")[0] in _NUMBERS and number:
        is_percent = bool(number[2])
        value = float(text.replace(",", "").rstrip("%")) / (100 if is_percent else 1)
        decimals = f".{'0' * len(number[1])}" if number[1] else ""
        cell = sheet.cell(row, column, value)
        cell.number_format = f"{'#,##0' if ',' in text else '0'}{decimals}{number[2]}"
        return
    lines = text.split("|")
    sheet.cell(row, column, "\n".join(f"・{line}" if name in bullets else line for line in lines))


def workbook(*names: str) -> tuple[Any, list[Worksheet]]:
    """An empty workbook with sheets of these names."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    return book, [book.create_sheet(name) for name in names]


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_csv(sheet: Worksheet, encoding: str) -> bytes:
    """The sheet as Excel saves it as CSV: merged cells are blank but for the first."""
    buffer = io.StringIO(newline="")
    rows: Iterable[Any] = sheet.iter_rows()
    csv.writer(buffer).writerows([_shown(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode(encoding)


def _shown(cell: Any) -> str:
    if isinstance(cell.value, float):
        decimals = cell.number_format.partition(".")[2].count("0")
        return f"{cell.value:{',' if ',' in cell.number_format else ''}.{decimals}f}"
    return "" if cell.value is None else str(cell.value)
