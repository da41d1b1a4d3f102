"""What a screen reader says of a link, a symbol or a cell: WeasyPrint's tags keep nothing of the HTML."""

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.pdf import tags

_build = tags._build_box_tree
_PAGE = "a::after"  # which page a link leads to


def leave_one_link_each(page: Any) -> None:
    """Of a rendered page: WeasyPrint makes a link of every box that lies in one."""
    inner = {within for *_, link in page.links for within in link.descendants() if within != link}
    page.links[:] = [link for link in page.links if link[-1] not in inner]


def build(box: Any, *others: Any) -> Iterator[Any]:
    """Takes the place of `_build_box_tree` in weasyprint.pdf.tags, which calls it for every box.

    Each element knows its own in the HTML by `source`. A link is named as it reads (ISO 14289-1,
    7.18.5), and what has an aria-label is read out as that says (ISO 32000-1, 14.9.4).
    """
    for element in _build(box, *others):
        if not hasattr(element, "source"):  # html and body pass on those of what they hold
            element.source = box.element
            _describe(box, element)
        yield element


def _describe(box: Any, element: Any) -> None:
    if box.link_annotation:
        box.link_annotation["Contents"] = pydyf.String(_name(box))
    elif element["S"] == "/Link":  # a page's number, within its link
        element["S"] = "/Span"
    said = None if box.element is None else box.element.get("aria-label")
    if said and box.element_tag == box.element.tag:  # and not what ::before puts into it
        element["ActualText"] = pydyf.String(said)


def _name(link: Any) -> str:
    """Its title or its text, and the page that it leads to; the dots in between are texts as well."""
    texts = [box for box in link.descendants() if isinstance(box, TextBox)]
    text = "".join(box.text for box in texts if box.element_tag != _PAGE)
    page = "".join(box.text for box in texts if box.element_tag == _PAGE and box.text != ".")
    name = link.element.get("title") or text
    return f"{name}、{page}ページ" if page else name
