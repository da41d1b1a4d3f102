"""The built pages in a real browser: by axe-core's rules, by the policy, by what stays in view."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from browser import complaints, each_page, sideways, until
from conftest import Site
from playwright.sync_api import Browser, Page, expect

from audit.site import serve

Built = Callable[[str], Path]

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


def test_axe_finds_nothing_to_complain_of(site: Site, undrawn: Browser) -> None:
    """Nor does it leave anything to people, but for what audit/axe.py explains."""
    found = {
        name: complaints(page, 768, 320)
        for name, page in each_page(undrawn, site, pages=site.kinds)
    }
    for name, page in each_page(undrawn, site, 375, pages=site.other_kinds):
        found[name] = complaints(page)
    assert {name: complaints for name, complaints in found.items() if complaints} == {}


# The texts of the charts of steps: how high each is, and which lie on another or leave the window.
_STEP_TEXTS = """() => [...document.querySelectorAll('.steps')].map(chart => {
  const boxes = [...chart.querySelectorAll('text')].filter(e => e.checkVisibility())
    .map(e => [e.textContent, e.getBoundingClientRect()]);
  const over = (a, b) => a.right > b.left + 1 && a.left < b.right - 1 &&
    a.bottom > b.top + a.height / 3 && a.top < b.bottom - a.height / 3;
  return {
    size: Math.min(...boxes.map(([_, box]) => box.height)),
    wrong: boxes.filter(([_, box], n) => box.left < 0 || box.right > innerWidth ||
      boxes.slice(n + 1).some(([_, other]) => over(box, other))).map(([text]) => text),
  };
})"""


def test_words_of_a_chart_grow_with_the_text_and_stay_apart(site: Site, undrawn: Browser) -> None:
    goals = sorted(site.output.glob("goal-*.html"))
    for name, page in each_page(undrawn, site, width=320, pages=goals):
        usual = page.evaluate(_STEP_TEXTS)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        large = page.evaluate(_STEP_TEXTS)
        assert usual and not any(chart["wrong"] for chart in usual + large), name
        for before, after in zip(usual, large, strict=True):
            assert after["size"] == pytest.approx(2 * before["size"], rel=0.1)


def test_what_the_stages_mean_is_at_hand_at_each_chart(page: Page, built_once: Built) -> None:
    page.goto((built_once("shipped") / "output" / "goal-1.html").as_uri())
    meanings = page.get_by_role("figure", name="段階の意味")
    expect(meanings).to_be_hidden()
    page.locator(".measure").last.get_by_role("button", name="段階の意味").press("Enter")
    expect(meanings).to_contain_text("一部実施：内容の一部を実施している段階")
    page.keyboard.press("Escape")
    expect(meanings).to_be_hidden()


PALE = "#999"  # on white


@pytest.mark.parametrize(
    ("css", "html"),
    [
        (f".a {{ color: {PALE} }}", "<p>Dark</p><p>Dark</p><p class=a>Pale</p>"),
        (f"a {{ color: {PALE}; text-decoration: none }}", "<p>Dark <a href='#b'>Pale</a></p>"),
        ("div { background: #555 } .a { background: #fff }", "<div><p class=a>Dark</p><p>Pale</p></div>"),
        (".a { opacity: 0.5 }", "<div><p>Dark</p></div><div class=a><p>Pale</p></div>"),
        (".a { font-size: 30px; color: #888 } b { font-weight: 400; color: #888 }", "<p class=a>Large</p><p><b>Pale</b></p>"),
        ("main { position: relative; z-index: 0 } .a { position: relative; z-index: -1; top: -1.2em; height: 1.2em; background: #333 }", "<p>Dark</p><p>Dark</p><p>Pale</p><div class=a></div>"),
        (f"text {{ fill: #222 }} .a {{ fill: {PALE} }}", "<svg><text y=20>Dark</text><text y=50 class=a>Pale</text></svg>"),
        ("text { fill: #222 }", "<svg><rect y=30 width=90 height=40 fill='#555'></rect><text y=20>Dark</text><text y=50>Pale</text></svg>"),
        (f".a {{ display: none; color: {PALE} }} @media (width < 400px) {{ .a {{ display: block }} }}", "<p>Dark</p><p class=a>Pale</p>"),
    ],
    ids=["the third", "within", "around", "see-through", "smaller", "underlaid", "drawn", "drawn on", "if narrow"],
)  # fmt: skip
def test_one_pale_text_among_others_is_found(undrawn: Browser, css: str, html: str) -> None:
    page = undrawn.new_page(viewport={"width": 1280, "height": 900})
    page.set_content(
        f"<!DOCTYPE html><html lang=en><title>t</title><style>p {{ margin: 0 }} {css}</style>"
        f"<main><h1>Title</h1>{html}</main>"
    )
    assert [text.partition(":")[0] for _, text in complaints(page, 375)] == ["color-contrast"]


def test_what_was_fine_on_one_page_is_found_where_it_is_pale_on_another(undrawn: Browser) -> None:
    page = undrawn.new_page()
    for colour, expected in (("#222", []), (PALE, ["color-contrast"]), (PALE, ["color-contrast"])):
        page.goto("about:blank")
        page.set_content(
            f"<!DOCTYPE html><html lang=en><title>t</title><style>p {{ color: {colour} }}</style>"
            "<main><h1>Title</h1><p>Text</p></main>"
        )
        assert [text.partition(":")[0] for _, text in complaints(page, 375)] == expected


def test_no_page_asks_for_anything_but_itself_its_style_and_its_script(
    site: Site, browser: Browser
) -> None:
    """Nor has a browser anything to complain of in them."""
    context = browser.new_context()
    asked: dict[Page, set[str]] = {}
    said: list[str] = []
    context.on("request", lambda request: asked[request.frame.page].add(request.url))
    context.on(
        "console",
        lambda message: said.append(f"{message.page and message.page.url}: {message.text}"),
    )
    opened = {path: context.new_page() for path in site.pages}
    for path, page in opened.items():
        asked[page] = set()
        page.goto(path.as_uri())
    for path, page in opened.items():
        page.wait_for_load_state("networkidle")
        base = site.report.plan.base_url if path.name == "404.html" else ""
        top = site.output.as_uri()
        needed = asked[page] - {
            f"{base or top}/favicon.svg"
        }  # which a browser asks for when it likes
        script = {f"{top}/matrix.js"} if path.name == "index.html" else set()
        style = {f"{top}/style.css"} if path.name != "404.html" else set()
        assert needed == {path.as_uri()} | style | script
    assert [text for text in said if "/404.html: " not in text] == []


@pytest.mark.parametrize("address", ["", "https://nowhere.invalid/a/b/c"], ids=["file", "anywhere"])
def test_what_is_not_found_has_its_look_wherever_it_is_shown(
    site: Site, undrawn: Browser, address: str
) -> None:
    file = site.output / "404.html"
    page = undrawn.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    html = file.read_text(encoding="utf-8")
    page.route(re.compile("^https:"), lambda it: it.fulfill(body=html, content_type="text/html"))
    page.goto(address or file.as_uri())
    own, usual = undrawn.new_page(), "getComputedStyle(document.querySelector('main')).maxWidth"
    own.goto((site.output / "data.html").as_uri())
    assert page.evaluate(usual) == own.evaluate(usual) != "none"
    assert said == []


# Where the page is scrolled to the last row: what of the matrix stays in view, and what scrolls.
# The years that the names beside them hide a part of.
_HALVED = """() => {
  const [name, ...years] = document.querySelectorAll('.matrix thead th');
  const edge = name.getBoundingClientRect().right;
  return years.map(e => [e.textContent, e.getBoundingClientRect()])
    .filter(([, box]) => box.left < edge - 2 && edge + 2 < box.right).map(([year]) => year);
}"""
_AT_THE_END = """() => {
  const box = selector => document.querySelector(selector).getBoundingClientRect();
  const list = document.querySelector('.list');
  [...list.querySelectorAll('th[scope=row]')].at(-1).scrollIntoView({block: 'end'});
  return {
    head: box('.matrix thead').top, name: box('.matrix th[scope=row]').left - box('.list').left,
    heading: box('.matrix .item').left - box('.list').left,
    last: box('.list').right - box('.matrix thead th:last-child').right,
    beyond: list.scrollWidth - list.clientWidth, inside: list.scrollHeight - list.clientHeight,
    page: document.documentElement.scrollWidth,
    // A browser that does not know boxes which scroll one way only takes this one for both.
    stays: getComputedStyle(list).overflowY !== 'hidden',
  };
}"""


@pytest.mark.parametrize("width", [768, 1280, 1920])
def test_the_matrix_scrolls_with_the_page_and_its_head_stays_in_view(
    built_once: Callable[[str], Path], undrawn: Browser, width: int
) -> None:
    page = undrawn.new_page(viewport={"width": width, "height": 600})
    page.goto((built_once("minamo") / "output" / "index.html").as_uri())
    seen = page.evaluate(_AT_THE_END)
    assert abs(seen["head"]) < 2 or not seen["stays"]
    assert seen["stays"] or width == 768
    assert seen["inside"] == 0
    assert seen["page"] <= width
    assert (seen["beyond"] > 0) == (width == 768)  # five years need more than that


def test_years_that_do_not_fit_begin_at_the_last_and_the_names_stay_in_view(
    built_once: Callable[[str], Path], browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 768, "height": 600})
    page.goto((built_once("minamo") / "output" / "index.html").as_uri())
    seen = page.evaluate(_AT_THE_END)
    assert abs(seen["name"]) < 2 and abs(seen["last"]) < 2
    assert 0 < seen["heading"] < 20
    assert page.evaluate(_HALVED) == []
    page.locator(".matrix th[scope=row] a").last.focus()
    page.keyboard.press("ArrowLeft")
    assert until(lambda: page.evaluate(_AT_THE_END)["last"] < -10)
    assert abs(page.evaluate(_AT_THE_END)["name"]) < 2


def test_the_head_leaves_a_low_window_to_the_rows(
    built_once: Callable[[str], Path], undrawn: Browser
) -> None:
    page = undrawn.new_page(viewport={"width": 800, "height": 400})
    page.goto((built_once("minamo") / "output" / "index.html").as_uri())
    assert page.evaluate(_AT_THE_END)["head"] < -100


@pytest.mark.parametrize("width", [320, 375])
def test_on_a_phone_each_measure_is_a_card_with_the_newest_year_in_words(
    site: Site, undrawn: Browser, width: int
) -> None:
    page = undrawn.new_page(viewport={"width": width, "height": 700})
    page.goto((site.output / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    measure = next(it for it in site.report.plan.measures if len(it.years) > 1)
    row = page.locator(f"tr:has(> th > a:text-is('{measure.title}'))")
    newest, year = row.locator("[data-newest]"), site.report.as_of
    assert year and newest.get_attribute("data-year") == str(year)
    record = measure.in_year(year)
    assert record and record.progress and record.standing
    for words in (record.progress.label, record.standing.label):
        box = newest.get_by_text(words, exact=False).last.bounding_box()
        assert box and box["width"] > 10 and box["height"] > 10, words
    name, first = row.locator("a").bounding_box(), newest.bounding_box()
    others = [td.bounding_box() for td in row.locator("td:not([data-newest])").all()]
    assert name and first and name["y"] < first["y"]
    assert all(box and first["y"] < box["y"] and box["width"] < width / 2 for box in others)
    symbols = row.locator("td.is-marked:not([data-newest]) .mark")
    assert symbols.count() and all(mark.is_visible() for mark in symbols.all())
    folded = row.locator("td.is-marked:not([data-newest]) .pair").first.bounding_box()
    assert folded and folded["width"] <= 1
    page.emulate_media(forced_colors="active")
    late = page.locator(".matrix td.is-behind").evaluate_all(
        "all => all.map(td => getComputedStyle(td).borderLeftWidth)"
    )
    assert set(late) == {"4px"}


# Of all tables but the full one, which is read sideways: those that are, and the years in them that
# take two lines.
_TORN = """() => [...document.querySelectorAll(':is(.tally, .readings, .years) tbody th')].filter(e => {
  const words = document.createRange();
  words.selectNodeContents(e);
  return /^[^（）]{3,6}年度$/.test(e.textContent) &&
    new Set([...words.getClientRects()].map(box => box.top)).size > 1;
}).map(e => e.closest('table').className + ' ' + e.textContent)"""
# The symbols that stand on a line without the first of their word.
_SYMBOL_ALONE = """() => [...document.querySelectorAll('.years td > [aria-hidden]')].filter(e => {
  const word = e.nextSibling, letter = document.createRange();
  if (word?.nodeType !== Node.TEXT_NODE || !word.data.trim()) return false;
  letter.setStart(word, word.data.search(/\\S/));
  letter.setEnd(word, word.data.search(/\\S/) + 1);
  return letter.getBoundingClientRect().top > e.getBoundingClientRect().bottom - 2;
}).map(e => e.parentElement.textContent)"""


def test_on_a_phone_no_table_of_counts_is_read_sideways_and_no_year_is_torn(
    site: Site, undrawn: Browser
) -> None:
    for name, page in each_page(undrawn, site, width=375, pages=site.kinds):
        assert (name, sideways(page), page.evaluate(_TORN)) == (name, [], [])
        page.set_viewport_size({"width": 320, "height": 720})
        assert (name, sideways(page)) == (name, [])
        assert (name, page.evaluate(_TORN), page.evaluate(_SYMBOL_ALONE)) == (name, [], [])


# The texts of which no more than a letter, with what ends it, is left for the last line.
_ALONE = """() => [...document.querySelectorAll(':is(dd, li)')].filter(e => {
  const [text] = e.childNodes, range = document.createRange();
  if (e.childNodes.length !== 1 || text.nodeType !== 3) return false;
  const last = text.data.search(/.[。、」）]*\\s*$/);
  const top = n => {
    range.setStart(text, n);
    range.setEnd(text, n + 1);
    return range.getBoundingClientRect().top;
  };
  return last > 0 && top(last - 1) < top(last);
}).map(e => e.textContent)"""


def test_on_a_phone_no_text_ends_with_a_letter_alone_on_a_line(
    site: Site, undrawn: Browser
) -> None:
    for name, page in each_page(undrawn, site, width=375, pages=site.kinds):
        assert (name, page.evaluate(_ALONE)) == (name, [])


def test_names_in_the_full_table_stand_as_high_as_its_other_cells(site: Site, page: Page) -> None:
    page.goto((site.output / "summary-table.html").as_uri())
    for row in (".full thead", ".full tbody:has(td)"):
        gaps = page.locator(f"{row} :is(th, td):not(.goal)").evaluate_all(
            "all => [...new Set(all.map(it => getComputedStyle(it).paddingBlock))]"
        )
        assert len(gaps) == 1, (row, gaps)


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
    page.goto((site.output / "index.html").as_uri())
    page.on("console", lambda message: complaints.append(message.text))
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'),"
        " { textContent: 'window.ran = true' }))"
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in complaint for complaint in complaints)
