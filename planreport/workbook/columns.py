"""What stands in the columns of the input sheet: for reference first, then what is filled in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planreport.paragraphs import in_lines
from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.collection import Answer, Collection
from planreport.plan.fields import Field, Kind
from planreport.plan.measures import YearRecord
from planreport.workbook.layout import (
    HEADER,
    LEADS,
    LONGEST_TEXT,
    layout,
    summary_text,
    told_by_departments,
)
from planreport.workbook.looks import width


@dataclass(frozen=True)
class FormColumn:
    """A column with the text of each answer; `look` is one of `looks`, and `row_looks` are those of
    rows that differ in it.

    `field` is the one that is filled in here or, in a column of lengths, whose text is counted; the
    rows from `asked` on are for reference all the same.
    """

    heading: str
    look: str
    width: float
    texts: tuple[str, ...]
    field: Field | None = None
    asked: int = 0
    row_looks: tuple[str, ...] = ()

    @property
    def is_input(self) -> bool:
        return self.look.startswith("input")

    def look_of(self, row: int) -> str:
        """Of a row, counted from 0."""
        look = self.row_looks[row] if self.row_looks else self.look
        is_known = self.is_input and row >= self.asked
        return look.replace("input", "reference") if is_known else look

    @property
    def holds_numbers(self) -> bool:
        return self.look == "input_number"

    @property
    def counts(self) -> bool:
        return self.look == "length"


def last_row(table: Sequence[FormColumn]) -> int:
    """Counted from 0. At least one below the headings, since a range of no row is none."""
    return HEADER + max(len(table[0].texts), 1)


def form_columns(
    plan: Plan, collection: Collection, asked: Sequence[Answer], known: Sequence[Answer] = ()
) -> list[FormColumn]:
    """The columns for the measures that are `asked` and, below, those that another answers."""
    answers = [*asked, *known]
    before = _year_before(plan, collection, answers)
    leading = [answer.subject.department for answer in answers]
    columns = [
        *_reference(plan, collection, answers),
        *(_last_year(plan, before) if any(before) else ()),
        *([form_column(LEADS, "reference", 16, leading)] if known else ()),
        *_inputs(plan, answers, before),
    ]
    return [replace(column, asked=len(asked)) for column in columns]


def _reference(plan: Plan, collection: Collection, answers: Sequence[Answer]) -> list[FormColumn]:
    named, terms = layout(plan).headings, plan.terms
    measures = [answer.subject for answer in answers]
    where = {
        it.measure.id: (plan.goal_titles[it.goal_id], *it.path, *[""] * len(terms.item))
        for it in plan.filed
    }
    each = 23 - 3 * len(terms.item)  # of the levels: the more there are, the narrower
    summaries = [summary_text(measure) for measure in measures]
    said = [field for field in plan.fields if field.is_scheduled] + told_by_departments(plan)
    return [
        form_column(named["measure_id"], "reference", 9, [m.id for m in measures]),
        form_column(named["title"], "reference", 24, [m.heading for m in measures]),
        form_column(terms.goal, "reference", 18, [where[m.id][0] for m in measures]),
        *(
            form_column(word, "reference", each, [where[m.id][level] for m in measures])
            for level, word in enumerate(terms.item, 1)
        ),
        *(
            [form_column(named["summary"], "reference", width(summaries, 32, 60), summaries)]
            if any(measure.summary for measure in plan.measures)
            else ()
        ),
        *(
            _known(field, collection.fiscal_year, [answer.record for answer in answers])
            for field in said
        ),
    ]


def _year_before(
    plan: Plan, collection: Collection, answers: Sequence[Answer]
) -> list[YearRecord | None]:
    """What each measure had reported in the plan's year before; None where nothing."""
    years = [year for year in plan.years if year.year == collection.fiscal_year.year - 1]
    records = [answer.subject.in_year(year) for answer in answers for year in years]
    return [record if record and record.is_reported else None for record in records]


def _last_year(plan: Plan, before: Sequence[YearRecord | None]) -> list[FormColumn]:
    year = next(record.fiscal_year for record in before if record)
    reported = [f for f in plan.fields if f.is_required and not f.is_scheduled]
    return [_known(field, year, before) for field in reported]


def _known(field: Field, year: FiscalYear, records: Sequence[YearRecord | None]) -> FormColumn:
    """What is known of a field in a year, for reference."""
    texts = [field.shown(text) for text in _texts(field, records)]
    is_text = field.kind is Kind.TEXT
    wide = width(texts, 36, 80) if is_text else label_width(field)
    look = "reference" if is_text else "reference_centred"
    return form_column(f"{year}の\n{field.label}", look, wide, texts)


def _inputs(
    plan: Plan, answers: Sequence[Answer], before: Sequence[YearRecord | None]
) -> Iterator[FormColumn]:
    """As wide as what was said last year needs: about as much will be said again."""
    form, records = layout(plan), [answer.record for answer in answers]
    for field in form.inputs:
        heading, texts = form.headings[field.name], _texts(field, records)
        match field.kind:
            case Kind.STAGE:
                wide = max(label_width(field), 14)
                yield form_column(heading, "input_centred", wide, texts, field)
            case Kind.CHOICE:
                yield form_column(heading, "input", 18, texts, field)
            case Kind.NUMBER:
                yield form_column(heading, "input_number", 18, texts, field)
            case Kind.TEXT if field.is_published:
                wide = width([*_texts(field, before), *texts], 52, 92)
                yield form_column(heading, "input", wide, texts, field)
                yield form_column("文字数", "length", 8, [str(len(text)) for text in texts], field)
            case Kind.TEXT:
                yield form_column(heading, "input", width(texts, 26, 60), texts, field)


def _texts(field: Field, records: Sequence[YearRecord | None]) -> list[str]:
    return [in_lines(record.cell(field.name)) if record else "" for record in records]


def form_column(
    heading: str, look: str, wide: float, texts: Sequence[str], field: Field | None = None
) -> FormColumn:
    """Each text as far as a cell holds it."""
    return FormColumn(heading, look, wide, tuple(text[:LONGEST_TEXT] for text in texts), field)


def label_width(field: Field) -> int:
    return max([12, *(2 * len(label) + 2 for label in field.choices or ())])
