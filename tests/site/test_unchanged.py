"""A build that would change nothing is not done again."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import build, make_project
from patience import SECONDS

pytestmark = pytest.mark.whole

SAME = "何も変わっていない"
QUICK = ("--no-pdf", "--year", "2020")  # without papers and earlier editions
ASKED = (
    "import os, sys; from planreport.site import unchanged;"
    "print(unchanged.last_words(os.getcwd(), sys.argv[1:]))"
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Where a site was built, and a copy of all that lay there then."""
    folder = tmp_path_factory.mktemp("built") / "minamo"
    assert build(make_project("minamo", folder), *QUICK).returncode == 0
    return folder, copied(folder, folder.with_name("copy"))


def copied(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to, symlinks=True))


@pytest.fixture
def project(kept: tuple[Path, Path]) -> Path:
    """A project as a build left it, for this test alone."""
    folder, copy = kept
    shutil.rmtree(folder)
    return copied(copy, folder)


def is_done_again(project: Path, *words: str) -> bool:
    """Whether a build is, as every command asks before anything else."""
    asked = subprocess.run(
        [sys.executable, "-c", ASKED, *words],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    return asked.stdout == "None\n"


def test_a_second_build_says_what_the_first_said_and_writes_nothing(project: Path) -> None:
    written = (project / "output" / "index.html").stat()
    done = build(project, *QUICK)
    assert SAME in done.stdout
    assert "ページ 17" in done.stdout
    assert (project / "output" / "index.html").stat() == written


@pytest.mark.parametrize(
    "file", ["data/goals.csv", "content/index.md", "build.py", "requirements.lock"]
)
def test_a_change_of_any_input_is_built(project: Path, file: str) -> None:
    path = project / file
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert is_done_again(project, *QUICK)


def test_a_new_input_is_built(project: Path) -> None:
    (project / "content" / "more.md").write_text("---\ntitle: もっと\n---\n")
    assert SAME not in build(project, *QUICK).stdout
    assert (project / "output" / "more.html").exists()


def test_other_words_on_the_command_line_are_built(project: Path) -> None:
    assert not is_done_again(project, *QUICK)
    assert is_done_again(project, "--no-pdf", "--year", "2018")


def test_a_page_that_was_edited_or_deleted_is_made_anew(project: Path) -> None:
    page = project / "output" / "index.html"
    original = page.read_bytes()
    page.write_bytes(b"edited")
    assert SAME not in build(project, *QUICK).stdout
    assert page.read_bytes() == original
    page.unlink()
    assert is_done_again(project, *QUICK)


def test_a_damaged_record_is_no_reason_to_fail(project: Path) -> None:
    for damage in (b"", b"\xff", b"\n", b"a\nb\nc", b"\0\n\0\n"):
        (project / ".cache" / "last-build").write_bytes(damage)
        assert is_done_again(project, *QUICK)
    done = build(project, *QUICK)
    assert done.returncode == 0
    assert SAME not in done.stdout


def test_a_zip_that_was_deleted_is_made_anew(project: Path) -> None:
    assert SAME not in build(project, *QUICK, "--zip").stdout
    assert SAME in build(project, *QUICK, "--zip").stdout
    (project / "output.zip").unlink()
    assert SAME not in build(project, *QUICK, "--zip").stdout
    assert (project / "output.zip").exists()
