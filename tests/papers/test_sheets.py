"""A sheet comes out with exactly the millimetres that it has in SHEETS."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from made import PAPERS, plan, printed

from planreport.plan.settings import SHEETS, Paper

pytestmark = pytest.mark.pdf

TABLE, _, OVERVIEW = PAPERS


@pytest.mark.parametrize("form", [TABLE, OVERVIEW], ids=lambda form: form.orientation)
@pytest.mark.parametrize(
    ("size", "narrow", "wide"), [("A3", 297, 420), ("A4", 210, 297), ("B4", 257, 364)]
)
def test_a_sheet_is_as_large_as_its_millimetres(
    form: Paper,
    size: str,
    narrow: int,
    wide: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """B4 is that of JIS, which Japanese offices have; what CSS calls B4 is smaller."""
    monkeypatch.setitem(SHEETS, "B4", (257.0, 364.0))
    small = plan(goals=1, items=1, measures=1)
    with pikepdf.open(printed(small, replace(form, size=size), tmp_path)) as opened:
        box = [float(side) / 72 * 25.4 for side in opened.pages[0].mediabox]
    width, height = (wide, narrow) if form.orientation == "landscape" else (narrow, wide)
    assert box == pytest.approx([0, 0, width, height], abs=0.001)
