"""How near an indicator has come to its target: with numbers that nobody thought of, exactly."""

from decimal import Decimal

import pytest
from hypothesis import assume, example, given, strategies as st
from indicating import (
    DOWN,
    FORESEEN,
    FROM_BASELINE,
    KEEP,
    MIRRORED,
    RATIO,
    UP,
    measured,
    not_negative,
    numbers,
    positive,
    read,
)
from trying import some_examples

from planreport.plan.achievement import (
    NoRate,
    Rate,
    Reached,
    is_no_worse_than_baseline,
    progress,
    rate,
    reached,
)
from planreport.plan.indicators import Achievement, Indicator


def percent(of: Rate | NoRate | None) -> Decimal:
    assert isinstance(of, Rate), of
    return of.percent


@some_examples(60)
@given(value=numbers, target=numbers)
@example(Decimal("0.1") + Decimal("0.2"), Decimal("0.3"))
def test_a_target_is_reached_or_not_and_exactly_at_the_target_it_is(
    value: Decimal, target: Decimal
) -> None:
    up, down = (reached(measured(way), read(value, target)) for way in (UP, DOWN))
    assert (up is Reached.YES) == (value >= target)
    assert (down is Reached.YES) == (value <= target)
    assert {up, down} == {Reached.YES} if value == target else {up, down} == set(Reached)


@some_examples(60)
@given(value=numbers, low=numbers, high=numbers)
def test_what_is_to_be_kept_is_kept_between_its_bounds_and_at_them(
    value: Decimal, low: Decimal, high: Decimal
) -> None:
    assume(low <= high)
    kept = reached(measured(KEEP), read(value, f"{low:f}〜{high:f}"))
    assert (kept is Reached.YES) == (low <= value <= high)


def test_nothing_is_reached_or_missed_without_both_numbers() -> None:
    for reading in (read("", 99), read(85, ""), read()):
        assert reached(measured(UP), reading) is None
        assert rate(measured(UP, RATIO, 69), reading) is None


@pytest.mark.parametrize("how", list(Achievement))
def test_a_rate_is_worked_out_by_the_formula_that_is_named_and_by_no_other(
    how: Achievement,
) -> None:
    found = rate(measured(UP, how, 69), read(85, 96))
    expected = {
        Achievement.NONE: None,
        RATIO: Rate(Decimal(8500) / 96),
        FROM_BASELINE: Rate(Decimal(1600) / 27),
        MIRRORED: Rate(200 - Decimal(8500) / 96),
    }
    assert found == expected[how]
    assert bool(how.formula) == (found is not None)


@some_examples(60)
@given(value=not_negative, more=positive, target=positive, baseline=numbers)
def test_the_better_the_value_the_higher_the_rate(
    value: Decimal, more: Decimal, target: Decimal, baseline: Decimal
) -> None:
    assume(baseline < target)
    low, high = read(value, target), read(value + more, target)
    for how in (RATIO, FROM_BASELINE):
        up = measured(UP, how, baseline)
        assert percent(rate(up, low)) <= percent(rate(up, high))
    for how in (MIRRORED, FROM_BASELINE):
        down = measured(DOWN, how, target + more)
        assert percent(rate(down, low)) >= percent(rate(down, high))


@some_examples(60)
@given(target=positive, baseline=numbers)
def test_at_the_target_every_formula_says_100_and_at_the_baseline_one_says_0(
    target: Decimal, baseline: Decimal
) -> None:
    assume(baseline != target)
    for way, how in ((UP, RATIO), (DOWN, MIRRORED), (UP, FROM_BASELINE), (DOWN, FROM_BASELINE)):
        assert percent(rate(measured(way, how, baseline), read(target, target))) == 100
    unmoved = rate(measured(UP, FROM_BASELINE, baseline), read(baseline, target))
    assert percent(unmoved) == 0


@some_examples(60)
@given(value=numbers, target=numbers, baseline=numbers)
def test_a_rate_of_100_or_more_is_a_target_that_was_reached_and_the_other_way_round(
    value: Decimal, target: Decimal, baseline: Decimal
) -> None:
    for way, how in ((UP, RATIO), (DOWN, MIRRORED), (UP, FROM_BASELINE), (DOWN, FROM_BASELINE)):
        is_up = target > baseline
        if how is FROM_BASELINE and (way is UP) != is_up:
            continue
        reading = read(value, target)
        found = rate(measured(way, how, baseline), reading)
        if isinstance(found, Rate):
            was = reached(measured(way), reading)
            assert (found.percent >= 100) == (was is Reached.YES)


@some_examples(60)
@given(value=numbers, target=numbers)
def test_a_share_of_nothing_or_of_what_is_below_zero_is_no_rate_and_it_is_said_why(
    value: Decimal, target: Decimal
) -> None:
    assume(target <= 0 or value < 0)
    for way, how in ((UP, RATIO), (DOWN, MIRRORED)):
        found = rate(measured(way, how), read(value, target))
        assert isinstance(found, NoRate)
        assert found.reason.startswith("目標値が0" if target == 0 else "負の数がある")


