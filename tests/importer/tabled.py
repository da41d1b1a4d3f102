"""The data of a plan as somebody has it in mind who types its 総括表, and as import must give it back."""

import csv
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from conftest import INDICATED, OTHERS, PLANS, make_project

from planreport.csvfile import unguarded

Record = dict[str, str]
Tables = dict[str, list[Record]]  # by file below data/, each row without its empty cells

# What is known after the years, and stands in no 総括表.
_LATER = ("published.csv", "corrections.csv", "revisions.csv", "accessibility-confirmed.csv")
_NUMBERS = ("baseline", "target", "value", "saving")
_IDS = {"goals.csv": "goal_id", "measures.csv": "measure_id", "indicators.csv": "indicator_id"}


def folder_of(name: str) -> Path:
    return (PLANS | OTHERS | INDICATED)[name]


def empty_project(plan: str, folder: Path) -> Path:
    """The plan's settings, nothing else in data/, and no texts that speak of its goals by their ids."""
    project = make_project(plan, folder)
    for path in (project / "data").iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "plan.toml":
            path.unlink()
    shutil.rmtree(project / "content")
    shutil.copytree(OTHERS["umikaze"] / "content", project / "content")
    return project


def tables(folder: Path) -> Tables:
    """All the rows of a plan's CSV files, but for what no 総括表 holds."""
    data = folder / "data"
    return {
        path.relative_to(data).as_posix(): rows
        for path in sorted(data.rglob("*.csv"))
        if path.name not in _LATER and (rows := list(_rows(path)))
    }


def _rows(path: Path) -> Iterable[Record]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield {column: unguarded(cell) for column, cell in row.items() if cell}


def own(name: str) -> Tables:
    """The plan's own, without what it promised for the years after a measure had been ended.

    What an indicator belongs to is said without the goal, where nothing else is called like it.
    """
    found = tables(folder_of(name))
    last = {row["measure_id"]: row.get("last_year", "9999") for row in found["measures.csv"]}
    if "schedule.csv" in found:
        found["schedule.csv"] = [
            row for row in found["schedule.csv"] if row["fiscal_year"] <= last[row["measure_id"]]
        ]
    for row in found.get("indicators.csv", ()):
        if "of" in row:
            row["of"] = row["of"].rpartition("|")[2]
    return found


def measures(name: str) -> list[Record]:
    """A record of each measure: its cells, those of its goal, and by year: 「planned 2012」."""
    found = own(name)
    goals = {
        row["goal_id"]: {"number": str(position)} | row
        for position, row in enumerate(found["goals.csv"], 1)
    }
    records = []
    for running, row in enumerate(found["measures.csv"], 1):
        goal = goals[row["goal_id"]]
        levels = {f"item {n}": item for n, item in enumerate(row["item"].split("|"), 1)}
        named = {"goal": goal["title"], "goal number": goal["number"]}
        named["numbered goal"] = f"{named['goal number']} {goal['title']}"
        records.append(row | named | levels | {"No.": str(running)})
    by_id = {record["measure_id"]: record for record in records}
    for row in found.get("schedule.csv", ()):
        by_id[row["measure_id"]][f"planned {row['fiscal_year']}"] = row["planned"]
    return _reported(found, "progress", by_id)


def indicators(name: str) -> list[Record]:
    """A record of each indicator: its cells, and by year: 「target 2015」, 「value 2015」.

    `measured` says in words what it belongs to: the title of a measure or goal, or the item's name.
    """
    found = own(name)
    words = {row["measure_id"]: row["title"] for row in found["measures.csv"]}
    words |= {row["goal_id"]: row["title"] for row in found["goals.csv"]}
    by_id = {
        row["indicator_id"]: row | {"measured": words.get(row["of"], row["of"])}
        if "of" in row
        else row
        for row in found["indicators.csv"]
    }
    for row in found["targets.csv"]:
        said = row.get("target", row.get("note", ""))
        by_id[row["indicator_id"]][f"target {row['fiscal_year']}"] = said
    return _reported(found, "values", by_id)


def _reported(found: Tables, folder: str, by_id: dict[str, Record]) -> list[Record]:
    for file, rows in found.items():
        if file.startswith(f"{folder}/"):
            for row in rows:
                record, year = by_id[next(iter(row.values()))], Path(file).stem
                record |= {f"{column} {year}": row[column] for column in list(row)[1:]}
    return list(by_id.values())


def carried(found: Tables, columns: Collection[str]) -> Tables:
    """Of the tables what the sheet has columns for: all else cannot have come from it.

    Commas in numbers are for people's eyes.
    """
    ids = {"goal_id", "measure_id", "indicator_id", "fiscal_year"}
    columns = {*columns, "first_year", "last_year"}  # what is blank before and after says it
    cut = {
        file: [
            {
                c: cell.replace(",", "") if c in _NUMBERS else cell
                for c, cell in row.items()
                if c in columns or c in ids
            }
            for row in rows
        ]
        for file, rows in found.items()
    }
    return {file: kept for file, rows in cut.items() if (kept := [r for r in rows if set(r) - ids])}


def renamed(found: Tables) -> Tables:
    """The same tables where goals, measures and indicators have the ids of their order.

    A sheet without a column of ids cannot tell how the plan's own are spelled.
    """
    new = {
        row[column]: f"{column} {n}"
        for file, column in _IDS.items()
        for n, row in enumerate(found.get(file, ()), 1)
    }
    ids = {*_IDS.values(), "of"}
    return {
        file: [
            {c: new.get(cell, cell) if c in ids else cell for c, cell in row.items()}
            for row in rows
        ]
        for file, rows in found.items()
    }
