"""Into which grade of a plan's own a rate falls."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from indicating import (
    DOWN,
    MIRRORED,
    RATIO,
    UP,
    measured,
    not_negative,
    positive,
    read,
)
from trying import some_examples

from planreport.plan.achievement import (
    banded,
)
from planreport.plan.fields import Choice
from planreport.plan.indicators import Achievement, Band, Indicator, Reading


def bands(*said: tuple[str, str | None, bool]) -> tuple[Band, ...]:
    return tuple(
        Band(
            Choice(n, label, is_outside=label == "－"),
            Decimal(least) if least else None,
            from_baseline,
        )
        for n, (label, least, from_baseline) in enumerate(said, 1)
    )


FOUR = bands(
    ("達成", "100", False),
    ("概ね達成", "80", False),
    ("改善", None, True),
    ("－", None, False),
    ("未達成", None, False),
)


def grade(indicator: Indicator, reading: Reading, of: tuple[Band, ...] = FOUR) -> str:
    band = banded(indicator, reading, of)
    return band.grade.label if band else ""


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (100, "達成"),
        (120, "達成"),
        (99, "概ね達成"),
        (80, "概ね達成"),
        (79, "改善"),
        (50, "改善"),
        (49, "未達成"),
    ],
)
def test_a_rate_falls_into_the_best_band_that_takes_it(value: int, label: str) -> None:
    assert grade(measured(UP, RATIO, 50), read(value, 100)) == label


@some_examples(60)
@given(value=not_negative, more=positive, target=positive, baseline=not_negative)
def test_a_better_value_never_falls_into_a_worse_band(
    value: Decimal, more: Decimal, target: Decimal, baseline: Decimal
) -> None:
    order = [band.grade.label for band in FOUR]
    place: Callable[[Indicator, Decimal], int] = lambda it, number: order.index(  # noqa: E731
        grade(it, read(number, target))
    )
    up, down = measured(UP, RATIO, baseline), measured(DOWN, MIRRORED, baseline)
    assert place(up, value + more) <= place(up, value)
    assert place(down, value) <= place(down, value + more)


def test_nothing_is_graded_without_a_rate_or_without_bands() -> None:
    assert grade(measured(UP, Achievement.NONE, 50), read(90, 100)) == ""
    assert grade(measured(UP, RATIO, 50), read(90, 0)) == ""
    assert grade(measured(UP, RATIO, 50), read(90, "")) == ""
    own = bands(("A", None, False), ("B", None, False))
    assert grade(measured(UP, RATIO, 50), read(90, 100), own) == ""


def test_a_rate_below_all_bands_has_none_where_none_takes_the_rest() -> None:
    two = bands(("達成", "100", False), ("概ね達成", "80", False))
    assert grade(measured(UP, RATIO, 50), read(79, 100), two) == ""
