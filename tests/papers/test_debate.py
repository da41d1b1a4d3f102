"""A committee calls a measure by a number, asks its department, and finds it by its bookmark."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import kept
import pikepdf
import pytest
from made import PAPERS, plan, printed, said, squeezed, text_of

from planreport.plan import Plan
from planreport.plan.arrange import Filed, arrange
from planreport.plan.measures import Measure
from planreport.report.derive import derive

pytestmark = pytest.mark.pdf

TABLE, _, OVERVIEW = PAPERS
USUAL = plan(goals=2, items=1, measures=3)


def with_measures(**changes: object) -> Plan:
    def changed(measure: Measure) -> Measure:
        return replace(measure, **changes)  # type: ignore[arg-type]

    filed = (
        Filed(goal.id, measure_group.path, changed(measure))
        for goal in USUAL.goals
        for measure_group in goal.groups
        for measure in measure_group.measures
    )
    return replace(USUAL, goals=arrange({goal.id: goal.title for goal in USUAL.goals}, filed, {}))


def test_the_table_and_the_list_of_what_is_late_name_place_and_departments() -> None:
    owned = with_measures(departments=("福祉総務課", "健康課"))
    report = derive(owned)
    head = squeezed(report.goals[0].heading + owned.terms.grouping)
    first, table = said(owned, TABLE).split(head, 1)
    for goal in (1, 2):
        for place in (1, 2, 3):
            title = f"地域の見守り活動を支える仕組みの整備その{goal - 1}の0の{place - 1}"
            assert f"{title}目標{goal}-{place}福祉総務課、健康課" in table
    assert report.lagging
    assert "目標、担当課" in first
    for entry in report.lagging:
        assert f"{entry.measure.title}{entry.goal.place(entry.measure)}福祉総務課、健康課" in first


def test_the_overview_names_place_and_departments_of_what_is_late() -> None:
    owned = with_measures(departments=("福祉総務課", "健康課"))
    text = said(owned, OVERVIEW)
    for entry in derive(owned).lagging:
        assert f"{entry.measure.title}{entry.goal.place(entry.measure)}福祉総務課、健康課" in text


def test_a_measure_that_the_plan_numbers_gets_no_other_number(tmp_path: Path) -> None:
    path = printed(with_measures(number="Ⅰ-1-(2)"), TABLE, tmp_path)
    assert "目標1-" not in text_of(path)
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        goal = next(it for it in outline.root[0].children if it.title.startswith("目標1"))
        measure = goal.children[0].children[0]
        assert measure.title.startswith("Ⅰ-1-(2)　地域の見守り")


@pytest.mark.parametrize(("sheets", "mode"), [(4, ""), (5, "/UseOutlines")])
def test_a_paper_of_many_sheets_opens_with_its_bookmarks(sheets: int, mode: str) -> None:
    text = '<p style="break-before: page">一</p>' * sheets
    made = kept.typeset(f'<html lang="ja"><title>t</title>{text}</html>')
    with pikepdf.open(BytesIO(made.content)) as pdf:
        assert len(pdf.pages) == sheets
        assert str(pdf.Root.get("/PageMode", "")) == mode
