"""Lists and tables of the console, aligned, and the words for how many there are."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from planreport.plan import Plan
from planreport.plan.indicators import Indicator
from planreport.plan.measures import Measure
from planreport.workbook import department_name

_Entry = TypeVar("_Entry")


def counted(subjects: Iterable[Measure | Indicator], plan: Plan) -> str:
    """How many measures and indicators there are, in the plan's words: 2事業と指標3件."""
    kinds = [isinstance(subject, Measure) for subject in subjects]
    measures, indicators = kinds.count(True), kinds.count(False)
    parts = [f"{measures}{plan.terms.unit}"] if measures or not indicators else []
    if indicators:
        parts.append(f"{plan.terms.indicator}{indicators}件")
    return "と".join(parts)


def by_department(pairs: Iterable[tuple[str, _Entry]]) -> dict[str, list[_Entry]]:
    """The entries by their departments' names; those without one come last."""
    grouped: dict[str, list[_Entry]] = {}
    for department, entry in sorted(pairs, key=lambda pair: pair[0] == ""):
        grouped.setdefault(department_name(department), []).append(entry)
    return grouped


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows with their columns aligned: the first to the left, the others to the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        room = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        others = (f"  {left}{cell}" for left, cell in zip(room[1:], row[1:], strict=True))
        yield "".join((f"  {row[0]}{room[0]}", *others))


def _width(text: str) -> int:
    """Columns of a terminal that the text takes: two for a full-width character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
