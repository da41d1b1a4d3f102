"""Whether a page can be read when the window is narrow, or the text larger or wider apart."""

from typing import Any, Protocol

from playwright.sync_api import Page

from audit import styles


class Evaluates(Protocol):
    """A page in a browser, whichever drives it."""

    def evaluate(self, script: str, /) -> Any: ...


# WCAG 2.2, 1.4.12: what a reader may set without losing anything.
_SPACING = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }
"""

# How much wider the page is than its window, and text that is cut off by its box, or sticks out of it
# over what lies beside it. A box that is scrolled to be read (a wide table) cuts nothing off, and what
# is only for screen readers does not show anyway.
_CUT = """() => {
  const root = document.documentElement;
  const cut = new Set(), asked = new Map();
  const look = box => {
    if (!asked.has(box)) {
      const {overflowX, overflowY, display, position} = getComputedStyle(box);
      asked.set(box, {rect: box.getBoundingClientRect(), overflowX, overflowY, display, position});
    }
    return asked.get(box);
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const name = e => `<${e.localName}${e.className && e.className.trim ? ' ' + e.className : ''}>`;
  while (words.nextNode()) {
    const text = words.currentNode, parent = text.parentElement;
    if (!text.data.trim() || !parent.checkVisibility({visibilityProperty: true})) continue;
    if (parent.closest('.spoken, .skip, script, style')) continue;
    const inPicture = parent.closest('svg'); // where labels may stand over the edge
    range.selectNodeContents(text);
    // Of characters that each have a place in a picture, Firefox's range is wider than they are.
    const at = (inPicture ? parent : range).getBoundingClientRect();
    if (at.width <= 1 || at.height <= 1) continue;
    for (let box = parent; box && box !== document.body; box = box.parentElement) {
      const style = look(box), {rect} = style;
      if (rect.width <= 1 && rect.height <= 1) break; // for screen readers
      const outside = at.right > rect.right + 2 || at.left < rect.left - 2;
      const below = at.bottom > rect.bottom + 4 || at.top < rect.top - 4;
      const hides = ['hidden', 'clip'].includes(style.overflowX) ||
        ['hidden', 'clip'].includes(style.overflowY);
      if (['auto', 'scroll'].includes(style.overflowX)) break;
      if ((hides && (outside || below)) ||
          (outside && !inPicture && !['inline', 'contents'].includes(style.display)))
        cut.add(`${name(box)} ${text.data.trim().slice(0, 30)}`);
      if (style.position === 'absolute') break;
    }
  }
  return [root.scrollWidth - root.clientWidth, [...cut]];
}"""


def narrow(page: Evaluates) -> list[str]:
    """What is wrong with the page in its window: it is wider, or text is cut off."""
    wide, cut = page.evaluate(_CUT)
    too_wide = [f"画面より{wide}ピクセル広くなっています"] if wide > 0 else []
    return too_wide + [f"文字が枠に収まりません: {where}" for where in cut]


def spaced(page: Page) -> list[str]:
    """The same with lines, letters and words further apart. The page stays so."""
    styles.add(page, _SPACING)
    return narrow(page)
