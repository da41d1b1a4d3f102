"""Finds the table that was filled in, wherever it stands, and whose it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planreport.place import Place, PlanError, Problem, did_you_mean, folded
from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.workbook.cells import text
from planreport.workbook.layout import (
    BODY,
    DEPARTMENT,
    PLAN,
    WITNESSES,
    YEAR,
    Layout,
    indicator_layout,
    indicator_sheet,
    layout,
)
from planreport.workbook.markup import Cell
from planreport.workbook.sheets import Sheet

_TOP = 20  # rows in which a form says whose it is
_LONGEST_HEADING = 60  # a longer text is none, and need not be folded


@dataclass(frozen=True)
class FilledTable:
    """A table on a sheet: the row of its headings and the column of each name, from 0.

    `layout` says what it is about, with all that it asks. `department` is who it was made for, as far
    as that is written above it; `body` is "" of a department's.
    """

    sheet: Sheet
    layout: Layout
    header: int
    columns: Mapping[str, int]
    department: str = ""
    body: str = ""

    @property
    def is_of_indicators(self) -> bool:
        return "indicator_id" in self.columns

    @property
    def id_column(self) -> int:
        """Of the first heading: the number that says whose row it is."""
        return self.columns[next(iter(self.layout.headings))]

    def place(self, row: int, name: str) -> Place:
        return self.sheet.place(row, self.columns[name])

    def said(self, row: int, name: str) -> str:
        """What stands in a row below one of the headings."""
        return text(self.sheet.rows[row][self.columns[name]])


def find_tables(
    file: str, sheets: Iterable[Sheet], plans: Mapping[str, Plan], year: FiscalYear
) -> list[FilledTable]:
    """The tables of this plan and year. Raises PlanError with all that is wrong with them.

    `plans` are the plan as each body sees it, and as departments do under "".
    """
    tables: list[FilledTable] = []
    problems: list[Problem] = []
    for sheet in sheets:
        body = _body(sheet, plans)
        plan = plans[body]
        asked = [layout(plan), *([indicator_layout(plan)] if plan.indicators and not body else ())]
        there = [(one, header) for one in asked if (header := _header(sheet, one)) is not None]
        if not there and len(asked) > 1 and folded(sheet.name) == folded(indicator_sheet(plan)):
            problems.append(_no_table(Place(file, sheet=sheet.name), asked[-1]))
        for one, header in there:
            if sheet.is_hidden:
                message = "記入する表が、非表示のシートにあります。"
                advice = "シートを再表示するか、要らなければ消してください。"
                problems.append(Problem(Place(file, sheet=sheet.name), message, advice))
                continue
            columns, wrong = _columns(sheet, header, one)
            wrong += _identity(sheet, header, PLAN, plan.title)
            wrong += _identity(sheet, header, YEAR, year.full)
            problems += wrong
            if not wrong:
                department = _said_beside(sheet, range(header), DEPARTMENT)
                tables.append(FilledTable(sheet, one, header, columns, department, body))
    if problems:
        raise PlanError(problems)
    if not tables:
        raise PlanError([_no_table(Place(file), layout(plans[""]))])
    return tables


def _no_table(place: Place, asked: Layout) -> Problem:
    id_heading, first = next(iter(asked.headings.values())), asked.inputs[0]
    return Problem(
        place,
        "記入する表が見つかりません。",
        f"「{id_heading}」「{asked.headings[first.name]}」などの見出しの行を元に戻すか、"
        "配られた票に記入してください。",
    )


def _body(sheet: Sheet, plans: Mapping[str, Plan]) -> str:
    """The body whose form it is, which is written above the table; "" of a department's."""
    if len(plans) == 1:
        return ""
    written = _said_beside(sheet, range(min(_TOP, len(sheet.rows))), BODY)
    return next((body for body in plans if body and folded(body) == written), "")


def _label(sheet: Sheet, rows: Iterable[int], label: str) -> Cell | None:
    """Where a label stands in these rows."""
    said = ((row, column, it) for row in rows for column, it in _texts(sheet, row).items())
    return next(((row, column) for row, column, it in said if it == folded(label)), None)


def _beside(sheet: Sheet, label: Cell) -> tuple[int, str]:
    """What stands right of a label, behind its column."""
    row, first = label
    texts = ((column, text(value)) for column, value in enumerate(sheet.rows[row]))
    return next(((column, it) for column, it in texts if column > first and it), (first, ""))


def _said_beside(sheet: Sheet, rows: Iterable[int], label: str) -> str:
    """What stands right of a label, folded; "" where there is no such label."""
    found = _label(sheet, rows, label)
    return folded(_beside(sheet, found)[1]) if found else ""


def _header(sheet: Sheet, layout: Layout) -> int | None:
    """The first row with at least two headings, one of which is an input's."""
    known = {folded(heading) for heading in layout.headings.values()}
    asked = {folded(layout.headings[field.name]) for field in layout.inputs}
    for number in range(len(sheet.rows)):
        found = set(_texts(sheet, number).values())
        if len(found & known) >= 2 and found & asked:
            return number
    return None


def _columns(sheet: Sheet, header: int, layout: Layout) -> tuple[dict[str, int], list[Problem]]:
    """The column of each heading. Only a second witness may be missing."""
    texts = _texts(sheet, header)
    asked = {field.name for field in layout.inputs}
    columns: dict[str, int] = {}
    missing: list[str] = []
    problems: list[Problem] = []
    for name, heading in layout.headings.items():
        found = [column for column, said in texts.items() if said == folded(heading)]
        # A plan may call a measure and an item by the same word: the measure's title comes first.
        free = [column for column in found if column not in columns.values()]
        if free:
            columns[name] = free[0]
        elif name not in WITNESSES:
            missing.append(heading)
        if name in asked:
            problems += [_twice(sheet.place(header, column), heading) for column in free[1:]]
    strange = [said for column, said in texts.items() if column not in columns.values()]
    problems += [
        Problem(
            Place(sheet.file, sheet=sheet.name),
            f"見出しの行（{header + 1}行目）に「{heading}」がありません。",
            did_you_mean(heading, strange, "見出しと列を元に戻してください。"),
        )
        for heading in missing
    ]
    return columns, problems


def _twice(place: Place, heading: str) -> Problem:
    return Problem(place, f"「{heading}」の列が2つあります。", "要らない方の列を消してください。")


def _identity(sheet: Sheet, header: int, label: str, expected: str) -> list[Problem]:
    """Above the table stands a label and, next to it, whose form it is."""
    found = _label(sheet, range(header), label)
    if found is None:
        message = f"表の上に「{label}」がありません。"
        advice = f"見出しより上の行に、「{label}」と「{expected}」を隣り合わせて書いてください。"
        return [Problem(Place(sheet.file, sheet=sheet.name), message, advice)]
    column, written = _beside(sheet, found)
    if folded(written) == folded(expected):
        return []
    message, advice = f"「{label}」が空です。", f"右の欄に「{expected}」と書いてください。"
    if written:
        message = f"{label}が「{written}」の票です。"
        advice = f"「{expected}」の票に記入してください。要らないシートなら消してください。"
    return [Problem(sheet.place(found[0], column), message, advice)]


def _texts(sheet: Sheet, row: int) -> dict[int, str]:
    """What the cells of a row say, folded, by column; only what may be a heading or a label."""
    return {
        column: folded(value)
        for column, value in enumerate(sheet.rows[row])
        if isinstance(value, str) and 0 < len(value) <= _LONGEST_HEADING
    }
