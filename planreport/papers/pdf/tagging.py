"""Structure elements know what is said in their place: WeasyPrint's tags keep nothing of the HTML."""

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.pdf import tags

_build = tags._build_box_tree


def build(box: Any, *others: Any) -> Iterator[Any]:
    """Takes the place of `_build_box_tree` in weasyprint.pdf.tags, which calls it for every box.

    What has an aria-label is read out as that says (ISO 32000-1, 14.9.4).
    """
    for element in _build(box, *others):
        said = None if box.element is None else box.element.get("aria-label")
        if said and box.element_tag == box.element.tag:  # and not what ::before puts into it
            element["ActualText"] = pydyf.String(said)
        yield element
