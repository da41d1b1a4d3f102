"""What each column of a table is taken for, by what its heading says."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from planreport.importer.ahead import look_ahead, year_and_rest
from planreport.importer.cells import is_blank
from planreport.importer.grids import Grid
from planreport.importer.layout import Column
from planreport.importer.roles import (
    BY_KIND,
    COMPARED,
    FORESEEN,
    INDICATOR,
    KIND,
    PART,
    ROW_YEAR,
    SETTLED,
    TITLE,
    Of,
    Role,
    heading,
    is_own_word,
    matching,
    reported,
)
from planreport.importer.told_apart import telling_apart
from planreport.importer.years import part_of_year
from planreport.plan.indicators import TARGET, VALUE
from planreport.plan.numbers import plain


def parts(grid: Grid, first: int, last: int, column: int) -> list[str]:
    """The lines of a column's heading, the highest first.

    What stands above several columns need not be merged: it goes for those to its right too.
    """
    found: dict[tuple[int, int], str] = {}
    for row in range(first, last + 1):
        at = column
        while row < last and at and not grid.rows[row][at] and _is_under(grid, row, last, at):
            at -= 1
        if text := grid.rows[row][at]:
            found.setdefault(grid.origin(row, at), "".join(text.split()))
    return list(dict.fromkeys(found.values()))


def _is_under(grid: Grid, row: int, last: int, column: int) -> bool:
    """Whether a column without a text of its own in a row, and its left neighbour, both have one
    below."""
    return all(
        any(
            grid.rows[below][at] and (below, at) not in grid.fillings
            for below in range(row + 1, last + 1)
        )
        for at in (column - 1, column)
    )


def assigned(
    grid: Grid, first: int, last: int, known: Sequence[Role], year: int | None
) -> tuple[Column, ...]:
    """What each column that has a heading or cells of its own is taken for."""
    lines = {c: parts(grid, first, last, c) for c in range(grid.width)}
    split = {c: year_and_rest(said, known) for c, said in lines.items()}
    years = {c: of_year for c, (of_year, _) in split.items()}
    rests = {c: rest for c, (_, rest) in split.items()}
    look_ahead(years, rests, known)
    row_years = _named(known, ROW_YEAR).usual
    has_years = any(years.values()) or year is not None
    has_years |= any(heading(part) in row_years for said in lines.values() for part in said)
    known = _of_this_table(known, rests.values(), has_years)
    numbers = {c for c in lines if _are_numbers(grid, last, c)}
    heads = _Headings(known, lines, years, rests, _twins(grid, last, lines), numbers)
    heads.take_structure(_column_of_kinds(grid, last, known))
    has_year = year is not None or _named(known, ROW_YEAR) in heads.taken.values()
    heads.take_named(has_year, is_exact=True)
    heads.take_named(has_year, is_exact=False)
    heads.take_years_alone()
    heads.take_values()
    taken = heads.taken
    copies = {column: twin for column, twin in heads.twins.items() if twin in taken}
    if not has_year:  # which is told of the first such column, and not of its copies
        heads.take_without_year()
    heads.take_parts(grid, last)
    heads.judge_no_money()
    return tuple(
        Column(c, " ".join(said), taken.get(c), years[c], copies.get(c), "".join(rests[c][-1:]))
        for c, said in lines.items()
        if any(
            text and (row, c) not in grid.fillings
            for row in range(first, len(grid.rows))
            for text in [grid.rows[row][c]]
        )
    )


@dataclass(frozen=True)
class _Headings:
    """The headings of a table's columns, and what these have been `taken` for so far."""

    known: Sequence[Role]
    lines: Mapping[int, Sequence[str]]
    years: Mapping[int, int | None]  # that each names
    rests: Mapping[int, Sequence[str]]  # its lines without that
    twins: Mapping[int, int]
    numbers: Set[int]  # the columns that hold nothing else
    taken: dict[int, Role] = field(default_factory=dict)

    @property
    def free(self) -> Iterator[int]:
        return (c for c in self.lines if c not in self.taken and c not in self.twins)

    def _take(self, column: int, role: Role) -> bool:
        """Whether this column is one for that from now on: no other of its year is, or goes on in it."""
        of_year = (role.name, self.years[column])
        other = next(
            (c for c, it in self.taken.items() if (it.name, self.years[c]) == of_year), None
        )
        if other is not None and not (
            role.is_prose and _goes_on_in(self.lines[other], self.lines[column])
        ):
            return False
        self.taken[column] = role
        return True

    def take_structure(self, kinds: int | None) -> None:
        """The columns that say what a row says, and of which year."""
        if kinds is not None:
            self.taken[kinds] = _named(self.known, KIND)
            above = (self.lines[kinds] or [""])[0]
            for c, said in self.lines.items():
                is_of_rows = self.years[c] and (
                    said[0] == above or not matching(self.rests[c], self.known, True)
                )
                if c != kinds and is_of_rows:
                    self.taken[c] = _named(self.known, BY_KIND)
        row_year = _named(self.known, ROW_YEAR)
        for c, said in self.lines.items():
            if c not in self.taken and any(heading(part) in row_year.usual for part in said):
                self.taken[c] = row_year

    def take_named(self, has_year: bool, is_exact: bool) -> None:
        for c in self.free:
            said = self.rests[c] or self.lines[c]
            if not is_exact and is_own_word(self.rests[c], self.known):
                continue  # no year, or one column too many: nothing else is meant
            for role in matching(said, self.known, is_exact):
                if role.name == "baseline_year" and self.years[c]:  # 2013年度（基準年度）
                    role = _named(self.known, "baseline")
                if role.of is Of.LEVEL and c in self.numbers and said[-1] != role.word:
                    continue  # 目標 may be a number that is aimed at
                if _fits(role, self.years[c], has_year) and self._take(c, role):
                    break

    def take_years_alone(self) -> None:
        role = _of_years_alone(self.known)
        for c in self.free if role else ():
            if role and self.years[c] and not self.rests[c]:
                self._take(c, role)

    def take_values(self) -> None:
        """What years of indicators have in common is their value, though no word says so: 排出量."""
        if any(role.name == VALUE for role in self.taken.values()):
            return
        said = Counter(self.rests[c][-1] for c in self.free if self.years[c] and self.rests[c])
        common = [word for word, n in said.items() if n > 1 and not word.endswith(COMPARED)]
        if len(common) == 1 and any(it.name == VALUE for it in self.known):
            for c in self.free:
                if self.years[c] and self.rests[c][-1:] == common:
                    self._take(c, _named(self.known, VALUE))

    def take_without_year(self) -> None:
        """What is said each year, though nobody says the year."""
        for c in self.free:
            of_year = (role for role in matching(self.lines[c], self.known, True) if role.is_yearly)
            role = next((role for role in of_year if role.name != BY_KIND), None)
            if role and not self.years[c]:
                self._take(c, role)

    def take_parts(self, grid: Grid, last: int) -> None:
        """The column that tells the rows of one indicator apart, where one does."""
        by_name = {role.name: c for c, role in self.taken.items()}
        at = by_name.get(INDICATOR)
        if at is None or KIND in by_name or ROW_YEAR in by_name:
            return
        values = [c for c, role in self.taken.items() if role.of is Of.READING]
        found = telling_apart(grid, last, at, values, self.free, by_name.get("unit"))
        if found is not None:
            self.taken[found] = _named(self.known, PART)

    def judge_no_money(self) -> None:
        """What is settled in accounts was foreseen, and not aimed at."""
        settled = (c for c, role in self.taken.items() if role.name == VALUE)
        if any(heading(part) in SETTLED for c in settled for part in self.rests[c]):
            foreseen = _named(self.known, FORESEEN)
            aims = [c for c, role in self.taken.items() if role.name == TARGET]
            self.taken.update(dict.fromkeys(aims, foreseen))


