"""What the matrix can be searched and filtered by: every text of a measure, and its years' facts."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, zip_longest

from planreport.pages import variants
from planreport.paragraphs import SEPARATOR, in_one_line
from planreport.plan import Plan
from planreport.plan.arrange import Filed
from planreport.plan.calendar import FiscalYear, japanese_date
from planreport.plan.fields import Choice, Field, Kind
from planreport.plan.measures import UNREPORTED, Outcome, Standing, YearRecord
from planreport.report.derive import Report
from planreport.report.indicators import IndicatorReport
from planreport.report.revisions import CorrectionNote, RevisionNote

_STANDING = "standing"

# What can be asked of one year of a measure, by name; all but the year are "" until it is reported.
Facts = Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """A measure. `texts` stand beside the index's `places`: the first is its title, the last its
    goal's heading, "" where there is nothing; `item` are the keys of the groups that it is in, and
    `years` those it is active in."""

    goal: str
    item: tuple[str, ...]
    department: tuple[str, ...]
    years: tuple[Facts, ...]
    texts: tuple[str, ...]
    details: Mapping[str, tuple[str, ...]]  # the words said of it once, by their fields' names


@dataclass(frozen=True)
class Index:
    """The measures in the order of the matrix, and `places`: where in a measure each text stands.

    Places are called what the pages call them, and left out where no measure has a text.
    `departments` are those that occur, and so are the words of `grades` and of `details`, since no
    other finds anything: each field with them, but for the one that the report is led by.

    `order` are the values of the fact `sorted_by` from the lowest up. `ends_newest`: of the years
    that do not all fit, the last are to be seen first.
    """

    years: tuple[str, ...]
    places: tuple[str, ...]
    entries: tuple[Entry, ...]
    departments: tuple[str, ...]
    grades: tuple[tuple[Field, tuple[str, ...]], ...]
    details: tuple[tuple[Field, tuple[str, ...]], ...]
    facts: tuple[str, ...]
    sorted_by: str
    order: tuple[str, ...]
    orders: tuple[str, ...]  # what sorting by it is called, upward and downward; () if nothing is
    ends_newest: bool


def index(report: Report) -> Index:
    plan = report.plan
    headings = {goal.goal.id: goal.heading for goal in report.goals}
    told = [_texts(report, filed, headings[filed.goal_id]) for filed in plan.filed]
    places, texts = used(told)
    names = _names(plan)
    entries = tuple(_entry(plan, names, *of_one) for of_one in zip(plan.filed, texts, strict=True))
    lead = plan.lead
    return Index(
        years=tuple(str(year.year) for year in plan.shown_years),
        places=places,
        entries=entries,
        departments=tuple(dict.fromkeys(name for it in entries for name in it.department)),
        grades=tuple(
            (field, words)
            for field in plan.graded
            if field is not lead and (words := occurring(field, entries))
        ),
        details=tuple(
            (field, words)
            for field in plan.details
            if (words := _chosen(field, (it.details.get(field.name, ()) for it in entries)))
        ),
        facts=tuple(names),
        sorted_by=_STANDING if plan.compares else parameter(lead) if lead else "",
        order=tuple(outcome.code for outcome in _upward(plan)),
        orders=report.sentences.orders,
        # Those to come may be more than those that are over.
        ends_newest=2 * sum(year not in plan.reported for year in plan.shown_years)
        <= len(plan.shown_years),
    )


def parameter(field: Field | None) -> str:
    """What a field of words is called in addresses; None: whether there is a report."""
    return "status" if field is None or field.kind is Kind.STAGE else field.name


def condition(plan: Plan, outcome: Outcome) -> dict[str, str]:
    """What an address says that leads to the measures with an outcome."""
    if isinstance(outcome, Standing):
        return {_STANDING: outcome.code}
    return {parameter(plan.lead): outcome.code}


def conditions(plan: Plan, outcomes: Iterable[Outcome]) -> dict[str, list[str]]:
    """The same for any of several outcomes."""
    found: dict[str, list[str]] = {}
    for outcome in outcomes:
        for name, code in condition(plan, outcome).items():
            found.setdefault(name, []).append(code)
    return found


def _names(plan: Plan) -> list[str]:
    """Of a year's facts. How it stands against the plan stands behind the stage reached."""
    words = [parameter(field) for field in plan.graded]
    first, *others = words or ([parameter(None)] if plan.has_gaps else [""])
    return ["year", *filter(None, [first]), *([_STANDING] if plan.compares else ()), *others]


