"""What the departments' workbooks say against what is on record, cell by cell.

An empty cell takes nothing back, but that a value has no mark any more is said by a value without one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planreport.load import Row
from planreport.paragraphs import paragraphs
from planreport.place import Place, Problem
from planreport.plan import Plan
from planreport.plan.fields import Field, Kind
from planreport.plan.indicators import FINAL, STATE, VALUE
from planreport.plan.numbers import plain
from planreport.workbook import Reading

_CAME_LATE = "公表した後に、回答が届きました。"
_SETTLED = "公表したときは「{state}」だった値が、決まりました。"
_ANEW = "公表したときは「{state}」だった値が、改まりました。"

_SETTLED_STATES = ("", *FINAL)

# A year, the id of what is reported of it, and a column of its record.
Cell = tuple[str, str, str]

# What is on record, by the year and the id.
Records = Mapping[tuple[str, str], Row]


@dataclass(frozen=True)
class Change:
    """One cell of the record that becomes another; `subject_id` is a measure's or an indicator's.

    `came_late` is the reason why it may change once its year is published; "" where there is none.
    """

    year: str
    subject_id: str
    column: str
    before: str
    after: str
    place: Place
    came_late: str

    @property
    def cell(self) -> Cell:
        return self.year, self.subject_id, self.column


def changes(
    readings: Sequence[Reading], records: Records, plan: Plan, year: str
) -> tuple[dict[Cell, Change], list[tuple[Problem, str]]]:
    """What the answers change, and where two contradict each other, with the file of the first.

    Those of measures are of this `year`; nothing is taken of an answer that has a problem.
    """
    refused = {problem.place for reading in readings for problem in reading.problems}
    firsts: dict[Cell, Change] = {}
    conflicts = []
    for reading in readings:
        for one in _said(reading, records, plan, year, refused):
            first = firsts.setdefault(one.cell, one)
            if first.after != one.after:
                conflicts.append((_conflict(first, one), first.place.file))
    different = {
        cell: one for cell, one in firsts.items() if paragraphs(one.after) != paragraphs(one.before)
    }
    return different, conflicts


def _said(
    reading: Reading, records: Records, plan: Plan, year: str, refused: set[Place]
) -> Iterator[Change]:
    """What a workbook says, be it what the record says already: another one may contradict it."""
    answers = [(year, answer, plan.fields) for answer in reading.answers]
    answers += [(it["fiscal_year"], it, plan.indicator_fields) for it in reading.values]
    for told_of, answer, fields in answers:
        asked = [field for field in fields if field.is_asked]
        if not refused & {answer.at(field.name) for field in asked}:
            yield from _cells(answer, records[told_of, subject_id(answer)], told_of, asked)


def _cells(answer: Row, current: Row, year: str, asked: Iterable[Field]) -> Iterator[Change]:
    """The cells of an answer that are filled in; beside a value, that it has no mark any more."""
    for field in asked:
        before, after = current[field.name], answer[field.name]
        is_unmarked = field.name == STATE and bool(answer["indicator_id"] and answer[VALUE])
        if field.kind is Kind.NUMBER and _is_same(before, after):
            after = before
        if after or is_unmarked:
            id_, place = subject_id(answer), answer.at(field.name)
            reason = _why_late(answer, current, field.name) if field.is_published else ""
            yield Change(year, id_, field.name, before, after, place, reason)


def _is_same(before: str, after: str) -> bool:
    """Whether two numbers differ at most in how many zeros end their decimals."""
    digits = plain(before), plain(after)
    return None not in digits and Decimal(digits[0] or 0) == Decimal(digits[1] or 0)


def _why_late(answer: Row, current: Row, column: str) -> str:
    """Why a cell may change though its year is published: nothing was published in it, or a value
    that was not settled yet."""
    came_late = "" if current[column] else _CAME_LATE
    if not answer["indicator_id"]:
        return came_late
    value, state, now = current[VALUE], current[STATE], answer[STATE]
    if state and not value:
        return _CAME_LATE
    is_anew = answer[VALUE] and (now != state or not _is_same(value, answer[VALUE]))
    if is_anew and state not in _SETTLED_STATES:
        return (_SETTLED if now in _SETTLED_STATES else _ANEW).format(state=state)
    return "" if value and column == STATE else came_late


def _conflict(first: Change, second: Change) -> Problem:
    return Problem(
        second.place,
        f"「{second.subject_id}」に、{first.place}（「{first.after or '空'}」）と違う答え"
        f"（「{second.after or '空'}」）があります。",
        "どちらが正しいかを担当課に確かめ、一方を直すか、一方のファイルを外してください。",
    )


def subject_id(row: Row) -> str:
    """Whose row it is: a measure's or an indicator's."""
    return row["measure_id"] or row["indicator_id"]
