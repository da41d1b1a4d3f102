"""What became of each measure between the last two reported years."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Choice
from planreport.plan.measures import Goal, Measure, Standing, YearRecord


@dataclass(frozen=True)
class Step:
    """A measure from the year before to the last reported year.

    `before` or `now` is None where the measure had not begun or had ended. `same_for` is for how
    many reported years in a row, up to the last, the progress has been the same: 1 if it moved.
    """

    goal: Goal
    measure: Measure
    before: YearRecord | None
    now: YearRecord | None
    same_for: int
    repeats_its_text: bool  # whether what was done is said in the very words of the year before

    @property
    def has_begun(self) -> bool:
        return self.before is None

    @property
    def has_ended(self) -> bool:
        return self.now is None

    @property
    def is_cut_short(self) -> bool:
        """Whether it ended before the plan had meant it to."""
        return self.has_ended and bool(self.measure.withdrawn)

    @property
    def goes_on(self) -> bool:
        """Whether both years say how far it is."""
        return bool(self.before and self.before.reached and self.now and self.now.reached)

    @property
    def is_up(self) -> bool:
        return self.goes_on and 0 < _level(self.before) < _level(self.now)

    @property
    def is_down(self) -> bool:
        return self.goes_on and _level(self.before) > _level(self.now) > 0

    @property
    def is_still(self) -> bool:
        return self.goes_on and _reached(self.before) == _reached(self.now)

    @property
    def catches_up(self) -> bool:
        return self.goes_on and _is_behind(self.before) and not _is_behind(self.now)

    @property
    def falls_behind(self) -> bool:
        return self.goes_on and not _is_behind(self.before) and _is_behind(self.now)

    @property
    def stays_behind(self) -> bool:
        return self.goes_on and _is_behind(self.before) and _is_behind(self.now)

    @property
    def is_stuck(self) -> bool:
        """Behind now, and its progress where it was the year before."""
        return self.is_still and _is_behind(self.now)


def _those(are_so: Callable[[Step], bool]) -> "cached_property[tuple[Step, ...]]":
    """The steps of which something is so, in their order."""
    return cached_property(lambda changes: tuple(filter(are_so, changes.steps)))


@dataclass(frozen=True)
class Changes:
    """The last reported year beside the one before it, measure by measure in the plan's order."""

    before: FiscalYear
    now: FiscalYear
    steps: tuple[Step, ...]

    compared = _those(lambda step: step.goes_on)
    up = _those(lambda step: step.is_up)
    down = _those(lambda step: step.is_down)
    still = _those(lambda step: step.is_still)
    caught_up = _those(lambda step: step.catches_up)
    fallen_behind = _those(lambda step: step.falls_behind)
    # Where the plan wants them, or beyond.
    still_as_planned = _those(lambda step: step.is_still and not step.is_stuck)
    repeated = _those(lambda step: step.repeats_its_text)
    begun = _those(lambda step: step.has_begun)
    ended = _those(lambda step: step.has_ended)

    @cached_property
    def _by_measure(self) -> dict[str, Step]:
        return {step.measure.id: step for step in self.steps}

    def step(self, measure: Measure) -> Step | None:
        """None for a measure that was active in neither year."""
        return self._by_measure.get(measure.id)

    @cached_property
    def otherwise(self) -> tuple[Step, ...]:
        """Those that say something else than the year before, neither better nor worse."""
        moved = (step for step in self.compared if not step.is_still)
        return tuple(step for step in moved if not step.is_up and not step.is_down)

    @cached_property
    def stuck(self) -> tuple[Step, ...]:
        """Those that are behind and stand still, the longest first."""
        stuck = (step for step in self.steps if step.is_stuck)
        return tuple(sorted(stuck, key=lambda step: -step.same_for))


def changes(plan: Plan) -> Changes | None:
    """None before a second year has been reported, and of a plan that has no measures."""
    if len(plan.reported) < 2 or not plan.has_measures:
        return None
    before, now = plan.reported[-2:]
    return Changes(before, now, tuple(_steps(plan, before, now)))


def _steps(plan: Plan, before: FiscalYear, now: FiscalYear) -> Iterator[Step]:
    told = [field.name for field in plan.texts if not field.is_scheduled][:1]
    for goal in plan.goals:
        for measure in goal.measures:
            earlier, later = measure.in_year(before), measure.in_year(now)
            if earlier or later:
                texts = {
                    record.cell(name) for record in (earlier, later) if record for name in told
                }
                repeats = bool(earlier and later and len(texts) == 1 and texts != {""})
                yield Step(goal, measure, earlier, later, _same_for(measure, now), repeats)


def _same_for(measure: Measure, now: FiscalYear) -> int:
    reached = [record.reached for record in measure.years if record.fiscal_year <= now]
    return sum(1 for _ in takewhile(lambda progress: progress == reached[-1], reversed(reached)))


def _reached(record: YearRecord | None) -> Choice | None:
    return record.reached if record else None


def _level(record: YearRecord | None) -> int:
    reached = _reached(record)
    return reached.level if reached else 0


def _is_behind(record: YearRecord | None) -> bool:
    return record is not None and record.standing is Standing.BEHIND
