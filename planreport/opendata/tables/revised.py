"""What was changed later: revisions of the plan, corrections of reports, updates of the data."""

from collections.abc import Iterator, Mapping

from planreport import paths
from planreport.opendata.tables.indicators import named, names
from planreport.opendata.tables.resource import (
    AREA,
    Column,
    Datum,
    Resource,
    area,
    divided,
    each,
    keys,
)
from planreport.paragraphs import SEPARATOR
from planreport.plan import Plan
from planreport.plan.fields import Schedule
from planreport.plan.numbers import bounds
from planreport.plan.revisions import Revision
from planreport.report import revisions as told
from planreport.report.derive import Report


def revisions(report: Report) -> Resource:
    plan = report.plan
    whose = {measure.id: cells for measure, cells in each(report)}
    return Resource(
        path=paths.REVISIONS_CSV,
        title="計画の変更",
        description="計画期間の途中で計画を変えたところごとに1行。",
        fields=(*keys(plan), *_revision_columns(plan)),
        rows=tuple(
            (*whose[revision.measure_id], *_revision_cells(revision, plan))
            for revision in plan.revisions
            if revision.measure_id in whose
        ),
    )


def _revision_columns(plan: Plan) -> tuple[Column, ...]:
    """What is said of a revision; of a plan without a plan per year none changes that of a year."""
    terms = plan.terms
    levels = f"、{terms.grouping}は大きい順に" if len(terms.item) > 1 else ""
    by_bars = f"（「{SEPARATOR}」で区切る）" if levels else ""
    planned_year = Column(
        "planned_year",
        "変更した年度",
        f"どの年度の{terms.planned}を変えたか（西暦）",
        "ほかの変更",
        type="integer",
    )
    return (
        _IN_FORCE,
        Column.chosen("what", "変更の種類", "revision"),
        *([planned_year] if plan.schedule is not Schedule.NONE else []),
        Column(
            "before",
            "変更前",
            f"変更前の値。{terms.summary}は箇条書きを{levels}「{SEPARATOR}」で区切り、"
            f"{terms.goal}は番号で書く",
            "値がないもの",
        ),
        Column("after", "変更後", f"変更後の値。書き方は変更前と同じ{by_bars}", "値がないもの"),
        _REASON,
    )


def _revision_cells(revision: Revision, plan: Plan) -> tuple[Datum, ...]:
    """In the order of the columns."""
    planned_year = revision.planned_year.year if revision.planned_year else None
    return (
        revision.fiscal_year.year,
        told.kind(revision, plan),
        *([planned_year] if plan.schedule is not Schedule.NONE else []),
        revision.before or None,
        revision.after or None,
        revision.reason or None,
    )


def indicator_revisions(report: Report) -> Resource:
    word, whose = report.plan.terms.indicator, _indicators(report)
    return Resource(
        path=paths.INDICATOR_REVISIONS_CSV,
        title=f"{word}の目標値の変更",
        description="計画期間の途中で目標値を変えたところごとに1行。",
        fields=(
            *names(report.plan.terms),
            _IN_FORCE,
            Column(
                "target_year", "変更した年度", "どの年度の目標値を変えたか（西暦）", type="integer"
            ),
            *_target("before", "変更前"),
            *_target("after", "変更後"),
            _REASON,
        ),
        rows=tuple(
            (
                *whose[revision.measure_id],
                revision.fiscal_year.year,
                revision.planned_year.year if revision.planned_year else None,
                *_bounds(revision.before),
                *_bounds(revision.after),
                revision.reason or None,
            )
            for revision in report.plan.revisions
            if revision.measure_id in whose
        ),
    )


def _indicators(report: Report) -> dict[str, tuple[Datum, ...]]:
    return {indicator.id: named(report, indicator) for indicator in report.plan.indicators}


def _target(name: str, title: str) -> Iterator[Column]:
    unit = "単位はindicatorsのunit"
    yield Column(
        name,
        title,
        f"{title}の目標値。幅で定めたものは、その下限。{unit}",
        "目標値がないもの",
        type="number",
    )
    yield Column(
        f"{name}_high",
        f"{title}の上限",
        f"幅で定めた{title}の目標値の上限。{unit}",
        "幅で定めていないもの",
        type="number",
    )


def _bounds(cell: str) -> tuple[Datum, Datum]:
    if not cell:
        return None, None
    target = bounds(cell)
    return target.low, target.high if target.is_range else None


def corrections(report: Report) -> Resource:
    whose = {measure.id: cells for measure, cells in each(report)}
    fields = keys(report.plan)
    return _corrections(report, paths.CORRECTIONS_CSV, "正誤", "column", fields, whose)


def indicator_corrections(report: Report) -> Resource:
    title = f"{report.plan.terms.indicator}の正誤"
    fields, whose = names(report.plan.terms), _indicators(report)
    path = paths.INDICATOR_CORRECTIONS_CSV
    return _corrections(report, path, title, "indicator_column", fields, whose)


def _corrections(
    report: Report,
    path: str,
    title: str,
    words: str,
    fields: tuple[Column, ...],
    whose: Mapping[str, tuple[Datum, ...]],
) -> Resource:
    """Those of what `whose` has the names of; `words` is the code table's list of columns."""
    plan = report.plan
    those = [correction for correction in plan.corrections if correction.measure_id in whose]
    texts = divided(text for it in those for text in (it.before, it.after))
    how = f"。{texts}" if texts else ""
    return Resource(
        path=path,
        title=title,
        description="公表した後に直した誤りごとに1行。",
        fields=(
            *fields,
            Column("date", "訂正した日", _DAY, type="date"),
            Column("fiscal_year", "年度", "誤りのあった報告の年度（西暦）", type="integer"),
            Column.chosen("column", "訂正した欄", words),
            Column("before", "誤", f"訂正前の値{how}", "値がなかったもの"),
            Column("after", "正", f"訂正後の値{how}", "値がないもの"),
            _REASON,
        ),
        rows=tuple(
            (
                *whose[it.measure_id],
                it.date.isoformat(),
                it.fiscal_year.year,
                told.field_of(it, plan).label,
                it.before or None,
                it.after or None,
                it.reason or None,
            )
            for it in those
        ),
    )


def history(report: Report) -> Resource:
    return Resource(
        path=paths.HISTORY_CSV,
        title="更新履歴",
        description="データの更新ごとに1行。",
        fields=(
            *AREA,
            Column("date", "更新した日", _DAY, type="date"),
            Column("text", "内容", "更新の内容"),
        ),
        rows=tuple(
            (*area(report), update.date.isoformat(), update.text) for update in report.plan.history
        ),
    )


_DAY = "西暦の年-月-日"
_IN_FORCE = Column("fiscal_year", "年度", "変更が適用される最初の年度（西暦）", type="integer")
_REASON = Column("reason", "理由", "", "理由が公表されていないもの")
