"""Keeps words whole where a narrow column breaks its lines."""

import re
from functools import cache

from markupsafe import Markup, escape

_KANJI = re.compile(r"[\u3400-\u9fff々]")
_LAST = 4  # characters that stay together at a text's end, so that none stands alone


def phrases(text: str, most: int) -> Markup:
    """The text with each phrase kept on one line; one of more than `most` characters may break."""
    if len(text) <= most:
        return escape(text)
    pieces = [
        Markup('<span class="phrase">{}</span>').format(phrase)
        if len(phrase) <= most
        else _with_tail(phrase)
        for phrase in _split(text)
    ]
    return Markup("").join(pieces)


def tail(text: str) -> Markup:
    """The text with its last characters kept together."""
    return _with_tail(text)


def halves(label: str) -> Markup:
    """A label that may need two lines: if so, it breaks in its middle."""
    if len(label) <= _LAST:
        return escape(label)
    middle = -(-len(label) // 2)
    return escape(label[:middle]) + Markup('<span class="phrase">{}</span>').format(label[middle:])


def _with_tail(text: str) -> Markup:
    body, end = text[:-_LAST], text[-_LAST:]
    return escape(body) + Markup('<span class="phrase">{}</span>').format(end)


@cache
def _split(text: str) -> tuple[str, ...]:
    """Phrases as BudouX finds them, but for its cuts between two kanji, where it often errs."""
    found: list[str] = []
    for phrase in _parser().parse(text):
        if found and _KANJI.match(found[-1][-1]) and _KANJI.match(phrase[0]):
            found[-1] += phrase
        else:
            found.append(phrase)
    return tuple(found)


@cache
def _parser():  # type: ignore[no-untyped-def]
    import budoux  # only where papers are made

    return budoux.load_default_japanese_parser()
