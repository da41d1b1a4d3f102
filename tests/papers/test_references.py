"""A sheet that names others by their numbers is laid out once where the HTML expects the right ones."""

from pathlib import Path
from unittest.mock import patch

import pytest
from conftest import ROOT
from made import texts_of

from planreport.papers.pdf import typeset

pytestmark = pytest.mark.pdf


def laid_out(expected: tuple[str, str], path: Path) -> list[int]:
    """The sheets in the order in which they are laid out, when those numbers are expected of two parts.

    They stand on the second and the third sheet.
    """
    from weasyprint.layout import page

    parts = "".join(
        f'<h2 id="{name}" style="break-before: page"{f" data-sheet={sheet}" if sheet else ""}>{name}</h2>'
        for name, sheet in zip("ab", expected, strict=True)
    )
    named = "".join(f'<p>{name}<a class="page" href="#{name}"></a></p>' for name in "ab")
    html = (
        '<html lang="ja"><title>t</title><link rel="stylesheet" href="paper.css">'
        f'<p id="first">一</p>{named}{parts}</html>'
    )
    with patch.object(page, "remake_page", wraps=page.remake_page) as remake:
        path.write_bytes(typeset(html, ROOT / "templates").content)
    return [call.args[0] for call in remake.call_args_list]


@pytest.mark.parametrize(
    ("expected", "again"), [(("2", "3"), []), (("2", "4"), [0]), (("", ""), [0])]
)
def test_numbers_are_right_whatever_was_expected(
    expected: tuple[str, str], again: list[int], tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"
    assert laid_out(expected, paper) == [0, 1, 2, *again]
    assert texts_of(paper)[0].startswith("一a2b3")