def _twins(grid: Grid, last: int, lines: Mapping[int, Sequence[str]]) -> dict[int, int]:
    """The columns whose heading, written once more, is that of one to the left, with that one."""
    first: dict[tuple[str, ...], int] = {}
    found = {}
    for column, said in lines.items():
        if said and (last, column) not in grid.fillings:
            left = first.setdefault(tuple(said), column)
            if left != column and grid.rows[last][column]:
                found[column] = left
    return found


def _goes_on_in(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two headings differ in the part of the year alone: 計画 1Q and 計画 2Q."""
    (part, what), (next_part, same) = part_of_year(one), part_of_year(other)
    return bool(part and next_part) and part != next_part and what == same


def _are_numbers(grid: Grid, last: int, column: int) -> bool:
    cells = [line[column] for line in grid.rows[last + 1 :] if not is_blank(line[column])]
    return bool(cells) and all(plain(cell) for cell in cells)


def _named(known: Iterable[Role], name: str) -> Role:
    return next(role for role in known if role.name == name)


def _fits(role: Role, year: int | None, has_year: bool) -> bool:
    """What is said each year needs a year, and nothing else has one but what was at the start."""
    if role.of is Of.ROW:
        return False
    if role.is_yearly:
        return year is not None or has_year
    return year is None or role.name == "baseline"


def _of_this_table(
    known: Sequence[Role], headings: Iterable[Sequence[str]], has_years: bool
) -> Sequence[Role]:
    """A table without a column of indicators says nothing of them, and one of them alone nothing of
    measures' years, and not what a measure is about. Beside measures stand their own indicators."""
    said = {role.name for rests in headings for role in matching(rests, known, True)[:1]}
    if INDICATOR not in said and has_years and not reported(known):
        known = _with_indicators_for_measures(known)
        said = {*said, INDICATOR} - {TITLE}
    if INDICATOR not in said:
        return [role for role in known if role.of not in (Of.INDICATOR, Of.READING)]
    if TITLE not in said:
        others = [role for role in known if role.of is not Of.YEAR or role.name == BY_KIND]
        return [
            replace(role, usual=role.usual + SETTLED) if role.name == VALUE else role
            for role in others
            if role.name != "summary"
        ]
    return [role for role in known if role.name != "of"]


def _of_years_alone(known: Sequence[Role]) -> Role | None:
    """What stands below a year alone: the value of an indicator, or the one thing that is told of a
    measure."""
    if any(role.name == VALUE for role in known):
        return _named(known, VALUE)
    told = reported(known)
    return told[0] if len(told) == 1 else None


def _with_indicators_for_measures(known: Sequence[Role]) -> list[Role]:
    """Where nothing is told of measures, what is called one is counted: it is an indicator."""
    title = _named(known, TITLE)
    return [
        replace(role, own=role.own + title.own, usual=role.usual + title.usual)
        if role.name == INDICATOR
        else role
        for role in known
        if role is not title
    ]


def _column_of_kinds(grid: Grid, last: int, known: Sequence[Role]) -> int | None:
    """The column whose cells say which of a measure's rows is the plan, and which the result."""
    yearly = [role for role in known if role.is_yearly and role.name != BY_KIND]
    for column in range(grid.width):
        words = {
            grid.rows[row][column]
            for row in range(last + 1, len(grid.rows))
            if grid.rows[row][column] and grid.origin(row, column)[1] == column
            if len(grid.own_texts(row)) > 1  # a lone text is a heading between the rows
        } - {grid.rows[last][column]}
        meant = list(_meant(words, yearly)) if 2 <= len(words) <= len(yearly) + 1 else []
        if len(set(meant)) >= 2 and len(meant) >= len(words) - 1:
            return column
    return None


def _meant(words: Iterable[str], yearly: Sequence[Role]) -> Iterator[str]:
    for word in sorted(words):
        if found := matching([word], yearly, is_exact=True):
            yield found[0].name
