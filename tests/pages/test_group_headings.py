"""Groups on three levels, where their headings stand on the pages."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from browser import complaints, each_page
from conftest import Site, built, once, parsed
from grouping import PATHS, WORDS, make_grouped
from lxml.html import HtmlElement
from matrix import overview, shown
from playwright.sync_api import Browser, Page

from audit import looks, reading
from planreport.check import check
from planreport.load import load
from planreport.report.derive import derive


@pytest.fixture(scope="session")
def grouped(tmp_path_factory: pytest.TempPathFactory) -> Site:
    make = lambda folder: built(make_grouped(folder), "--strict", "--no-pdf")  # noqa: E731
    project = once(tmp_path_factory, "site-grouped", make)
    checked = check(load(project))
    return Site("grouped", project, checked, derive(checked.plan))


def page_of(site: Site, name: str) -> HtmlElement:
    return parsed(site.output / name)


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_headings_of_a_goal_stand_below_each_other(grouped: Site) -> None:
    headings = page_of(grouped, "goal-water.html").xpath(
        "//section[@class='item']//*[self::h2 or self::h3 or self::h4 or self::h5]"
    )
    assert [(heading.tag, text(heading)) for heading in headings] == [
        ("h2", "水を守る"),
        ("h3", "きれいな水"),
        ("h4", "川と池"),
        ("h5", "水質の測定"),
        ("h5", "下水道への接続の促進"),
        ("h3", "水辺の生き物"),
        ("h4", "川と池"),
        ("h5", "外来種の駆除"),
    ]


def test_no_page_leaves_a_level_of_headings_out(grouped: Site) -> None:
    for path in grouped.pages:
        levels = [
            int(heading.tag[1])
            for heading in parsed(path).xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
        ]
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), path.name
    assert max(levels) <= 6


def test_the_widest_groups_are_landmarks_and_what_is_in_them_is_not(grouped: Site) -> None:
    page = page_of(grouped, "goal-water.html")
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids)
    (widest,) = page.xpath("//section[h2='水を守る']")
    assert page.get_element_by_id(widest.get("aria-labelledby")).getparent() is widest
    inner = widest.xpath(".//section")
    assert [section.get("aria-labelledby") for section in inner] == [None] * 4


def test_the_contents_of_a_goal_are_nested_as_its_headings_are(grouped: Site) -> None:
    (contents,) = page_of(grouped, "goal-water.html").xpath("//nav[@class='contents']/ul")
    links = contents.xpath(".//a")
    assert links
    for link in links:
        around = [li.text.strip() for li in link.getparent().iterancestors("li")]
        assert tuple(reversed(around)) == PATHS[link.get("href").removeprefix("#measure-")]


def test_a_heading_in_the_matrix_shows_what_begins_and_says_all(grouped: Site) -> None:
    heads = page_of(grouped, "index.html").xpath("//th[@class='group']")
    told = [
        [(text(span), "spoken" in span.get("class")) for span in head.xpath("span")]
        for head in heads
    ]
    goal = "基本方針1 水辺を守る"
    assert told[:2] == [
        [(goal, False), ("水を守る", False), ("きれいな水", False), ("川と池", False)],
        [(goal, True), ("水を守る", True), ("水辺の生き物", False), ("川と池", False)],
    ]
    assert all(head.get("scope") == "rowgroup" for head in heads)


def test_in_the_full_table_a_group_spans_its_measures(grouped: Site) -> None:
    page = page_of(grouped, "summary-table.html")
    columns = [text(head) for head in page.xpath("//thead//th")]
    assert tuple(columns[:3]) == WORDS
    body = page.xpath("//table/tbody")[0]
    spans = [
        [(text(head), int(head.get("rowspan", "1"))) for head in row.xpath("th")]
        for row in body.xpath("tr[td]")
    ]
    assert spans == [
        [("水を守る", 3), ("きれいな水", 2), ("川と池", 2), ("水質の測定", 1)],
        [("下水道への接続の促進", 1)],
        [("水辺の生き物", 1), ("川と池", 1), ("外来種の駆除", 1)],
    ]
    assert {head.get("scope") for head in body.xpath("tr[td]/th")} == {"row"}


def test_a_group_of_any_level_narrows_the_matrix(grouped: Site, page: Page) -> None:
    page.goto(overview(grouped))
    plan = grouped.report.plan
    for goal in plan.goals:
        for group in goal.unfolded:
            page.select_option("#report-item", f"{goal.id}/{'|'.join(group.path)}")
            assert shown(page) == [measure.title for measure in group.measures]
            head = page.locator("#report-table tbody:not([hidden]) th.group").first
            assert head.locator(".spoken").count() == 0


def test_a_shown_group_names_what_the_one_before_did_not(grouped: Site, page: Page) -> None:
    page.goto(overview(grouped))
    page.fill("#report-words", "外来種")
    head = page.locator("#report-table tbody:not([hidden]) th.group")
    assert head.locator("span:not(.spoken)").all_inner_texts()[1:] == list(PATHS["w3"])
    page.fill("#report-words", "")
    assert head.nth(1).locator("span:not(.spoken)").all_inner_texts() == list(PATHS["w3"][1:])


def test_a_word_of_a_group_finds_its_measures_and_says_where(grouped: Site, page: Page) -> None:
    page.goto(overview(grouped))
    page.fill("#report-words", "水辺の生き物")
    assert shown(page) == ["外来種の駆除"]
    assert "課題：水辺の生き物" in page.locator(".finds").inner_text()


def test_its_pages_fit(grouped: Site, undrawn: Browser) -> None:
    for name, opened in each_page(undrawn, grouped):
        wrong = reading.narrow(opened)
        opened.set_viewport_size({"width": 375, "height": 720})
        assert [*wrong, *reading.narrow(opened)] == [], name


def test_what_it_has_otherwise_is_accessible(
    grouped: Site, built_once: Callable[[str], Path], undrawn: Browser
) -> None:
    known = (built_once("minamo") / "output").rglob("*.html")
    pages = list(looks.covering(grouped.pages, known))
    assert {"index.html", "summary-table.html"} < {page.name for page in pages}
    for name, opened in each_page(undrawn, grouped, pages=pages):
        assert complaints(opened, 375) == [], name


def test_a_measure_that_moved_is_told_by_the_levels_that_changed(tmp_path: Path) -> None:
    project = make_grouped(tmp_path / "grouped")
    (note,) = (
        note
        for note in derive(check(load(project)).plan).revisions
        if note.revision.what.value == "item"
    )
    assert note.sentence == "施策を「市の施設」から「公共施設」に改めました。"
