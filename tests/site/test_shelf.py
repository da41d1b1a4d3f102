"""The files of a site lie on disk until it is written, and go whatever happens."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, tree

from planreport.site.shelf import shelf

FILES = {"a.html": b"a", "empty.html": b"", "pages/b.html": b"b" * 100_000}


def test_it_holds_what_a_dictionary_would(tmp_path: Path) -> None:
    with shelf(tmp_path) as held:
        held.update(FILES)
        assert dict(held) == FILES
        held["a.html"] = b"longer than it was"
        held["c.html"] = b"c"
        del held["empty.html"]
        assert list(held.items()) == [
            ("a.html", b"longer than it was"),
            ("pages/b.html", FILES["pages/b.html"]),
            ("c.html", b"c"),
        ]
        with pytest.raises(KeyError):
            held["empty.html"]


def test_its_file_goes_with_it(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), shelf(tmp_path) as held:
        held.update(FILES)
        raise ZeroDivisionError
    assert tree(tmp_path) == {}


def test_nothing_is_left_of_a_program_that_was_killed(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from planreport.site.shelf import shelf\n"
        "with shelf(Path(sys.argv[1])) as held:\n"
        "    held['a.html'] = b'a' * 100_000\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, os.fspath(tmp_path)], cwd=ROOT, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert tree(tmp_path) == {}
