"""How many lines a text takes when it is set. Lengths of lines are in em."""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from math import ceil

from planreport.papers.letters import Width
from planreport.paragraphs import BULLET, paragraphs
from planreport.plan.fields import Choice
from planreport.templating.phrases import halved, lines, pieces, unbroken

Lines = Callable[[str, float], int]  # of a text, in a line of so many em


def text_lines(width: Width) -> Lines:
    """Of running text in its paragraphs; those of a bullet begin where its text does.

    A text is asked for in many lengths of lines: what they break between is found and measured once.
    """

    @cache
    def parts(text: str) -> list[tuple[float, list[float]]]:
        return [
            (width(part[: len(part) - len(said)]), [*map(width, unbroken(said))])
            for part in paragraphs(text)
            for said in [part.removeprefix(BULLET)]
        ]

    return cache(
        lambda text, line: sum(broken(found, line - before) for before, found in parts(text))
    )


def title_lines(titles: Iterable[str], line: float, width: Width) -> int:
    """Of the longest of several titles, whose lines break between phrases."""
    return max((_title_lines(it, line, width) for it in titles), default=0)


@lru_cache(maxsize=50_000)  # a title stands in several rows, which are tried for many sizes of text
def _title_lines(title: str, line: float, width: Width) -> int:
    return broken(map(width, pieces(title, line, width)), line)


def label_lines(word: Choice, before: str, line: float, width: Width) -> int:
    """Of a status behind a symbol or nothing."""
    if word.is_long:
        return len(lines(word.label, int(line))) + bool(before)
    first, *second = halved(word.label)
    return broken(map(width, (before + first, *second)), line)


def broken(pieces: Iterable[float], line: float) -> int:
    """How many lines those take between which lines break; about how many, if one is longer."""
    count, left = 0, 0.0
    for piece in pieces:
        if piece > left:
            count += ceil(piece / line)
            left = line * ceil(piece / line)
        left -= piece
    return count
