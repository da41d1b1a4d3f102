"""What can be known of Windows without it: the files to double-click, and what documents say."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typed
from conftest import ROOT

FOLDER = ROOT / "setup" / "windows"
RUN = FOLDER / "run.cmd"
DOUBLE_CLICKED = sorted(FOLDER.glob("*.bat"))
DOCUMENT = (ROOT / "docs" / "windows.ja.md").read_text(encoding="utf-8")


def passed_on(file: Path) -> str:
    """The command and option that a file to double-click has run.cmd run.

    Without `call`, which takes a % and doubles a ^ of a folder's name; nothing has to come after.
    """
    called = re.fullmatch(r'@"%~dp0run\.cmd" "%~1" (.+)', file.read_text("utf-8").rstrip())
    assert called
    return called[1]


@pytest.mark.parametrize("file", [RUN, *DOUBLE_CLICKED], ids=lambda file: file.name)
def test_a_batch_file_is_read_alike_in_every_coding_and_ends_its_lines_as_windows_does(
    file: Path,
) -> None:
    content = file.read_bytes()
    assert content.isascii()
    assert content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r") > 0
    assert content.endswith(b"\r\n")


def test_git_keeps_the_line_ends_of_batch_files() -> None:
    rules = (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    for ending in {file.suffix for file in (RUN, *DOUBLE_CLICKED)}:
        assert f"*{ending} text eol=crlf" in rules


@pytest.mark.parametrize("plan", ["", '--plan "%~1"'])
@pytest.mark.parametrize("file", DOUBLE_CLICKED, ids=lambda file: file.name)
def test_what_is_double_clicked_is_a_command(file: Path, plan: str) -> None:
    run = RUN.read_text(encoding="utf-8")
    command = f"build.py %2 %3 {plan}".rstrip()
    assert command in run
    words = passed_on(file).split()
    assert len(words) <= 2  # run.cmd hands over no more
    assert typed.unknown(f"build.py {' '.join(words)} {plan.split(' ')[0]}") == []


def test_a_batch_file_quotes_every_path() -> None:
    for line in RUN.read_text(encoding="utf-8").splitlines():
        if not line.startswith("rem "):
            bare = re.sub(r'"[^"]*"', "", line)
            assert "%~" not in bare
            assert "%python%" not in bare


def test_every_file_to_double_click_is_told() -> None:
    assert DOUBLE_CLICKED
    told = re.findall(r"`([^`]+\.bat)`", DOCUMENT)
    assert set(told) == {file.name for file in DOUBLE_CLICKED}


@pytest.mark.whole
@pytest.mark.parametrize("command", ["install", "download"])
def test_every_option_of_pip_that_is_told_exists(command: str) -> None:
    told = " ".join(re.findall(rf"-m pip {command} (.+)", DOCUMENT))
    assert "--require-hashes" in told
    help_ = subprocess.run(
        [sys.executable, "-m", "pip", command, "--help"], capture_output=True, text=True, check=True
    ).stdout
    for option in re.findall(r"--[a-z-]+", told):
        assert re.search(rf"{option}\b", help_), option


def test_the_pythons_that_are_told_are_those_that_packages_are_gathered_for() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    pythons = re.findall(r"3\.\d+", re.findall(r"^PYTHONS \?= (.+)$", makefile, re.M)[0])
    spans = set(re.findall(r"(3\.\d+)から(3\.\d+)まで", DOCUMENT))
    assert spans == {(pythons[0], pythons[-1])}
