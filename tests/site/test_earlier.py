"""Earlier editions come from the cache as long as they would come out the same."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from conftest import (
    ROOT,
    built,
    built_for_its_current_papers,
    make_project,
    once,
    pictures_drawn,
    tree,
)

from planreport import paths, program
from planreport.check import check
from planreport.load import load
from planreport.report.derive import Report
from planreport.site import compose, earlier

pytestmark = pytest.mark.whole

CACHE = Path(".cache") / "editions"
EDITIONS = 3  # earlier ones of the plan


@pytest.fixture
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its site and its cache, and templates of its own, for this test alone.

    It lies where that of the test before lay: its templates are compiled for that place.
    """

    def make(folder: Path) -> None:
        make_project("minamo", folder)
        (folder / "templates").unlink()
        shutil.copytree(ROOT / "templates", folder / "templates")
        built(folder, "--no-pdf")

    made = once(tmp_path_factory, "site-with-editions", make)
    here = tmp_path_factory.getbasetemp() / "with-editions"
    shutil.rmtree(here, ignore_errors=True)
    return Path(shutil.copytree(made, here, symlinks=True))


def kept(project: Path) -> dict[str, bytes]:
    return tree(project / CACHE)


def keys(project: Path) -> set[str]:
    """By which a build looks for the plan's earlier editions."""
    checked = check(load(project))
    editions = compose.editions(compose.reports(checked.plan), checked, {}, {})
    templates = Path(program.templates(project))
    return {*earlier.keys(editions, checked, templates, no_pdf=True).values()}


def site(project: Path) -> dict[str, bytes]:
    """What a build makes of the project, each time anew."""
    shutil.rmtree(project / "output", ignore_errors=True)
    return tree(built(project, "--no-pdf") / "output")


def edit(old: str, new: str) -> Callable[[Path], None]:
    """Puts a text in place of another, which the file must have."""

    def change(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")

    return change


def add(text: str) -> Callable[[Path], None]:
    """Makes the file, or makes it longer."""

    def change(path: Path) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)

    return change


OF_EARLIER_YEARS = {
    "a report": ("data/progress/2017.csv", edit("測り", "量り")),
    "a measure": ("data/measures.csv", edit("環境政策課", "環境課")),
    "a goal": ("data/goals.csv", edit("水辺を守る", "水辺をまもる")),
    "what was planned": ("data/schedule.csv", edit("w1,2018,○", "w1,2018,◎")),
    "a revision": ("data/revisions.csv", edit("国の用語", "県の用語")),
    "a word of the plan's": ("data/plan.toml", edit('"取組状況"', '"取組の状況"')),
    "the day": ("data/plan.toml", edit("2021-06-30", "2021-07-01")),
    "the site's address": ("data/plan.toml", edit("/kankyo/", "/midori/")),
    "a colour": ("data/plan.toml", add('\n[theme]\ncolour = "#005a9c"\n')),
    "a text": ("content/words.md", add("\nもう1つの文。\n")),
    "another page": ("content/more.md", add("---\ntitle: もっと\n---\nもう1つの文。\n")),
    "a template": ("templates/base.html.j2", edit("<main", "<main data-other")),
    "the style": ("templates/static/style.css", add("\nmain { margin: 1px }\n")),
    "the years reported": ("data/progress/2020.csv", Path.unlink),
}


@pytest.mark.parametrize("what", OF_EARLIER_YEARS)
def test_what_an_edition_is_made_of_makes_it_anew(project: Path, what: str) -> None:
    file, change = OF_EARLIER_YEARS[what]
    before = kept(project)
    assert keys(project) == before.keys()
    change(project / file)
    asked = keys(project)
    assert asked - before.keys()
    if taken := asked & before.keys():  # what would be made without the cache
        shutil.rmtree(project / CACHE)
        built(project, "--no-pdf")
        made = kept(project)
        assert {key: made[key] for key in taken} == {key: before[key] for key in taken}


def test_another_program_makes_them_anew(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept(project)
    monkeypatch.setattr(program, "packages", lambda: "others")
    site(project)
    assert len(kept(project).keys() - before.keys()) == EDITIONS


def test_what_only_the_current_year_says_leaves_the_others_alone(project: Path) -> None:
    before, pages = kept(project), tree(project / "output")
    assert len(before) == EDITIONS
    edit("水質を31回測り", "水質を32回測り")(project / "data" / "progress" / "2020.csv")
    made = site(project)
    assert kept(project) == before
    assert made != pages
    shutil.rmtree(project / ".cache")
    assert made == site(project)
    assert kept(project) == before


def test_what_is_kept_is_used(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tree(project / "output")
    asked: list[list[str]] = []
    data = compose.data

    def watched(reports: Mapping[str, Report]) -> Iterator[tuple[str, bytes]]:
        asked.append(list(reports))
        return data(reports)

    monkeypatch.setattr(compose, "data", watched)
    assert site(project) == made
    assert asked == [[""]]


@pytest.mark.pdf
def test_papers_are_kept_as_well(built_once: Callable[[str], Path], tmp_path: Path) -> None:
    project = Path(shutil.copytree(built_once("minamo"), tmp_path / "minamo", symlinks=True))
    before = kept(project)
    paper = paths.edition(2018) + "overview.pdf"
    assert any(paper.encode() in content for content in before.values())
    made = tree(project / "output")
    shutil.rmtree(project / "output")
    with pictures_drawn():
        assert tree(built_for_its_current_papers(project) / "output") == made
    assert kept(project) == before


@pytest.mark.parametrize("damage", ["cut", "garbled", "swapped", "empty"])
def test_what_was_damaged_is_not_used(project: Path, damage: str) -> None:
    made, before = tree(project / "output"), kept(project)
    for path, other in zip(kept(project), reversed(list(before.values())), strict=True):
        content = before[path]
        broken = {
            "cut": content[:-1],
            "garbled": content.replace(b"</p>", b"</q>", 1),
            "swapped": other,
            "empty": b"",
        }[damage]
        (project / CACHE / path).write_bytes(broken)
    assert site(project) == made
    assert kept(project) == before


def test_what_was_kept_of_other_states_is_forgotten(project: Path) -> None:
    for count in range(10, 14):
        edit(f"水質を{count}回", f"水質を{count + 1}回")(project / "data" / "progress" / "2017.csv")
        site(project)
    assert len(kept(project)) == 3 * EDITIONS


def test_a_build_of_one_year_forgets_nothing(project: Path) -> None:
    before = kept(project)
    built(project, "--no-pdf", "--year", "2019")
    assert kept(project) == before
