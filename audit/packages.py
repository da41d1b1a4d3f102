"""The tools that come from npm, as they are installed."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OF_TESTS = ROOT / "tests" / "npm"  # html-validate
OF_AUDIT = ROOT / "audit" / "npm"  # what the tests do without


def version(folder: Path, name: str) -> str:
    """The installed version of a package; empty where it is not there."""
    try:
        package = json.loads((folder / "node_modules" / name / "package.json").read_text("utf-8"))
    except FileNotFoundError:
        return ""
    return str(package["version"])
