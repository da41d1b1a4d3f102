"""A sheet that holds several tables below each other, and one that only looks so."""

from pathlib import Path
from typing import Any

import pytest
from conftest import call, tree
from laid_out import GRADED, import_sheet, small_plan, table, workbook


def with_indicators_above(goal: int) -> list[Any]:
    """A sheet of one goal: its indicators, and below them its measures."""
    return [
        [f"目標{goal} 水辺{goal}"],
        ["■数値目標"],
        ["指標", "", "単位", "基準値（R3）", "R4実績", "目標値（R7）"],
        [f"水質{goal}", "", "mg", 3, 4, 9],
        [""],
        ["■具体的な施策"],
        ["施策", "事業", "R4", "", "R5", ""],
        ["", "", "評価", "実施内容", "評価", "実施内容"],
        ["池", f"測定{goal}", "A", "測った。", "B", "また測った。"],
        ["", f"清掃{goal}", "A", "掃いた。", "A", "また掃いた。"],
    ]


def test_a_sheet_may_have_two_tables_below_each_other(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    sheets = {f"目標{n}": with_indicators_above(n) for n in (1, 2)}
    file = workbook(tmp_path / "評価シート.xlsx", sheets)
    done = call(project, "import", str(file), "--plan", str(project))
    assert done.returncode == 0, done.stderr
    assert [row["title"] for row in table(project, "measures.csv")] == [
        *("測定1", "清掃1"),
        *("測定2", "清掃2"),
    ]
    assert [(row["of"], row["name"]) for row in table(project, "indicators.csv")] == [
        ("1", "水質1"),
        ("2", "水質2"),
    ]
    assert len(table(project, "progress/2023.csv")) == 4
    assert "令和5年度（2023年度）は入力の途中です（6のうち2が未記入）" in done.stdout
    reading = (project / "import.toml").read_text(encoding="utf-8")
    assert [line for line in reading.splitlines() if line.startswith("heading_rows")] == [
        *("heading_rows = [3, 3]", "heading_rows = [7, 8]"),
        *("heading_rows = [3, 3]", "heading_rows = [7, 8]"),
    ]
    before = tree(project / "data")
    done = call(project, "import", str(file), "--replace", "--plan", str(project))
    assert done.returncode == 0, done.stderr
    assert tree(project / "data") == before
    assert (project / "import.toml").read_text(encoding="utf-8") == reading


@pytest.mark.parametrize("years", [1, 4])
def test_which_of_two_tables_has_more_headings_does_not_matter(tmp_path: Path, years: int) -> None:
    heads = ["指標", "単位", "R4実績", *(f"R{5 + n}目標" for n in range(years))]
    measures = ["施策", "事業", "概要", "担当課", "R4評価", "R4実施内容"]
    rows = [
        ["目標1 水辺"],
        ["■指標"],
        heads,
        ["水質", "mg", 3, *range(4, 4 + years)],
        [""],
        ["■取組"],
        measures,
        ["池", "測定", "測る", "環境課", "A", "測った。"],
    ]
    project = small_plan(tmp_path / "plan", GRADED)
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", {"表": rows})))
    assert done.returncode == 0, done.stderr
    assert [(it["of"], it["name"]) for it in table(project, "indicators.csv")] == [("1", "水質")]
    assert [row["title"] for row in table(project, "measures.csv")] == ["測定"]


def test_what_looks_like_a_heading_within_a_table_heads_none(tmp_path: Path) -> None:
    rows = [
        ["目標", "施策", "事業", "R4評価", "R4実施内容"],
        ["水辺", "池", "測定", "A", "測った。"],
        [""],
        ["目標", "施策", "事業", "R4評価", "R4実施内容"],
        ["", "", "指標", "B", "調べた。"],
    ]
    done, project = import_sheet(tmp_path, rows)
    assert done.returncode == 0, done.stderr
    assert [row["title"] for row in table(project, "measures.csv")] == ["測定", "指標"]
