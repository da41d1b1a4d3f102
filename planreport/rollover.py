"""The turn of the year: a fiscal year is opened, and declared published.

Both say what files of data/ are to hold; they write nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planreport import published, save
from planreport.load import (
    PLAN_FILE,
    PROGRESS_FOLDER,
    PUBLISHED_FILE,
    SCHEDULE_FILE,
    Edits,
    Sources,
)
from planreport.model import Collection, FiscalYear, Measure, Plan
from planreport.place import Place, PlanError, Problem


@dataclass(frozen=True)
class NewYear:
    """A fiscal year to be opened; `promised` are the planned statuses that extend the plan."""

    fiscal_year: FiscalYear
    measures: tuple[Measure, ...]
    promised: tuple[tuple[str, str, str], ...]
    edits: Edits


def new_year(sources: Sources, plan: Plan, collection: Collection | None, extends: bool) -> NewYear:
    """The year after the last one begun, with a blank record for each of its measures.

    With `extends`, a year beyond the plan's last is added to the plan: every measure that was
    planned up to the end goes on, with the status that was planned last. Raises PlanError where
    last year has gaps, or the plan ends.
    """
    assert sources.schedule and sources.settings
    begun = sorted({*plan.reported, *([collection.fiscal_year] if collection else [])})
    last = plan.years[-1]
    year = FiscalYear(begun[-1].year + 1, last.era_2019) if begun else plan.years[0]
    _refuse(plan, collection, year, extends)
    is_beyond = year > last
    before = last if is_beyond else year
    measures = tuple(measure for measure in plan.measures if measure.in_year(before))
    promised = tuple(
        (measure.id, str(year.year), record.planned.label)
        for measure in measures
        if is_beyond and (record := measure.in_year(last))
    )
    columns = ("measure_id", "progress", "actions", *_assessed(plan), "remarks")
    blank = ("",) * (len(columns) - 1)
    edits = {
        f"{PROGRESS_FOLDER}/{year.year}.csv": save.table(
            columns, [(measure.id, *blank) for measure in measures]
        )
    }
    if promised:
        names = sources.schedule.columns
        rows = [[row[name] for name in names] for row in sources.schedule.rows]
        rows += [
            [
                dict(zip(("measure_id", "fiscal_year", "planned"), cells, strict=True)).get(
                    name, ""
                )
                for name in names
            ]
            for cells in promised
        ]
        edits[SCHEDULE_FILE] = save.table(names, rows)
        edits[PLAN_FILE] = save.extended(sources.settings.text, year.year)
    return NewYear(year, measures, promised, edits)


def _assessed(plan: Plan) -> tuple[str, ...]:
    return ("assessment",) if plan.assessments else ()


def _refuse(plan: Plan, collection: Collection | None, year: FiscalYear, extends: bool) -> None:
    """Raises PlanError, with every reason, where `year` cannot be opened."""
    problems = list(_gaps(collection)) if collection else []
    if year > plan.years[-1] and not extends:
        problems.append(
            Problem(
                Place(PLAN_FILE, column="last_year"),
                f"{year.full}は、計画の期間（{plan.period}）の後です。",
                "計画を1年度延ばすなら「build.py new-year --extend」、"
                "次の計画なら、新しい計画のデータを作ってください。",
            )
        )
    if problems:
        raise PlanError(problems)


def _gaps(collection: Collection) -> Iterator[Problem]:
    if collection.missing:
        yield Problem(
            Place(f"{PROGRESS_FOLDER}/{collection.fiscal_year.year}.csv"),
            f"{collection.fiscal_year.full}がまだ揃っていません（あと{len(collection.missing)}）。",
            "「build.py status」で誰がまだかを見て、集め終えてから次の年度を始めてください。",
        )


def publish(sources: Sources, plan: Plan, year: int, day: date) -> Edits:
    """Records that a fiscal year's report was published on a day: what it said, and the update.

    Raises PlanError where the year is not complete or was recorded before.
    """
    assert sources.settings
    candidates = {y.year: y for y in plan.reported if y not in plan.published}
    if year not in candidates:
        recorded = year in {y.year for y in plan.published}
        reason = "もう公表の記録があります" if recorded else "進捗が揃っていません"
        advice = f"記録できる年度: {'、'.join(map(str, candidates)) or 'なし'}"
        raise PlanError([Problem(Place(PUBLISHED_FILE), f"{year}年度は、{reason}。", advice)])
    fiscal_year = candidates[year]
    kept = sources.published.rows if sources.published else ()
    rows = [tuple(row[name] for name in published.COLUMNS) for row in kept]
    return {
        PUBLISHED_FILE: save.table(
            published.COLUMNS, [*rows, *published.record(plan, fiscal_year, day)]
        ),
        PLAN_FILE: save.updated(
            sources.settings.text, day, f"{fiscal_year.full}の{plan.terms.progress}を公表しました。"
        ),
    }
