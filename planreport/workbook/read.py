"""Reads a form that was filled in: rows for the rules in check/, and all that had to be said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planreport.load import Row
from planreport.place import Place, PlanError, Problem
from planreport.workbook.layout import Layout
from planreport.workbook.owners import Known
from planreport.workbook.rows import filled
from planreport.workbook.sheets import open_sheets
from planreport.workbook.tables import FilledTable, find_tables


@dataclass(frozen=True)
class Reading:
    """What a workbook says: a row for each measure that was answered, with the place of each cell.

    The cells are measure_id and the fields that were asked. A word of the plan is written as the plan
    writes it, or as it was found where a problem says that it is unknown. `values` are the same of
    indicators: their cells are indicator_id, fiscal_year and the fields of a reading.
    `notes` are warnings: what was read otherwise than it is written.
    """

    file: str
    answers: tuple[Row, ...]
    notes: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    values: tuple[Row, ...] = ()


def read(file: str, content: bytes, known: Mapping[str, Known]) -> Reading:
    """Reads the bytes of a workbook that the user calls `file`. Never raises, whatever they are."""
    plans, year = {body: one.plan for body, one in known.items()}, known[""].fiscal_year
    try:
        tables = find_tables(file, open_sheets(file, content), plans, year)
    except PlanError as error:
        return Reading(file, (), (), error.problems)
    groups: dict[tuple[str, bool], list[FilledTable]] = {}
    for table in tables:
        groups.setdefault((table.body, table.is_of_indicators), []).append(table)
    answers: dict[bool, list[Row]] = {False: [], True: []}
    said: list[Problem] = []
    for (body, is_of_indicators), alike in groups.items():
        rows: list[Row] = []
        for table in alike:
            found, problems = filled(table, known[body])
            rows += found
            said += problems
        answered, problems = _once(rows, alike[0].layout)
        answers[is_of_indicators] += answered
        said += problems
    return Reading(
        file,
        tuple(answers[False]),
        notes=tuple(sorted({problem for problem in said if problem.is_warning})),
        problems=tuple(sorted({problem for problem in said if not problem.is_warning})),
        values=tuple(answers[True]),
    )


def _once(rows: Iterable[Row], layout: Layout) -> tuple[tuple[Row, ...], list[Problem]]:
    """One answer for each measure or value, though a sheet or a row may have been copied."""
    answers: dict[str, Row] = {}
    copies: dict[tuple[str, str], list[str]] = {}
    where: dict[tuple[str, str], Place] = {}
    problems: list[Problem] = []
    for row in rows:
        id_ = _named(row)
        first = answers.setdefault(id_, row)
        names = [field.name for field in layout.inputs]
        different = [name for name in names if row[name] != first[name]]
        for name in different:
            other = first.at(name)
            there = f"シート「{other.sheet}」の{other.column}{other.line}"
            message = f"番号{id_}の「{layout.headings[name]}」が、{there}と違っています。"
            advice = "正しい方だけを残し、もう一方の行の記入を消してください。"
            problems.append(Problem(row.at(name), message, advice))
        if first is not row and not different:
            sheets = (row.place.sheet, first.place.sheet)
            copies.setdefault(sheets, []).append(id_)
            where.setdefault(sheets, row.at(next(iter(layout.headings))))
    for sheets, same in copies.items():
        said = f"シート「{sheets[1]}」にも同じ記入があるので、1回だけ取り込みます。番号: {''.join(same)}"
        problems.append(Problem(where[sheets], said, is_warning=True))
    return tuple(answers.values()), problems


def _named(row: Row) -> str:
    """What it is an answer to: a measure, or an indicator in a year."""
    if "measure_id" in row.cells:
        return f"「{row['measure_id']}」"
    return f"「{row['indicator_id']}」（{row['fiscal_year']}年度）"
