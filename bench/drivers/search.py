"""Types into the search of the overview's matrix, and says how long the first rows took to come."""

import json
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from audit.chromium import open_browser

WORDS = ("納付", "の", "市民 システム", "zzz")  # few are found, nearly all, some, none
# From the key to what is seen of it: the frame that follows, and the work that it waits for.
_LISTEN = """() => {
  window.took = [];
  addEventListener('input', event => requestAnimationFrame(() => setTimeout(() =>
    window.took.push((performance.now() - event.timeStamp) / 1000))), true);
}"""
_DONE = """async () => {
  while (!window.took.length) await new Promise(done => setTimeout(done));
  return window.took.splice(0);
}"""


def main() -> None:
    with open_browser() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(Path("output", "index.html").resolve().as_uri())
        page.evaluate(_LISTEN)
        page.focus("#report-words")
        took = [seconds for word in WORDS for seconds in _type(page, word)]
    print(json.dumps({"median": median(took), "slowest": max(took)}))


def _type(page: Page, word: str) -> list[float]:
    """Seconds for each of the word's characters, put in and taken away again."""
    took: list[float] = []
    for character in word:
        page.keyboard.insert_text(character)
        took += page.evaluate(_DONE)
    for _ in word:
        page.keyboard.press("Backspace")
        took += page.evaluate(_DONE)
    return took


if __name__ == "__main__":
    main()
