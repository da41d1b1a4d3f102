"""What stands behind the full table: the plan's revisions and the corrections of its reports."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import page
import pikepdf
import pytest
from made import PAPERS, SENTENCE, elements, plan, printed, said, squeezed, text_of, words_of

from planreport.plan import Plan
from planreport.plan.fields import Field, Kind
from planreport.plan.revisions import Correction, Revised, Revision
from planreport.report.derive import Report, derive

pytestmark = pytest.mark.pdf

TABLES = [paper for paper in PAPERS if paper.content == "table"]
LONG = SENTENCE * 80  # of actions: 3,000 characters
TITLES = ("計画の変更", "正誤（公表後の訂正）")


def amended(plan: Plan) -> Plan:
    """With every kind of revision, and corrections short and as long as they can be."""
    one, two, *_ = plan.measures
    year = plan.years[-1]
    points = "|".join(f"{n}つ目。{SENTENCE * 7}" for n in range(10))
    befores = {
        Revised.SUMMARY: points,
        Revised.GOAL: plan.goals[-1].id,
        Revised.PLANNED: plan.statuses[0].label,
    }
    return replace(
        plan,
        details=(Field("related", "関連計画", Kind.TEXT, "関連計画の名前"),),
        revisions=tuple(
            Revision(
                year, one.id, what, year, befores.get(what, "前"), "後", SENTENCE * 7, "related"
            )
            for what in Revised
            if what is not Revised.TARGET  # of an indicator, not of a measure
        ),
        corrections=(
            Correction(date(2030, 5, 1), two.id, year, "progress", "検討中", "一部で実施", ""),
            Correction(date(2030, 5, 2), two.id, year, "actions", LONG, LONG[1:-5], SENTENCE * 7),
        ),
    )


PLAN = plan(goals=2, items=1, measures=1)


@pytest.fixture(scope="module", params=TABLES, ids=lambda form: form.title)
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Report]:
    whole = amended(PLAN)
    return printed(whole, request.param, tmp_path_factory.mktemp("annex")), derive(whole)


@pytest.mark.parametrize("standard", ["ua1", "3a"])
def test_it_conforms(made: tuple[Path, Report], standard: str) -> None:
    result = page.validate_pdf(str(made[0]), profile=standard)
    assert result.is_compliant, str(result)


def test_all_that_was_changed_stands_on_paper(made: tuple[Path, Report]) -> None:
    path, report = made
    text = text_of(path)
    for title in TITLES:
        assert title in text
    for revision in report.revisions:
        assert squeezed(revision.sentence)[:40] in text
        assert squeezed(revision.sentence)[-10:] in text
    for correction in report.corrections:
        assert squeezed(correction.after)[:30] in text
    assert text.count(SENTENCE) >= 2 * LONG.count(SENTENCE)
    assert "令和12年（2030年）5月2日" in text
    assert "表の後に、計画の変更（9件）と、正誤（2件）を載せています。" in text


def test_the_day_of_a_correction_stands_on_one_line(
    made: tuple[Path, Report], tmp_path: Path
) -> None:
    words = [word.text for word in words_of(made[0], tmp_path)]
    assert {"令和12年（2030年）5月1日", "令和12年（2030年）5月2日"} <= {*words}


def test_each_row_names_its_measure_or_goes_on_with_the_one_above(
    made: tuple[Path, Report],
) -> None:
    """A part of a row that went over a page would be a row without the header of the row."""
    path, report = made
    with pikepdf.open(path) as pdf:
        tables = list(elements(pdf.Root.StructTreeRoot, "/Table"))
        heads = [len(next(iter(elements(table.K, "/THead"))).K[0].K) for table in tables]
        annex = [table for table, head in zip(tables, heads, strict=True) if head in (4, 6)]
        rows = [
            row
            for table in annex
            for body in elements(table.K, "/TBody")
            for row in elements(body.K, "/TR")
        ]
        assert len(rows) > len(report.revisions) + len(report.corrections)
        named = ""
        for row in rows:
            if len(row.K[0].K):
                named = str(row.K[0].ID)
                assert row.K[0].S == "/TH"
            assert str(row.K[1].A.Headers[0]) == named


def test_no_text_lies_outside_its_page(made: tuple[Path, Report], tmp_path: Path) -> None:
    path, _ = made
    with pikepdf.open(path) as pdf:
        width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
    for word in words_of(path, tmp_path):
        assert 0 <= word.left < word.right <= width, word
        assert 0 <= word.top < word.bottom <= height, word


def test_where_nothing_was_changed_the_paper_has_no_annex() -> None:
    text = said(PLAN, TABLES[0])
    assert not any(title in text for title in (*TITLES, "表の後に"))
