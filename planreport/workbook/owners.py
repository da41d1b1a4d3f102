"""Whose row it is: its number says so, and its other cells bear witness."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from planreport.place import Place, Problem, did_you_mean, folded
from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.collection import Collection
from planreport.plan.indicators import Indicator, Reading
from planreport.plan.measures import Measure, YearRecord
from planreport.plan.revisions import Revised
from planreport.workbook.columns import form_columns
from planreport.workbook.indicators import indicator_columns
from planreport.workbook.layout import LEADS, as_seen_by, bodies, summary_text
from planreport.workbook.tables import FilledTable

_MIXED_UP = "列の一部だけを並べ替えたり、行をずらしたりしていないか確かめてください。"


@dataclass(frozen=True)
class Owned:
    """What a row is about: `keys` are what the data's tables call it by, and `record` is what is on
    record of it. Its numbers have at least so many decimals."""

    keys: Mapping[str, str]
    subject: Measure | Indicator
    record: YearRecord | Reading
    decimals: int = 0


@dataclass(frozen=True)
class KnownReadings:
    """The indicators by what a row says of them, folded, and what is on record of each year that can
    be told of, by the folded id and the year; `years` are those by their folded names."""

    by_id: Mapping[str, Indicator]
    by_name: Mapping[str, Indicator]
    years: Mapping[str, FiscalYear]
    records: Mapping[tuple[str, FiscalYear], Reading]
    headings: frozenset[str]  # of every column of their sheet


@dataclass(frozen=True)
class Known:
    """The measures of the year and of the whole plan, by what a row says of them, folded, and what is
    on record of the year, by measure.

    Made once for all workbooks: of a large plan it takes as long as reading several of them.
    """

    plan: Plan
    fiscal_year: FiscalYear
    of_year: dict[str, Measure]
    by_id: dict[str, Measure]
    by_title: dict[str, Measure]
    by_summary: dict[str, Measure]
    headings: frozenset[str]  # of every column of the form
    records: dict[str, YearRecord]
    readings: KnownReadings


def known_measures(plan: Plan, collection: Collection) -> dict[str, Known]:
    """For the forms of departments under "", and for each body's."""
    seen = {body: as_seen_by(plan, body) for body in bodies(plan)}
    return {body: _known(one, collection) for body, one in {"": plan, **seen}.items()}


def _known(plan: Plan, collection: Collection) -> Known:
    of_year = [answer.subject for answer in collection.answers]
    return Known(
        plan,
        collection.fiscal_year,
        {folded(measure.id): measure for measure in of_year},
        {folded(measure.id): measure for measure in plan.measures},
        {folded(measure.heading): measure for measure in plan.measures},
        {folded(summary_text(measure)): measure for measure in of_year if measure.summary},
        _headings(plan, collection),
        {answer.subject.id: answer.record for answer in collection.answers},
        _known_readings(plan, collection),
    )


def _known_readings(plan: Plan, collection: Collection) -> KnownReadings:
    names = {year: (str(year), year.full, str(year.year)) for year in plan.years}
    years = {folded(name): year for year, named in names.items() for name in named}
    asked = [*collection.readings, *collection.unsettled]
    columns = indicator_columns(plan, collection, asked) if plan.indicators else ()
    return KnownReadings(
        {folded(indicator.id): indicator for indicator in plan.indicators},
        {folded(indicator.heading): indicator for indicator in plan.indicators},
        years,
        {
            (folded(indicator.id), reading.fiscal_year): reading
            for indicator in plan.indicators
            for reading in indicator.readings
            if reading.is_due and reading.fiscal_year < collection.fiscal_year
        }
        | {
            (folded(answer.subject.id), collection.fiscal_year): answer.record
            for answer in collection.readings
        },
        frozenset(folded(heading) for heading in (LEADS, *(c.heading for c in columns))),
    )


def _headings(plan: Plan, collection: Collection) -> frozenset[str]:
    """Of every column: one measure that has a year before is all it takes to make them."""
    old = (a for a in collection.answers if a.subject.years[0].fiscal_year < collection.fiscal_year)
    columns = form_columns(plan, collection, [*islice(old, 1)])
    return frozenset(folded(heading) for heading in (LEADS, *(c.heading for c in columns)))


