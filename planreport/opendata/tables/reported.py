"""What was planned and reached: long, one row a measure and year, and wide, one row a measure."""

from collections.abc import Iterable
from dataclasses import replace

from planreport import paths
from planreport.opendata.tables.resource import (
    YEAR,
    Column,
    Datum,
    Resource,
    code_list,
    divided,
    each,
    keys,
    of_field,
)
from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Field, Kind
from planreport.plan.measures import YearRecord
from planreport.report.derive import Report

_STANDING = "standing"


def progress(report: Report) -> Resource:
    plan, terms = report.plan, report.plan.terms
    columns = record_columns(plan)
    return Resource(
        path=paths.PROGRESS_CSV,
        title=report.sentences.table,
        description=f"{terms.measure}と年度の組合せごとに1行。",
        fields=(*keys(plan), YEAR, *(_described(plan, column) for column in columns)),
        rows=tuple(
            (*names, record.fiscal_year.year, *_record_cells(columns, record))
            for measure, names in each(report)
            for record in measure.years
        ),
        key=("measure_id", "fiscal_year"),
    )


def _described(plan: Plan, column: Column) -> Column:
    texts = (record.texts.get(column.name, "") for m in plan.measures for record in m.years)
    return replace(column, note=divided(texts))


def record_columns(plan: Plan) -> tuple[Column, ...]:
    """The columns of a year's record; the comparison stands behind the stages that it compares."""
    published = [field for field in plan.fields if field.is_published]
    if not plan.compares:
        return tuple(_column(field, plan) for field in published)
    stages = [_column(field, plan) for field in published if field.kind is Kind.STAGE]
    others = [_column(field, plan) for field in published if field.kind is not Kind.STAGE]
    standing = Column.chosen(
        _STANDING,
        "計画との比較",
        _STANDING,
        _unreported(plan)
        + ("か、順番のない段階に達した年度" if len(plan.outside) > len(plan.unreported) else ""),
        f"{plan.terms.planned}と{plan.terms.progress}を段階の順番で比べた結果",
    )
    return (*stages, standing, *others)


def _unreported(plan: Plan) -> str:
    """What an empty cell means."""
    why = (
        *(("公表までに報告がなかった",) if plan.has_gaps else ()),
        "まだ報告前の年度",
        *(("載せ始める前の年度",) if plan.unshown else ()),
    )
    return "か、".join(why)


def _column(field: Field, plan: Plan) -> Column:
    if field.is_scheduled:
        return of_field(field, blank="")
    blank = _unreported(plan) if field.is_required else f"{field.label}が公表されていないもの"
    return of_field(field, blank)


def _record_cells(columns: Iterable[Column], record: YearRecord) -> tuple[Datum, ...]:
    standing = record.standing.label if record.standing else None
    return tuple(
        standing if column.name == _STANDING else column.datum(record.cell(column.name))
        for column in columns
    )


def progress_wide(report: Report) -> Resource:
    """For those who compare years in a spreadsheet. It has more columns the longer the plan is,
    so it stands beside the long table and never in its place."""
    plan, terms = report.plan, report.plan.terms
    stages = [field for field in plan.fields if field.kind is Kind.STAGE or field is plan.lead]
    return Resource(
        path=paths.PROGRESS_WIDE_CSV,
        title=f"横持ちの{'と'.join(field.label for field in stages)}",
        description=f"{terms.measure}ごとに1行、年度ごとに{len(stages)}列。",
        fields=(
            *keys(plan),
            *(_in_year(field, year, plan) for year in plan.years for field in stages),
        ),
        rows=tuple(
            (
                *names,
                *(
                    record.cell(field.name) or None if (record := measure.in_year(year)) else None
                    for year in plan.years
                    for field in stages
                ),
            )
            for measure, names in each(report)
        ),
        key=("measure_id",),
    )


def _in_year(field: Field, year: FiscalYear, plan: Plan) -> Column:
    why = ""
    if not field.is_scheduled:
        if year in plan.unshown:
            why = "載せていないか、"
        elif year not in plan.reported:
            why = "まだ報告前か、"
        elif plan.has_gaps:
            why = "未報告か、"
    return Column(
        f"{field.name}_{year.year}",
        f"{year}の{field.label}",
        f"{field.meaning.replace('その', f'{year.year}')}。コード表の{code_list(field)}のいずれか",
        f"{why}計画の対象でない年度",
        lists=(code_list(field),),
    )
