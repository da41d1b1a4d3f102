"""Slips in names and numbers that no rule of data/ can see."""

import re
from collections.abc import Iterable, Iterator, Mapping

from planreport.importer.subjects import Subject
from planreport.place import Place, Problem

_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")  # as grids show one


# Rows of data/, each with the places of its cells.
Listed = Iterable[tuple[Mapping[str, str], Mapping[str, Place]]]


def twice(column: str, listed: Listed) -> Iterator[Problem]:
    """Warnings where a goal has two measures that people cannot tell apart by this column."""
    first: dict[tuple[str, str], Place] = {}
    for row, at in listed:
        if text := row.get(column, ""):
            place = first.setdefault((row["goal_id"], text), at[column])
            if place != at[column]:
                said = f"「{text}」は、{place.column}{place.line}にもあります。"
                yield Problem(at[column], said, "写し間違いでないか、確かめてください。", True)


def dated(one: Subject) -> Iterator[Problem]:
    """A number such as 1-1 that the spreadsheet has made a day of."""
    for name in ("number", "indicator_number", "measure_id", "indicator_id", "goal_id"):
        if (said := one.once.get(name)) and _DAY.fullmatch(said.text):
            wrong = f"番号の欄が、日付（{said.text}）になっています。"
            advice = (
                "「1-1」のような番号を、表計算ソフトが日付に変えたようです。"
                "セルの表示形式を「文字列」にしてから、番号を書き直してください。"
            )
            yield Problem(said.place, wrong, advice)
