"""The pictures say what the numbers do: lines, parts and cells lie where they belong."""

import re
from itertools import pairwise

import pytest
from conftest import Site

from planreport.pages.charts import (
    APART,
    CELL,
    COLUMN,
    LEGIBLE,
    LINE,
    PER_STRIP,
    STEP,
    TILE,
    WIDEST,
    YEAR,
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


def heights(path: str) -> list[float]:
    return [float(y) for y in re.findall(r"(?:M[\d.]+ |V)([\d.]+)", path)]


def test_a_higher_status_stands_higher() -> None:
    chart = step_chart(measure((2012, 1, 1), (2013, 2, 1), (2014, 3, 2)), YEARS, STATUSES)
    assert heights(chart.planned_path) == [
        2.5 * STEP - APART,
        1.5 * STEP - APART,
        0.5 * STEP - APART,
    ]
    assert heights(chart.progress_path) == [
        2.5 * STEP + APART,
        2.5 * STEP + APART,
        1.5 * STEP + APART,
    ]


def test_two_equal_lines_lie_beside_each_other() -> None:
    chart = step_chart(measure((2012, 2, 2), (2013, 2, 2), (2014, 2, 2)), YEARS, STATUSES)
    for mark in chart.marks:
        assert mark.planned_y is not None and mark.progress_y is not None
        assert mark.progress_y - mark.planned_y == 2 * APART


def test_a_year_without_a_report_ends_the_line_of_what_was_reached() -> None:
    chart = step_chart(measure((2012, 1, 1), (2013, 2, None), (2014, 3, None)), YEARS, STATUSES)
    assert len(heights(chart.planned_path)) == 3
    assert len(heights(chart.progress_path)) == 1


def test_a_measure_that_starts_late_leaves_its_first_years_empty() -> None:
    chart = step_chart(measure((2014, 1, 1)), YEARS, STATUSES)
    assert [mark.planned_y is None for mark in chart.marks] == [True, True, False]
    assert chart.planned_path.startswith(f"M{chart.left + 2 * COLUMN + APART:g} ")


def test_every_line_stays_inside_its_picture() -> None:
    chart = step_chart(measure((2012, 1, 3), (2013, 3, 1), (2014, 2, 2)), YEARS, STATUSES)
    for path in (chart.planned_path, chart.progress_path):
        assert all(0 < y < chart.marks[0].bottom for y in heights(path))
        assert all(chart.left < float(x) <= chart.width for x in re.findall(r"[MH]([\d.]+)", path))


@pytest.mark.parametrize("characters", range(1, 9))
@pytest.mark.parametrize("years", range(1, 16))
def test_years_without_room_side_by_side_go_on_below(years: int, characters: int) -> None:
    statuses = tuple(Choice(n, f"{n}" * characters, "") for n in (1, 2, 3))
    chart = step_chart(
        measure(*((2012 + n, 1 + n % 3, 2) for n in range(years)), statuses=statuses),
        tuple(FiscalYear(2012 + n) for n in range(years)),
        statuses,
    )
    assert chart.width <= WIDEST
    assert [mark.fiscal_year.year for mark in chart.marks] == [2012 + n for n in range(years)]
    strips: dict[float, list[float]] = {}
    for mark in chart.marks:
        strips.setdefault(mark.bottom, []).append(mark.x)
        assert chart.left < mark.x < chart.width
        for y in (mark.planned_y, mark.progress_y):
            assert y is not None and mark.bottom - 3 * STEP < y < mark.bottom < chart.height
    assert list(strips) == sorted(strips)
    assert all(low + 3 * STEP < high for low, high in pairwise(strips))
    lengths = [len(xs) for xs in strips.values()]
    assert len(set(lengths[:-1])) <= 1 and lengths[0] - len(lengths) < lengths[-1] <= lengths[0]
    for bottom, xs in strips.items():
        beside = [label for label in chart.labels if bottom - 3 * STEP < label.y < bottom]
        assert [label.lines for label in beside] == [
            ((label.y, status.label),) for label, status in zip(beside, statuses, strict=True)
        ]
        assert all(label.right - xs[-1] == COLUMN / 2 + APART for label in beside)


def test_long_words_stand_in_lines_beside_steps_that_have_room_for_them() -> None:
    words = ("検討の準備に入っている段階である", "スケジュールどおりに一部で実施している", "完了")
    statuses = tuple(Choice(n, word) for n, word in enumerate(words, 1))
    years = tuple(FiscalYear(2012 + n) for n in range(20))
    records = tuple(YearRecord(y, {"planned": statuses[0], "progress": statuses[1]}) for y in years)
    chart = step_chart(Measure("m", "題名", (), (), records), years, statuses)
    assert chart.width <= WIDEST
    first = [label.lines for label in chart.labels[:3]]
    assert ["".join(line for _, line in label) for label in first] == list(words)
    lines = sorted(y for label in first for y, _ in label)
    assert all(high - low >= LINE for low, high in pairwise(lines))


def test_a_line_that_goes_on_comes_in_from_beyond_the_edge_of_its_strip() -> None:
    years = tuple(FiscalYear(2012 + n) for n in range(8))
    going_on = step_chart(measure(*((2012 + n, 2, 2) for n in range(8))), years, STATUSES)
    begun = step_chart(measure(*((2016 + n, 2, 2) for n in range(4))), years, STATUSES)
    first, second = going_on.left + APART, going_on.left - APART
    for path in (going_on.planned_path, going_on.progress_path):
        assert [float(x) for x in re.findall(r"M([\d.]+)", path)] == [first, second]
    for path in (begun.planned_path, begun.progress_path):
        assert [float(x) for x in re.findall(r"M([\d.]+)", path)] == [first]


@pytest.mark.parametrize("numbers", [(1, 17, 12), (0, 0, 7), (5, 0, 0), (1, 998, 1), (1, 1, 1)])
def test_the_parts_of_a_stack_fill_it_in_proportion_without_a_gap(
    numbers: tuple[int, int, int],
) -> None:
    count = Count(dict(zip(Standing, numbers, strict=True)))
    parts = stack(count, tuple(Standing))
    at = 0.0
    for part in parts:
        assert part.start == pytest.approx(at, abs=0.02)
        assert part.width == pytest.approx(100 * count.of(part.outcome) / count.total, abs=0.01)
        assert part.has_room == (part.width >= LEGIBLE)
        at += part.width
    assert at == pytest.approx(100, abs=0.02)
    assert {part.outcome for part in parts} == {s for s in Standing if count.of(s)}


def test_a_stack_of_nothing_is_empty() -> None:
    assert stack(Count({}), tuple(Standing)) == ()


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
    chart = heat_map(Goal("g", "題", (Group(("項",), many),)), YEARS, tuple(Standing))
    assert len(chart.rows) == 3 * len(YEARS)
    assert chart.tiles[PER_STRIP].x == chart.tiles[0].x
    assert chart.tiles[PER_STRIP].y > chart.tiles[0].y + chart.tile_height
    assert chart.width == YEAR + PER_STRIP * TILE
    assert chart.tiles[-1].y + chart.tile_height == chart.height
