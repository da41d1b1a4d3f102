"""A table says the same whether it is a CSV file or a sheet, which alone has a name of its own."""

import csv
from pathlib import Path

import pytest
from conftest import call
from laid_out import workbook
from tabled import Tables, empty_project, tables

_MEASURE = {"基本目標": "1 省エネ", "基本施策": "住まい", "取組": "窓の改修"}
_INDICATOR = {
    "環境指標": "改修した戸数",
    "単位": "戸",
    "方向": "増",
    "目標値（令和7年度）": "120",
    "実績値（平成30年度）": "30",
}
_YEAR = {"実施状況（平成30年度）": "説明会を開いた。", "評価（平成30年度）": "A"}
_ABOVE = [["基本目標1 省エネ"]]
_WITHOUT_GOAL = {"基本施策": "住まい", "取組": "窓の改修"}


@pytest.mark.parametrize(
    ("above", "row"),
    [
        ([], {**_MEASURE, "担当課": "住宅課", **_INDICATOR, **_YEAR}),
        ([], {"番号": "1-2", **_MEASURE, **_INDICATOR, "担当課": "住宅課", **_YEAR}),
        (_ABOVE, {**_WITHOUT_GOAL, "担当課": "住宅課", **_INDICATOR, **_YEAR}),
        ([], {**_WITHOUT_GOAL, "担当課": "住宅課", **_YEAR}),
    ],
    ids=["a department", "a number", "a goal above the table", "a goal by the name alone"],
)
def test_both_give_the_same_data_in_the_same_words(
    above: list[list[str]], row: dict[str, str], tmp_path: Path
) -> None:
    cells = [*above, [*row], [*row.values()]]
    sheet = workbook(tmp_path / "表.xlsx", {"表": cells})
    with (tmp_path / "表.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(cells)
    of_csv, said = imported(tmp_path / "表.csv", tmp_path / "of a file")
    assert (of_csv, said) == imported(sheet, tmp_path / "of a sheet")
    assert of_csv["measures.csv"][0]["department"] == "住宅課"


def imported(file: Path, folder: Path) -> tuple[Tables, str]:
    """The data, and what is said but for what the file and the sheet are called."""
    plan = empty_project("aomine", folder)
    done = call(plan, "import", str(file), "--plan", str(plan))
    assert done.returncode == 0, done.stderr
    said = (done.stdout + done.stderr).replace(str(plan), "計画")
    return tables(plan), said.replace(f"{file} シート「表」", str(file)).replace(file.name, "表")
