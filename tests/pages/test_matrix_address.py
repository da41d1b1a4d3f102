"""The address of a part of the matrix: it holds what is chosen, and leads there without a jump."""

from urllib.parse import parse_qs, urlsplit

import pytest
from browser import until
from conftest import Site
from matrix import ROWS, overview, said, shown, titles
from playwright.sync_api import Browser, Page, Route, expect

SCROLLED = "() => Math.round(scrollY)"


def test_the_address_holds_the_state_and_gives_it_back(site: Site, page: Page) -> None:
    plan = site.report.plan
    page.goto(overview(site))
    page.fill("#report-words", plan.goals[0].items[0].title[:2])
    page.locator(".filters details").evaluate("details => details.open = true")
    page.select_option("#report-year", str(plan.reported[-1].year))
    page.check("[name=standing][value=on_plan]")
    page.check("[name=standing][value=behind]")
    page.locator("#report-table thead button").nth(1).click()
    address, rows, words = page.url, shown(page), said(page)
    assert parse_qs(urlsplit(address).query) == {
        "q": [plan.goals[0].items[0].title[:2]],
        "year": [str(plan.reported[-1].year)],
        "standing": ["on_plan", "behind"],
        "sort": [str(plan.years[0].year)],
    }
    assert urlsplit(address).fragment == "report-table"
    page.goto("about:blank")
    page.goto(address)
    assert (shown(page), said(page)) == (rows, words)
    page.locator(f"{ROWS} > a").first.click()
    page.wait_for_url("**/measures/*")
    page.go_back()
    assert page.url == address
    assert (shown(page), said(page)) == (rows, words)
    page.go_back()
    assert page.url == "about:blank"


def test_an_address_that_asks_for_nonsense_harms_nothing(site: Site, page: Page) -> None:
    page.goto(
        overview(site, "?goal=x&year=1&standing=x&sort=x&constructor=x&q=%zz&&=#report-matrix")
    )
    page.get_by_role("button", name="条件を全て消す").click()
    assert shown(page) == titles(site)


UNKNOWN = (
    "goal=zzz",
    "year=1999",
    "item=2/x",
    "department=zzz",
    "standing=zzz",
    "sort=zzz",
    "sort=-",
)


def test_a_condition_that_nothing_here_stands_for_is_left_out_and_that_is_said(
    site: Site, page: Page
) -> None:
    for unknown in UNKNOWN:
        page.goto(overview(site, f"?{unknown}#report-matrix"))
        assert shown(page) == titles(site)
        assert page.locator("table.is-sorted").count() == 0
        chosen = page.locator("#report-filters select").evaluate_all(
            "all => all.map(one => one.selectedIndex)"
        )
        assert set(chosen) == {0}
        message = f"アドレスにある条件のうち、分からないもの（{unknown}）は除きました。"
        assert said(page).endswith(message)
        page.fill("#report-words", "の")
        assert "アドレス" not in said(page)
        page.get_by_role("button", name="条件を全て消す").click()
        assert "アドレス" not in said(page)


def test_what_is_known_of_an_address_is_kept_beside_what_is_not(site: Site, page: Page) -> None:
    goal = site.report.plan.goals[0]
    query = f"?goal={goal.id}&goal=zzz&status={'長' * 300}&utm_source=mail&sort=name#report-matrix"
    page.goto(overview(site, query))
    assert sorted(shown(page)) == sorted(measure.title for measure in goal.measures)
    assert page.locator("table.is-sorted").count() == 1
    assert f"分からないもの（goal=zzz、status={'長' * 14}…）" in said(page)
    page.goto("about:blank")
    page.goto(overview(site, "?utm_source=mail#report-matrix"))
    assert said(page) == f"全{len(titles(site))}{site.report.plan.terms.unit}です。"


def test_a_link_with_conditions_leads_to_the_count_and_the_rows(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    year = site.report.plan.reported[-1].year
    page.goto(overview(site, f"?standing=on_plan&year={year}#report-table"))
    count = page.get_by_role("status").bounding_box()
    row = page.locator(ROWS).first.bounding_box()
    assert count and 0 <= count["y"] < 100
    assert row and row["y"] + row["height"] <= 700
    scrolled = page.evaluate(SCROLLED)
    page.eval_on_selector(
        "#report-words",
        "it => { it.value = 'の'; it.dispatchEvent(new Event('input', { bubbles: true })) }",
    )
    assert "「の」" in said(page)
    assert page.evaluate(SCROLLED) == scrolled


def test_without_conditions_a_link_leads_where_it_says(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto(overview(site))
    assert page.evaluate(SCROLLED) == 0
    page.goto("about:blank")
    page.goto(overview(site, "#report-matrix"))
    heading = page.locator("#report-matrix").bounding_box()
    assert heading and 0 <= heading["y"] < 100


def test_who_goes_back_finds_the_page_where_it_was(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto(overview(site, "?sort=name"))
    page.evaluate("scrollTo(0, 321)")
    page.goto(overview(site).replace("index.html", "changes.html"))
    page.go_back()
    assert until(lambda: page.evaluate(SCROLLED) == 321)
    assert page.locator("table.is-sorted").count() == 1


LISTED = "?standing=behind#report-table"
# All that waits for a time comes at once.
LATER = "document.getAnimations().forEach(animation => animation.finish())"


def test_where_the_script_does_not_come_a_link_leads_to_the_whole_list(
    site: Site, browser: Browser
) -> None:
    page = browser.new_page()
    page.route("**/matrix.js", lambda route: route.abort())
    page.goto(overview(site, LISTED))
    link = page.get_by_role("link", name=f"全ての{site.report.plan.terms.unit}の一覧", exact=True)
    expect(link).to_be_hidden()
    expect(page.locator(ROWS).first).to_be_hidden()
    page.evaluate(LATER)
    link.click()
    expect(page.locator(ROWS).first).to_be_visible()
    assert shown(page) == titles(site)
    expect(page.get_by_role("contentinfo")).to_be_visible()


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("address", ["", "#report-matrix", LISTED])
def test_nothing_jumps_however_late_the_script_is(
    site: Site, browser: Browser, width: int, address: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.add_init_script(
        "window.jumps = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "e => window.jumps += e.value)).observe({type: 'layout-shift', buffered: true})"
    )
    asked: list[Route] = []
    page.route("**/matrix.js", lambda route: asked.append(route))
    page.goto(overview(site, address), wait_until="commit")
    page.evaluate(PAINTED)  # what has been may jump
    page.evaluate(LATER)
    page.evaluate(PAINTED)
    asked[0].continue_()
    page.locator("#report-filters:not([hidden])").wait_for()
    page.evaluate(PAINTED)
    assert page.evaluate("window.jumps") < 0.01  # Lighthouse calls up to 0.1 good


# Once what is there has been painted, and has been reported if it moved.
PAINTED = """async () => {
  while (!document.querySelector('footer') || !performance.getEntriesByType('paint').length)
    await new Promise(requestAnimationFrame);
  for (let n = 0; n < 3; n++)
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
}"""
