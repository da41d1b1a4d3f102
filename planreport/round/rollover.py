"""The turn of the year: a fiscal year is opened, and declared published.

Both say what files of data/ are to hold; they write nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from planreport import csvfile
from planreport.load import (
    PLAN_FILE,
    PROGRESS_FOLDER,
    PUBLISHED_FILE,
    SCHEDULE_FILE,
    VALUES_FOLDER,
    Edits,
    Sources,
)
from planreport.place import Place, PlanError, Problem
from planreport.plan import Plan, published
from planreport.plan.calendar import FiscalYear
from planreport.plan.collection import Answer, Collection, ReadingAnswer, by_owner, of_reported
from planreport.plan.fields import Field, ahead
from planreport.plan.indicators import Indicator
from planreport.plan.measures import Measure
from planreport.round import datafile
from planreport.round.listing import counted
from planreport.workbook import department_name

_NAMED = 10  # measures of a department that a message names


@dataclass(frozen=True)
class NewYear:
    """A fiscal year to be opened; `promised` are the planned statuses that extend the plan."""

    fiscal_year: FiscalYear
    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...]
    promised: tuple[tuple[str, str, str], ...]
    edits: Edits


def new_year(
    sources: Sources,
    plan: Plan,
    collection: Collection | None,
    extends: bool,
    asked: int | None = None,
) -> NewYear:
    """The year after the last one begun, with a blank record for each of its measures. A plan of
    indicators alone, which may be read every few years, begins the one that is `asked` for.

    With `extends`, a year beyond the plan's last is added to the plan: every measure for which no
    last year is given goes on, with the status that was planned last. Raises PlanError where last
    year has gaps, or the plan ends.
    """
    begun = sorted({*plan.reported, *([collection.fiscal_year] if collection else [])})
    last = plan.years[-1]
    following = plan.reported_from or plan.years[0]
    if begun:
        following = plan.fiscal_year(begun[-1].year + 1)
    year = plan.fiscal_year(asked) if asked else following
    if refused := list(_refused(plan, collection, following, year, extends)):
        raise PlanError(refused)
    if year > last:
        measures = _going_on(sources, plan)
        told = ahead(plan.fields)
        promised = tuple(
            (it.id, str(year.year), (last.cell(told.name) if told else "") or last.cell("planned"))
            for it, last in ((measure, measure.years[-1]) for measure in measures)
        )
        edits = _extension(sources, year, promised)
    else:
        measures = tuple(measure for measure in plan.measures if measure.in_year(year))
        promised, edits = (), {}
    if plan.has_measures:
        edits[f"{PROGRESS_FOLDER}/{year.year}.csv"] = _blank("measure_id", plan.fields, measures)
    indicators = tuple(indicator for indicator in plan.indicators if indicator.is_read_in(year))
    if indicators:
        blank = _blank("indicator_id", plan.indicator_fields, indicators)
        edits[f"{VALUES_FOLDER}/{year.year}.csv"] = blank
    return NewYear(year, measures, indicators, promised, edits)


def _blank(key: str, fields: Iterable[Field], subjects: Iterable[Measure | Indicator]) -> bytes:
    """A row for each, in which all that is asked is empty."""
    asked = [field.name for field in fields if field.is_asked]
    return csvfile.write((key, *asked), [(it.id, *[""] * len(asked)) for it in subjects])


def _going_on(sources: Sources, plan: Plan) -> tuple[Measure, ...]:
    """The measures that are planned up to the plan's end, wherever that is."""
    assert sources.measures
    ending = {row["measure_id"] for row in sources.measures.rows if row["last_year"]}
    return tuple(measure for measure in plan.measures if measure.id not in ending)


def _extension(
    sources: Sources, year: FiscalYear, promised: Iterable[tuple[str, str, str]]
) -> dict[str, bytes]:
    """The schedule with the promises of a year more, and the settings with that last year."""
    assert sources.settings
    extended = {PLAN_FILE: datafile.extended(sources.settings.text, year.year)}
    if not sources.schedule:
        return extended
    keys = ("measure_id", "fiscal_year", "planned")
    added = (dict(zip(keys, cells, strict=True)) for cells in promised)
    rows = (*(row.cells for row in sources.schedule.rows), *added)
    return {SCHEDULE_FILE: csvfile.of_records(sources.schedule.columns, rows), **extended}


