"""The system's Chromium, and the pages of a site in it, both as the audit has them."""

from collections.abc import Iterator

from conftest import Site
from playwright.sync_api import Browser, Page

from audit.chromium import executable, launch, open_browser
from audit.site import serve

__all__ = ["each_page", "executable", "launch", "open_browser"]


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
