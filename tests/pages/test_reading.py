"""Every page in narrow and wide windows, enlarged, spaced out, in forced colours and without motion.

What is looked for is what `make audit` looks for: audit/reading.py.
"""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from browser import each_page
from conftest import Site
from playwright.sync_api import Browser, Page

from audit import reading
from audit.chromium import launch
from planreport.accessibility.contrast import ratio

# What is drawn and means something; a grid and a bar's empty track do not.
_DRAWN = """() => [...document.querySelectorAll('main svg :is(rect, path, circle, line, text)')]
  .filter(e => !e.closest('a') && !e.matches('.grid, .whole') && e.checkVisibility())
  .map(e => {
    const style = getComputedStyle(e);
    return [e.outerHTML.slice(0, 90), style.fill, style.stroke];
  })"""
# The mark of what unfolds, as it is drawn.
_MARKS = """() => [...document.querySelectorAll('summary')].filter(e => e.checkVisibility())
  .map(e => [e.outerHTML.slice(0, 90), getComputedStyle(e, '::before').backgroundColor])"""
_CANVAS = """() => {
  const e = document.body.appendChild(document.createElement('p'));
  e.style.color = 'Canvas';
  const colour = getComputedStyle(e).color;
  e.remove();
  return colour;
}"""
_MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e);
  return parseFloat(style.transitionDuration) > 0.01 || parseFloat(style.animationDuration) > 0.01 ||
    style.scrollBehavior === 'smooth';
}).map(e => e.outerHTML.slice(0, 90))"""
# A standing says in words or a symbol what its colour says.
_MUTE = """() => [...document.querySelectorAll('td[class^=is-], li[class^=is-]')]
  .filter(e => !e.textContent.trim()).map(e => e.outerHTML)"""


# Lists that have no mark by which Safari takes them for one: hasVisibleMarkers in AccessibilityList.cpp
# of WebKit. An empty mark is one, and so is text before an item.
_UNMARKED = """() => [...document.querySelectorAll('ul, ol')]
  .filter(list => list.children.length && !list.closest('nav'))
  .filter(list => ![...list.children].some(item => {
    const style = getComputedStyle(item), before = getComputedStyle(item, '::before').content;
    return (style.display === 'list-item' && style.listStyleType !== 'none') ||
      !['none', 'normal', '""'].includes(before);
  })).map(list => list.outerHTML.slice(0, 90))"""


# What is scrolled up and down is the page, and nothing that stands in it.
_BOXES = """() => [...document.querySelectorAll('main *')]
  .filter(e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowY) &&
    e.scrollHeight > e.clientHeight && e.checkVisibility())
  .map(e => 'scrolls: ' + e.outerHTML.slice(0, 90))"""


def narrow(page: Page, *widths: int) -> list[tuple[int, str]]:
    """What is wrong with the page in windows of so many pixels."""
    wrong = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 720})
        wrong += [(width, text) for text in (*reading.narrow(page), *page.evaluate(_BOXES))]
    return wrong


def test_a_page_fits_into_its_window(site: Site, browser: Browser) -> None:
    widths = (1920, 1280, 768, 375, 320)
    found = {name: narrow(page, *widths) for name, page in each_page(browser, site)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("zoom", [2, 4])
def test_a_page_fits_when_enlarged(site: Site, browser: Browser, zoom: int) -> None:
    found = {name: reading.narrow(page) for name, page in each_page(browser, site, zoom=zoom)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_page_can_be_read_with_text_of_twice_the_size(site: Site, browser: Browser) -> None:
    with launch(browser.browser_type, text=200) as large:
        found = {name: narrow(page, 1280, 375) for name, page in each_page(large, site)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_page_can_be_read_with_more_space(site: Site, browser: Browser) -> None:
    found = {
        name: [*reading.spaced(page), *narrow(page, 320)] for name, page in each_page(browser, site)
    }
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_nothing_that_means_something_vanishes_in_forced_colours(
    site: Site, browser: Browser
) -> None:
    for name, page in each_page(browser, site):
        assert [*vanished(page, "light"), *vanished(page, "dark")] == [], name


def vanished(page: Page, scheme: Literal["light", "dark"]) -> Iterator[tuple[str, str, str]]:
    """What cannot be told from the page: each with the colours of its area and its line."""
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    canvas = page.evaluate(_CANVAS)
    for html, fill, stroke in page.evaluate(_DRAWN):
        # Text may stand on a shape of its own picture: there the shape is what must show.
        if "<text" not in html and not any(shows(c, canvas) for c in (fill, stroke)):
            yield html, fill, stroke
    yield from ((html, "", "") for html in page.evaluate(_MUTE))
    yield from ((html, mark, "") for html, mark in page.evaluate(_MARKS) if not shows(mark, canvas))
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineColor")
    if not shows(outline, canvas):
        yield "outline", "", outline


def shows(colour: str, canvas: str) -> bool:
    """Whether a shape of that colour can be told from the page (WCAG 2.2, 1.4.11)."""
    return ratio(painted(colour, canvas), painted(canvas, canvas)) >= 3


def painted(colour: str, canvas: str) -> str:
    """The colour as #rrggbb where it is painted on the page: as the page itself if it is none."""
    *under, _ = channels(canvas)
    *over, alpha = channels(colour)
    mixed = (round(o * alpha + u * (1 - alpha)) for o, u in zip(over, under, strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def channels(colour: str) -> list[float]:
    numbers = [float(number) for number in re.findall(r"[\d.]+", colour)]
    return [*(numbers or [0, 0, 0, 0]), 1][:4]


def test_every_list_is_one_for_safari_too(site: Site, browser: Browser) -> None:
    style = (site.output / "style.css").read_text(encoding="utf-8")
    assert re.findall(r"list-style[^;]*none", style) == []
    for name, page in each_page(browser, site, pages=[*site.pages, *site.earlier]):
        assert page.evaluate(_UNMARKED) == [], name


def test_nothing_moves_for_those_who_asked_for_stillness(site: Site, browser: Browser) -> None:
    for name, page in each_page(browser, site):
        page.emulate_media(reduced_motion="reduce")
        assert page.evaluate(_MOVING) == [], name
        assert page.evaluate("document.getAnimations().length") == 0, name
