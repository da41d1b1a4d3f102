"""A text consists of paragraphs; one that begins with ・ is a bullet.

In a cell of data/ they are divided by a line break or by 「|」, which is what this program writes and
goes on with.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

SEPARATOR = "|"
BULLET = "・"

# What Excel writes for a carriage return, where a program in between has not understood it.
_LINE_ENDS = re.compile(r"[\r\n]|_x000[Dd]_")
_NO_END = ("、", "，", "（", "「")  # of a paragraph


@dataclass(frozen=True)
class Block:
    """A paragraph, or bullets that follow each other, without their signs."""

    texts: tuple[str, ...]
    is_list: bool = False


def from_lines(text: str) -> str:
    """The text with separators for its line breaks, but for those that break a sentence."""
    lines = _lines(text)
    divided = lines[:1]
    for before, line in pairwise(lines):
        divided += ["" if _goes_on(before, line) else SEPARATOR, line]
    return "".join(divided)


def breaks_a_sentence(text: str) -> bool:
    """Whether `from_lines` takes a line break away."""
    return any(_goes_on(before, line) for before, line in pairwise(_lines(text)))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in _LINE_ENDS.split(text) if line.strip()]


def _goes_on(before: str, line: str) -> bool:
    """Whoever broke the line within a sentence wanted it to fit."""
    return before.endswith(_NO_END) and not line.startswith(BULLET)


def paragraphs(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(SEPARATOR))))


def in_lines(text: str) -> str:
    """The text as a cell of a form has it."""
    return "\n".join(paragraphs(text)) if SEPARATOR in text else text


def in_one_line(text: str) -> str:
    """The text where there is room for one line only."""
    return "　".join(paragraphs(text)) if SEPARATOR in text else text


def points(cell: str) -> tuple[str, ...]:
    """The paragraphs of a summary. All are bullets, whether they say so or not, unless only some do."""
    found = tuple(part.strip() for part in cell.split(SEPARATOR)) if cell else ()
    if all(part.startswith(BULLET) for part in found):
        return tuple(part.removeprefix(BULLET).strip() for part in found)
    return found


def marked(summary: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs of a summary with the signs of its bullets."""
    if any(part.startswith(BULLET) for part in summary):
        return summary
    return tuple(f"{BULLET}{part}" for part in summary)


def blocks(parts: Iterable[str]) -> Iterator[Block]:
    """Paragraphs as pages and papers show them."""
    for is_list, group in groupby(parts, key=lambda part: part.startswith(BULLET)):
        if is_list:
            bullets = tuple(part.removeprefix(BULLET).strip() for part in group)
            yield Block(bullets, is_list=True)
        else:
            yield from (Block((part,)) for part in group)
