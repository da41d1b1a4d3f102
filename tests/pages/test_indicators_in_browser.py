"""Pages with indicators as browsers show them, and the list of these found, filtered and sorted."""

import pytest
from browser import complaints, each_page
from conftest import Site
from matrix import ROWS, said, shown
from measured import LISTED, built_measured
from playwright.sync_api import Browser, Page

from planreport import paths

OPEN = "all => all.forEach(it => it.open = true)"


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return built_measured(tmp_path_factory)


def test_axe_finds_nothing_to_complain_of(measured: Site, undrawn: Browser) -> None:
    names = ("index.html", paths.INDICATORS, "goal-water.html")
    found = {}
    for name, page in each_page(undrawn, measured, pages=[measured.output / it for it in names]):
        page.locator(".indicators details").evaluate_all(OPEN)
        found[name] = complaints(page, 320)
    assert {name: complaints for name, complaints in found.items() if complaints} == {}


def test_no_page_is_wider_than_its_window(measured: Site, undrawn: Browser) -> None:
    for name, page in each_page(undrawn, measured):
        page.locator(".indicators details").evaluate_all(OPEN)
        for width in (1280, 375, 320):
            page.set_viewport_size({"width": width, "height": 720})
            root = "document.documentElement"
            wider = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
            assert wider == 0, (name, width)


def listed(measured: Site, query: str = "") -> str:
    return (measured.output / paths.INDICATORS).as_uri() + query


def test_the_list_is_found_by_words_filtered_by_an_address_and_sorted(
    measured: Site, page: Page
) -> None:
    page.goto(listed(measured))
    assert shown(page) == LISTED
    assert said(page) == f"全{len(LISTED)}の指標です。"
    page.goto(listed(measured, "?year=2018&reached=no#report-table"))
    assert shown(page) == ["KPI 1　水質基準の達成率"]
    page.goto(listed(measured, "?q=雨の少ない#report-table"))
    assert shown(page) == ["KPI 1　水質基準の達成率"]
    assert "令和2年度の説明：雨の少ない年だった。" in page.locator(".finds").inner_text()
    page.goto(listed(measured, "?goal=-"))
    assert shown(page) == ["満足度"]
    page.goto(listed(measured, "?department=下水道課"))
    assert shown(page) == ["KPI 1　水質基準の達成率"]
    page.goto(listed(measured, "?sort=-2020"))
    assert shown(page)[:2] == ["KPI 1　水質基準の達成率", "KPI 5　電気の使用量の増減"]
    assert "目標に達した順" in said(page)


def test_without_the_script_all_indicators_are_listed(measured: Site, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(listed(measured, "?reached=no"))
    assert page.locator(f"{ROWS} > a").all_inner_texts() == LISTED


def test_the_overview_finds_a_measure_by_what_is_measured_of_it(measured: Site, page: Page) -> None:
    page.goto((measured.output / "index.html").as_uri() + "?q=達成率")
    assert shown(page) == ["水質の測定"]
    assert "指標：KPI 1　水質基準の達成率" in page.locator(".finds").inner_text()
