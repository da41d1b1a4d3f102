"""How rows belong together, shown on small tables that say the same in different ways."""

from pathlib import Path
from typing import Any

import pytest
from conftest import call
from laid_out import GRADED, small_plan, table, workbook

Merges = tuple[tuple[int, int, int, int], ...]
A_ROW_A_MEASURE: list[Any] = [
    ["目標", "施策", "事業", "概要", "担当課", "R4 評価", "R4 実施内容", "R5 評価", "R5 実施内容"],
    ["水辺", "池", "測定", "測る\n知らせる", "環境課", "A", "測った。", "B", "また測った。"],
    ["水辺", "川", "清掃", "掃く", "土木課", "C", "掃いた。", "A", ""],
    ["森", "木", "植樹", "植える", "土木課", "B", "", "B", "植えた。"],
]
HEAD = ["目標", "施策", "事業", "概要", "担当課"]
WAYS: dict[str, tuple[list[Any], Merges]] = {
    "blank below the first": (
        [
            A_ROW_A_MEASURE[0],
            A_ROW_A_MEASURE[1],
            ["", *A_ROW_A_MEASURE[2][1:]],
            A_ROW_A_MEASURE[3],
        ],
        (),
    ),
    "same as above": (
        [
            A_ROW_A_MEASURE[0],
            A_ROW_A_MEASURE[1],
            ["同上", *A_ROW_A_MEASURE[2][1:]],
            A_ROW_A_MEASURE[3],
        ],
        (),
    ),
    "one row a year": (
        [
            [*HEAD, "年度", "評価", "実施内容"],
            ["水辺", "池", "測定", "測る\n知らせる", "環境課", "R4", "A", "測った。"],
            ["", "", "", "", "", "令和5年度", "B", "また測った。"],
            ["", "川", "清掃", "掃く", "土木課", "2022", "C", "掃いた。"],
            ["", "", "", "", "", "R5", "A", ""],
            ["森", "木", "植樹", "植える", "土木課", "R4", "B", ""],
            ["", "", "", "", "", "R5", "B", "植えた。"],
        ],
        (),
    ),
    "the title in each of a measure's rows": (
        [
            [*HEAD, "年度", "評価", "実施内容"],
            ["水辺", "池", "測定", "測る\n知らせる", "環境課", "R4", "A", "測った。"],
            ["水辺", "池", "測定", "測る\n知らせる", "環境課", "R5", "B", "また測った。"],
            ["水辺", "川", "清掃", "掃く", "土木課", "R4", "C", "掃いた。"],
            ["水辺", "川", "清掃", "掃く", "土木課", "R5", "A", ""],
            ["森", "木", "植樹", "植える", "土木課", "R4", "B", ""],
            ["森", "木", "植樹", "植える", "土木課", "R5", "B", "植えた。"],
        ],
        (),
    ),
    "a column that says which": (
        [
            [*HEAD, "欄", "令和4年度", "令和5年度"],
            ["水辺", "池", "測定", "測る\n知らせる", "環境課", "評価", "A", "B"],
            ["", "", "", "", "", "実施内容", "測った。", "また測った。"],
            ["", "川", "清掃", "掃く", "土木課", "評価", "C", "A"],
            ["", "", "", "", "", "実施内容", "掃いた。", ""],
            ["森", "木", "植樹", "植える", "土木課", "評価", "B", "B"],
            ["", "", "", "", "", "実施内容", "", "植えた。"],
        ],
        (),
    ),
    "a summary of two rows": (
        [
            A_ROW_A_MEASURE[0],
            ["水辺", "池", "測定", "測る", "環境課", "A", "測った。", "B", "また測った。"],
            ["", "", "", "知らせる", "", "", "", "", ""],
            *A_ROW_A_MEASURE[2:],
        ],
        (),
    ),
    "goals and groups as rows": (
        [
            A_ROW_A_MEASURE[0][2:],
            ["1　水辺"],
            ["(1) 池"],
            A_ROW_A_MEASURE[1][2:],
            ["(2) 川"],
            A_ROW_A_MEASURE[2][2:],
            ["2　森"],
            ["(1) 木"],
            A_ROW_A_MEASURE[3][2:],
        ],
        ((1, 0, 1, 6),),
    ),
    "merged down and across": (
        [
            A_ROW_A_MEASURE[0],
            *A_ROW_A_MEASURE[1:3],
            ["森", "木", "植樹", "植える", "", "B", "", "B", "植えた。"],
        ],
        ((1, 0, 2, 0), (2, 4, 3, 4)),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_same_measures_come_out(tmp_path: Path, way: str) -> None:
    rows, merges = WAYS[way]

    def draw(_: str, sheet: Any) -> None:
        for top, left, bottom, right in merges:
            sheet.merge_range(top, left, bottom, right, rows[top][left])

    project = small_plan(tmp_path / "plan", GRADED)
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", {"表": rows}, draw)))
    assert done.returncode == 0, done.stderr
    assert "取り込まなかったセルはありません。" in done.stdout
    assert [row["title"] for row in table(project, "goals.csv")] == ["水辺", "森"]
    assert [
        (
            row["goal_id"],
            row["item"].split(" ")[-1],
            row["title"],
            row["summary"],
            row["department"],
        )
        for row in table(project, "measures.csv")
    ] == [
        ("1", "池", "測定", "測る|知らせる", "環境課"),
        ("1", "川", "清掃", "掃く", "土木課"),
        ("2", "木", "植樹", "植える", "土木課"),
    ]
    assert [row["grade"] for row in table(project, "progress/2022.csv")] == ["A", "C", "B"]
    assert [row["grade"] for row in table(project, "progress/2023.csv")] == ["B", "A", "B"]
    actions = [row.get("actions", "") for row in table(project, "progress/2023.csv")]
    assert actions == ["また測った。", "", "植えた。"]


@pytest.mark.parametrize(
    "between",
    [["目標2 森"], ["", "施策2 川"], ["目標2 森", "施策2 川"]],
    ids=["a goal", "a group", "both"],
)
def test_a_row_under_a_heading_says_nothing_of_what_stood_above_it(
    tmp_path: Path, between: list[str]
) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    measures = [["目標", "施策", "事業", "R4 評価"], ["水辺", "池", "測定", "A"]]
    kpis = [
        ["目標", "施策", "指標", "単位", "R4 実績値", "R5 実績値"],
        ["水辺", "池", "地点", "か所", "3", ""],
        between,
        ["", "", "", "", "", "9"],
    ]
    file = workbook(tmp_path / "表.xlsx", {"表": measures, "KPI": kpis})
    done = call(project, "import", str(file))
    assert done.returncode == 1
    assert "シート「KPI」 C4: 「指標」が空です。" in done.stderr


@pytest.mark.parametrize("mark", ["同上", "〃", "同左", "←"])
def test_what_a_mark_says_is_the_same_is_that(tmp_path: Path, mark: str) -> None:
    is_left = mark in ("同左", "←")
    rows = [
        A_ROW_A_MEASURE[0],
        ["水辺", "池", "測定", "測る", "環境課", "A", "測った。", "B", "測った。"],
        ["水辺", "池", "公開", "示す", "環境課", "A", "測った。", "B", "測った。"],
        ["水辺", "池", "清掃", "掃く", "環境課", "A", "掃いた。", "B", "測った。"],
    ]
    whole = small_plan(tmp_path / "whole", GRADED)
    call(whole, "import", str(workbook(tmp_path / "全.xlsx", {"表": rows})))
    for row in rows[1:3] if is_left else rows[2:]:
        if is_left:
            row[8] = mark
        else:
            row[4], row[8] = mark, mark
    plan = small_plan(tmp_path / "plan", GRADED)
    done = call(plan, "import", str(workbook(tmp_path / "表.xlsx", {"表": rows})))
    assert done.returncode == 0, done.stderr
    for name in ("measures.csv", "progress/2022.csv", "progress/2023.csv"):
        assert table(plan, name) == table(whole, name)
    assert "同じという印を「測った。」と読みました。" in done.stdout
