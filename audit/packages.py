"""The tools that come from npm (package.json), as they are installed."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "node_modules"


def version(name: str) -> str:
    """The installed version of a package; empty where it is not there."""
    try:
        package = json.loads((FOLDER / name / "package.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ""
    return str(package["version"])
