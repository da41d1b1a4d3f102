"""Plans that answer with numbers: `shiomi`, a prefecture's resilience plan (60 KPIs, texts and no grade),
and `aomine`, a city's plan for its environment (bands, values that come a year late, targets of 2030).
"""

import csv
import re
from pathlib import Path

import pytest
from browser import each_page, sideways
from conftest import (
    COMPILED,
    INDICATED,
    ROOT,
    Site,
    built,
    call,
    make_project,
    once,
    parsed,
    plan_of,
)
from playwright.sync_api import Browser

from planreport import paths
from planreport.check import check
from planreport.load import load
from planreport.papers.document import document
from planreport.place import PlanError
from planreport.report.derive import derive
from planreport.templating import environment

pytestmark = pytest.mark.whole  # each builds sites of its own

# What only a plan that is compared with planned stages says, and what no number says of itself.
_CLAIMED = re.compile("計画どおり|計画より|遅れている|年次計画|横ばい|停滞|順調")


@pytest.fixture(scope="session", params=INDICATED)
def indicated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Each one's site, without papers."""
    name: str = request.param
    make = lambda folder: built(make_project(name, folder), "--strict", "--no-pdf")  # noqa: E731
    project = once(tmp_path_factory, f"site-{name}", make)
    checked = check(load(project))
    return Site(name, project, checked, derive(checked.plan))


def test_nothing_is_claimed_that_the_numbers_do_not_carry(indicated: Site) -> None:
    for path in [*indicated.output.rglob("*.html"), *indicated.output.glob("data/*.[cj]s*")]:
        said = path.read_text(encoding="utf-8-sig")
        if path.suffix == ".html":
            said = " ".join(parsed(said).itertext())
        assert not _CLAIMED.search(said), (path.name, _CLAIMED.search(said))


def test_a_plan_that_its_indicators_lead_lists_those_that_missed_their_targets(
    indicated: Site,
) -> None:
    report, overview = indicated.report, parsed(indicated.output / "index.html")
    listed = overview.xpath("//section[@aria-labelledby='report-missed']//li")
    assert report.indicator_count
    assert len(listed) == report.leads_with_indicators * report.indicator_count.missed


def test_a_last_target_in_words_is_shown_where_one_in_numbers_would_be(indicated: Site) -> None:
    table = parsed(indicated.output / paths.SUMMARY_TABLE)
    aims = {it.id: it.last_aim for it in indicated.report.plan.indicators}
    for id_, aim in aims.items():
        if aim and not aim.target:
            anchor = f"#{paths.indicator_anchor(id_)}"
            (cell,) = table.xpath("//tr[th/a[contains(@href, $at)]]/td[last()]", at=anchor)
            assert aim.cell("target_note") in cell.text_content()


def test_grades_are_counted_by_years_and_lead_to_those_that_have_them(indicated: Site) -> None:
    overview, report = parsed(indicated.output / "index.html"), indicated.report
    tables = overview.xpath("//table[caption/@id='report-indicator-grades']")
    assert len(tables) == bool(report.plan.bands)
    for row in overview.xpath("//table[caption/@id='report-indicator-grades']/tbody/tr"):
        *parts, whole = (int(cell.text_content()) for cell in row.xpath("td"))
        assert sum(parts) == whole == len(report.indicators)
        assert all("&grade=" in link for link in row.xpath("td[position() < last()]/a/@href"))


def test_the_page_of_changes_lists_which_targets_are_reached_anew_and_no_longer(
    indicated: Site,
) -> None:
    turns, page = indicated.report.turns, parsed(indicated.output / "changes.html")
    assert turns and turns.newly_reached and turns.newly_missed
    for anchor, found in [
        ("report-newly-reached", turns.newly_reached),
        ("report-newly-missed", turns.newly_missed),
    ]:
        links = page.xpath(f"//section[@aria-labelledby='{anchor}']//li/a")
        assert [a.text for a in links] == [turn.report.heading for turn in found]


def test_where_nothing_says_how_far_measures_are_their_numbers_are_no_progress(
    indicated: Site,
) -> None:
    goes = bool(indicated.report.plan.outcomes)
    overview = parsed(indicated.output / "index.html")
    heads = " ".join(head.text_content() for head in overview.iter("h2"))
    assert ("進み方" in heads) == ("移り変わり" in heads) == goes
    for path in indicated.output.glob("goal-*.html"):
        assert bool(parsed(path).xpath("//table[caption/@id='report-years']")) == goes, path.name


