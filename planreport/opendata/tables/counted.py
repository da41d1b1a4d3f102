"""How many measures stand where, and how that was counted."""

from planreport import paths
from planreport.opendata.tables.resource import AREA, YEAR, Column, Datum, Resource, area, code_list
from planreport.plan import Plan
from planreport.plan.measures import UNREPORTED
from planreport.report.counts import percent
from planreport.report.derive import Report

# By the rules for machine-readable data, 未報告 would be a mark that stands for an empty cell.
NO_REPORT = "報告なし"
PUBLISHED, CORRECTED, RECORDED, DERIVED = "公表", "訂正", "記録", "比較"


def kinds(plan: Plan) -> dict[str, str]:
    """What each kind of tally is."""
    terms = plan.terms
    counted = "区分" if plan.compares or not plan.lead else plan.lead.label
    known = {
        PUBLISHED: "公表された集計",
        CORRECTED: "公表された集計に、その後の正誤を反映した集計",
        RECORDED: f"{terms.measure}ごとに記録された{counted}を数えた集計",
    }
    if plan.compares:
        known[DERIVED] = f"{terms.planned}と{terms.progress}を比べて数えた集計"
    return known


def tallies(report: Report) -> Resource:
    plan, terms = report.plan, report.plan.terms
    rows: list[tuple[Datum, ...]] = []
    for tally in report.tallies:
        kind = PUBLISHED if tally.is_published else RECORDED
        year = tally.fiscal_year.year
        rows += [(year, kind, it.assessment.label, it.count, it.percent) for it in tally.rows]
        rows += [(year, CORRECTED, it.label, count, share) for it, count, share in tally.corrected]
    summed_up = {row[:3] for row in rows}
    kind = DERIVED if plan.compares else RECORDED
    for counted in report.years:
        for outcome in plan.outcomes:
            label = NO_REPORT if outcome is UNREPORTED else outcome.label
            named = (counted.fiscal_year.year, kind, label)
            number = counted.count.of(outcome)
            if named not in summed_up:
                of_all = None if outcome.is_outside else percent(number, counted.count.total)
                rows.append((*named, number, of_all))
    return Resource(
        path=paths.TALLIES_CSV,
        title="集計",
        description="年度、集計の種類、区分の組合せごとに1行。",
        fields=(
            *AREA,
            YEAR,
            Column.chosen("kind", "集計の種類", "kind"),
            Column("category", "区分", _categories(plan), lists=_lists(plan)),
            Column("count", f"{terms.unit}数", f"単位は{terms.unit}", type="integer"),
            Column(
                "percent",
                "割合",
                "単位は％。四捨五入しているため、合計が100にならないことがある",
                "割合に数えないもの" if plan.outside else "",
                type="number",
            ),
        ),
        rows=tuple((*area(report), *row) for row in rows),
        key=("fiscal_year", "kind", "category"),
    )


def _categories(plan: Plan) -> str:
    if plan.compares:
        derived = "か".join(_lists(plan)[1:])
        return (
            "集計の区分（コード表のassessmentのいずれか）。"
            f"集計の種類が「{DERIVED}」のものは、計画との比較（{derived}のいずれか）"
        )
    return f"コード表の{'か'.join(_lists(plan))}のいずれか"


def _lists(plan: Plan) -> tuple[str, ...]:
    """Of the code table, from which categories are."""
    unreported = ("report",) if plan.has_gaps else ()
    if plan.compares:
        return ("assessment", "standing", *unreported)
    return (code_list(plan.lead) if plan.lead else "assessment", *unreported)
