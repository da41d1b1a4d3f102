"""Cells of numbers become plain digits before anything is judged or compared by them."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from planreport.load import Row, Sources, Table
from planreport.place import Problem
from planreport.plan.fields import Field, Kind
from planreport.plan.numbers import TRIANGLES, plain


def plain_numbers(sources: Sources, fields: Iterable[Field]) -> tuple[Sources, list[Problem]]:
    """The sources with numbers in plain digits, and notices of those that are no plain reading.

    What is no number stays as it is: a rule says so.
    """
    names = {field.name for field in fields if field.kind is Kind.NUMBER}
    problems: list[Problem] = []

    def put_right(table: Table | None, columns: Callable[[Row], Iterable[str]]) -> Table | None:
        if table is None or not names:
            return table
        return replace(
            table, rows=tuple(_in_digits(row, columns(row), problems) for row in table.rows)
        )

    return replace(
        sources,
        progress={
            year: put_right(table, lambda row: names & row.cells.keys())
            for year, table in sources.progress.items()
        },
        measures=put_right(sources.measures, lambda row: names & row.cells.keys()),
        corrections=put_right(
            sources.corrections, lambda row: _SIDES if row["column"] in names else ()
        ),
        revisions=put_right(sources.revisions, lambda row: _SIDES if row["what"] in names else ()),
    ), problems


_SIDES = ("before", "after")


def _in_digits(row: Row, columns: Iterable[str], problems: list[Problem]) -> Row:
    """The row with plain digits in these columns; `problems` gets what is to be said of it."""
    changed: dict[str, str] = {}
    for column in columns:
        written = row[column]
        digits = plain(written)
        if digits is not None and digits != written:
            changed[column] = digits
            if written[0] in TRIANGLES:
                said = f"「{written}」を「{digits}」と読みました。"
                advice = "このままでも構いません。"
                problems.append(Problem(row.at(column), said, advice, is_warning=True))
    kept = {column: row[column] for column in changed}
    return replace(row, cells={**row.cells, **changed}, written={**kept, **row.written})
