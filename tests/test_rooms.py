"""Each room imports only what its place in the flow allows."""

import ast
import sys
from pathlib import Path

import pytest
from conftest import ROOT

# What each room may use of the other rooms, and of libraries.
ROOMS: dict[str, tuple[set[str], set[str]]] = {
    "place": (set(), set()),
    "model": (set(), set()),
    "paths": (set(), set()),
    "unchanged": (set(), set()),
    "load": ({"load", "place"}, {"uharfbuzz"}),
    "contrast": (set(), set()),
    "criteria": (set(), set()),
    "audited": ({"criteria"}, set()),
    "check": (
        {
            "audited",
            "check",
            "contrast",
            "criteria",
            "load",
            "model",
            "paths",
            "place",
            "published",
        },
        set(),
    ),
    "save": (set(), {"tomlkit"}),
    "rollover": ({"load", "model", "place", "published", "save"}, set()),
    "workbook": ({"load", "model", "place", "workbook"}, {"python_calamine", "xlsxwriter"}),
    "collect": ({"check", "load", "model", "place", "save", "workbook"}, set()),
    "yearly": (
        {"check", "collect", "console", "load", "model", "place", "rollover", "workbook", "write"},
        set(),
    ),
    "console": ({"check", "collect", "model", "rollover", "workbook"}, set()),
    "changes": ({"model"}, set()),
    "excerpt": (set(), set()),
    "amendments": ({"excerpt", "model"}, set()),
    "edition": ({"model", "place"}, set()),
    "published": ({"model"}, set()),
    "derive": ({"amendments", "changes", "model"}, set()),
    "feed": ({"amendments", "derive", "paths"}, set()),
    "charts": ({"derive", "model"}, set()),
    "search": ({"amendments", "derive", "model"}, set()),
    "datatables": ({"amendments", "datatables", "derive", "model", "paths"}, set()),
    "dataset": ({"datatables", "derive", "model", "paths"}, set()),
    "downloads": ({"datatables", "derive", "downloads", "model", "paths"}, {"xlsxwriter"}),
    "render": (
        {
            "annex",
            "audited",
            "charts",
            "dataset",
            "datatables",
            "derive",
            "feed",
            "model",
            "papers",
            "phrases",
            "paths",
            "place",
            "search",
        },
        {"jinja2", "markdown", "markupsafe", "nh3"},
    ),
    "papers": ({"derive", "model", "phrases"}, set()),
    "annex": ({"amendments", "derive", "papers"}, set()),
    "phrases": (set(), {"budoux", "markupsafe"}),
    "fragments": (set(), {"nh3"}),
    "pdf": ({"pdf", "place"}, {"pydyf", "weasyprint"}),
    "compose": (
        {
            "check",
            "datatables",
            "derive",
            "downloads",
            "edition",
            "fragments",
            "model",
            "paths",
            "pdf",
            "render",
        },
        set(),
    ),
    "serve": (
        {"check", "compose", "load", "paths", "pdf", "place", "render", "serve", "unchanged"},
        {"filelock", "jinja2"},
    ),
    "write": ({"place"}, set()),
    "pack": ({"place", "write"}, set()),
}
# What a room that only thinks must not touch.
READS_OR_WRITES = {"pathlib", "os", "io", "shutil", "subprocess", "time", "locale", "random"}
PURE = (
    "place",
    "model",
    "paths",
    "audited",
    "check",
    "criteria",
    "amendments",
    "changes",
    "derive",
    "edition",
    "contrast",
    "excerpt",
    "feed",
    "fragments",
    "published",
    "rollover",
    "collect",
    "console",
    "charts",
    "dataset",
    "datatables",
    "papers",
    "phrases",
    "search",
)


def modules() -> list[Path]:
    return sorted((ROOT / "planreport").rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(ROOT / "planreport").parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "planreport":
            names.update(f"planreport.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_every_room_is_in_the_table() -> None:
    assert {room(path) for path in modules()} - {"__init__"} == set(ROOMS)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.stem)
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    if room(path) == "__init__":
        assert imported(path) == set()
        return
    rooms, libraries = ROOMS[room(path)]
    for name in imported(path):
        top, _, rest = name.partition(".")
        if top == "planreport":
            assert rest.partition(".")[0] in rooms
        elif top not in sys.stdlib_module_names:
            assert top in libraries
        elif room(path) in PURE:
            assert top not in READS_OR_WRITES


def test_nothing_about_the_shipped_plan_stands_in_code_or_templates() -> None:
    """Its names, statuses, categories and years belong to data/ and content/ alone."""
    telling = ["旭川", "asahikawa", "ICT", "2014", "平成26", "一部実施", "費用対効果", "計画通り"]
    files = [*modules(), ROOT / "build.py", *(ROOT / "templates").rglob("*.*")]
    for path in files:
        if path.suffix in (".py", ".j2", ".css", ".conf", ".js"):
            text = path.read_text(encoding="utf-8")
            found = [word for word in telling if word in text]
            assert found == [], path.name
