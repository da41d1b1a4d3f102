"""Does to a form what a case of damaged.toml says: in Excel, to the parts of the file, to its bytes.

What TOML cannot say is a function here, called by its name.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from fnmatch import fnmatch
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

Case = dict[str, Any]
Edit = dict[str, Any]
Parts = dict[str, bytes]


def damaged(form: bytes, case: Case) -> bytes:
    """The form after all that happened to it. An empty `in_excel` is: opened and saved."""
    if "in_excel" in case:
        form = in_excel(form, case["in_excel"], "指標" if case.get("indicators") else "入力")
    if "in_zip" in case:
        form = in_zip(form, case["in_zip"])
    for edit in case.get("in_bytes", ()):
        form = changed(form, edit)
    return form


def in_excel(form: bytes, edits: list[Edit], sheet: str) -> bytes:
    """`sheet` is the one that is meant where an edit names none."""
    workbook = openpyxl.load_workbook(io.BytesIO(form))
    for edit in edits:
        change_sheet(workbook[edit.get("sheet", sheet)], edit)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def change_sheet(sheet: Any, edit: Edit) -> None:
    count = edit.get("count", 1)
    match edit:
        case {"set": cells}:
            for cell, value in cells.items():
                sheet[cell] = value * edit["times"] if "times" in edit else value
        case {"empty": cells}:
            for cell in cells:
                sheet[cell] = None
        case {"format": formats}:
            for cell, number_format in formats.items():
                sheet[cell].number_format = number_format
        case {"font": cells, **look}:
            for cell in cells:
                sheet[cell].font = Font(**look)
        case {"fill": cells, "colour": colour}:
            for cell in cells:
                sheet[cell].fill = PatternFill("solid", colour)
        case {"comment": comments}:
            for cell, text in comments.items():
                sheet[cell].comment = Comment(text, "課長")
        case {"copy": cells, "to": to}:
            down, right = distance(sheet, cells, to)
            for row in sheet[cells]:
                for cell in row:
                    cell.offset(down, right).value = cell.value
        case {"move": cells, "to": to}:
            sheet.move_range(cells, *distance(sheet, cells, to))
        case {"sort": cells, "by": column}:
            rows = [[cell.value for cell in row] for row in sheet[cells]]
            rows.sort(key=lambda row: str(row[sheet[f"{column}1"].column - 1]))
            for row, values in zip(sheet[cells], rows, strict=True):
                for cell, value in zip(row, values, strict=True):
                    cell.value = value
        case {"insert_rows": row}:
            sheet.insert_rows(row, count)
        case {"insert_cols": column}:
            sheet.insert_cols(column, count)
        case {"delete_rows": row}:
            sheet.delete_rows(row, count)
        case {"delete_cols": column}:
            sheet.delete_cols(column, count)
        case {"merge": cells}:
            sheet.merge_cells(cells)
        case {"hide_row": row}:
            sheet.row_dimensions[row].hidden = True
        case {"hide_column": column}:
            sheet.column_dimensions[column].hidden = True
        case {"hide_sheet": state}:
            sheet.sheet_state = state
            sheet.parent.active = 1
        case {"rename_sheet": title}:
            sheet.title = title
        case {"copy_sheet": title}:
            sheet.parent.copy_worksheet(sheet).title = title
        case {"new_sheet": title}:
            sheet.parent.create_sheet(title)
        case {"delete_sheet": True}:
            sheet.parent.remove(sheet)
        case _:
            pytest.fail(f"unknown edit: {edit}")


def distance(sheet: Any, cells: str, to: str) -> tuple[int, int]:
    """How many rows down and columns to the right a range goes that is to begin at a cell."""
    first = sheet[cells][0][0]
    return sheet[to].row - first.row, sheet[to].column - first.column


def in_zip(form: bytes, edits: list[Edit]) -> bytes:
    parts = unzipped(form)
    for edit in edits:
        before, parts = parts, change_parts(parts, edit)
        assert parts != before, f"nothing to change: {edit}"
    return zipped(parts)


def change_parts(parts: Parts, edit: Edit) -> Parts:
    """Does an edit of the parts of the file. Its `part` may be a pattern of their names."""
    match edit:
        case {"rename": old, "to": new}:
            return {name.replace(old, new): part for name, part in parts.items()}
        case {"part": name, "delete": True}:
            return {other: part for other, part in parts.items() if other != name}
        case {"part": name, "write": _} | {"part": name, "write_hex": _}:
            return parts | {name: changed(b"", edit)}
        case {"part": pattern}:
            names = [name for name in parts if fnmatch(name, pattern)]
            return parts | {name: changed(parts[name], edit) for name in names}
    pytest.fail(f"unknown edit: {edit}")


def changed(content: bytes, edit: Edit) -> bytes:
    """Does an edit of the bytes of a part or of the whole file."""
    encoding, times = str(edit.get("encoding", "utf-8")), int(edit.get("times", 1))
    match edit:
        case {"write": str(text)}:
            return text.encode(encoding) * times
        case {"write_hex": digits}:
            return bytes.fromhex(digits)
        case {"append": str(text)}:
            return content + text.encode(encoding) * times
        case {"cut_bytes": count}:
            return content[:-count]
        case {"replace": old, "with": new}:
            return content.replace(old.encode(), new.encode() * times)
        case {"pattern": pattern, "with": new}:
            return re.sub(pattern, new, content.decode()).encode()
        case {"zip": parts}:
            return zipped({name: text.encode() for name, text in parts.items()})
        case {"call": name}:
            return FUNCTIONS[name](content)
    pytest.fail(f"unknown edit: {edit}")


def unzipped(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Parts, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def with_a_wrong_byte(content: bytes) -> bytes:
    middle = content.index(b"xl/worksheets/sheet1.xml") + 300
    return content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]


def with_many_entries(content: bytes) -> bytes:
    return zipped(unzipped(content) | {f"xl/media/{n}.png": b"" for n in range(2100)})


def with_a_part_twice(content: bytes) -> bytes:
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/Workbook.xml", b"<workbook/>")
    return buffer.getvalue()


def packed_by_lzma(content: bytes) -> bytes:
    return zipped(unzipped(content), zipfile.ZIP_LZMA)


def a_bomb_that_lies(_: bytes, true_size: int = 60_000_000) -> bytes:
    """The directory says 1,000 bytes; the checksum is that of the first 1,000."""
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b" " * true_size}
    bomb = zipped(parts)
    crc, size = zlib.crc32(parts["xl/workbook.xml"]), len(parts["xl/workbook.xml"])
    lie = zlib.crc32(b" " * 1000)
    for true, false in ((crc, lie), (size, 1000)):
        bomb = bomb.replace(true.to_bytes(4, "little"), false.to_bytes(4, "little"))
    return bomb


FUNCTIONS: dict[str, Callable[[bytes], bytes]] = {
    function.__name__: function
    for function in (
        half,
        with_a_wrong_byte,
        with_many_entries,
        with_a_part_twice,
        packed_by_lzma,
        a_bomb_that_lies,
    )
}
