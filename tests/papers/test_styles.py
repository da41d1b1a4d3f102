"""What a large paper holds in memory: styles of what it has, not of what every element might have."""

from typing import Any
from unittest.mock import patch
from xml.etree.ElementTree import Element

import pytest
from conftest import ROOT

from planreport.papers.pdf import typeset
from planreport.place import PlanError

pytestmark = pytest.mark.pdf


def test_no_element_has_styles_of_footnotes_and_only_those_of_lists_have_markers() -> None:
    from weasyprint import document

    found: list[Any] = []
    compute = document.get_all_computed_styles

    def kept(*given: Any) -> Any:
        found.append(compute(*given))
        return found[-1]

    with patch.object(document, "get_all_computed_styles", kept):
        typeset('<html lang="ja"><title>t</title><ol><li>一</li></ol></html>', ROOT / "templates")
    (styles,) = found
    kinds = [(it.tag, of) for it, of in styles.get_computed_styles() if isinstance(it, Element)]
    assert [it for it in kinds if it[1]] == [("li", "marker")]


def linked(style: str) -> str:
    sheet = f'<link rel="stylesheet" href="data:text/css,{style}">'
    return f'<html lang="ja"><title>t</title>{sheet}<p>一</p></html>'


def test_a_sheet_that_was_read_for_one_paper_holds_for_the_next() -> None:
    first, next_ = (typeset(linked("@page{size:20mm}"), ROOT / "templates") for _ in range(2))
    assert first == next_
    assert first != typeset(linked(""), ROOT / "templates")


def test_what_is_wrong_with_a_sheet_is_said_of_every_paper_that_links_to_it() -> None:
    for _ in range(2):
        with pytest.raises(PlanError, match="colour"):
            typeset(linked("p{colour:red}"), ROOT / "templates")


def test_halves_of_a_list_that_no_sheet_parts_are_soon_as_tall_as_each_other() -> None:
    """WeasyPrint makes them taller until both hold all: by a pixel, where a row may not be parted."""
    from weasyprint.layout import block

    table = f"<thead><tr><th>一</th></tr></thead><tbody>{'<tr><th>一</th></tr>' * 5}</tbody>"
    html = (
        '<html lang="ja"><title>t</title><link rel="stylesheet" href="paper.css">'
        f'<section class="figure"><div class="halves"><table>{table}</table></div></section></html>'
    )
    with patch.object(block, "block_box_layout", wraps=block.block_box_layout) as laid_out:
        typeset(html, ROOT / "templates")
    assert sum(call.args[1].is_column for call in laid_out.call_args_list) < 20
