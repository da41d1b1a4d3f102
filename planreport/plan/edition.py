"""The plan as it stood in an earlier fiscal year: what came later is left out or undone.

Corrections stay in force: an error that is known is not repeated.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from planreport.paragraphs import points
from planreport.place import Place, PlanError, Problem
from planreport.plan import Plan
from planreport.plan.arrange import Filed, arrange
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import ahead
from planreport.plan.indicators import TARGET, Indicator
from planreport.plan.measures import Goal, YearRecord, values
from planreport.plan.revisions import Revised, Revision


def as_of(plan: Plan, year: int) -> Plan:
    """The plan as it was reported up to fiscal year `year`; later reports are left out.

    Raises PlanError where nothing has been reported for that year.
    """
    reported = tuple(fiscal_year for fiscal_year in plan.reported if fiscal_year.year <= year)
    if year not in {fiscal_year.year for fiscal_year in plan.reported}:
        known = "、".join(str(fiscal_year.year) for fiscal_year in plan.reported) or "なし"
        message = f"{year}年度の進捗はありません。"
        raise PlanError([Problem(Place("--year"), message, f"報告のある年度: {known}")])
    later = sorted(
        (revision for revision in plan.revisions if revision.fiscal_year.year > year),
        key=lambda revision: revision.fiscal_year,
        reverse=True,
    )
    # Each extension opened the year that it added: in that year's report it was known.
    end = max(plan.original_last_year or plan.years[-1].year, year)
    indicators = (_indicator(it, later, reported[-1], end) for it in plan.indicators)
    return replace(
        plan,
        years=tuple(fiscal_year for fiscal_year in plan.years if fiscal_year.year <= end),
        # What belongs to the debate on the latest year is not said of an earlier one.
        papers=tuple(
            paper if year == plan.reported[-1].year else replace(paper, stamp=(), draft=False)
            for paper in plan.papers
        ),
        reported=reported,
        goals=_goals(plan, later, reported[-1], end),
        indicators=tuple(it for it in indicators if it.readings),
        updated=_updated(plan, year),
        publications=tuple(p for p in plan.publications if p.fiscal_year.year <= year),
        published_tallies=tuple(t for t in plan.published_tallies if t.fiscal_year.year <= year),
        revisions=tuple(r for r in plan.revisions if r.fiscal_year.year <= year),
        corrections=tuple(c for c in plan.corrections if c.fiscal_year.year <= year),
    )


def _indicator(
    indicator: Indicator, later: Iterable[Revision], last: FiscalYear, end: int
) -> Indicator:
    """The indicator without what was read after `last`; targets that an extension brought go too."""
    readings = {
        reading.fiscal_year: reading if reading.fiscal_year <= last else reading.promised
        for reading in indicator.readings
    }
    for revision in later:
        year = revision.planned_year
        if revision.measure_id == indicator.id and revision.what is Revised.TARGET and year:
            cells = {**readings[year].cells, TARGET: revision.before}
            said = {name: cell for name, cell in cells.items() if cell}
            readings[year] = replace(readings[year], cells=said)
    kept = (r for r in readings.values() if r.fiscal_year.year <= end or r.cells)
    return replace(indicator, readings=tuple(kept))


def _updated(plan: Plan, year: int) -> date:
    """The day on which the year's report was published, or last corrected."""
    published = [p.date for p in plan.publications if p.fiscal_year.year == year]
    if not published or year == plan.reported[-1].year:
        return plan.updated
    corrected = [c.date for c in plan.corrections if c.fiscal_year.year <= year]
    return max(published + corrected)


def _goals(plan: Plan, later: Iterable[Revision], last: FiscalYear, end: int) -> tuple[Goal, ...]:
    if not plan.has_measures:
        return plan.goals
    measures = {filed.measure.id: filed for filed in plan.filed}
    for revision in later:
        if revision.what is Revised.ADDED:
            measures.pop(revision.measure_id, None)
        elif revision.measure_id in measures:  # and not an indicator's
            measures[revision.measure_id] = _undone(measures[revision.measure_id], revision, plan)
    return arrange(
        plan.goal_titles,
        (_until(filed, last, end, plan) for filed in measures.values()),
        plan.goal_numbers,
    )


def _undone(filed: Filed, revision: Revision, plan: Plan) -> Filed:
    """The measure as it was before a revision that did not add it."""
    measure, before = filed.measure, revision.before
    match revision.what:
        case Revised.GOAL:
            return replace(filed, goal_id=before)
        case Revised.ITEM:
            return replace(filed, path=values(before))
        case Revised.TITLE:
            measure = replace(measure, title=before)
        case Revised.SUMMARY:
            measure = replace(measure, summary=points(before))
        case Revised.DEPARTMENT:
            measure = replace(measure, departments=values(before))
        case Revised.DETAIL:
            details = {**measure.details, revision.detail: values(before)}
            measure = replace(measure, details={name: it for name, it in details.items() if it})
        case Revised.ENDED:
            measure = replace(measure, years=measure.years + measure.withdrawn, withdrawn=())
        case Revised.PLANNED:
            years, withdrawn = (
                tuple(
                    _promised(record, before, plan)
                    if record.fiscal_year == revision.planned_year
                    else record
                    for record in records
                )
                for records in (measure.years, measure.withdrawn)
            )
            measure = replace(measure, years=years, withdrawn=withdrawn)
    return replace(filed, measure=measure)


def _promised(record: YearRecord, planned: str, plan: Plan) -> YearRecord:
    """The record with another promise."""
    field = next(field for field in plan.fields if field.is_scheduled)
    if field.choices is None:
        return replace(record, texts={**record.texts, field.name: planned})
    return replace(record, choices={**record.choices, field.name: field.choices[planned]})


def _until(filed: Filed, last: FiscalYear, end: int, plan: Plan) -> Filed:
    """The measure without what was reported after `last`, be it of a year ahead, and planned after
    `end`."""
    field = ahead(plan.fields)
    told = {
        record.fiscal_year.year + 1: record.cell(field.name)
        for record in filed.measure.years
        if field and record.fiscal_year > last
    }
    years = tuple(
        record if record.fiscal_year <= last else _foretold(record.promised, told)
        for record in filed.measure.years
        if record.fiscal_year.year <= end
    )
    withdrawn = tuple(r for r in filed.measure.withdrawn if r.fiscal_year.year <= end)
    return replace(filed, measure=replace(filed.measure, years=years, withdrawn=withdrawn))


def _foretold(record: YearRecord, later: Mapping[int, str]) -> YearRecord:
    """The record without a promise that was made by a later report, by the year that it is for."""
    promise = record.texts.get("planned")
    is_later = promise and promise == later.get(record.fiscal_year.year)
    return replace(record, texts={}) if is_later else record
