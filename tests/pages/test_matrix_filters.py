"""The matrix narrowed down by what is chosen, and what it says then to whom."""

from typing import Any
from urllib.parse import quote

from browser import complaints
from conftest import Site, parsed
from matrix import AT_ONCE, overview, said, shown, titles, untrue_numbers
from playwright.sync_api import Browser, Page

from planreport.plan.measures import Measure, Standing


def test_without_a_condition_everything_is_there_in_order(site: Site, page: Page) -> None:
    page.goto(overview(site))
    assert shown(page) == titles(site)
    assert said(page) == f"全{len(titles(site))}{site.report.plan.terms.unit}です。"


def test_without_the_script_everything_is_there_and_no_dead_control(
    site: Site, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(overview(site, "?standing=behind#report-table"))
    assert shown(page) == titles(site)
    assert page.locator("form, table button").locator("visible=true").count() == 0
    context.close()


def test_each_filter_shows_what_it_says(site: Site, page: Page) -> None:
    plan = site.report.plan
    year = plan.reported[-1]
    page.goto(overview(site))
    page.locator(".filters details").evaluate("details => details.open = true")
    clear = page.get_by_role("button", name="条件を全て消す").element_handle()

    def expect(fits: list[Measure]) -> None:
        assert shown(page) == [measure.title for measure in fits]
        assert len(fits) > 0
        assert f"{len(fits)}{plan.terms.unit}" in said(page)
        clear.evaluate("button => button.click()")

    for goal in plan.goals:
        page.select_option("#report-goal", goal.id)
        expect(list(goal.measures))
        for item in goal.items:
            page.select_option("#report-item", f"{goal.id}/{item.title}")
            expect(list(item.measures))
    for department in {measure.department for measure in plan.measures if measure.department}:
        page.select_option("#report-department", department)
        expect([measure for measure in plan.measures if measure.department == department])
    for any_year in plan.years:
        page.select_option("#report-year", str(any_year.year))
        expect([measure for measure in plan.measures if measure.in_year(any_year)])
    records = [(m, r) for m in plan.measures if (r := m.in_year(year))]
    for standing in {record.standing for _, record in records if record.standing}:
        page.select_option("#report-year", str(year.year))
        page.check(f"[name=standing][value={standing.code}]")
        expect([measure for measure, record in records if record.standing is standing])
    for status in {record.progress for _, record in records if record.progress}:
        page.select_option("#report-year", str(year.year))
        page.check(f"[name=status][value='{status.label}']")
        expect([measure for measure, record in records if record.progress == status])
    for assessment in {record.assessment for _, record in records if record.assessment}:
        page.select_option("#report-year", str(year.year))
        page.check(f"[name=assessment][value='{assessment.label}']")
        expect([measure for measure, record in records if record.assessment == assessment])
    page.check("[name=standing][value=behind]")
    expect(
        [m for m in plan.measures if any(record.standing is Standing.BEHIND for record in m.years)]
    )


def test_there_is_a_choice_of_departments_only_if_there_are_any(site: Site, page: Page) -> None:
    page.goto(overview(site))
    has_any = any(measure.department for measure in site.report.plan.measures)
    assert (page.locator("#report-department").count() == 1) == has_any


def test_one_button_clears_everything(site: Site, page: Page) -> None:
    page.goto(overview(site, "?q=x&year=2014&standing=behind&sort=name#report-matrix"))
    clear = page.get_by_role("button", name="条件を全て消す")
    clear.press("Enter")
    assert shown(page) == titles(site)
    assert "?" not in page.url
    assert page.locator("[aria-sort], #report-table mark, tr.finds").count() == 0
    assert clear.evaluate("button => button === document.activeElement")


def test_the_keyboard_alone_finds_a_measure(site: Site, page: Page) -> None:
    title = titles(site)[-1]
    page.goto(overview(site))
    page.locator("#report-words").focus()
    page.keyboard.insert_text(title)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.contains(document.querySelector('table.matrix'))")
    assert title in shown(page)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == title:
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/measures/*.html")


def test_every_number_leads_to_a_list_of_as_many(site: Site, page: Page) -> None:
    assert untrue_numbers(site, page) == []


def test_a_published_category_has_no_list_unless_it_is_known_which(site: Site) -> None:
    tree = parsed(site.output / "index.html")
    linked = tree.xpath("count(//section[@class='answer']//ul//a)")
    assert linked == {"shipped": 1, "minamo": 3}[site.name]


def test_a_cell_is_announced_with_all_that_it_says(site: Site, page: Page) -> None:
    """In the accessibility tree: row and column by their headings, then the cell's own words."""
    plan = site.report.plan
    page.goto(overview(site, f"?sort={plan.years[0].year}"))
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree if not node["ignored"] or node.get("childIds")}

    def text(node: dict[str, Any]) -> str:
        if node.get("role", {}).get("value") == "StaticText":
            return str(node["name"]["value"])
        children = node.get("childIds", [])
        return "".join(text(nodes[child]) for child in children if child in nodes)

    def of_role(*roles: str) -> list[str]:
        return [text(n) for n in tree if n.get("role", {}).get("value") in roles]

    rows, columns = of_role("rowheader"), of_role("columnheader")
    cells = [" ".join(cell.split()) for cell in of_role("cell", "gridcell")]
    for year in plan.years:
        assert f"{year}（{year.year}年度）" in columns
    for goal in site.report.goals:
        for measure in goal.goal.measures:
            assert f"{measure.title}{goal.heading}" in rows
            for record in measure.years:
                if record.planned and record.progress and record.standing:
                    planned = record.planned.reading or record.planned.label
                    reached = record.progress.reading or record.progress.label
                    words = f"{plan.terms.plan}{planned}{plan.terms.progress}{reached}"
                    whole = words + record.standing.label
                    assert whole in [cell.replace(" ", "") for cell in cells], measure.title


def test_axe_has_nothing_to_complain_of_with_filters_open(site: Site, undrawn: Browser) -> None:
    page = undrawn.new_page()
    year = site.report.plan.reported[-1].year
    word = quote(titles(site)[0][:2])
    for query in (f"?q={word}", f"?year={year}&standing=on_plan&sort={year}", "?q=zzzz"):
        page.goto(overview(site, query))
        page.evaluate(AT_ONCE)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert complaints(page, 320) == []
        for width in (320, 375, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_twice_as_large_text_fits_a_narrow_window(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 640, "height": 900})
    page.goto(overview(site, f"?q={quote(titles(site)[0][:2])}"))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
