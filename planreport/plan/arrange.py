"""What stands under which goal, and under which headings there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planreport.plan.measures import Goal, Group, Measure


@dataclass(frozen=True)
class Filed:
    """A measure with the goal and the groups that it belongs to, the widest first."""

    goal_id: str
    path: tuple[str, ...]
    measure: Measure


_Placed = tuple[tuple[str, ...], Measure | None]


def arrange(
    titles: Mapping[str, str],
    measures: Iterable[Filed],
    numbers: Mapping[str, str],
    places: Iterable[tuple[str, ...]] = (),
) -> tuple[Goal, ...]:
    """The goals of `titles` (by id) that have measures, and these in their groups, if they are in any;
    and what stands at `places`, a goal's id and the headings below it, though it have none.

    `numbers` are the goals' own, by id. Measures are in the order of their positions, groups in that
    of their first measures.
    """
    goals: dict[str, list[_Placed]] = {goal_id: [] for goal_id in titles}
    for filed in sorted(measures, key=lambda filed: filed.measure.position):
        goals[filed.goal_id].append((filed.path, filed.measure))
    for goal_id, *path in places:
        goals[goal_id].append((tuple(path), None))
    return tuple(
        Goal(goal_id, titles[goal_id], _group((), of_goal), numbers.get(goal_id, ""))
        for goal_id, of_goal in goals.items()
        if of_goal
    )


def _group(path: tuple[str, ...], members: Iterable[_Placed]) -> Group:
    """What stands below the headings of a path, together by the next one."""
    own: list[Measure] = []
    together: dict[tuple[str, ...], list[_Placed]] = {}
    for place, measure in members:
        if place != path:
            together.setdefault(place[: len(path) + 1], []).append((place, measure))
        elif measure:
            own.append(measure)
    return Group(path, tuple(own), tuple(_group(*one) for one in together.items()))
