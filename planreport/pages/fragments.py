"""What a page says as plain HTML, to be pasted into a system that brings its own frame and style."""

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote, urljoin, urlsplit

import nh3

# The heading is for the other system to give, and forms are nothing without the script or server; a
# figure only shows what a table says as well.
_LEFT_OUT = {"h1", "figure", "svg", "form", "script", "style", "template"}
_ONLY_FRAMES = {"article", "aside", "div", "footer", "header", "main", "nav", "section", "span"}
_TAGS = nh3.ALLOWED_TAGS - _LEFT_OUT - _ONLY_FRAMES - {"img"}
_ATTRIBUTES = {
    "*": {"id"},
    "a": {"href"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
    "time": {"datetime"},
}
_ANCHOR = re.compile(r'href="[^"#]*#([^"]+)"')
_BLANK_LINES = re.compile(r"\s+(?=\n<)")


def fragments(pages: Mapping[str, str], base_url: str) -> dict[str, str]:
    """The fragments of pages, by path. Links lead to the site at `base_url`, or else to its files.

    Only those ids stay that a link leads to.
    """
    anchors = {unquote(anchor) for text in pages.values() for anchor in _ANCHOR.findall(text)}

    def fragment(path: str, page: str) -> str:
        def kept(_: str, attribute: str, value: str) -> str | None:
            if attribute == "id":
                return value if value in anchors else None
            return _moved(value, path, base_url) if attribute == "href" else value

        html = nh3.clean(
            _between("main", page),
            tags=_TAGS,
            clean_content_tags=_LEFT_OUT,
            attributes=_ATTRIBUTES,
            attribute_filter=kept,
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel=None,
        )
        title = nh3.clean(_between("h1", page), tags=set())
        return f"<!-- 題名：{title} -->\n{_BLANK_LINES.sub('', html).strip()}\n"

    return {path: fragment(path, page) for path, page in pages.items()}


def _between(tag: str, page: str) -> str:
    """What stands in the one element of that name."""
    found = re.search(rf"<{tag}\b[^>]*>(.*)</{tag}>", page, re.S)
    return found[1] if found else ""


def _moved(address: str, path: str, base_url: str) -> str:
    """A link of the page that lay at `path` of the site, as seen from elsewhere."""
    if address.startswith("#") or urlsplit(address).scheme:
        return address
    return urljoin(f"{base_url}/{path}", address) if base_url else posixpath.join("..", address)
