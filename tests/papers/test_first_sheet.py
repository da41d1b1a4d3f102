"""What the first sheet says: words that stay whole, and marks that a bad copy leaves apart."""

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import kept
import pikepdf
import pytest
from conftest import COMPILED, ROOT, parsed, plan_of
from lxml import html
from made import PAPERS, run

from planreport.papers.document import document
from planreport.plan.settings import Paper
from planreport.report.derive import derive
from planreport.templating import environment

A3, A4, OVERVIEW = PAPERS
INDICATORS = Paper("indicators.pdf", "指標", "indicators", "A4", "landscape", 0)
BLACK = 150  # what a copy without greys makes black, of 255
MARKS = ("is-behind", "is-tone-2", "is-ahead", "is-outside", "is-on-plan")


def said(name: str, form: Paper) -> html.HtmlElement:
    env = environment(ROOT / "templates", COMPILED)
    return parsed(document(env, derive(plan_of(name)), form))


@pytest.mark.parametrize("name", ["takanohara", "umikaze", "minamo"])
def test_no_line_parts_a_word_of_the_table_from_what_it_means(name: str) -> None:
    samples = said(name, A4).find_class("sample")
    assert len(samples) > 2
    for sample in samples:
        assert sample.getparent().get("class") == "explained"


@pytest.mark.parametrize("name", ["takanohara", "shiomi", "minamo"])
def test_what_stands_out_in_the_answer_keeps_its_share_and_its_particle(name: str) -> None:
    (answer,) = said(name, OVERVIEW).find_class("answer")
    (strong,) = answer.iter("strong")
    assert strong.getparent().get("class") == "phrase"
    assert re.fullmatch("[がのを]", strong.tail or "")


@pytest.mark.parametrize(
    ("name", "form"), [("asanagi", OVERVIEW), ("aomine", OVERVIEW), ("shiomi", INDICATORS)]
)
def test_no_line_tears_the_name_of_a_department(name: str, form: Paper) -> None:
    abouts = [it for it in said(name, form).find_class("about") if "課" in it.text_content()]
    assert abouts
    for about in abouts:
        loose = "".join(about.xpath("text()"))
        assert not re.search("課", loose), about.text_content()


@pytest.mark.parametrize(("name", "is_short"), [("minamo", True), ("takanohara", False)])
def test_a_short_list_of_what_is_behind_goes_on_over_no_sheet(name: str, is_short: bool) -> None:
    (behind,) = said(name, A4).find_class("behind")
    assert next(behind.iterancestors("section")).get("class") == ("figure" if is_short else None)


@pytest.mark.pdf
def test_marks_can_be_told_apart_in_a_copy_without_greys(tmp_path: Path) -> None:
    """Each alone on a sheet: as many of its points are black as of no other."""
    squares = "".join(
        f'<p style="break-after: page"><span class="square {look}">　</span></p>' for look in MARKS
    )
    made = kept.typeset(
        "<!doctype html><html lang=ja><title>t</title><link rel=stylesheet href=paper.css>"
        f"<style>@page {{ size: 20mm; margin: 5mm }}</style>{squares}</html>"
    )
    (tmp_path / "marks.pdf").write_bytes(made.content)
    run("pdftoppm", "-gray", "-r", 150, "-l", len(MARKS), tmp_path / "marks.pdf", tmp_path / "mark")
    black = [
        sum(point < BLACK for point in picture.read_bytes()[15:])
        for picture in sorted(tmp_path.glob("mark*.pgm"))
    ]
    assert len(black) == len(MARKS)
    for one, other in combinations(black, 2):
        assert abs(one - other) > 0.12 * max(one, other), black


@pytest.mark.pdf
@pytest.mark.parametrize("name", ["asanagi", "umikaze", "shipped"])
def test_a_list_of_what_is_late_does_not_begin_with_a_row_or_two_at_a_sheets_foot(
    name: str, built_once: Callable[[str], Path]
) -> None:
    with pikepdf.open(built_once(name) / "output" / A4.file) as pdf:
        first, second = (
            [str(it.Contents) for it in page.get("/Annots", [])] for page in pdf.pages[:2]
        )
    rows = [text for text in first if text.endswith("ページ")]
    assert rows or [text for text in second if text.endswith("ページ")]
    assert len(rows) not in range(1, 2 * 3)  # in two halves
