"""The years of indicators: targets and values, long, one row an indicator and year."""

from collections.abc import Iterator

from planreport import paths
from planreport.opendata.tables.indicator_words import BANDED, OWN, REACHED, is_banded
from planreport.opendata.tables.indicators import MEASURED, measured, named, names
from planreport.opendata.tables.resource import YEAR, Column, Datum, Resource, divided
from planreport.plan import Plan
from planreport.plan.achievement import NoRate, Rate
from planreport.plan.fields import Field, Kind
from planreport.plan.indicators import GRADE, TARGET, VALUE, Reading
from planreport.report.derive import Report
from planreport.report.indicators import IndicatorYear


def indicator_values(report: Report) -> Resource:
    """Years of the plan, and later ones that have a target."""
    plan, word = report.plan, report.plan.terms.indicator
    columns = tuple(column for field in plan.indicator_fields for column in _said(field, plan))
    return Resource(
        path=paths.INDICATOR_VALUES_CSV,
        title=f"{word}の{plan.aim}と実績値",
        description=f"{word}と年度の組合せごとに1行。{word}ごとに分けたものも、フォルダindicatorsに"
        "同じ列であります。",
        fields=(*names(plan.terms), *MEASURED, YEAR, *columns),
        rows=tuple(_rows(report, columns)),
        key=("indicator_id", "fiscal_year"),
    )


def _rows(report: Report, columns: tuple[Column, ...]) -> Iterator[tuple[Datum, ...]]:
    for it in report.indicators:
        told = {year.reading.fiscal_year: year for year in it.years}
        whose = (*named(report, it.indicator), *measured(it.indicator))
        for reading in it.indicator.readings:
            known = _known(reading, told.get(reading.fiscal_year))
            cells = (
                known[column.name]
                if column.name in known
                else column.datum(reading.cell(column.name))
                for column in columns
            )
            yield (*whose, reading.fiscal_year.year, *cells)


def _said(field: Field, plan: Plan) -> Iterator[Column]:
    """A field's column and, behind it, what follows from its number."""
    blank = "定めていないもの" if field.is_scheduled else "書かれていないものか、まだ報告前の年度"
    said = [field.meaning]
    if field.kind is Kind.NUMBER:
        said.append("単位はunitのもの")
    if field.name == TARGET:
        said.append("幅で定めたものは、その下限")
    if field.name == GRADE:
        said.append("コード表のindicator_gradeのいずれか")
    texts = (r.cell(field.name) for one in plan.indicators for r in one.readings)
    yield Column(
        field.name,
        field.label,
        "。".join(said),
        blank,
        type="number" if field.kind is Kind.NUMBER else "string",
        lists=("indicator_grade",) if field.name == GRADE else (),
        note=divided(texts) if field.kind is Kind.TEXT else "",
    )
    yield from _FOLLOWING.get(field.name, ())
    if field.name == GRADE and is_banded(plan):
        yield from _GRADED


_FOLLOWING = {
    TARGET: (
        Column(
            "target_high",
            "目標値の上限",
            "幅で定めた目標値の上限。単位はunitのもの",
            "幅で定めていないもの",
            type="number",
        ),
    ),
    VALUE: (
        Column.chosen(
            "reached",
            "目標に達したか",
            "indicator_reached",
            "実績値か目標値がなく、比べられないもの",
            "その年度の実績値をその年度の目標値と比べた結果",
        ),
        Column(
            "rate",
            "達成率",
            "その年度の目標値に対する達成率。単位は％。計算方法はindicatorsのformula。"
            "小数第2位を四捨五入",
            "計算しないもの",
            type="number",
        ),
        Column(
            "no_rate",
            "達成率がないわけ",
            "計算方法も値もあるのに、達成率を計算しないわけ",
            "ほかのもの",
        ),
    ),
}
_GRADED = (
    Column.chosen("grade_by", "評価の付け方", "indicator_grade_by", "評価がないもの"),
    Column.chosen(
        "other_grade",
        "達成率による評価",
        "indicator_grade",
        "同じか、ないもの",
        "達成率による評価が自治体の評価と違うときに、達成率による評価",
    ),
)


def _known(reading: Reading, year: IndicatorYear | None) -> dict[str, Datum]:
    """What is not written in a cell of the data as it stands here; `year` is that of a report."""
    target = reading.target
    known: dict[str, Datum] = {
        TARGET: target.low if target else None,
        "target_high": target.high if target and target.is_range else None,
    }
    if year is None:
        return known
    by = BANDED if year.is_banded else OWN
    return known | {
        "reached": REACHED[year.reached] if year.reached else None,
        "rate": year.rate.rounded if isinstance(year.rate, Rate) else None,
        "no_rate": year.rate.reason if isinstance(year.rate, NoRate) else None,
        GRADE: year.grade.label if year.grade else None,
        "grade_by": by if year.grade else None,
        "other_grade": year.other_grade.label if year.other_grade else None,
    }
