"""A paper for a committee says which document it is, that it is a draft, and has room to be bound."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from conftest import COMPILED, ROOT, plan_of
from made import PAPERS, plan, printed, squeezed, texts_of, words_of

from planreport.papers.document import document
from planreport.papers.sheet import sheet
from planreport.plan import Plan
from planreport.plan.edition import as_of
from planreport.plan.revisions import Publication
from planreport.plan.settings import LEFT, TOP, Paper
from planreport.report.derive import derive
from planreport.templating import environment

pytestmark = pytest.mark.pdf

TABLE, SMALL, OVERVIEW = PAPERS
PLAN = plan(goals=1, items=1, measures=3, characters=300)
STAMP = ("資料1-2", "令和5年度第3回地域福祉計画推進委員会", "令和5年6月1日")
ASKED: dict[str, Any] = {"stamp": STAMP, "draft": True}
AT_THE_TOP = replace(SMALL, **ASKED, binding=TOP)
MILLIMETRE = 72 / 25.4  # in points
BOUND = 20 * MILLIMETRE


def published(plan: Plan, *years: int) -> Plan:
    """The plan with those years' reports declared published."""
    days = (Publication(plan.fiscal_year(year), date(2030, 6, 1)) for year in years)
    return replace(plan, publications=tuple(days))


UNPUBLISHED = published(PLAN, 2020, 2021)


@pytest.fixture(scope="module", params=[AT_THE_TOP, replace(OVERVIEW, **ASKED, binding=LEFT)])
def form(request: pytest.FixtureRequest) -> Paper:
    asked: Paper = request.param
    return asked


@pytest.fixture(scope="module")
def paper(form: Paper, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With all that a committee can ask for, of a year that is not published yet."""
    return printed(UNPUBLISHED, form, tmp_path_factory.mktemp("papers"))


def test_the_stamp_stands_at_the_top_right_of_the_first_sheet_alone(
    paper: Path, tmp_path: Path
) -> None:
    words = words_of(paper, tmp_path)
    (number,) = (word for word in words if word.text == STAMP[0])
    assert number.page == 1
    assert number.top < 40 * MILLIMETRE
    assert number.left > max(word.right for word in words if word.page == 1) * 0.6
    assert squeezed("".join(STAMP)) in texts_of(paper)[0]


def test_a_draft_says_so_on_every_sheet_and_in_its_title(
    paper: Path, form: Paper, tmp_path: Path
) -> None:
    words = words_of(paper, tmp_path)
    for number in range(1, max(word.page for word in words) + 1):
        theirs = [word for word in words if word.page == number]
        (sign,) = (word for word in theirs if word.text == "案")
        assert sign.bottom - sign.top > 90 * MILLIMETRE
        assert any("（案）" in word.text for word in theirs)
    with pikepdf.open(paper) as pdf:
        assert f" {form.title}（案） " in str(pdf.docinfo["/Title"])


@pytest.mark.parametrize("standard", ["ua1", "3a"])
def test_with_all_that_it_conforms_to_the_standards(standard: str, paper: Path) -> None:
    result = page.validate_pdf(str(paper), profile=standard)
    assert result.is_compliant, str(result)


def test_a_year_that_is_published_is_no_draft_any_more() -> None:
    env = environment(ROOT / "templates", COMPILED)
    form = replace(SMALL, draft=True)
    latest, settled = (derive(published(PLAN, *years)) for years in ((2021,), (2021, 2022)))
    assert latest.named(form) == f"{form.title}（案）"
    assert "案" in document(env, latest, form)
    assert settled.named(form) == form.title
    assert "案" not in document(env, settled, form)


def test_an_earlier_edition_is_neither_a_draft_nor_a_document_of_the_meeting() -> None:
    form = replace(TABLE, binding=LEFT)
    asked = replace(plan_of("minamo"), papers=(replace(form, draft=True, stamp=STAMP),))
    assert as_of(asked, 2019).papers == (form,)
    assert as_of(asked, 2020).papers == asked.papers


@pytest.mark.parametrize("form", [TABLE, SMALL], ids=lambda form: form.title)
def test_bound_at_the_left_the_back_of_a_sheet_has_the_room_at_its_right(
    form: Paper, tmp_path: Path
) -> None:
    words = words_of(printed(PLAN, replace(form, binding=LEFT), tmp_path), tmp_path)
    width, _ = sheet(form)
    assert min(word.left for word in words if word.page % 2) >= BOUND - 0.1
    back = max(word.right for word in words if word.page % 2 == 0)
    assert back <= width * MILLIMETRE - BOUND + 0.1


def test_bound_at_the_top_the_back_of_a_sheet_has_the_room_at_its_foot(tmp_path: Path) -> None:
    words = words_of(printed(UNPUBLISHED, AT_THE_TOP, tmp_path), tmp_path)
    _, height = sheet(AT_THE_TOP)
    assert min(word.top for word in words if word.page % 2) >= BOUND
    assert max(word.bottom for word in words if word.page % 2 == 0) <= height * MILLIMETRE - BOUND
