"""What stands beside labels above a table, or on a card for each measure, is read as columns would be."""

from pathlib import Path
from typing import Any

import pytest
from conftest import call
from laid_out import GRADED, small_plan, table, workbook

CARD: dict[str, list[Any]] = {
    "1": [
        ["令和4年度　事業調書"],
        ["番号", "1-1", "", "担当課", "環境課"],
        ["目標", "水辺", "", "施策", "池"],
        ["事業名", "測定"],
        ["事業の概要", "測る\n知らせる"],
    ],
    "2": [
        ["令和4年度　事業調書"],
        ["番号", "1-2", "", "担当課", "土木課"],
        ["目標：水辺", "", "", "施策：川"],
        ["事業名：清掃"],
        ["事業の概要", "", "掃く"],
    ],
}
MEASURES = [
    ("1-1", "1", "池", "測定", "測る|知らせる", "環境課"),
    ("1-2", "1", "川", "清掃", "掃く", "土木課"),
]
# What is said each year: beside labels, years as rows, or years as columns.
WAYS: dict[str, list[Any]] = {
    "labels": [["評価", "A"], ["実施内容", "行った。"], ["今後", "続ける"]],
    "rows": [[], ["年度", "評価", "実施内容"], ["R4", "A", "行った。"], [], ["今後", "続ける"]],
    "columns": [[], ["区分", "R4", "R5"], ["評価", "A"], ["実施内容", "行った。"], [], ["今後"]],
}


def imported(folder: Path, sheets: dict[str, Any], more: str = GRADED) -> tuple[Any, Path]:
    project = small_plan(folder / "plan", more)
    file = str(workbook(folder / "表.xlsx", sheets))
    done = call(project, "import", file)
    assert done.returncode == 0, done.stderr
    assert "data/ は、もうこの表のとおりです。" in call(project, "import", file).stdout
    return done, project


def test_a_card_goes_on_below_the_table_of_its_indicators(tmp_path: Path) -> None:
    below = [[], ["指標", "R3", "R4", "目標（R5）"], ["点", 1, 2, 9], ["回", 3, 4, 9], []]
    below += [["評価", "A"], ["実施内容", "行った。"], ["協議会の意見", "続けること。"]]
    done, project = imported(tmp_path, {name: [*it, *below] for name, it in CARD.items()})
    rows = table(project, "progress/2022.csv")
    assert [(row["grade"], row["actions"]) for row in rows] == [("A", "行った。")] * 2
    assert [row["value"] for row in table(project, "values/2022.csv")] == ["2", "4", "2", "4"]
    assert 'label = "協議会の意見"' in done.stdout
    assert "per =" not in done.stdout


@pytest.mark.parametrize("way", WAYS)
def test_a_card_for_each_measure_is_a_row(tmp_path: Path, way: str) -> None:
    done, project = imported(tmp_path, {name: [*it, *WAYS[way]] for name, it in CARD.items()})
    names = ("number", "goal_id", "item", "title", "summary", "department")
    measures = table(project, "measures.csv")
    assert [tuple(row[name] for name in names) for row in measures] == MEASURES
    said = {"grade": "A", "actions": "行った。"}
    assert table(project, "progress/2022.csv") == [
        {"measure_id": "m01", **said},
        {"measure_id": "m02", **said},
    ]
    assert "A4  事業名 → 事業\n" in done.stdout
    assert "「今後」" in done.stdout  # which no column takes


def test_indicators_on_a_card_are_its_measures(tmp_path: Path) -> None:
    said = [
        ["年度", "評価", "実施内容", "", "指標", "単位", "R4実績", "R8目標"],
        ["R4", "A", "行った。", "", "回数", "回", 3, 9],
        ["", "", "", "", "人数", "人", 4, 8],
    ]
    _, project = imported(tmp_path, {"1": [*CARD["1"], [], *said]})
    assert [(it["of"], it["name"]) for it in table(project, "indicators.csv")] == [
        ("m01", "回数"),
        ("m01", "人数"),
    ]


@pytest.mark.parametrize(
    ("above", "cell"),
    [
        ([["所管課名", "{}"]], "A1"),
        ([["進捗状況"], ["記入者", "佐藤", "担当課", "{}"]], "C2"),
        ([["担当部署：{}"], []], "A1"),
    ],
)
def test_a_department_above_each_sheet_is_that_of_its_measures(
    tmp_path: Path, above: list[list[str]], cell: str
) -> None:
    heads = [["目標", "施策", "事業", "R4評価"]]
    done, project = imported(
        tmp_path,
        {
            name: [[it.format(name) for it in row] for row in above] + heads + rows
            for name, rows in {
                "環境課": [["水辺", "池", "測定", "A"], ["水辺", "池", "公開", "B"]],
                "土木課": [["水辺", "川", "清掃", "A"]],
            }.items()
        },
    )
    assert [(row["title"], row["department"]) for row in table(project, "measures.csv")] == [
        ("測定", "環境課"),
        ("公開", "環境課"),
        ("清掃", "土木課"),
    ]
    assert f"{cell:>4}  " in done.stdout


def test_who_keeps_a_sheet_of_the_whole_plan_is_no_department_of_measures(tmp_path: Path) -> None:
    rows = [["担当課", "企画課"], ["目標", "施策", "事業", "R4評価"], ["水辺", "池", "測定", "A"]]
    done, project = imported(tmp_path, {"表": rows})
    [row] = table(project, "measures.csv")
    assert "department" not in row
    assert "A1: 「担当課」（表の上）" in done.stdout


def test_what_is_wrong_on_a_card_is_told_with_its_cell(tmp_path: Path) -> None:
    rows = [*CARD["1"], *WAYS["labels"]]
    rows[5] = ["評価", "優"]
    choices = '\n  [[fields.choices]]\n  label = "A"\n'
    more = GRADED.replace("required = true", f"required = true\n{choices}")
    project = small_plan(tmp_path / "plan", more)
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", {"1": rows})))
    assert "シート「1」 B6: 知らない評価「優」です。" in done.stderr


@pytest.mark.parametrize("above", ["目標：水辺", "目標1 水辺"])
def test_a_goal_above_a_table_ends_where_the_next_is_a_heading(tmp_path: Path, above: str) -> None:
    rows = [
        [above],
        ["施策", "事業", "R4評価"],
        ["池", "測定", "A"],
        ["目標2 森"],
        ["木", "植樹", "B"],
    ]
    _, project = imported(tmp_path, {"表": rows})
    named = {row["goal_id"]: row["title"] for row in table(project, "goals.csv")}
    measures = table(project, "measures.csv")
    assert named[measures[-1]["goal_id"]] == "森"
