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


def arrange(
    titles: Mapping[str, str], measures: Iterable[Filed], numbers: Mapping[str, str]
) -> tuple[Goal, ...]:
    """The goals of `titles` (by id) that have measures, and these in their groups.

    `numbers` are the goals' own, by id. Measures are in the order of their positions, groups in that
    of their first measures.
    """
    goals: dict[str, list[Filed]] = {goal_id: [] for goal_id in titles}
    for filed in sorted(measures, key=lambda filed: filed.measure.position):
        goals[filed.goal_id].append(filed)
    return tuple(
        Goal(goal_id, titles[goal_id], _groups(of_goal), numbers.get(goal_id, ""))
        for goal_id, of_goal in goals.items()
        if of_goal
    )


def outline(
    titles: Mapping[str, str], places: Iterable[tuple[str, ...]], numbers: Mapping[str, str]
) -> tuple[Goal, ...]:
    """The goals and groups of a plan without measures: those that its indicators are in, by `places`."""
    paths = list(places)
    return tuple(
        Goal(
            goal_id,
            title,
            _headings([path[1:] for path in paths if path[0] == goal_id]),
            numbers.get(goal_id, ""),
        )
        for goal_id, title in titles.items()
        if any(path[0] == goal_id for path in paths)
    )


def _headings(paths: list[tuple[str, ...]], above: tuple[str, ...] = ()) -> tuple[Group, ...]:
    own = dict.fromkeys(path[: len(above) + 1] for path in paths if len(path) > len(above))
    return tuple(
        Group(path, (), _headings([it for it in paths if it[: len(path)] == path], path))
        for path in own
    )


def _groups(filed: Iterable[Filed], above: tuple[str, ...] = ()) -> tuple[Group, ...]:
    """What stands together below the headings `above`."""
    together: dict[str, list[Filed]] = {}
    for it in filed:
        together.setdefault(it.path[len(above)], []).append(it)
    return tuple(_group((*above, title), members) for title, members in together.items())


def _group(path: tuple[str, ...], members: list[Filed]) -> Group:
    if path == members[0].path:
        return Group(path, tuple(it.measure for it in members))
    groups = _groups(members, path)
    return Group(path, tuple(measure for group in groups for measure in group.measures), groups)
