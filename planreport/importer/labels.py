"""What stands beside a label above a table, or on a card that says one measure alone (調書).

担当課 | 環境課 above a table is of all its rows. On a card everything stands so, but for what is said
each year, which may be a table. Both become columns, as if they had been merged down.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planreport.check.declared import MAX_TERM
from planreport.importer.grids import Grid
from planreport.importer.headings import find_layout, heading_of_rows
from planreport.importer.levels import lone_text, named_level
from planreport.importer.roles import ROW_YEAR, TITLE, Of, Role, matching
from planreport.importer.years import year_in
from planreport.workbook.markup import Cell

_WITHIN = re.compile(r"([^:：]{1,12})[:：]\s*(\S.*)", re.DOTALL)  # 担当課：環境課
_LEAST = 3  # labels of a card


@dataclass(frozen=True)
class _Labelled:
    """A label and what stands beside it, with their cells, which may be one."""

    label: str
    text: str
    at: Cell
    text_at: Cell


def with_labels(grids: Sequence[Grid], known: Sequence[Role]) -> list[Grid]:
    """The grids, with columns for what stands beside labels.

    A department that all sheets name is the one that keeps them, and not of the measures.
    """
    above = [_above(grid, known) for grid in grids]
    departments = {it.text for found in above for it in found if _is_of(it, "department", known)}
    return [
        _card(grid, known)
        or _with_columns(
            grid,
            [it for it in found if len(departments) > 1 or not _is_of(it, "department", known)],
            known,
        )
        for grid, found in zip(grids, above, strict=True)
    ]


def _is_of(one: _Labelled, name: str, known: Sequence[Role]) -> bool:
    return any(role.name == name for role in matching([one.label], known, is_exact=True))


def _above(grid: Grid, known: Sequence[Role]) -> list[_Labelled]:
    """What is said above a table of measures, and in no column of it."""
    layout = find_layout(grid, known)
    if layout is None or not layout.is_of_measures:
        return []
    lone = (lone_text(layout, row) for row in range(layout.last + 1, len(grid.rows)))
    heads = (named_level(one[0], known) for one in lone if one)
    levels = [role for role in known if role.of is Of.LEVEL]
    # Those that are headings between the rows say what these are of.
    between = [levels[head[0]] for head in heads if head]
    free = [
        role
        for role in known
        if (role.of is Of.LEVEL and role not in between) or role.name == "department"
        if layout.column(role.name) is None
    ]
    return list(_labelled(grid, range(layout.first), free, known))


def _labelled(
    grid: Grid, lines: Sequence[int], wanted: Sequence[Role], known: Sequence[Role]
) -> Iterator[_Labelled]:
    for row in lines:
        texts = grid.own_texts(row)
        for n, (column, text) in enumerate(texts):
            at = (row, column)
            if found := _WITHIN.fullmatch(text):
                if _is_label(found[1], wanted):
                    yield _Labelled(found[1], found[2], at, at)
            elif _is_label(text, wanted) and n + 1 < len(texts):
                beside, said = texts[n + 1]
                if not _is_label(said, known):
                    yield _Labelled(text, said, at, (row, beside))


def _is_label(text: str, known: Sequence[Role]) -> bool:
    return bool(matching([year_in(text)[1]], known, is_exact=True))


def _with_columns(grid: Grid, found: Sequence[_Labelled], known: Sequence[Role]) -> Grid:
    layout = find_layout(grid, known) if found else None
    if layout is None or layout.last + 1 == len(grid.rows):
        return grid
    lines = range(len(grid.rows))
    first, end = layout.first, layout.last + 1
    return _laid_out(grid, lines[:first], lines[first:end], lines[end:], found)


def _card(grid: Grid, known: Sequence[Role]) -> Grid | None:
    """A card as a table of one measure; None where a sheet is none. The table on it ends where
    nothing follows."""
    layout = find_layout(grid, known)
    if layout and layout.is_of_measures:
        return None
    head = heading_of_rows(grid, known)
    lines = range(len(grid.rows))
    headings = [text for row in head for _, text in grid.own_texts(row)]
    in_table = {
        it.name for text in headings for it in matching([year_in(text)[1]], known, True)[:1]
    }
    wanted = [it for it in known if it.of in (Of.LEVEL, Of.MEASURE)]
    if ROW_YEAR not in in_table:  # else nothing says which of its years the rest of the card is of
        wanted += [it for it in known if it.of is Of.YEAR and it.name not in in_table]
    body = range(0)
    if head:
        below = lines[head[-1] + 1 :]
        body = below[: next((n for n, row in enumerate(below) if not grid.own_texts(row)), None)]
    other = [row for row in lines if row not in head and row not in body]
    found = list(_labelled(grid, other, wanted, known))
    names_it = any(_is_of(one, TITLE, known) for one in found)
    if not names_it or len(found) < _LEAST or bool(head) != bool(body):
        return None
    return _laid_out(grid, other, head, body, [*found, *_unknown(grid, other, found)])


def _unknown(grid: Grid, lines: Sequence[int], found: Sequence[_Labelled]) -> Iterator[_Labelled]:
    """What stands alone beside a short text that is no known label: a column that is not taken."""
    gone = {cell for it in found for cell in (it.at, it.text_at)}
    for row in lines:
        cells = [((row, column), text) for column, text in grid.own_texts(row)]
        if len(cells) == 2 and not gone & {at for at, _ in cells}:
            (at, label), (text_at, text) = cells
            if len(label) <= MAX_TERM:
                yield _Labelled(label, text, at, text_at)


def _laid_out(
    grid: Grid,
    other: Sequence[int],
    head: Sequence[int],
    body: Sequence[int],
    found: Sequence[_Labelled],
) -> Grid:
    """A grid of these rows, in which each label heads a column, and what stands beside it goes down
    the body. Of a card without a table, heading and body are two rows that no sheet has."""
    unseen: list[int | None] = [None]
    order = [*other, *unseen, *(head or unseen), *(body or unseen)]
    top, under = len(other) + 1, len(other) + 1 + (len(head) or 1)
    rows: list[list[str]] = []
    gone = {cell for it in found for cell in (it.at, it.text_at)}
    for old in order:
        texts = [""] * grid.width if old is None else grid.rows[old]
        rows.append(
            ["" if old is None or grid.origin(old, c) in gone else it for c, it in enumerate(texts)]
        )
    now = {old: row for row, old in enumerate(order) if old is not None}
    cells = {(r, c): (now[r], c) for r in now for c in range(grid.width) if (r, c) not in gone}
    fillings = {
        cells[at]: cells[origin]
        for at, origin in grid.fillings.items()
        if at in cells and origin in cells
    }
    moved: dict[Cell, tuple[int, int]] = {}
    for column, it in enumerate(found, grid.width):
        cells[it.text_at] = (under, column)
        for row, line in enumerate(rows):
            line.append("" if row < top else it.label if row < under else it.text)
            if row > top and row != under:
                fillings[row, column] = (top if row < under else under, column)
        for at, (r, c) in (((top, column), it.at), ((under, column), it.text_at)):
            moved[at] = (grid.lines[r], c)
    return replace(
        grid,
        rows=tuple(map(tuple, rows)),
        lines=tuple(0 if old is None else grid.lines[old] for old in order),
        fillings=fillings,
        doubts={cells[at]: it for at, it in grid.doubts.items() if at in cells},
        signs={cells[at]: it for at, it in grid.signs.items() if at in cells},
        moved=moved,
    )
