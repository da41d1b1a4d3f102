"""Where the lines of a chart run. Pure geometry, in CSS pixels; the templates draw it."""

from dataclasses import dataclass

from planreport.model import FiscalYear, Measure, Status

COLUMN = 64  # width of a year
STEP = 26  # height of a status
CHARACTER = 13  # width of a label's character
GAP = 8  # between labels and the plot
APART = 4  # how far each line keeps from the middle, so that neither hides the other
FOOT = 36  # room for the years' names in two lines


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    status: Status


@dataclass(frozen=True)
class YearMark:
    """A year's column: its middle, and where the lines stand in it, if they do."""

    x: float
    fiscal_year: FiscalYear
    planned_y: float | None
    progress_y: float | None


@dataclass(frozen=True)
class StepChart:
    """Years across, statuses as steps upward, the plan's line and the line of what was reached."""

    width: float
    height: float
    left: float
    bottom: float
    labels: tuple[Label, ...]
    marks: tuple[YearMark, ...]
    planned_path: str
    progress_path: str


def step_chart(
    measure: Measure, years: tuple[FiscalYear, ...], statuses: tuple[Status, ...]
) -> StepChart:
    left = CHARACTER * max(len(status.label) for status in statuses) + GAP
    bottom = STEP * len(statuses)

    def middle(status: Status) -> float:
        return bottom - STEP * (status.order - 0.5)

    marks = []
    for n, year in enumerate(years):
        record = measure.in_year(year)
        marks.append(
            YearMark(
                x=left + COLUMN * (n + 0.5),
                fiscal_year=year,
                planned_y=middle(record.planned) - APART if record else None,
                progress_y=(
                    middle(record.progress) + APART if record and record.progress else None
                ),
            )
        )
    return StepChart(
        width=left + COLUMN * len(years) + APART,
        height=bottom + FOOT,
        left=left,
        bottom=bottom,
        labels=tuple(Label(left - GAP, middle(status), status) for status in statuses),
        marks=tuple(marks),
        planned_path=_steps([(mark.x, mark.planned_y) for mark in marks], -APART),
        progress_path=_steps([(mark.x, mark.progress_y) for mark in marks], APART),
    )


def _steps(points: list[tuple[float, float | None]], aside: float) -> str:
    """An SVG path: level across each year's column, upright between two years, open at gaps.

    What is upright stands `aside` of the border between the years.
    """
    path = ""
    pen_is_down = False
    for x, y in points:
        if y is not None:
            path += f"V{y:g}" if pen_is_down else f"M{x - COLUMN / 2 + APART:g} {y:g}"
            path += f"H{x + COLUMN / 2 + aside:g}"
        pen_is_down = y is not None
    return path
