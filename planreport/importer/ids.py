"""Ids of goals, measures and indicators: those of the sheet, else those of before, else counted."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key")


def numbered(
    keys: Iterable[Key], given: Mapping[Key, str], before: Mapping[Key, str], prefix: str
) -> dict[Key, str]:
    """An id for each key, none twice: the first is 1 or, behind a prefix, as wide as the last one is,
    at least of two digits."""
    keys = list(keys)
    found = {key: given.get(key) or before.get(key, "") for key in keys}
    taken = {*found.values(), *before.values()}
    width = max(2, len(str(len(keys)))) if prefix else 1
    count = 0
    for key in keys:
        while not found[key]:
            count += 1
            if (id_ := f"{prefix}{count:0{width}d}") not in taken:
                found[key] = id_
                taken.add(id_)
    return found
