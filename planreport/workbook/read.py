"""Reads a form that was filled in: rows for the rules in check/, and all that had to be said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planreport.load import Row
from planreport.place import PlanError, Problem
from planreport.plan import Plan
from planreport.workbook.layout import headings, inputs
from planreport.workbook.owners import Known
from planreport.workbook.rows import filled
from planreport.workbook.sheets import open_sheets
from planreport.workbook.tables import find_tables


@dataclass(frozen=True)
class Reading:
    """What a workbook says: a row for each measure that was answered, with the place of each cell.

    The cells are measure_id and the fields that were asked. A word of the plan is written as the plan writes it, or as it was found where a problem says that it is unknown.
    `notes` are warnings: what was read otherwise than it is written.
    """

    file: str
    answers: tuple[Row, ...]
    notes: tuple[Problem, ...]
    problems: tuple[Problem, ...]


def read(file: str, content: bytes, known: Mapping[str, Known]) -> Reading:
    """Reads the bytes of a workbook that the user calls `file`. Never raises, whatever they are."""
    plans, year = {body: one.plan for body, one in known.items()}, known[""].fiscal_year
    try:
        tables = find_tables(file, open_sheets(file, content), plans, year)
    except PlanError as error:
        return Reading(file, (), (), error.problems)
    answers: list[Row] = []
    said: list[Problem] = []
    for body in dict.fromkeys(table.body for table in tables):
        rows: list[Row] = []
        for table in (table for table in tables if table.body == body):
            found, problems = filled(table, known[body])
            rows += found
            said += problems
        answered, problems = _once(rows, plans[body])
        answers += answered
        said += problems
    return Reading(
        file,
        tuple(answers),
        notes=tuple(sorted({problem for problem in said if problem.is_warning})),
        problems=tuple(sorted({problem for problem in said if not problem.is_warning})),
    )


def _once(rows: Iterable[Row], plan: Plan) -> tuple[tuple[Row, ...], list[Problem]]:
    """One answer for each measure, though a sheet or a row may have been copied."""
    named = headings(plan)
    answers: dict[str, Row] = {}
    copies: dict[tuple[str, str], list[Row]] = {}
    problems: list[Problem] = []
    for row in rows:
        first = answers.setdefault(row["measure_id"], row)
        names = [field.name for field in inputs(plan)]
        different = [name for name in names if row[name] != first[name]]
        for name in different:
            where = first.at(name)
            problems.append(
                Problem(
                    row.at(name),
                    f"番号「{row['measure_id']}」の「{named[name]}」が、"
                    f"シート「{where.sheet}」の{where.column}{where.line}と違っています。",
                    "正しい方だけを残し、もう一方の行の記入を消してください。",
                )
            )
        if first is not row and not different:
            copies.setdefault((row.place.sheet, first.place.sheet), []).append(row)
    for (_, there), same in copies.items():
        ids = "".join(f"「{row['measure_id']}」" for row in same)
        said = f"シート「{there}」にも同じ記入があるので、1回だけ取り込みます。番号: {ids}"
        problems.append(Problem(same[0].at("measure_id"), said, is_warning=True))
    return tuple(answers.values()), problems
