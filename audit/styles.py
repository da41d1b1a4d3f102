"""Puts rules of style into a page as a reader's own would be."""

from playwright.sync_api import Page

# Not as an element: the page's content security policy refuses those.
_ADD = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}"""


def add(page: Page, css: str) -> None:
    page.evaluate(_ADD, css)
