"""A build that would change nothing is not done again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import build

SAME = "何も変わっていない"


@pytest.fixture
def built(project: Callable[[str], Path]) -> Path:
    folder = project("minamo")
    assert build(folder, "--no-pdf").returncode == 0
    return folder


def test_a_second_build_says_what_the_first_said_and_writes_nothing(built: Path) -> None:
    written = (built / "output" / "index.html").stat()
    done = build(built, "--no-pdf")
    assert SAME in done.stdout
    assert "ページ 10" in done.stdout
    assert (built / "output" / "index.html").stat() == written


@pytest.mark.parametrize(
    "file", ["data/goals.csv", "content/index.md", "build.py", "requirements.lock"]
)
def test_a_change_of_any_input_is_built(built: Path, file: str) -> None:
    path = built / file
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert SAME not in build(built, "--no-pdf").stdout


def test_a_new_input_is_built(built: Path) -> None:
    (built / "content" / "more.md").write_text("---\ntitle: もっと\n---\n")
    assert SAME not in build(built, "--no-pdf").stdout
    assert (built / "output" / "more.html").exists()


def test_other_words_on_the_command_line_are_built(built: Path) -> None:
    assert SAME not in build(built, "--no-pdf", "--year", "2018").stdout


def test_a_page_that_was_edited_or_deleted_is_made_anew(built: Path) -> None:
    page = built / "output" / "index.html"
    original = page.read_bytes()
    page.write_bytes(b"edited")
    assert SAME not in build(built, "--no-pdf").stdout
    assert page.read_bytes() == original
    page.unlink()
    assert SAME not in build(built, "--no-pdf").stdout
    assert page.read_bytes() == original


def test_a_damaged_record_is_no_reason_to_fail(built: Path) -> None:
    for damage in (b"", b"\xff", b"\n", b"a\nb\nc", b"\0\n\0\n"):
        (built / ".cache" / "last-build").write_bytes(damage)
        done = build(built, "--no-pdf")
        assert done.returncode == 0
        assert SAME not in done.stdout


def test_a_zip_that_was_deleted_is_made_anew(built: Path) -> None:
    assert SAME not in build(built, "--no-pdf", "--zip").stdout
    assert SAME in build(built, "--no-pdf", "--zip").stdout
    (built / "output.zip").unlink()
    assert SAME not in build(built, "--no-pdf", "--zip").stdout
    assert (built / "output.zip").exists()
