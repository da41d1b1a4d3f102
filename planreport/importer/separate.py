"""A sheet may hold several tables below each other, such as indicators above measures."""

from collections.abc import Iterator, Sequence

from planreport.importer.grids import Grid
from planreport.importer.headings import find_layout, is_heading
from planreport.importer.roles import Role


def tables(grid: Grid, known: Sequence[Role]) -> Iterator[Grid]:
    """A grid for each table of a sheet, the first with what stands above all of them."""
    layout = find_layout(grid, known)
    if layout is None:
        yield grid
        return
    heads = {tuple(grid.own_texts(row)) for row in range(layout.first, layout.last + 1)}
    top = _top(grid, layout.first)
    upper = find_layout(grid.cut(0, top, grid.above), known) if top else None
    if upper and _begins(grid, upper.first, known) and upper.last + 1 < top:
        yield from _apart(grid, top, upper.first, known)
        return
    for row in range(layout.last + 2, len(grid.rows)):
        if tuple(grid.own_texts(row)) not in heads and _begins(grid, row, known):
            top = _top(grid, row)
            if top > layout.last + 1 and find_layout(grid.cut(top, len(grid.rows), ()), known):
                yield from _apart(grid, top, layout.first, known)
                return
    yield grid


def _apart(grid: Grid, top: int, first: int, known: Sequence[Role]) -> Iterator[Grid]:
    """The tables above a row and below it; `first` is that of the first one's heading."""
    above = tuple(text for row in range(first) for _, text in grid.own_texts(row))
    yield from tables(grid.cut(0, top, grid.above), known)
    yield from tables(grid.cut(top, len(grid.rows), (*grid.above, *above)), known)


def _top(grid: Grid, row: int) -> int:
    """Where the titles above a heading begin."""
    while row and len(grid.own_texts(row - 1)) == 1:
        row -= 1
    return row


def _begins(grid: Grid, row: int, known: Sequence[Role]) -> bool:
    """Whether a row heads a table: it has headings, below an empty row or a title."""
    texts = [text for _, text in grid.own_texts(row)]
    is_below_nothing = not row or len(grid.own_texts(row - 1)) <= 1
    return (
        is_below_nothing
        and len(texts) > 2
        and sum(is_heading(text, known) for text in texts) * 2 > len(texts)
    )
