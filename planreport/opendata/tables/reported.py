"""What was planned and reached: long, one row a measure and year, and wide, one row a measure."""

from planreport import paths
from planreport.opendata.tables.table import YEAR, Cell, Field, Table, each, keys
from planreport.plan.calendar import FiscalYear
from planreport.plan.measures import Measure, YearRecord
from planreport.plan.settings import Terms
from planreport.report.derive import Report


def progress(report: Report) -> Table:
    terms = report.plan.terms
    return Table(
        path=paths.PROGRESS_CSV,
        title=f"{terms.planned}と{terms.progress}",
        description=f"{terms.measure}と年度の組合せごとに1行。",
        fields=(
            *keys(terms),
            YEAR,
            Field(
                "planned",
                "string",
                terms.planned,
                "その年度に計画した段階。コード表のstatusのいずれか",
                lists=("status",),
            ),
            Field(
                "progress",
                "string",
                terms.progress,
                "その年度に達した段階。コード表のstatusのいずれか。空欄は未報告",
                is_optional=True,
                lists=("status",),
            ),
            Field(
                "standing",
                "string",
                "計画との比較",
                f"{terms.planned}と{terms.progress}を段階の順番で比べた結果。"
                "コード表のstandingのいずれか。空欄は未報告",
                is_optional=True,
                lists=("standing",),
            ),
            Field(
                "actions",
                "string",
                terms.actions,
                "その年度に行ったこと。空欄は未報告",
                is_optional=True,
            ),
            Field(
                "assessment",
                "string",
                "区分",
                "集計の区分。コード表のassessmentのいずれか。空欄は、区分が公表されていないもの",
                is_optional=True,
                lists=("assessment",),
            ),
        ),
        rows=tuple(
            (*names, record.fiscal_year.year, *record_cells(record))
            for measure, names in each(report)
            for record in measure.years
        ),
        key=("measure_id", "fiscal_year"),
    )


def record_cells(record: YearRecord) -> tuple[Cell, ...]:
    return (
        record.planned.label,
        record.progress.label if record.progress else None,
        record.standing.label if record.standing else None,
        record.actions or None,
        record.assessment.label if record.assessment else None,
    )


def progress_wide(report: Report) -> Table:
    """For those who compare years in a spreadsheet. It has more columns the longer the plan is,
    so it stands beside the long table and never in its place."""
    plan, terms = report.plan, report.plan.terms
    return Table(
        path=paths.PROGRESS_WIDE_CSV,
        title=f"横持ちの{terms.planned}と{terms.progress}",
        description=f"{terms.measure}ごとに1行、年度ごとに2列。",
        fields=(
            *keys(terms),
            *(field for year in plan.years for field in _columns(year, terms)),
        ),
        rows=tuple(
            (*names, *(cell for year in plan.years for cell in _cells(measure, year)))
            for measure, names in each(report)
        ),
        key=("measure_id",),
    )


def _columns(year: FiscalYear, terms: Terms) -> tuple[Field, Field]:
    return (
        Field(
            f"planned_{year.year}",
            "string",
            f"{year}の{terms.planned}",
            f"{year.year}年度に計画した段階。コード表のstatusのいずれか。"
            "空欄は、計画の対象でない年度",
            is_optional=True,
            lists=("status",),
        ),
        Field(
            f"progress_{year.year}",
            "string",
            f"{year}の{terms.progress}",
            f"{year.year}年度に達した段階。コード表のstatusのいずれか。"
            "空欄は、未報告か、計画の対象でない年度",
            is_optional=True,
            lists=("status",),
        ),
    )


def _cells(measure: Measure, year: FiscalYear) -> tuple[Cell, Cell]:
    record = measure.in_year(year)
    if record is None:
        return None, None
    planned, progress, *_ = record_cells(record)
    return planned, progress
