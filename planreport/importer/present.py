"""What data/ holds already, against what the sheets say."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planreport import csvfile
from planreport.importer.tables import Made
from planreport.load import (
    GOALS_FILE,
    IMPORTED,
    INDICATORS_FILE,
    MEASURES_FILE,
    PROGRESS_FOLDER,
    VALUES_FOLDER,
    Row,
    Sources,
    Table,
)
from planreport.place import Place, Problem


def changed(made: Made, sources: Sources) -> dict[str, Table]:
    """The tables that say something else than data/ does."""
    before = _tables(sources)
    return {
        file: table
        for file, table in made.tables.items()
        if (old := before.get(file)) is None or _said(old) != _said(table)
    }


def kept(made: Made, sources: Sources) -> None:
    """Adds what data/ says in columns of which the sheets say nothing, to the rows of the same ids."""
    for file, old in _tables(sources).items():
        if (table := made.tables.get(file)) is None:
            continue
        names = [
            name
            for name in old.columns
            if any(row[name] for row in old.rows) and not any(row[name] for row in table.rows)
        ]
        by_key = {_key(row, old): row for row in old.rows}
        rows = tuple(
            replace(row, cells={**row.cells, **{name: by_key[key][name] for name in names}})
            if (key := _key(row, table)) in by_key
            else row
            for row in table.rows
        )
        if names and rows != table.rows:
            said = f"表にない列（{'、'.join(names)}）は、今のまま残します。"
            made.notes.append(Problem(Place(file), said, is_warning=True))
            columns = tuple(dict.fromkeys((*table.columns, *names)))
            made.tables[file] = replace(table, columns=columns, rows=rows)


def _key(row: Row, table: Table) -> tuple[str, ...]:
    keys = (
        ("goal_id",) if table.file == GOALS_FILE else ("measure_id", "indicator_id", "fiscal_year")
    )
    return tuple(row[name] for name in keys)


def overwritten(new: Mapping[str, Table], sources: Sources) -> list[Problem]:
    """What people have typed or collected is not written over unasked."""
    before = _tables(sources)
    return [
        Problem(
            Place(file),
            f"もう{len(before[file].rows)}行あり、表とは違っています（表では{len(table.rows)}行）。",
            "表の方で置き換えるなら、同じ命令の終わりに「--replace」を付けてください。",
        )
        for file, table in new.items()
        if file in before and before[file].rows
    ]


def content(table: Table) -> bytes:
    return csvfile.of_records(table.columns, (row.cells for row in table.rows))


def with_tables(sources: Sources, tables: Mapping[str, Table]) -> Sources:
    """The sources with the tables whose cells have their places in the sheets."""
    of_years = {
        folder: {
            file[len(folder) + 1 : -4]: t for file, t in tables.items() if file.startswith(folder)
        }
        for folder in (PROGRESS_FOLDER, VALUES_FOLDER)
    }
    made: dict[str, Any] = {n: tables[file] for n, file in IMPORTED.items() if file in tables}
    made["progress"] = {**sources.progress, **of_years[PROGRESS_FOLDER]}
    made["values"] = {**sources.values, **of_years[VALUES_FOLDER]}
    return replace(sources, **made)


def _tables(sources: Sources) -> dict[str, Table]:
    listed = {
        **{file: getattr(sources, name) for name, file in IMPORTED.items()},
        **{f"{PROGRESS_FOLDER}/{year}.csv": it for year, it in sources.progress.items()},
        **{f"{VALUES_FOLDER}/{year}.csv": it for year, it in sources.values.items()},
    }
    return {file: table for file, table in listed.items() if table}


def _said(table: Table) -> list[tuple[tuple[str, str], ...]]:
    """What the rows say; their order says something of what is listed, and nothing of years."""
    said = [tuple(sorted((name, it) for name, it in row.cells.items() if it)) for row in table.rows]
    return said if table.file in (GOALS_FILE, MEASURES_FILE, INDICATORS_FILE) else sorted(said)
