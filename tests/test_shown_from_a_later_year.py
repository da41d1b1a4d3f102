"""A plan that a city begins to publish half way: its earlier years have no reports here."""

import csv
from pathlib import Path

import pytest
from conftest import built, call, make_project, parsed

from planreport.check import check
from planreport.load import load
from planreport.report.derive import Report, derive

FIRST = {"minamo": 2018, "aomine": 2020}  # the first year that is shown


def shown_later(name: str, folder: Path) -> Path:
    """The plan without the reports of its first years, and without what was put right in these."""
    project, first = make_project(name, folder), FIRST[name]
    settings = project / "data" / "plan.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[plan]\n", f"[plan]\nreported_from = {first}\n"), "utf-8")
    for file in (project / "data" / "progress").glob("*.csv"):
        if int(file.stem) < first:
            file.unlink()
    for file in (project / "data" / f"{kind}.csv" for kind in ("published", "corrections")):
        if file.exists():
            with file.open(encoding="utf-8-sig", newline="") as lines:
                head, *rows = csv.reader(lines)
            at = head.index("fiscal_year")
            with file.open("w", encoding="utf-8", newline="") as lines:
                csv.writer(lines).writerows([head, *(row for row in rows if int(row[at]) >= first)])
    return project


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("later") / "minamo"
    return built(shown_later("minamo", folder), "--no-pdf") / "output"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("later") / "aomine"
    return derive(check(load(shown_later("aomine", folder))).plan)


def test_its_earlier_years_are_not_called_unreported(output: Path) -> None:
    page = parsed(output / "measures" / "e1.html")
    words = {row[0].text: row[2].text_content() for row in page.iter("tr") if len(row) > 2}
    assert (words["平成29年度"], words["令和3年度"]) == ("掲載なし", "報告前")


def test_it_says_from_which_year_it_is_shown(output: Path) -> None:
    page = parsed(output / "index.html")
    assert "平成29年度から令和3年度まで（平成30年度から掲載）" in page.text_content()


def test_its_counts_and_editions_begin_with_that_year(output: Path) -> None:
    counts = parsed(output / "goal-energy.html").find(".//table")
    assert next(th.text for th in counts.iterfind("./tbody//th")) == "平成30年度"
    assert [folder.name for folder in sorted((output / "editions").iterdir())] == ["2018", "2019"]


def test_what_its_indicators_came_to_before_is_shown(report: Report) -> None:
    plan = report.plan
    assert [year.year for year in plan.reported] == [2020, 2021]
    assert [year.year for year in plan.valued_years] == [2018, 2019, 2020, 2021]
    read = next(it for it in report.indicators if it.indicator.id == "e06")
    assert [year.reading.fiscal_year.year for year in read.years] == [2018, 2019, 2020, 2021]


def test_the_first_year_to_be_collected_is_that_year(tmp_path: Path) -> None:
    later = shown_later("minamo", tmp_path / "minamo")
    for file in (later / "data" / "progress").glob("*.csv"):
        file.unlink()
    assert call(later, "new-year").returncode == 0
    assert [file.name for file in (later / "data" / "progress").iterdir()] == ["2018.csv"]
