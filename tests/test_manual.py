"""The office's manual says what the program does: its outputs, commands, names, links and files.

`pytest tests/test_manual.py --update-golden` writes the outputs anew; `make picture` makes the
pictures as well.
"""

import json
import re
import shutil
import tomllib
from functools import partial
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import manual
import page as page_validation
import pikepdf
import played
import pytest
import syntax
from browser import complaints
from conftest import ROOT, build as program, call_with_kept_papers, is_current, once, parsed
from lxml import html
from made import elements, run, squeezed, text_of
from playwright.sync_api import Browser

from planreport.check.declared import KEYS
from planreport.check.headers import CORRECTIONS, GOALS, MEASURES, REVISIONS, SCHEDULE
from planreport.commandline.commands import commands
from planreport.plan.fields import record_fields
from planreport.plan.revisions import Revised
from planreport.plan.settings import Terms

pytestmark = pytest.mark.pdf  # nearly all look at what a whole year's commands make

MOST_BYTES = {".png": 120_000, ".pdf": 2_000_000, ".html": 200_000}

# What the office meets that does not come from this program.
OTHERS = {
    "cmd",
    "cd",
    "py",
    "python3",
    "index.html",
    ".md",
    ".xls",
    ".xlsm",
    ".csv",
    ".venv",
    "C:\\planreport",
}


def text() -> str:
    return manual.TEXT.read_text(encoding="utf-8")


