"""What the data says now, and where, of every cell that is kept when a year is published."""

from collections.abc import Mapping

from planreport.check.cells import rows
from planreport.check.vocabulary import Cell, Vocabulary
from planreport.load import TARGETS_FILE, Sources
from planreport.place import Place
from planreport.plan.indicators import TARGET_NOTE

# What cells say, and where.
Said = Mapping[Cell, tuple[str, Place]]


def what_it_says(sources: Sources, words: Vocabulary) -> Said:
    """What the data says now, and where, for every cell that can be corrected."""
    cells = {}
    for row in rows(sources.schedule):
        cell = (row["measure_id"], row["fiscal_year"], "planned")
        cells[cell] = (row["planned"], row.at("planned"))
    names = [field.name for field in words.in_progress if field.is_published]
    for year, table in sources.progress.items():
        for row in rows(table):
            for column in names:
                cells[row["measure_id"], year, column] = (row[column], row.at(column))
    return {**cells, **_readings(sources, words)}


def _readings(sources: Sources, words: Vocabulary) -> Said:
    aims = {(row["indicator_id"], row["fiscal_year"]): row for row in rows(sources.targets)}
    undated = {id_ for id_, year in aims if not year.isdecimal()}  # any of which may be any year's
    cells = {}
    for year, table in sources.values.items():
        for row in rows(table):
            id_ = row["indicator_id"]
            for field in words.of_readings:
                if field.is_scheduled and (TARGETS_FILE in sources.unread or id_ in undated):
                    continue
                said = aims.get((id_, year)) if field.is_scheduled else row
                column = "note" if field.name == TARGET_NOTE else field.name
                place = said.at(column) if said else Place(TARGETS_FILE)
                cells[id_, year, field.name] = (said[column] if said else "", place)
    return cells


def is_readable(cell: Cell, sources: Sources, words: Vocabulary) -> bool:
    """Whether the files could be read that say what a cell holds now."""
    if cell[0] in (words.indicators or ()):
        return sources.values.get(cell[1]) is not None and TARGETS_FILE not in sources.unread
    return (
        cell[0] in (words.measures or ())
        and sources.progress.get(cell[1]) is not None
        and (words.schedule is None or sources.schedule is not None)
    )
