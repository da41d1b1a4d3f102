"""The built pages in a real browser: by axe-core's rules, by the policy, by what stays in view."""

import re

import pytest
from browser import complaints, each_page
from conftest import Site
from playwright.sync_api import Browser, Page

from audit.site import serve

# The properties that styles for a width set.
_SET_BY_WIDTH = """() => {
  const walk = (rule, inner) => {
    const byWidth = inner || /width/.test(rule.media?.mediaText);
    const set = byWidth && rule.style ? [...rule.style] : [];
    return [...set, ...[...rule.cssRules ?? []].flatMap(one => walk(one, byWidth))];
  };
  return [...document.styleSheets].flatMap(sheet => walk(sheet, false));
}"""


def test_no_style_for_a_width_sets_a_colour(site: Site, page: Page) -> None:
    """So that colours are judged at one width: see audit/axe.py."""
    with serve(site.output, site.report.plan.base_url) as origin:
        page.goto(f"{origin}/index.html")
        names = set(page.evaluate(_SET_BY_WIDTH))
    assert {"display", "font-size"} <= names
    assert not [n for n in names if re.search("color|background|fill|stroke|opacity|filter", n)]


@pytest.mark.parametrize(("width", "narrower"), [(375, 320), (1280, 768)])
def test_axe_finds_nothing_to_complain_of(
    site: Site, browser: Browser, width: int, narrower: int
) -> None:
    """Nor does it leave anything to people, but for what audit/axe.py explains."""
    found = {}
    for name, page in each_page(browser, site, width):
        found[name] = complaints(page, narrower)
    assert {name: complaints for name, complaints in found.items() if complaints} == {}


def test_no_page_asks_for_anything_but_itself_its_style_and_its_script(
    site: Site, browser: Browser
) -> None:
    context = browser.new_context()
    asked: dict[Page, set[str]] = {}
    context.on("request", lambda request: asked[request.frame.page].add(request.url))
    opened = {path: context.new_page() for path in site.pages}
    for path, page in opened.items():
        asked[page] = set()
        page.goto(path.as_uri())
    for path, page in opened.items():
        page.wait_for_load_state("networkidle")
        base = site.report.plan.base_url if path.name == "404.html" else ""
        top = base or site.output.as_uri()
        needed = asked[page] - {f"{top}/favicon.svg"}  # which a browser asks for when it likes
        script = {f"{top}/matrix.js"} if path.name == "index.html" else set()
        assert needed == {path.as_uri(), f"{top}/style.css"} | script


def test_the_head_and_the_first_column_of_the_matrix_stay_in_view(
    site: Site, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 320})
    page.goto((site.output / "index.html").as_uri())
    region = page.locator(".scroll.tall").first
    region.evaluate("e => { e.scrollTop = 120; e.scrollLeft = 60; }")
    box = region.bounding_box()
    head = region.locator("thead th").first.bounding_box()
    name = region.locator("tbody th[scope=row]").last.bounding_box()
    assert box and head and name
    assert abs(head["y"] - box["y"]) < 2
    assert abs(name["x"] - box["x"]) < 2


def test_the_keyboard_reaches_the_skip_link_first_and_sees_where_it_is(
    site: Site, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto((site.output / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "本文へ移動"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "4px"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_policy_lets_only_the_site_itself_run(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in site.pages:
        if path.name != "404.html":
            page.goto(path.as_uri())
    assert complaints == []
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'),"
        " { textContent: 'window.ran = true' }))"
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in complaint for complaint in complaints)
