"""The tree of what a PDF says: its elements, and one for what was set on several pages.

WeasyPrint begins every element anew on each page that it goes on over (its issue 2903), and repeats
a table's head there.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pydyf

# What may go on over a page. All that a cell or a paragraph holds is marked with its own page.
_NAMES = ("Part", "Sect", "Div", "Table", "THead", "TBody", "TR", "TH", "TD", "P", "L")
_GOING_ON = {f"/{name}" for name in _NAMES}


def object_of(pdf: pydyf.PDF, reference: Any) -> Any:
    """The object that a reference such as b'12 0 R' stands for."""
    return pdf.objects[int(reference.split()[0])]


def elements(pdf: pydyf.PDF, reference: Any) -> Iterator[Any]:
    """The structure elements below a reference, in reading order."""
    kids = object_of(pdf, reference)["K"][::-1]
    while kids:
        if element := _element(pdf, kids.pop()):
            yield element
            kids += reversed(element["K"])


def join_pages(pdf: pydyf.PDF) -> None:
    """Makes one element of what is one in the HTML; each knows its own by `source`.

    A table's head is said once, and so is what a row goes on with (th.again).
    """
    root = object_of(pdf, pdf.catalog["StructTreeRoot"])
    (document,) = (object_of(pdf, kid) for kid in root["K"])
    kids, document["K"] = document["K"], pydyf.Array()
    _hang(pdf, kids, document, {})


def _hang(
    pdf: pydyf.PDF, kids: Iterable[Any], parent: Any, begun: dict[tuple[object, str], Any]
) -> None:
    """Puts the kids below the parent, or below the part of themselves that has begun before."""
    for kid in kids:
        child = _element(pdf, kid)
        if not child:
            parent["K"].append(kid)
            continue
        source = getattr(child, "source", None)
        goes_on = source is not None and child["S"] in _GOING_ON
        first = begun.setdefault((source, child["S"]), child) if goes_on else child
        grandchildren, child["K"] = child["K"], pydyf.Array()
        if first is child:
            child["P"] = parent.reference
            parent["K"].append(kid)
        elif child["S"] == "/THead":
            continue
        if not _is_said_again(source):
            _hang(pdf, grandchildren, first, begun)


def _is_said_again(source: Any) -> bool:
    return source is not None and "again" in (source.get("class") or "").split()


def _element(pdf: pydyf.PDF, kid: Any) -> Any:
    """The structure element that is meant; None for marked content and for a link's place."""
    found = object_of(pdf, kid) if isinstance(kid, bytes) else None
    return found if isinstance(found, dict) and "S" in found else None
