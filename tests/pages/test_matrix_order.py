"""The matrix sorted by its headings."""

from functools import partial

from conftest import Site
from matrix import ROWS, overview, said, shown, titles
from playwright.sync_api import Page

from planreport.plan.measures import Measure, Standing


def test_a_heading_sorts_turns_and_undoes(site: Site, page: Page) -> None:
    plan = site.report.plan
    page.goto(overview(site))
    order = [Standing.BEHIND, Standing.ON_PLAN, Standing.AHEAD, None]
    for column, year in enumerate(plan.years, 1):
        button = page.locator("#report-table thead button").nth(column)
        head = page.locator("#report-table thead th").nth(column)

        def rank(measure: Measure, sign: int, year: object = year) -> tuple[bool, int]:
            record = next((r for r in measure.years if r.fiscal_year == year), None)
            standing = record.standing if record else None
            return standing is None, sign * order.index(standing)

        for sign, name in ((1, "ascending"), (-1, "descending")):
            button.press("Enter")
            assert head.get_attribute("aria-sort") == name
            assert page.locator("[aria-sort]").count() == 1
            in_order = sorted(plan.measures, key=partial(rank, sign=sign))
            assert shown(page) == [measure.title for measure in in_order]
            # Each row tells its goal now that it is out of its group.
            assert page.locator(f"{ROWS} .of").locator("visible=true").count() == len(in_order)
            assert "順に並べています" in said(page)
        button.press("Enter")
        assert page.locator("[aria-sort]").count() == 0
        assert shown(page) == titles(site)
        assert button.evaluate("button => button === document.activeElement")
    page.locator("#report-table thead button").first.click()
    assert shown(page) != titles(site) and sorted(shown(page)) == sorted(titles(site))


def test_where_words_were_found_stays_below_its_row_in_any_order(site: Site, page: Page) -> None:
    page.goto(overview(site))
    page.fill("#report-words", "の")
    finds = page.locator("tr.finds").locator("visible=true")
    below = "rows => rows.map(row => [row.previousElementSibling, row].map(it => it.textContent))"

    def told() -> list[list[str]]:
        shown(page)
        found: list[list[str]] = finds.evaluate_all(below)
        return sorted(found)

    before = told()
    assert before
    for _ in range(3):
        page.locator("#report-table thead button").nth(1).click()
        assert told() == before
