"""Every page in narrow and wide windows, enlarged, spaced out, in forced colours and without motion.

What is looked for is what `make audit` looks for: audit/reading.py.
"""

import re
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from browser import each_page
from conftest import UNDRAWN, Site
from playwright.sync_api import Browser, CDPSession, Page

from audit import reading
from audit.chromium import launch
from planreport import paths
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
_ANIMATED = (
    "() => document.getAnimations().map(animation => `${animation.effect?.target?.outerHTML}`)"
)
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

# Windows by their width and height in pixels of the screen, and how far pages are enlarged in them.
_WINDOWS = [(width, 720, 1) for width in (1920, 1280, 768, 375, 320)]
_USUAL, _NARROW, _PHONE = (1280, 720, 1), (320, 720, 1), (375, 720, 1)
_ENLARGED = [(1280, 720, 2), (1280, 720, 4)]

Seen = dict[str, dict[str, list[Any]]]  # by what is looked for, what is wrong with each page


@pytest.fixture(scope="module")
def seen(site: Site, undrawn_chromium: Browser) -> Seen:
    """All that is looked for, in one visit of each page: to open one takes longer than to look at it."""
    found: Seen = {}
    cdp = None
    for name, page in each_page(undrawn_chromium, site, pages=[*site.pages, *site.earlier]):
        cdp = cdp or page.context.new_cdp_session(page)
        is_earlier = name.startswith(paths.EDITIONS)
        for what, wrong in earlier(page, cdp) if is_earlier else current(page, cdp):
            found.setdefault(what, {})[name] = wrong
        resize(cdp, *_USUAL)
    return found


def current(page: Page, cdp: CDPSession) -> Iterator[tuple[str, list[Any]]]:
    """What is wrong with the page, by what is looked for."""
    yield "lists", page.evaluate(_UNMARKED)
    yield "window", narrow(page, cdp, *_WINDOWS)
    yield "enlarged", narrow(page, cdp, *_ENLARGED)
    resize(cdp, *_USUAL)
    page.emulate_media(reduced_motion="reduce")
    yield "moving", page.evaluate(_MOVING) + page.evaluate(_ANIMATED)
    page.emulate_media(reduced_motion="no-preference")
    yield "vanished", [*vanished(page, "light"), *vanished(page, "dark")]
    page.emulate_media(forced_colors="none", color_scheme="light")
    page.evaluate("document.activeElement.blur()")
    yield "spaced", reading.spaced(page) + narrow(page, cdp, _NARROW)


def earlier(page: Page, cdp: CDPSession) -> Iterator[tuple[str, list[Any]]]:
    """The same of one of an earlier edition, in which little is otherwise."""
    yield "lists", page.evaluate(_UNMARKED)
    yield "earlier", narrow(page, cdp, _PHONE)


def narrow(page: Page, cdp: CDPSession, *windows: tuple[int, int, int]) -> list[tuple[int, str]]:
    """What is wrong with the page in such windows."""
    wrong = []
    for width, height, zoom in windows:
        resize(cdp, width, height, zoom)
        assert page.evaluate("[innerWidth, devicePixelRatio]") == [width // zoom, zoom]
        wrong += [(width // zoom, text) for text in unread(page)]
    return wrong


def unread(page: Page) -> list[str]:
    return [*reading.narrow(page), *page.evaluate(_BOXES)]


def resize(cdp: CDPSession, width: int, height: int, zoom: int) -> None:
    size = {"width": width // zoom, "height": height // zoom, "deviceScaleFactor": zoom}
    cdp.send("Emulation.setDeviceMetricsOverride", {**size, "mobile": False})


def wrong(seen: Seen, what: str) -> dict[str, list[Any]]:
    return {name: found for name, found in seen[what].items() if found}


def test_a_page_fits_into_its_window(seen: Seen) -> None:
    assert wrong(seen, "window") == {}


def test_a_page_fits_when_enlarged(seen: Seen) -> None:
    assert wrong(seen, "enlarged") == {}


def test_a_page_of_each_kind_of_an_earlier_edition_fits_on_a_phone(seen: Seen) -> None:
    assert {name.rpartition("/")[2] for name in seen["earlier"]} > {"index.html", "data.html"}
    assert wrong(seen, "earlier") == {}


def test_a_page_can_be_read_with_text_of_twice_the_size(site: Site, undrawn: Browser) -> None:
    found = {}
    with launch(undrawn.browser_type, text=200, more=UNDRAWN) as large:
        for name, page in each_page(large, site):
            found[name] = unread(page)
            page.set_viewport_size({"width": 375, "height": 720})
            found[name] += unread(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_page_can_be_read_with_more_space(seen: Seen) -> None:
    assert wrong(seen, "spaced") == {}


def test_nothing_that_means_something_vanishes_in_forced_colours(seen: Seen) -> None:
    assert wrong(seen, "vanished") == {}


# What the key of the heat map shows, and its cells, by their look.
_KEY = """() => Object.fromEntries([...document.querySelectorAll('.heat-key span')]
  .map(e => [e.className, getComputedStyle(e).backgroundColor]))"""
_CELLS = """() => Object.fromEntries([...document.querySelectorAll('.heat path')]
  .map(e => [e.getAttribute('class'), getComputedStyle(e).fill]))"""


@pytest.mark.parametrize("colours", ["none", "active"])
def test_the_key_of_the_whole_plan_shows_its_cells_in_forced_colours_too(
    site: Site, page: Page, colours: Literal["none", "active"]
) -> None:
    page.emulate_media(forced_colors=colours)
    page.goto((site.output / paths.HOME).as_uri())
    key, cells = page.evaluate(_KEY), page.evaluate(_CELLS)
    assert len(cells) > 1
    assert cells.items() <= key.items()


def test_every_list_is_one_for_safari_too(site: Site, seen: Seen) -> None:
    style = (site.output / "style.css").read_text(encoding="utf-8")
    assert re.findall(r"list-style[^;]*none", style) == []
    assert wrong(seen, "lists") == {}


def test_nothing_moves_for_those_who_asked_for_stillness(seen: Seen) -> None:
    assert wrong(seen, "moving") == {}


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


# Links in sentences and lists that are a number with its unit, and go on over the end of a line.
_TORN = """() => [...document.querySelectorAll(':is(p, li) a')].filter(a =>
  /^\\d+\\D{1,4}$/.test(a.textContent) && a.getClientRects().length > 1).map(a => a.outerHTML)"""


def test_a_number_in_a_link_keeps_its_unit_however_wide_the_window_is(
    site: Site, undrawn: Browser
) -> None:
    pages = [site.output / paths.CHANGES, site.output / paths.HOME]
    for name, page in each_page(undrawn, site, pages=pages):
        for width in range(320, 400, 4):  # in each, lines end elsewhere
            page.set_viewport_size({"width": width, "height": 720})
            assert page.evaluate(_TORN) == [], (name, width)
