"""Keeps words whole where a narrow column breaks its lines."""

import re
from collections.abc import Callable
from functools import cache

from markupsafe import Markup, escape

_FORMS = r"\ufe00-\ufe02\U000e0100-\U000e01ef"  # selectors of the form of the kanji before them
_KANJI = re.compile(rf"[\u3400-\u9fff々{_FORMS}]+")
# Between which BudouX is not followed.
_JOINED = re.compile(rf"{_KANJI.pattern}|[第約全0-9.,][0-9.,]|[0-9A-Za-z]{{2}}")
_LETTER = re.compile(f".[{_FORMS}]?")
_ORDINAL = r"第(?:[0-9]+|[\u2160-\u216f]+)[次期回号]?"
# Where a phrase that is too long for its line may break: runs of one kind of letters stay whole,
# with what may not begin or end a line.
_RUN = re.compile(
    rf"[「（]*(?:{_ORDINAL}|[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*|[ァ-ヺー]+|{_KANJI.pattern}[ぁ-ん]*|.[ぁ-ん]*)[、。，．」）・]*"
)
# What may begin no line.
_NEVER_FIRST = re.compile(f"[ぁぃぅぇぉっゃゅょァィゥェォッャュョー々、。，．」）・{_FORMS}]")
# Two letters between which a line may break for certain (a part of UAX 14); none behind a digit, so
# that a number keeps its unit.
_BREAK = re.compile(
    rf"(?![0-9]|[A-Za-z]{{2}})[\w、。，．」）・…／！？：{_FORMS}](?!{_NEVER_FIRST.pattern})[\w「（／]|\s.|.\s"
)
# A number with what counts it, and the era before a year: nothing of it stands on a line without the
# rest. Signs that may not begin or end a line go with it.
_COUNTED = re.compile(
    r"[「（]*(?:明治|大正|昭和|平成|令和|[約第全計延−-]|(?<![A-Za-z])[A-Za-z]{1,3})?"
    r"(?<![0-9０-９])(?:[0-9０-９][0-9０-９.,，．]{0,9}(?![0-9０-９])|元(?=年))"
    r"(?:年度|[年月日回件人名校台枚社点歳倍％%]|[百千万億兆]{0,2}円|(?:[かカヵケヶ]|箇)[所月年国]"
    r"|[\u4e00-\u9fff]{1,2}|[\u3380-\u33df]|[A-Za-z]{1,4}(?![A-Za-z])|\w?)[、。，．」）]*"
)
# Two words with a hyphen behind which a line would break.
_HYPHENED = r"(?<![A-Za-z-])[A-Za-z]{1,6}-[A-Za-z]{1,6}(?![A-Za-z-])"
_WHOLE = re.compile(f"{_COUNTED.pattern}|{_HYPHENED}")
# What no line of running text breaks: numbers as above, words of Latin letters, and else a letter,
# each with what may begin or end no line.
_UNBROKEN = re.compile(
    rf"(?:{_COUNTED.pattern})|[「（]*(?:[!-~]+|.)(?:{_NEVER_FIRST.pattern})*", re.DOTALL
)
_LONGEST_TAIL = 6  # characters that stay together at a text's end, so that none stands alone
HALF = 4  # characters; a label of more may break in its middle


def phrases(text: str, most: float, width: Callable[[str], float] = len) -> Markup:
    """The text so marked that lines of `most` characters break between its phrases; of `most` em, if
    `width` tells how many of them a text takes.

    A longer phrase breaks between its runs of letters of one kind, so that no word of katakana is
    torn. A run that is longer itself breaks between pairs of kanji, since compounds are made of
    words of two, or else anywhere.
    """
    return escape(text) if width(text) <= most else parted(text, most, width)


def parted(text: str, most: float, width: Callable[[str], float] = len) -> Markup:
    """The same however short the text is: of a part of a sentence, which begins anywhere in a line."""
    return Markup("").join(
        _together(piece) if width(piece) <= most else tail(piece, int(most))
        for piece in pieces(text, most, width)
    )


def pieces(text: str, most: float, width: Callable[[str], float] = len) -> list[str]:
    """Between which such lines break; some may be longer than a line."""
    found: list[str] = []
    for phrase in _split(text):
        for run in [phrase] if width(phrase) <= most else _RUN.findall(phrase):
            found += [run] if width(run) <= most else _pairs(run)
    return _apart(found)


def tail(text: str, most: int = _LONGEST_TAIL) -> Markup:
    """The text with its last phrase kept together, or the end of that, were it a long one."""
    last = _last(text, most)
    return escape(text.removesuffix(last)) + _together(last)


