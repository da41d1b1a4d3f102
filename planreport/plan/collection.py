"""The fiscal year that is being collected, what has been answered so far, and who is to answer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Field
from planreport.plan.indicators import Indicator, Reading
from planreport.plan.measures import Measure, YearRecord

_Subject = TypeVar("_Subject", Measure, Indicator)
_Record = TypeVar("_Record", YearRecord, Reading)


@dataclass(frozen=True)
class _Answered(Generic[_Subject, _Record]):
    """What a department has said so far, and the fields that it still has to fill."""

    subject: _Subject
    record: _Record
    missing: tuple[Field, ...]


Answer = _Answered[Measure, YearRecord]
ReadingAnswer = _Answered[Indicator, Reading]
_Answer = TypeVar("_Answer", Answer, ReadingAnswer, Answer | ReadingAnswer)


def answer(measure: Measure, record: YearRecord, fields: Iterable[Field]) -> Answer:
    empty = (field for field in fields if field.is_required and not record.cell(field.name))
    return Answer(measure, record, tuple(empty))


def reading_answer(
    indicator: Indicator, reading: Reading, fields: Iterable[Field]
) -> ReadingAnswer:
    """Of an indicator, that there is no value is an answer where it says why."""
    required = (field for field in fields if field.is_required)
    return ReadingAnswer(indicator, reading, () if reading.is_told else tuple(required))


def by_owner(answers: Iterable[_Answer]) -> dict[str, list[_Answer]]:
    """The answers that miss something, by who is to fill it in, each with what that is. What is in no
    department's charge is under "", which comes last."""
    grouped: dict[str, list[_Answer]] = {}
    for one in answers:
        mine: dict[str, list[Field]] = {}
        for field in one.missing:
            mine.setdefault(field.by or one.subject.department, []).append(field)
        for name, fields in mine.items():
            grouped.setdefault(name, []).append(replace(one, missing=tuple(fields)))
    return dict(sorted(grouped.items(), key=lambda pair: pair[0] == ""))


@dataclass(frozen=True)
class Collection:
    """The fiscal year that is being collected: the last one begun, until it is published.

    One answer for each measure of the year, in the plan's order, and one for each indicator. What
    comes once it `is_published` is late. `unsettled` are readings of earlier years that may still get
    another value: nothing is missing of them.
    """

    fiscal_year: FiscalYear
    answers: tuple[Answer, ...]
    readings: tuple[ReadingAnswer, ...] = ()
    unsettled: tuple[ReadingAnswer, ...] = ()
    is_published: bool = False

    @property
    def asked(self) -> tuple[Answer | ReadingAnswer, ...]:
        """All that the year cannot do without."""
        return (*self.answers, *self.readings)

    @property
    def missing(self) -> tuple[Answer | ReadingAnswer, ...]:
        return tuple(answer for answer in self.asked if answer.missing)


def of_reported(plan: Plan, year: FiscalYear) -> Collection:
    """All that is known of a year that is reported."""
    records = ((measure, measure.in_year(year)) for measure in plan.measures)
    answers = tuple(answer(measure, record, plan.fields) for measure, record in records if record)
    read = ((indicator, indicator.in_year(year)) for indicator in plan.indicators)
    fields = plan.indicator_fields
    readings = tuple(reading_answer(it, reading, fields) for it, reading in read if reading)
    is_published = any(it.fiscal_year == year for it in plan.publications)
    return Collection(year, answers, readings, unsettled(plan, year), is_published)


def unsettled(plan: Plan, year: FiscalYear) -> tuple[ReadingAnswer, ...]:
    """The readings of earlier years that may still get another value."""
    return tuple(
        ReadingAnswer(indicator, reading, ())
        for indicator in plan.indicators
        for reading in indicator.unsettled(year)
    )


def late(plan: Plan) -> Collection | None:
    """The last year reported, if answers are missing of it though it is published."""
    last = _published_last(plan)
    return last if last and last.missing else None


def may_change(plan: Plan) -> Collection | None:
    """The same, or if one of its values or of an earlier one may still become another."""
    last = _published_last(plan)
    if last is None:
        return None
    is_settled = all(one.record.is_settled for one in (*last.readings, *last.unsettled))
    return None if is_settled and not last.missing else last


def _published_last(plan: Plan) -> Collection | None:
    last = of_reported(plan, plan.reported[-1]) if plan.reported else None
    return last if last and last.is_published else None
