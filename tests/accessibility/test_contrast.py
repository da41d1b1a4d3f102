"""The arithmetic of WCAG 2, held against figures that others have published."""

import re

import pytest
from conftest import ROOT
from hypothesis import given, strategies as st

from planreport.accessibility.contrast import darkened, ratio
from planreport.check.theme import BACKGROUNDS, LEAST

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
        ("#ffffff", "#00665a", 6.89),
    ],
)
def test_ratios_are_those_that_are_published(one: str, other: str, expected: float) -> None:
    assert round(ratio(one, other), 2) == expected == round(ratio(other, one), 2)


@pytest.mark.whole
@given(COLOURS, COLOURS)
def test_a_darkened_colour_suffices_or_is_black(colour: str, background: str) -> None:
    found = darkened(colour, background, LEAST)
    assert found == "#000000" or ratio(found, background) >= LEAST


@given(COLOURS)
def test_a_colour_that_suffices_stays_as_it_is(colour: str) -> None:
    if ratio(colour, "#ffffff") >= LEAST:
        assert darkened(colour, "#ffffff", LEAST) == colour


@pytest.mark.parametrize("colour", ["#66ccbb", "#ffd800", "#777777", "#4a86e8", "#ff0000"])
def test_a_darkened_colour_is_no_darker_than_it_must_be(colour: str) -> None:
    assert ratio(darkened(colour, "#ffffff", LEAST), "#ffffff") < LEAST + 0.1


def test_the_backgrounds_are_those_of_the_stylesheet() -> None:
    """Links stand on white or on greys no darker than --faint, headings and marks on white."""
    style = (ROOT / "templates" / "static" / "style.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#\w+);", style))
    assert BACKGROUNDS["link"][1] == colours["faint"]
    _, white = BACKGROUNDS["colour"]
    for mark in ("bar", "strong"):
        assert ratio(colours[mark], white) >= LEAST
