"""How wide a text is in the papers' fonts, in em. Japanese has no kerning: its letters add up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Width = Callable[[str], float]


@dataclass(frozen=True)
class Letters:
    regular: Width
    bold: Width


@cache
def load(folder: Path) -> Letters:
    """Of the fonts in that folder. What the main one lacks, its supplements have."""
    return Letters(_of(folder, "Regular"), _of(folder, "Bold"))


def _of(folder: Path, weight: str) -> Width:
    import uharfbuzz  # only here: nothing else needs it before papers are typeset

    blobs = map(uharfbuzz.Blob.from_file_path, map(str, sorted(folder.glob(f"*-{weight}*.ttf"))))
    fonts = [uharfbuzz.Font(uharfbuzz.Face(blob)) for blob in blobs]

    def found(letter: str) -> Iterator[float]:
        for font in fonts:
            if (glyph := font.get_nominal_glyph(ord(letter))) is not None:
                yield font.get_glyph_h_advance(glyph) / font.face.upem

    advance = cache(lambda letter: next(found(letter), 1.0))
    return cache(lambda text: sum(map(advance, text)))  # which is asked for many widths of a column
