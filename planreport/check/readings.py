"""What a cell of an indicator can hold: its number, its target and the target's year, a reading's words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from planreport.check.cells import value, year_meant
from planreport.check.declared import FIRST_YEAR, LAST_YEAR
from planreport.check.vocabulary import Vocabulary
from planreport.load import INDICATORS_FILE, Row
from planreport.place import Problem, folded
from planreport.plan.fields import Field, Kind
from planreport.plan.indicators import (
    STATE,
    TARGET,
    TARGET_NOTE,
    VALUE,
    Direction,
    indicator_fields,
)
from planreport.plan.numbers import bounds, decimals, plain, plain_bounds

_YEAR = re.compile("[0-9]{4}")
_LABELS = {field.name: field.label for field in indicator_fields(())}
_WORDS = {"state": _LABELS[STATE], "note": _LABELS[TARGET_NOTE]}  # the columns that words go to


def reading(row: Row, column: str, field: Field, indicator: Row | None) -> Iterator[Problem]:
    """A cell of an indicator's reading, or a correction of one, holds what it can hold."""
    if field.name == TARGET:
        yield from target(row, column, indicator) if indicator else ()
    elif field.kind is not Kind.NUMBER:
        yield from value(row, column, field)
    elif indicator:
        found = number(row, column, field.label, indicator)
        yield from _in_words(found, row, column, indicator, "state")


def _in_words(
    found: Iterable[Problem], row: Row, column: str, indicator: Row, other: str
) -> Iterator[Problem]:
    """What is wrong with a number; of words in its cell, that another column is for them. A target's
    may stay beside its number."""
    said = folded(row[column]).removesuffix(folded(indicator["unit"]))
    elsewhere = f"「{_WORDS[other]}」（{other}）の欄"
    advice = ""
    if column in (TARGET, VALUE) and said:
        if not re.search(r"\d", said):
            advice = f"言葉は{elsewhere}へ移し、この欄（{column}）を空にしてください。"
        elif other == "note" and re.search(r"[^\W\d]", said):  # 100%を維持, 約120
            advice = f"数だけをこの欄（{column}）に書き、添えた言葉は{elsewhere}に書いてください。"
    yield from (replace(it, advice=advice) if advice else it for it in found)


def number(row: Row, column: str, label: str, indicator: Row) -> Iterator[Problem]:
    """A number with no more decimals than its indicator has."""
    field = Field(column, label, Kind.NUMBER, "", unit=indicator["unit"])
    yield from value(row, column, field)
    digits, most = plain(row[column]), indicator["decimals"]
    if digits and most.isdecimal() and decimals(digits) > int(most):
        yield Problem(
            row.at(column),
            f"「{row[column]}」の小数が、指標の桁数（{most}）より多くあります。",
            f"小数を第{most}位までにするか、{INDICATORS_FILE} の decimals を直してください。"
            if int(most)
            else f"整数にするか、{INDICATORS_FILE} の decimals を直してください。",
        )


def target(row: Row, column: str, indicator: Row) -> Iterator[Problem]:
    """A target is a number; of what is to be kept within bounds, these."""
    digits = plain_bounds(row[column])
    for side in digits.split("〜") if digits else [row[column]]:
        one = replace(row, cells={**row.cells, column: side})
        found = number(one, column, "目標値", indicator)
        yield from _in_words(found, row, column, indicator, "note")
    if digits is None:
        return
    way, ends = indicator["direction"], bounds(digits)
    if way == Direction.KEEP.value and not ends.is_range:
        message = f"幅に収める指標（keep）の目標が、1つの数「{row[column]}」です。"
        yield Problem(row.at(column), message, "「20〜25」のように、下限と上限を書いてください。")
    elif way != Direction.KEEP.value and ends.is_range:
        yield Problem(
            row.at(column),
            f"目標が幅「{row[column]}」になっています。",
            f"1つの数にし、幅は{_WORDS['note']}（note）の欄に書くか、幅に収める指標なら {INDICATORS_FILE} の direction を "
            "keep にしてください。",
        )
    elif ends.low > ends.high:
        message = f"幅「{row[column]}」の下限が、上限より大きくなっています。"
        yield Problem(row.at(column), message, "逆になっていないか確かめてください。")


def year_of_target(row: Row, column: str, words: Vocabulary) -> Iterator[Problem]:
    """A target is of a year of the plan, or of a later one."""
    name = row[column]
    yield from year(row, column)
    if words.years and _YEAR.fullmatch(name) and name < min(words.years):
        message = f"{name}年度は、計画の最初の年度（{min(words.years)}）より前です。"
        advice = "目標の年度を確かめてください。計画の前の値は、基準値（baseline）に書きます。"
        yield Problem(row.at(column), message, advice)


def year(row: Row, column: str) -> Iterator[Problem]:
    if not (_YEAR.fullmatch(row[column]) and FIRST_YEAR <= int(row[column]) <= LAST_YEAR):
        said = f"年度「{row[column]}」は使えません。" if row[column] else "年度が空です。"
        usable = f"{FIRST_YEAR}から{LAST_YEAR}までの西暦で書いてください。"
        yield Problem(row.at(column), said, year_meant(row[column], usable))
