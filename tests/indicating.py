"""Indicators as tests of their rates and grades make them up."""

from decimal import Decimal

from hypothesis import strategies as st

from planreport.plan.calendar import FiscalYear
from planreport.plan.indicators import Achievement, Direction, Indicator, Owner, Reading

UP, DOWN, KEEP, FORESEEN = Direction
RATIO, FROM_BASELINE, MIRRORED = (
    Achievement.RATIO,
    Achievement.FROM_BASELINE,
    Achievement.MIRRORED,
)
# As many digits as the rules take, and a few that tests of decimals like to stumble over.
numbers = st.decimals(-(10**9), 10**9, allow_nan=False, places=3)
not_negative = st.decimals(0, 10**9, allow_nan=False, places=3)
positive = st.decimals("0.001", 10**9, allow_nan=False, places=3)


def measured(
    direction: Direction,
    how: Achievement = Achievement.NONE,
    baseline: Decimal | int | None = None,
    *readings: Reading,
    since: int = 2014,
) -> Indicator:
    return Indicator(
        id="k1",
        owner=Owner(),
        name="結成率",
        unit="%",
        direction=direction,
        achievement=how,
        baseline=None if baseline is None else Decimal(baseline),
        baseline_year=None if baseline is None else FiscalYear(since),
        readings=readings,
    )


def read(
    value: Decimal | int | str = "", target: Decimal | int | str = "", year: int = 2018
) -> Reading:
    cells = {"value": str(value), "target": str(target)}
    return Reading(FiscalYear(year), {name: cell for name, cell in cells.items() if cell}, True)
