"""The pages of a site in a browser, from a server as the audit has them."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from conftest import Site
from lxml import html
from patience import SECONDS
from playwright.sync_api import Browser, Page, ViewportSize

from audit import axe, colours
from audit.site import serve


def until(happens: Callable[[], bool]) -> bool:
    """Waits for what Playwright cannot: it would evaluate text in a page that forbids that."""
    end = time.monotonic() + SECONDS
    while not (happened := happens()) and time.monotonic() < end:
        time.sleep(0.05)
    return happened


def each_page(
    browser: Browser,
    site: Site,
    width: int = 1280,
    height: int = 720,
    zoom: float = 1,
    pages: Sequence[Path] = (),
) -> Iterator[tuple[str, Page]]:
    """Opens each page of the site, from a server, in a window of so many pixels of the screen.

    Or those `pages` of it. It is one window for all, since a new one takes longer than a page.
    """
    size: ViewportSize = {"width": round(width / zoom), "height": round(height / zoom)}
    context = browser.new_context(device_scale_factor=zoom)
    page = context.new_page()
    with serve(site.output, site.report.plan.base_url) as origin:
        for path in pages or site.pages:
            name = path.relative_to(site.output).as_posix()
            page.set_viewport_size(size)
            page.goto(f"{origin}/{name}")
            yield name, page
    context.close()


def assert_each_is_named(tree: html.HtmlElement, what: str, page: str) -> None:
    """Each has a name that no other on the page has."""
    names = []
    for element in tree.xpath(f"//main//{what} | //header//{what} | //body/{what}"):
        said = element.xpath("id(@aria-labelledby)") or element.xpath("caption")
        names.append(element.get("aria-label") or " ".join(it.text_content() for it in said))
    assert all(name.strip() for name in names), (page, names)
    assert len(set(names)) == len(names), (page, names)


def assert_files_are_told_apart(tree: html.HtmlElement, page: str) -> None:
    """Links to different files read differently, even if those have one size."""
    links = {
        (link.text_content().split("形式")[0], link.get("href"))
        for link in tree.xpath("//main//a[contains(., '形式')]")
    }
    assert len({words for words, _ in links}) == len(links), page


_SIDEWAYS = """() => {
  document.querySelectorAll('main details').forEach(e => { e.open = true; });
  return [...document.querySelectorAll('.scroll:has(.tally, .readings, .matrix)')]
    .filter(e => e.scrollWidth > e.clientWidth).map(e => e.outerHTML.slice(0, 200));
}"""


def sideways(page: Page) -> list[str]:
    """The tables of numbers for which the window is too narrow, those that are folded away among them."""
    found: list[str] = page.evaluate(_SIDEWAYS)
    return found


# Marks what shows and was not judged before, and of its texts one of each look: axe-core takes most of
# its time to find out what is behind each. Two texts look alike if they and all around them have the
# same styles and nothing that is painted lies across them: then they stand out alike, on any page. The
# texts of pictures, which axe-core leaves undecided, are marked to be judged without it.
_MARK = """known => {
  const marked = (name, all) => {
    document.querySelectorAll(`[${name}]`).forEach(e => e.removeAttribute(name));
    all.forEach((e, n) => e.setAttribute(name, n));
    return all.length;
  };
  const hash = text => {
    let [a, b] = [5381, 52711];
    for (let n = 0; n < text.length; n++) {
      a = Math.imul(a, 33) ^ text.charCodeAt(n);
      b = Math.imul(b, 31) ^ text.charCodeAt(n);
    }
    return `${a} ${b}`;
  };
  const all = [...document.body.querySelectorAll('*')];
  const clear = s => s.backgroundColor === 'rgba(0, 0, 0, 0)' && s.backgroundImage === 'none';
  const looks = new Map();
  const look = e => {
    if (e && !looks.has(e)) {
      const s = getComputedStyle(e);
      looks.set(e, hash([look(e.parentElement), s.color, s.backgroundColor, s.backgroundImage,
        s.backgroundClip, s.opacity, s.fontSize, s.fontWeight, s.textShadow, s.webkitTextStroke,
        s.filter, s.mixBlendMode, ...['::before', '::after'].map(part => {
          const p = getComputedStyle(e, part);
          return p.content === 'none' || clear(p) ? '' : [p.width, p.height, p.position];
        })].join('|')));
    }
    return e ? looks.get(e) : '';
  };
  const seen = new Set(known), fresh = new Set();
  let shown = all.filter(e => e.checkVisibility({visibilityProperty: true}) &&
    e.getClientRects().length && !window.judged?.has(e));
  // What a narrower window alone shows may be the very same on another page.
  if (window.judged) shown = shown.filter(e => {
    judged.add(e);
    const same = hash(look(e) + e.outerHTML);
    return !seen.has(same) && fresh.add(same);
  });
  window.judged ??= new Set(shown);
  const painted = all.filter(e => e.matches('svg, img') || !clear(getComputedStyle(e)))
    .map(e => [e, e.getBoundingClientRect()]);
  const across = (e, at) => painted.some(([other, its]) =>
    its.right > at.left && its.left < at.right && its.bottom > at.top && its.top < at.bottom &&
    !other.contains(e) && !e.contains(other));
  const says = e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
  axe.configure({rules: [{id: 'color-contrast', selector: '[data-look]'}]});
  marked('data-look', shown.filter(e => {
    if (e.matches('input, select, textarea, button')) return true;
    if (!says(e) || e.closest('svg')) return false;
    if (across(e, e.getBoundingClientRect())) return true;
    return !seen.has(look(e)) && fresh.size < fresh.add(look(e)).size;
  }));
  const drawn = marked('data-drawn', shown.filter(e => says(e) && e.closest('svg')));
  return {shown: marked('data-unjudged', shown), drawn, fresh: [...fresh]};
}"""

_FINE: set[str] = set()  # the looks that axe-core has had nothing against


def complaints(page: Page, *narrower: int) -> list[tuple[str, str]]:
    """What axe-core complains of: by all of its rules, and by those of layout in narrower windows.

    What shows in a narrower window only is judged there by all of them. The page stays narrow.
    """
    axe.load(page)
    wrong = _complaints_of_new(page, ":root")
    for width in narrower:
        page.set_viewport_size({"width": width, "height": 720})
        wrong += axe.run(page, axe.OF_LAYOUT).complaints
        wrong += _complaints_of_new(page, "[data-unjudged]")
    return wrong


def _complaints_of_new(page: Page, within: str) -> list[tuple[str, str]]:
    """Those of what shows and was not judged before; `within` is a selector of what is judged."""
    marked = page.evaluate(_MARK, list(_FINE))
    is_whole = within == ":root"
    if not marked["shown"] and not is_whole:
        return []
    found = axe.run(page, within=within)
    assert (marked["shown"] and found.criteria) or not is_whole, "axe did not run"
    wrong = [*found.complaints, *_pale_in_pictures(page, marked["drawn"])]
    if not wrong:
        _FINE.update(marked["fresh"])
    return wrong


def _pale_in_pictures(page: Page, count: int) -> list[tuple[str, str]]:
    """Of the so many texts that were marked, as audit/axe.py judges what axe-core leaves undecided."""
    drawn = [f'[data-drawn="{n}"]' for n in range(count)]
    judged = zip(drawn, colours.readable(page, drawn), strict=True)
    return [("1.4.3", f"color-contrast: {name}") for name, is_enough in judged if not is_enough]
