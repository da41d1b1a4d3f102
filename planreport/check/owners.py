"""What an indicator belongs to: the cell `of`, and what it means."""

from collections.abc import Iterable, Iterator

from planreport.check.cells import near
from planreport.check.vocabulary import Vocabulary
from planreport.load import Row
from planreport.paragraphs import SEPARATOR
from planreport.place import Problem, did_you_mean
from planreport.plan.indicators import Owner
from planreport.plan.measures import values

# What may stand before an id that is both a goal's and a measure's.
_GOAL, _MEASURE = "goal:", "measure:"


def owner_of(row: Row, words: Vocabulary) -> Iterator[Problem]:
    """The cell names one measure, group or goal; empty, it means the plan."""
    if words.measures is None or words.goals is None or not row["of"]:
        return
    if not words.measures:
        yield from _below_goal(row, words)
        return
    found = owners(row["of"], words)
    if not found:
        groups = _paths(words)
        names = [path[-1] for path in groups]
        known = [*words.measures, *words.goals, *names, *map(SEPARATOR.join, groups)]
        yield Problem(
            row.at("of"),
            f"「{row['of']}」という番号（id）もまとまりもありません。",
            near(
                row["of"],
                "of",
                known,
                "計画内容か目標の番号、またはまとまりの名前（measures.csv の item の書き方）を書いて"
                "ください。計画全体の指標なら、空にします。",
            ),
        )
    elif len(found) > 1:
        forms = (_named(owner) for owner in found)
        message = f"「{row['of']}」が、{len(found)}つのものに当たります。"
        yield Problem(row.at("of"), message, f"「{'」か「'.join(forms)}」と書いてください。")


def _below_goal(row: Row, words: Vocabulary) -> Iterator[Problem]:
    """In a plan of indicators alone, they themselves name the groups that they are in."""
    goal, *path = values(row["of"])
    if goal.removeprefix(_GOAL) not in (words.goals or ()):
        yield Problem(
            row.at("of"),
            f"「{row['of']}」は、目標の番号（id）で始まっていません。",
            did_you_mean(
                goal,
                words.goals or (),
                f"「1」や「1{SEPARATOR}まとまりの名前」のように、目標の番号から書いてください。",
            ),
        )
    levels = words.levels
    if levels is not None and len(path) > len(levels):
        yield Problem(
            row.at("of"),
            f"「{row['of']}」には、まとまりの名前が{len(path)}つあります。",
            f"{SEPARATOR.join(levels)}の{len(levels)}つまでにしてください。"
            if levels
            else f"「{goal}」だけにしてください。まとまりの段は、data/plan.toml の [terms] の item で決めます。",
        )


def owners(cell: str, words: Vocabulary) -> list[Owner]:
    """All that a cell can mean."""
    found = []
    if (id_ := cell.removeprefix(_MEASURE)) in (words.measures or ()):
        found.append(Owner(measure_id=id_))
    if (id_ := cell.removeprefix(_GOAL)) in (words.goals or ()):
        found.append(Owner(goal_id=id_))
    named, paths = values(cell), _paths(words)
    groups = [path for path in paths if named in (path, path[1:])]
    if not (found or groups):  # a name alone will do where no other group has it
        groups = [path for path in paths if named[-1:] == path[-1:] and _is_in(named, path)]
    return found + [Owner(goal_id=goal_id, path=tuple(path)) for goal_id, *path in groups]


def _is_in(names: Iterable[str], path: Iterable[str]) -> bool:
    """Whether a path has these names in this order, whatever stands between them."""
    rest = iter(path)
    return all(name in rest for name in names)


def _named(owner: Owner) -> str:
    if owner.measure_id:
        return f"{_MEASURE}{owner.measure_id}"
    return SEPARATOR.join((owner.goal_id, *owner.path)) if owner.path else f"{_GOAL}{owner.goal_id}"


def _paths(words: Vocabulary) -> list[tuple[str, ...]]:
    """Each group of each level, behind the goal that it is in."""
    found: dict[tuple[str, ...], None] = {}
    for goal_id, *path in placed(words):
        for level in range(1, len(path) + 1):
            found[goal_id, *path[:level]] = None
    return list(found)


def placed(words: Vocabulary) -> list[tuple[str, ...]]:
    """The goal and the groups of each measure; in a plan that has none, of each indicator."""
    if words.measures:
        return [(row["goal_id"], *values(row["item"])) for row in words.measures.values()]
    of = (values(row["of"]) for row in (words.indicators or {}).values() if row["of"])
    return [(goal.removeprefix(_GOAL), *path) for goal, *path in of]
