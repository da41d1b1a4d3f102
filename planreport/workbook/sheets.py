"""Opens a workbook: its sheets with their values, and what had to be known to read them safely."""

import io
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from planreport.place import Place, PlanError, Problem
from planreport.workbook import archive
from planreport.workbook.formats import formats
from planreport.workbook.layout import letters
from planreport.workbook.markup import (
    MAX_CELLS,
    MAX_CHARACTERS,
    Cell,
    Marks,
    marks,
    shared_texts,
    sheet_paths,
)
from planreport.workbook.parse import NotAWorkbookError
from planreport.workbook.remarks import Remark, remarks

# Besides the sheets; xl/calcChain.xml has cells as well, and is none.
_ABOUT_SHEETS = {
    "[content_types].xml",
    "_rels/.rels",
    "xl/_rels/workbook.xml.rels",
    "xl/workbook.xml",
    "xl/sharedstrings.xml",
    "xl/styles.xml",
}

_SMALLER = "使っていないシートや行を消すか、「Excel ブック（*.xlsx）」で保存してください。"

Value = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True)
class Sheet:
    """Rows from A1 on, all of one length; cells are (row, column), counted from 0."""

    file: str
    name: str
    is_hidden: bool
    rows: list[list[Value]]
    marks: Marks
    merged: tuple[tuple[Cell, Cell], ...]  # the first and the last cell of each
    remarks: tuple[Remark, ...]

    def place(self, row: int, column: int) -> Place:
        return Place(self.file, row + 1, letters(column), self.name)


def open_sheets(file: str, content: bytes, is_form: bool = True) -> tuple[Sheet, ...]:
    """Every sheet of cells, whatever the bytes are. Raises PlanError, and nothing else."""
    parts = archive.unpack(file, content, is_form)
    try:
        names = sheet_paths(parts)
        found = _scan(file, parts, names)
        # Nothing else can be taken for a sheet.
        looked_at = {p: part for p, part in parts.items() if p in names or p in _ABOUT_SHEETS}
        known = {
            name: (found[name], remarks(parts, path))
            for path, name in names.items()
            if name in found
        }
    except NotAWorkbookError as error:
        raise archive.damaged(file) from error
    return _read(file, archive.pack(looked_at), known)


def open_old(file: str, content: bytes) -> tuple[Sheet, ...]:
    """The same of a workbook of the time before 2007 (.xls), of which nothing but values and merges is
    known."""
    if len(content) > archive.MAX_FILE:
        raise PlanError([Problem(Place(file), "ファイルが大きすぎます。", _SMALLER)])
    return _read(file, io.BytesIO(content), defaultdict(lambda: (Marks(), ())))


def _scan(file: str, parts: dict[str, bytes], names: dict[str, str]) -> dict[str, Marks]:
    """The marks of each sheet by its name."""
    shared = shared_texts(parts["xl/sharedstrings.xml"]) if "xl/sharedstrings.xml" in parts else []
    looks = formats(parts["xl/styles.xml"]) if "xl/styles.xml" in parts else []
    found: dict[str, Marks] = {}
    size = characters = 0
    for path, name in names.items():
        if path not in parts:
            continue
        sheet = marks(Place(file, sheet=name), parts[path], shared, looks)
        found[name] = sheet
        size += sheet.size
        characters += sheet.characters
    if size > MAX_CELLS or characters > MAX_CHARACTERS:
        message = "中身が大きすぎます。"
        raise PlanError([Problem(Place(file), message, "使っていないシートを消してください。")])
    return found


def _read(
    file: str, content: io.BytesIO, known: Mapping[str, tuple[Marks, tuple[Remark, ...]]]
) -> tuple[Sheet, ...]:
    """The values of each sheet, beside what is known of it by its name."""
    from python_calamine import (  # only here: a build without workbooks need not wait for it
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        with CalamineWorkbook.from_filelike(content) as workbook:
            sheets = []
            for about in workbook.sheets_metadata:
                if about.typ != SheetTypeEnum.WorkSheet:
                    continue
                cells = workbook.get_sheet_by_name(about.name)
                if cells.total_height * cells.total_width > MAX_CELLS:
                    place = Place(file, sheet=about.name)
                    raise PlanError([Problem(place, "シートが大きすぎます。", _SMALLER)])
                looks, said = known[about.name]
                sheets.append(
                    Sheet(
                        file,
                        about.name,
                        about.visible != SheetVisibleEnum.Visible,
                        cells.to_python(skip_empty_area=False),
                        looks,
                        tuple(cells.merged_cell_ranges or ()),
                        said,
                    )
                )
            return tuple(sheets)
    except PasswordError as error:
        message = "パスワードで保護されています。"
        advice = "Excelで開き、パスワードを消して保存してください。"
        raise PlanError([Problem(Place(file), message, advice)]) from error
    except (CalamineError, ArithmeticError, KeyError, OSError, ValueError) as error:
        raise archive.damaged(file) from error
    except BaseException as error:
        # So Python sees a panic of calamine's Rust, for instance over a date before all time.
        if type(error).__name__ == "PanicException":
            raise archive.damaged(file) from error
        raise
