"""Warnings of values that are likely slips, of what is not published yet: later it is too late."""

import re
from collections.abc import Iterator, Set
from decimal import Decimal

from planreport.check.cells import rows
from planreport.load import Sources
from planreport.place import Place, Problem
from planreport.plan import Plan
from planreport.plan.achievement import banded
from planreport.plan.calendar import FiscalYear
from planreport.plan.collection import Collection
from planreport.plan.indicators import GRADE, VALUE, Indicator, Reading
from planreport.plan.numbers import grouped

# With which a text begins that leaves to another cell what it says.
_ELSEWHERE = re.compile("[（「]?(同[上前左右]|[〃″々]|上[記述]|前[記述]|[左右]記)")
_SLIP = 10  # times the value before: of a unit such as 千円 instead of 円, or of a digit


def slips(sources: Sources, plan: Plan, collection: Collection | None) -> Iterator[Problem]:
    """A unit mixed up, a sum that falls, a grade that is not that of its rate; also of the year that
    is being collected, as far as it has come."""
    published = {publication.fiscal_year for publication in plan.publications}
    told = {
        (row["indicator_id"], name): row
        for name, table in sources.values.items()
        for row in rows(table)
    }
    yield from _said_elsewhere(sources, published)
    readings = [(one, reading) for one in plan.indicators for reading in one.readings]
    readings += [(it.subject, it.record) for it in (collection.readings if collection else ())]
    for indicator, reading in readings:
        row = told.get((indicator.id, str(reading.fiscal_year.year)))
        if row and reading.value is not None and reading.fiscal_year not in published:
            yield from _slips(indicator, reading, row.at(VALUE))
            yield from _another_grade(indicator, reading, plan, row.at(GRADE))


def _said_elsewhere(sources: Sources, published: Set[FiscalYear]) -> Iterator[Problem]:
    """On the page of one measure, in what is found and in open data, nothing stands above a text.
    What holds for all years can still be changed until the first of them is published."""
    years = [*sources.progress.items(), *sources.values.items()]
    tables = [table for name, table in years if FiscalYear(int(name)) not in published]
    if not published:
        tables += filter(None, [sources.measures, sources.schedule, sources.indicators])
    for table in tables:
        for row in rows(table):
            for column, text in row.cells.items():
                if found := _ELSEWHERE.match(text):
                    message = f"「{found[1]}」が指すところは、この欄だけを読む人には分かりません。"
                    advice = "指しているところの文を、そのまま書いてください。"
                    yield Problem(row.at(column), message, advice, is_warning=True)


def _slips(indicator: Indicator, reading: Reading, place: Place) -> Iterator[Problem]:
    value, (year, before) = reading.value, _before(indicator, reading)
    assert value is not None
    if before is None:
        return
    now, then = grouped(value), grouped(before)
    if value * before > 0 and not 1 < _SLIP * value / before < _SLIP * _SLIP:
        times = f"{_SLIP}倍以上" if abs(value) > abs(before) else f"{_SLIP}分の1以下"
        message = f"「{indicator.name}」の値「{now}」が、{year}の値「{then}」の{times}です。"
        advice = "単位や桁を間違えていないか確かめてください。"
        yield Problem(place, message, advice, is_warning=True)
    elif indicator.is_cumulative and value < before:
        yield Problem(
            place,
            f"「{indicator.name}」は累計ですが、値「{now}」が{year}の値「{then}」より減っています。",
            "その年度だけの値になっていないか確かめてください。",
            is_warning=True,
        )


def _before(indicator: Indicator, reading: Reading) -> tuple[FiscalYear | None, Decimal | None]:
    """The last value before a year, else the baseline if it is of an earlier one."""
    if earlier := indicator.before(reading.fiscal_year):
        return earlier.fiscal_year, earlier.value
    since = indicator.baseline_year
    is_earlier = since is not None and since < reading.fiscal_year
    return since, indicator.baseline if is_earlier else None


def _another_grade(
    indicator: Indicator, reading: Reading, plan: Plan, place: Place
) -> Iterator[Problem]:
    """The city's own grade holds, whatever the rate; that they differ is told."""
    said, band = reading.cell(GRADE), banded(indicator, reading, plan.bands)
    if said and band and band.grade.label != said:
        yield Problem(
            place,
            f"「{indicator.name}」の評価「{said}」が、達成率による評価「{band.grade.label}」と違います。",
            "評価を付け直したのでなければ、値か評価を直してください。書かれた評価を載せます。",
            is_warning=True,
        )
