"""Where a table begins on a sheet, and which rows are its heading."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePath

from planreport.importer.assignment import assigned
from planreport.importer.cells import is_blank
from planreport.importer.grids import Grid
from planreport.importer.layout import Column, Layout
from planreport.importer.roles import BY_KIND, GOAL, INDICATOR, TITLE, Of, Role, heading, matching
from planreport.importer.years import year_in

LOOKED_AT = 40  # rows from the top in which a heading may begin
_MOST_ROWS = 3  # of a heading
_YEAR_OF_A_NAME = re.compile(r"[^\W\d_](?:19|20)[0-9]{2}(?!\s*年)")


def find_layout(grid: Grid, known: Sequence[Role], plan: str = "") -> Layout | None:
    """How a sheet of the `plan` of that name is taken to be laid out; None where no heading can be
    found."""
    scores = [_score(grid, row, known) for row in range(min(len(grid.rows), LOOKED_AT))]
    if not scores or max(scores) < 2:
        return None
    first, last = _span(grid, scores.index(max(scores)), known)
    year, goal = _above(grid, first, known, plan)
    columns = assigned(grid, first, last, known, year)
    if not any(column.says(TITLE) or column.says(INDICATOR) for column in columns):
        return None
    return Layout(grid, first, last, columns, year or _of_all(columns), goal)


def heading_of_rows(grid: Grid, known: Sequence[Role]) -> range:
    """The rows of a heading of which most are headings, as is none where labels stand beside what they
    are of; empty where there is none."""
    scores = {}
    for row in range(min(len(grid.rows), LOOKED_AT)):
        score, texts = _score(grid, row, known), len(grid.own_texts(row))
        if score == texts > 1 or (score > 2 and score * 2 > texts):
            scores[row] = score
    if not scores:
        return range(0)
    first, last = _span(grid, max(scores, key=lambda row: scores[row]), known)
    return range(first, last + 1)


def _span(grid: Grid, row: int, known: Sequence[Role]) -> tuple[int, int]:
    """The first and the last row of the heading that a row is of."""
    first = last = row
    while first and last - first + 1 < _MOST_ROWS and _leads(grid, first - 1, known):
        first -= 1
    while (
        last + 1 < len(grid.rows)
        and last - first + 1 < _MOST_ROWS
        and _goes_on(grid, last + 1, known)
    ):
        last += 1
    return first, last


def is_heading(text: str, known: Sequence[Role]) -> bool:
    """Whether a text names a column by itself, or a year, or both."""
    year, rest = year_in(text)
    return (year is not None and not heading(rest)) or bool(matching([rest], known, is_exact=True))


def _of_all(columns: Sequence[Column]) -> int | None:
    """The only year that is named of what measures report, where some of this names none."""
    yearly = [it for it in columns if it.role and it.role.is_yearly and it.role.name != BY_KIND]
    years = {it.year for it in yearly if it.role and it.role.of is Of.YEAR} - {None}
    undated = {it.role.of for it in yearly if it.role and not it.year}
    return years.pop() if len(years) == 1 and undated == {Of.YEAR} else None


def _score(grid: Grid, row: int, known: Sequence[Role]) -> int:
    said = {text for _, text in grid.own_texts(row) if len(text) <= 40}
    return sum(is_heading(text, known) for text in said)


def _goes_on(grid: Grid, row: int, known: Sequence[Role]) -> bool:
    """Whether a row below belongs to the heading: it is merged into it, or most of it is headings."""
    texts = grid.own_texts(row)
    if any(grid.origin(row, column)[0] < row for column in range(grid.width)):
        return True
    words = [text for _, text in texts if not is_blank(text)]
    is_below_years = bool(texts) and texts[0][0] > _first_column(grid, row - 1)
    if is_below_years and len(set(words)) < len(words) and not re.search(r"\d", "".join(words)):
        return True  # one word for each of several columns: 排出量
    return sum(is_heading(text, known) for _, text in texts) * 2 > len(texts)


def _leads(grid: Grid, row: int, known: Sequence[Role]) -> bool:
    """Whether a row above belongs to the heading: a lone text at the left is a title."""
    texts = grid.own_texts(row)
    if any(grid.origin(row + 1, column)[0] <= row for column in range(grid.width)):
        return True  # it is merged into it
    if not texts or (len(texts) == 1 and texts[0][0] <= _first_column(grid, row + 1)):
        return False
    spans = {
        grid.origin(row, column) for column in range(grid.width) if (row, column) in grid.fillings
    }
    return all(is_heading(text, known) or (row, column) in spans for column, text in texts)


def _first_column(grid: Grid, row: int) -> int:
    return next((column for column, text in enumerate(grid.rows[row]) if text), 0)


def _above(grid: Grid, first: int, known: Sequence[Role], plan: str) -> tuple[int | None, str]:
    """The year and the goal that the lines above a table or the sheet's name say it is of; the file's
    name says the year where these do not. The year in the plan's own name, as in ビジョン2030, is none.
    """
    names = _YEAR_OF_A_NAME.findall(_plain(plan))

    def year(text: str) -> int | None:
        return year_in(_plain(text, names))[0]

    goal_words = next(role.own for role in known if role.name == GOAL)
    lines = [*grid.above, *(text for row in range(first) for _, text in grid.own_texts(row))]
    years = list(dict.fromkeys(filter(None, map(year, (*lines, grid.name)))))
    years = years or list(filter(None, [year(PurePath(grid.file).stem)]))
    goals = [
        line
        for line in lines
        if re.match(rf"({'|'.join(map(re.escape, goal_words))})\s*[0-9０-９Ⅰ-Ⅻ]", line)
    ]
    return (years[0] if len(years) == 1 else None), (goals[-1] if goals else "")


def _plain(text: str, names: Sequence[str] = ()) -> str:
    """A text in usual digits, without these `names`."""
    plain = unicodedata.normalize("NFKC", text)
    for name in names:
        plain = plain.replace(name, "")
    return plain