def used(
    told: Sequence[Sequence[tuple[str, str]]],
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The places at which any of them has a text, and the texts of each that stand there."""
    is_used = [any(text for _, text in at_a_place) for at_a_place in zip(*told, strict=True)]
    places = tuple(place for place, _ in compress(told[0], is_used)) if told else ()
    return places, [tuple(text for _, text in compress(texts, is_used)) for texts in told]


def occurring(field: Field, entries: Iterable[Entry]) -> tuple[str, ...]:
    return _chosen(field, ([facts[parameter(field)] for facts in it.years] for it in entries))


def _chosen(field: Field, found: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The words of a field's list that are found, in the list's order."""
    recorded = {word for words in found for word in words}
    return tuple(label for label in field.choices or () if label in recorded)


def _upward(plan: Plan) -> list[Outcome]:
    """What rows can be sorted by: the further on or the better, the later."""
    within = [outcome for outcome in plan.outcomes if not outcome.is_outside]
    if plan.compares:
        return [Standing.BEHIND, Standing.ON_PLAN, Standing.AHEAD]
    return sorted(within, key=lambda word: word.level if isinstance(word, Choice) else 0)


def as_json(index: Index) -> str:
    """What the script needs of the index."""
    plan = {
        "years": index.years,
        "facts": index.facts,
        "details": [field.name for field, _ in index.details],
        "sorted_by": index.sorted_by,
        "order": index.order,
        "orders": index.orders,
        "places": index.places,
        "measures": index.entries,
        "variants": variants.occurring(chain.from_iterable(it.texts for it in index.entries)),
    }
    return json.dumps(plan, ensure_ascii=False, separators=(",", ":"), default=vars)


def item_key(goal_id: str, path: tuple[str, ...]) -> str:
    """Two goals may each have a group of the same title, and so may two wider groups."""
    return f"{goal_id}/{SEPARATOR.join(path)}"


def _texts(report: Report, filed: Filed, goal: str) -> list[tuple[str, str]]:
    """Each place with its text, in the order in which finds are shown: what was done last first.
    `goal` is its goal's heading."""
    plan, terms, measure = report.plan, report.plan.terms, filed.measure
    records = [(year, measure.in_year(year)) for year in reversed(plan.reported)]
    notes = report.notes(measure)
    return [
        (terms.measure, measure.heading),
        *_cells(plan.texts, records),
        (terms.summary, "　".join(measure.summary)),
        ("担当課", "、".join(measure.departments)),
        *(
            (field.label, "、".join(map(field.shown, measure.details.get(field.name, ()))))
            for field in plan.details
        ),
        (terms.indicator, "、".join(map(_named, report.indicators_of(measure=measure)))),
        *_cells(plan.grades, records),
        *_cells(plan.numbers, records),
        ("計画の変更", "　".join(map(as_revised, notes.revisions))),
        ("正誤（公表後の訂正）", "　".join(map(as_corrected, notes.corrections))),
        *zip_longest(terms.item, filed.path, fillvalue=""),
        (terms.goal, goal),
    ]


def _cells(
    fields: tuple[Field, ...], records: list[tuple[FiscalYear, YearRecord | None]]
) -> list[tuple[str, str]]:
    return [
        (
            f"{year}の{field.label}",
            field.shown(in_one_line(record.cell(field.name))) if record else "",
        )
        for field in fields
        for year, record in records
    ]


def _named(report: IndicatorReport) -> str:
    """By its name and what it measures."""
    indicator = report.indicator
    return f"{indicator.heading}（{indicator.meaning}）" if indicator.meaning else indicator.heading


def as_revised(entry: RevisionNote) -> str:
    """As the measures' pages say it, and so below."""
    said = f"{entry.revision.fiscal_year}の変更　{entry.sentence}"
    return said + _reason(entry.revision.reason)


def as_corrected(entry: CorrectionNote) -> str:
    of = f"{entry.correction.fiscal_year}の{entry.column}"
    day = japanese_date(entry.correction.date)
    before, after = in_one_line(entry.before), in_one_line(entry.after)
    if entry.is_late:
        said = f"{of}　{day}に、後から報告がありました。　前：{before}　後：{after}"
    else:
        said = f"{of}　{day}に訂正しました。　誤：{before}　正：{after}"
    return said + _reason(entry.correction.reason)


def _reason(reason: str) -> str:
    return f"　理由：{in_one_line(reason)}" if reason else ""


def _entry(plan: Plan, names: Iterable[str], filed: Filed, texts: tuple[str, ...]) -> Entry:
    measure, path = filed.measure, filed.path
    return Entry(
        goal=filed.goal_id,
        item=tuple(item_key(filed.goal_id, path[:n]) for n, _ in enumerate(path, 1)),
        department=measure.departments,
        years=tuple(
            _facts(plan, names, record)
            for record in measure.years
            if record.fiscal_year in plan.shown_years
        ),
        texts=texts,
        details={
            field.name: measure.details[field.name]
            for field in plan.details
            if field.choices is not None and field.name in measure.details
        },
    )


def _facts(plan: Plan, names: Iterable[str], record: YearRecord) -> Facts:
    said = dict.fromkeys(names, "")
    said |= {parameter(field): record.cell(field.name) for field in plan.graded}
    said["year"] = str(record.fiscal_year.year)
    if record.outcome is UNREPORTED:
        said[parameter(plan.lead)] = UNREPORTED.code
    said[_STANDING] = record.standing.code if record.standing else ""
    return {name: said[name] for name in names}
