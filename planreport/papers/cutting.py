"""Cuts long texts into the pieces that rows of a paper can hold."""

import re

from planreport.paragraphs import SEPARATOR, paragraphs

_SENTENCE = re.compile(r"[^。]*。[」）)]?|[^。]+$")


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


def begin(text: str, lines: int, characters: int) -> tuple[str, str]:
    """What of the text fills no more than so many lines, to the end of a paragraph or of a sentence,
    and the rest."""
    parts = paragraphs(text)
    for n, paragraph in enumerate(parts):
        room = lines * max(characters - 1, 1)
        if len(paragraph) > room:
            kept = 0
            for sentence in _SENTENCE.findall(paragraph):
                if kept + len(sentence) > room:
                    break
                kept += len(sentence)
            first = (*parts[:n], paragraph[:kept]) if kept else parts[:n]
            return SEPARATOR.join(first), SEPARATOR.join((paragraph[kept:], *parts[n + 1 :]))
        lines -= -(-len(paragraph) // max(characters - 1, 1))
    return text, ""


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