def owner(table: FilledTable, row: int, known: Known) -> tuple[Owned | None, list[Problem]]:
    """The measure of a row; None where its number and its other cells do not agree on one."""
    place, written = table.place(row, "measure_id"), table.said(row, "measure_id")
    measure = known.of_year.get(folded(written))
    if not written:
        return None, [numberless(place)]
    if measure is None:
        return None, [_unknown(place, written, known)]
    if wrong := list(_contradictions(table, row, known, measure)):
        return None, wrong
    notes = [*_renamed(table, row, measure), *reread(place, written, measure.id)]
    return Owned({"measure_id": measure.id}, measure, known.records[measure.id]), notes


def is_known(table: FilledTable, owned: Owned) -> bool:
    """Whether another department answers for the one whose form it is."""
    others = {folded(department) for department in owned.subject.departments[1:]}
    return table.department in others - {folded(owned.subject.department)}


def _renamed(table: FilledTable, row: int, measure: Measure) -> Iterator[Problem]:
    """A form that was sent before a measure was renamed has its former title."""
    title = table.said(row, "title")
    if folded(title) != folded(measure.heading):
        said = f"「{title}」を、名称を改めた「{measure.heading}」と読みました。"
        yield Problem(table.place(row, "title"), said, is_warning=True)


def _unknown(place: Place, written: str, known: Known) -> Problem:
    if other := known.by_id.get(folded(written)):
        return not_asked(place, written, other, known.plan.terms.measure, known.fiscal_year)
    ids = [measure.id for measure in known.of_year.values()]
    return strange(place, written, known.plan.terms.measure, ids)


def numberless(place: Place) -> Problem:
    message = "記入のある行に番号がありません。"
    return Problem(place, message, "番号を元に戻すか、記入を消してください。")


def strange(place: Place, written: str, term: str, ids: Iterable[str]) -> Problem:
    advice = did_you_mean(written, ids, "番号を元に戻すか、記入を消してください。")
    return Problem(place, f"番号「{written}」の{term}はありません。", advice)


def not_asked(
    place: Place, written: str, subject: Measure | Indicator, term: str, year: FiscalYear
) -> Problem:
    message = f"番号「{written}」の{term}「{subject.heading}」は、{year}の対象ではありません。"
    return Problem(place, message, "この行の記入を消してください。")


def misnamed(
    place: Place,
    name: str,
    subject: Measure | Indicator,
    term: str,
    other: Measure | Indicator | None,
) -> Problem:
    """`other` is what the name belongs to, if to any."""
    whose = f"「{name}」の番号は「{other.id}」です。" if other else ""
    return Problem(
        place,
        f"番号「{subject.id}」の{term}は「{subject.heading}」ですが、"
        f"{f'「{name}」' if name else '空'}になっています。",
        f"{whose}{_MIXED_UP}",
    )


def reread(place: Place, written: str, id_: str) -> Iterator[Problem]:
    if written != id_:
        said = f"番号「{written}」を「{id_}」と読みました。"
        yield Problem(place, said, is_warning=True)


def _contradictions(
    table: FilledTable, row: int, known: Known, measure: Measure
) -> Iterator[Problem]:
    """The title is the measure's, and the summary not another's: no half of a row was moved.

    A summary that is nobody's may have been put in better words since the form was made.
    """
    terms, title = known.plan.terms, table.said(row, "title")
    if folded(title) != folded(measure.heading):
        if folded(title) in _former_titles(measure, known.plan):
            return
        other = known.by_title.get(folded(title))
        yield misnamed(table.place(row, "title"), title, measure, terms.measure, other)
    elif "summary" in table.columns:
        summary = folded(table.said(row, "summary"))
        other = known.by_summary.get(summary)
        if other and summary != folded(summary_text(measure)):
            message = f"番号「{measure.id}」の行に、番号「{other.id}」の{terms.summary}があります。"
            yield Problem(table.place(row, "summary"), message, _MIXED_UP)


def _former_titles(measure: Measure, plan: Plan) -> set[str]:
    """What a form that was sent before a measure was renamed may call it."""
    return {
        folded(replace(measure, title=revision.before).heading)
        for revision in plan.revisions
        if revision.measure_id == measure.id and revision.what is Revised.TITLE
    }
