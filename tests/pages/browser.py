"""The pages of a site in a browser, from a server as the audit has them."""

import time
from collections.abc import Callable, Iterator

from conftest import Site
from patience import SECONDS
from playwright.sync_api import Browser, Page

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
    """Opens each page of the site, from a server, in a window of so many pixels of the screen."""
    context = browser.new_context(
        viewport={"width": round(width / zoom), "height": round(height / zoom)},
        device_scale_factor=zoom,
    )
    with serve(site.output, site.report.plan.base_url) as origin:
        for path in site.pages:
            page = context.new_page()
            page.goto(f"{origin}/{path.name}")
            yield path.name, page
            page.close()
    context.close()
