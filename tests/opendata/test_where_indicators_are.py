"""Where the open data has indicators, and where it says nothing of them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Site, make_project, parsed
from indicated import NEW, built_once, make, plan_in, rows, told

from planreport import paths
from planreport.check import check
from planreport.load import load
from planreport.opendata.downloads import downloads
from planreport.place import PlanError
from planreport.plan.edition import as_of
from planreport.report.derive import derive


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_once(tmp_path_factory)


def test_an_earlier_edition_has_what_was_known_then(project: Path) -> None:
    then = as_of(plan_in(project), 2018)
    files = downloads(derive(then))
    assert told(files, "fiscal_year", "target", "value", indicator_id="k1") == [
        ["2017", "70", "70.0"],
        ["2018", "76.0", "77.0"],
        ["2019", "", ""],
        ["2020", "", ""],
        ["2021", "95.0", ""],
    ]
    assert rows(files, paths.INDICATOR_REVISIONS_CSV) == []
    written = project / "output" / paths.edition(2018) / paths.INDICATOR_VALUES_CSV
    assert written.read_bytes() == files[paths.INDICATOR_VALUES_CSV]
    alone = project / "output" / paths.edition(2018) / paths.indicator_csv("k1")
    assert alone.read_bytes() == files[paths.indicator_csv("k1")]


def test_an_edition_has_no_indicator_that_came_with_an_extension(project: Path) -> None:
    plan = plan_in(project)
    *others, last = plan.indicators
    years = tuple(reading for reading in last.readings if reading.fiscal_year.year == 2021)
    late = replace(last, first_year=plan.years[-1], readings=years)
    extended = replace(plan, original_last_year=2020, indicators=(*others, late))
    files = downloads(derive(as_of(extended, 2019)))
    ids = [row["indicator_id"] for row in rows(files, paths.INDICATORS_CSV)]
    assert ids == ["k1", "k2", "k3", "k4"]
    assert paths.indicator_csv("k5") not in files


def test_its_page_and_its_dataset_list_the_tables(project: Path) -> None:
    page = parsed(project / "output" / "data.html")
    linked = {a.get("href") for a in page.xpath("//ul[@class='tables']//a")}
    assert set(NEW) <= linked
    (block,) = page.xpath("//script[@type='application/ld+json']/text()")
    described = json.loads(str(block))
    urls = {file["contentUrl"].rpartition("/kankyo/")[2] for file in described["distribution"]}
    assert set(NEW) <= urls
    assert "指標の目標値と実績値" in described["description"]


def test_a_plan_without_indicators_says_nothing_of_them(site: Site) -> None:
    assert list((site.output / "data").glob("indicator*")) == []
    for path in (site.output / "data").glob("*.[cj]s*"):
        assert "indicator" not in path.read_text(encoding="utf-8-sig"), path.name


def test_a_text_can_lead_to_the_tables_where_there_are_any(tmp_path: Path) -> None:
    text = "---\ntitle: 題\n---\n[指標の値](data/indicator-values.csv)\n"
    with_any, without = make(tmp_path / "with"), make_project("minamo", tmp_path / "without")
    for folder in (with_any, without):
        (folder / "content" / "numbers.md").write_text(text, encoding="utf-8")
    assert "numbers" in {page.name for page in check(load(with_any)).pages}
    with pytest.raises(PlanError, match=r"indicator-values\.csv"):
        check(load(without))
