"""Cuts long texts into the pieces that rows of a paper can hold."""

import re
from bisect import bisect_right
from collections.abc import Callable

from planreport.paragraphs import SEPARATOR, paragraphs

_SENTENCE = re.compile(r"[^。]*。[」）)]?|[^。]+$")
_END = re.compile(rf"。[」）)]?|(?={re.escape(SEPARATOR)})")


def cut(text: str, lines: int, characters: int) -> list[str]:
    """The text in pieces that fill no more than so many lines of so many characters.

    It is cut between paragraphs or after sentences, where it can be.
    """
    pieces: list[str] = []
    left = 0  # lines
    for paragraph in paragraphs(text):
        for piece in _cut(paragraph, lines * characters):
            taken = -(-len(piece) // max(characters - 1, 1))  # a bullet's sign has its room
            if pieces and taken <= left:
                pieces[-1] += SEPARATOR + piece
                left -= taken
            else:
                pieces.append(piece)
                left = lines - taken
    return pieces


def begin(text: str, fits: Callable[[str], bool], anywhere: bool = False) -> tuple[str, str]:
    """What of the text fits, to the end of a paragraph or of a sentence, and the rest.

    If not even the first sentence does, that is nothing, or as much of it as does.
    """
    if fits(text):
        return text, ""
    for ends in (
        sorted({found.end() for found in _END.finditer(text)}),
        range(1, len(text) if anywhere else 1),
    ):
        if count := bisect_right(ends, False, key=lambda end: not fits(text[:end])):
            end = ends[count - 1]
            return text[:end], text[end:].removeprefix(SEPARATOR)
    return "", text


def _cut(text: str, most: int) -> list[str]:
    """A paragraph in pieces of at most `most` characters."""
    pieces = [""]
    for sentence in _SENTENCE.findall(text):
        rest = sentence
        while len(rest) > most:
            pieces += [rest[:most], ""]
            rest = rest[most:]
        if len(pieces[-1]) + len(rest) <= most:
            pieces[-1] += rest
        else:
            pieces.append(rest)
    return [piece for piece in pieces if piece]
