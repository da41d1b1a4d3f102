"""Cells of numbers become plain digits before anything is judged or compared by them."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from planreport.check.cells import rows
from planreport.load import INDICATORS_FILE, Row, Sources, Table
from planreport.place import Problem
from planreport.plan.fields import Field, Kind
from planreport.plan.indicators import TARGET, VALUE
from planreport.plan.numbers import TRIANGLES, plain_bounds

_SIDES = ("before", "after")
_OF_INDICATORS = {"baseline", TARGET, VALUE}


def plain_numbers(sources: Sources, fields: Iterable[Field]) -> tuple[Sources, list[Problem]]:
    """The sources with numbers in plain digits, and notices of those that are no plain reading.

    What is no number stays as it is: a rule says so.
    """
    names = {field.name for field in fields if field.kind is Kind.NUMBER}
    indicators = {row["indicator_id"] for row in rows(sources.indicators)}
    problems: list[Problem] = []

    def put_right(table: Table | None, columns: Callable[[Row], Iterable[str]]) -> Table | None:
        if table is None:
            return None
        return replace(
            table, rows=tuple(_in_digits(row, columns(row), problems) for row in table.rows)
        )

    def named(row: Row) -> Iterable[str]:
        return names & row.cells.keys()

    def of_indicators(row: Row) -> Iterable[str]:
        return _OF_INDICATORS & row.cells.keys()

    def sides(row: Row, what: str) -> tuple[str, ...]:
        """What a correction or a revision of a number says in digits."""
        of_readings = {TARGET, VALUE}
        maybe = of_readings if INDICATORS_FILE in sources.unread else set()
        numbers = of_readings if row["measure_id"] in indicators else names | maybe
        return _SIDES if row[what] in numbers else ()

    return replace(
        sources,
        progress={year: put_right(table, named) for year, table in sources.progress.items()},
        measures=put_right(sources.measures, named),
        indicators=put_right(sources.indicators, of_indicators),
        targets=put_right(sources.targets, of_indicators),
        values={year: put_right(table, of_indicators) for year, table in sources.values.items()},
        corrections=put_right(sources.corrections, lambda row: sides(row, "column")),
        revisions=put_right(sources.revisions, lambda row: sides(row, "what")),
    ), problems


def _in_digits(row: Row, columns: Iterable[str], problems: list[Problem]) -> Row:
    """The row with plain digits in these columns; `problems` gets what is to be said of it."""
    changed: dict[str, str] = {}
    for column in columns:
        written = row[column]
        digits = plain_bounds(written)
        if digits is not None and digits != written:
            changed[column] = digits
            if written[0] in TRIANGLES:
                said = f"「{written}」を「{digits}」と読みました。"
                advice = "このままでも構いません。"
                problems.append(Problem(row.at(column), said, advice, is_warning=True))
    if not changed:
        return row
    kept = {column: row[column] for column in changed}
    return replace(row, cells={**row.cells, **changed}, written={**kept, **row.written})
