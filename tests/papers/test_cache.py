"""A paper is made once."""

import shutil
from pathlib import Path

import conftest
import pytest
from conftest import ROOT, build, make_project, once

pytestmark = pytest.mark.pdf

FIRST_YEAR = ("--year", "2017")  # one edition, and so the one paper
PAPER = """
[[papers]]
file = "overview.pdf"
title = "概要"
content = "overview"
size = "A4"
orientation = "portrait"
"""


def cached(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / ".cache" / "papers").iterdir()}


def papers(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "output").glob("*.pdf")}


def of_one_paper(folder: Path) -> Path:
    project = make_project("minamo", folder)
    with (project / "data" / "plan.toml").open("a", encoding="utf-8") as settings:
        settings.write(PAPER)
    return project


@pytest.fixture
def built(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """A copy of its own for each test."""
    make = lambda folder: conftest.built(of_one_paper(folder), *FIRST_YEAR)  # noqa: E731
    made = once(tmp_path_factory, "site-of-one-year", make)
    return Path(shutil.copytree(made, tmp_path / "minamo", symlinks=True))


def test_what_a_paper_does_not_show_does_not_make_it_anew(built: Path) -> None:
    before, made = cached(built), papers(built)
    assert len(before) == 1
    page = built / "content" / "index.md"
    page.write_text(page.read_text().replace("7つの事業", "七つの事業"))
    assert "何も変わっていない" not in build(built, *FIRST_YEAR).stdout
    assert cached(built) == before
    assert papers(built) == made


def test_what_a_paper_shows_makes_it_anew(built: Path) -> None:
    before = papers(built)
    goals = built / "data" / "goals.csv"
    goals.write_text(goals.read_text().replace("水辺を守る", "水辺をまもる"))
    assert build(built, *FIRST_YEAR).returncode == 0
    assert len(cached(built)) == 2
    assert all(papers(built)[file] != content for file, content in before.items())


def test_a_damaged_copy_is_not_used(built: Path) -> None:
    made = papers(built)
    for path in (built / ".cache" / "papers").iterdir():
        path.write_bytes(path.read_bytes()[:1000])
    shutil.rmtree(built / "output")
    assert build(built, *FIRST_YEAR).returncode == 0
    assert papers(built) == made


def test_a_style_that_weasyprint_does_not_know_is_refused(tmp_path: Path) -> None:
    folder = of_one_paper(tmp_path / "minamo")
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