def running(text: str) -> Markup:
    """The text for lines that are filled: its last phrase is kept together, and so are each number
    with its era and its unit, and a short word with a hyphen."""
    end = len(text) - len(_last(text, _LONGEST_TAIL))
    written, begin = Markup(""), 0
    for found in _WHOLE.finditer(text):
        if found.end() > end:
            end = min(end, found.start())
            break
        written += escape(text[begin : found.start()]) + _together(found[0])
        begin = found.end()
    return written + escape(text[begin:end]) + _together(text[end:])


def unbroken(text: str) -> list[str]:
    """What lines of running text break between."""
    last = _last(text, _LONGEST_TAIL)
    return [*_UNBROKEN.findall(text.removesuffix(last)), last]


def _last(text: str, most: int) -> str:
    """The end of the text that stays together, of no more than `most` characters; "" if there is none."""
    longest = min(most, _LONGEST_TAIL)
    if len(text) <= longest:
        return text
    last = _split(text[-24:])[-1]
    if len(last) > longest:
        last = _RUN.findall(last)[-1]
    if 1 < len(last) <= longest and _may_break(text.removesuffix(last), last):
        return last
    letters = _LETTER.findall(text)
    for count in (*range(3, longest + 1), 2):  # two letters alone on a line are few
        before, last = "".join(letters[:-count]), "".join(letters[-count:])
        if len(last) <= longest and _may_break(before, last):
            return last
    return ""


def halves(label: str, most: int) -> Markup:
    """A label that may need two lines: if so, it breaks in its middle. A long one has lines of
    `most` characters."""
    if len(label) > 2 * HALF:
        return Markup("<br>").join(lines(label, most))
    first, *second = halved(label)
    return escape(first) + _together("".join(second))


def halved(label: str) -> tuple[str, ...]:
    """A label in the pieces that stay whole: one, or two that a line may break between."""
    if len(label) <= HALF:
        return (label,)
    letters = _LETTER.findall(label)
    middle = -(-len(letters) // 2)
    return "".join(letters[:middle]), "".join(letters[middle:])


def lines(label: str, most: int) -> list[str]:
    """A label in lines of at most `most` characters, filled with its runs of letters of one kind."""
    found = [""]
    for run in _RUN.findall(label):
        while run:
            end = most
            while 1 < end < len(run) and _NEVER_FIRST.match(run[end]):
                end -= 1
            if len(found[-1]) + len(run[:end]) > most:
                found.append("")
            found[-1] += run[:end]
            run = run[end:]
    return list(filter(None, found))


def folded(text: str, most: int) -> list[str]:
    """A text in lines of at most `most` characters, filled with its phrases."""
    found = [""]
    for phrase in _split(text):
        for piece in [phrase] if len(phrase) <= most else lines(phrase, most):
            if len(found[-1]) + len(piece) > most:
                found.append("")
            found[-1] += piece
    return list(filter(None, found))


def _apart(pieces: list[str]) -> list[str]:
    """The pieces, those in one between which no line may break: kept together each for itself, they
    would leave their cell."""
    found = pieces[:1]
    for piece in pieces[1:]:
        if _may_break(found[-1], piece):
            found.append(piece)
        else:
            found[-1] += piece
    return found


def _may_break(before: str, after: str) -> bool:
    return bool(_BREAK.match(before[-1:] + after[:1]))


def _pairs(run: str) -> list[str]:
    compound = _KANJI.match(run)
    letters = _LETTER.findall(compound[0]) if compound else []
    if compound is None or len(letters) % 2:
        return [run]
    words = [one + other for one, other in zip(letters[::2], letters[1::2], strict=True)]
    words[-1] += run[compound.end() :]
    return words


def _together(words: str) -> Markup:
    """The words in one piece, and outside of it the space around them, at which lines may break."""
    inner = words.strip()
    before, after = words.split(inner, 1) if inner else (words, "")
    whole = Markup(f'<span class="phrase">{escape(inner)}</span>') if inner else ""
    return escape(before) + whole + after


@cache
def _split(text: str) -> tuple[str, ...]:
    """Phrases as BudouX finds them, but for its cuts between two kanji, where it often errs, in
    numbers and in words of Latin letters."""
    found: list[str] = []
    for phrase in _parser().parse(text):
        if found and _JOINED.fullmatch(found[-1][-1] + phrase[0]):
            found[-1] += phrase
        else:
            found.append(phrase)
    return tuple(found)


@cache
def _parser():  # type: ignore[no-untyped-def]
    import budoux  # only where papers are made

    return budoux.load_default_japanese_parser()
