"""The cells of a row go to the measure or the indicator that it is of."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from planreport.importer.cells import is_blank
from planreport.importer.layout import Column, Layout
from planreport.importer.roles import AIMS, BY_KIND, KIND, PLANNED, ROW_YEAR, Of, Role, matching
from planreport.importer.subjects import Asked, Gathered, Said, Subject, is_elsewhere
from planreport.importer.years import dated_number
from planreport.place import Place, Problem
from planreport.plan.calendar import read_fiscal_year
from planreport.plan.indicators import STATE, VALUE
from planreport.workbook.markup import Cell

AS_ABOVE = ("同上", "〃", "″", "々", '"', "''")
# 2022年度（速報値）: what all values of a column are.
_STATE = re.compile(r"[（(]((?:速報|推計|暫定)値?|概数)[)）]")
_AS_AT_THE_LEFT = ("同左", "←")
_GOES_ON = ("→", "⇒")


def take_row(
    number: int,
    layout: Layout,
    row: int,
    subjects: tuple[Subject | None, Subject | None],
    top: int,
    asked: Asked,
    found: Gathered,
) -> None:
    """`subjects` are the measure and the indicator that the row is of, and `top` is the row in which
    these began: what was merged down since has been taken."""
    grid = layout.grid
    clashes: list[Problem] = []
    for column in layout.columns:
        if column.role is None or column.role.of is Of.LEVEL:
            continue
        text, place = _said(layout, row, column), grid.place(row, column.index)
        if (like := _like(layout, row, column)) != (row, column.index):
            text = grid.rows[like[0]][like[1]]
            found.ditto[place] = text
        if (row, column.index) in grid.doubts:
            text = ""  # which is told already
        origin = grid.origin(row, column.index)
        if column.role.of is Of.ROW:
            if _is_understood(column.role, text, asked.known):
                found.taken.add((number, *origin))
            continue
        if (meant := _meant(layout, row, column, asked.known)) is None:
            continue
        role, year = meant
        if role.name in (*AIMS, VALUE) and not column.year:
            digits, own = dated_number(text)  # 14,000人（R8）
            text, year = (digits, int(own)) if own else (text, year)
        subject = _whose(role, place, subjects)
        if subject is None or top <= origin[0] < row:
            continue
        key = (role.name, year) if role.is_yearly and year else None
        if role.is_yearly and not (key and (year in asked.years or role.name in AIMS)):
            continue
        if role.of is Of.YEAR and role.name != PLANNED and year in asked.unshown:
            continue
        if key and text and origin[0] < top:
            at = grid.place(*origin)
            found.shared[at] = found.shared.get(at, 1) + 1
        if _put(subject, role, key, Said(text, place), role.is_prose, clashes):
            found.taken.add((number, *origin))
        if role.name == VALUE and key and text and (state := _STATE.search(column.heading)):
            subject.years.setdefault((STATE, key[1]), Said(state[1], place))
        if role.name == "baseline" and column.year:
            subject.once.setdefault("baseline_year", Said(str(column.year), place))
    if clashes:
        more = f"この行では、ほかに{len(clashes) - 1}個のセルも違います。" if clashes[1:] else ""
        found.problems.append(replace(clashes[0], message=clashes[0].message + more))


def _like(layout: Layout, row: int, column: Column) -> Cell:
    """The cell whose text this one says: itself, or the one that it says it is like, 〃 or 同左."""
    text = layout.grid.rows[row][column.index]
    if text in AS_ABOVE and row - 1 > layout.last and layout.grid.rows[row - 1][column.index]:
        return _like(layout, row - 1, column)
    is_plan = column.says(PLANNED) and not column.part  # elsewhere an arrow may be a grade
    if text in _AS_AT_THE_LEFT or (is_plan and text in _GOES_ON):
        left = [it for it in layout.columns if it.role == column.role and it.index < column.index]
        if left:
            return _like(layout, row, left[-1])
    return row, column.index


def _said(layout: Layout, row: int, column: Column) -> str:
    """What a cell says; if its column is of a part of the year, behind the name of that part, and said
    once though it go on in the columns of the next ones."""
    cells = layout.grid.rows[row]
    text = cells[column.index]
    parts = [
        it
        for it in layout.columns
        if column.part and it.part and (it.role, it.year) == (column.role, column.year)
    ]
    if len(parts) < 2:
        return text
    if is_blank(text):
        return ""
    at = parts.index(column)
    if at and cells[parts[at - 1].index] == text:
        return ""
    *_, last = takewhile(lambda it: cells[it.index] == text, parts[at:])
    when = column.part if last is column else f"{column.part}〜{last.part}"
    return f"{when}\n{text}" if "\n" in text else f"{when}　{text}"


def _is_understood(role: Role, text: str, known: Sequence[Role]) -> bool:
    if role.name == ROW_YEAR:
        return read_fiscal_year(text) is not None
    return bool(matching([text], _yearly(known)))


def _yearly(known: Sequence[Role]) -> list[Role]:
    return [role for role in known if role.is_yearly and role.name != BY_KIND]


def _meant(
    layout: Layout, row: int, column: Column, known: Sequence[Role]
) -> tuple[Role, int | None] | None:
    """What a cell says, and of which year, where its row says so or the column does."""
    role = column.role
    assert role
    if role.name == BY_KIND:
        at = layout.column(KIND)
        yearly = _yearly(known)
        words = [layout.grid.rows[row][at]] if at is not None else []
        found = matching(words, yearly, is_exact=True) or matching(words, yearly)
        if not found:
            return None
        role = found[0]
    year = column.year
    if year is None and (at := layout.column(ROW_YEAR)) is not None:
        year = read_fiscal_year(layout.grid.rows[row][at])
    return role, year or layout.year


def _whose(
    role: Role, place: Place, subjects: tuple[Subject | None, Subject | None]
) -> Subject | None:
    """Of a sheet that but names the measures of another, the department is the indicators'."""
    measure, indicator = subjects
    only_names_it = measure is None or is_elsewhere(measure.place, place)
    is_shared = role.name in ("department", "number", "first_year", "last_year")
    if role.of in (Of.INDICATOR, Of.READING) or (indicator and is_shared and only_names_it):
        return indicator
    return measure


def _put(
    subject: Subject,
    role: Role,
    key: tuple[str, int] | None,
    said: Said,
    adds_up: bool,
    clashes: list[Problem],
) -> bool:
    """Whether a cell is what a subject says, or part of that; a blank one keeps its place only."""
    cells: dict[object, Said] = subject.years if key else subject.once  # type: ignore[assignment]
    name: object = key or role.name
    before = cells.get(name)
    if before is None or not before.text:
        if said.text or before is None:
            cells[name] = said
        return True
    if not said.text or said.text == before.text:
        return True
    if is_elsewhere(before.place, said.place) and not key:
        return False  # what another sheet says of it stays; the cell is told as not taken
    if adds_up:
        cells[name] = Said(f"{before.text}\n{said.text}", before.place)
        return True
    clashes.append(
        Problem(
            said.place,
            f"「{said.text[:20]}」と書かれていますが、{before.place.column}{before.place.line}には"
            f"「{before.text[:20]}」とあり、どちらも「{subject.title or role.word}」の{role.word}です。",
            "どちらかを消すか、import.toml で列の読み方を直してください。",
        )
    )
    return True
