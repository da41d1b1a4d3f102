"""Indicators (指標, KPI, 数値目標): what is counted or measured of a plan, year by year.

Numbers are decimals as they were written. A year without a value is a gap, never a zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from functools import cached_property

from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Choice, Field, Kind
from planreport.plan.numbers import Bounds, bounds, grouped

# The fields of a reading that more is known of than their kind.
TARGET, TARGET_NOTE, VALUE = "target", "target_note", "value"
STATE, GRADE, NOTE = "state", "grade", "note"
MAX_STATE = 20  # characters: what stands beside a number in a table
MAX_NOTE = 300
FINAL = ("確報", "確報値", "確定", "確定値")  # states that say of a value that it is settled
_AWAITED = 2  # earlier years of an indicator for whose values a form asks once more


class Direction(Enum):
    """Which way is the better one."""

    UP = "up"
    DOWN = "down"
    KEEP = "keep"  # within the bounds of the target
    NONE = "none"  # what is foreseen, as 量の見込み: neither more nor less is better

    @property
    def said(self) -> str:
        return _DIRECTIONS[self]

    @property
    def is_usual(self) -> bool:
        """Whether it goes without saying."""
        return self is Direction.UP


_DIRECTIONS = {
    Direction.UP: "大きいほど良い",
    Direction.DOWN: "小さいほど良い",
    Direction.KEEP: "決めた幅に収める",
    Direction.NONE: "良し悪しを問わない",
}


class Achievement(Enum):
    """How a plan works out the rate at which a target is reached (達成率)."""

    NONE = ""
    RATIO = "ratio"
    FROM_BASELINE = "from_baseline"
    MIRRORED = "mirrored"  # of what is the better the smaller

    @property
    def formula(self) -> str:
        return _FORMULAS[self]


_FORMULAS = {
    Achievement.NONE: "",
    Achievement.RATIO: "実績値÷目標値",
    Achievement.FROM_BASELINE: "（実績値−基準値）÷（目標値−基準値）",
    Achievement.MIRRORED: "2−実績値÷目標値",
}


@dataclass(frozen=True)
class Band:
    """A grade, and the rates that it stands for where the plan says which.

    It stands for rates from `least` per cent on or, where it `begins_at_baseline`, for every value
    that is no worse than the baseline. The best band comes first; one that says neither takes what is
    left.
    """

    grade: Choice
    least: Decimal | None = None
    begins_at_baseline: bool = False

    @property
    def is_measured(self) -> bool:
        return self.least is not None or self.begins_at_baseline


@dataclass(frozen=True)
class Reading:
    """What an indicator was to reach in a fiscal year and, once reported, what it read.

    `cells` are what the data says, by the names of the fields; what is empty is left out. `is_due`:
    the year is reported, so that what the reading does not say is missing.
    """

    fiscal_year: FiscalYear
    cells: Mapping[str, str] = field(default_factory=dict)
    is_due: bool = False

    def cell(self, name: str) -> str:
        return self.cells.get(name, "")

    @cached_property
    def value(self) -> Decimal | None:
        return Decimal(self.cells[VALUE]) if VALUE in self.cells else None

    @cached_property
    def target(self) -> Bounds | None:
        """The two bounds of what is to be kept within; else both are the target."""
        return bounds(self.cells[TARGET]) if TARGET in self.cells else None

    @property
    def state(self) -> str:
        """How good the value is (速報, 推計), or why there is none (調査なし)."""
        return self.cell(STATE)

    @property
    def is_told(self) -> bool:
        """Whether it has a value, or is said to have none."""
        return bool(self.cell(VALUE) or self.state)

    @property
    def is_settled(self) -> bool:
        """Whether no other value is to be expected: not of a gap, nor of a value with a mark that
        does not say so."""
        return self.value is not None and self.state in ("", *FINAL)

    @property
    def promised(self) -> "Reading":
        """The same without what was reported."""
        cells = {name: cell for name, cell in self.cells.items() if name in _PROMISED}
        return Reading(self.fiscal_year, cells)


@dataclass(frozen=True)
class Owner:
    """What an indicator belongs to: a measure, else a group, else a goal, else the plan."""

    goal_id: str = ""
    path: tuple[str, ...] = ()
    measure_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """`readings` has one for each year of the plan, and for each later year that has a target."""

    id: str
    owner: Owner
    name: str
    number: str = ""  # the plan's own
    meaning: str = ""  # what it measures
    unit: str = ""
    decimals: int | None = None  # at most so many of a value; None: as many as are written
    baseline: Decimal | None = None
    baseline_year: FiscalYear | None = None
    direction: Direction
    is_cumulative: bool = False
    achievement: Achievement = Achievement.NONE
    departments: tuple[str, ...] = ()  # the first answers
    source: str = ""
    first_year: FiscalYear | None = None  # from which it is read; None: the plan's
    last_year: FiscalYear | None = None
    readings: tuple[Reading, ...]

    @property
    def title(self) -> str:
        return self.name

    @property
    def heading(self) -> str:
        """Its name behind its number, if the plan has numbers."""
        return f"{self.number}　{self.name}" if self.number else self.name

    @property
    def department(self) -> str:
        return self.departments[0] if self.departments else ""

    @cached_property
    def _by_year(self) -> dict[FiscalYear, Reading]:
        return {reading.fiscal_year: reading for reading in self.readings}

    @property
    def is_judged(self) -> bool:
        """Whether a value can be better or worse than what was aimed at."""
        return self.direction is not Direction.NONE

    @property
    def aim(self) -> str:
        """What its targets are called: what is foreseen is none."""
        return "目標値" if self.is_judged else "計画値"

    @property
    def short_aim(self) -> str:
        """The same beside a number."""
        return self.aim.removesuffix("値")

    @property
    def formula(self) -> str:
        """That of its rate."""
        return self.achievement.formula.replace("目標値", self.aim)

    def is_read_in(self, fiscal_year: FiscalYear) -> bool:
        """Whether its value of a year is asked for, in a year of the plan."""
        has_begun = self.first_year is None or self.first_year <= fiscal_year
        return has_begun and (self.last_year is None or fiscal_year <= self.last_year)

    def in_year(self, fiscal_year: FiscalYear) -> Reading | None:
        """None in a year in which it is not read."""
        return self._by_year.get(fiscal_year) if self.is_read_in(fiscal_year) else None

    def before(self, fiscal_year: FiscalYear) -> Reading | None:
        """The last reading before a year that has a value."""
        earlier = (r for r in self.readings if r.fiscal_year < fiscal_year and r.value is not None)
        return max(earlier, key=lambda reading: reading.fiscal_year, default=None)

    def unsettled(self, fiscal_year: FiscalYear) -> tuple[Reading, ...]:
        """The last two years before this one that were reported and may still get another value."""
        earlier = (r for r in self.readings if r.is_due and r.fiscal_year < fiscal_year)
        return tuple(reading for reading in earlier if not reading.is_settled)[-_AWAITED:]

    @cached_property
    def last_target(self) -> Reading | None:
        """The year that it is to reach its last target in."""
        aimed = (reading for reading in self.readings if reading.target)
        return max(aimed, key=lambda reading: reading.fiscal_year, default=None)

    @cached_property
    def last_aim(self) -> Reading | None:
        """The year of its last target, be that a number or words such as 増加."""
        aimed = (it for it in self.readings if it.target or it.cell(TARGET_NOTE))
        return max(aimed, key=lambda reading: reading.fiscal_year, default=None)

    def shown(self, number: Decimal) -> str:
        """A number as people read it, with the unit behind it."""
        return f"{grouped(number)}{self.unit}"

    def of(self, fields: Iterable[Field]) -> tuple[Field, ...]:
        """The fields of its readings with its own unit."""
        return tuple(
            replace(field, unit=self.unit) if field.kind is Kind.NUMBER else field
            for field in fields
        )


_PROMISED = (TARGET, TARGET_NOTE)


def indicator_fields(bands: Iterable[Band]) -> tuple[Field, ...]:
    """The fields of a year's reading, in the order of form, table and open data."""
    grades = {band.grade.label: band.grade for band in bands}
    fields = (
        Field(TARGET, "目標値", Kind.NUMBER, "その年度の目標値", is_scheduled=True),
        Field(
            TARGET_NOTE,
            "目標の説明",
            Kind.TEXT,
            "数で表せない目標、目標の補足",
            limit=MAX_NOTE,
            is_scheduled=True,
        ),
        Field(
            VALUE,
            "実績値",
            Kind.NUMBER,
            "その年度の実績値",
            question="{year}の実績値（数だけ）",
            is_required=True,
        ),
        Field(
            STATE,
            "状態",
            Kind.TEXT,
            "値の性質（速報、推計など）か、値がないわけ（調査なしなど）",
            question="速報、推計など。値がないときは、そのわけ（調査なし、集計中など）",
            limit=MAX_STATE,
        ),
        Field(
            GRADE, "評価", Kind.CHOICE, "その年度の評価", question="{year}の評価", choices=grades
        ),
        Field(
            NOTE,
            "説明",
            Kind.TEXT,
            "実績値についての説明",
            question="増減のわけなど（書かなくても構いません）",
            limit=MAX_NOTE,
        ),
    )
    return tuple(field for field in fields if field.name != GRADE or grades)
