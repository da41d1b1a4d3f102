"""Where a table begins on a sheet, and what each of its columns is taken for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from planreport.importer.grids import Grid
from planreport.importer.layout import Column, Layout
from planreport.importer.roles import (
    BY_KIND,
    GOAL,
    INDICATOR,
    KIND,
    ROW_YEAR,
    TITLE,
    Of,
    Role,
    heading,
    is_own_word,
    matching,
    reported,
)
from planreport.importer.years import part_of_year, year_in
from planreport.plan.indicators import VALUE

LOOKED_AT = 40  # rows from the top in which a heading may begin
_MOST_ROWS = 3  # of a heading


def find_layout(grid: Grid, known: Sequence[Role]) -> Layout | None:
    """How a sheet is taken to be laid out; None where no heading can be found."""
    scores = [_score(grid, row, known) for row in range(min(len(grid.rows), LOOKED_AT))]
    if not scores or max(scores) < 2:
        return None
    first = last = scores.index(max(scores))
    while first and last - first + 1 < _MOST_ROWS and _leads(grid, first - 1, known):
        first -= 1
    while (
        last + 1 < len(grid.rows)
        and last - first + 1 < _MOST_ROWS
        and _goes_on(grid, last + 1, known)
    ):
        last += 1
    year, goal = _above(grid, first, known)
    columns = assigned(grid, first, last, known, year)
    if not any(column.says(TITLE) or column.says(INDICATOR) for column in columns):
        return None
    return Layout(grid, first, last, columns, year, goal)


def _is_heading(text: str, known: Sequence[Role]) -> bool:
    """Whether a text names a column by itself, or a year, or both."""
    year, rest = year_in(text)
    return (year is not None and not heading(rest)) or bool(matching([rest], known, is_exact=True))


def _score(grid: Grid, row: int, known: Sequence[Role]) -> int:
    said = {text for _, text in grid.own_texts(row) if len(text) <= 40}
    return sum(_is_heading(text, known) for text in said)


def _goes_on(grid: Grid, row: int, known: Sequence[Role]) -> bool:
    """Whether a row below belongs to the heading: it is merged into it, or most of it is headings."""
    texts = grid.own_texts(row)
    if any(grid.origin(row, column)[0] < row for column in range(grid.width)):
        return True
    return sum(_is_heading(text, known) for _, text in texts) * 2 > len(texts)


def _leads(grid: Grid, row: int, known: Sequence[Role]) -> bool:
    """Whether a row above belongs to the heading: a lone text at the left is a title."""
    texts = grid.own_texts(row)
    if not texts or (len(texts) == 1 and texts[0][0] <= _first_column(grid, row + 1)):
        return False
    spans = {
        grid.origin(row, column) for column in range(grid.width) if (row, column) in grid.fillings
    }
    return all(_is_heading(text, known) or (row, column) in spans for column, text in texts)


def _first_column(grid: Grid, row: int) -> int:
    return next((column for column, text in enumerate(grid.rows[row]) if text), 0)


def _above(grid: Grid, first: int, known: Sequence[Role]) -> tuple[int | None, str]:
    """The year and the goal that the lines above a table or the sheet's name say it is of; the file's
    name says the year where these do not.
    """
    goal_words = next(role.own for role in known if role.name == GOAL)
    lines = [text for row in range(first) for _, text in grid.own_texts(row)]
    said = [*(year_in(line)[0] for line in lines), year_in(grid.name)[0]]
    years = list(dict.fromkeys(year for year in said if year))
    years = years or list(filter(None, [year_in(PurePath(grid.file).stem)[0]]))
    goals = [
        line
        for line in lines
        if re.match(rf"({'|'.join(map(re.escape, goal_words))})\s*[0-9０-９Ⅰ-Ⅻ]", line)
    ]
    return (years[0] if len(years) == 1 else None), (goals[-1] if goals else "")


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
    split = {c: [year_in(part) for part in said] for c, said in lines.items()}
    years = {c: _only(y for y, _ in said if y) for c, said in split.items()}
    rests = {c: [rest for _, rest in said if rest] for c, said in split.items()}
    known = _of_this_table(known, rests.values(), any(years.values()) or year is not None)
    found: dict[int, Role] = {}
    kind = _column_of_kinds(grid, last, known)
    if kind is not None:
        found[kind] = _named(known, KIND)
        found |= {
            c: _named(known, BY_KIND)
            for c in lines
            if c != kind
            and years[c]
            and (lines[c][0] == (lines[kind] or [""])[0] or not matching(rests[c], known, True))
        }
    for column, said in lines.items():
        if (
            any(heading(part) in _named(known, ROW_YEAR).usual for part in said)
            and column not in found
        ):
            found[column] = _named(known, ROW_YEAR)
    has_year = year is not None or _named(known, ROW_YEAR) in found.values()
    taken = {(role.name, years[c]): c for c, role in found.items()}
    twins = _twins(grid, last, lines)
    for is_exact in (True, False):
        for column in lines:
            if column in found or column in twins or not lines[column]:
                continue
            if not is_exact and is_own_word(rests[column], known):
                continue  # no year, or one column too many: nothing else is meant
            for role in matching(rests[column] or lines[column], known, is_exact):
                key = (role.name, years[column])
                if not _fits(role, years[column], has_year):
                    continue
                if taken.setdefault(key, column) == column or (
                    role.is_prose and _goes_on_in(lines[taken[key]], lines[column])
                ):
                    found[column] = role
                    break
    of_years_alone = _of_years_alone(known)
    for column in lines:
        free = years[column] and not rests[column] and column not in found and column not in twins
        if free and of_years_alone and (of_years_alone.name, years[column]) not in taken:
            found[column] = of_years_alone
            taken[of_years_alone.name, years[column]] = column
    copies = {column: twin for column, twin in twins.items() if twin in found}
    for column, said in lines.items() if not has_year else ():
        if column not in found and column not in twins and not years[column]:
            of_year = [role for role in matching(said, known, True) if role.is_yearly]
            meant = next((role for role in of_year if role.name != BY_KIND), None)
            if meant and (meant.name, None) not in taken:
                found[column] = meant
                taken[meant.name, None] = column
    return tuple(
        Column(c, " ".join(said), found.get(c), years[c], copies.get(c))
        for c, said in lines.items()
        if any(
            text and (row, c) not in grid.fillings
            for row in range(first, len(grid.rows))
            for text in [grid.rows[row][c]]
        )
    )


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


def _only(years: Iterable[int]) -> int | None:
    found = set(years)
    return found.pop() if len(found) == 1 else None


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
        said.add(INDICATOR)
    if INDICATOR not in said:
        return [role for role in known if role.of not in (Of.INDICATOR, Of.READING)]
    if TITLE not in said:
        others = [role for role in known if role.of is not Of.YEAR or role.name == BY_KIND]
        return [role for role in others if role.name != "summary"]
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
