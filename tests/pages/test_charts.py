"""The pictures say what the numbers do: lines, parts and cells lie where they belong."""

import re
from itertools import pairwise

import pytest
from conftest import Site

from planreport.pages.charts import (
    ABOVE,
    CELL,
    IN_A_LINE,
    LEGIBLE,
    LINE,
    PER_STRIP,
    ROOM,
    TILE,
    YEAR,
    YEARS_IN_A_STRIP,
    Course,
    StepChart,
    heat_map,
    stack,
    step_chart,
)
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Choice
from planreport.plan.measures import Goal, Group, Measure, Standing, YearRecord
from planreport.report.counts import Count

YEARS = tuple(FiscalYear(year) for year in (2012, 2013, 2014))
STATUSES = tuple(Choice(order, label, "") for order, label in enumerate(("低", "中", "高"), 1))


def measure(
    *steps: tuple[int, int, int | None], statuses: tuple[Choice, ...] = STATUSES
) -> Measure:
    """Of (year, planned order, reached order or None)."""
    return Measure(
        "m",
        "題",
        ("概",),
        (),
        tuple(
            YearRecord(
                FiscalYear(year),
                {"planned": statuses[planned - 1]}
                | ({"progress": statuses[reached - 1]} if reached else {}),
            )
            for year, planned, reached in steps
        ),
    )


NAMES = ("計画", "進捗")
ROW = LINE + ROOM


def heights(course: Course) -> list[float]:
    """Those of the years that it has, counted in stages from above."""
    return [round(y / ROW, 2) for _, y in course.marks]


def stepped(*steps: tuple[int, int, int | None], names: tuple[str, str] = NAMES) -> StepChart:
    return step_chart(measure(*steps), YEARS, STATUSES, names)


def test_a_higher_status_stands_higher() -> None:
    chart = stepped((2012, 1, 1), (2013, 2, 1), (2014, 3, 2))
    assert heights(chart.planned) == [3, 2, 1]
    assert heights(chart.reached) == [3, 3, 2]


def test_a_line_is_level_across_a_year_and_upright_between_two() -> None:
    chart = stepped((2012, 1, 1), (2013, 1, 1), (2014, 3, 2))
    ends = [(it.x1, it.x2, it.y1 == it.y2) for it in chart.planned.strokes]
    assert ends == [(0, 66.67, True), (66.67, 66.67, False), (66.67, 100, True)]


def test_where_plan_and_result_are_equal_they_are_one_line() -> None:
    equal = stepped((2012, 2, 2), (2013, 3, 3), (2014, 3, 3))
    assert equal.planned == equal.reached
    late = stepped((2012, 2, 2), (2013, 3, 2), (2014, 3, 3))
    assert late.planned.marks[0] == late.reached.marks[0]
    assert late.planned.marks[1] != late.reached.marks[1]


def test_each_line_has_its_name_at_the_height_where_it_ends() -> None:
    apart = stepped((2012, 1, 1), (2013, 2, 1), (2014, 3, 2))
    assert [(round((it.y + ABOVE) / ROW, 2), it.text) for it in apart.ends] == [
        (1, "計画"),
        (2, "進捗"),
    ]
    assert [it.text for it in stepped((2012, 1, 1), (2013, 2, 2)).ends] == ["計画・進捗"]
    assert stepped((2012, 1, None)).ends[0].text == "計画"
    assert step_chart(measure((2012, 1, 1)), YEARS, STATUSES).ends == ()


def test_a_shorter_strip_has_the_names_at_its_own_edge() -> None:
    years = tuple(FiscalYear(2012 + n) for n in range(7))  # four and three
    chart = step_chart(measure(*((2012 + n, 2, 1) for n in range(7))), years, STATUSES, NAMES)
    assert [it.x for it in chart.ends] == [75, 75]


def test_long_names_of_both_lines_have_room_above_the_line_that_they_share() -> None:
    chart = stepped((2014, 3, 3), names=("年度目標", "達成状況"))
    lower, upper = chart.ends
    assert (upper.text, lower.text) == ("年度目標・", "達成状況")
    assert lower.y - upper.y == pytest.approx(LINE)
    assert upper.y > LINE - ABOVE


def test_a_year_without_a_report_ends_the_line_of_what_was_reached() -> None:
    chart = stepped((2012, 1, 1), (2013, 2, None), (2014, 3, None))
    assert len(chart.planned.marks) == 3
    assert len(chart.reached.marks) == 1


def test_a_gap_is_left_open() -> None:
    chart = stepped((2012, 1, 1), (2013, 1, None), (2014, 1, 1))
    assert [(it.x1, it.x2) for it in chart.reached.strokes] == [(0, 33.33), (66.67, 100)]


