"""Each room imports only what the table in CONTRIBUTING.md allows it."""

import ast
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

PROGRAM = ROOT / "planreport"
# What a room that must not open files leaves alone; nor does it ask the clock.
READS_OR_WRITES = {"pathlib", "os", "shutil", "subprocess", "time", "locale", "random"}


@dataclass(frozen=True)
class Room:
    rooms: frozenset[str]
    libraries: frozenset[str]
    must_not: str


def table() -> dict[str, Room]:
    """The rooms by their names, as the table has them."""
    rooms = {}
    for line in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r"\| `([a-z_/]+?)/?` \|.*\| (.*?) ?\| (.*?) ?\|", line):
            name, imports, must_not = found.groups()
            own, _, libraries = imports.partition(";")
            rooms[name] = Room(words(own) | {name}, words(libraries), must_not)
    return rooms


def words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(",") if word.strip())


ROOMS = table()


@cache
def modules() -> list[Path]:
    return sorted(path for path in PROGRAM.rglob("*.py") if path != PROGRAM / "__init__.py")


def room(dotted: str) -> str:
    """The room that a module of this program lies in: the innermost one of the table."""
    parts = dotted.split(".")
    names = ["/".join(parts[:n]) for n in range(len(parts), 0, -1)]
    return next((name for name in names if name in ROOMS), parts[0])


def module(path: Path) -> str:
    return ".".join(path.relative_to(PROGRAM).with_suffix("").parts)


@cache
def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = node.module.partition(".")[0] == "planreport"
            names.update(
                f"{node.module}.{alias.name}" if inside else node.module for alias in node.names
            )
    return names


def test_every_room_is_in_the_table() -> None:
    assert {room(module(path)) for path in modules()} == set(ROOMS)


@pytest.mark.parametrize("name", ROOMS)
def test_the_modules_of_a_room_import_only_what_it_may(name: str) -> None:
    own = ROOMS[name]
    for path in (path for path in modules() if room(module(path)) == name):
        for imports in imported(path):
            top, _, rest = imports.partition(".")
            if top == "planreport":
                assert room(rest) in own.rooms, path
            elif top not in sys.stdlib_module_names:
                assert top in own.libraries, path
            elif "open files" in own.must_not:
                assert top not in READS_OR_WRITES, path


def test_the_table_allows_no_room_what_it_does_not_use() -> None:
    used: dict[str, set[str]] = {name: set() for name in ROOMS}
    for path in modules():
        for name in imported(path):
            top, _, rest = name.partition(".")
            used[room(module(path))].add(room(rest) if top == "planreport" else top)
    unused = {
        (name, allowed)
        for name, own in ROOMS.items()
        for allowed in (own.rooms - {name}) | own.libraries
        if allowed not in used[name]
    }
    assert unused == set()


def test_rooms_do_not_import_each_other_in_a_circle() -> None:
    """Taken away one by one, those that import nothing that is left, no room remains."""
    left = {name: own.rooms - {name} for name, own in ROOMS.items()}
    while free := [name for name, rooms in left.items() if not rooms & left.keys()]:
        for name in free:
            del left[name]
    assert left == {}


def test_nothing_about_the_shipped_plan_stands_in_code_or_templates() -> None:
    """Its names, statuses, categories and years belong to data/ and content/ alone."""
    telling = ["旭川", "asahikawa", "ICT", "2014", "平成26", "一部実施", "費用対効果", "計画通り"]
    files = [*modules(), ROOT / "build.py", *(ROOT / "templates").rglob("*.*")]
    for path in files:
        if path.suffix in (".py", ".j2", ".css", ".conf", ".js"):
            text = path.read_text(encoding="utf-8")
            found = [word for word in telling if word in text]
            assert found == [], path.name
