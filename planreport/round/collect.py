"""Answers from the departments' workbooks become the year's record.

Only what differs from the record is a proposal: an empty cell takes nothing back, and the same
workbook twice changes nothing. Values are not judged here; the rows go through the same rules as
data/ does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planreport import csvfile
from planreport.check import check
from planreport.check.headers import CORRECTIONS
from planreport.check.numbers import plain_numbers
from planreport.load import CORRECTIONS_FILE, Edits, Row, Sources, Table
from planreport.paragraphs import paragraphs
from planreport.place import Place, PlanError, Problem
from planreport.plan import Plan
from planreport.plan.collection import Collection
from planreport.workbook import Reading

_CAME_LATE = "公表した後に、回答が届きました。"

# A measure and a column of a year's record.
Cell = tuple[str, str]


@dataclass(frozen=True)
class Change:
    """One cell of the record that becomes another."""

    measure_id: str
    column: str
    before: str
    after: str
    place: Place


@dataclass(frozen=True)
class Collected:
    """What the workbooks change: in the record's cells, in what was read, in the files of data/."""

    changes: tuple[Change, ...]
    notes: tuple[Problem, ...]  # what was read otherwise than it is written
    sources: Sources
    edits: Edits
    left: tuple[Problem, ...] = ()  # of the workbooks that were not taken


def collect(
    sources: Sources,
    plan: Plan,
    collection: Collection,
    readings: Sequence[Reading],
    day: date,
    skips_bad: bool = False,
) -> Collected:
    """Puts the answers of any number of workbooks into the year's record.

    What comes once the year is published is recorded as having come on that `day`.

    Raises PlanError with every problem of the workbooks, of their answers under the rules of the
    data, and of answers that contradict each other. Who `skips_bad` gets what the workbooks without
    a problem say, if there are any; of two that contradict each other, neither is taken.
    """
    found, problems, bad = _put_together(sources, plan, collection, readings, day)
    good = [reading for reading in readings if reading.file not in bad]
    if not problems:
        return found
    can_go_on = 0 < len(good) < len(readings)
    if not (can_go_on and skips_bad):
        raise PlanError([*problems, *([_way_past(len(good))] if can_go_on else ())])
    rest = collect(sources, plan, collection, good, day, skips_bad)
    return replace(rest, left=tuple(sorted({*problems, *rest.left})))


def _way_past(good: int) -> Problem:
    return Problem(
        Place("ほかの票"),
        f"{good}件に、誤りはありません。",
        "誤りのある票を残して先に集めるなら、同じ命令の終わりに「--skip-bad」を付けてください。",
        is_warning=True,
    )


def _put_together(
    sources: Sources,
    plan: Plan,
    collection: Collection,
    readings: Sequence[Reading],
    day: date,
) -> tuple[Collected, list[Problem], set[str]]:
    """What the workbooks change, all that is wrong, and which workbooks that concerns."""
    year = str(collection.fiscal_year.year)
    # A number that is written in another way is no other number.
    sources, _ = plain_numbers(sources, plan.fields)
    record = sources.progress[year]
    assert record  # or there would be no collection
    columns = [field.name for field in plan.fields if field.is_asked]
    problems = [problem for reading in readings for problem in reading.problems]
    refused = {problem.place for problem in problems}
    answers = [
        answer
        for reading in readings
        for answer in reading.answers
        if not refused & {answer.at(column) for column in columns}
    ]
    changes, conflicts = _changes(answers, {row["measure_id"]: row for row in record.rows}, columns)
    table = _merged(record, changes, columns)
    after = replace(sources, progress={**sources.progress, year: table})
    edits = {record.file: _text(table)} if changes else {}
    if collection.is_published:
        corrections = _told_late(sources.corrections, changes.values(), plan, year, day)
        after = replace(after, corrections=corrections)
        edits |= {CORRECTIONS_FILE: _text(corrections)} if changes else {}
    problems += [*(problem for problem, _ in conflicts), *_judged(after)]
    bad = {problem.place.file for problem in problems} | {file for _, file in conflicts}
    found = Collected(
        changes=tuple(changes.values()),
        notes=tuple(note for reading in readings for note in reading.notes),
        sources=after,
        edits=edits,
    )
    return found, problems, bad


def _text(table: Table) -> bytes:
    return csvfile.write(
        table.columns, [[row[name] for name in table.columns] for row in table.rows]
    )


def _told_late(
    corrections: Table | None, changes: Iterable[Change], plan: Plan, year: str, day: date
) -> Table:
    """The corrections with what is said now of cells that were published empty.

    Of any other cell the rules tell that it has changed since.
    """
    table = corrections or Table(CORRECTIONS_FILE, CORRECTIONS.required, ())
    published = {field.name for field in plan.fields if field.is_published}
    late = [one for one in changes if one.column in published and not one.before]
    rows = []
    for line, one in enumerate(late, len(table.rows) + 2):
        cells = (day.isoformat(), one.measure_id, year, one.column, "", one.after, _CAME_LATE)
        place = Place(CORRECTIONS_FILE, line)
        rows.append(Row(place, dict(zip(CORRECTIONS.required, cells, strict=True))))
    return replace(table, rows=(*table.rows, *rows))


def _judged(sources: Sources) -> tuple[Problem, ...]:
    """Why the rules refuse the data, if they do."""
    try:
        check(sources)
    except PlanError as error:
        return tuple(problem for problem in error.problems if not problem.is_warning)
    return ()


def _changes(
    answers: Iterable[Row], record: Mapping[str, Row], columns: Sequence[str]
) -> tuple[dict[Cell, Change], list[tuple[Problem, str]]]:
    """What the answers change, and where two contradict each other, with the file of the first."""
    said: dict[Cell, Change] = {}
    conflicts = []
    for answer in answers:
        for one in _said(answer, record[answer["measure_id"]], columns):
            first = said.setdefault((one.measure_id, one.column), one)
            if first.after != one.after:
                conflicts.append((_conflict(first, one), first.place.file))
    changes = {
        cell: one for cell, one in said.items() if paragraphs(one.after) != paragraphs(one.before)
    }
    return changes, conflicts


def _said(answer: Row, current: Row, columns: Sequence[str]) -> Iterator[Change]:
    """What an answer says, be it what the record says already: another one may contradict it."""
    for column in columns:
        if after := answer[column]:
            yield Change(current["measure_id"], column, current[column], after, answer.at(column))


def _conflict(first: Change, second: Change) -> Problem:
    return Problem(
        second.place,
        f"「{second.measure_id}」に、{first.place}（「{first.after}」）と違う答え"
        f"（「{second.after}」）があります。",
        "どちらが正しいかを担当課に確かめ、一方を直すか、一方のファイルを外してください。",
    )


def _merged(record: Table, changes: Mapping[Cell, Change], columns: Sequence[str]) -> Table:
    """The record with the changes; each changed cell has its place in the workbook."""
    rows = []
    for row in record.rows:
        mine = [
            changes[key] for column in columns if (key := (row["measure_id"], column)) in changes
        ]
        rows.append(
            replace(
                row,
                cells={**row.cells, **{change.column: change.after for change in mine}},
                places={change.column: change.place for change in mine},
            )
        )
    used = {change.column for change in changes.values()}
    added = tuple(column for column in columns if column in used - set(record.columns))
    return replace(record, columns=record.columns + added, rows=tuple(rows))
