"""Sheets that name the same measures go together, though they do not name them quite alike."""

from pathlib import Path

from conftest import call
from layouts import Layout, lay_out, reiwa, saved, workbook, years
from tabled import carried, empty_project, measures, own, renamed, tables

OF_YEARS = years(
    {year: reiwa(year) for year in range(2017, 2022)},
    planned="年度目標",
    progress="達成状況",
    actions="取組状況",
    assessment="評価",
)
STRUCTURE: Layout = {
    ("基本方針",): "numbered goal",
    ("施策",): "item",
    ("事業",): "title",
    ("概要",): "summary",
    ("担当課",): "department",
}


def imported(second: Layout, folder: Path) -> str:
    """What is said of the plan's structure and, on a sheet of their own, its years; these equal."""
    book, [first, progress] = workbook("体系", "R2")
    lay_out(first, STRUCTURE, measures("minamo"), merged=["numbered goal", "item"])
    lay_out(progress, second, measures("minamo"), merged=["goal", "item"])
    plan = empty_project("minamo", folder / "計画")
    file = folder / "進行管理.xlsx"
    file.write_bytes(saved(book))
    done = call(plan, "import", str(file), "--plan", str(plan))
    assert done.returncode == 0, done.stderr
    expected = own("minamo")
    columns = {column for rows in expected.values() for row in rows for column in row}
    assert renamed(tables(plan)) == renamed(carried(expected, columns))
    return done.stdout


def test_goals_may_have_their_numbers_on_one_sheet_only(tmp_path: Path) -> None:
    said = imported(
        {("基本方針",): "goal", ("施策",): "item", ("事業",): "title", **OF_YEARS}, tmp_path
    )
    assert "取り込まなかったセルはありません。" in said


def test_a_sheet_of_years_may_name_the_measures_alone(tmp_path: Path) -> None:
    said = imported({("事業",): "title", **OF_YEARS}, tmp_path)
    assert "取り込まなかったセルはありません。" in said


def test_a_file_for_each_year_may_say_the_year_in_its_name(tmp_path: Path) -> None:
    plan = empty_project("umikaze", tmp_path / "計画")
    files = []
    for year in range(2019, 2022):
        layout: Layout = {
            ("柱",): "goal",
            ("分野",): "item",
            ("公約",): "title",
            ("内容",): "summary",
            ("担当課",): "department",
            ("達成状況",): f"result {year}",
            ("取組の内容",): f"actions {year}",
        }
        book, [sheet] = workbook("Sheet1")
        lay_out(sheet, layout, measures("umikaze"))
        files.append(tmp_path / f"公約の達成状況（{reiwa(year)}）.xlsx")
        files[-1].write_bytes(saved(book))
    done = call(plan, "import", *map(str, files), "--plan", str(plan))
    assert done.returncode == 0, done.stderr
    assert renamed(tables(plan)) == renamed(own("umikaze"))
