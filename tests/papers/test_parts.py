"""A paper of some goals or departments: everything in it is of them, by the names of the whole plan."""

from dataclasses import replace

import pytest
from conftest import COMPILED, ROOT, parsed, plan_of
from made import PAPERS, squeezed

from planreport.papers.document import document
from planreport.plan.part import part
from planreport.plan.settings import Paper
from planreport.report.derive import derive
from planreport.templating import environment

TABLE, _, OVERVIEW = PAPERS
MINAMO = plan_of("minamo")
SHIPPED = plan_of("shipped")


def text(form: Paper, name: str = "minamo") -> str:
    page = document(environment(ROOT / "templates", COMPILED), derive(plan_of(name)), form)
    return squeezed(parsed(page).text_content())


def titles(form: Paper) -> set[str]:
    return {measure.id for measure in part(MINAMO, form).measures}


@pytest.mark.parametrize(
    ("goals", "departments", "kept"),
    [
        (("learn", "energy"), (), {"l1", "e1", "e2", "e3"}),
        ((), ("環境政策課",), {"w1", "w3", "e2", "l1"}),
        (("water",), ("環境政策課",), {"w1", "w3"}),
        ((), (), {measure.id for measure in MINAMO.measures}),
    ],
)
def test_it_holds_the_measures_of_its_goals_and_departments(
    goals: tuple[str, ...], departments: tuple[str, ...], kept: set[str]
) -> None:
    assert titles(replace(TABLE, goals=goals, departments=departments)) == kept


def test_goals_and_measures_are_called_what_they_are_in_the_whole_plan() -> None:
    said = text(replace(TABLE, goals=("learn",)))
    assert "（基本方針3）" in said
    assert "基本方針3-1" in said
    assert "基本方針1" not in said
    said = text(replace(TABLE, departments=("施設課",)))
    assert "（施設課）" in said
    assert "基本方針2-1" in said
    (third,) = derive(part(MINAMO, replace(TABLE, departments=("施設課",))), MINAMO).goals
    assert third.place(next(iter(third.goal.measures))) == "基本方針2-1"


@pytest.mark.parametrize("form", [TABLE, OVERVIEW], ids=lambda form: form.content)
def test_its_counts_are_of_its_measures_alone_and_it_says_so(form: Paper) -> None:
    said = text(replace(form, goals=("energy",)))
    assert "基本方針2の2事業の資料です。数は、全てその中のものです。" in said
    assert "2事業のうち2事業（100％）" in said
    assert "6事業" not in said


def test_what_was_published_of_the_whole_plan_is_left_out() -> None:
    goal = SHIPPED.goals[0]
    assert "公表された数" in text(TABLE, "shipped")
    said = text(replace(TABLE, goals=(goal.id,)), "shipped")
    assert "公表された数" not in said
    assert f"目標1の{len(list(goal.measures))}項目の資料です" in said


def test_changes_corrections_and_indicators_are_those_of_its_measures() -> None:
    ended = part(MINAMO, replace(TABLE, goals=("energy",))).revisions
    assert {revision.measure_id for revision in ended} == {"e1", "e2"}
    shiomi = plan_of("shiomi")
    goal = shiomi.goals[1]
    kept = part(shiomi, replace(TABLE, goals=(goal.id,)))
    measures = {measure.id for measure in goal.measures}
    owners = {indicator.owner for indicator in kept.indicators}
    assert kept.indicators
    assert all(it.goal_id == goal.id or it.measure_id in measures for it in owners)
    assert len(kept.indicators) < len(shiomi.indicators)
