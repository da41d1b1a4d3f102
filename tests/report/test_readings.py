"""What is said of indicators, in the two plans that answer with them, now and as of an earlier year."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from conftest import INDICATED, plan_of
from grouping import refiled

from planreport.plan import Plan
from planreport.plan.achievement import NoRate, Rate, Reached
from planreport.plan.edition import as_of
from planreport.plan.published import digest, records
from planreport.plan.revisions import Correction
from planreport.report.derive import derive
from planreport.report.indicators import IndicatorReport, answer, counts, indicators
from planreport.report.revisions import corrections

YES, NO = Reached.YES, Reached.NO


def told(plan: Plan, id_: str) -> IndicatorReport:
    return next(it for it in indicators(plan) if it.indicator.id == id_)


def read(it: IndicatorReport) -> list[Decimal | None]:
    return [year.reading.value for year in it.years]


@pytest.mark.parametrize("name", INDICATED)
def test_each_indicator_is_what_something_is_measured_by(name: str) -> None:
    plan = plan_of(name)
    report = derive(plan)
    found = [
        *report.indicators_of(),
        *(it for goal in plan.goals for it in report.indicators_of(goal)),
        *(
            it
            for goal in plan.goals
            for group in goal.unfolded
            for it in report.indicators_of(goal, group)
        ),
        *(it for measure in plan.measures for it in report.indicators_of(measure=measure)),
    ]
    assert sorted(it.indicator.id for it in found) == sorted(it.id for it in plan.indicators)


def test_a_rise_is_a_rise_and_the_year_without_a_value_a_gap() -> None:
    kpi55 = told(plan_of("shiomi"), "k55")
    assert kpi55.indicator.heading == "KPI 55　自主防災組織の結成率"
    assert read(kpi55) == [70, 70, 82, 85, None]
    assert [year.reached for year in kpi55.years] == [YES, NO, NO, NO, None]
    assert kpi55.latest is not None and kpi55.latest.reading.state == "集計中"
    assert kpi55.latest.rate is None and kpi55.latest.progress is None
    assert kpi55.last_told is not None
    assert kpi55.last_told.reading.fiscal_year.year == 2018
    assert kpi55.last_told.rate == Rate(Decimal(8500) / 96)
    assert kpi55.last_told.rate.shown == "88.5％"


def test_a_standstill_is_one_against_targets_that_rise() -> None:
    kpi57 = told(plan_of("shiomi"), "k57")
    assert read(kpi57) == [67, 67, 67, 67, None]
    targets = [year.reading.target for year in kpi57.years]
    assert [target.shown for target in targets if target] == ["67", "78", "78", "78", "100"]
    assert [year.reached for year in kpi57.years] == [YES, NO, NO, NO, None]


def test_of_a_year_without_a_target_the_way_to_the_last_one_is_told() -> None:
    house = told(plan_of("shiomi"), "k09")
    (year,) = [year for year in house.years if year.progress]
    assert year.reading.fiscal_year.year == 2018 and year.reached is None
    assert year.progress is not None
    assert (year.progress.gone.shown, year.progress.line.shown) == ("37.5％", "83.3％")
    assert year.progress.to.fiscal_year.year == 2019


def test_a_count_is_of_the_indicators_that_have_both_value_and_target() -> None:
    plan = plan_of("shiomi")
    *_, last = counts(indicators(plan), plan)
    assert (last.size, last.compared, last.reached) == (60, 46, 19)
    assert (last.missed, last.uncompared) == (27, 14)
    said = answer(last, plan)
    assert f"{said.before}{said.strong}{said.after}" == (
        "60のKPIのうち令和元年度の目標値と実績値がある46では、19が令和元年度の目標に達しました"
    )


def test_the_grade_of_a_band_is_said_to_be_worked_out_and_a_city_s_own_to_differ() -> None:
    plan = plan_of("aomine")
    garbage = told(plan, "e09").years[-1]
    assert (garbage.grade and garbage.grade.label, garbage.is_banded) == ("概ね達成", True)
    dumped = told(plan, "e23").years
    assert [year.grade.label for year in dumped if year.grade] == [
        "達成",
        "概ね達成",
        "概ね達成",
        "達成",
    ]
    assert [year.other_grade and year.other_grade.label for year in dumped] == [
        None,
        None,
        "未達成",
        None,
    ]
    assert not any(year.is_banded for year in dumped)
    bus = told(plan, "e07").years[-1]
    assert bus.grade is not None and bus.grade.is_outside


def test_what_is_to_be_kept_is_reached_within_its_bounds_and_has_no_rate() -> None:
    well = told(plan_of("aomine"), "e15")
    assert [year.reached for year in well.years] == [YES, YES, YES, NO]
    assert {year.rate for year in well.years} == {None}


def test_a_target_in_words_is_shown_and_held_against_nothing() -> None:
    fireflies = told(plan_of("aomine"), "e17")
    goal = fireflies.indicator.readings[-1]
    assert (goal.cell("target_note"), goal.target) == ("増加", None)
    assert fireflies.indicator.last_aim is goal and fireflies.indicator.last_target is None
    assert {year.reached for year in fireflies.years} == {None}


def test_a_number_below_zero_is_reached_where_it_is_low_enough() -> None:
    growth = told(plan_of("aomine"), "e02")
    assert read(growth) == [Decimal("-2.6"), Decimal("-4.8"), Decimal("-6.7"), None]
    assert [year.reached for year in growth.years] == [None, YES, YES, None]
    assert growth.indicator.shown(Decimal("-4.8")) == "−4.8%"


def test_a_rate_that_the_numbers_do_not_allow_says_why() -> None:
    plan = plan_of("aomine")
    machines = told(plan, "e11").years[0]
    assert machines.rate == NoRate("目標値が0なので、達成率は計算しません。")
    cleaning = told(plan, "e24").years[0]
    assert cleaning.rate == NoRate("目標値が基準値と同じなので、達成率は計算しません。")
    assert cleaning.reached is YES


def test_as_of_an_earlier_year_the_target_is_the_one_of_that_time_and_no_later_value_is_known() -> (
    None
):
    plan = plan_of("aomine")
    gases = [told(plan, "e01"), told(as_of(plan, 2020), "e01")]
    last = [it.indicator.last_target for it in gases]
    assert [it.target.shown for it in last if it and it.target] == ["262,600", "340,400"]
    assert {it.fiscal_year.year for it in last if it} == {2030}
    earlier = told(as_of(plan, 2019), "e09").indicator
    values = {r.fiscal_year.year: r.value for r in earlier.readings}
    assert values == {2018: 944, 2019: 937, 2020: None, 2021: None, 2022: None}
    assert [r.target.shown for r in earlier.readings if r.target] == [
        "940",
        "925",
        "910",
        "895",
        "880",
    ]


def test_as_of_an_earlier_year_what_was_put_right_since_is_right() -> None:
    gases = told(as_of(plan_of("aomine"), 2019), "e01")
    assert read(gases) == [452_100, 430_600]
    assert gases.latest is not None and gases.latest.reading.state == ""


def test_a_value_that_came_late_or_was_provisional_was_no_error() -> None:
    plan = plan_of("aomine")
    typed = Correction(
        date=date(2022, 12, 1),
        measure_id="e09",
        fiscal_year=plan.years[2],
        column="value",
        before="912",
        after="921",
        reason="写し間違い",
    )
    notes = corrections(replace(plan, corrections=(*plan.corrections, typed)))
    said = [
        (note.correction.date.year, note.column, note.before, note.after, note.is_late)
        for note in notes
        if note.subject.id in ("e01", "e09") and note.correction.fiscal_year.year > 2018
    ]
    assert said == [
        (2022, "実績値", "912g", "921g", False),
        (2022, "実績値", "431,900t-CO2", "430,600t-CO2", True),
        (2022, "状態", "速報", "なし", True),
        (2022, "実績値", "集計中", "401,800t-CO2", True),
        (2022, "状態", "集計中", "速報", True),
        (2021, "実績値", "集計中", "431,900t-CO2", True),
        (2021, "状態", "集計中", "速報", True),
    ]


def test_the_record_of_publication_keeps_target_and_value_as_they_are_and_texts_as_digests() -> (
    None
):
    plan = plan_of("shiomi")
    kept = {row["measure_id"]: row for row in records(plan, plan.years[-1], date(2020, 10, 30))}
    assert len(kept) == 23 + 60
    assert (kept["k55"]["target"], kept["k55"]["value"]) == ("99", "")
    assert kept["k55"]["state_digest"] == digest("集計中")
    assert "actions_digest" not in kept["k55"] and "value" not in kept["s01"]


def test_an_indicator_whose_measure_has_moved_is_shown_where_it_is_now() -> None:
    plan = plan_of("shiomi")
    first, other, *_ = plan.goals
    moved, path = first.groups[-1].measures[-1], other.groups[0].path
    plan = refiled(
        plan, lambda it: replace(it, goal_id=other.id, path=path) if it.measure is moved else it
    )
    (one, *_) = derive(plan).indicators_of(measure=moved)
    assert one.goal is not None and one.goal.id == other.id
