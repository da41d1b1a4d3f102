"""The overview's matrix as somebody sees it in a browser, from the folder."""

import re
from urllib.parse import parse_qsl, urlsplit

from conftest import Site, parsed
from playwright.sync_api import Page

ROWS = "#report-table tbody:not([hidden]) > tr:not([hidden]) > th[scope=row]"
# A list that is linked to is filtered before it is seen; one that the script does not come to is not.
_READY = "#report-filters:not(.is-waiting), #report-table:visible"


def overview(site: Site, query: str = "") -> str:
    return (site.output / "index.html").as_uri() + query


def shown(page: Page) -> list[str]:
    """The names in the rows that are to be seen, in their order."""
    settle(page)
    return page.locator(f"{ROWS} > a").all_inner_texts()


def titles(site: Site) -> list[str]:
    return [measure.title for measure in site.report.plan.measures]


def said(page: Page) -> str:
    settle(page)
    return page.locator("output").inner_text()  # whose role is that of a status


def settle(page: Page) -> None:
    """Waits for the script, and for all that follows from what was asked for last."""
    page.locator(_READY).first.wait_for(state="attached")
    # Rows that a window has no room for come after it, some with each frame.
    page.evaluate("async () => { if (window.framed) while (pending) await framed(); }")


# What else comes with each frame.
AT_ONCE = "dispatchEvent(new Event('beforeprint'))"
# How many rows the address that was opened has, and each that somebody goes back to from there: the
# script does then what it does when a page is opened. No frame is drawn for any of them.
_GO = """([addresses, rows]) => {
  const count = () => {
    dispatchEvent(new Event('beforeprint')); // all at once
    return document.querySelectorAll(rows).length;
  };
  return [count(), ...addresses.map(address => {
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
    return count();
  })];
}"""
# As somebody types: what is marked in the row of each measure and below it, or null where it is hidden.
_ASK = """words => {
  const field = document.getElementById('report-words');
  field.value = words;
  field.dispatchEvent(new InputEvent('input', {bubbles: true}));
  dispatchEvent(new Event('beforeprint')); // all at once
  const marks = row => [...row.querySelectorAll('mark')].map(mark => fold(mark.textContent));
  return [...document.querySelectorAll('#report-table tr:has(> th[scope=row])')].map(row => {
    const below = row.nextElementSibling;
    return row.closest('[hidden]') ? null : [row, ...below?.matches('.finds') ? [below] : []].flatMap(marks);
  });
}"""


def marked(page: Page, words: str) -> list[list[str] | None]:
    """What is marked, as the script compares it, where the words were found: None elsewhere.

    Without a frame drawn for each question, for those who ask many.
    """
    found: list[list[str] | None] = page.evaluate(_ASK, words)
    return found


def untrue_numbers(site: Site, page: Page) -> list[tuple[str, str, int]]:
    """The links to a part of the list whose words do not begin with the number of its rows.

    One of each kind opens the page; it is gone on from there for the others.
    """
    links = {
        (link.get("href"), link.text_content().strip())
        for path in site.pages
        for link in parsed(path).xpath("//main//a[contains(@href, '?')]")
    }
    assert len(links) > 10
    kinds: dict[tuple[str, ...], dict[str, str]] = {}  # of each, the words by their address
    for address, words in sorted(links):
        asked = urlsplit(address)
        kind = (asked.path, *(name for name, _ in parse_qsl(asked.query)))
        kinds.setdefault(kind, {})[address] = words
    wrong: list[tuple[str, str, int]] = []
    for told in kinds.values():
        first, *others = told
        page.goto(f"{site.output.as_uri()}/{first}")
        found = page.evaluate(_GO, [others, ROWS])
        for (address, words), count in zip(told.items(), found, strict=True):
            number = re.match(r"\d+", words)
            if not number or count != int(number[0]):
                wrong.append((address, words, count))
    return wrong
