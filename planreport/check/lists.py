"""Rules for what is one of many: it stands there once, and is one of the words that are known."""

from collections.abc import Collection, Iterator
from typing import TypeVar

from planreport.place import Place, Problem, did_you_mean

_Key = TypeVar("_Key")


def once(
    seen: dict[_Key, int],
    key: _Key,
    place: Place,
    named: str,
    advice: str = "どちらかを消してください。",
) -> Iterator[Problem]:
    """What is told from others by its `key` stands in one line; `seen` are the lines so far."""
    if key in seen:
        yield Problem(place, f"{named}は{seen[key]}行目にもあります。", advice)
    seen.setdefault(key, place.line)


def one_of(place: Place, word: str, known: Collection[str]) -> Iterator[Problem]:
    if word not in known:
        said = f"「{word}」は使えません。" if word else "空になっています。"
        yield Problem(place, said, usable(word, known))


def usable(word: str, known: Collection[str], what: str = "値") -> str:
    """Advice that names all words that can stand there, behind the one that is near."""
    return did_you_mean(word, known, f"使える{what}: {'、'.join(known)}")
