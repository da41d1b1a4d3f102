"""The names of files: each is made once, no text can take it, and every system can hold it."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath

import pytest
from conftest import Site, tree

from planreport import paths
from planreport.check import check
from planreport.load import load
from planreport.place import PlanError

TAKEN = [
    page.path.removesuffix(".html")
    for page in paths.PAGES
    if page.path not in (paths.HOME, paths.INDICATORS)
]


def test_every_page_at_the_top_of_a_site_is_taken_or_a_text_s_own(site: Site) -> None:
    written = {path.name for path in site.output.glob("*.html")}
    own = {
        paths.prose_page(page.name)
        for page in site.checked.pages
        if "/" not in page.name and page.name != paths.HOME_PROSE
    }
    has_indicators = bool(site.report.indicators)
    assert {page for page in written if not paths.is_taken(page, has_indicators)} == own


@pytest.mark.parametrize(
    "name",
    ["con", "NUL.csv", "Aux.tar.gz", "com1", "lpt² .pdf", "conin$", "a.", "a ", "a:b", "a?", "a\n"],
)
def test_windows_cannot_hold(name: str) -> None:
    assert not paths.windows_holds(name)


@pytest.mark.parametrize(
    "name", ["console", "null.csv", "com10", "com0", "a.con", "2021_課.xlsx", ".a"]
)
def test_windows_holds(name: str) -> None:
    assert paths.windows_holds(name)


def test_windows_holds_every_file_of_a_site(site: Site) -> None:
    written = tree(site.output)
    assert len({name.casefold() for name in written}) == len(written)
    for name in (*written, paths.edition(2021) + paths.indicator_csv("k" * 31)):
        assert all(map(paths.windows_holds, PurePath(name).parts))
        assert len(name) < 100, name


@pytest.mark.parametrize(
    ("name", "other"), [("池A.svg", "池a.svg"), ("池/é.png", "池/É.png"), ("が.webp", "が.webp")]
)
def test_pictures_whose_names_are_one_on_windows_and_macos_are_told(
    project: Callable[[str], Path], name: str, other: str
) -> None:
    """As read on a system that tells them apart."""
    sources = load(project("minamo"))
    decomposed = unicodedata.normalize("NFD", f"content/{other}")
    images = {f"content/{name}": b"", decomposed: b""}
    (warning,) = check(replace(sources, images=images)).warnings
    first, second = sorted(images)
    assert warning.place.file == second
    assert f"「{first}」と、大文字と小文字などが違うだけ" in warning.message


@pytest.mark.parametrize("name", [*TAKEN, "goal-of-a-later-year"])
def test_a_text_cannot_take_the_name_of_a_page_that_is_made(
    project: Callable[[str], Path], name: str
) -> None:
    folder = project("minamo")
    (folder / "content" / f"{name}.md").write_text("---\ntitle: 題\n---\n", encoding="utf-8")
    with pytest.raises(PlanError, match="この名前のページは自動で作られます"):
        check(load(folder))


def test_a_text_is_called_indicators_only_in_a_plan_that_has_none(
    project: Callable[[str], Path],
) -> None:
    folder = project("minamo")
    text = folder / "content" / "indicators.md"
    text.write_text("---\ntitle: 題\n---\n", encoding="utf-8")
    assert "indicators" in {page.name for page in check(load(folder)).pages}
    (folder / "data" / "indicators.csv").write_text(
        "indicator_id,name,direction\nk,名,up\n", encoding="utf-8"
    )
    with pytest.raises(PlanError, match="この名前のページは自動で作られます"):
        check(load(folder))


def test_a_text_with_a_name_of_its_own_is_a_page(project: Callable[[str], Path]) -> None:
    folder = project("minamo")
    (folder / "content" / "goals-in-short.md").write_text("---\ntitle: 題\n---\n", encoding="utf-8")
    assert "goals-in-short" in {page.name for page in check(load(folder)).pages}
