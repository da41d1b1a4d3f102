"""What the rows of the sheets say: measures and indicators, each cell with its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planreport.importer.layout import Layout
from planreport.importer.roles import Role
from planreport.place import Place, Problem


@dataclass(frozen=True)
class Said:
    """What a cell, or several of one subject, say."""

    text: str
    place: Place


@dataclass(frozen=True)
class Subject:
    """A measure or an indicator as the sheets have it, with what is said once and each year.

    `path` are the goal and the groups that it stands under; `title` is of the measure, "" for an
    indicator that belongs to none.
    """

    path: tuple[str, ...]
    title: str
    place: Place
    once: dict[str, Said] = field(default_factory=dict)
    years: dict[tuple[str, int], Said] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """What is looked for: the roles, and the plan's years, with those before the first that is shown."""

    known: Sequence[Role]
    years: frozenset[int]
    unshown: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Gathered:
    """All that the sheets say; `taken` are cells by the number of their layout, and `heads` those that
    name a goal or a group, by the way down to it. `shared` are cells of a year that were merged over
    several measures, with how many; `ditto` those that say 〃, with what that is."""

    measures: list[Subject] = field(default_factory=list)
    named: dict[tuple[str, ...], list[Subject]] = field(default_factory=dict)  # measures, folded
    indicators: list[Subject] = field(default_factory=list)
    figures: dict[tuple[str, ...], Subject] = field(default_factory=dict)  # these, by their names
    goals: dict[str, Said] = field(default_factory=dict)
    taken: set[tuple[int, int, int]] = field(default_factory=set)
    ways: set[tuple[str, ...]] = field(default_factory=set)  # those that something stands under
    heads: dict[tuple[str, ...], set[tuple[int, int, int]]] = field(default_factory=dict)
    shared: dict[Place, int] = field(default_factory=dict)
    ditto: dict[Place, str] = field(default_factory=dict)
    reasons: dict[tuple[int, int], str] = field(default_factory=dict)  # of rows that were not taken
    problems: list[Problem] = field(default_factory=list)


def is_elsewhere(one: Place, other: Place) -> bool:
    """Whether two cells are of different sheets."""
    return (one.file, one.sheet) != (other.file, other.sheet)


def not_taken(
    layouts: Sequence[Layout], found: Gathered
) -> Iterator[tuple[int, int, int, str, str]]:
    """Each cell of the tables that was not taken: the number of its layout, its row, column and text,
    and why, if known."""
    for number, layout in enumerate(layouts):
        for row in range(len(layout.grid.rows)):
            for column, text in layout.grid.own_texts(row):
                if (number, row, column) not in found.taken:
                    yield number, row, column, text, found.reasons.get((number, row), "")
