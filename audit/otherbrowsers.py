"""Whether pages and their search work in Firefox and WebKit too, on a phone: nothing goes wrong while a
page is shown, it fits, and what is typed is found."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from audit import reading
from audit.drivers import Ask, DriverError
from audit.site import FRAMED

PATIENCE = 20  # seconds until what was typed is to be found

_WRONG = "window.wrong"
# What is shown of the list, and the words of one of them.
_ROWS = """() => [...document.querySelectorAll('#report-table th[scope=row] a:first-child')]
  .filter(a => a.checkVisibility({visibilityProperty: true})).map(a => a.textContent.trim())"""
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # by which WebDriver names one


@dataclass(frozen=True)
class Shown:
    """The page that a browser shows, as audit/reading.py asks it."""

    ask: Ask

    def evaluate(self, script: str, /) -> Any:
        """What a function without parameters gives, or an expression."""
        body = f"const it = {script}; return typeof it === 'function' ? it() : it;"
        return self.ask("ExecuteScript", {"script": body, "args": []})


def look(ask: Ask, origin: str, name: str) -> list[str]:
    """What is wrong with a page; `origin` is where a site is served that watches itself."""
    page = Shown(ask)
    try:
        ask("Navigate", {"url": f"{origin}{FRAMED}{name}"})
        ask("SwitchToFrame", {"id": 0})
        found = reading.narrow(page)
        if page.evaluate("!!document.getElementById('report-words')"):
            found += _searched(page)
        return [*page.evaluate(_WRONG), *found]
    except DriverError as error:
        return [f"{error}"]


def _searched(page: Shown) -> list[str]:
    """What is wrong once the first words of the last row are typed into the search."""
    all_rows: list[str] = page.evaluate(_ROWS)
    field = page.ask("FindElement", {"using": "css selector", "value": "#report-words"})
    page.ask("ElementSendKeys", {"id": field[ELEMENT], "text": all_rows[-1]})
    if not (rows := _fewer(page, len(all_rows))):
        return [f"「{all_rows[-1]}」と入れても、一覧が絞り込まれません"]
    if all_rows[-1] not in rows:
        return [f"「{all_rows[-1]}」を探しても、見付かりません"]
    return [f"探した後: {text}" for text in reading.narrow(page)]


def _fewer(page: Shown, than: int) -> Sequence[str]:
    """The rows that are left once there are fewer; none if that takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        rows: list[str] = page.evaluate(_ROWS)
        if 0 < len(rows) < than:
            return rows
        time.sleep(0.1)
    return ()
