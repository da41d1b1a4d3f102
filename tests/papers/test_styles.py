"""What a large paper holds in memory: styles of what it has, not of what every element might have."""

from typing import Any
from unittest.mock import patch
from xml.etree.ElementTree import Element

import pytest
from conftest import ROOT

from planreport.papers.pdf import typeset

pytestmark = pytest.mark.pdf


def test_no_element_has_styles_of_footnotes() -> None:
    from weasyprint import document

    found: list[Any] = []
    compute = document.get_all_computed_styles

    def kept(*given: Any) -> Any:
        found.append(compute(*given))
        return found[-1]

    with patch.object(document, "get_all_computed_styles", kept):
        typeset('<html lang="ja"><title>t</title><p>一</p></html>', ROOT / "templates")
    (styles,) = found
    kinds = {kind for it, kind in styles.get_computed_styles() if isinstance(it, Element)}
    assert kinds == {None, "marker"}