@some_examples(40)
@given(value=numbers, baseline=numbers)
@example(Decimal(5), Decimal(0))
def test_from_a_baseline_that_is_the_target_or_is_not_there_no_rate_begins(
    value: Decimal, baseline: Decimal
) -> None:
    there = rate(measured(UP, FROM_BASELINE, baseline), read(value, baseline))
    assert there == NoRate("目標値が基準値と同じなので、達成率は計算しません。")
    missing = rate(measured(UP, FROM_BASELINE), read(value, baseline))
    assert missing == NoRate("基準値がないので、達成率は計算しません。")


@pytest.mark.parametrize(
    ("baseline", "value", "target", "shown"),
    [
        (0, 5, 20, "25.0％"),
        (-10, -5, 10, "25.0％"),
        (-4, -6, -8, "50.0％"),
        (486_300, 430_600, 262_600, "24.9％"),
        (69, 60, 99, "−30.0％"),
        (31, 62, 32, "3,100.0％"),
    ],
)
def test_from_a_baseline_of_nothing_or_below_a_rate_is_as_any(
    baseline: int, value: int, target: int, shown: str
) -> None:
    way = UP if target > baseline else DOWN
    found = rate(measured(way, FROM_BASELINE, baseline), read(value, target))
    assert isinstance(found, Rate) and found.shown == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [("102.85", "102.9％"), ("88.54", "88.5％"), ("-0.5", "−0.5％"), ("99.95", "100.0％")],
)
def test_a_rate_is_shown_to_one_decimal_half_up(share: str, shown: str) -> None:
    assert Rate(Decimal(share)).shown == shown


def on_the_way(value: Decimal | int, year: int, last: int = 2030) -> Indicator:
    return measured(DOWN, FROM_BASELINE, 100, read(value, "", year), read("", 40, last), since=2013)


def test_the_way_gone_is_told_beside_the_straight_line_of_which_it_is_no_judgement() -> None:
    indicator = on_the_way(70, 2021)
    found = progress(indicator, indicator.readings[0])
    assert found is not None
    assert found.gone.percent == 50 and found.to.fiscal_year.year == 2030
    assert found.line.percent == Decimal(800) / 17


@some_examples(40)
@given(year=st.integers(2014, 2030), value=numbers)
def test_the_line_rises_from_the_baseline_s_year_to_the_last_target_s(
    year: int, value: Decimal
) -> None:
    indicator = on_the_way(value, year, 2031)
    found = progress(indicator, indicator.readings[0])
    assert found is not None
    assert 0 < found.line.percent < 100
    assert (found.gone.percent >= 100) == (value <= 40)


@pytest.mark.parametrize(
    "indicator",
    [
        measured(UP, RATIO, None, read(5, "", 2018), read("", 9, 2020)),
        measured(UP, RATIO, 9, read(5, "", 2018), read("", 9, 2020)),
        measured(KEEP, Achievement.NONE, 5, read(5, "", 2018), read("", "5〜9", 2020)),
        measured(UP, RATIO, 3, read(5, "", 2018)),
        measured(UP, RATIO, 3, read("", "", 2018), read("", 9, 2020)),
        measured(UP, RATIO, 3, read(5, 6, 2018), read("", 9, 2020)),
        measured(UP, RATIO, 3, read(5, "", 2018), read("", 9, 2017)),
        measured(UP, RATIO, 3, read(5, "", 2018), read("", 9, 2020), since=2018),
        measured(UP, RATIO, 3, read(5, "", 2018), read("", 9, 2020), since=2020),
    ],
    ids=[
        "no baseline",
        "a baseline that is the target",
        "bounds to be kept",
        "no target",
        "no value",
        "a target of its own",
        "a target of a year before",
        "a baseline of the same year",
        "a baseline of the last target's year",
    ],
)
def test_where_there_is_no_way_none_is_told(indicator: Indicator) -> None:
    assert progress(indicator, indicator.readings[0]) is None


def test_no_worse_than_the_baseline_is_the_baseline_itself_and_what_lies_on_the_better_side() -> (
    None
):
    for way, better, worse in ((UP, 6, 4), (DOWN, 4, 6)):
        indicator = measured(way, RATIO, 5)
        assert is_no_worse_than_baseline(indicator, read(5))
        assert is_no_worse_than_baseline(indicator, read(better))
        assert not is_no_worse_than_baseline(indicator, read(worse))
    assert not is_no_worse_than_baseline(measured(UP, RATIO), read(5))


@given(number=positive, target=positive)
@example(number=Decimal(60), target=Decimal(62))
def test_what_is_foreseen_is_neither_reached_nor_missed_and_may_have_a_rate(
    number: Decimal, target: Decimal
) -> None:
    reading = read(number, target)
    indicator = measured(FORESEEN, RATIO, 1, reading, read(target=target, year=2020))
    assert reached(indicator, reading) is None
    assert progress(indicator, read(number, year=2019)) is None
    assert not is_no_worse_than_baseline(indicator, reading)
    assert rate(indicator, reading) == Rate(100 * number / target)
    assert indicator.formula == "実績値÷計画値"
