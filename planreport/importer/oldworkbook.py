"""Opens a workbook of the time before 2007 (.xls), of which nothing but values and merges is known."""

import io

from planreport.place import Place, PlanError, Problem
from planreport.workbook import MAX_FILE
from planreport.workbook.archive import damaged
from planreport.workbook.markup import MAX_CELLS, Marks
from planreport.workbook.sheets import Sheet

_SMALLER = "使っていないシートや行を消すか、「Excel ブック（*.xlsx）」で保存してください。"


def open_old(file: str, content: bytes) -> tuple[Sheet, ...]:
    """Every sheet of cells. Raises PlanError, and nothing else, whatever the bytes are."""
    if len(content) > MAX_FILE:
        raise PlanError([Problem(Place(file), "ファイルが大きすぎます。", _SMALLER)])
    from python_calamine import (  # only here: it takes a while to import
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            found = []
            for about in workbook.sheets_metadata:
                if about.typ != SheetTypeEnum.WorkSheet:
                    continue
                cells = workbook.get_sheet_by_name(about.name)
                if cells.total_height * cells.total_width > MAX_CELLS:
                    place = Place(file, sheet=about.name)
                    raise PlanError([Problem(place, "シートが大きすぎます。", _SMALLER)])
                found.append(
                    Sheet(
                        file,
                        about.name,
                        about.visible != SheetVisibleEnum.Visible,
                        cells.to_python(skip_empty_area=False),
                        Marks(),
                        tuple(cells.merged_cell_ranges or ()),
                        (),
                    )
                )
            return tuple(found)
    except PasswordError as error:
        message = "パスワードで保護されています。"
        advice = "Excelで開き、パスワードを消して保存してください。"
        raise PlanError([Problem(Place(file), message, advice)]) from error
    except (CalamineError, ArithmeticError, OSError, ValueError) as error:
        raise damaged(file) from error
    except BaseException as error:
        # So Python sees a panic of calamine's Rust.
        if type(error).__name__ == "PanicException":
            raise damaged(file) from error
        raise
