"""Goes down the rows of the sheets: where a goal, a group, a measure or an indicator begins."""

from collections.abc import Iterable, Sequence

from planreport.importer.grids import Grid
from planreport.importer.headings import Layout
from planreport.importer.levels import (
    is_repeated,
    is_wide,
    level_of,
    lone_text,
    named_level,
    one_line,
    why_no_row,
)
from planreport.importer.roles import (
    GOAL,
    INDICATOR,
    KIND,
    ROW_YEAR,
    TITLE,
    Role,
)
from planreport.importer.subjects import Asked, Gathered, Said, Subject
from planreport.importer.taking import take_row
from planreport.place import Place

_AS_ABOVE = ("同上", "〃", "″", "々", '"', "''")


def gather(layouts: Sequence[Layout], asked: Asked) -> Gathered:
    """Reads the rows of all sheets."""
    found = Gathered()
    styles: dict[str, int] = {}
    for number, layout in enumerate(layouts):
        _walk(number, layout, asked, styles, found)
    ways = {one.path[:n] for one in (*found.measures, *found.indicators) for n in range(9)}
    for way, cells in found.heads.items():
        if way not in ways:  # a heading that nothing follows
            found.taken.difference_update(cells)
    return found


def _walk(
    number: int, layout: Layout, asked: Asked, styles: dict[str, int], found: Gathered
) -> None:
    grid = layout.grid
    names = [GOAL, *(role.name for role in asked.known if role.name.startswith("item"))]
    columns = [layout.column(name) for name in names]
    open_ = [level for level, column in enumerate(columns) if column is None]
    path = [""] * len(names)
    if layout.goal:
        _enter(path, 0, layout.goal, Place(grid.file, sheet=grid.name), found)
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
        level = None
        if lone:
            is_first, wide = measure is None, is_wide(grid, row, lone[1])
            level = _level(lone, wide, columns, open_, is_first, before, styles, asked.known)
        if lone and level is not None:
            _enter(path, level, lone[0], grid.place(row, lone[1]), found)
            _take_head(number, path, level, ((row, column) for column, _ in own), found)
            measure, indicator, before = None, None, level
            continue
        before = None
        if not path[0] and columns[0] is None and layout.is_of_measures:
            _enter(path, 0, grid.name, Place(grid.file, sheet=grid.name * grid.is_sheet), found)
        above = tuple(path)
        _enter_columns(number, layout, row, path, columns, found)
        begins = _begins(layout, row, TITLE, measure, path)
        if begins:
            measure = _subject(found.measures, layout, row, path, measure)
            indicator, top = None, row
        elif tuple(path) != above:
            measure = indicator = None  # another group begins, but nothing in it yet
        if (at := layout.column(INDICATOR)) is not None and _is_own(grid, row, at):
            title = measure.title if measure and measure.path == tuple(path) else ""
            indicator = Subject(tuple(path), title, grid.place(row, at))
            found.indicators.append(indicator)
            top = row if measure is None else top
        if measure is None and indicator is None:
            continue
        take_row(number, layout, row, (measure, indicator), top, asked, found)


def _take_heading(number: int, layout: Layout, found: Gathered) -> None:
    """The heading of a column that is not taken is told with its cells."""
    for row in range(layout.first, layout.last + 1):
        for column, _ in layout.grid.own_texts(row):
            found.taken.add((number, row, column))


def _level(
    lone: tuple[str, int],
    is_wide: bool,
    columns: Sequence[int | None],
    open_: Sequence[int],
    is_first: bool,
    before: int | None,
    styles: dict[str, int],
    known: Sequence[Role],
) -> int | None:
    """Of a row that has one text alone, the level that it heads; None where it is a row like others."""
    text, column = lone
    if (named := named_level(text, known)) is not None:
        return named
    if column in columns and not (open_ and is_wide):
        return columns.index(column)
    return level_of(text, is_first, before, open_, styles) if open_ else None


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
    number: int,
    path: Sequence[str],
    level: int,
    cells: Iterable[tuple[int, int]],
    found: Gathered,
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
    """Blank cells and those that say so are as above."""
    for level, column in enumerate(columns):
        if column is None or not (text := one_line(layout.grid.rows[row][column])):
            continue
        if text not in _AS_ABOVE:
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
    measures: list[Subject], layout: Layout, row: int, path: Sequence[str], before: Subject | None
) -> Subject:
    """A new measure, which comes behind the one `before` it, or that of another sheet."""
    column = layout.column(TITLE)
    assert column is not None
    place, title = layout.grid.place(row, column), one_line(layout.grid.rows[row][column])
    for other in measures:
        if (other.path, other.title) == (tuple(path), title) and (
            (other.place.file, other.place.sheet) != (place.file, place.sheet)
        ):
            return other
    subject = Subject(tuple(path), title, place)
    measures.insert(measures.index(before) + 1 if before else len(measures), subject)
    return subject
