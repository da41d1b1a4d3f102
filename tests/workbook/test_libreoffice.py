"""LibreOffice opens the form, keeps to its rules, and saves what the reader understands."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from collecting import blank, plan_of

from planreport.workbook import form, read

MAC_OFFICE = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
MAC_PYTHON = "/Applications/LibreOffice.app/Contents/Resources/python"
TRIES_OUT = Path(__file__).with_name("in_libreoffice.py")


def python_of_libreoffice() -> str:
    """The Python that can talk to LibreOffice: not the one that runs the tests."""
    for python in (MAC_PYTHON, "/usr/bin/python3"):
        if Path(python).exists():
            asked = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
            if asked.returncode == 0:
                return python
    if os.environ.get("CI") == "true":
        pytest.fail("no Python has uno: install python3-uno")
    pytest.skip("LibreOfficeを動かすためのPython（python3-uno）がないので省きます")


def test_a_form_is_filled_in_with_libreoffice(tmp_path: Path) -> None:
    plan = plan_of("minamo", tmp_path)
    collection = blank(plan, plan.years[-1])
    sent, returned = tmp_path / "form.xlsx", tmp_path / "returned.xlsx"
    sent.write_bytes(form(plan, collection, None))
    cells = {"I7": "◎", "J7": "水質を測った。\n結果を知らせた。", "L7": "Ａ 順調", "M7": "4/1から"}
    office = shutil.which("soffice") or shutil.which("libreoffice") or MAC_OFFICE
    done = subprocess.run(
        [python_of_libreoffice(), TRIES_OUT, office, tmp_path / "profile", sent, returned],
        input=json.dumps(cells),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "is_protected": True,
        "keeps_what_is_locked": True,
        "rules": {
            "I7": ["LIST", [[status.label] for status in plan.statuses]],
            "J7": ["TEXT_LEN", "3000"],
            "L7": ["LIST", [[category.label] for category in plan.assessments]],
            "M7": ["TEXT_LEN", "3000"],
        },
        "length": len(cells["J7"]),
    }
    reading = read("returned.xlsx", returned.read_bytes(), plan, collection)
    assert [tuple(row.cells.values()) for row in reading.answers] == [
        ("w1", "◎", "水質を測った。結果を知らせた。", "Ａ 順調", "4/1から")
    ]
    assert [str(problem) for problem in (*reading.notes, *reading.problems)] == [
        "注意: returned.xlsx シート「入力」 J7: 改行やタブを、1行につながるように置き換えました。"
    ]
