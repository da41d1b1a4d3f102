"""How a sheet is read: where its heading is, and what each of its columns is taken for."""

from dataclasses import dataclass
from functools import cached_property

from planreport.importer.grids import Grid
from planreport.importer.roles import ROW_YEAR, TITLE, Role
from planreport.importer.years import part_of_year


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

    @property
    def is_of_measures(self) -> bool:
        return self.column(TITLE) is not None

    def lacks_year(self, column: Column) -> bool:
        """Whether a column holds what is said each year, and nothing says which year it is of."""
        is_yearly = column.role is not None and column.role.is_yearly
        return is_yearly and not (column.year or self.year or self.column(ROW_YEAR) is not None)
