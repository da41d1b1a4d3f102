"""In large type the full table is read one measure after the other, and nothing of it is lost."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path

import page
import pytest
from conftest import COMPILED, ROOT, parsed, plan_of
from made import plan, run, squeezed, words_of

from planreport.papers.document import document
from planreport.papers.pdf import typeset
from planreport.plan import Plan
from planreport.plan.part import part
from planreport.plan.revisions import Correction, Revised, Revision
from planreport.plan.settings import Paper
from planreport.report.derive import derive
from planreport.templating import environment

pytestmark = pytest.mark.pdf

LARGE = Paper("large.pdf", "拡大版", "large", "A4", "portrait", 2)
SMALLEST_TEXT = 14  # points
FOOT = 842 - 24 / 25.4 * 72  # points: where the text of a sheet ends
PLAN = plan(goals=2, items=2, measures=2, characters=300)


def amended() -> Plan:
    one, two, *_ = PLAN.measures
    year = PLAN.years[-1]
    return replace(
        PLAN,
        revisions=(Revision(year, one.id, Revised.TITLE, None, "前の名", "今の名", "理由は甲。"),),
        corrections=(
            Correction(date(2030, 5, 2), two.id, year, "actions", "乙。", "丙。", "理由は丁。"),
        ),
    )


def with_indicators() -> tuple[Plan, Paper]:
    """A goal of a plan that has indicators, one of them corrected."""
    whole = plan_of("aomine")
    return whole, replace(LARGE, goals=(whole.goals[0].id,))


@pytest.fixture(scope="module", params=["measures", "indicators"])
def large(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    plan, form = (amended(), LARGE) if request.param == "measures" else with_indicators()
    env = environment(ROOT / "templates", COMPILED)
    path = tmp_path_factory.mktemp("large") / f"{request.param}.pdf"
    path.write_bytes(typeset(document(env, derive(plan), form), ROOT / "templates").content)
    return path


@pytest.mark.parametrize("standard", ["ua1", "3a"])
def test_it_conforms(large: Path, standard: str) -> None:
    result = page.validate_pdf(str(large), profile=standard)
    assert result.is_compliant, str(result)


def test_no_text_is_smaller_than_fourteen_points(large: Path, tmp_path: Path) -> None:
    run("pdftohtml", "-xml", "-i", "-zoom", "3", large, tmp_path / "sizes")
    sizes = [int(f.attrib["size"]) / 3 for f in ET.parse(tmp_path / "sizes.xml").iter("fontspec")]
    assert sizes
    assert min(sizes) >= SMALLEST_TEXT


def test_no_sheet_ends_with_what_stands_above_a_text(large: Path, tmp_path: Path) -> None:
    """Neither with a heading nor with whose a measure is."""
    words = words_of(large, tmp_path)
    for sheet in range(1, max(word.page for word in words)):
        above = [word for word in words if word.page == sheet and word.bottom < FOOT]
        last = max(above, key=lambda word: word.bottom).text
        assert not re.search("^目標[0-9]-|^概要$|年度の.*(内容|状況)$|地域の見守り", last), last


def test_a_share_stands_beside_its_bar_on_the_line_of_its_label(
    large: Path, tmp_path: Path
) -> None:
    words = words_of(large, tmp_path)
    shares = [word for word in words if re.fullmatch("[0-9]+％（[0-9]+.+中）", word.text)]
    assert shares
    for share in shares:
        beside = [it for it in words if it.page == share.page and it.right < share.left]
        assert any(abs(it.bottom - share.bottom) < 1 for it in beside), share


def text_content(html: str) -> str:
    return squeezed(parsed(html).text_content())


def test_each_measure_says_what_the_table_says_of_it() -> None:
    plan = amended()
    html = document(environment(ROOT / "templates", COMPILED), derive(plan), LARGE)
    said = text_content(html)
    for measure in plan.measures:
        (block,) = parsed(html).xpath(f"//*[@id='measure-{measure.id}']")
        assert squeezed(block.text_content()) == measure.title
        begin = said.rindex(measure.title)
        for record in measure.years:
            assert record.standing
            row = f"{record.fiscal_year}{record.cell('planned')}{record.cell('progress')}"
            assert f"{row}（{record.standing.label}）" in said[begin:]
        for record in measure.years[-LARGE.narrative_years :]:
            assert f"{record.fiscal_year}の実施内容{record.actions}" in said[begin:]
    for words in ("前の名", "理由は甲。", "誤：乙。", "正：丙。", "理由は丁。"):
        assert words in said
    assert "令和2年度の実施内容は、この表に載せていません。" in said


def test_indicators_stand_behind_the_measures() -> None:
    plan, form = with_indicators()
    said = document(environment(ROOT / "templates", COMPILED), derive(plan), form)
    behind = text_content(said)
    shown = derive(part(plan, form)).indicators
    assert shown
    for it in shown:
        assert squeezed(it.indicator.heading) in behind
