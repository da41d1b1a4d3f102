"""Makes of WeasyPrint's tagged PDF/A-3a one that is PDF/UA-1 as well.

WeasyPrint writes one standard at a time, gives header cells no scope, and tags page numbers as text.
All this is put right here, in the file's objects, before they are written. References are to
ISO 32000-1 (PDF), ISO 14289-1 (PDF/UA) and ISO 19005-3 (PDF/A).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from planreport.papers.pdf.structure import elements, join_pages, object_of
from planreport.papers.pdf.xmp import completed

_LONG = 5  # sheets


def conform(document: Any, pdf: pydyf.PDF) -> None:
    """A finisher for WeasyPrint: changes the file's objects in place."""
    metadata = object_of(pdf, pdf.catalog["Metadata"])
    metadata.compress = False  # a reader of the announcement need not know of compression
    (xmp,) = metadata.stream
    metadata.stream = [completed(xmp, document.metadata.custom)]
    join_pages(pdf)
    found = list(elements(pdf, pdf.catalog["StructTreeRoot"]))
    _make_artifacts_of_page_furniture(pdf, found)
    for table in found:
        if table["S"] == "/Table":
            _name_headers(pdf, table)
    if "AF" in pdf.catalog:  # WeasyPrint may list a file twice
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    if len(pdf.page_references) >= _LONG:
        pdf.catalog["PageMode"] = "/UseOutlines"  # opens with its bookmarks shown (32000-1, 7.7.2)


def _make_artifacts_of_page_furniture(pdf: pydyf.PDF, found: list[Any]) -> None:
    """Content that no element of the structure holds is an artifact: page numbers, repeated heads.

    Real content is tagged and all else is an artifact (14289-1, 7.1).
    """
    held: dict[bytes | str, set[int]] = {}
    for element in found:
        kids = {kid for kid in element["K"] if isinstance(kid, int)}
        held.setdefault(element.get("Pg", ""), set()).update(kids)
    parents = object_of(pdf, object_of(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    by_page = dict(zip(parents[::2], parents[1::2], strict=True))
    for reference in pdf.page_references:
        page = object_of(pdf, reference)
        ids = held.get(reference, set())
        _mark_artifacts(object_of(pdf, page["Contents"]).stream, ids)
        owners = by_page[page["StructParents"]]
        owners[:] = [owner if n in ids else "null" for n, owner in enumerate(owners)]


def _mark_artifacts(operations: list[Any], held: set[int]) -> None:
    """Turns `/Span <</MCID 7>> BDC` into `/Artifact BMC` where no element holds content 7."""
    for n, operation in enumerate(operations):
        if operation == b"BDC" and operations[n - 1].get("MCID") not in held:
            operations[n - 2 : n + 1] = ["/Artifact", b"", b"BMC"]


def _name_headers(pdf: pydyf.PDF, table: Any) -> None:
    """Every header cell says what it heads, every data cell which cells head it (32000-1, 14.8.5.7).

    The tables have no spans, so that a cell's place in its row is its column. A row header that is
    empty goes on with the one above: it stands for the same item.
    """
    columns: dict[int, Any] = {}
    going_on: dict[int, Any] = {}
    for row in _rows(pdf, table):
        cells = [object_of(pdf, kid) for kid in row["K"]]
        in_head = object_of(pdf, row["P"])["S"] == "/THead"
        beside = []
        for n, cell in enumerate(cells):
            if cell["S"] != "/TH":
                continue
            if in_head:
                cell["A"]["Scope"] = "/Column"
                columns[n] = cell["ID"]
            elif cell["K"]:
                cell["A"]["Scope"] = "/Row"
                going_on[n] = cell["ID"]
                beside.append(cell["ID"])
            else:
                cell["S"] = "/TD"
                cell.pop("ID")
                beside.append(going_on[n])
        for n, cell in enumerate(cells):
            if cell["S"] == "/TD":
                above = [columns[n]] if n in columns else []
                cell["A"]["Headers"] = pydyf.Array([*beside, *above])


def _rows(pdf: pydyf.PDF, element: Any) -> Iterator[Any]:
    for kid in element["K"]:
        child = object_of(pdf, kid)
        if child["S"] == "/TR":
            yield child
        elif child["S"] in ("/THead", "/TBody"):
            yield from _rows(pdf, child)
