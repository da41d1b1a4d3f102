"""What has a meaning is told apart by everybody, in grey too, whatever colours a city has."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from conftest import ROOT

from planreport.accessibility.contrast import ratio
from planreport.pages import render
from planreport.plan.settings import Theme

STYLE = (ROOT / "templates" / "static" / "style.css").read_text(encoding="utf-8")
PAPER = (ROOT / "templates" / "paper.css").read_text(encoding="utf-8")

STANDINGS = ("on_plan", "ahead", "behind")
TONES = tuple(f"tone-{level}" for level in range(1, 6))
# The parts of a bar and the cells of the picture of the whole plan; its key has the same.
FILLS = {
    **{look: (f".heat path.is-{look}", "fill") for look in STANDINGS},
    **{tone: (f":is(.stack rect, .heat path).is-{tone}", "fill") for tone in TONES},
}
# The cells of a table. What goes as planned is as white as the page.
CELLS = {
    **{look: (f".is-{look}", "background") for look in STANDINGS[1:]},
    **{tone: (f":is(td, li).is-{tone}", "background") for tone in TONES},
}

# Vision without one kind of cones, in linear RGB: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes,
# "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009,
# table 1, severity 1.0.
SEEN = {
    "by most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def rules(style: str) -> list[tuple[list[str], dict[str, str]]]:
    """The selectors of each rule with what it declares; what holds in some windows only is left out."""
    plain = re.sub(r"/\*.*?\*/", "", style, flags=re.S)
    plain = re.sub(r"@\w[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", plain)
    return [
        (
            re.findall(r"(?:[^,()]|\([^()]*\))+", " ".join(selectors.split())),
            dict(re.findall(r"([\w-]+):\s*([^;]+)", declared)),
        )
        for selectors, declared in re.findall(r"([^{}]+)\{([^{}]*)\}", plain)
    ]


def colour(style: str, selector: str, name: str) -> str:
    """The colour that a selector's rules come to, as #rrggbb."""
    found = [
        declared[name]
        for selectors, declared in rules(style)
        if selector in map(str.strip, selectors) and name in declared
    ]
    assert found, f"no {name} of {selector}"
    variable = re.fullmatch(r"var\((--[\w-]+)\)", found[-1])
    value = colour(style, ":root", variable[1]) if variable else found[-1]
    return "#" + "".join(2 * digit for digit in value[1:]) if len(value) == 4 else value


def lab(of: str, matrix: tuple[tuple[float, ...], ...] = SEEN["by most"]) -> tuple[float, ...]:
    """CIE L*a*b* (D65) of a colour as somebody sees it. The first is its lightness, 0 to 100."""
    raw = [int(of[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in raw]
    r, g, b = (
        min(1, max(0, sum(w * c for w, c in zip(row, linear, strict=True)))) for row in matrix
    )
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0890
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def apart(one: str, other: str, eyes: str) -> float:
    """How far two colours are from each other (CIE 1976 ΔE*ab); about 2 is just seen side by side."""
    pairs = zip(lab(one, SEEN[eyes]), lab(other, SEEN[eyes]), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def fill(look: str) -> str:
    return colour(STYLE, *FILLS[look])


def cell(look: str) -> str:
    return colour(STYLE, *CELLS[look]) if look in CELLS else colour(STYLE, ":root", "--paper")


@pytest.mark.parametrize("eyes", SEEN)
def test_the_standings_are_told_apart_by_all_eyes(eyes: str) -> None:
    for one, other in combinations(STANDINGS, 2):
        assert apart(fill(one), fill(other), eyes) >= 20, (one, other)
        assert apart(cell(one), cell(other), eyes) >= 7, (one, other)
    edges = [colour(STYLE, f"td.is-{look}", "box-shadow") for look in STANDINGS[1:]]
    one, other = (colour(STYLE, ":root", edge.split("var(")[1][:-1]) for edge in edges)
    assert apart(one, other, eyes) >= 20


@pytest.mark.parametrize("eyes", SEEN)
def test_words_in_their_order_go_from_light_to_dark_for_all_eyes(eyes: str) -> None:
    for find in (fill, cell):
        lightness = [lab(find(tone), SEEN[eyes])[0] for tone in TONES]
        assert all(low - high >= 6 for low, high in pairwise(lightness)), lightness


def test_in_grey_the_standings_differ_in_lightness() -> None:
    fills, cells = ([lab(find(look))[0] for look in STANDINGS] for find in (fill, cell))
    assert all(abs(a - b) >= 15 for a, b in combinations(fills, 2)), fills
    assert all(abs(a - b) >= 6 for a, b in combinations(cells, 2)), cells


def test_papers_say_in_grey_which_is_which() -> None:
    greys = ["#ffffff", *(colour(PAPER, f".is-{look}", "background") for look in STANDINGS[1:])]
    for grey in greys:
        assert re.fullmatch(r"#(\w\w)\1\1", grey)
        assert ratio(grey, "#000000") >= 7
    lightness = [lab(grey)[0] for grey in greys]
    assert all(abs(a - b) >= 5 for a, b in combinations(lightness, 2)), lightness


def test_what_is_written_on_a_colour_can_be_read() -> None:
    for look in FILLS:
        is_light = look in ("behind", *TONES[:3])
        words = colour(STYLE, ":root", "--text" if is_light else "--paper")
        assert ratio(words, fill(look)) >= 4.5, look
        if look in CELLS:
            dark = "#ffffff" if look in TONES[3:] else "#333333"
            assert ratio(dark, cell(look)) >= 4.5, look


def test_a_part_stands_out_from_the_page_by_itself_or_by_its_edge() -> None:
    edges = {"behind": "--behind-edge"} | dict.fromkeys(TONES, "--tone-edge")
    for look in FILLS:
        outline = colour(STYLE, ":root", edges[look]) if look in edges else fill(look)
        assert ratio(outline, "#ffffff") >= 3, look
    for part in ("--reached", "--other"):
        assert ratio(colour(STYLE, ":root", part), colour(STYLE, ":root", "--track")) >= 3


def test_a_citys_colours_are_those_of_headings_links_and_marks_alone(tmp_path: Path) -> None:
    """A brown one made of what goes as planned an alarm."""
    theme = Theme(colour="#7a3b00", link="#6b0000")
    env = render.environment(ROOT / "templates", tmp_path)
    built = render.static(env, ROOT / "templates", theme)["style.css"].decode()
    plain = render.static(env, ROOT / "templates", Theme())["style.css"].decode()
    assert built.startswith(plain)
    set_by_theme = dict(rules(built)[-1][1])
    assert set(set_by_theme) == {"--bar", "--strong", "--link"}
    coloured = {
        selector.strip()
        for selectors, declared in rules(re.sub(r"@media[^{]*\{", "", built))
        for selector in selectors
        if any(f"var({name})" in value for name in set_by_theme for value in declared.values())
    }
    assert coloured == {
        "a",
        ".menu [aria-current]",
        ".answer h2 strong",
        "#report-count strong",
        ".sentence strong",
    }
