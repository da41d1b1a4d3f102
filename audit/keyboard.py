"""Walks through a page with the Tab key alone, there and back, as somebody does who has no mouse."""

from typing import Any

from playwright.sync_api import Page

_PREPARE = """() => {
  const all = [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, audio, video, iframe, [tabindex]')];
  // Of a group of radio buttons, Tab reaches one.
  const radios = new Set();
  window.stops = all.filter(e => {
    if (e.tabIndex < 0 || e.disabled || e.closest('[inert]')) return false;
    if (!e.checkVisibility({visibilityProperty: true}) || !e.getClientRects().length) return false;
    if (e.type !== 'radio') return true;
    const first = !radios.has(e.name);
    radios.add(e.name);
    return first;
  });
  return window.stops.map(e =>
    `<${e.localName}> ${(e.getAttribute('aria-label') || e.textContent).trim().slice(0, 30)}`);
}"""

# Notes after each press, before the next one or at the end, where the focus is (-1: nowhere, -2: on
# something else), whether it shows, and whether any of it can be seen: at five points of each of its
# rectangles lies the element itself, or what is in it.
_NOTE = """() => {
  window.seen = [];
  const note = event => { if (event.key === 'Tab') window.seen.push(look()); };
  addEventListener('keydown', event => { if (event.repeat) note(event); }, true);
  addEventListener('keyup', note, true);
  const look = () => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return {at: -1};
    const style = getComputedStyle(e);
    const shows = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const points = [...e.getClientRects()].flatMap(r => [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]]
      .map(([x, y]) => [r.left + r.width * x, r.top + r.height * y]));
    const seen = points.some(([x, y]) => {
      const hit = document.elementFromPoint(x, y);
      return hit && (e.contains(hit) || (hit.contains(e) && hit.closest('main, footer, header, nav')));
    });
    let at = window.stops.indexOf(e);
    if (at < 0 && e.type === 'radio') at = window.stops.findIndex(s => s.name === e.name);
    return {at: at < 0 ? -2 : at, shows, seen, tag: e.localName};
  };
}"""
_NOTED = "() => window.seen.splice(0)"


def walk(page: Page) -> list[tuple[str, str]]:
    """What goes wrong on the way: each time a success criterion and what is the matter.

    Every control is to be reached once, in the order in which the page is read, with an outline
    that shows where one is and nothing lying over it; and after the last one the page is left.
    """
    stops: list[str] = page.evaluate(_PREPARE)
    wrong: list[tuple[str, str]] = []
    reached: list[int] = []
    page.evaluate(_NOTE)
    for now in _press(page, len(stops) + 1):
        at: int = now["at"]
        if at == -1 or (reached and at == reached[0]):
            break
        if at == -2:
            wrong.append(("2.1.1", f"思わぬところに止まります: <{now['tag']}>"))
            continue
        if at in reached:
            wrong.append(("2.1.2", f"二度止まります: {stops[at]}"))
            break
        if not now["shows"]:
            wrong.append(("2.4.7", f"どこにいるか見えません: {stops[at]}"))
        if not now["seen"]:
            wrong.append(("2.4.11", f"ほかのものに隠れています: {stops[at]}"))
        reached.append(at)
    else:
        wrong.append(("2.1.2", "最後まで進んでも、ページから出られません"))
    wrong += [
        ("2.1.1", f"止まりません: {stops[n]}") for n in sorted({*range(len(stops))} - {*reached})
    ]
    if reached != sorted(reached):
        wrong.append(("2.4.3", "ページを読む順番と、止まる順番が違います"))
    return wrong + _walk_back(page, stops)


def _walk_back(page: Page, stops: list[str]) -> list[tuple[str, str]]:
    """What hides on the way back: a head that stays in view lies over what is scrolled to it."""
    page.keyboard.down("Shift")
    noted = _press(page, len(stops))
    page.keyboard.up("Shift")
    return [
        ("2.4.11", f"戻るとき、ほかのものに隠れています: {stops[now['at']]}")
        for now in noted
        if now["at"] >= 0 and not now["seen"]
    ]


def _press(page: Page, times: int) -> list[dict[str, Any]]:
    """What was noted after each press of the Tab key, which is held down: to let it go each time
    takes as long again."""
    for _ in range(times):
        page.keyboard.down("Tab")
    page.keyboard.up("Tab")
    noted: list[dict[str, Any]] = page.evaluate(_NOTED)
    assert len(noted) == times
    return noted
