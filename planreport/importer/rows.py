"""Goes down the rows of the sheets: where a goal, a group, a measure or an indicator begins."""

import re
from collections.abc import Iterable, Sequence

from planreport.importer.cells import is_blank
from planreport.importer.grids import Grid
from planreport.importer.layout import Layout
from planreport.importer.levels import (
    is_repeated,
    is_wide,
    level_of,
    lone_text,
    named_level,
    numbered_parts,
    one_line,
    why_no_row,
)
from planreport.importer.roles import INDICATOR, KIND, ROW_YEAR, TITLE, Of, Role, reported
from planreport.importer.subjects import Asked, Gathered, Said, Subject, is_elsewhere
from planreport.importer.taking import take_row
from planreport.place import Place, Problem, folded

# What a spreadsheet calls a sheet that nobody named.
_UNNAMED = re.compile(r"(?:Sheet|シート)\s*[0-9]*", re.IGNORECASE)
_AS_ABOVE = ("同上", "〃", "″", "々", '"', "''")


def gather(layouts: Sequence[Layout], asked: Asked) -> Gathered:
    """Reads the rows of all sheets."""
    found = Gathered()
    styles: dict[str, int] = {}
    for number, layout in enumerate(layouts):
        _walk(number, layout, asked, styles, found)
    ways = {way[: n + 1] for way in found.ways for n in range(len(way))}
    for way, cells in found.heads.items():
        if way not in ways:  # a heading that nothing follows
            found.taken.difference_update(cells)
    return found


def _walk(
    number: int, layout: Layout, asked: Asked, styles: dict[str, int], found: Gathered
) -> None:
    grid = layout.grid
    levels = [role for role in asked.known if role.of is Of.LEVEL]
    columns = [layout.column(role.name) for role in levels]
    open_ = [level for level, column in enumerate(columns) if column is None]
    path = [""] * len(levels)
    if layout.goal:
        _enter(path, 0, layout.goal, grid.whole, found)
        named = (
            (r, c) for r in range(layout.first) for c, it in grid.own_texts(r) if it == layout.goal
        )
        _take_head(number, path, 0, named, found)
        open_ = [level for level in open_ if level]
    _take_heading(number, layout, found)
    measure: Subject | None = None
    indicator: Subject | None = None
    before: int | None = None
    top = 0
    # Whether nothing on the sheet says which goal a measure is of.
    is_loose = not layout.goal and not any(column is not None for column in columns)
    for row in range(layout.last + 1, len(grid.rows)):
        own = grid.own_texts(row)
        reason = why_no_row(layout, row) if own else ""
        if not reason:
            _take_doubts(number, layout, row, found)
        if not own:
            continue
        if is_repeated(layout, row):
            found.taken.update((number, row, column) for column, _ in own)
            continue
        if reason:
            found.reasons[number, row] = reason
            continue
        lone = lone_text(layout, row)
        head = None
        if lone:
            is_first, wide = measure is None, is_wide(grid, row, lone[1])
            head = _head(lone, wide, columns, open_, is_first, before, styles, asked.known)
        if lone and head:
            level, text = head
            _enter(path, level, text, grid.place(row, lone[1]), found)
            _take_head(number, path, level, ((row, column) for column, _ in own), found)
            measure, indicator, before, is_loose = None, None, level, False
            continue
        before = None
        begins = _begins(layout, row, TITLE, measure, path)
        same = _of_another_sheet(found, layout, row) if begins and is_loose else None
        is_of_goals = layout.is_of_measures or not reported(asked.known)
        is_named = not _UNNAMED.fullmatch(grid.name)
        if not (same or path[0]) and columns[0] is None and is_of_goals and is_named:
            _enter(path, 0, grid.name, grid.whole, found)
        above = tuple(path)
        _enter_columns(number, layout, row, path, columns, found)
        if problem := _without_name(layout, row):
            found.problems.append(problem)
            continue
        if begins:
            found.ways.add(tuple(path))
            measure = same or _subject(found, layout, row, path, levels, measure)
            indicator, top = None, row
        elif tuple(path) != above:
            measure = indicator = None  # another group begins, but nothing in it yet
        if (at := layout.column(INDICATOR)) is not None and _is_own(grid, row, at):
            title = measure.title if measure else ""
            indicator = Subject(
                measure.path if measure else tuple(path), title, grid.place(row, at)
            )
            found.indicators.append(indicator)
            found.ways.add(tuple(path))
            top = row if measure is None else top
        if measure is None and indicator is None:
            continue
        take_row(number, layout, row, (measure, indicator), top, asked, found)


def _take_heading(number: int, layout: Layout, found: Gathered) -> None:
    """The heading of a column that is not taken is told with its cells."""
    for row in range(layout.first, layout.last + 1):
        for column, _ in layout.grid.own_texts(row):
            found.taken.add((number, row, column))


def _head(
    lone: tuple[str, int],
    is_wide: bool,
    columns: Sequence[int | None],
    open_: Sequence[int],
    is_first: bool,
    before: int | None,
    styles: dict[str, int],
    known: Sequence[Role],
) -> tuple[int, str] | None:
    """The level that a row with one text alone heads, and its name; None where it is one like others."""
    text, column = lone
    if named := named_level(text, known):
        return named
    if column in columns and not (open_ and is_wide):
        return columns.index(column), text
    return (level_of(text, is_first, before, open_, styles), text) if open_ else None


