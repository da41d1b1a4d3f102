"""What stands in the columns of the input sheet: for reference first, then what is filled in."""

from collections.abc import Sequence
from dataclasses import dataclass

from planreport.plan import Plan
from planreport.plan.collection import Answer, Collection
from planreport.plan.measures import YearRecord
from planreport.workbook.layout import HEADER, LONGEST_TEXT, headings, summary_text
from planreport.workbook.looks import width


@dataclass(frozen=True)
class Column:
    """A column with the text of each answer; `look` is one of `looks`."""

    name: str
    heading: str
    look: str
    width: float
    texts: tuple[str, ...]

    @property
    def is_input(self) -> bool:
        return self.look.startswith("input")


def last_row(table: Sequence[Column]) -> int:
    """Counted from 0. At least one below the headings, since a range of no row is none."""
    return HEADER + max(len(table[0].texts), 1)


def columns(plan: Plan, collection: Collection, answers: Sequence[Answer]) -> list[Column]:
    before = _year_before(plan, collection, answers)
    return [
        *_reference(plan, collection, answers),
        *(_last_year(plan, before) if any(before) else ()),
        *_inputs(plan, answers, before),
    ]


def _reference(plan: Plan, collection: Collection, answers: Sequence[Answer]) -> list[Column]:
    named, terms = headings(plan), plan.terms
    measures = [answer.measure for answer in answers]
    where = {
        measure.id: (goal.title, item.title)
        for goal in plan.goals
        for item in goal.items
        for measure in item.measures
    }
    summaries = [summary_text(measure) for measure in measures]
    return [
        _column("measure_id", named["measure_id"], "reference", 9, [m.id for m in measures]),
        _column("title", named["title"], "reference", 24, [m.title for m in measures]),
        _column("goal", terms.goal, "reference", 18, [where[m.id][0] for m in measures]),
        _column("item", terms.item, "reference", 20, [where[m.id][1] for m in measures]),
        _column("summary", named["summary"], "reference", width(summaries, 32, 60), summaries),
        _column(
            "planned",
            f"{collection.fiscal_year}の\n{terms.planned}",
            "reference_centred",
            _label_width(plan),
            [answer.planned.label for answer in answers],
        ),
    ]


def _year_before(
    plan: Plan, collection: Collection, answers: Sequence[Answer]
) -> list[YearRecord | None]:
    """What each measure had reported in the plan's year before; None where nothing."""
    years = [year for year in plan.years if year.year == collection.fiscal_year.year - 1]
    records = [answer.measure.in_year(year) for answer in answers for year in years]
    return [record if record and record.is_reported else None for record in records]


def _last_year(plan: Plan, before: Sequence[YearRecord | None]) -> list[Column]:
    year = next(record.fiscal_year for record in before if record)
    actions = [record.actions if record else "" for record in before]
    progress = [record.progress.label if record and record.progress else "" for record in before]
    return [
        _column(
            "last_progress",
            f"{year}の\n{plan.terms.progress}",
            "reference_centred",
            _label_width(plan),
            progress,
        ),
        _column(
            "last_actions",
            f"{year}の\n{plan.terms.actions}",
            "reference",
            width(actions, 36, 80),
            actions,
        ),
    ]


def _inputs(
    plan: Plan, answers: Sequence[Answer], before: Sequence[YearRecord | None]
) -> list[Column]:
    """As wide as what was said last year needs: about as much will be said again."""
    named = headings(plan)
    progress = [answer.progress.label if answer.progress else "" for answer in answers]
    actions = [answer.actions for answer in answers]
    old = [record.actions for record in before if record]
    assessments = [answer.assessment.label if answer.assessment else "" for answer in answers]
    remarks = [answer.remarks for answer in answers]
    judged = _column("assessment", named.get("assessment", ""), "input", 18, assessments)
    return [
        _column(
            "progress", named["progress"], "input_centred", max(_label_width(plan), 14), progress
        ),
        _column("actions", named["actions"], "input", width([*old, *actions], 52, 92), actions),
        _column("length", "文字数", "length", 8, [str(len(text)) for text in actions]),
        *([judged] if plan.assessments else []),
        _column("remarks", named["remarks"], "input", width(remarks, 26, 60), remarks),
    ]


def _column(name: str, heading: str, look: str, wide: float, texts: Sequence[str]) -> Column:
    return Column(name, heading, look, wide, tuple(text[:LONGEST_TEXT] for text in texts))


def _label_width(plan: Plan) -> int:
    return max(12, *(2 * len(status.label) + 2 for status in plan.statuses))
