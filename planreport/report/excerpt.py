"""What differs between two versions of a text."""

import re
from itertools import takewhile

from planreport.paragraphs import SEPARATOR

_SENTENCE_END = re.compile(rf"(?<=。)(?![」）){SEPARATOR}]|$)|(?<=[{SEPARATOR}])")
_LEFT_OUT = "（略）"


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Both texts without the sentences in which they agree at their beginnings and ends.

    Where sentences only came or went, a neighbour that both have stays and says where.
    """
    old, new = _SENTENCE_END.split(before), _SENTENCE_END.split(after)
    head = _agreement(old, new)
    tail = _agreement(old[head:][::-1], new[head:][::-1])
    if head + tail == min(len(old), len(new)):
        head, tail = (head - 1, tail) if head else (head, max(tail - 1, 0))
    return _excerpt(old, head, tail), _excerpt(new, head, tail)


def _agreement(one: list[str], other: list[str]) -> int:
    """How many sentences are the same in both, from the first on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _excerpt(sentences: list[str], head: int, tail: int) -> str:
    kept = "".join(sentences[head : len(sentences) - tail])
    begins = SEPARATOR if head and sentences[head - 1].endswith(SEPARATOR) else ""
    return f"{_LEFT_OUT + begins if head else ''}{kept}{_LEFT_OUT if tail else ''}"
