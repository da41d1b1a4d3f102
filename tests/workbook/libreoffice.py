"""LibreOffice as the departments' other spreadsheet: it fills a form in."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from patience import SECONDS

MAC_OFFICE = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
MAC_PYTHON = "/Applications/LibreOffice.app/Contents/Resources/python"
TRIES_OUT = Path(__file__).with_name("in_libreoffice.py")


def fill(sent: Path, returned: Path, cells: dict[str, str]) -> dict[str, Any]:
    """Fills the cells of a form in and saves it; returns what LibreOffice says of it."""
    profile = returned.with_name("profile")
    done = subprocess.run(
        [_python(), TRIES_OUT, office(), profile, sent, returned],
        input=json.dumps(cells),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def office() -> str:
    """Where LibreOffice is."""
    return shutil.which("soffice") or shutil.which("libreoffice") or MAC_OFFICE


def as_xls(workbook: Path) -> Path:
    """The workbook as Excel wrote it before 2007, beside itself."""
    _python()  # or there is no LibreOffice either
    profile = f"-env:UserInstallation={workbook.with_name('profile').as_uri()}"
    convert = [office(), "--headless", profile, "--convert-to", "xls"]
    subprocess.run(
        [*convert, "--outdir", str(workbook.parent), str(workbook)], check=True, timeout=SECONDS
    )
    return workbook.with_suffix(".xls")


def _python() -> str:
    """The Python that can talk to LibreOffice: not the one that runs the tests."""
    for python in (MAC_PYTHON, "/usr/bin/python3"):
        if Path(python).exists():
            asked = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
            if asked.returncode == 0:
                return python
    if os.environ.get("CI") == "true":
        pytest.fail("no Python has uno: install python3-uno")
    pytest.skip("LibreOfficeを動かすためのPython（python3-uno）がないので省きます")