def test_numbers_that_are_said_to_lead_to_a_list_do(indicated: Site) -> None:
    overview = parsed(indicated.output / "index.html")
    figures = overview.xpath("//section[p[contains(., '数から')]]/figure")
    assert bool(figures) == bool(indicated.report.plan.outcomes)
    assert all(it.xpath(".//a[contains(@href, '?year=')]") for it in figures)


def test_no_table_of_its_numbers_is_read_sideways_on_a_phone(
    indicated: Site, undrawn: Browser
) -> None:
    pages = [indicated.output / "indicators.html"]
    for _, page in each_page(undrawn, indicated, 375, pages=pages):
        assert sideways(page) == []


def test_no_list_is_empty(indicated: Site) -> None:
    for path in indicated.pages:
        empty = parsed(path).xpath("//main//*[self::ul or self::dl][not(*) and not(@hidden)]")
        assert empty == [], path.name


def test_what_was_told_in_texts_is_not_said_to_be_missing(indicated: Site) -> None:
    for path in indicated.output.rglob("*.html"):
        assert "報告されていません" not in " ".join(parsed(path).itertext()), path.name


@pytest.mark.parametrize("name", INDICATED)
def test_its_papers_can_be_laid_out(name: str) -> None:
    templates = environment(ROOT / "templates", COMPILED)
    report = derive(plan_of(name))
    for paper in report.plan.papers:
        assert report.plan.title in document(templates, report, paper)


def values(project: Path, year: int) -> list[dict[str, str]]:
    file = project / "data" / "values" / f"{year}.csv"
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_new_year_asks_for_each_value_and_cannot_be_published_before_each_is_told(
    tmp_path: Path,
) -> None:
    project = make_project("aomine", tmp_path / "aomine")
    assert call(project, "new-year").returncode == 0
    asked = values(project, 2022)
    assert [row["indicator_id"] for row in asked] == [f"e{n:02}" for n in range(1, 27)]
    assert {row["value"] for row in asked} == {""}
    progress = project / "data" / "progress"
    (progress / "2022.csv").write_bytes((progress / "2021.csv").read_bytes())
    refused = call(project, "publish-year", "2022")
    assert refused.returncode == 1
    rows = "".join(f"{row['indicator_id']},,集計中\n" for row in asked)
    told = project / "data" / "values" / "2022.csv"
    told.write_text(f"indicator_id,value,state\n{rows}", encoding="utf-8")
    assert call(project, "publish-year", "2022").returncode == 0


def test_a_value_that_comes_late_needs_a_correction(tmp_path: Path) -> None:
    project = make_project("shiomi", tmp_path / "shiomi")
    done = call(project, "publish-year", "2019", "--date", "2020-10-30")
    assert done.returncode == 0, done.stderr
    file = project / "data" / "values" / "2019.csv"
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("k55,,集計中", "k55,97,"), encoding="utf-8")
    with pytest.raises(PlanError, match="公表したときになかった実績値が加わっています"):
        check(load(project))
    (project / "data" / "corrections.csv").write_text(
        "date,measure_id,fiscal_year,column,before,after,reason\n"
        "2021-01-15,k55,2019,value,,97,集計が終わりました。\n"
        "2021-01-15,k55,2019,state,集計中,,集計が終わりました。\n",
        encoding="utf-8",
    )
    assert check(load(project)).warnings == ()


def test_years_before_the_first_values_were_not_read_and_can_be_published(tmp_path: Path) -> None:
    project = make_project("shiomi", tmp_path)
    (project / "data/published.csv").unlink()
    for name in ("2015", "2016"):
        (project / f"data/values/{name}.csv").unlink()
    report = derive(check(load(project)).plan)
    assert [count.fiscal_year.year for count in report.indicator_counts] == [2017, 2018, 2019]
    for name in ("2015", "2016", "2017"):
        done = call(project, "publish-year", name)
        assert done.returncode == 0, done.stderr
    assert check(load(project)).warnings == ()
    with (project / "data/published.csv").open(encoding="utf-8-sig", newline="") as file:
        kept = [row["fiscal_year"] for row in csv.DictReader(file) if row["measure_id"] == "k55"]
    assert kept == ["2017"]
