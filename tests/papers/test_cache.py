"""A paper is made once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import conftest
import pytest
from conftest import ROOT, build, make_project, once

pytestmark = pytest.mark.pdf

Project = Callable[[str], Path]

FIRST_YEAR = ("--year", "2017")  # one edition, and so three papers


def cached(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / ".cache" / "papers").iterdir()}


def papers(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "output").glob("*.pdf")}


@pytest.fixture
def built(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """A copy of its own for each test."""
    make = lambda folder: conftest.built(make_project("minamo", folder), *FIRST_YEAR)  # noqa: E731
    made = once(tmp_path_factory, "site-of-one-year", make)
    return Path(shutil.copytree(made, tmp_path / "minamo", symlinks=True))


def test_what_a_paper_does_not_show_does_not_make_it_anew(built: Path) -> None:
    before, made = cached(built), papers(built)
    assert len(before) == 3
    page = built / "content" / "index.md"
    page.write_text(page.read_text().replace("7つの事業", "七つの事業"))
    assert "何も変わっていない" not in build(built, *FIRST_YEAR).stdout
    assert cached(built) == before
    assert papers(built) == made


def test_what_a_paper_shows_makes_it_anew(built: Path) -> None:
    before = papers(built)
    measures = built / "data" / "measures.csv"
    measures.write_text(measures.read_text().replace("出前講座", "出前教室"))
    assert build(built, *FIRST_YEAR).returncode == 0
    assert len(cached(built)) == 6
    assert all(papers(built)[file] != content for file, content in before.items())


def test_a_damaged_copy_is_not_used(built: Path) -> None:
    made = papers(built)
    for path in (built / ".cache" / "papers").iterdir():
        path.write_bytes(path.read_bytes()[:1000])
    shutil.rmtree(built / "output")
    assert build(built, *FIRST_YEAR).returncode == 0
    assert papers(built) == made


def test_a_style_that_weasyprint_does_not_know_is_refused(project: Project) -> None:
    folder = project("minamo")
    (folder / "templates").unlink()
    shutil.copytree(ROOT / "templates", folder / "templates")
    style = folder / "templates" / "paper.css"
    style.write_text(style.read_text() + "\nbody { wobble: 3px; }\n")
    done = build(folder, *FIRST_YEAR)
    assert done.returncode == 1
    assert "wobble" in done.stderr
    assert "templates/paper.css" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "output").exists()
