"""The lines of an indicator lie where its numbers say, and its axis begins at a number that is said."""

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import COMPILED, ROOT, plan_of
from hypothesis import given
from hypothesis.strategies import decimals, lists

from planreport.pages import render
from planreport.pages.linechart import WIDEST, YEAR, LineChart, line_chart, spark, ticks
from planreport.plan.calendar import FiscalYear
from planreport.plan.indicators import Direction, Indicator, Owner, Reading
from planreport.plan.numbers import grouped
from planreport.report.derive import derive

CHARTS = Path(__file__).parent / "charts"


def indicator(
    *years: tuple[int, str, str],  # fiscal year, target, value with its state behind it
    baseline: str = "",
    since: int = 0,
    direction: Direction = Direction.UP,
    unit: str = "",
) -> Indicator:
    readings = []
    for year, target, said in years:
        value, _, state = said.partition(" ")
        cells = {"target": target, "value": value, "state": state}
        filled = {name: cell for name, cell in cells.items() if cell}
        readings.append(Reading(FiscalYear(year), filled, is_due=year <= 2020))
    return Indicator(
        id="k",
        owner=Owner(),
        name="名",
        unit=unit,
        direction=direction,
        baseline=Decimal(baseline) if baseline else None,
        baseline_year=FiscalYear(since) if since else None,
        readings=tuple(readings),
    )


def chart(*years: tuple[int, str, str], baseline: str = "", since: int = 0) -> LineChart:
    drawn = line_chart(indicator(*years, baseline=baseline, since=since))
    assert drawn
    return drawn


@pytest.mark.parametrize(
    ("numbers", "axis"),
    [
        (["69", "99"], "60 70 80 90 100"),
        (["0", "24"], "0 10 20 30"),
        (["46.5", "24"], "20 30 40 50"),
        (["0.66", "1.94"], "0.0 0.5 1.0 1.5 2.0"),
        (["-6.7", "-0.8"], "−8 −6 −4 −2 0"),
        (["-90", "-60"], "−90 −80 −70 −60"),
        (["-3", "5"], "−4 −2 0 2 4 6"),
        (["1234567.8", "1198000.5"], "1,190,000 1,200,000 1,210,000 1,220,000 1,230,000 1,240,000"),
        (["5"], "0 2 4 6"),
        (["-5"], "−6 −4 −2 0"),
        (["0"], "0 1"),
    ],
)
def test_an_axis_has_few_round_numbers_and_begins_at_0_unless_that_would_hide_what_moves(
    numbers: list[str], axis: str
) -> None:
    assert " ".join(map(grouped, ticks(map(Decimal, numbers)))) == axis


@given(lists(decimals(-(10**9), 10**9, places=3), min_size=1, max_size=8))
def test_an_axis_reaches_from_below_the_lowest_number_to_above_the_highest(
    numbers: list[Decimal],
) -> None:
    axis = ticks(numbers)
    assert axis[0] <= min(numbers) and max(numbers) <= axis[-1]
    assert 2 <= len(axis) <= 6


def test_it_is_said_where_an_axis_does_not_begin_at_0_and_nothing_where_it_does() -> None:
    assert chart((2019, "", "70"), (2020, "", "90")).said == (
        "縦軸は0からではなく、70から90までです。"
    )
    assert chart((2019, "", "0"), (2020, "", "90")).said == ""
    crossing = chart((2019, "", "-3"), (2020, "", "5"))
    assert crossing.said == "縦軸は0からではなく、−4から6までです。0の線を太くしています。"
    assert crossing.zero_y == next(y for y, label in crossing.ticks if label == "0")


def test_a_higher_number_stands_higher_and_a_later_year_further_right() -> None:
    low, high = chart((2019, "", "70"), (2020, "", "90")).lines.values
    assert high.y < low.y and low.x < high.x


def test_years_stand_as_far_apart_as_they_are() -> None:
    drawn = chart((2018, "", "1"), (2020, "", "2"), (2030, "3", ""))
    first, second = (dot.x for dot in drawn.lines.values)
    (last,) = [x for x, year in drawn.years if year.year == 2030]
    assert (last - first) / (second - first) == pytest.approx(6, rel=0.01)


def test_no_line_crosses_a_year_without_a_value_and_a_lone_value_is_a_dot() -> None:
    lines = chart(
        (2016, "", "1"), (2017, "", "2"), (2018, "", ""), (2019, "", "3"), (2020, "", "")
    ).lines
    assert re.sub(r"[\d. ]+", "", lines.value_path) == "MLM"
    assert len(lines.values) == 3


