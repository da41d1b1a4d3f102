"""A page for each measure: all that is said of it, in every edition, and the way to it and on."""

import posixpath
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from conftest import COMPILED, ROOT, Site, built, parsed, plan_of
from lxml.html import HtmlElement

from planreport import paths
from planreport.pages import render
from planreport.pages.edition import Edition, links
from planreport.plan.edition import as_of
from planreport.report.derive import derive
from planreport.report.told import told


def pages(site: Site, folder: str = "") -> dict[str, HtmlElement]:
    """The measures' pages of an edition, by id."""
    return {path.stem: parsed(path) for path in (site.output / folder).glob("measures/*.html")}


def led_to(page: HtmlElement, where: str, path: str) -> list[str]:
    """Where links of a page lead, from the top of the site."""
    found = page.xpath(f"{where}//a/@href")
    return [posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) for link in found]


def test_each_measure_has_a_page_that_says_what_it_is(site: Site) -> None:
    found = pages(site)
    assert set(found) == {measure.id for measure in site.report.plan.measures}
    for measure in site.report.plan.measures:
        page = found[measure.id]
        assert page.xpath("string(//h1)") == measure.heading
        assert page.findtext(".//title") == f"{measure.heading}｜{site.report.plan.title}"
        description = page.xpath("string(//meta[@name='description']/@content)")
        assert measure.summary[0][:20] in description
        last = [record for record in measure.years if record.reached][-1]
        assert last.reached and last.standing
        assert last.fiscal_year.full in description
        assert (
            f"{last.reached.reading or last.reached.label}」で、{last.standing.label}"
            in description
        )


def test_what_it_is_part_of_stands_before_it_and_leads_to_its_place_there(site: Site) -> None:
    found = pages(site)
    for goal in site.report.goals:
        for measure in goal.goal.measures:
            path, home = paths.measure_page(measure.id), paths.goal_page(goal.goal.id)
            page = found[measure.id]
            assert led_to(page, "//nav[@class='breadcrumb']", path) == ["index.html", home]
            assert led_to(page, "//dl[@class='facts']", path) == [f"{home}#measure-{measure.id}"]
            (there,) = parsed(site.output / home).xpath("//*[@id=$id]", id=f"measure-{measure.id}")
            assert there.text == measure.heading
            assert led_to(there.getparent(), ".", home) == [path]


def test_measures_lead_on_over_the_ends_of_goals(site: Site) -> None:
    order = [paths.measure_page(measure.id) for measure in site.report.plan.measures]
    found = pages(site)
    for n, path in enumerate(order):
        neighbours = led_to(found[Path(path).stem], "//nav[@class='neighbours']", path)
        assert neighbours == [order[m] for m in (n - 1, n + 1) if 0 <= m < len(order)]


def test_an_earlier_edition_has_its_measures_as_of_then(site: Site) -> None:
    for year in site.report.plan.reported[:-1]:
        folder = paths.edition(year.year)
        report = derive(as_of(site.report.plan, year.year))
        found = pages(site, folder)
        assert set(found) == {measure.id for measure in report.plan.measures}
        for measure in report.plan.measures:
            said = found[measure.id].xpath("string(//main)")
            assert all(record.actions in said for record in measure.years)
            assert f"{year.full}末時点" in said
            for later in site.report.plan.reported[
                year.year - site.report.plan.reported[0].year + 1 :
            ]:
                assert f"{later.full}の" not in said
            path = f"{folder}{paths.measure_page(measure.id)}"
            (latest,) = led_to(found[measure.id], "//*[@class='edition']", path)
            assert (site.output / latest).is_file()


def test_the_years_of_a_measure_lead_to_it_or_to_the_overview_of_an_edition_without_it(
    site: Site,
) -> None:
    folders = ["", *(paths.edition(year.year) for year in site.report.plan.reported[-2::-1])]
    for id_, page in pages(site).items():
        path = paths.measure_page(id_)
        expected = [
            f"{folder}{path if (site.output / folder / path).is_file() else paths.HOME}"
            for folder in folders
        ]
        shown = led_to(page, "//footer//dd[ul/li/a[@aria-current]]", path)
        assert shown == expected


@pytest.mark.parametrize("name", ["minamo", "takanohara", "umikaze", "asanagi"])
def test_what_is_told_begins_with_the_latest_year_reported_and_leaves_nothing_out(
    name: str,
) -> None:
    plan = plan_of(name)
    for measure in plan.measures:
        found = told(plan, measure)
        texts = [one.text for _, entries in found for one in entries if one.text]
        cells = [record.cell(text.name) for record in measure.years for text in plan.texts]
        assert sorted(texts) == sorted(filter(None, cells))
        reported = [r.fiscal_year.full for r in measure.years if r.fiscal_year in plan.reported]
        if found and reported:
            assert found[0][0].startswith(reported[-1])


def test_before_any_report_a_plan_in_words_is_read_from_its_first_year() -> None:
    plan = plan_of("takanohara")
    measure = next(plan.measures)
    promised = replace(measure, years=tuple(record.promised for record in measure.years))
    headings = [heading for heading, _ in told(replace(plan, reported=()), promised)]
    years = [record.fiscal_year.full for record in measure.years]
    assert headings == [f"{years[0]}の年度計画", "ほかの年度の年度計画"] or headings == [
        years[0],
        *years[:0:-1],
    ]


def test_an_id_that_names_a_device_has_a_page_that_windows_can_hold(
    project: Callable[[str], Path],
) -> None:
    folder = project("minamo")
    for path in chain((folder / "data").glob("*.csv"), (folder / "data").glob("*/*.csv")):
        text = path.read_text(encoding="utf-8-sig")
        path.write_text(text.replace("w1,", "con,"), encoding="utf-8")
    output = built(folder, "--no-pdf") / "output"
    assert (output / "measures" / "con-.html").is_file()
    assert parsed(output / "goal-water.html").xpath("//a[@href='measures/con-.html']")


def test_a_text_may_lead_to_a_measure(
    project: Callable[[str], Path],
) -> None:
    folder = project("minamo")
    about = folder / "content" / "index.md"
    text = about.read_text(encoding="utf-8")
    about.write_text(f"{text}\n[水質](measures/w1.html)\n", encoding="utf-8")
    page = parsed(built(folder, "--no-pdf") / "output" / "index.html")
    assert page.xpath("//*[@class='prose']//a[@href='measures/w1.html']")


def test_a_page_without_a_plan_by_years_begins_with_what_was_done(site: Site) -> None:
    """Where there are no words or numbers of years, nothing is empty in their place."""
    plan = replace(plan_of("shiomi"), indicators=())
    report = derive(plan)
    edition = Edition("", report, site.checked.pages, links(dict.fromkeys(paths.DOWNLOADS, 0), {}))
    templates = render.environment(ROOT / "templates", COMPILED)
    texts = dict(render.site(templates, (edition,)))
    for measure in plan.measures:
        page = parsed(texts[paths.measure_page(measure.id)])
        first = page.xpath("//div[contains(@class, 'whole')]/div/div")[0]
        assert first.xpath("string(h2)") == plan.terms.summary
