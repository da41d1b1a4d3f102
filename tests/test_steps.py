"""What the steps of a command say on a terminal."""

import os
import pty
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, suppress
from io import StringIO
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from patience import SECONDS

from planreport.commandline import steps
from planreport.commandline.steps import Step, step

AT_ONCE, NEVER = 0.0, float(SECONDS)


class Terminal(StringIO):
    """Keeps what it is made to show."""

    def isatty(self) -> bool:
        return True

    @property
    def lines(self) -> list[str]:
        """All that its lines have held, one after the other."""
        held = re.split(r"\r|\n|\x1b\[\?25[lh]", self.getvalue())
        return [line for line in held if line.strip()]

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + SECONDS
        while words not in self.getvalue():
            assert time.monotonic() < end
            time.sleep(0.01)


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    return lambda seconds: monkeypatch.setattr(steps, "_PATIENCE", seconds)


@contextmanager
def seen(name: str) -> Iterator[tuple[Step, Terminal]]:
    """A step of that name on a terminal."""
    with redirect_stderr(Terminal()) as terminal, step(name) as now:
        yield now, terminal


def squeezed(line: str) -> str:
    return " ".join(line.split())


def test_a_quick_step_says_only_how_long_it_took(patience: Callable[[float], None]) -> None:
    patience(NEVER)
    with seen("ページ") as (now, terminal):
        assert dict(now.watch(["a", "b"], [("a", 1), ("b", 2)])) == {"a": 1, "b": 2}
    assert re.fullmatch(r"ページ … \d+\.\d\d秒\n", terminal.getvalue())


def test_a_slow_step_says_how_far_it_is_and_what_it_is_at(
    patience: Callable[[float], None],
) -> None:
    def made() -> Iterator[tuple[str, int]]:
        terminal.wait_for("0/3")  # before anything is done
        yield from (("b.pdf", 2), ("what nobody counts", 0), ("a.pdf", 1), ("c.pdf", 3))

    patience(AT_ONCE)
    with seen("PDF") as (now, terminal):
        assert [part for _, part in now.watch(["a.pdf", "b.pdf", "c.pdf"], made())] == [2, 0, 1, 3]
    begun, first, second, third, fourth, end = map(squeezed, terminal.lines)
    assert begun == "PDF …"
    assert first == "PDF … a.pdf [----------------] 0/3"
    assert second == "PDF … a.pdf [#####-----------] 1/3"
    assert third == "PDF … c.pdf [##########------] 2/3"
    assert fourth == "PDF … [################] 3/3"
    assert re.fullmatch(r"PDF … \d+\.\d\d秒 \[################\] 3/3", end)
    assert terminal.getvalue().endswith("\n")


def test_a_slow_step_without_parts_says_only_how_long_it_took(
    patience: Callable[[float], None],
) -> None:
    patience(NEVER)
    with seen("書込み") as (now, terminal):
        now.show()
    assert re.fullmatch(r"書込み … \d+\.\d\d秒\n", terminal.getvalue())


def test_a_step_that_fails_leaves_a_line_of_its_own_behind(
    patience: Callable[[float], None],
) -> None:
    def made() -> Iterator[tuple[str, int]]:
        terminal.wait_for("0/2")
        yield "a", 1
        raise OSError

    patience(AT_ONCE)
    with pytest.raises(OSError), seen("PDF") as (now, terminal):
        list(now.watch(["a", "b"], made()))
    assert re.fullmatch(r"PDF … \d+\.\d\d秒 \[########--------\] 1/2", squeezed(terminal.lines[-1]))
    assert terminal.getvalue().endswith("\n")


@pytest.mark.parametrize(
    "name", ["票.xlsx", "総務部総務課.xlsx", "回答/市民生活部/地域活動推進課（令和７年度分）.xlsx"]
)
def test_a_name_takes_the_same_room_however_long_it_is(
    name: str, patience: Callable[[float], None]
) -> None:
    """Else an end of it would stay behind the next one, or the line would take two."""
    patience(NEVER)
    with seen("票の取込み") as (now, terminal):
        now.show()
        list(now.watch([name, "b"], [("b", 1), (name, 2)]))
    _, *shown = terminal.lines
    assert len(shown) == 4
    columns = {sum(1 + (east_asian_width(char) in "WF") for char in line) for line in shown}
    assert len(columns) == 1
    assert max(columns) < 80
    assert name[-8:] in shown[0]


def test_in_a_pipe_nothing_is_said(
    capsys: pytest.CaptureFixture[str], patience: Callable[[float], None]
) -> None:
    patience(AT_ONCE)
    with step("PDF") as now:
        assert list(now.watch(["a"], [("a", 1)])) == [("a", 1)]
    assert capsys.readouterr() == ("", "")


@pytest.mark.whole
def test_on_a_terminal_each_step_of_a_build_is_named_with_its_time(
    project: Callable[[str], Path],
) -> None:
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "build.py", "--no-pdf", "--year", "2020"],
        cwd=project("minamo"),
        stderr=theirs,
        stdout=subprocess.DEVNULL,
    )
    os.close(theirs)
    said = b""
    with suppress(OSError):  # what reading from a closed terminal ends with
        while piece := os.read(ours, 4096):
            said += piece
    assert child.wait(timeout=SECONDS) == 0
    named = re.findall(r"(\S+) … \d+\.\d\d秒", re.sub(r"\x1b\[\?25[lh]", "", said.decode()))
    assert named == ["読込みと点検", "データ", "PDF", "ページ", "書込み"]
