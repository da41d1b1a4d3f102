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
from planreport.load.tomlslips import explained, meant
from planreport.place import Place, Problem

_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]")
_ENTRY = re.compile(r"\s*(\"[^\"]*\"|'[^']*'|[\w-]+)\s*=")
_MOST_SLIPS = 100  # that are put right to find what else is wrong


@dataclass(frozen=True)
class TomlFile:
    """A TOML file's text and values, and the line on which each of its keys stands."""

    file: str
    text: str
    values: dict[str, Any]
    lines: Mapping[tuple[str | int, ...], int]

    def at(self, *path: str | int) -> Place:
        """The place of a key, or of the nearest table around it."""
        around = (path[:n] for n in range(len(path), 0, -1))
        line = next((self.lines[it] for it in around if it in self.lines), 0)
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
    for _ in range(_MOST_SLIPS):
        try:
            # Decimal keeps a number as it is written.
            values = tomllib.loads(text, parse_float=Decimal)
            return TomlFile(file, text, values, _toml_lines(text)), problems
        except (ValueError, RecursionError) as error:  # also for numbers and nesting without end
            lines = text.split("\n")
            line = _line_of(str(error), len(lines))
            right = meant(lines[line - 1]) if line else None
            if right is None:
                message, advice = explained(str(error), lines, line)
                return None, [*problems, Problem(Place(file, line), message, advice)]
            said = "TOMLの書き方が正しくありません。"
            problems.append(Problem(Place(file, line), said, f"「{right}」と書いてください。"))
            lines[line - 1] = right  # so that what else is wrong is told as well
            text = "\n".join(lines)
    return None, problems


def _line_of(error: str, last: int) -> int:
    """On which line tomllib found a fault; 0 where it does not say so."""
    found = re.search(r"line (\d+)", error)
    return int(found[1]) if found else last if "end of document" in error else 0


def _toml_lines(text: str) -> dict[tuple[str | int, ...], int]:
    """The line of each table and key. tomllib keeps no positions, so headers are read again here.

    What looks like a header inside a text of several lines can only misplace a problem.
    """
    lines: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
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
        elif entry := _ENTRY.match(line):
            lines.setdefault((*table, entry[1].strip("\"'")), number)
    return lines
