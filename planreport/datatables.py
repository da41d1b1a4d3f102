"""What the open data says: long tables, one row a datum, with a description of every column.

The form follows 行政データにおける機械可読性に関するルール (デジタル庁, 2026): one table a file, one
datum a cell, one record a line, every column named, nothing left out, years in the Western calendar.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from planreport import amendments, paths
from planreport.derive import Report, percent
from planreport.model import (
    BULLET_SEPARATOR,
    Correction,
    Goal,
    Item,
    Measure,
    Revised,
    Revision,
    Standing,
    Terms,
    YearRecord,
)

Cell = str | int | None


@dataclass(frozen=True)
class Field:
    """A column: its name in the files, its type (string, integer or date) and what it means."""

    name: str
    type: str
    title: str
    description: str


@dataclass(frozen=True)
class Table:
    path: str
    title: str
    description: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def name(self) -> str:
        """The file's name without ending, which also names the sheet and the resource."""
        return self.path.removeprefix("data/").removesuffix(".csv")


def tables(report: Report) -> tuple[Table, ...]:
    """Every table of the open data, in the order in which pages and workbook list them."""
    return (
        _progress(report),
        _measures(report),
        _summaries(report),
        _tallies(report),
        _revisions(report),
        _corrections(report),
        _codes(report),
    )


_AREA = (
    Field("area_code", "string", "団体コード", "全国地方公共団体コード（6桁）"),
    Field("municipality", "string", "自治体名", "都道府県名からの自治体の名前"),
)


def _area(report: Report) -> tuple[Cell, ...]:
    return (report.plan.area_code or None, report.plan.municipality)


def _keys(report: Report) -> tuple[Field, ...]:
    terms = report.plan.terms
    return (
        *_AREA,
        Field(
            "goal_id", "string", f"{terms.goal}の番号", f"{terms.goal}を見分ける番号。変わりません"
        ),
        Field("goal", "string", terms.goal, f"{terms.goal}の名前"),
        Field("item", "string", terms.item, f"{terms.item}の名前"),
        Field(
            "measure_id",
            "string",
            f"{terms.measure}の番号",
            f"{terms.measure}を見分ける番号。変わりません",
        ),
        Field("measure", "string", terms.measure, f"{terms.measure}の名前"),
    )


def _each(report: Report) -> Iterable[tuple[Goal, Item, Measure, tuple[Cell, ...]]]:
    """Every measure with the cells that say which one it is."""
    for goal in report.plan.goals:
        for item in goal.items:
            for measure in item.measures:
                names = (goal.id, goal.title, item.title, measure.id, measure.title)
                yield goal, item, measure, (*_area(report), *names)


def _progress(report: Report) -> Table:
    terms = report.plan.terms
    return Table(
        path=paths.PROGRESS_CSV,
        title=f"{terms.planned}と{terms.progress}",
        description=f"{terms.measure}と年度の組合せごとに1行。",
        fields=(
            *_keys(report),
            Field("fiscal_year", "integer", "年度", "西暦。4月から翌年3月まで"),
            Field("planned", "string", terms.planned, "その年度に計画した段階"),
            Field("progress", "string", terms.progress, "その年度に達した段階。空欄は未報告"),
            Field(
                "standing",
                "string",
                "計画との比較",
                f"{terms.planned}と{terms.progress}を段階の順番で比べた結果。空欄は未報告",
            ),
            Field("actions", "string", terms.actions, "その年度に行ったこと。空欄は未報告"),
            Field("assessment", "string", "区分", "集計の区分。空欄は、区分が公表されていないもの"),
        ),
        rows=tuple(
            (*names, record.fiscal_year.year, *record_cells(record))
            for _, _, measure, names in _each(report)
            for record in measure.years
        ),
    )


def record_cells(record: YearRecord) -> tuple[Cell, ...]:
    return (
        record.planned.label,
        record.progress.label if record.progress else None,
        record.standing.label if record.standing else None,
        record.actions or None,
        record.assessment.label if record.assessment else None,
    )


