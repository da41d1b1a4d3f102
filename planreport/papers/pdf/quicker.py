"""What WeasyPrint works out again and again although it stays the same.

These take the places of what has their names there, and change nothing in a paper.
"""

from functools import cache
from typing import Any

import pydyf
from weasyprint import CSS
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import inline
from weasyprint.urls import select_source

_resolve = inline.resolve_percentages


def _resolved(style: Any) -> dict[str, Any]:
    """The edges of a text of that style, which its style keeps."""
    known = vars(style)
    if "resolved" not in known:
        text = TextBox.__new__(TextBox)
        text.style = style
        _resolve(text, (0, 0))
        known["resolved"] = vars(text)
    edges: dict[str, Any] = known["resolved"]
    return edges


def resolve_percentages(box: Any, block: Any) -> None:
    """A text has no margins, borders or width of its own: they are the same in any block."""
    if isinstance(box, TextBox):
        vars(box).update(_resolved(box.style))
    else:
        _resolve(box, block)


def is_in_normal_flow(box: Any) -> bool:
    """WeasyPrint asks five questions for this, of every box whenever one beside it is placed."""
    return box.style["float"] == "none" and box.style["position"] in ("static", "relative")


def page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    """Those of all pages, which every element asks for to find its own."""
    known = vars(pdf)
    if len(known.get("referred", ())) != pdf.pages["Count"]:
        known["referred"] = tuple(b"%d 0 R" % number for number in pdf.pages["Kids"][::3])
    references: tuple[bytes, ...] = known["referred"]
    return references


def leave_out(matcher: Any) -> None:
    """Rules for what no element of a paper has, or only those of a list: for the footnotes of any
    element, each of which made five styles of every element, and took most of a large paper's memory;
    for their markers, which made another one."""
    rules = matcher.other_selectors
    markers = [rule for rule in rules if rule[-2] == "marker"]
    matcher.lower_local_name_selectors["li"] += markers
    rules[:] = [rule for rule in rules if rule not in markers and "note" not in (rule[-2] or "")]


def stylesheet(*, url: str | None = None, **given: Any) -> CSS:
    """One that a paper links to is read once for all papers, and for all sizes that one is tried in."""
    if url is None:
        return CSS(**given)
    with select_source(url=url, url_fetcher=given["url_fetcher"]) as (file, base_url, *_):
        return read(file.read(), base_url)


@cache
def read(text: bytes, base_url: str) -> CSS:
    """Without fonts of its own, which a sheet may only name."""
    return CSS(string=text, base_url=base_url)
