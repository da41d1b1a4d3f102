"""What is checked in a browser, page by page: axe-core's rules, the keyboard, narrow and large text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from audit import axe, keyboard, reading
from planreport.accessibility.audited import Finding

AXE_WIDTHS = (320, 375, 1280)
KEYBOARD_WIDTHS = (375, 1280)
NARROW = 320  # WCAG 2.2, 1.4.10: what a window of 1280 pixels is at 400 %
HEIGHT = 720

# Criteria that are about something which these elements alone would bring onto a page.
_MEDIA = "audio, video, object, embed, iframe"
_SCRIPT = "script:not([type='application/ld+json'])"
_ONLY_WITH = {
    **dict.fromkeys(("1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.4.2"), _MEDIA),
    "2.2.1": f"{_SCRIPT}, meta[http-equiv='refresh' i]",
    **dict.fromkeys(("2.1.4", "2.5.1", "2.5.2", "2.5.4", "2.5.7"), _SCRIPT),
    **dict.fromkeys(("1.3.5", "3.2.2", "3.3.1", "3.3.2", "3.3.3"), "input, select, textarea"),
    # What is searched for is asked of the page itself, and commits nobody to anything.
    **dict.fromkeys(("3.3.4", "3.3.7"), "form[method='post' i]"),
    "3.3.8": "input[type='password']",
}


@dataclass(frozen=True)
class Seen:
    """What was seen on one page."""

    title: str
    findings: tuple[Finding, ...]
    axe_version: str
    axe_criteria: frozenset[str]
    axe_allowed: frozenset[str]
    present: frozenset[str]  # of the criteria that not every page is touched by


def look(browser: Browser, large: Browser, address: str, name: str) -> Seen:
    """Looks at one page; in `large` the text is twice as large."""
    found: list[Finding] = []

    def note(check: str, complaints: Sequence[tuple[str, str]]) -> None:
        found.extend(Finding(check, name, text, number) for number, text in complaints)

    def read(id_: str, number: str, check: Callable[[Page], list[str]], page: Page) -> None:
        with page:
            note(id_, [(number, text) for text in check(page)])

    ran = []
    for width in AXE_WIDTHS:
        with open_page(browser, address, width) as page:
            page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
            ran.append(axe.run(page))
            title = page.locator("h1").first.inner_text()
            present = {n for n, which in _ONLY_WITH.items() if page.locator(which).count()}
    note("axe", list(dict.fromkeys(complaint for result in ran for complaint in result.complaints)))
    for width in KEYBOARD_WIDTHS:
        with open_page(browser, address, width) as page:
            note("keyboard", keyboard.walk(page))
    read("reflow", "1.4.10", reading.narrow, open_page(browser, address, NARROW))
    read("doubled", "1.4.4", reading.narrow, open_page(large, address, 1280))
    for width in (NARROW, 1280):
        read("spaced", "1.4.12", reading.spaced, open_page(browser, address, width))
    return Seen(
        title=title,
        findings=tuple(dict.fromkeys(found)),
        axe_version=ran[0].version,
        axe_criteria=frozenset().union(*(result.criteria for result in ran)),
        axe_allowed=frozenset().union(*(result.allowed for result in ran)),
        present=frozenset(present),
    )


def open_page(browser: Browser, address: str, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": HEIGHT})
    page.goto(address)
    return page


def absent(seen: Sequence[Seen]) -> frozenset[str]:
    """The criteria that are about nothing on any page."""
    return frozenset(_ONLY_WITH).difference(*(one.present for one in seen))
