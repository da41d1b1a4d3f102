"""What the pictures to pass on are drawn of: areas and words, on a sheet that says whose they are.

Lengths in pixels.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from planreport import program
from planreport.pages.lettering import EM, fitted, lettered
from planreport.report.derive import Report
from planreport.templating import Templates, fill

WIDTH, HEIGHT = 1200, 630  # what networks show whole, https://ogp.me/
EDGE = 60
INNER = WIDTH - 2 * EDGE
FOOT = 26  # height of a line of a heading, or at the foot
_END = b"IEND\xaeB`\x82"  # of a PNG file that is whole
_COLOUR = re.compile(r"--([\w-]+): (#\w+);")


@dataclass(frozen=True)
class Shape:
    """A path in colours of the stylesheet; `zoom` of its lengths, about the picture's corner."""

    path: str
    fill: str
    stroke: str = ""
    is_dashed: bool = False
    x: float = 0
    y: float = 0
    zoom: float = 1


@dataclass(frozen=True)
class Words:
    """A line of words from its foot on; `aside` is the share of its width that lies left of `x`."""

    x: float
    y: float
    text: str
    size: float
    is_bold: bool = False
    colour: str = "text"
    aside: float = 0


Drawn = Shape | Words


def svg(
    env: Templates, fonts: Path, style: str, title: str, height: float, drawn: list[Drawn]
) -> str:
    """A picture as an SVG file. Its words are outlines, so that it shows without our fonts, and in
    the `fonts` of a folder; its colours are those of the stylesheet."""
    lines = [
        (words, lettered(fonts, words.text, words.is_bold))
        for words in drawn
        if isinstance(words, Words)
    ]
    return fill(
        env,
        "picture.svg",
        title=title,
        width=WIDTH,
        height=height,
        em=EM,
        colours=dict(_COLOUR.findall(style)),
        shapes=[shape for shape in drawn if isinstance(shape, Shape)],
        lines=lines,
        outlines={name: it for _, line in lines for name, it in line.outlines.items() if it},
    )


def png(svg: str, cache: Path) -> bytes:
    """The same as a PNG file: it asks for no font and has the same bytes on every machine.

    Two take as long as all pages of an edition, and few change from one build to the next: what was
    drawn before is in the cache.
    """
    kept = cache / f"{hashlib.sha256((program.packages() + svg).encode()).hexdigest()}.png"
    if kept.exists() and (content := kept.read_bytes()).endswith(_END):
        kept.touch()
        return content
    import resvg_py  # only here: no picture that is kept needs it

    content = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)
    cache.mkdir(parents=True, exist_ok=True)
    unfinished = kept.with_suffix(f".{os.getpid()}")  # a build and a preview may draw the same
    unfinished.write_bytes(content)
    unfinished.replace(kept)
    return content


def head(report: Report) -> tuple[float, list[Drawn]]:
    """The plan's name and whose it is, and where that ends."""
    size, title = fitted(report.plan.title, INNER, (40, 34, 29, 25), 2)
    place, names = fitted(report.plan.municipality, INNER, (24, 20), 1)
    drawn: list[Drawn] = [Words(EDGE, EDGE + 20, names[0], place)]
    y = EDGE + 30.0
    for line in title:
        y += size * 1.3
        drawn.append(Words(EDGE, y, line, size, is_bold=True))
    y += 24
    drawn.append(box(EDGE, y, INNER, 3, "bar"))
    return y + 3, drawn


def feet(report: Report, about: str = "") -> list[str]:
    """As of when, after what, what there is to know `about` it, and where more is found."""
    plan = report.plan
    source = f"資料：{plan.source}" if plan.source else ""
    of = f"{as_of(report)}　{source}".rstrip()
    return [*filter(None, (of, about, plan.notice, plan.base_url))]


def at_foot(lines: list[str], height: float) -> Iterator[Words]:
    """The lines at the foot of a picture of that height."""
    for n, line in enumerate(reversed(lines)):
        size, (found,) = fitted(line, INNER, (20, 18, 16), 1)
        yield Words(EDGE, height - EDGE + 10 - FOOT * n, found, size)


def ink(look: str) -> tuple[str, str, str]:
    """The colours of a look by their names: of an area, its edge, and words on it."""
    return _INKS.get(look, ("paper", "quiet", "text"))


_INKS: Mapping[str, tuple[str, str, str]] = {
    "on_plan": ("reached", "reached", "paper"),
    "other": ("other", "other", "paper"),
    "ahead": ("ahead-edge", "ahead-edge", "paper"),
    "behind": ("behind", "behind-edge", "text"),
    **{f"tone-{n}": (f"tone-{n}", "tone-edge", "text" if n < 4 else "paper") for n in range(1, 6)},
}


def box(
    x: float, y: float, width: float, height: float, fill: str, stroke: str = "", dash: bool = False
) -> Shape:
    """A rectangle."""
    return Shape(f"M{x:g} {y:g}h{width:g}v{height:g}h{-width:g}z", fill, stroke, dash)


def as_of(report: Report) -> str:
    """When a report is as of, in words; "" before the first."""
    return f"{report.as_of.full}末時点" if report.as_of else ""
