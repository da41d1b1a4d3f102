"""The layout of the full table: columns that fit, rows that no page has to tear."""

from dataclasses import replace

import pytest
from conftest import COMPILED, ROOT
from hypothesis import given, strategies as st
from lxml import html
from made import LETTERS, PAPERS, plan

from planreport.papers.cutting import cut
from planreport.papers.document import document
from planreport.papers.layout import lay_out
from planreport.papers.table import Layout
from planreport.paragraphs import paragraphs
from planreport.plan.settings import SHEETS, Paper
from planreport.report.derive import derive
from planreport.templating import environment

TEMPLATES = ROOT / "templates"
TABLES = [paper for paper in PAPERS if paper.content == "table"]


def columns(layout: Layout, years: int) -> list[float]:
    return [
        layout.item,
        layout.measure,
        layout.summary,
        *layout.narratives,
        *[layout.status] * years,
    ]


@pytest.mark.whole
@pytest.mark.parametrize("form", TABLES, ids=lambda form: form.title)
@pytest.mark.parametrize("years", range(1, 16))
@pytest.mark.parametrize(
    "labels", [("×", "○"), ("検討", "一部実施"), ("検討中", "全面的に実施済み")]
)
def test_the_columns_fill_the_sheet_and_no_more(
    form: Paper, years: int, labels: tuple[str, ...]
) -> None:
    layout = lay_out(derive(plan(years=years, labels=labels)), form, LETTERS)
    widths = columns(layout, years)
    assert sum(widths) == pytest.approx(SHEETS[form.size][1] - 2 * layout.margin)
    assert min(widths) > 8


@pytest.mark.parametrize("narrated", [3, 0])
@pytest.mark.parametrize(("levels", "summary"), [(0, ("測る",)), (1, ()), (0, ())])
def test_what_no_measure_has_takes_no_room(
    levels: int, summary: tuple[str, ...], narrated: int
) -> None:
    made, form = derive(plan(levels=levels, summary=summary)), TABLES[0]
    form = replace(form, narrative_years=narrated)
    layout = lay_out(made, form, LETTERS)
    item, measure, about, *others = columns(layout, 3)
    shown = [measure, *[item] * levels, *[about] * bool(summary), *others]
    assert sum(shown) == pytest.approx(SHEETS[form.size][1] - 2 * layout.margin)
    assert min(shown) > 8
    page: html.HtmlElement = html.fromstring(document(environment(TEMPLATES, COMPILED), made, form))
    (full, *_) = page.xpath("//table[@class='full']")
    assert len(full.xpath("./colgroup/col")) == len(shown)
    assert {len(row) for row in full.iter("tr")} == {len(shown)}


@pytest.mark.parametrize("form", TABLES, ids=lambda form: form.title)
def test_the_latest_years_are_narrated_as_far_as_there_is_room(form: Paper) -> None:
    told = {
        years: [year.year for year in lay_out(derive(plan(years=years)), form, LETTERS).narrated]
        for years in (1, 3, 10)
    }
    assert told[1] == [2020]
    assert told[3] == [2020, 2021, 2022]
    assert told[10][-1] == 2029
    assert len(told[10]) <= 3


def test_a_row_that_would_be_taller_than_its_part_of_a_page_is_cut() -> None:
    layout = lay_out(
        derive(plan(goals=1, items=1, measures=1, characters=3000)), TABLES[0], LETTERS
    )
    (section,) = layout.sections
    first, *rest = section.rows
    assert len(rest) > 2
    assert first.begins == 1 and first.begins_measure
    assert not any(row.begins or row.begins_measure for row in rest)
    for n, record in enumerate(first.measure.years):
        assert "".join(row.actions[n] or "" for row in section.rows) == record.actions


@given(
    st.text(st.sampled_from("あ漢ア。、」（abc|・"), max_size=400),
    st.integers(min_value=1, max_value=9),
    st.integers(min_value=2, max_value=10),
)
def test_a_text_is_cut_without_a_loss_into_pieces_that_fit(
    text: str, lines: int, characters: int
) -> None:
    pieces = cut(text, lines, characters)
    assert "".join(pieces).replace("|", "") == text.replace("|", "")
    for parts in map(paragraphs, pieces):
        filled = sum(-(-len(part) // characters) for part in parts)
        assert 0 < filled <= lines


def test_a_text_is_cut_at_the_end_of_a_sentence() -> None:
    assert cut("あいう。かきく。さしす。", 1, 9) == ["あいう。かきく。", "さしす。"]
    assert cut("「あいう。」かき。", 1, 7) == ["「あいう。」", "かき。"]


def test_a_text_is_cut_between_paragraphs_before_it_is_cut_within_one() -> None:
    assert cut("あいう。|・かき|・くけ|さしすせそ。", 3, 10) == [
        "あいう。|・かき|・くけ",
        "さしすせそ。",
    ]
    assert cut("|・あ||", 3, 10) == ["・あ"]
