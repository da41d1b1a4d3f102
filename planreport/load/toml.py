"""Reads a TOML file, and finds the line on which each of its keys stands."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from planreport.load.characters import lines_put_right
from planreport.load.text import Edits, read_text
from planreport.place import Place, Problem


@dataclass(frozen=True)
class TomlFile:
    """A TOML file's text and values, and the line on which each of its keys stands."""

    file: str
    text: str
    values: dict[str, Any]
    lines: Mapping[tuple[str | int, ...], int]

    def at(self, *path: str | int) -> Place:
        """The place of a key, or of the nearest table around it."""
        line = next(
            (self.lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.lines), 0
        )
        return Place(self.file, line, next(key for key in reversed(path) if isinstance(key, str)))


def load_toml(
    root: Path, file: str, edits: Edits = MappingProxyType({})
) -> tuple[TomlFile | None, list[Problem]]:
    """Reads a TOML file."""
    text, problems = read_text(root, file, edits)
    if text is None:
        return None, problems
    text, told = lines_put_right(file, text)
    problems += told
    try:
        values = tomllib.loads(text, parse_float=Decimal)  # which keeps a number as it is written
        return TomlFile(file, text, values, _toml_lines(text)), problems
    except (ValueError, RecursionError) as error:  # also for numbers and nesting without end
        found = re.search(r"line (\d+)", str(error))
        at_end = text.count("\n") + 1 if "end of document" in str(error) else 0
        line = int(found[1]) if found else at_end
        problems.append(
            Problem(
                Place(file, line),
                "TOMLの書き方が正しくありません。",
                '文字列は「"」で囲み、同じ項目を二度書かず、日付は 2026-04-01 のように書いてください。',
            )
        )
        return None, problems


def _toml_lines(text: str) -> dict[tuple[str | int, ...], int]:
    """The line of each table and key. tomllib keeps no positions, so headers are read again here.

    What looks like a header inside a text of several lines can only misplace a problem.
    """
    lines: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*(\[\[?)([^\[\]]+)\]", line):
            table = ()
            for key in re.findall(r"\"[^\"]*\"|'[^']*'|[^.\s]+", header[2]):
                table += (key.strip("\"'"),)
                if table in counts:
                    table += (counts[table] - 1,)
            if header[1] == "[[":
                if table and isinstance(table[-1], int):
                    table = table[:-1]
                lines.setdefault(table, number)
                counts[table] = counts.get(table, 0) + 1
                table += (counts[table] - 1,)
            lines.setdefault(table, number)
        elif entry := re.match(r"\s*(\"[^\"]*\"|'[^']*'|[\w-]+)\s*=", line):
            lines.setdefault((*table, entry[1].strip("\"'")), number)
    return lines
