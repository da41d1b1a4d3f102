"""The paper, read back with tools that had no part in making it."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import page
import pikepdf
import pytest
from conftest import ROOT, Site

A3_LANDSCAPE = (1190.55, 841.89)  # points
SMALLEST_TEXT = 8  # points
PAGE_BREAK = 250  # characters: the most that a page's foot and the next one's head put in between


@pytest.fixture
def paper(site: Site) -> Path:
    return site.output / "summary-table.pdf"


def run(*command: object) -> str:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def squeezed(text: str) -> str:
    """Without the white space that line ends bring in."""
    return re.sub(r"\s+", "", text)


def elements(node: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    """Every structure element of that kind below `node`, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child, kind)
    elif isinstance(node, pikepdf.Dictionary):
        if node.get("/S") == kind:
            yield node
        if "/K" in node:
            yield from elements(node.K, kind)


def test_the_file_is_sound(paper: Path) -> None:
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", paper)


def test_it_conforms_to_pdf_ua(paper: Path) -> None:
    result = page.validate_pdf(str(paper), profile="ua1")
    assert result.is_compliant, str(result)


def test_it_says_its_title_its_language_and_that_it_is_tagged(paper: Path, site: Site) -> None:
    with pikepdf.open(paper) as pdf:
        plan = site.report.plan
        assert str(pdf.docinfo["/Title"]) == f"{plan.title} {plan.terms.table}"
        assert str(pdf.Root.Lang) == "ja"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_every_table_has_header_cells_in_its_structure(paper: Path) -> None:
    with pikepdf.open(paper) as pdf:
        tables = list(elements(pdf.Root.StructTreeRoot, "/Table"))
        assert tables
        for table in tables:
            assert list(elements(table, "/TH"))
            assert list(elements(table, "/TD"))


def test_every_goal_has_a_bookmark(paper: Path, site: Site) -> None:
    with pikepdf.open(paper) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        assert [entry.title for entry in title.children] == [
            *(goal.heading for goal in site.report.goals),
            "集計",
        ]


def test_every_font_is_embedded_and_ours(paper: Path) -> None:
    for line in run("pdffonts", paper).splitlines()[2:]:
        name, *_, embedded, subset, unicode_map, _number, _generation = line.split()
        assert "BIZ-UDPGothic" in name
        assert (embedded, subset, unicode_map) == ("yes", "yes", "yes")


def test_everything_the_plan_says_stands_on_paper(paper: Path, site: Site) -> None:
    text = squeezed(run("pdftotext", "-raw", paper, "-"))
    missing = [
        words
        for measure in site.report.plan.measures
        for words in [
            measure.title,
            *measure.summary,
            *(r.actions for r in measure.years if r.fiscal_year in site.report.narrative_years),
        ]
        if squeezed(words) not in text
    ]
    assert missing == []


def test_the_statuses_stand_on_paper_row_by_row(paper: Path, site: Site) -> None:
    """Each measure's name is followed, in reading order, by all that was planned and reached."""
    text = squeezed(run("pdftotext", "-raw", paper, "-"))
    position = 0
    plan = site.report.plan
    for measure in plan.measures:
        last_text = [*measure.summary, *(r.actions for r in measure.years if r.actions)][-1]
        position = text.index(squeezed(measure.title), position)
        position = text.index(squeezed(last_text), position) + len(squeezed(last_text))
        may_lie_between = PAGE_BREAK
        for record in measure.years:
            planned = f"計画{record.planned.label}"
            reached = record.progress.label if record.progress else "未報告"
            standing = record.standing
            said = f"{standing.symbol}{standing.label}" if standing else ""
            expected = f"{planned}{plan.terms.progress}{reached}{said}"
            found = text.find(expected, position)
            assert 0 <= found - position <= may_lie_between, (measure.title, record.fiscal_year)
            may_lie_between = 0
            position = found + len(expected)


def test_each_page_is_a3_and_carries_its_number_its_date_and_the_table_head(
    paper: Path, site: Site
) -> None:
    with pikepdf.open(paper) as pdf:
        count = len(pdf.pages)
        for sheet in pdf.pages:
            size = tuple(float(side) for side in sheet.mediabox[2:])
            assert size == pytest.approx(A3_LANDSCAPE, abs=1)
    for number in range(1, count + 1):
        text = squeezed(run("pdftotext", "-raw", "-f", number, "-l", number, paper, "-"))
        assert f"{number}/{count}" in text
        assert f"データの更新日：{_date(site)}" in text
        if "計画" + site.report.plan.statuses[0].label in text:
            terms = site.report.plan.terms
            assert f"{terms.item}{terms.measure}{terms.summary}" in text


def _date(site: Site) -> str:
    day = site.report.plan.updated
    return f"令和{day.year - 2018}年（{day.year}年）{day.month}月{day.day}日"


def test_no_word_lies_outside_its_page(paper: Path, tmp_path: Path) -> None:
    boxes = tmp_path / "boxes.html"
    run("pdftotext", "-bbox", paper, boxes)
    for sheet in ET.parse(boxes).iter("{http://www.w3.org/1999/xhtml}page"):
        width, height = float(sheet.attrib["width"]), float(sheet.attrib["height"])
        for word in sheet:
            left, top, right, bottom = (
                float(word.attrib[side]) for side in ("xMin", "yMin", "xMax", "yMax")
            )
            assert left >= 0 and top >= 0 and right <= width and bottom <= height, word.text


def test_no_text_is_smaller_than_eight_points(paper: Path, tmp_path: Path) -> None:
    run("pdftohtml", "-xml", "-i", "-zoom", "3", paper, tmp_path / "sizes")
    sizes = [
        int(font.attrib["size"]) / 3 for font in ET.parse(tmp_path / "sizes.xml").iter("fontspec")
    ]
    assert sizes
    assert min(sizes) >= SMALLEST_TEXT


def test_without_pango_the_error_says_what_to_install(tmp_path: Path) -> None:
    """cffi asks the system for Pango by name: a finder that knows none stands for its absence."""
    (tmp_path / "sitecustomize.py").write_text(
        "import ctypes.util, cffi\n"
        "ctypes.util.find_library = lambda name: None\n"
        "def dlopen(self, name, flags=0):\n"
        "    raise OSError(f'cannot load library {name!r}')\n"
        "cffi.FFI.dlopen = dlopen\n"
    )
    done = subprocess.run(
        [sys.executable, "build.py", "--output", tmp_path / "output"],
        cwd=ROOT,
        env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Pangoが見つかりません" in done.stderr
    assert "install" in done.stderr
    assert "--no-pdf" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "output").exists()
