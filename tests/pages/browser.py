"""The pages of a site in a browser, from a server as the audit has them."""

import time
from collections.abc import Callable, Iterator

from conftest import Site
from patience import SECONDS
from playwright.sync_api import Browser, Page, ViewportSize

from audit import axe
from audit.site import serve


def until(happens: Callable[[], bool]) -> bool:
    """Waits for what Playwright cannot: it would evaluate text in a page that forbids that."""
    end = time.monotonic() + SECONDS
    while not (happened := happens()) and time.monotonic() < end:
        time.sleep(0.05)
    return happened


def each_page(
    browser: Browser, site: Site, width: int = 1280, height: int = 720, zoom: float = 1
) -> Iterator[tuple[str, Page]]:
    """Opens each page of the site, from a server, in a window of so many pixels of the screen.

    It is one window for all, since a new one takes longer than a page.
    """
    size: ViewportSize = {"width": round(width / zoom), "height": round(height / zoom)}
    context = browser.new_context(device_scale_factor=zoom)
    page = context.new_page()
    with serve(site.output, site.report.plan.base_url) as origin:
        for path in site.pages:
            page.set_viewport_size(size)
            page.goto(f"{origin}/{path.name}")
            yield path.name, page
    context.close()


def complaints(page: Page, *narrower: int) -> list[tuple[str, str]]:
    """What axe-core complains of: by all of its rules, and by those of layout in narrower windows.

    The page stays narrow.
    """
    found = axe.run(page)
    assert found.criteria, "axe did not run"
    wrong = list(found.complaints)
    for width in narrower:
        page.set_viewport_size({"width": width, "height": 720})
        wrong += axe.run(page, axe.OF_LAYOUT).complaints
    return wrong
