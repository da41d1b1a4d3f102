"""Words as outlines: a picture that is passed on looks the same where nobody has our fonts.

Lengths in thousandths of the height of the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from unicodedata import combining

from planreport.templating.phrases import folded

EM = 1000
_FORMS = range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)  # selectors of the form of what is before


@dataclass(frozen=True)
class Lettered:
    """A line of words: its width, and its outlines by their names, each with its place."""

    width: float
    glyphs: tuple[tuple[str, float], ...]
    outlines: dict[str, str]


@cache
def lettered(fonts: Path, text: str, is_bold: bool = False) -> Lettered:
    """The words in the fonts of a folder; what the main one lacks, the others draw."""
    import uharfbuzz  # only here: nothing is lettered that comes from the cache

    faces = _faces(fonts, is_bold)
    at = 0.0
    glyphs, outlines = [], {}
    for number, letters in groupby(_letters(text), lambda letter: _drawn_by(faces, letter)):
        buffer = uharfbuzz.Buffer()
        buffer.add_str("".join(letters))
        buffer.guess_segment_properties()
        uharfbuzz.shape(faces[number], buffer)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            name = f"{'b' if is_bold else 'r'}{number}-{info.codepoint}"
            outlines[name] = _outline(faces[number], info.codepoint)
            if outlines[name]:
                glyphs.append((name, round(at + position.x_offset)))
            at += position.x_advance
    return Lettered(at, tuple(glyphs), outlines)


def fitted(text: str, width: float, sizes: tuple[int, ...], most: int) -> tuple[int, list[str]]:
    """The text in at most so many lines of that width, in the largest of the `sizes`, largest first,
    in which it goes into them; cut short with … where it does in none."""
    for size in sizes:
        found = folded(text, int(width / size))
        if len(found) <= most:
            return size, found
    return sizes[-1], [*found[: most - 1], f"{found[most - 1][:-1]}…"]


@cache
def _faces(folder: Path, is_bold: bool) -> tuple[Any, ...]:
    import uharfbuzz

    faces = []
    for path in sorted(folder.glob(f"*-{'Bold' if is_bold else 'Regular'}*.ttf")):
        font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
        font.scale = (EM, EM)
        faces.append(font)
    return tuple(faces)


def _letters(text: str) -> Iterator[str]:
    """What is drawn as one: a character with the signs that change it."""
    letter = ""
    for character in text:
        if letter and (combining(character) or any(ord(character) in form for form in _FORMS)):
            letter += character
        else:
            yield from [letter] if letter else []
            letter = character
    yield from [letter] if letter else []


def _drawn_by(faces: tuple[Any, ...], letter: str) -> int:
    """The first font that has it; the main one where none does."""
    has = (n for n, face in enumerate(faces) if _has(face, letter))
    return next(has, 0)


def _has(face: Any, letter: str) -> bool:
    if len(letter) == 2 and any(ord(letter[1]) in form for form in _FORMS):
        return face.get_variation_glyph(ord(letter[0]), ord(letter[1])) is not None
    return all(face.get_nominal_glyph(ord(character)) is not None for character in letter)


def _outline(face: Any, glyph: int) -> str:
    """As an SVG path, whose heights go down."""
    import uharfbuzz

    path: list[str] = []

    def draw(command: str) -> Any:
        def add(*numbers: float) -> None:
            points = zip(numbers[::2], numbers[1::2], strict=False)
            path.append(command + " ".join(f"{round(x)} {-round(y)}" for x, y in points))

        return lambda *numbers: add(*numbers[:-1])

    funcs = uharfbuzz.DrawFuncs()
    funcs.set_move_to_func(draw("M"))
    funcs.set_line_to_func(draw("L"))
    funcs.set_quadratic_to_func(draw("Q"))
    funcs.set_cubic_to_func(draw("C"))
    funcs.set_close_path_func(lambda _: path.append("z"))
    face.draw_glyph(glyph, funcs, None)
    return "".join(path)