def _enter(path: list[str], level: int, text: str, place: Place, found: Gathered) -> None:
    """Goes into a goal or group, and out of those that it does not hold."""
    if path[level] != text:
        path[level:] = [text, *[""] * (len(path) - level - 1)]
    if level == 0:
        found.goals.setdefault(text, Said(text, place))


def _take_doubts(number: int, layout: Layout, row: int, found: Gathered) -> None:
    """A cell that cannot be read is wrong wherever it would be taken, though it look empty."""
    for column in layout.columns:
        if column.role and (problem := layout.grid.doubts.get((row, column.index))):
            found.problems.append(problem)
            found.taken.add((number, row, column.index))


def _take_head(
    number: int, path: Sequence[str], level: int, cells: Iterable[tuple[int, int]], found: Gathered
) -> None:
    named = {(number, *cell) for cell in cells}
    found.taken.update(named)
    found.heads.setdefault(tuple(path[: level + 1]), set()).update(named)


def _enter_columns(
    number: int,
    layout: Layout,
    row: int,
    path: list[str],
    columns: Sequence[int | None],
    found: Gathered,
) -> None:
    """Empty cells and those that say so are as above; with a dash, what follows is in no group."""
    for level, column in enumerate(columns):
        if column is None or not (text := one_line(layout.grid.rows[row][column])):
            continue
        if level and is_blank(text):
            path[level:] = [""] * (len(path) - level)
        elif text not in _AS_ABOVE:
            _enter(path, level, text, layout.grid.place(row, column), found)
        _take_head(number, path, level, [layout.grid.origin(row, column)], found)


def _is_own(grid: Grid, row: int, column: int) -> bool:
    """Whether a text begins here, or in this row to the left."""
    return bool(grid.rows[row][column]) and grid.origin(row, column)[0] == row


def _begins(
    layout: Layout, row: int, name: str, current: Subject | None, path: Sequence[str]
) -> bool:
    """Whether a row begins a measure: the same title again, in a table of several rows each, does not."""
    column = layout.column(name)
    if column is None or not _is_own(layout.grid, row, column):
        return False
    title = one_line(layout.grid.rows[row][column])
    has_several = layout.column(KIND) is not None or layout.column(ROW_YEAR) is not None
    is_same = current is not None and (current.title, current.path) == (title, tuple(path))
    return not (has_several and is_same) and title not in _AS_ABOVE


def _subject(
    found: Gathered,
    layout: Layout,
    row: int,
    path: Sequence[str],
    levels: Sequence[Role],
    before: Subject | None,
) -> Subject:
    """A new measure, which comes behind the one `before` it, or that of another sheet, on which its
    goal and groups may have their numbers and here not.
    """
    place, title = _named(layout, row)
    plain = (numbered_parts(text, role)[1] for text, role in zip(path, levels, strict=True))
    key = (*map(folded, plain), folded(title))
    if other := next(
        (it for it in found.named.get(key, ()) if is_elsewhere(it.place, place)), None
    ):
        return other
    subject, measures = Subject(tuple(path), title, place), found.measures
    for name in (key, (folded(title),)):
        found.named.setdefault(name, []).append(subject)
    if before is None or before is measures[-1]:
        measures.append(subject)
    else:
        at = next(n for n, one in enumerate(measures) if one is before)
        measures.insert(at + 1, subject)
    return subject


def _of_another_sheet(found: Gathered, layout: Layout, row: int) -> Subject | None:
    """The one measure of another sheet that is called so."""
    place, title = _named(layout, row)
    same = found.named.get((folded(title),), [])
    return same[0] if len(same) == 1 and is_elsewhere(same[0].place, place) else None


def _named(layout: Layout, row: int) -> tuple[Place, str]:
    column = layout.column(TITLE)
    assert column is not None
    return layout.grid.place(row, column), one_line(layout.grid.rows[row][column])


def _without_name(layout: Layout, row: int) -> Problem | None:
    """That a row says of a measure or indicator what only a row of its own can, and not of which.

    Texts may go on from the row above; so may anything in a table of several rows for each.
    """
    grid = layout.grid
    names = [at for name in (TITLE, INDICATOR) if (at := layout.column(name)) is not None]
    several = layout.column(KIND) is not None or layout.column(ROW_YEAR) is not None
    if not names or several or any(grid.rows[row][at] for at in names):
        return None
    at = names[0]
    roles = {
        it.index: it.role
        for it in layout.columns
        if it.role and not layout.lacks_year(it) and not it.role.is_prose
    }
    is_said = any(
        column in roles and roles[column].of is not Of.LEVEL for column, _ in grid.own_texts(row)
    )
    if not is_said:
        return None
    word = next(it.role.word for it in layout.columns if it.role and it.index == at)
    advice = "名前を書いてください。上の行の続きなら1つの行にまとめ、合計などなら左の端に「合計」と書きます。"
    return grid.doubts.get((row, at)) or Problem(
        grid.place(row, at), f"「{word}」が空です。", advice
    )
