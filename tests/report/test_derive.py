"""Counts and shares."""

from dataclasses import replace

import pytest
from conftest import PLANS, plan_of
from hypothesis import given, strategies as st

from planreport.place import PlanError
from planreport.plan.edition import as_of
from planreport.plan.measures import Standing
from planreport.report.counts import by_department, percent
from planreport.report.derive import Report, derive


def report(name: str) -> Report:
    return derive(plan_of(name))


def test_what_reached_its_plan_or_more_is_counted_for_each_year() -> None:
    assert [(year.fiscal_year.year, year.count.good) for year in report("shipped").years] == [
        (2012, 25),
        (2013, 20),
        (2014, 18),
    ]


def test_the_count_of_the_last_year_is_the_one_that_the_city_published() -> None:
    tally = report("shipped").tally
    assert tally is not None
    assert tally.is_published
    assert tally.compared.good == tally.rows[0].count == 18
    assert [row.percent for row in tally.rows] == [60, 23, 13, 3]
    assert tally.percent_sum == 99
    assert tally.is_rounded


def test_the_goals_add_up_to_the_plan() -> None:
    for name in PLANS:
        whole = report(name)
        for n, year in enumerate(whole.years):
            for standing in Standing:
                assert sum(
                    goal.years[n].count.of(standing) for goal in whole.goals
                ) == year.count.of(standing)


def test_a_measure_counts_only_in_the_years_that_it_has() -> None:
    assert [year.count.total for year in report("minamo").years] == [6, 6, 7, 6]
    assert report("minamo").size == 6


def test_a_year_without_a_report_is_not_counted() -> None:
    whole = report("minamo")
    assert whole.as_of is not None and whole.as_of.year == 2020
    assert whole.plan.years[-1].year == 2021


def test_recorded_assessments_are_tallied_where_every_measure_has_one() -> None:
    tally = report("minamo").tally
    assert tally is not None
    assert not tally.is_published
    assert [(row.assessment.label, row.count, row.percent) for row in tally.rows] == [
        ("Ａ 順調", 3, 50),
        ("Ｂ やや遅れ", 2, 33),
        ("Ｃ 見直し", 1, 17),
    ]


@pytest.mark.parametrize("others", [18, 7])
@pytest.mark.parametrize(("as_planned", "is_the_same"), [(18, True), (17, False)])
def test_of_the_categories_only_the_one_so_marked_can_be_the_count_as_planned(
    as_planned: int, is_the_same: bool, others: int
) -> None:
    """However many are in the others: that as many reached their plan says nothing of which."""
    plan = plan_of("shipped")
    (tally,) = plan.published_tallies
    counts = tuple(
        replace(one, count=as_planned if one.assessment.as_planned else others)
        for one in tally.counts
    )
    found = derive(replace(plan, published_tallies=(replace(tally, counts=counts),))).tally
    assert found is not None and found.compared.good == 18
    assert [row.is_as_planned for row in found.rows] == [is_the_same, False, False, False]


@pytest.mark.parametrize("reported", range(5))
def test_what_is_latest_and_how_large_a_plan_is_follows_the_year_reported_last(
    reported: int,
) -> None:
    """In the second plan a measure begins in the third year, and another ends with it."""
    plan = plan_of("minamo")
    found = derive(replace(plan, reported=plan.reported[:reported]))
    assert found.latest == (found.years[-1].count if reported else None)
    assert found.size == (found.latest.total if found.latest else 6)
    assert found.size == sum(goal.size for goal in found.goals) == (6, 6, 6, 7, 6)[reported]


def test_a_goal_is_headed_by_what_the_plan_calls_it_and_its_place() -> None:
    assert [goal.heading for goal in report("minamo").goals] == [
        "基本方針1 水辺を守る",
        "基本方針2 エネルギーを大切に使う",
        "基本方針3 学びを広げる",
    ]


def test_an_earlier_report_knows_nothing_of_later_years() -> None:
    earlier = derive(as_of(plan_of("shipped"), 2013))
    assert [year.count.good for year in earlier.years] == [25, 20]
    assert earlier.tallies == ()
    for measure in earlier.plan.measures:
        assert [record.is_reported for record in measure.years] == [True, True, False]
        assert measure.years[2].actions == ""


def test_a_report_as_of_the_last_year_is_the_report() -> None:
    assert derive(as_of(plan_of("shipped"), 2014)) == report("shipped")


def test_a_year_that_was_not_reported_is_refused() -> None:
    with pytest.raises(PlanError, match="2015年度の進捗はありません"):
        as_of(plan_of("shipped"), 2015)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_share_is_rounded_half_up(part: int, whole: int) -> None:
    exact_twice = 200 * part / whole
    assert exact_twice - 1 <= 2 * percent(part, whole) <= exact_twice + 1
    assert percent(1, 8) == 13  # 12.5
    assert percent(1, 200) == 1  # 0.5


def test_a_share_of_nothing_is_nothing() -> None:
    assert percent(0, 0) == 0


def test_a_count_stands_alone_unless_a_category_of_the_city_s_counts_the_same() -> None:
    found = report("shipped")
    assert not found.counts_alone
    assert derive(replace(found.plan, published_tallies=())).counts_alone


def test_the_lowest_grades_are_listed_first_and_equals_in_the_plan_s_order() -> None:
    found = report("takanohara")
    first, rest = found.lagging_in_two
    assert len(first) == 5
    outcomes = [entry.record.outcome.label for entry in (*first, *rest) if entry.record.outcome]
    assert outcomes == ["C"] * 5 + ["B"] * 20
    assert list(rest) == [entry for entry in found.lagging if entry in rest]
    assert found.sentences.lowest_first == "評価の低いものから並べています。"


def test_what_is_behind_its_plan_is_listed_in_the_plan_s_order() -> None:
    found = report("shipped")
    first, rest = found.lagging_in_two
    assert (len(first), len(rest)) == (5, 7)
    assert (*first, *rest) == found.lagging
    assert found.sentences.lowest_first == ""


def test_the_indicators_that_missed_their_targets_are_those_that_are_counted() -> None:
    found = report("shiomi")
    first, rest = found.missed_in_two
    assert found.leads_with_indicators and found.indicator_count
    assert (len(first), len(rest)) == (5, 22)
    assert found.indicator_count.missed == 27


def test_a_measure_of_several_departments_is_counted_for_each_and_that_is_said() -> None:
    found = report("asanagi")
    year = found.plan.reported[-1]
    measures = [measure for measure in found.plan.measures if measure.in_year(year)]
    for name, count in found.departments.items():
        assert count.size == sum(name in measure.departments for measure in measures)
    assert sum(count.size for count in found.departments.values()) > found.size
    assert found.sentences.shared == "担当課が2つ以上ある事業は、それぞれの課で数えています。"


def test_departments_are_counted_where_there_are_several() -> None:
    assert report("shipped").departments == {}  # it names none
    found = report("minamo")
    assert list(found.departments) == ["環境政策課", "下水道課", "施設課"]
    assert found.sentences.shared == ""
    one = tuple(replace(m, departments=("環境政策課",)) for m in found.plan.measures)
    assert by_department(one, found.plan.reported[-1]) == {}