def _measures(report: Report) -> Table:
    terms = report.plan.terms
    return Table(
        path=paths.MEASURES_CSV,
        title=terms.measure,
        description=f"{terms.measure}ごとに1行。",
        fields=(
            *_keys(report),
            Field("department", "string", "担当課", "空欄は、担当課が公表されていないもの"),
            Field("first_year", "integer", "最初の年度", "計画の対象となる最初の年度（西暦）"),
            Field("last_year", "integer", "最後の年度", "計画の対象となる最後の年度（西暦）"),
        ),
        rows=tuple(
            (
                *names,
                measure.department or None,
                measure.years[0].fiscal_year.year,
                measure.years[-1].fiscal_year.year,
            )
            for _, _, measure, names in _each(report)
        ),
    )


def _summaries(report: Report) -> Table:
    terms = report.plan.terms
    return Table(
        path=paths.SUMMARIES_CSV,
        title=terms.summary,
        description=f"{terms.summary}の箇条書き1つごとに1行。",
        fields=(
            *_keys(report),
            Field("number", "integer", "順番", f"{terms.measure}の中での順番。1から"),
            Field("summary", "string", terms.summary, f"{terms.summary}の文章"),
        ),
        rows=tuple(
            (*names, number, bullet)
            for _, _, measure, names in _each(report)
            for number, bullet in enumerate(measure.summary, 1)
        ),
    )


PUBLISHED, RECORDED, DERIVED = "公表", "記録", "比較"


def _tallies(report: Report) -> Table:
    terms = report.plan.terms
    rows: list[tuple[Cell, ...]] = []
    for tally in report.tallies:
        kind = PUBLISHED if tally.is_published else RECORDED
        for row in tally.rows:
            rows.append(
                (tally.fiscal_year.year, kind, row.assessment.label, row.count, row.percent)
            )
    for year in report.years:
        for standing in Standing:
            number = year.count.of(standing)
            share = percent(number, year.count.total)
            rows.append((year.fiscal_year.year, DERIVED, standing.label, number, share))
    return Table(
        path=paths.TALLIES_CSV,
        title="集計",
        description="年度、集計の種類、区分の組合せごとに1行。",
        fields=(
            *_AREA,
            Field("fiscal_year", "integer", "年度", "西暦。4月から翌年3月まで"),
            Field("kind", "string", "集計の種類", "公表、記録、比較のいずれか"),
            Field("category", "string", "区分", "集計の区分、又は計画との比較"),
            Field("count", "integer", f"{terms.unit}数", f"単位は{terms.unit}"),
            Field(
                "percent",
                "integer",
                "割合",
                "単位は％。四捨五入しているため、合計が100にならないことがある",
            ),
        ),
        rows=tuple((*_area(report), *row) for row in rows),
    )


def _revisions(report: Report) -> Table:
    plan, terms = report.plan, report.plan.terms
    names = {measure.id: names for _, _, measure, names in _each(report)}
    return Table(
        path=paths.REVISIONS_CSV,
        title="計画の変更",
        description="計画期間の途中で計画を変えたところごとに1行。",
        fields=(
            *_keys(report),
            Field("fiscal_year", "integer", "年度", "変更が適用される最初の年度（西暦）"),
            Field("what", "string", "変更の種類", "コード表のrevisionのいずれか"),
            Field(
                "planned_year",
                "integer",
                "変更した年度",
                f"どの年度の{terms.planned}を変えたか（西暦）。空欄は、ほかの変更",
            ),
            Field(
                "before",
                "string",
                "変更前",
                f"変更前の値。{terms.summary}は箇条書きを「{BULLET_SEPARATOR}」で区切り、"
                f"{terms.goal}は番号で書く。空欄は、値がないもの",
            ),
            Field("after", "string", "変更後", "変更後の値。書き方は変更前と同じ"),
            Field("reason", "string", "理由", "変更の理由。空欄は、理由が公表されていないもの"),
        ),
        rows=tuple(
            (*names[revision.measure_id], *revision_cells(revision, terms))
            for revision in plan.revisions
        ),
    )


