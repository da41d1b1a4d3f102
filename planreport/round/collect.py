"""Answers from the departments' workbooks become the year's record.

Only what differs from the record is a proposal: the same workbook twice changes nothing. Values are
not judged here; the rows go through the same rules as data/ does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planreport import csvfile
from planreport.check import Checked, check
from planreport.check.cells import rows
from planreport.check.headers import CORRECTIONS
from planreport.check.numbers import plain_numbers
from planreport.load import CORRECTIONS_FILE, Edits, Row, Sources, Table
from planreport.place import Place, PlanError, Problem
from planreport.plan import Plan
from planreport.plan.collection import Collection
from planreport.plan.fields import Field
from planreport.round.answers import Cell, Change, changes, subject_id
from planreport.workbook import Reading


@dataclass(frozen=True)
class Collected:
    """What the workbooks change: in the record's cells, in the plan, in the files of data/."""

    changes: tuple[Change, ...]
    notes: tuple[Problem, ...]  # what was read otherwise than it is written
    after: Checked
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
    """Puts the answers of any number of workbooks into the year's record, and values of earlier years
    into theirs.

    What comes once its year is published is recorded as having come on that `day`.

    Raises PlanError with every problem of the workbooks, of their answers under the rules of the
    data, and of answers that contradict each other. Who `skips_bad` gets what the workbooks without
    a problem say, if there are any; of two that contradict each other, neither is taken.
    """
    found, problems, bad = _put_together(sources, plan, collection, readings, day)
    good = [reading for reading in readings if reading.file not in bad]
    if found:
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
    sources: Sources, plan: Plan, collection: Collection, readings: Sequence[Reading], day: date
) -> tuple[Collected | None, list[Problem], set[str]]:
    """What the workbooks change; or all that is wrong, and which workbooks that concerns."""
    # A number that is written in another way is no other number.
    sources, _ = plain_numbers(sources, plan.fields)
    problems = [problem for reading in readings for problem in reading.problems]
    records = {
        (year, subject_id(row)): row
        for tables in (sources.progress, sources.values)
        for year, table in tables.items()
        for row in rows(table)
    }
    changed, conflicts = changes(readings, records, plan, str(collection.fiscal_year.year))
    merged = {
        year: _merged(table, year, changed, plan.fields) for year, table in sources.progress.items()
    }
    read = {
        year: _merged(table, year, changed, plan.indicator_fields)
        for year, table in sources.values.items()
    }
    after = replace(sources, progress=merged, values=read)
    edits = {
        new.file: _text(new)
        for olds, news in ((sources.progress, merged), (sources.values, read))
        for year, new in news.items()
        if new and new is not olds[year]
    }
    published = {str(publication.fiscal_year.year) for publication in plan.publications}
    late = [one for one in changed.values() if one.year in published and one.came_late]
    if late:
        after = replace(after, corrections=_corrected(sources.corrections, late, day))
        assert after.corrections
        edits[CORRECTIONS_FILE] = _text(after.corrections)
    judged, refused = _judged(after)
    problems += [*(problem for problem, _ in conflicts), *refused]
    bad = {problem.place.file for problem in problems} | {file for _, file in conflicts}
    if problems or not judged:
        return None, problems, bad
    notes = tuple(note for reading in readings for note in reading.notes)
    return Collected(tuple(changed.values()), notes, judged, edits), [], set()


def _text(table: Table) -> bytes:
    return csvfile.of_records(table.columns, (row.cells for row in table.rows))


def _corrected(corrections: Table | None, late: Iterable[Change], day: date) -> Table:
    """The corrections with what is said now of cells that may change though they are published.

    Of any other cell the rules tell that it has changed since.
    """
    table = corrections or Table(CORRECTIONS_FILE, CORRECTIONS.required, ())
    added = []
    for line, one in enumerate(late, len(table.rows) + 2):
        where = (day.isoformat(), one.subject_id, one.year, one.column)
        cells = (*where, one.before, one.after, one.came_late)
        place = Place(CORRECTIONS_FILE, line)
        added.append(Row(place, dict(zip(CORRECTIONS.required, cells, strict=True))))
    return replace(table, rows=(*table.rows, *added))


def _judged(sources: Sources) -> tuple[Checked | None, tuple[Problem, ...]]:
    """What the data say then; or why the rules refuse them."""
    try:
        return check(sources), ()
    except PlanError as error:
        return None, tuple(problem for problem in error.problems if not problem.is_warning)


def _merged(
    record: Table | None, year: str, changed: Mapping[Cell, Change], fields: Iterable[Field]
) -> Table | None:
    """A year's table with its changes; each changed cell has its place in the workbook."""
    of_row: dict[str, dict[str, Change]] = {}
    for change in changed.values():
        if change.year == year:
            of_row.setdefault(change.subject_id, {})[change.column] = change
    if record is None or not any(subject_id(row) in of_row for row in record.rows):
        return record
    merged = []
    for row in record.rows:
        mine = of_row.get(subject_id(row), {})
        cells = {**row.cells, **{name: change.after for name, change in mine.items()}}
        places = {name: change.place for name, change in mine.items()}
        merged.append(replace(row, cells=cells, places=places))
    used = {name for row in record.rows for name in of_row.get(subject_id(row), ())}
    names = (field.name for field in fields)
    added = tuple(name for name in names if name in used - set(record.columns))
    return replace(record, columns=record.columns + added, rows=tuple(merged))
