"""Every sheet says what it is, and the file says it to catalogues: plan, edition, licence, identity."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from conftest import COMPILED, ROOT
from made import PAPERS, plan, printed, text_of, texts_of

from planreport.papers.document import document
from planreport.plan.settings import Licence, Paper
from planreport.report.derive import derive
from planreport.templating import environment

pytestmark = pytest.mark.pdf

TABLE, _, OVERVIEW = PAPERS
PLAN = plan(goals=2, items=1, measures=1, characters=900)


def identity(path: Path) -> str:
    with pikepdf.open(path) as pdf, pdf.open_metadata() as metadata:
        return str(metadata["dc:identifier"])


@pytest.mark.parametrize("form", PAPERS, ids=lambda paper: paper.title)
def test_every_sheet_says_plan_edition_and_page(form: Paper, tmp_path: Path) -> None:
    path = printed(PLAN, form, tmp_path)
    with pikepdf.open(path) as pdf:
        count = len(pdf.pages)
        assert str(pdf.docinfo["/Title"]) == f"架空市地域福祉計画 {form.title} 令和4年度末時点"
    assert form.content == "overview" or count > 2
    for number, text in enumerate(texts_of(path), 1):
        for said in ("架空市地域福祉計画", "令和4年度（2022年度）末時点", f"{number}/{count}"):
            assert said in text


def test_before_the_first_report_no_sheet_says_an_edition(tmp_path: Path) -> None:
    path = printed(replace(PLAN, reported=()), OVERVIEW, tmp_path)
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/Title"]) == "架空市地域福祉計画 概要"
    assert "末時点" not in text_of(path)


def test_the_metadata_name_the_licence_and_where_it_stands(tmp_path: Path) -> None:
    licence = Licence("公共データ利用規約<1.0> & CC BY", "https://example.jp/?a=1&b=2")
    with (
        pikepdf.open(printed(replace(PLAN, licence=licence), OVERVIEW, tmp_path)) as pdf,
        pdf.open_metadata() as metadata,
    ):
        assert metadata["dc:rights"] == licence.name
        assert metadata["xmpRights:WebStatement"] == licence.url


def test_without_a_licence_the_metadata_name_none(tmp_path: Path) -> None:
    with pikepdf.open(printed(PLAN, OVERVIEW, tmp_path)) as pdf, pdf.open_metadata() as metadata:
        assert "dc:rights" not in metadata
        assert "xmpRights:WebStatement" not in metadata


def test_a_paper_made_again_keeps_its_identifier_and_no_other_has_it(tmp_path: Path) -> None:
    first = identity(printed(PLAN, OVERVIEW, tmp_path))
    corrected = replace(PLAN, updated=PLAN.updated.replace(year=2031))
    assert first.startswith("urn:uuid:")
    assert identity(printed(corrected, OVERVIEW, tmp_path)) == first
    others = [
        identity(printed(replace(PLAN, reported=PLAN.years[:2]), OVERVIEW, tmp_path)),
        identity(printed(PLAN, replace(OVERVIEW, file="other.pdf"), tmp_path)),
        identity(printed(replace(PLAN, title="架空市環境計画"), OVERVIEW, tmp_path)),
    ]
    assert len({first, *others}) == 4


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (3, ""),
        (2, "令和2年度の実施内容は、この表に載せていません。"),
        (0, "令和2年度から令和4年度までの実施内容は、この表に載せていません。"),
    ],
)
def test_the_years_of_which_a_table_does_not_tell_are_named(told: int, said: str) -> None:
    env = environment(ROOT / "templates", COMPILED)
    html = document(env, derive(PLAN), replace(TABLE, narrative_years=told))
    assert said in html
    assert ("載せていません" in html) == bool(said)
