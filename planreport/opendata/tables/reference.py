"""What the other tables mean: the words in their cells, and their columns."""

from dataclasses import replace

from planreport import paths
from planreport.opendata.tables.counted import NO_REPORT, kinds
from planreport.opendata.tables.indicator_words import indicator_lists
from planreport.opendata.tables.planned import has_several
from planreport.opendata.tables.resource import TYPES, Column, Resource
from planreport.plan import Plan
from planreport.plan.fields import Kind, Schedule
from planreport.plan.measures import UNREPORTED, Standing
from planreport.plan.revisions import Revised
from planreport.plan.settings import Terms
from planreport.report import revisions as told
from planreport.report.derive import Report


def codes(report: Report) -> Resource:
    plan, terms = report.plan, report.plan.terms
    revised = _revised(terms)
    chosen = [field for field in (*plan.fields, *plan.details) if field.kind is Kind.CHOICE]
    # Each list in its order: words and what they mean.
    lists: dict[str, list[tuple[str, str]]] = {
        "status": [(status.label, status.explained) for status in plan.statuses],
        "standing": [(it.label, it.meaning(terms)) for it in Standing if plan.compares],
        "report": [(NO_REPORT, UNREPORTED.meaning)] if plan.has_gaps else [],
        **{f.name: [(it.label, it.explained) for it in (f.choices or {}).values()] for f in chosen},
        "kind": list(kinds(plan).items()),
        "revision": [
            (label, revised[what])
            for what, label in told.kinds(terms).items()
            if what is not Revised.PLANNED or plan.schedule is not Schedule.NONE
            if what is not Revised.ITEM or terms.item
        ]
        + [(told.of_detail(field), f"{field.label}を改めた") for field in plan.details],
        "column": [
            (field.label, f"progress.csvの{field.name}")
            for field in plan.fields
            if field.is_published
        ],
        "type": list(TYPES.items()),
        "detail": [(field.label, f"{field.name}の一覧") for field in has_several(plan)],
        **(indicator_lists(plan) if plan.indicators else {}),
    }
    return Resource(
        path=paths.CODES_CSV,
        title="コード表",
        description="ほかの表の欄に書かれる言葉の一覧。",
        fields=(
            Column(
                "list",
                "一覧の名前",
                f"{_stages(plan)}{'reportは報告の有無、' if plan.has_gaps else ''}"
                f"{''.join(f'{field.name}は{field.meaning}、' for field in chosen)}kindは集計の種類、revisionは計画の変更の種類、"
                "columnは正誤で訂正した欄、typeは列の型"
                + ("、detailは1つの欄に収まらない項目" if lists["detail"] else "")
                + (f"、indicator_で始まるものは{terms.indicator}" if plan.indicators else ""),
            ),
            Column("label", "言葉", "ほかの表の欄に書かれる言葉"),
            Column(
                "order",
                "順番",
                "一覧の中での順番" + ("。statusは大きいほど進んだ段階" if plan.statuses else ""),
                type="integer",
            ),
            Column("meaning", "意味", "", "意味が公表されていないもの"),
        ),
        rows=tuple(
            (name, label, order, meaning or None)
            for name, words in lists.items()
            for order, (label, meaning) in enumerate(_once(words), 1)
        ),
        key=("list", "label"),
    )


def _stages(plan: Plan) -> str:
    terms = plan.terms
    if plan.compares:
        return f"statusは{terms.planned}と{terms.stage_reached}、standingは計画との比較、"
    return f"statusは{terms.stage_reached}、" if plan.statuses else ""


def _once(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each word once, with all that it means: a plan may call two things by the same name."""
    meanings: dict[str, dict[str, None]] = {}
    for label, meaning in words:
        meanings.setdefault(label, {})[meaning] = None
    return [(label, "。または、".join(filter(None, said))) for label, said in meanings.items()]


def _revised(terms: Terms) -> dict[Revised, str]:
    return {
        Revised.TITLE: f"{terms.measure}の名前を改めた",
        Revised.SUMMARY: f"{terms.summary}を改めた",
        Revised.DEPARTMENT: "担当課を改めた",
        Revised.ITEM: f"{terms.grouping}を改めた",
        Revised.GOAL: f"{terms.goal}を改めた",
        Revised.PLANNED: f"変更の年度か、その後の年度の{terms.planned}を改めた",
        Revised.ADDED: f"{terms.measure}を途中の年度から加えた",
        Revised.ENDED: f"{terms.measure}を前の年度で終えた",
    }


def definitions(others: tuple[Resource, ...]) -> Resource:
    """The columns of `others` and its own: whoever has only the files can read them."""
    fields = (
        Column("table", "表の名前", "CSVのファイルの名前から「.csv」を除いたもの"),
        Column("column", "列の名前", "表の1行目に書かれる名前"),
        Column("title", "見出し", "列の日本語の名前"),
        Column.chosen("type", "型", "type"),
        Column("description", "意味", "値の意味と書き方、単位、空欄の意味"),
    )
    empty = Resource(
        path=paths.DEFINITIONS_CSV,
        title="列の説明",
        description="表と列の組合せごとに1行。",
        fields=fields,
        rows=(),
        key=("table", "column"),
    )
    return replace(
        empty,
        rows=tuple(
            (table.name, field.name, field.title, field.type, field.description)
            for table in (*others, empty)
            for field in table.fields
        ),
    )
