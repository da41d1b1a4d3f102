"""The Data Package holds against the tables, as Frictionless' own program reads both."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import frictionless
import pytest
from conftest import Site
from published import Rows, csv_of, rows_of


def complaints(folder: Path) -> list[tuple[str, str]]:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.errors == []
    return [(task.name, error.type) for task in report.tasks for error in task.errors]


def test_the_package_is_valid_and_says_what_the_tables_hold(site: Site) -> None:
    folder = site.output / "data"
    assert complaints(folder) == []
    resources = frictionless.Package(str(folder / "datapackage.json")).resources
    keys = {resource.name: resource.schema.primary_key for resource in resources}
    assert keys["progress"] == ["measure_id", "fiscal_year"]
    assert [name for name, key in keys.items() if not key] == [
        # the same may be corrected, or updated, twice on one day
        "revisions",
        "corrections",
        "history",
    ]
    has_measures = {r.name for r in resources if r.schema.has_field("measure_id")} - {"measures"}
    assert {r.name for r in resources if r.schema.foreign_keys} == has_measures


@pytest.mark.parametrize("folder", ["first", "last"])
def test_the_package_of_an_earlier_edition_is_valid_too(site: Site, folder: str) -> None:
    editions = sorted((site.output / "editions").iterdir())
    assert complaints(editions[0 if folder == "first" else -1] / "data") == []


def again(rows: Rows) -> None:
    rows.append(rows[1])


def cell(column: str, text: str) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[1][rows[0].index(column)] = text

    return change


@pytest.mark.parametrize(
    ("table", "change", "error"),
    [
        ("measures", again, "primary-key"),
        ("progress", again, "primary-key"),
        ("progress", cell("measure_id", "nowhere"), "foreign-key"),
        ("progress-wide", cell("measure_id", "nowhere"), "foreign-key"),
        ("progress", cell("planned", "ほぼ実施"), "constraint-error"),
        ("progress", cell("planned", ""), "constraint-error"),
        ("tallies", cell("count", "18項目"), "type-error"),
        ("history", cell("date", "2026/4/1"), "type-error"),
    ],
)
def test_a_table_that_does_not_hold_is_found(
    site: Site, tmp_path: Path, table: str, change: Callable[[Rows], None], error: str
) -> None:
    shutil.copytree(site.output / "data", tmp_path, dirs_exist_ok=True)
    path = tmp_path / f"{table}.csv"
    rows = rows_of(path.read_bytes())
    change(rows)
    path.write_bytes(csv_of(rows))
    package = json.loads((tmp_path / "datapackage.json").read_bytes())
    resources = {resource["name"]: resource for resource in package["resources"]}
    keys = resources[table]["schema"].get("foreignKeys", [])
    named = dict.fromkeys([table, *(key["reference"]["resource"] for key in keys)])
    package["resources"] = [resources[name] for name in named]  # to look at all takes long
    for resource in package["resources"]:
        del resource["bytes"], resource["hash"]  # they would tell that the file is another one
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert (table, error) in complaints(tmp_path)
