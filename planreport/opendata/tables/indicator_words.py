"""The words in the tables of indicators, and what they mean, for the code table."""

from planreport.plan import Plan
from planreport.plan.achievement import Reached
from planreport.plan.indicators import Achievement, Band, Direction
from planreport.plan.numbers import grouped

KINDS = {False: "年度ごと", True: "累計"}  # by whether the values add up from year to year
REACHED = {Reached.YES: "達成", Reached.NO: "未達成"}
OWN, BANDED = "自治体", "計算"  # who gave a grade


def is_banded(plan: Plan) -> bool:
    """Whether grades are worked out from rates."""
    return any(band.is_measured for band in plan.bands)


def indicator_lists(plan: Plan) -> dict[str, list[tuple[str, str]]]:
    """For the code table: words in the cells of these tables, and what they mean."""
    return {
        "indicator_direction": [
            (way.said, _WAYS[way])
            for way in Direction
            if way is not Direction.NONE or not all(it.is_judged for it in plan.indicators)
        ],
        "indicator_kind": [
            (KINDS[False], "その年度の値"),
            (KINDS[True], "始めの年度からその年度までを合わせた値"),
        ],
        "indicator_formula": [
            (how.formula, "百分率で表す") for how in Achievement if how is not Achievement.NONE
        ],
        "indicator_reached": [(label, it.label) for it, label in REACHED.items()],
        "indicator_grade": [(band.grade.label, _explained(band, plan)) for band in plan.bands],
        "indicator_grade_by": [
            (OWN, "自治体が付けた評価"),
            (BANDED, "達成率を、計画で決めた区切りに当てはめて付けた評価"),
        ]
        if is_banded(plan)
        else [],
        "indicator_column": [
            (field.label, f"indicator-values.csvの{field.name}") for field in plan.indicator_fields
        ],
    }


_WAYS = {
    Direction.UP: "実績値が目標値以上なら、目標に達した",
    Direction.DOWN: "実績値が目標値以下なら、目標に達した",
    Direction.KEEP: "実績値が目標値の下限から上限までにあれば、目標に達した",
    Direction.NONE: "目標値は、見込みなどの計画値。達したかどうかを決めない",
}


def _explained(band: Band, plan: Plan) -> str:
    """What a grade means, with the rates that it stands for where they make it."""
    said = []
    if band.least is not None:
        said.append(f"達成率が{grouped(band.least)}％以上")
    if band.begins_at_baseline:
        said.append("実績値が基準値より悪くない")
    if not band.is_measured and not band.grade.is_outside and is_banded(plan):
        said.append("達成率がほかの評価に当たらない")
    return "。".join(filter(None, [band.grade.explained, "か、".join(said)]))
