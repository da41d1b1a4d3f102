"""What the plan consists of: the measures, and the points of their summaries."""

from planreport import paths
from planreport.opendata.tables.resource import Column, Resource, each, keys, of_field
from planreport.paragraphs import BULLET
from planreport.plan import Plan
from planreport.plan.fields import Field
from planreport.report.derive import Report


def measures(report: Report) -> Resource:
    plan, terms = report.plan, report.plan.terms
    several = has_several(plan)
    single = [field for field in plan.details if field not in several]
    has_numbers = any(measure.number for measure in report.plan.measures)
    return Resource(
        path=paths.MEASURES_CSV,
        title=terms.measure,
        description=f"{terms.measure}ごとに1行。",
        fields=(
            *keys(plan),
            *([_NUMBER] if has_numbers else []),
            Column("department", "担当課", "", "担当課が公表されていないもの"),
            Column(
                "first_year", "最初の年度", "計画の対象となる最初の年度（西暦）", type="integer"
            ),
            Column("last_year", "最後の年度", "計画の対象となる最後の年度（西暦）", type="integer"),
            *map(_detail_column, single),
        ),
        rows=tuple(
            (
                *names,
                *([measure.number or None] if has_numbers else []),
                measure.department or None,
                measure.years[0].fiscal_year.year,
                measure.years[-1].fiscal_year.year,
                *(
                    _detail_column(field).datum("".join(measure.details.get(field.name, ())))
                    for field in single
                ),
            )
            for measure, names in each(report)
        ),
        key=("measure_id",),
    )


def has_several(plan: Plan) -> tuple[Field, ...]:
    """The fields of which some measure has several values: a cell would have more than one datum."""
    return tuple(
        field
        for field in plan.details
        if any(len(measure.details.get(field.name, ())) > 1 for measure in plan.measures)
    )


def _detail_column(field: Field) -> Column:
    return of_field(field, "定めていないもの")


def details(report: Report) -> Resource:
    """What may be said several times of a measure: each on a line of its own."""
    terms, several = report.plan.terms, has_several(report.plan)
    labels = "、".join(field.label for field in several)
    return Resource(
        path=paths.DETAILS_CSV,
        title=labels,
        description=f"{terms.measure}の{labels}の1つごとに1行。",
        fields=(
            *keys(report.plan),
            Column.chosen("detail", "項目", "detail"),
            Column("number", "順番", f"{terms.measure}と項目の中での順番。1から", type="integer"),
            Column("value", "値", "コード表で、項目と同じ名前の一覧にある言葉か、文章"),
        ),
        rows=tuple(
            (*names, field.label, number, value)
            for measure, names in each(report)
            for field in several
            for number, value in enumerate(measure.details.get(field.name, ()), 1)
        ),
        key=("measure_id", "detail", "number"),
    )


_NUMBER = Column("number", "計画の番号", "計画に書かれた番号", "番号がないもの")


def departments(report: Report) -> Resource:
    """Of a plan in which several departments have a measure: each on a line of its own."""
    terms = report.plan.terms
    return Resource(
        path=paths.DEPARTMENTS_CSV,
        title="担当課",
        description=f"{terms.measure}と担当課の組合せごとに1行。",
        fields=(
            *keys(report.plan),
            Column("number", "順番", "1は、取りまとめる課", type="integer"),
            Column("department", "担当課", "担当課の名前"),
        ),
        rows=tuple(
            (*names, number, department)
            for measure, names in each(report)
            for number, department in enumerate(measure.departments, 1)
        ),
        key=("measure_id", "number"),
    )


def summaries(report: Report) -> Resource:
    terms = report.plan.terms
    points = [point for measure in report.plan.measures for point in measure.summary]
    signed = f"。「{BULLET}」で始まるものが箇条書き、ほかは段落"
    mixed = signed if any(point.startswith(BULLET) for point in points) else ""
    return Resource(
        path=paths.SUMMARIES_CSV,
        title=terms.summary,
        description=f"{terms.summary}の箇条書き1つごとに1行。",
        fields=(
            *keys(report.plan),
            Column("number", "順番", f"{terms.measure}の中での順番。1から", type="integer"),
            Column("summary", terms.summary, f"{terms.summary}の文章{mixed}"),
        ),
        rows=tuple(
            (*names, number, bullet)
            for measure, names in each(report)
            for number, bullet in enumerate(measure.summary, 1)
        ),
        key=("measure_id", "number"),
    )
