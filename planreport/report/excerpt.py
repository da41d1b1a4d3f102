"""What differs between two versions of a text."""

import re
from itertools import takewhile

from planreport.paragraphs import SEPARATOR

_SENTENCE_END = re.compile(rf"(?<=。)(?![」）){SEPARATOR}]|$)|(?<=[{SEPARATOR}])")
_PHRASE_END = re.compile(rf"(?<=[。、])(?![」）){SEPARATOR}]|$)|(?<=[{SEPARATOR}])")
_LONG = 100  # characters, from which on sentences are cut as well
LEFT_OUT = "（略）"


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Both texts without the sentences in which they agree at their beginnings and ends; where a long
    text is left, without the phrases, but for the one beside.

    Where sentences only came or went, a neighbour that both have stays and says where.
    """
    found = _excerpts(before, after, _SENTENCE_END)
    is_long = max(map(len, found)) > _LONG
    return _excerpts(before, after, _PHRASE_END, around=1) if is_long else found


def _excerpts(before: str, after: str, ends: re.Pattern[str], around: int = 0) -> tuple[str, str]:
    old, new = ends.split(before), ends.split(after)
    head = _agreement(old, new)
    tail = _agreement(old[head:][::-1], new[head:][::-1])
    if head + tail == min(len(old), len(new)):
        head, tail = (head - 1, tail) if head else (head, max(tail - 1, 0))
    head, tail = max(head - around, 0), max(tail - around, 0)
    return _excerpt(old, head, tail), _excerpt(new, head, tail)


def _agreement(one: list[str], other: list[str]) -> int:
    """How many sentences are the same in both, from the first on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _excerpt(sentences: list[str], head: int, tail: int) -> str:
    kept = "".join(sentences[head : len(sentences) - tail])
    begins = SEPARATOR if head and sentences[head - 1].endswith(SEPARATOR) else ""
    return f"{LEFT_OUT + begins if head else ''}{kept}{LEFT_OUT if tail else ''}"
