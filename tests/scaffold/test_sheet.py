"""計画の表.xlsx is a sheet as a city keeps one, in the plan's own words."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from beginning import begun
from openpyxl.worksheet.worksheet import Worksheet


def opened(folder: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO((folder / "計画の表.xlsx").read_bytes()))


def headings(sheet: Worksheet) -> list[tuple[str | None, str | None]]:
    return [
        (sheet.cell(2, n).value, sheet.cell(3, n).value) for n in range(1, sheet.max_column + 1)
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return begun(
        tmp_path / "計画",
        levels="柱、重点課題、施策、取組",
        schedule="段階",
        stages="検討、実施、運用",
        grade="達成度",
        grades="◎、○、△",
        texts="取組状況、課題",
        numbers="決算額（千円）",
        last="R5",
    )


def test_its_two_rows_of_headings_are_the_plan_s_words_with_the_years_above(folder: Path) -> None:
    sheet = opened(folder)["計画の表"]
    assert sheet["A1"].value == "みなも市環境行動計画　計画の表"
    once = ["柱", "重点課題", "施策", "番号", "取組", "概要", "担当課"]
    yearly = ["年次計画", "進捗", "達成度", "取組状況", "課題", "決算額（千円）"]
    assert headings(sheet) == [
        *((word, None) for word in once),
        ("令和4年度", yearly[0]),
        *((None, word) for word in yearly[1:]),
        ("令和5年度", yearly[0]),
        *((None, word) for word in yearly[1:]),
    ]
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert {"A2:A3", "G2:G3", "H2:M2", "N2:S2"} <= merged
    assert sheet.freeze_panes == "F4"


def test_a_year_with_one_column_stands_above_it(tmp_path: Path) -> None:
    folder = begun(tmp_path / "計画", grade="なし", last="R4")
    assert headings(opened(folder)["計画の表"])[-1] == ("令和4年度", "実施内容")


def test_nothing_below_the_headings_is_filled_in(folder: Path) -> None:
    sheet = opened(folder)["計画の表"]
    assert all(cell is None for row in sheet.iter_rows(min_row=4, values_only=True) for cell in row)


def test_words_that_are_known_are_chosen_from_lists(folder: Path) -> None:
    workbook = opened(folder)
    lists = {}
    for rule in workbook["計画の表"].data_validations.dataValidation:
        sheet, cells = rule.formula1.split("!")
        words = workbook[sheet.strip("'")][cells.replace("$", "")]
        lists[str(rule.sqref)] = [cell.value for (cell,) in words]
    stages, grades = ["検討", "実施", "運用"], ["◎", "○", "△"]
    columns = {"H": stages, "I": stages, "J": grades, "N": stages, "O": stages, "P": grades}
    assert lists == {f"{column}4:{column}203": words for column, words in columns.items()}


def test_words_that_are_not_known_yet_are_typed_freely(tmp_path: Path) -> None:
    sheet = opened(begun(tmp_path / "計画"))["計画の表"]
    assert list(sheet.data_validations.dataValidation) == []


def test_numbers_of_measures_stay_as_they_are_typed(folder: Path) -> None:
    """Excel would make a date of 1-2-3."""
    sheet = opened(folder)["計画の表"]
    assert (sheet["D3"].value, sheet["D2"].value) == (None, "番号")
    assert {sheet.cell(row, 4).number_format for row in range(4, 204)} == {"@"}


def test_the_other_sheet_says_how(folder: Path) -> None:
    workbook = opened(folder)
    assert workbook.sheetnames == ["計画の表", "記入の仕方"]
    labels = [cell.value for cell in workbook["記入の仕方"]["A"] if cell.value]
    assert labels[1:4] == ["1行に1つ", "「柱」「重点課題」「施策」", "番号"]
