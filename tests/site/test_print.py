"""Every page as Chromium prints it on A4: all of its text, none of its menus."""

import re
import subprocess
import unicodedata
from pathlib import Path

from browser import each_page, open_browser
from conftest import Site

# The pieces of text that are to be printed.
_TEXTS = """() => {
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
  while (words.nextNode()) {
    const e = words.currentNode.parentElement;
    if (e.closest('main, .site-footer') && !e.closest('.spoken, svg, script') && e.checkVisibility())
      texts.push(words.currentNode.data);
  }
  return texts;
}"""
_MENUS = """() => [...document.querySelectorAll('nav, .skip, :not(th) > button, input')]
  .filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))"""
_BARE_LINKS = """() => [...document.querySelectorAll('main a[href^=http]')]
  .filter(e => !e.textContent.includes('://') && !getComputedStyle(e, '::after').content.includes('http'))
  .map(e => e.outerHTML)"""


def test_a_page_is_printed_whole_with_addresses_and_without_menus(
    site: Site, tmp_path: Path
) -> None:
    wrong = []
    with open_browser() as browser:
        for name, page in each_page(browser, site):
            page.emulate_media(media="print")
            pdf = tmp_path / f"{name}.pdf"
            page.pdf(path=pdf, format="A4", prefer_css_page_size=True)
            # What lies outside the sheet is not in the text that pdftotext finds.
            said = subprocess.run(
                ["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True
            )
            printed = plain(said.stdout)
            for text in page.evaluate(_TEXTS):
                if not all(piece in printed for piece in pieces(text)):
                    wrong.append((name, "missing", text))
            wrong += [(name, "menu", html) for html in page.evaluate(_MENUS)]
            wrong += [(name, "no address", html) for html in page.evaluate(_BARE_LINKS)]
    assert wrong == []


def pieces(text: str) -> list[str]:
    """The text in pieces so short that hardly any is torn by the end of a line or page."""
    return re.findall(r".{1,6}", plain(text))


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
