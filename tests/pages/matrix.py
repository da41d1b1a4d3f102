"""The overview's matrix as somebody sees it in a browser, from the folder."""

from conftest import Site
from playwright.sync_api import Page

ROWS = "#report-table tr:not([hidden]) > th[scope=row]"


def overview(site: Site, query: str = "") -> str:
    return (site.output / "index.html").as_uri() + query


def shown(page: Page) -> list[str]:
    """The names in the rows that are to be seen, in their order."""
    page.locator("#report-table").wait_for()  # one that is linked to is filtered before it is seen
    return page.locator(f"{ROWS} > a").all_inner_texts()


def titles(site: Site) -> list[str]:
    return [measure.title for measure in site.report.plan.measures]


def said(page: Page) -> str:
    page.locator("#report-table").wait_for()  # one that is linked to is filtered before it is seen
    return page.get_by_role("status").inner_text()
