"""A text before and after a correction, side by side (新旧対照表): what differs is underlined."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup, escape

from planreport.paragraphs import BULLET, SEPARATOR
from planreport.report.excerpt import LEFT_OUT

# Around what differs. No font has them, so that no text of a plan holds them.
_BEGIN, _END = "\ue000", "\ue001"
# Words are compared, so that no line stands under half a number or half a compound.
_WORD = re.compile(
    rf"{LEFT_OUT}|[0-9０-９.,]+|[A-Za-zＡ-Ｚａ-ｚ]+|[ァ-ヺー]+|(?<=[0-9０-９])[\u3400-\u9fff]|[\u3400-\u9fff々]+|.",
    re.DOTALL,
)
_NEVER = {LEFT_OUT, SEPARATOR, BULLET}  # underlined


@lru_cache(maxsize=5_000)  # each is asked for at many sizes of text
def compared(before: str, after: str) -> tuple[str, str]:
    """Both texts with marks around the words that differ, for `underlined`."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changes = [ends for kind, *ends in found if kind != "equal"]
    return (
        _marked(old, ((begin, end) for begin, end, *_ in changes)),
        _marked(new, ((begin, end) for *_, begin, end in changes)),
    )


def _marked(words: list[str], changes: Iterable[tuple[int, int]]) -> str:
    changed = {n for begin, end in changes for n in range(begin, end) if words[n] not in _NEVER}
    runs = groupby(enumerate(words), key=lambda word: word[0] in changed)
    texts = ((differs, "".join(word for _, word in run)) for differs, run in runs)
    return "".join(
        f"{_BEGIN}{text.replace('。', f'。{_END}{_BEGIN}')}{_END}" if differs else text
        for differs, text in texts
    )


def unmarked(text: str) -> str:
    """The text as it is read."""
    return text.replace(_BEGIN, "").replace(_END, "")


def underlined(text: str) -> Markup:
    """The text, or what a row has of it: it is cut after sentences, or in one without an end."""
    marks = re.findall(f"[{_BEGIN}{_END}]", text)
    begun = _BEGIN if marks[:1] == [_END] else ""
    ended = _END if marks[-1:] == [_BEGIN] else ""
    whole = f"{begun}{escape(text)}{ended}".replace(_BEGIN + _END, "").replace(_END + _BEGIN, "")
    return Markup(whole.replace(_BEGIN, "<u>").replace(_END, "</u>"))
