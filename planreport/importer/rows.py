"""Goes down the rows of the sheets: where a goal, a group, a measure or an indicator begins."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

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
from planreport.importer.roles import (
    INDICATOR,
    KIND,
    PART,
    ROW_YEAR,
    TITLE,
    UNIT_ABOVE,
    Of,
    reported,
)
from planreport.importer.subjects import Asked, Gathered, Said, Subject, is_elsewhere
from planreport.importer.taking import AS_ABOVE, take_row
from planreport.place import Place, Problem, folded
from planreport.plan.indicators import VALUE

# What a spreadsheet calls a sheet that nobody named.
_UNNAMED = re.compile(r"(?:Sheet|シート)\s*[0-9]*", re.IGNORECASE)


def gather(layouts: Sequence[Layout], asked: Asked) -> Gathered:
    """Reads the rows of all sheets."""
    found = Gathered()
    styles: dict[str, int] = {}
    for number, layout in enumerate(layouts):
        _Walk(number, layout, asked, styles, found).go()
    ways = {way[: n + 1] for way in found.ways for n in range(len(way))}
    for way, cells in found.heads.items():
        if way not in ways:  # a heading that nothing follows
            found.taken.difference_update(cells)
    return found


class _Walk:
    """The way down a sheet, from each row to the next."""

    def __init__(
        self, number: int, layout: Layout, asked: Asked, styles: dict[str, int], found: Gathered
    ) -> None:
        self.number, self.layout, self.grid = number, layout, layout.grid
        self.asked, self.styles, self.found = asked, styles, found
        self.levels = [role for role in asked.known if role.of is Of.LEVEL]
        self.columns = [layout.column(role.name) for role in self.levels]
        self.open = [level for level, column in enumerate(self.columns) if column is None]
        self.path = [""] * len(self.levels)
        self.measure: Subject | None = None
        self.indicator: Subject | None = None
        self.top = 0  # the row in which these began
        self.before: int | None = None  # the level of the row above, if that was a heading
        # Whether nothing on the sheet says which goal a measure is of.
        self.is_loose = not layout.goal and len(self.open) == len(self.columns)

    def go(self) -> None:
        if goal := self.layout.goal:
            self._enter(0, goal, self.grid.whole)
            above = range(self.layout.first)
            texts = ((row, column, text) for row in above for column, text in self._own(row))
            self._take_head(0, ((row, column) for row, column, text in texts if text == goal))
            self.open = [level for level in self.open if level]
        for row in range(self.layout.first, self.layout.last + 1):
            # The heading of a column that is not taken is told with its cells.
            self._take(row)
        for row in range(self.layout.last + 1, len(self.grid.rows)):
            own = self._own(row)
            reason = why_no_row(self.layout, row) if own else ""
            if not reason:
                self._take_doubts(row)
            if own and is_repeated(self.layout, row):
                self._take(row)
            elif reason:
                self.found.reasons[self.number, row] = reason
            elif own and not self._is_head(row):
                self.before = None
                self._read(row)

    def _own(self, row: int) -> list[tuple[int, str]]:
        return self.grid.own_texts(row)

    def _take(self, row: int) -> None:
        self.found.taken.update((self.number, row, column) for column, _ in self._own(row))

    def _take_doubts(self, row: int) -> None:
        """A cell that cannot be read is wrong wherever it would be taken, though it look empty."""
        for column in self.layout.columns:
            if column.role and (problem := self.grid.doubts.get((row, column.index))):
                self.found.problems.append(problem)
                self.found.taken.add((self.number, row, column.index))

    def _is_head(self, row: int) -> bool:
        """Whether a row is the heading of a goal or group, which then begins."""
        if not (lone := lone_text(self.layout, row)):
            return False
        text, column = lone
        if not (head := self._head(text, column, is_wide(self.grid, row, column))):
            return False
        level, text = head
        self._enter(level, text, self.grid.place(row, column))
        self._take_head(level, ((row, column) for column, _ in self._own(row)))
        self.measure = self.indicator = None
        self.before, self.is_loose = level, False
        return True

    def _head(self, text: str, column: int, is_wide: bool) -> tuple[int, str] | None:
        """The level that a row with one text alone heads, and its name; None where it is one like
        others."""
        if named := named_level(text, self.asked.known):
            return named
        if column in self.columns and not (self.open and is_wide):
            return self.columns.index(column), text
        if not self.open:
            return None
        is_first = self.measure is None
        return level_of(text, is_first, self.before, self.open, self.styles), text

    def _enter(self, level: int, text: str, place: Place) -> None:
        """Goes into a goal or group, and out of those that it does not hold."""
        if self.path[level] != text:
            self.path[level:] = [text, *[""] * (len(self.path) - level - 1)]
        if level == 0:
            self.found.goals.setdefault(text, Said(text, place))

    def _take_head(self, level: int, cells: Iterable[tuple[int, int]]) -> None:
        named = {(self.number, *cell) for cell in cells}
        self.found.taken.update(named)
        self.found.heads.setdefault(tuple(self.path[: level + 1]), set()).update(named)

    def _enter_columns(self, row: int) -> None:
        """Empty cells and those that say so are as above; with a dash, what follows is in no group."""
        for level, column in enumerate(self.columns):
            if column is None or not (text := one_line(self.grid.rows[row][column])):
                continue
            if level and is_blank(text):
                self.path[level:] = [""] * (len(self.path) - level)
            elif text not in AS_ABOVE:
                self._enter(level, text, self.grid.place(row, column))
            self._take_head(level, [self.grid.origin(row, column)])

    def _read(self, row: int) -> None:
        """What a row says, be it the first of a measure or an indicator, or a further one."""
        begins = self._begins(row)
        same = _of_another_sheet(self.found, self.layout, row) if begins and self.is_loose else None
        is_of_goals = self.layout.is_of_measures or not reported(self.asked.known)
        is_named = not _UNNAMED.fullmatch(self.grid.name)
        if not (same or self.path[0]) and self.columns[0] is None and is_of_goals and is_named:
            self._enter(0, self.grid.name, self.grid.whole)
        above = tuple(self.path)
        self._enter_columns(row)
        if problem := _without_name(self.layout, row):
            self.found.problems.append(problem)
            return
        if begins:
            self.found.ways.add(tuple(self.path))
            self.measure = same or self._subject(row)
            self.indicator, self.top = None, row
        elif tuple(self.path) != above:
            self.measure = self.indicator = None  # another group begins, but nothing in it yet
        if (at := self.layout.column(INDICATOR)) is not None and _is_own(self.grid, row, at):
            self._begin_indicator(self.grid.place(row, at), row)
        elif (part := self.layout.column(PART)) is not None and _is_own(self.grid, row, part):
            self._begin_part(row)
        if self.measure or self.indicator:
            subjects = (self.measure, self.indicator)
            take_row(self.number, self.layout, row, subjects, self.top, self.asked, self.found)

    def _begins(self, row: int) -> bool:
        """Whether a row begins a measure: the same title again, in a table of several rows each, does
        not."""
        column = self.layout.column(TITLE)
        if column is None or not _is_own(self.grid, row, column):
            return False
        title, now = one_line(self.grid.rows[row][column]), self.measure
        is_same = now is not None and (now.title, now.path) == (title, tuple(self.path))
        return not (_has_several(self.layout) and is_same) and title not in AS_ABOVE

    def _subject(self, row: int) -> Subject:
        """A new measure, which comes behind the one before it, or that of another sheet, on which its
        goal and groups may have their numbers and here not."""
        place, title = _named(self.layout, row)
        parts = zip(self.path, self.levels, strict=True)
        plain = (numbered_parts(text, role)[1] for text, role in parts)
        key = (*map(folded, plain), folded(title))
        others = (it for it in self.found.named.get(key, ()) if is_elsewhere(it.place, place))
        if other := next(others, None):
            return other
        subject, measures = Subject(tuple(self.path), title, place), self.found.measures
        for name in (key, (folded(title),)):
            self.found.named.setdefault(name, []).append(subject)
        at = next((n for n, one in enumerate(measures, 1) if one is self.measure), len(measures))
        measures.insert(at, subject)
        return subject

    def _begin_indicator(self, place: Place, row: int) -> None:
        self.found.ways.add(tuple(self.path))
        if self.measure is None:
            self.top, path, title = row, tuple(self.path), ""
        else:
            path, title = self.measure.path, self.measure.title
        key = (*path, title, folded(self.grid.rows[row][self.layout.column(INDICATOR) or 0]))
        if self._goes_on(key, place):
            self.indicator = self.found.figures[key]
            return
        self.indicator = self.found.figures[key] = Subject(path, title, place)
        if unit := self.layout.unit:
            self.indicator.once[UNIT_ABOVE] = Said(unit[0], self.grid.place(*unit[1:]))
            self.found.taken.add((self.number, *unit[1:]))
        self.found.indicators.append(self.indicator)

    def _goes_on(self, key: tuple[str, ...], place: Place) -> bool:
        """Whether an indicator was begun in the row or on the sheet of another year."""
        if (same := self.found.figures.get(key)) is None or _has_several(self.layout):
            return same is not None
        year = self.layout.year
        return bool(year) and is_elsewhere(same.place, place) and (VALUE, year) not in same.years

    def _begin_part(self, row: int) -> None:
        """A further row of one name, told apart from those before: an indicator like these, of which
        it has what was merged down."""
        if (first := self.indicator) is None:
            return
        merged = {
            it.role.name
            for it in self.layout.columns
            if it.role and self.grid.origin(row, it.index)[0] < row
        }
        once = {
            name: said
            for name, said in first.once.items()
            if name in (INDICATOR, UNIT_ABOVE, *merged)
        }
        at = self.grid.place(row, self.layout.column(PART) or 0)
        self.indicator = replace(first, place=at, once=once, years={})
        self.found.indicators.append(self.indicator)


def _is_own(grid: Grid, row: int, column: int) -> bool:
    """Whether a text begins here, or in this row to the left."""
    return bool(grid.rows[row][column]) and grid.origin(row, column)[0] == row


def _has_several(layout: Layout) -> bool:
    """Whether a measure has several rows: for its years, or for what is said of each."""
    return layout.column(KIND) is not None or layout.column(ROW_YEAR) is not None


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
    names = [at for name in (TITLE, INDICATOR, PART) if (at := layout.column(name)) is not None]
    if not names or _has_several(layout) or any(grid.rows[row][at] for at in names):
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
