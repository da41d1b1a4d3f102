"""A plan whose departments say in each year's report what is planned for the next."""

from pathlib import Path

import openpyxl
import pytest
from conftest import call
from laid_out import small_plan

from planreport.check import check
from planreport.load import load
from planreport.place import PlanError
from planreport.plan import Plan
from planreport.plan.edition import as_of

FIELDS = """
[[fields]]
name = "result"
label = "実績"
required = true

[[fields]]
name = "ahead"
label = "次年度の計画"
next_year = true
"""
MEASURES = """measure_id,goal_id,item,title,summary,department,last_year
m1,1,池,測定,,環境課,
m2,1,池,清掃,,環境課,
m3,1,池,植樹,,環境課,2022
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan of three years, of which the first is written and none is reported."""
    project = small_plan(tmp_path / "plan", FIELDS, 'schedule = "text"')
    settings = project / "data" / "plan.toml"
    longer = settings.read_text(encoding="utf-8").replace("last_year = 2023", "last_year = 2024")
    settings.write_text(longer, encoding="utf-8")
    write(project, "goals.csv", "goal_id,title\n1,水辺\n")
    write(project, "measures.csv", MEASURES)
    write(
        project,
        "schedule.csv",
        "measure_id,fiscal_year,planned\nm1,2022,測る\nm2,2022,掃く\nm3,2022,植える\n",
    )
    return project


def write(folder: Path, name: str, text: str) -> None:
    path = folder / "data" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def report(folder: Path, year: int, *rows: str) -> None:
    lines = "\n".join(("measure_id,result,ahead", *rows))
    write(folder, f"progress/{year}.csv", f"{lines}\n")


def planned(plan: Plan) -> dict[str, list[str]]:
    return {it.id: [record.cell("planned") for record in it.years] for it in plan.measures}


def test_what_is_reported_of_the_next_year_is_what_is_planned_for_it(folder: Path) -> None:
    report(
        folder, 2022, "m1,測った,2か所で測る", "m2,掃いた,月に1度掃く", "m3,植えた,もう1本植える"
    )
    assert planned(check(load(folder)).plan) == {
        "m1": ["測る", "2か所で測る", ""],
        "m2": ["掃く", "月に1度掃く", ""],
        "m3": ["植える"],
    }


def test_the_schedule_may_say_otherwise(folder: Path) -> None:
    report(folder, 2022, "m1,測った,2か所で測る", "m2,掃いた,月に1度掃く", "m3,植えた,")
    with (folder / "data" / "schedule.csv").open("a", encoding="utf-8") as schedule:
        schedule.write("m1,2023,3か所で測る\nm2,2023,毎週掃く\n")
    assert planned(check(load(folder)).plan)["m1"] == ["測る", "3か所で測る", ""]


def test_nothing_is_planned_by_a_report_that_is_not_complete(folder: Path) -> None:
    report(folder, 2022, "m1,測った,2か所で測る", "m2,,", "m3,植えた,")
    assert planned(check(load(folder)).plan)["m1"] == ["測る", "", ""]


def test_a_year_that_begins_needs_what_no_report_said_of_it(folder: Path) -> None:
    report(folder, 2022, "m1,測った,2か所で測る", "m2,掃いた,", "m3,植えた,")
    check(load(folder))
    report(folder, 2023, "m1,,", "m2,,")
    with pytest.raises(PlanError) as error:
        check(load(folder))
    (problem,) = (it for it in error.value.problems if not it.is_warning)
    assert problem.message == "「清掃」の2023年度の年次計画がありません。"


def test_an_earlier_report_does_not_know_what_a_later_one_planned(folder: Path) -> None:
    report(folder, 2022, "m1,測った,2か所で測る", "m2,掃いた,月に1度掃く", "m3,植えた,")
    report(folder, 2023, "m1,測った,3か所で測る", "m2,掃いた,毎週掃く")
    plan = check(load(folder)).plan
    assert planned(plan)["m1"] == ["測る", "2か所で測る", "3か所で測る"]
    assert planned(as_of(plan, 2022))["m1"] == ["測る", "2か所で測る", ""]


def test_it_is_asked_for_in_the_form_and_shown_in_the_next(folder: Path) -> None:
    for command in (("new-year",), ("forms", "票")):
        assert call(folder, *command).returncode == 0
    answer(folder, "m1", ("測った", "2か所で測る"))
    answer(folder, "m2", ("掃いた", "月に1度掃く"))
    answer(folder, "m3", ("植えた", ""))
    assert "揃いました" in call(folder, "collect", "票").stdout
    for command in (("publish-year", "2022"), ("new-year",), ("forms", "次の票")):
        done = call(folder, *command)
        assert done.returncode == 0, done.stderr
    (form,) = (folder / "次の票").glob("*環境課*.xlsx")
    rows = list(openpyxl.load_workbook(form)["入力"].iter_rows(min_row=6, values_only=True))
    at = rows[0].index(f"令和5年度の\n{check(load(folder)).plan.terms.planned}")
    assert [row[at] for row in rows[1:3]] == ["2か所で測る", "月に1度掃く"]


def answer(folder: Path, id_: str, cells: tuple[str, str]) -> None:
    """Fills in a measure's row of the form."""
    (form,) = (folder / "票").glob("*環境課*.xlsx")
    book = openpyxl.load_workbook(form)
    sheet = book["入力"]
    heads = [str(cell.value) for cell in sheet[6]]
    (row,) = (row for row in sheet.iter_rows(min_row=7) if row[0].value == id_)
    for number, cell in enumerate(cells, 1):
        (column,) = (n for n, head in enumerate(heads) if head.startswith(f"【入力{number}】"))
        row[column].value = cell or None
    book.save(form)


def test_an_extended_plan_goes_on_with_what_was_reported_of_the_year_more(folder: Path) -> None:
    for year in (2022, 2023, 2024):
        rows = [f"m1,測った,{year + 1}年度も測る", f"m2,掃いた,{year + 1}年度も掃く"]
        report(folder, year, *rows, *["m3,植えた,"] * (year == 2022))
    done = call(folder, "new-year", "--extend")
    assert done.returncode == 0, done.stderr
    assert planned(check(load(folder)).plan)["m2"][-1] == "2025年度も掃く"
