"""The shape of a TOML file: which keys there are, of what type, and which are needed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from planreport.check.lists import usable
from planreport.load import TomlFile
from planreport.place import Problem

_TYPE_NAMES = {
    str: '「"」で囲んだ文字列',
    int: "整数",
    Decimal: "数",
    bool: "true か false",
    date: "2026-04-01 の形の日付",
    tuple: '「"」で囲んだ文字列か、それを「,」で区切って [ ] で囲んだもの',
}

MAX_NUMBER = 999_999


@dataclass(frozen=True)
class Key:
    type: type  # tuple: a text, or a list of texts
    required: bool = False
    filled: bool = False  # a text that is there must not be empty
    # of a table, or of each table in a list
    keys: Mapping[str, "Key"] = field(default_factory=dict)


def shape(
    settings: TomlFile,
    values: Mapping[str, Any],
    keys: Mapping[str, Key],
    path: tuple[str | int, ...],
) -> Iterator[Problem]:
    """Every key is known, of the right type, and there if it is needed."""
    for name, value in values.items():
        place = settings.at(*path, name)
        key = keys.get(name)
        if key is None:
            yield Problem(place, f"知らない項目「{name}」です。", usable(name, keys, "項目"))
        elif not _is_of(key.type, value):
            wanted = _TYPE_NAMES.get(key.type) or f"「{_heading(key, *path, name)}」の表"
            yield Problem(place, f"値は{wanted}で書いてください。")
        elif key.type in (int, Decimal) and not _is_in_bounds(value):
            wanted = _TYPE_NAMES[key.type]
            yield Problem(place, f"値は0から{MAX_NUMBER}までの{wanted}で書いてください。")
        elif key.type is dict:
            yield from shape(settings, value, key.keys, (*path, name))
        elif key.type is list:
            for n, entry in enumerate(value):
                if isinstance(entry, dict):
                    yield from shape(settings, entry, key.keys, (*path, name, n))
                else:
                    heading = _heading(key, *path, name)
                    yield Problem(place, f"値は「{heading}」の表で書いてください。")
        elif key.filled and not all(word.strip() for word in words(value)):
            yield Problem(place, "空になっています。", "値を書いてください。")
    for name, key in keys.items():
        if key.required and name not in values:
            form = _heading(key, *path, name) or f"{name} = …"
            message = f"必要な項目「{name}」がありません。"
            yield Problem(settings.at(*path, name), message, f"「{form}」を加えてください。")


def sound(values: Mapping[str, Any], keys: Mapping[str, Key]) -> dict[str, Any]:
    """What of the values has the right shape; a needed one that has not is empty."""
    found: dict[str, Any] = {}
    for name, key in keys.items():
        value: Any = values.get(name)
        if not _is_of(key.type, value):
            if not key.required:
                continue
            value = date.min if key.type is date else key.type()
        if key.type is dict:
            value = sound(value, key.keys)
        elif key.type is list:
            value = [sound(entry if isinstance(entry, dict) else {}, key.keys) for entry in value]
        found[name] = words(value) if key.type is tuple else value
    return found


def words(value: str | list[str]) -> tuple[str, ...]:
    """The texts of a key that may have several."""
    return (value,) if isinstance(value, str) else tuple(value)


def _heading(key: Key, *path: str | int) -> str:
    """The line above a table or above each of a list's tables, such as [[history]]."""
    name = ".".join(part for part in path if isinstance(part, str))
    if key.type is list:
        return f"[[{name}]]"
    return f"[{name}]" if key.type is dict else ""


def _is_of(type_: type, value: object) -> bool:
    if isinstance(value, (bool, datetime)):  # which are an int and a date to isinstance
        return type(value) is type_
    if type_ is tuple:
        texts = value if isinstance(value, list) else [value]
        return all(isinstance(text, str) for text in texts)
    return isinstance(value, (int, Decimal) if type_ is Decimal else type_)


def _is_in_bounds(number: int | Decimal) -> bool:
    return Decimal(number).is_finite() and 0 <= number <= MAX_NUMBER
