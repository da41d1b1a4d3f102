"""What the matrix can be searched and filtered by: every text of a measure, and its years' facts."""

import json
from dataclasses import asdict, dataclass
from itertools import compress

from planreport.plan.calendar import FiscalYear, japanese_date
from planreport.plan.fields import Field
from planreport.plan.measures import Item, Measure, YearRecord
from planreport.report.derive import GoalReport, Report
from planreport.report.revisions import CorrectionNote, RevisionNote


@dataclass(frozen=True)
class Facts:
    """What can be asked of one year of a measure; all but the year are "" until it is reported."""

    year: str
    status: str
    standing: str
    assessment: str


@dataclass(frozen=True)
class Entry:
    """A measure. `texts` stand beside the index's `places`: the first is its title, the last its
    goal's heading, "" where there is nothing; `years` are those it is active in."""

    goal: str
    item: str
    department: str
    years: tuple[Facts, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Index:
    """The measures in the order of the matrix, and `places`: where in a measure each text stands.

    Places are called what the pages call them, and left out where no measure has a text.
    `departments` and `assessments` are those that occur, since no other finds anything.
    """

    years: tuple[str, ...]
    places: tuple[str, ...]
    entries: tuple[Entry, ...]
    departments: tuple[str, ...]
    assessments: tuple[str, ...]


def index(report: Report) -> Index:
    plan = report.plan
    filed = [
        (goal, item, measure)
        for goal in report.goals
        for item in goal.goal.items
        for measure in item.measures
    ]
    told = [_texts(report, *where) for where in filed]
    is_used = [any(text for _, text in at_a_place) for at_a_place in zip(*told, strict=True)]
    entries = tuple(
        _entry(*where, tuple(text for _, text in compress(texts, is_used)))
        for where, texts in zip(filed, told, strict=True)
    )
    recorded = {facts.assessment for entry in entries for facts in entry.years}
    return Index(
        years=tuple(str(year.year) for year in plan.years),
        places=tuple(place for place, _ in compress(told[0], is_used)) if told else (),
        entries=entries,
        departments=tuple(dict.fromkeys(entry.department for entry in entries if entry.department)),
        assessments=tuple(a.label for a in plan.assessments if a.label in recorded),
    )


def as_json(index: Index) -> str:
    """What the script needs of the index."""
    plan = {
        "years": index.years,
        "places": index.places,
        "measures": [asdict(entry) for entry in index.entries],
    }
    return json.dumps(plan, ensure_ascii=False, separators=(",", ":"))


def item_key(goal: GoalReport, item: Item) -> str:
    """Two goals may each have an item of the same title."""
    return f"{goal.goal.id}/{item.title}"


def _texts(report: Report, goal: GoalReport, item: Item, measure: Measure) -> list[tuple[str, str]]:
    """Each place with its text, in the order in which finds are shown: what was done last first."""
    plan, terms = report.plan, report.plan.terms
    records = [(year, measure.in_year(year)) for year in reversed(plan.reported)]
    notes = report.notes(measure)
    return [
        (terms.measure, measure.title),
        *_cells(plan.texts, records),
        (terms.summary, "　".join(measure.summary)),
        ("担当課", measure.department),
        *_cells(plan.grades, records),
        ("計画の変更", "　".join(map(_revision, notes.revisions))),
        ("正誤（公表後の訂正）", "　".join(map(_correction, notes.corrections))),
        (terms.item, item.title),
        (terms.goal, goal.heading),
    ]


def _cells(
    fields: tuple[Field, ...], records: list[tuple[FiscalYear, YearRecord | None]]
) -> list[tuple[str, str]]:
    return [
        (f"{year}の{field.label}", record.cell(field.name) if record else "")
        for field in fields
        for year, record in records
    ]


def _revision(entry: RevisionNote) -> str:
    """As the goals' pages say it, and so below."""
    said = f"{entry.revision.fiscal_year}の変更　{entry.sentence}"
    return said + _reason(entry.revision.reason)


def _correction(entry: CorrectionNote) -> str:
    of = f"{entry.correction.fiscal_year}の{entry.column}"
    day = f"{japanese_date(entry.correction.date)}に訂正しました。"
    said = f"{of}　{day}　誤：{entry.before}　正：{entry.after}"
    return said + _reason(entry.correction.reason)


def _reason(reason: str) -> str:
    return f"　理由：{reason}" if reason else ""


def _assessment(record: YearRecord | None) -> str:
    return record.assessment.label if record and record.assessment else ""


def _entry(goal: GoalReport, item: Item, measure: Measure, texts: tuple[str, ...]) -> Entry:
    return Entry(
        goal=goal.goal.id,
        item=item_key(goal, item),
        department=measure.department,
        years=tuple(map(_facts, measure.years)),
        texts=texts,
    )


def _facts(record: YearRecord) -> Facts:
    return Facts(
        year=str(record.fiscal_year.year),
        status=record.progress.label if record.progress else "",
        standing=record.standing.code if record.standing else "",
        assessment=_assessment(record),
    )
