"""Rows that have the name of one indicator, and the column that says what each of them is of: 育児休業取得率
of 男性 and of 女性, 給付費 and 利用者数 of one service, a length 単年度 and 累計."""

from collections.abc import Iterable, Sequence

from planreport.importer.grids import Grid
from planreport.importer.years import year_in


def telling_apart(
    grid: Grid,
    last: int,
    names: int,
    values: Iterable[int],
    free: Iterable[int],
    units: int | None,
) -> int | None:
    """The column, one of those that are `free`, or that of `units`; None where none tells apart.

    `names` is the column of the indicators' names, `values` those of which each row has its own.
    """
    runs = [run for run in _runs(grid, last, names) if len(run) > 1]
    values = list(values)
    if not runs or not all(any(_are_own(grid, run, c) for c in values) for run in runs):
        return None
    # Below a name that was not merged down, units that differ may be of indicators without one.
    is_merged = all(grid.rows[row][names] for run in runs for row in run)
    columns = [*free, *([units] if units is not None and is_merged else ())]
    able = (c for c in columns if c > names and all(_tells_apart(grid, run, c) for run in runs))
    return next(able, None)


def _runs(grid: Grid, last: int, column: int) -> list[list[int]]:
    """The rows of each name in a column: those in which it is merged down, or left empty below it."""
    runs: list[list[int]] = []
    for row in range(last + 1, len(grid.rows)):
        if len(grid.own_texts(row)) < 2:  # nothing, a note, or a heading between the rows
            runs.append([])
        elif grid.rows[row][column] and grid.origin(row, column)[0] == row:
            runs.append([row])
        elif runs and runs[-1]:
            runs[-1].append(row)
    return runs


def _are_own(grid: Grid, rows: Sequence[int], column: int) -> bool:
    return all(grid.rows[row][column] and grid.origin(row, column)[0] == row for row in rows)


def _tells_apart(grid: Grid, rows: Sequence[int], column: int) -> bool:
    words = {grid.rows[row][column] for row in rows}
    is_named = not any(year_in(word)[0] or word[:1].isdecimal() for word in words)
    return is_named and _are_own(grid, rows, column) and len(words) == len(rows)
