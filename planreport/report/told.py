"""What years say in words: of a measure on its page, and in one cell of the full table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planreport.paragraphs import BULLET, SEPARATOR
from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Field
from planreport.plan.measures import UNREPORTED, Measure, YearRecord


@dataclass(frozen=True)
class Said:
    """One text of one year; it is "" where it should have been reported. Under a heading that says
    all, its label is "".

    `grades` are the city's judgements that stand behind it, each with its label.
    """

    label: str
    text: str
    grades: tuple[tuple[str, str], ...] = ()


def told(plan: Plan, measure: Measure) -> list[tuple[str, list[Said]]]:
    """The texts of a measure under headings: those of the latest year reported, then the others, the
    newest first.

    Several texts stand under their year, so that what was planned is beside what was done. Of one
    text alone, the other years stand under it.
    """
    texts = measure.told(plan.texts)
    said = [(record.fiscal_year, _said(plan, record, texts)) for record in reversed(measure.years)]
    years = [(year, entries) for year, entries in said if entries]
    # A plan in words goes on beyond what is reported; before any report it is read from its start.
    reported = (n for n, (year, _) in enumerate(years) if year in plan.reported)
    years[:0] = [years.pop(next(reported, -1))] if years else []
    if len(texts) != 1:
        return [(year.full, entries) for year, entries in years]
    (text,) = texts
    found = [
        (f"{year.full}の{text.label}", [replace(one, label="") for one in entries])
        for year, entries in years[:1]
    ]
    others = [replace(one, label=year.full) for year, entries in years[1:] for one in entries]
    return [*found, (f"ほかの年度の{text.label}", others)] if others else found


def told_years(plan: Plan) -> list[FiscalYear]:
    """The reported years of which any measure says anything in words or numbers."""
    names = [field.name for field in (*plan.texts, *plan.numbers)]
    records = [record for measure in plan.measures for record in measure.years]
    told = {r.fiscal_year for r in records if any(r.cell(name) for name in names)}
    return [year for year in plan.reported if year in told]


def narrative(plan: Plan, record: YearRecord) -> str:
    """A year's texts in one cell: where there are several, each is a paragraph behind its label."""
    missing = plan.missing(record)
    texts = [
        (text.label, UNREPORTED.label if text in missing else record.cell(text.name))
        for text in plan.texts
    ]
    if len(texts) == 1:
        return texts[0][1]
    return SEPARATOR.join(behind(label, text) for label, text in texts if text)


def details(plan: Plan, measure: Measure) -> list[str]:
    """What is said of a measure once, each behind its label."""
    said = [(field, measure.details.get(field.name, ())) for field in plan.details]
    return [
        behind(field.label, "、".join(map(field.shown, cells))) for field, cells in said if cells
    ]


def behind(label: str, text: str) -> str:
    """A text behind its label, above it where it begins with a bullet."""
    return f"【{label}】{SEPARATOR if text.startswith(BULLET) else ''}{text}"


def _said(plan: Plan, record: YearRecord, texts: Sequence[Field]) -> list[Said]:
    """What a year says, and what it should have said; the first text has the year's grades."""
    missing = plan.missing(record)
    grades = plan.grades if plan.compares else ()
    judged = tuple((g.label, word) for g in grades if (word := record.cell(g.name)))
    return [
        Said(text.label, record.cell(text.name), judged if text is texts[0] else ())
        for text in texts
        if record.cell(text.name) or text in missing
    ]
