"""What a plan foresees (量の見込み, 見込量) and provides for is compared with what came, and not judged."""

from pathlib import Path
from typing import Any

import pytest
from conftest import call
from laid_out import small_plan, table, workbook

REMARKS = '[[fields]]\nname = "remarks"\n'
# Childcare: what is needed and what is provided, below one another; services: a column each.
CHILDCARE: list[Any] = [
    ["目標", "施策", "単位", "項目", "令和4年度", "", "令和5年度", ""],
    ["", "", "", "", "計画", "実績", "計画", "実績"],
    ["保育", "延長保育", "人", "①量の見込み", 310, 288, 305, ""],
    ["", "", "", "②確保方策", 400, 400, 400, ""],
    ["", "", "", "②－①", 90, 112, 95, ""],
    ["", "病児保育", "人日", "①量の見込み", 420, 389, 420, ""],
]
SERVICES: list[Any] = [
    ["目標", "施策", "項目", "単位", "R4 見込量", "R4 実績", "R4 達成率", "R5 見込量"],
    ["訪問系", "居宅介護", "利用者数", "人/月", 62, 60, "96.8%", 64],
    ["", "", "利用量", "時間/月", "1,010", "941.5", "93.2%", "1,040"],
    ["", "重度訪問介護", "利用者数", "人/月", 3, 3, "100%", 3],
]


@pytest.fixture
def project(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    project = small_plan(tmp_path / "plan", REMARKS)
    plan = project / "data" / "plan.toml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace('measure = "事業"', 'measure = "項目"'), encoding="utf-8")
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", {"表": request.param})))
    assert done.returncode == 0, done.stderr
    assert "見込みと比べる数なので、良し悪しを問わないものと読みました。" in done.stdout
    return project


@pytest.mark.parametrize("project", [CHILDCARE, SERVICES], indirect=True)
def test_it_is_read_whole_and_not_taken_for_a_target(project: Path) -> None:
    listed = table(project, "indicators.csv")
    assert {row["direction"] for row in listed} == {"none"}
    assert len(table(project, "targets.csv")) == 2 * len(listed)
    assert len([row for row in table(project, "values/2022.csv") if "value" in row]) == len(listed)


@pytest.mark.parametrize("project", [CHILDCARE, SERVICES], indirect=True)
def test_no_page_says_that_a_target_was_reached(project: Path) -> None:
    done = call(project, "site", "--no-pdf")
    assert done.returncode == 0, done.stderr
    pages = ("index", "indicators", "summary-table", "goal-1")
    texts = [(project / "output" / f"{page}.html").read_text(encoding="utf-8") for page in pages]
    assert not [
        word for word in ("目標に", "目標値", "目標：", "目標との") for it in texts if word in it
    ]
    assert "計画値" in texts[1]


@pytest.mark.parametrize("project", [SERVICES], indirect=True)
def test_indicators_of_one_name_are_told_apart_where_all_are_listed(project: Path) -> None:
    call(project, "site", "--no-pdf")
    page = (project / "output" / "indicators.html").read_text(encoding="utf-8")
    assert page.count(">居宅介護　利用者数</a>") == page.count(">重度訪問介護　利用者数</a>") == 1
    assert ">利用量</a>" in page


@pytest.mark.parametrize("of", [("水辺", "水辺"), ("水辺", "森")])
def test_those_of_one_name_and_one_goal_are_told_apart_by_what_they_mean(
    tmp_path: Path, of: tuple[str, str]
) -> None:
    project = small_plan(tmp_path / "plan", REMARKS)
    rows = [["目標", "施策", "指標", "指標の説明", "R4実績"]]
    rows += [
        [goal, "食", "朝食を食べる割合", who, "86%"] for goal, who in zip(of, "児大", strict=True)
    ]
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", {"表": rows})))
    assert done.returncode == 0, done.stderr
    assert call(project, "site", "--no-pdf").returncode == 0
    page = (project / "output" / "indicators.html").read_text(encoding="utf-8")
    is_one = of[0] == of[1]
    assert (page.count(">朝食を食べる割合（児）</a>"), page.count("（大）</a>")) == (is_one, is_one)


def test_a_list_of_measures_without_years_stays_one(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", REMARKS)
    rows = [["目標", "施策", "事業", "担当課"], ["水辺", "池", "測定", "環境課"]]
    counted = [["対象", "指標", "目標（R5）"], ["測定", "回数", 12]]
    sheets: dict[str, Any] = {"事業": rows, "指標": counted}
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", sheets)))
    assert done.returncode == 0, done.stderr
    assert [row["title"] for row in table(project, "measures.csv")] == ["測定"]
    assert [row["of"] for row in table(project, "indicators.csv")] == ["m01"]
