"""The lines of a measure's chart run where its statuses are."""

import re

from planreport.charts import APART, COLUMN, STEP, step_chart
from planreport.model import FiscalYear, Measure, Status, YearRecord

YEARS = tuple(FiscalYear(year) for year in (2012, 2013, 2014))
STATUSES = tuple(Status(order, label, "") for order, label in enumerate(("低", "中", "高"), 1))


def measure(*steps: tuple[int, int, int | None]) -> Measure:
    """Of (year, planned order, reached order or None)."""
    return Measure(
        "m",
        "題",
        ("概",),
        "",
        tuple(
            YearRecord(
                FiscalYear(year),
                STATUSES[planned - 1],
                STATUSES[reached - 1] if reached else None,
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
        assert all(0 < y < chart.bottom for y in heights(path))
        assert all(chart.left < float(x) <= chart.width for x in re.findall(r"[MH]([\d.]+)", path))
