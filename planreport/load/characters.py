"""Puts right what an office program has hidden in a text, where it is certain what was meant.

What remains and cannot be meant, the rules of check/ refuse.
"""

import re
import unicodedata
from collections.abc import Iterator

from planreport.place import Place, Problem

_KANJI = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
# Behind a kanji these choose its form (Unicode IVD and StandardizedVariants), anywhere else nothing.
SELECTOR = r"[\ufe00-\ufe02\U000e0100-\U000e01ef]"
_UNSEEN = r"\xad\u200b\u200e\u202a\u202c\u2060-\u2064\u2066\u2068\u2069\ufeff\ufe03-\ufe0f"
_SPACE = r"\xa0\u2000-\u200a\u202f\u205f"
_RADICAL = r"\u2e9f\u2ef3\u2f00-\u2fd5"
_MARK = r"\u0300-\u036f\u3099\u309a"
_CERTAIN = re.compile(
    rf"(?P<unseen>[{_UNSEEN}]|(?<!{_KANJI}){SELECTOR})|(?P<space>[{_SPACE}])|(?P<radical>[{_RADICAL}])"
    rf"|(?P<parts>[^{_MARK}][{_MARK}]+)"
)
# One of these is in all that has something to be put right: most texts have none, which is soon seen.
_SUSPECT = re.compile(rf"[{_UNSEEN}{_SPACE}{_RADICAL}{_MARK}]|{SELECTOR}")
_SHOWN = 8  # characters of a text that tell where in it something is


def put_right(text: str) -> str:
    """The text as it was certainly meant: what does not show is taken out, a space of another width
    is a space, a radical that looks like a kanji is the kanji, か and a mark for voice are が."""
    if not _SUSPECT.search(text):
        return text
    right = _CERTAIN.sub(_meant, text)
    # What was taken out may have kept a letter from its mark.
    return right if right == text else put_right(right)


def notices(place: Place, text: str) -> Iterator[Problem]:
    """What `put_right` changes in a text, and where in it."""
    for found in _CERTAIN.finditer(text):
        written, meant = found[0], _meant(found)
        codes = "と".join(f"U+{ord(char):04X}" for char in written)
        said = {
            "": f"見えない文字（{codes}）を除いて読みました。",
            " ": f"普通の空白ではない空白（{codes}）を、空白として読みました。",
        }.get(meant, f"「{meant}」に見える文字（{codes}）を、「{meant}」として読みました。")
        if written != meant:
            message = f"{where(text, found.start())}、{said}"
            yield Problem(place, message, "このままでも構いません。", is_warning=True)


def lines_put_right(file: str, text: str) -> tuple[str, list[Problem]]:
    """A file's text put right, with a notice for each line."""
    if not _SUSPECT.search(text):
        return text, []
    told = [
        problem
        for number, line in enumerate(text.split("\n"), 1)
        for problem in notices(Place(file, number), line)
    ]
    return put_right(text), told


def where(text: str, at: int) -> str:
    """The place in a text, as its reader finds it."""
    before = put_right(text[max(0, at - _SHOWN) : at]).strip()
    return f"「{before}」の後で" if before else "文の始めで"


def _meant(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "unseen":
            return ""
        case "space":
            return " "
        case "radical":
            return unicodedata.normalize("NFKC", found[0])
        case _:
            composed = unicodedata.normalize("NFC", found[0])
            return composed if len(composed) == 1 else found[0]
