"""How a sheet is read: where its heading is, and what each of its columns is taken for."""

import re
from dataclasses import dataclass
from functools import cached_property

from planreport.importer.grids import Grid
from planreport.importer.roles import ROW_YEAR, TITLE, Role
from planreport.importer.years import dated_number, part_of_year

_UNIT_ABOVE = re.compile(r"[（(]?単位\s*[:：]\s*([^\s、,，（()）]{1,12})[)）]?")


@dataclass(frozen=True)
class Column:
    """A column of a table; `role` is None where it is not taken, because its heading is the same as
    that of the column `twin`, or for want of any that fits. What is said each year is not taken either
    where nobody says the year."""

    index: int  # from 0
    heading: str
    role: Role | None
    year: int | None = None
    twin: int | None = None
    label: str = ""  # what it says besides the year

    @cached_property
    def part(self) -> str:
        """The part of the year that it is of, if it is not of all."""
        return part_of_year(self.heading.split())[0]

    def says(self, name: str) -> bool:
        return self.role is not None and self.role.name == name


@dataclass(frozen=True)
class Layout:
    """How a sheet is read: the rows of its heading, counted from 0, and its columns.

    `year` is of all columns that name none, `goal` of all rows.
    """

    grid: Grid
    first: int
    last: int
    columns: tuple[Column, ...]
    year: int | None = None
    goal: str = ""

    def column(self, name: str) -> int | None:
        """Where what a role says stands."""
        return next((it.index for it in self.columns if it.says(name)), None)

    @cached_property
    def unit(self) -> tuple[str, int, int] | None:
        """The one unit that stands above the table, and its cell."""
        cells = [(r, c, it) for r in range(self.first) for c, it in self.grid.own_texts(r)]
        found = [(m[1], r, c) for r, c, it in cells if (m := _UNIT_ABOVE.fullmatch(it))]
        return found[0] if len(found) == 1 else None

    @property
    def is_of_measures(self) -> bool:
        return self.column(TITLE) is not None

    def lacks_year(self, column: Column) -> bool:
        """Whether a column holds what is said each year, and nothing says which year it is of,
        neither a heading nor each cell itself, as 14,000人（R8）."""
        is_yearly = column.role is not None and column.role.is_yearly
        if not is_yearly or column.year or self.year or self.column(ROW_YEAR) is not None:
            return False
        below = (line[column.index] for line in self.grid.rows[self.last + 1 :])
        said = [text for text in below if re.search(r"\d", text)]
        return not said or not all(dated_number(text)[1] for text in said)
