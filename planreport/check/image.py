"""What an image is, told by its content, and whether a picture in SVG is nothing but a picture."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_BYTES = 200_000

_BEGINNINGS = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "webp": re.compile(rb"RIFF....WEBP", re.S),
}
_SVG = "{http://www.w3.org/2000/svg}svg"
_RUNS = {"script", "foreignObject", "iframe", "audio", "video"}
# What a style loads from elsewhere: url(#id) and url(data:...) are in the file itself.
_LOADS = re.compile(r"@import|url\(\s*['\"]?(?!#|data:)[^)]", re.IGNORECASE)


def image_format(content: bytes) -> str | None:
    """The ending that a file of this content should have; None for anything but an image."""
    for ending, beginning in _BEGINNINGS.items():
        if beginning.match(content):
            return ending
    return "svg" if _svg(content) is not None else None


def unsafe(content: bytes) -> str:
    """The first thing in an SVG that runs or loads something, as its author would look for it."""
    svg = _svg(content)
    return next(_unsafe(svg), "") if svg is not None else ""


def _svg(content: bytes) -> "Element | None":
    from xml.etree.ElementTree import ParseError, fromstring  # only a plan with a logo needs it

    try:
        root = fromstring(content)
    except (ParseError, ValueError, LookupError):  # the others are for unknown encodings
        return None
    return root if root.tag == _SVG else None


def _unsafe(svg: "Element") -> Iterator[str]:
    for element in svg.iter():
        tag = element.tag.rpartition("}")[2]
        if tag in _RUNS:
            yield f"<{tag}>"
        if tag == "style" and (found := _LOADS.search(element.text or "")):
            yield found[0]
        for attribute, value in element.attrib.items():
            name = attribute.rpartition("}")[2]
            is_elsewhere = name in ("href", "src") and not value.startswith(("#", "data:image/"))
            if name.lower().startswith("on") or is_elsewhere or _LOADS.search(value):
                yield f'{name}="{value}"'
