"""Whether HTML is valid, as html-validate sees it."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import ROOT

from audit.validators import Complaint, html_validate


def complaints(pages: Sequence[Path], folder: Path) -> list[Complaint]:
    """What it says of the pages. In the folder it is shown a broken one as well: it does look."""
    ready = subprocess.run(
        [ROOT / "setup" / "system-packages.sh", "has-node"], capture_output=True, check=False
    )
    if ready.returncode and os.environ.get("CI") != "true":
        pytest.skip("使える Node.js がないので、HTMLの文法の検査を省きます")
    broken = folder / "broken.html"
    broken.write_text("<!DOCTYPE html><p>is seen to be <em>broken</p>")
    said = html_validate([broken, *pages], folder / "report.json")
    others = [complaint for complaint in said if complaint[0] != broken.name]
    assert others != said
    return others
