"""Opens a workbook: its sheets with their values, and what had to be known to read them safely."""

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
        said = {name: remarks(parts, path) for path, name in names.items()}
        return _read(file, looked_at, found, said)
    except NotAWorkbookError as error:
        raise archive.damaged(file) from error


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
        raise PlanError(
            [Problem(Place(file), "中身が大きすぎます。", "使っていないシートを消してください。")]
        )
    return found


def _read(
    file: str,
    parts: dict[str, bytes],
    found: dict[str, Marks],
    said: dict[str, tuple[Remark, ...]],
) -> tuple[Sheet, ...]:
    from python_calamine import (  # only here: a build without workbooks need not wait for it
        CalamineError,
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        with CalamineWorkbook.from_filelike(archive.pack(parts)) as workbook:
            sheets = []
            for about in workbook.sheets_metadata:
                if about.typ != SheetTypeEnum.WorkSheet:
                    continue
                cells = workbook.get_sheet_by_name(about.name)
                if (seen := found.get(about.name)) is None:
                    raise NotAWorkbookError
                sheets.append(
                    Sheet(
                        file,
                        about.name,
                        about.visible != SheetVisibleEnum.Visible,
                        cells.to_python(skip_empty_area=False),
                        seen,
                        tuple(cells.merged_cell_ranges or ()),
                        said[about.name],
                    )
                )
            return tuple(sheets)
    except (CalamineError, ArithmeticError, OSError, ValueError) as error:
        raise NotAWorkbookError from error
    except BaseException as error:
        # So Python sees a panic of calamine's Rust, for instance over a date before all time.
        if type(error).__name__ == "PanicException":
            raise NotAWorkbookError from error
        raise
