"""What was changed later: revisions of the plan, corrections of reports, updates of the data."""

from planreport import paths
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
from planreport.plan.revisions import Correction, Revision
from planreport.report import revisions as told
from planreport.report.derive import Report


def revisions(report: Report) -> Resource:
    plan, terms = report.plan, report.plan.terms
    names = {measure.id: names for measure, names in each(report)}
    return Resource(
        path=paths.REVISIONS_CSV,
        title="計画の変更",
        description="計画期間の途中で計画を変えたところごとに1行。",
        fields=(
            *keys(terms),
            *revision_columns(plan),
        ),
        rows=tuple(
            (*names[revision.measure_id], *revision_cells(revision, plan))
            for revision in plan.revisions
            if revision.measure_id in names
        ),
    )


def revision_columns(plan: Plan) -> tuple[Column, ...]:
    """What is said of a revision; of a plan without a plan per year none changes that of a year."""
    terms = plan.terms
    levels = f"、{terms.grouping}は大きい順に" if len(terms.item) > 1 else ""
    by_bars = f"（「{SEPARATOR}」で区切る）" if levels else ""
    planned_year = Column(
        "planned_year",
        "integer",
        "変更した年度",
        f"どの年度の{terms.planned}を変えたか（西暦）。空欄は、ほかの変更",
        is_optional=True,
    )
    return (
        Column("fiscal_year", "integer", "年度", "変更が適用される最初の年度（西暦）"),
        Column(
            "what",
            "string",
            "変更の種類",
            "コード表のrevisionのいずれか",
            lists=("revision",),
        ),
        *([planned_year] if plan.schedule is not Schedule.NONE else []),
        Column(
            "before",
            "string",
            "変更前",
            f"変更前の値。{terms.summary}は箇条書きを{levels}「{SEPARATOR}」で区切り、"
            f"{terms.goal}は番号で書く。空欄は、値がないもの",
            is_optional=True,
        ),
        Column(
            "after",
            "string",
            "変更後",
            f"変更後の値。書き方は変更前と同じ{by_bars}。空欄は、値がないもの",
            is_optional=True,
        ),
        _REASON,
    )


def revision_cells(revision: Revision, plan: Plan) -> tuple[Datum, ...]:
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


def corrections(report: Report) -> Resource:
    plan, terms = report.plan, report.plan.terms
    names = {measure.id: names for measure, names in each(report)}
    note = divided(text for it in plan.corrections for text in (it.before, it.after))
    return Resource(
        path=paths.CORRECTIONS_CSV,
        title="正誤",
        description="公表した後に直した誤りごとに1行。",
        fields=(
            *keys(terms),
            Column("date", "date", "訂正した日", _DAY),
            Column("fiscal_year", "integer", "年度", "誤りのあった報告の年度（西暦）"),
            Column(
                "column", "string", "訂正した欄", "コード表のcolumnのいずれか", lists=("column",)
            ),
            Column(
                "before",
                "string",
                "誤",
                f"訂正前の値{note}。空欄は、値がなかったもの",
                is_optional=True,
            ),
            Column(
                "after", "string", "正", f"訂正後の値{note}。空欄は、値がないもの", is_optional=True
            ),
            _REASON,
        ),
        rows=tuple(
            (*names[correction.measure_id], *correction_cells(correction, plan))
            for correction in plan.corrections
            if correction.measure_id in names
        ),
    )


def correction_cells(correction: Correction, plan: Plan) -> tuple[Datum, ...]:
    return (
        correction.date.isoformat(),
        correction.fiscal_year.year,
        plan.labels[correction.column],
        correction.before or None,
        correction.after or None,
        correction.reason or None,
    )


def history(report: Report) -> Resource:
    return Resource(
        path=paths.HISTORY_CSV,
        title="更新履歴",
        description="データの更新ごとに1行。",
        fields=(
            *AREA,
            Column("date", "date", "更新した日", _DAY),
            Column("text", "string", "内容", "更新の内容"),
        ),
        rows=tuple(
            (*area(report), update.date.isoformat(), update.text) for update in report.plan.history
        ),
    )


_DAY = "西暦の年-月-日"
_REASON = Column("reason", "string", "理由", "空欄は、理由が公表されていないもの", is_optional=True)
