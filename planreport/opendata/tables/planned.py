"""What the plan consists of: the measures, and the points of their summaries."""

from planreport import paths
from planreport.opendata.tables.resource import Column, Resource, each, keys
from planreport.report.derive import Report


def measures(report: Report) -> Resource:
    terms = report.plan.terms
    has_numbers = any(measure.number for measure in report.plan.measures)
    return Resource(
        path=paths.MEASURES_CSV,
        title=terms.measure,
        description=f"{terms.measure}ごとに1行。",
        fields=(
            *keys(terms),
            *([_NUMBER] if has_numbers else []),
            Column(
                "department",
                "string",
                "担当課",
                "空欄は、担当課が公表されていないもの",
                is_optional=True,
            ),
            Column("first_year", "integer", "最初の年度", "計画の対象となる最初の年度（西暦）"),
            Column("last_year", "integer", "最後の年度", "計画の対象となる最後の年度（西暦）"),
        ),
        rows=tuple(
            (
                *names,
                *([measure.number or None] if has_numbers else []),
                measure.department or None,
                measure.years[0].fiscal_year.year,
                measure.years[-1].fiscal_year.year,
            )
            for measure, names in each(report)
        ),
        key=("measure_id",),
    )


_NUMBER = Column(
    "number",
    "string",
    "計画の番号",
    "計画に書かれた番号。空欄は、番号がないもの",
    is_optional=True,
)


def departments(report: Report) -> Resource:
    """Of a plan in which several departments have a measure: each on a line of its own."""
    terms = report.plan.terms
    return Resource(
        path=paths.DEPARTMENTS_CSV,
        title="担当課",
        description=f"{terms.measure}と担当課の組合せごとに1行。",
        fields=(
            *keys(terms),
            Column("number", "integer", "順番", "1は、取りまとめる課"),
            Column("department", "string", "担当課", "担当課の名前"),
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
    return Resource(
        path=paths.SUMMARIES_CSV,
        title=terms.summary,
        description=f"{terms.summary}の箇条書き1つごとに1行。",
        fields=(
            *keys(terms),
            Column("number", "integer", "順番", f"{terms.measure}の中での順番。1から"),
            Column("summary", "string", terms.summary, f"{terms.summary}の文章"),
        ),
        rows=tuple(
            (*names, number, bullet)
            for measure, names in each(report)
            for number, bullet in enumerate(measure.summary, 1)
        ),
        key=("measure_id", "number"),
    )
