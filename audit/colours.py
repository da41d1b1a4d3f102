"""The contrast of a text that axe-core could not decide, reckoned from the colours themselves."""

import re
from collections.abc import Sequence

from playwright.sync_api import Page

from planreport.accessibility.contrast import ratio

LEAST, LEAST_LARGE = 4.5, 3  # WCAG 2.2, 1.4.3

# The colour of each text, those behind its characters, and whether it is large. In a picture the
# last shape painted below a character is behind it; elsewhere the nearest box around the text that
# is not transparent.
_COLOURS = """selectors => selectors.map(selector => {
  const e = document.querySelector(selector), style = getComputedStyle(e);
  const picture = e.closest('svg'), size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
  let around = 'rgb(255, 255, 255)';
  for (let box = picture ? picture.parentElement : e; box; box = box.parentElement) {
    const colour = getComputedStyle(box).backgroundColor;
    if (colour !== 'rgba(0, 0, 0, 0)') { around = colour; break; }
  }
  if (!picture) return [style.color, [around], large];
  const shapes = [...picture.querySelectorAll('rect, circle, path')].filter(shape =>
    shape.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING &&
    getComputedStyle(shape).fill !== 'none');
  const behind = [...e.textContent].map((_, n) => {
    const range = document.createRange();
    range.setStart(e.firstChild, n);
    range.setEnd(e.firstChild, n + 1);
    const at = range.getBoundingClientRect();
    const middle = new DOMPoint(at.left + at.width / 2, at.top + at.height / 2);
    const below = shapes.findLast(shape =>
      shape.isPointInFill(middle.matrixTransform(shape.getScreenCTM().inverse())));
    return below ? getComputedStyle(below).fill : around;
  });
  return [style.fill, behind, large];
})"""


def readable(page: Page, selectors: Sequence[str]) -> list[bool]:
    """Of each text that a selector names: whether it stands out from what is behind it."""
    return [
        all(_is_enough(text, colour, is_large) for colour in behind)
        for text, behind, is_large in page.evaluate(_COLOURS, selectors)
    ]


def _is_enough(text: str, behind: str, is_large: bool) -> bool:
    one, other = _hex(text), _hex(behind)
    return bool(one and other) and ratio(one, other) >= (LEAST_LARGE if is_large else LEAST)


def _hex(colour: str) -> str:
    """A colour as #rrggbb; empty for one that is not plain, such as a pattern or a half-transparent."""
    found = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", colour)
    return "#" + "".join(f"{int(part):02x}" for part in found.groups()) if found else ""