def test_a_measure_that_starts_late_leaves_its_first_years_empty() -> None:
    chart = stepped((2014, 1, 1))
    assert [it.x1 for it in chart.planned.strokes] == [66.67]
    assert len(chart.years) == 3


@pytest.mark.parametrize("years", range(1, 16))
def test_years_without_room_side_by_side_go_on_below(years: int) -> None:
    every = tuple(FiscalYear(2012 + n) for n in range(years))
    chart = step_chart(measure(*((2012 + n, 2, 2) for n in range(years))), every, STATUSES, NAMES)
    assert [year for _, _, year in chart.years] == list(every)
    strips: dict[float, list[float]] = {}
    for x, foot, _ in chart.years:
        strips.setdefault(foot, []).append(x)
        assert 0 < x < 100 and foot < chart.height
    assert list(strips) == sorted(strips)
    assert all(low + 3 * ROW < high for low, high in pairwise(strips))
    lengths = [len(xs) for xs in strips.values()]
    assert max(lengths) <= YEARS_IN_A_STRIP
    assert len(set(lengths[:-1])) <= 1 and lengths[0] - len(lengths) < lengths[-1] <= lengths[0]
    assert [it.text for it in chart.stages] == [status.label for status in STATUSES] * len(strips)
    # One line for each strip, as long as its years, since nothing goes up or down.
    columns = [round((it.x2 - it.x1) / (100 / lengths[0])) for it in chart.reached.strokes]
    assert columns == lengths == [round(it.x2 / (100 / lengths[0])) for it in chart.levels[::3]]


def test_long_words_stand_in_lines_between_steps_that_have_room_for_them() -> None:
    words = ("検討の準備に入っている段階である", "スケジュールどおりに一部で実施している", "完了")
    statuses = tuple(Choice(n, word) for n, word in enumerate(words, 1))
    chart = step_chart(measure((2012, 1, 1), statuses=statuses), YEARS, statuses)
    lines = sorted((it.y, it.text) for it in chart.stages)
    assert "".join(text for _, text in lines) == "".join(reversed(words))
    assert all(len(text) <= IN_A_LINE for _, text in lines)
    assert all(high - low >= LINE - 0.01 for (low, _), (high, _) in pairwise(lines))
    assert lines[0][0] > LINE - ABOVE


@pytest.mark.parametrize("numbers", [(1, 17, 12), (0, 0, 7), (5, 0, 0), (1, 998, 1), (1, 1, 1)])
def test_the_parts_of_a_stack_fill_it_in_proportion_without_a_gap(
    numbers: tuple[int, int, int],
) -> None:
    count = Count(dict(zip(Standing, numbers, strict=True)))
    parts = list(stack(count, tuple(Standing)))
    at = 0.0
    for part in parts:
        assert part.start == pytest.approx(at, abs=0.02)
        assert part.width == pytest.approx(100 * count.of(part.outcome) / count.total, abs=0.01)
        assert part.has_room == (part.width >= LEGIBLE)
        at += part.width
    assert at == pytest.approx(100, abs=0.02)
    assert {part.outcome for part in parts} == {s for s in Standing if count.of(s)}


def test_a_stack_of_nothing_is_empty() -> None:
    assert not list(stack(Count({}), tuple(Standing)))


def test_the_heat_map_has_a_cell_for_each_measure_and_reported_year(site: Site) -> None:
    plan = site.report.plan
    for goal in plan.goals:
        chart = heat_map(goal, plan.years, plan.outcomes)
        assert [tile.measure for tile in chart.tiles] == list(goal.measures)
        for standing, path in chart.cells:
            found = {(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)", path)}
            assert found == {
                (tile.x + 1, tile.y + CELL * n + 1)
                for tile in chart.tiles
                for n, year in enumerate(plan.years)
                if (record := tile.measure.in_year(year)) and record.standing is standing
            }


def test_a_goal_with_many_measures_takes_several_strips() -> None:
    many = tuple(measure((2012, 1, 1), (2013, 2, 1)) for _ in range(2 * PER_STRIP + 1))
    chart = heat_map(Goal("g", "題", Group((), many)), YEARS, tuple(Standing))
    assert len(chart.rows) == 3 * len(YEARS)
    assert chart.tiles[PER_STRIP].x == chart.tiles[0].x
    assert chart.tiles[PER_STRIP].y > chart.tiles[0].y + chart.tile_height
    assert chart.width == YEAR + PER_STRIP * TILE
    assert chart.tiles[-1].y + chart.tile_height == chart.height