def revision_cells(revision: Revision, terms: Terms) -> tuple[Cell, ...]:
    return (
        revision.fiscal_year.year,
        amendments.kinds(terms)[revision.what],
        revision.planned_year.year if revision.planned_year else None,
        revision.before or None,
        revision.after or None,
        revision.reason or None,
    )


def _corrections(report: Report) -> Table:
    plan, terms = report.plan, report.plan.terms
    names = {measure.id: names for _, _, measure, names in _each(report)}
    return Table(
        path=paths.CORRECTIONS_CSV,
        title="正誤",
        description="公表した後に直した誤りごとに1行。",
        fields=(
            *_keys(report),
            Field("date", "date", "訂正した日", "西暦の年-月-日"),
            Field("fiscal_year", "integer", "年度", "誤りのあった報告の年度（西暦）"),
            Field("column", "string", "訂正した欄", "コード表のcolumnのいずれか"),
            Field("before", "string", "誤", "訂正前の値。空欄は、値がなかったもの"),
            Field("after", "string", "正", "訂正後の値。空欄は、値がないもの"),
            Field("reason", "string", "理由", "訂正の理由。空欄は、理由が公表されていないもの"),
        ),
        rows=tuple(
            (*names[correction.measure_id], *correction_cells(correction, terms))
            for correction in plan.corrections
        ),
    )


def correction_cells(correction: Correction, terms: Terms) -> tuple[Cell, ...]:
    return (
        correction.date.isoformat(),
        correction.fiscal_year.year,
        amendments.columns(terms)[correction.column],
        correction.before or None,
        correction.after or None,
        correction.reason or None,
    )


def _codes(report: Report) -> Table:
    plan, terms = report.plan, report.plan.terms
    rows: list[tuple[Cell, ...]] = []
    for status in plan.statuses:
        meaning = f"{status.reading}：{status.meaning}" if status.reading else status.meaning
        rows.append(("status", status.label, status.order, meaning))
    for order, standing in enumerate(Standing, 1):
        rows.append(("standing", standing.label, order, standing.meaning))
    for order, assessment in enumerate(plan.assessments, 1):
        rows.append(("assessment", assessment.label, order, assessment.meaning or None))
    kinds = {
        PUBLISHED: "公表された集計",
        RECORDED: f"{terms.measure}ごとに記録された区分を数えた集計",
        DERIVED: f"{terms.planned}と{terms.progress}を比べて数えた集計",
    }
    for order, (kind, meaning) in enumerate(kinds.items(), 1):
        rows.append(("kind", kind, order, meaning))
    meanings = {
        Revised.TITLE: f"{terms.measure}の名前を改めた",
        Revised.SUMMARY: f"{terms.summary}を改めた",
        Revised.DEPARTMENT: "担当課を改めた",
        Revised.ITEM: f"{terms.item}を改めた",
        Revised.GOAL: f"{terms.goal}を改めた",
        Revised.PLANNED: f"変更の年度か、その後の年度の{terms.planned}を改めた",
        Revised.ADDED: f"{terms.measure}を途中の年度から加えた",
        Revised.ENDED: f"{terms.measure}を前の年度で終えた",
    }
    for order, (what, label) in enumerate(amendments.kinds(terms).items(), 1):
        rows.append(("revision", label, order, meanings[what]))
    for order, (name, label) in enumerate(amendments.columns(terms).items(), 1):
        rows.append(("column", label, order, f"progress.csvの{name}"))
    return Table(
        path=paths.CODES_CSV,
        title="コード表",
        description="ほかの表の欄に書かれる言葉の一覧。",
        fields=(
            Field(
                "list",
                "string",
                "一覧の名前",
                f"statusは{terms.planned}と{terms.progress}の段階、standingは計画との比較、"
                "assessmentは集計の区分、kindは集計の種類、revisionは計画の変更の種類、"
                "columnは正誤で訂正した欄",
            ),
            Field("label", "string", "言葉", "ほかの表の欄に書かれる言葉"),
            Field("order", "integer", "順番", "一覧の中での順番。statusは大きいほど進んだ段階"),
            Field("meaning", "string", "意味", "空欄は、意味が公表されていないもの"),
        ),
        rows=tuple(rows),
    )
