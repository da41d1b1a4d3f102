"""Indicators that reach their targets anew, and no longer."""

from dataclasses import replace

import pytest
from conftest import plan_of

from planreport.plan import Plan
from planreport.plan.edition import as_of
from planreport.report.derive import derive


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of("shiomi")


def test_an_indicator_turns_where_one_of_both_years_alone_reached_its_target(plan: Plan) -> None:
    turns = derive(plan).turns
    assert turns and (turns.before, turns.now) == plan.reported[-2:]
    turned = [turn.report.indicator.id for turn in (*turns.newly_reached, *turns.newly_missed)]
    assert len(turned) == len(set(turned))
    for turn in turns.compared:
        before, now = (year.reached for year in turn.years)
        assert (turn.report.indicator.id in turned) == (before is not now)


def test_what_has_no_value_or_no_target_in_one_of_the_years_is_not_compared(plan: Plan) -> None:
    report = derive(plan)
    assert report.turns
    compared = {turn.report.indicator.id for turn in report.turns.compared}
    for it in report.indicators:
        years = [it.in_year(year) for year in plan.reported[-2:]]
        assert (it.indicator.id in compared) == all(year and year.reached for year in years)


def test_nothing_turns_before_a_second_report(plan: Plan) -> None:
    assert derive(as_of(plan, plan.reported[0].year)).turns is None


def test_nothing_turns_in_a_plan_without_indicators(plan: Plan) -> None:
    assert derive(replace(plan, indicators=())).turns is None