def test_targets_are_joined_be_there_years_between_them_or_not() -> None:
    lines = chart((2018, "5", ""), (2020, "6", ""), (2030, "9", "")).lines
    assert re.sub(r"[\d. ]+", "", lines.target_path) == "MLL"
    assert len(lines.target_marks) == 3


def test_a_small_line_marks_the_last_target_alone() -> None:
    small = spark(indicator((2018, "5", "4"), (2019, "6", "7"), (2020, "7", "7")))
    assert small and len(small.values) == 3 and len(small.target_marks) == 1


def test_what_is_to_be_kept_within_is_an_area() -> None:
    lines = chart((2019, "20〜25", "22"), (2020, "20〜24", "25")).lines
    assert re.sub(r"[\d. ]+", "", lines.range_path) == "MLLLz"
    assert re.sub(r"[\d. ]+", "", lines.target_path) == "MLML"  # both its edges
    assert chart((2019, "20", "22"), (2020, "20", "25")).lines.range_path == ""


def test_a_value_with_a_word_beside_it_has_an_open_dot() -> None:
    drawn = chart((2019, "", "1"), (2020, "", "2 速報"))
    assert [dot.is_marked for dot in drawn.lines.values] == [False, True]
    assert drawn.marks == ("速報",)


def test_the_baseline_is_marked_in_its_year_and_drawn_across() -> None:
    with_year = chart((2020, "", "2"), baseline="1", since=2013)
    assert with_year.baseline_mark and with_year.baseline_y is not None
    assert with_year.years[0][1].year == 2013
    without = chart((2020, "", "2"), baseline="1")
    assert without.baseline_mark == "" and without.baseline_y is not None


@pytest.mark.parametrize("last", [2000, 2001, 2004, 2005, 2006, 2009, 2015, 2020, 2030, 2050])
def test_the_names_of_many_years_keep_apart_and_the_chart_its_width(last: int) -> None:
    drawn = chart((2000, "", "1234567.8"), (last, "1", ""))
    places = [x for x, _ in drawn.years]
    assert all(b - a >= YEAR - 0.1 for a, b in pairwise(places))
    assert drawn.years[0][1].year == 2000
    assert drawn.years[-1][1].year == last
    assert drawn.width <= WIDEST


def test_nothing_is_drawn_of_a_baseline_alone_and_no_small_line_of_targets_alone() -> None:
    alone = indicator((2020, "", ""), baseline="1", since=2013)
    assert line_chart(alone) is None and spark(alone) is None
    aimed = indicator((2020, "1", ""))
    assert line_chart(aimed) and spark(aimed) is None


SHAPES = {
    "rises": indicator(
        (2018, "60", "58"), (2019, "64", "66"), (2020, "68", "71 速報"), (2022, "76", ""),
        baseline="52.5", since=2014, unit="%",
    ),
    "falls-with-a-gap": indicator(
        (2016, "", "1234567.8"), (2017, "", "1220300"), (2018, "", ""), (2019, "", "1198000.5"),
        (2020, "", "1187000"), (2030, "900000", ""),
        baseline="1301000", since=2013, direction=Direction.DOWN, unit="千t-CO2",
    ),
    "kept-within": indicator(
        (2018, "20〜25", "22.1"), (2019, "20〜25", "26.3"), (2020, "20〜24", "23"),
        direction=Direction.KEEP, unit="m",
    ),
    "below-and-above-0": indicator(
        (2018, "", "-3.5"), (2019, "", "0"), (2020, "-2", "4.5"), baseline="0", unit="ポイント"
    ),
    "fifteen-years": indicator(
        *((2006 + n, "", str(100 + 7 * n)) for n in range(15)), (2035, "300", ""), unit="人"
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_charts_are_as_they_were_approved(shape: str, request: pytest.FixtureRequest) -> None:
    """`pytest --update-golden` draws them anew: look at them, in a browser, beside the difference."""
    plan = plan_of("minamo")
    env = render.environment(ROOT / "templates", COMPILED)
    page = env.from_string(
        '{% import "indicator-parts.html.j2" as parts with context %}{{ parts.chart(indicator) }}'
    ).render(plan=plan, terms=plan.terms, report=derive(plan), indicator=SHAPES[shape])
    drawn = "".join(re.findall(r"<svg.*?</svg>\n", page, re.S))
    drawn = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    file = CHARTS / f"{shape}.svg"
    if request.config.getoption("--update-golden"):
        file.write_text(drawn, encoding="utf-8")
    assert drawn == file.read_text(encoding="utf-8")
