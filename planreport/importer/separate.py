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
    above = tuple(text for row in range(layout.first) for _, text in grid.own_texts(row))
    heads = {tuple(grid.own_texts(row)) for row in range(layout.first, layout.last + 1)}
    for row in range(layout.last + 2, len(grid.rows)):
        if tuple(grid.own_texts(row)) not in heads and _begins(grid, row, known):
            top = row
            while len(grid.own_texts(top - 1)) == 1:
                top -= 1
            below = grid.cut(top, len(grid.rows), (*grid.above, *above))
            if top > layout.last + 1 and find_layout(below, known):
                yield grid.cut(0, top, grid.above)
                yield from tables(below, known)
                return
    yield grid


def _begins(grid: Grid, row: int, known: Sequence[Role]) -> bool:
    """Whether a row heads a table: it has headings, below an empty row or a title."""
    texts = [text for _, text in grid.own_texts(row)]
    is_below_nothing = len(grid.own_texts(row - 1)) <= 1
    return (
        is_below_nothing
        and len(texts) > 2
        and sum(is_heading(text, known) for text in texts) * 2 > len(texts)
    )
