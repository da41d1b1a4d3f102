"""Types into the search of the overview's matrix, and says how long the first rows took to come."""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import CDPSession, Page

from audit.chromium import open_browser

WORDS = ("納付", "の", "市民 システム", "zzz")  # few are found, nearly all, some, none
# From the key, which waits for the work before it, to the frame in which the first rows are seen.
_LISTEN = """() => {
  window.took = [];
  addEventListener('keydown', event => { window.pressed = event.timeStamp; }, true);
  addEventListener('input', () => requestAnimationFrame(() => setTimeout(() =>
    window.took.push((performance.now() - window.pressed) / 1000))), true);
}"""
_DONE = """async () => {
  while (!window.took.length) await new Promise(done => setTimeout(done));
  return window.took.pop();
}"""


def main() -> None:
    with open_browser() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(Path("output", "index.html").resolve().as_uri())
        page.evaluate(_LISTEN)
        page.focus("#report-words")
        keyboard = page.context.new_cdp_session(page)
        took = [seconds for word in WORDS for seconds in _type(page, keyboard, word)]
    print(json.dumps({"median": median(took), "slowest": max(took)}))


def _type(page: Page, keyboard: CDPSession, word: str) -> Iterator[float]:
    """Seconds for each of the word's characters, put in and taken away again."""
    for character in word:
        # As a keyboard with that key does it: what is inserted otherwise does not say when.
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": character})
        yield page.evaluate(_DONE)
    for _ in word:
        page.keyboard.press("Backspace")
        yield page.evaluate(_DONE)


if __name__ == "__main__":
    main()
