"""The processes that make the papers."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import ROOT
from patience import SECONDS

pytestmark = pytest.mark.pdf


@pytest.mark.parametrize("made", [0, 1])
def test_they_end_when_the_build_is_killed(project: Callable[[str], Path], made: int) -> None:
    """They hold what they print into, so that it ends when the last of them does.

    Killed once a paper is made there are others; before that, some have not yet begun.
    """
    folder = project("minamo")
    papers = folder / ".cache" / "papers"
    child = subprocess.Popen(
        [sys.executable, "build.py"], cwd=folder, stderr=subprocess.PIPE, start_new_session=True
    )
    try:
        while not papers.exists() or len(list(papers.glob("*.pdf"))) < made:
            assert child.poll() is None
            time.sleep(0.01)
        child.kill()
        child.communicate(timeout=SECONDS)
    finally:
        with suppress(ProcessLookupError):  # as it should be
            os.killpg(child.pid, signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="ctypes starts other programs on Linux only")
def test_libraries_are_looked_for_by_no_other_program_and_ctypes_is_as_it_was() -> None:
    subprocess.run([sys.executable, "-c", _LOADING], cwd=ROOT, check=True)


_LOADING = """
import ctypes.util, subprocess, sys
from planreport.papers.pdf.typeset import load_weasyprint

before = ctypes.util.find_library
subprocess.Popen = lambda *command, **options: sys.exit(f"started {command}")
load_weasyprint()
assert ctypes.util.find_library is before
"""