def _refused(
    plan: Plan,
    collection: Collection | None,
    following: FiscalYear,
    year: FiscalYear,
    extends: bool,
) -> Iterator[Problem]:
    """Every reason why `year` cannot be opened."""
    if collection and collection.missing:
        yield Problem(
            _file(collection.missing, collection.fiscal_year.year),
            f"{collection.fiscal_year.full}がまだ揃っていません（あと{len(collection.missing)}）。",
            "「build.py status」で誰がまだかを見て、集め終えてから次の年度を始めてください。"
            "揃わないまま公表したときは、"
            f"「build.py publish-year {collection.fiscal_year.year} --with-gaps」で記録してください。",
        )
    if year < following or (year > following and plan.has_measures):
        yield Problem(
            Place(PROGRESS_FOLDER if plan.has_measures else VALUES_FOLDER),
            f"次に始められるのは、{following.full}{'' if plan.has_measures else 'から後'}です。",
            f"「build.py new-year{'' if plan.has_measures else f' {following.year}'}」で始めてください。",
        )
    if year > plan.years[-1] and not extends:
        yield Problem(
            Place(PLAN_FILE, column="last_year"),
            f"{year.full}は、計画の期間（{plan.period}）の後です。",
            f"計画を{'1年度' if year == following else 'そこまで'}延ばすなら"
            f"「build.py new-year{'' if year == following else f' {year.year}'} --extend」、"
            "次の計画なら、新しい計画のデータを作ってください。",
        )


def publish(sources: Sources, plan: Plan, year: int, day: date, with_gaps: bool = False) -> Edits:
    """Records that a fiscal year's report was published on a day: what it said, and the update.

    `plan` is one in which every year begun is reported. Raises PlanError where answers are missing,
    unless it is published `with_gaps`, and where the year was recorded before.
    """
    assert sources.settings
    recorded = {publication.fiscal_year.year for publication in plan.publications}
    candidates = {y.year: y for y in plan.reported if y.year not in recorded}
    if year not in candidates:
        raise PlanError([_not_to_publish(year, candidates, recorded)])
    fiscal_year = candidates[year]
    collected = of_reported(plan, fiscal_year)
    gaps = collected.missing
    told = [one.record.is_reported for one in collected.answers]
    told += [one.record.is_told for one in collected.readings]
    is_empty = not any(told)
    if gaps and (is_empty or not with_gaps):
        raise PlanError(_incomplete(gaps, year, is_empty))
    columns = (*published.KEYS, *published.all_columns(plan))
    rows = [*_recorded(sources, plan), *published.records(plan, fiscal_year, day)]
    noted = f"（未報告 {counted((gap.subject for gap in gaps), plan)}）" if gaps else ""
    text = f"{fiscal_year.full}の{plan.terms.progress}を公表しました{noted}。"
    return {
        PLAN_FILE: datafile.updated(sources.settings.text, day, text),
        PUBLISHED_FILE: csvfile.of_records(columns, rows),
    }


def _recorded(sources: Sources, plan: Plan) -> Iterator[Mapping[str, str]]:
    """What is on record already; a field that the plan did not have then, as it is now."""
    now = {
        (row["fiscal_year"], row["measure_id"]): row
        for publication in plan.publications
        for row in published.records(plan, publication.fiscal_year, publication.date)
    }
    for row in sources.published.rows if sources.published else ():
        yield {**now.get((row["fiscal_year"], row["measure_id"]), {}), **row.cells}


def _file(gaps: Iterable[Answer | ReadingAnswer], year: int) -> Place:
    """Where what is missing of a year would stand."""
    is_of_measures = any(isinstance(gap.subject, Measure) for gap in gaps)
    return Place(f"{PROGRESS_FOLDER if is_of_measures else VALUES_FOLDER}/{year}.csv")


def _incomplete(
    gaps: Sequence[Answer | ReadingAnswer], year: int, is_empty: bool
) -> Iterator[Problem]:
    """That answers are missing, and whose. A year without any answer is not published at all."""
    all_the_same = "未報告のまま公表したのなら、同じ命令の終わりに「--with-gaps」を付けてください。"
    place = _file(gaps, year)
    yield Problem(
        place,
        f"{year}年度は、進捗が揃っていません（あと{len(gaps)}）。",
        "「build.py status」で誰がまだかを見て、集め終えてから記録してください。"
        f"{'' if is_empty else all_the_same}",
    )
    for name, answers in by_owner(gaps).items():
        listed = "、".join(
            f"{one.subject.id}（{'と'.join(field.label for field in one.missing)}）"
            for one in answers[:_NAMED]
        )
        more = f"、ほか{len(answers) - _NAMED}" if len(answers) > _NAMED else ""
        yield Problem(place, f"{department_name(name)}: {listed}{more}")


def _not_to_publish(year: int, candidates: Iterable[int], recorded: Set[int]) -> Problem:
    """Why a year cannot be recorded as published."""
    reason = "もう公表の記録があります" if year in recorded else "進捗のファイルがありません"
    possible = "、".join(map(str, candidates)) or "なし"
    message = f"{year}年度は、{reason}。"
    return Problem(Place(PUBLISHED_FILE), message, f"記録できる年度: {possible}")
