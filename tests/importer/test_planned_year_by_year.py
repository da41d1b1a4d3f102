"""A plan whose 年度計画 is written anew each year: what lies ahead is not planned yet, and ends nothing."""

from pathlib import Path
from typing import Any

from conftest import call
from laid_out import GRADED, small_plan, table, workbook

HEADS = ["目標", "施策", "事業", "R4計画", "R4評価", "R5計画"]


def imported(rows: list[Any], tmp_path: Path) -> Any:
    project = small_plan(tmp_path / "plan", GRADED, 'schedule = "text"')
    return call(project, "import", str(workbook(tmp_path / "表.xlsx", {"表": rows}))), project


def test_what_is_planned_year_by_year_ends_no_measure(tmp_path: Path) -> None:
    rows = [HEADS[:5], ["水辺", "池", "測定", "測る", "A"], ["水辺", "池", "清掃", "掃く", "A"]]
    done, project = imported(rows, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "期間" not in done.stdout
    assert "last_year" not in table(project, "measures.csv")[0]
    assert [row["fiscal_year"] for row in table(project, "schedule.csv")] == ["2022", "2022"]
    assert "2023年度の年次計画がありません" not in call(project, "check").stderr
    call(project, "publish-year", "2022")
    assert call(project, "new-year").returncode == 1
    assert "2023,（文章）」の行を加えてください。" in call(project, "new-year").stderr


def test_what_is_planned_for_fewer_years_than_others_ends(tmp_path: Path) -> None:
    rows = [
        HEADS,
        ["水辺", "池", "測定", "測る", "A", "測る"],
        ["水辺", "池", "清掃", "掃く", "A", ""],
    ]
    done, project = imported(rows, tmp_path)
    assert done.returncode == 0, done.stderr
    assert table(project, "measures.csv")[1]["last_year"] == "2022"


def test_the_years_that_columns_of_their_own_say_hold(tmp_path: Path) -> None:
    rows = [
        ["目標", "施策", "事業", "開始年度", "終了年度", "R4計画", "R4評価", "R5計画", "R5評価"],
        ["水辺", "池", "測定", "", "令和4年度", "測る", "A", "", ""],
        ["水辺", "池", "清掃", "R5", "－", "", "", "掃く", "C"],
    ]
    done, project = imported(rows, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "期間を、計画の書かれた" not in done.stdout
    told = [(row.get("first_year"), row.get("last_year")) for row in table(project, "measures.csv")]
    assert told == [(None, "2022"), ("2023", None)]
    assert [row["fiscal_year"] for row in table(project, "schedule.csv")] == ["2022", "2023"]


def test_what_is_shown_from_a_later_year_need_not_have_begun_with_it(tmp_path: Path) -> None:
    rows = [["目標", "施策", "事業", "R5計画", "R5評価"], ["水辺", "池", "測定", "測る", "A"]]
    project = small_plan(tmp_path / "plan", GRADED, 'schedule = "text"\nreported_from = 2023')
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", {"表": rows})))
    assert done.returncode == 0, done.stderr
    assert "first_year" not in table(project, "measures.csv")[-1]
    assert {row["fiscal_year"] for row in table(project, "schedule.csv")} == {"2023"}
    assert call(project, "site", "--no-pdf").returncode == 0
    page = (project / "output" / "measures" / "m01.html").read_text(encoding="utf-8")
    assert "掲載なし" in page and "計画の対象外" not in page
