"""Indicators: what each measures, which way is better, and what it belongs to."""

from collections.abc import Iterator
from dataclasses import replace

from planreport import paths
from planreport.opendata.tables.indicator_words import KINDS
from planreport.opendata.tables.resource import AREA, Column, Datum, Resource, area, keys
from planreport.plan import Plan
from planreport.plan.indicators import Indicator
from planreport.plan.settings import Terms
from planreport.report.derive import Report
from planreport.report.indicators import IndicatorReport

MEASURED = (
    Column("unit", "単位", "数の単位", "単位のないもの"),
    Column("baseline", "基準値", "単位はunitのもの", "基準値を定めていないもの", type="number"),
    Column(
        "baseline_year", "基準の年度", "基準値の年度（西暦）", "定めていないもの", type="integer"
    ),
    Column.chosen("direction", "良い向き", "indicator_direction"),
)


def indicators(report: Report) -> Resource:
    plan, word = report.plan, report.plan.terms.indicator
    return Resource(
        path=paths.INDICATORS_CSV,
        title=word,
        description=f"{word}ごとに1行。",
        fields=(
            *names(plan.terms),
            Column("number", f"{word}の番号", "計画に書かれた番号", "番号がないもの"),
            Column("meaning", "説明", f"{word}が何を表すか", "説明がないもの"),
            *_owners(plan),
            *MEASURED,
            Column(
                "decimals",
                "小数の桁数",
                "値の小数の桁数の上限。単位は桁",
                "定めていないもの",
                type="integer",
                least=0,
            ),
            Column.chosen("kind", "値の種類", "indicator_kind"),
            Column.chosen(
                "formula", "達成率の計算方法", "indicator_formula", "達成率を計算しないもの"
            ),
            Column("department", "担当課", "担当課の名前", "担当課が公表されていないもの"),
            Column("source", "出典", "値の出典", "出典が公表されていないもの"),
            Column("first_year", "最初の年度", "値を調べる最初の年度（西暦）", type="integer"),
            Column("last_year", "最後の年度", "値を調べる最後の年度（西暦）", type="integer"),
        ),
        rows=tuple(
            (
                *named(report, it.indicator),
                it.indicator.number or None,
                it.indicator.meaning or None,
                *_owner(it, len(plan.terms.item)),
                *measured(it.indicator),
                it.indicator.decimals,
                KINDS[it.indicator.is_cumulative],
                it.indicator.achievement.formula or None,
                it.indicator.department or None,
                it.indicator.source or None,
                (it.indicator.first_year or plan.years[0]).year,
                (it.indicator.last_year or plan.years[-1]).year,
            )
            for it in report.indicators
        ),
        key=("indicator_id",),
    )


def names(terms: Terms) -> tuple[Column, ...]:
    """The columns that say which indicator a row is about."""
    word = terms.indicator
    return (
        *AREA,
        Column("indicator_id", f"{word}のid", f"{word}を見分ける番号。変わりません"),
        Column("indicator", word, f"{word}の名前"),
    )


def named(report: Report, indicator: Indicator) -> tuple[Datum, ...]:
    return (*area(report), indicator.id, indicator.name)


def _owners(plan: Plan) -> Iterator[Column]:
    """What an indicator belongs to, as the other tables name it: as narrowly as it does."""
    for column in keys(plan)[len(AREA) :]:
        yield replace(column, blank=f"より大きなまとまりか計画全体の{plan.terms.indicator}")


def _owner(it: IndicatorReport, levels: int) -> tuple[Datum, ...]:
    path = it.group.path if it.group else ()
    return (
        *((it.goal.id, it.goal.title) if it.goal else (None, None)),
        *(*path, *[None] * (levels - len(path))),
        *((it.measure.id, it.measure.title) if it.measure else (None, None)),
    )


def measured(indicator: Indicator) -> tuple[Datum, ...]:
    since = indicator.baseline_year
    return (
        indicator.unit or None,
        indicator.baseline,
        since.year if since else None,
        indicator.direction.said,
    )


def indicator_departments(report: Report) -> Resource:
    """Of a plan in which several departments have an indicator: each on a line of its own."""
    word = report.plan.terms.indicator
    return Resource(
        path=paths.INDICATOR_DEPARTMENTS_CSV,
        title=f"{word}の担当課",
        description=f"{word}と担当課の組合せごとに1行。",
        fields=(
            *names(report.plan.terms),
            Column("number", "順番", "担当課の順番。1は、取りまとめる課", type="integer"),
            Column("department", "担当課", "担当課の名前"),
        ),
        rows=tuple(
            (*named(report, indicator), number, department)
            for indicator in report.plan.indicators
            for number, department in enumerate(indicator.departments, 1)
        ),
        key=("indicator_id", "number"),
    )
