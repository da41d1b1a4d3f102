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
from patience import SECONDS

from planreport.papers.pdf.typeset import load_weasyprint

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
@pytest.mark.parametrize("name", ["libpango-1.0-0", "harfbuzz-vector", "no-such-library.1"])
def test_a_library_of_another_name_is_looked_for_by_no_other_program(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    load_weasyprint()
    from weasyprint.text.ffi import ffi

    monkeypatch.setattr(subprocess, "Popen", lambda *command, **_options: pytest.fail(str(command)))
    with pytest.raises(OSError, match=name):
        ffi.dlopen(name)