def code(words: str) -> list[str]:
    """What stands in the manual's text as code, out of its blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", words, flags=re.S))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> played.Played:
    """The year as the manual tells it, played once, with the papers of that year alone."""
    command = partial(call_with_kept_papers, looked_at=is_current)

    def play(folder: Path) -> None:
        said = played.play(folder / "みなも市", text(), call=command).said
        (folder / "said.json").write_text(json.dumps(dict(said)))

    folder = once(tmp_path_factory, "year", play)
    return played.Played(folder / "みなも市", json.loads((folder / "said.json").read_text()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """docs/manual/ as `make manual` leaves it, with what it refers to around it."""

    def make(root: Path) -> None:
        shutil.copytree(ROOT / "docs", root / "docs", ignore=shutil.ignore_patterns("manual.[hp]*"))
        for part in ("README.md", "templates"):
            (root / part).symlink_to(ROOT / part)
        manual.make(root / "docs" / "manual")

    return once(tmp_path_factory, "manual", make) / "docs" / "manual"


@pytest.fixture(scope="module")
def page(folder: Path) -> Path:
    return folder / "manual.html"


@pytest.fixture(scope="module")
def paper(folder: Path) -> Path:
    return folder / "manual.pdf"


@pytest.fixture(scope="module")
def tree(page: Path) -> html.HtmlElement:
    return parsed(page)


def test_the_outputs_are_what_the_commands_say(
    year: played.Played, request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--update-golden"):
        manual.TEXT.write_text(played.with_outputs(text(), year.said), encoding="utf-8")
    assert played.blocks(text()) == year.said


def test_no_output_says_where_or_when_it_was_made(year: played.Played) -> None:
    said = "".join(year.said.values())
    assert str(year.folder.parent) not in said
    assert "Traceback" not in said
    assert not re.search(r"[0-9]\.[0-9]{2}秒", said)


def test_every_command_of_the_year_is_told() -> None:
    told = text()
    for name in ("new-year", "forms", "collect", "status", "publish-year", "check"):
        assert f"```command\npy build.py {name}" in told


def test_every_file_and_column_exists(year: played.Played, folder: Path) -> None:
    known = {what.value for what in Revised} | set(commands.commands) | OTHERS
    for table in (GOALS, MEASURES, SCHEDULE, REVISIONS, CORRECTIONS):
        known |= {*table.required, *table.optional}
    known |= {field.name for field in record_fields(Terms(), (), ())}
    known |= {*(KEYS["plan"].keys or ())}
    known |= {row["measure_id"] for row in played.table_of(year.folder / "data/measures.csv")}
    for words in code(text()):
        if words in known or words.startswith(("build.py ", "--", '"')):
            continue
        path = words.replace("\\", "/").removesuffix("/").removeprefix("py ")
        path = path.partition(" ")[0]
        if path.startswith(".venv/"):
            continue
        places = (year.folder, year.folder / "output", ROOT, folder)
        assert any((place / path).exists() for place in places), words


def test_every_message_of_the_tables_is_one_of_the_program(year: played.Played) -> None:
    """With … for what differs from case to case."""
    misuse = program(year.folder, "collect")
    said = []
    for cases in ("tests/check/broken.toml", "tests/workbook/damaged.toml"):
        text_of_cases = (ROOT / cases).read_text(encoding="utf-8")
        said += [case["expect"] for case in tomllib.loads(text_of_cases)["case"]]
    said += [source.read_text(encoding="utf-8") for source in (ROOT / "planreport").rglob("*.py")]
    said += [*played.blocks(text()).values()]
    said += [misuse.stderr]
    # In source a message may go on in another string of the next line.
    everything = re.sub(r'"\n\s*f?"', "", "\n".join(said))
    of_others = ("指定されたパスが", "can't open file", "No module named")
    chapter = text().partition("## 10 ")[2].partition("### 10.5")[0]
    messages = re.findall(r"^\| (.+?) \|", chapter, re.M)
    messages = [words for words in messages if words not in ("画面に出た文", "---")]
    assert len(messages) > 40
    unknown = []
    for words in messages:
        pattern = "[^\n]{0,80}?".join(re.escape(part) for part in words.rstrip("。").split("…"))
        if not re.search(pattern, everything) and not words.startswith(of_others):
            unknown.append(words)
    assert unknown == []


def test_every_link_leads_somewhere(tree: html.HtmlElement, folder: Path) -> None:
    dead = []
    for link in tree.xpath("//@href | //@src"):
        address = urlsplit(unquote(link))
        if address.path and not (folder / address.path).resolve().is_file():
            dead.append(link)
        if address.fragment and not tree.xpath("//*[@id=$id]", id=address.fragment):
            dead.append(link)
    assert dead == []


def test_every_picture_is_shown_and_described(tree: html.HtmlElement, folder: Path) -> None:
    shown = {image.get("src"): image.get("alt") for image in tree.iter("img")}
    assert {path.name for path in folder.glob("*.png")} == set(shown)
    assert all(len(words) > 30 for words in shown.values())
    for file in folder.iterdir():
        assert file.stat().st_size < MOST_BYTES[file.suffix], file.name


def test_the_headings_are_one_outline(tree: html.HtmlElement) -> None:
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3")]
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    contents = tree.xpath("//h2[.='目次']/following-sibling::ul[1]//a/text()")
    assert contents == tree.xpath("//h2[.!='目次']/text()")


def test_the_page_is_accessible_and_fits(undrawn: Browser, page: Path) -> None:
    window = undrawn.new_page(viewport={"width": 1280, "height": 900})
    window.goto(page.as_uri())
    assert window.evaluate("document.documentElement.scrollWidth") <= 1280
    assert complaints(window, 375) == []
    assert window.evaluate("document.documentElement.scrollWidth") <= 375


def test_the_html_is_valid(page: Path, tmp_path: Path) -> None:
    assert syntax.complaints([page], tmp_path) == []


@pytest.mark.parametrize("standard", ["ua1", "3a"])
def test_the_paper_conforms_to_the_standard(paper: Path, standard: str) -> None:
    result = page_validation.validate_pdf(str(paper), profile=standard)
    assert result.is_compliant, str(result)


def test_the_paper_is_the_text(tree: html.HtmlElement, paper: Path) -> None:
    printed = text_of(paper)
    missing = [
        words
        for element in tree.xpath("//main//*[self::p or self::li or self::td or self::h2]")
        for words in [squeezed(element.text_content())]
        if words[:20] not in printed and "PDF版" not in words
    ]
    assert missing == []


def test_the_paper_says_what_its_pictures_show(folder: Path, paper: Path) -> None:
    with pikepdf.open(paper) as pdf:
        figures = list(elements(pdf.Root.StructTreeRoot, "/Figure"))
        assert len(figures) == len(list(folder.glob("*.png")))
        assert all(str(figure.Alt) for figure in figures)


def test_the_paper_has_chapters_and_the_one_for_departments_has_two_pages(paper: Path) -> None:
    with pikepdf.open(paper) as pdf, pdf.open_outline() as outline:
        sheets = len(pdf.pages)
        (title,) = outline.root
        where = {
            str(chapter.title): pdf.pages.index(pikepdf.Page(destination[0]))
            for chapter in title.children
            if isinstance(destination := chapter.destination, pikepdf.Array)
        }
    names = re.findall(r"^## (.+)$", text(), re.M)
    assert list(where) == names
    checklist, contents = names[:2]
    assert (where[checklist], where[contents]) == (0, 1)
    departments, corrections = names[6:8]
    assert where[corrections] - where[departments] == 2
    assert f"{sheets}/{sheets}" in squeezed(run("pdftotext", "-f", sheets, "-raw", paper, "-"))
