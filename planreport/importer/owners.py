"""What an indicator belongs to: what it stands beside, or what its own column says."""

from collections.abc import Callable

from planreport.check.cells import rows
from planreport.importer import cells
from planreport.importer.levels import one_line
from planreport.importer.reading import READING_FILE
from planreport.importer.subjects import Gathered, Said, Subject
from planreport.importer.tables import Made
from planreport.load import GOALS_FILE, MEASURES_FILE, Sources
from planreport.place import Problem, did_you_mean, folded
from planreport.plan.measures import values

_THE_PLAN = frozenset(map(folded, ("全体", "計画全体", "全般", "共通")))


def owner_finder(made: Made, found: Gathered, sources: Sources) -> Callable[[Subject], str]:
    """A function that gives the cell `of` of an indicator: a measure's or goal's id, the name of a
    group, or "" for the plan. What is known stands in the sheets or, where these name none, in data/.
    """
    ids = {(m.path, m.title): made.ids[n] for n, m in enumerate(found.measures) if n in made.ids}
    called: dict[str, str] = {}
    for goal in rows(made.tables.get(GOALS_FILE, sources.goals)):
        called[goal["title"]] = called[f"{goal['number']}{goal['title']}"] = goal["goal_id"]
    for measure in rows(made.tables.get(MEASURES_FILE, sources.measures)):
        called |= {group: group for group in values(measure["item"])}
        called[measure["title"]] = measure["measure_id"]
        called[f"{measure['number']}{measure['title']}"] = measure["measure_id"]
    names = {folded(name): of for name, of in called.items()}
    columns = [one.once["of"] for one in found.indicators if "of" in one.once]
    written = [said for said in columns if not _is_the_plan(said)]
    is_another_column = bool(written) and not any(_name(said) in names for said in written)
    if is_another_column:
        made.problems.append(_another_column(written[0]))

    def owner(one: Subject) -> str:
        if (said := one.once.get("of")) and not is_another_column:
            return named(said)
        if one.title:
            return ids.get((one.path, one.title)) or names.get(folded(one.title), one.title)
        goal = made.goal_ids.get(one.path[0]) or one.path[0]
        return "|".join(filter(None, (goal, *one.path[1:])))

    def named(said: Said) -> str:
        if _is_the_plan(said):
            return ""
        if _name(said) not in names:
            text = one_line(said.text)
            wrong = f"「{text}」は、この計画にありません。"
            advice = did_you_mean(
                text,
                called,
                "何の指標かを、表と同じ名前で書いてください。計画全体のものなら空にします。",
            )
            made.problems.append(Problem(said.place, wrong, advice))
        return names.get(_name(said), "")

    return owner


def _name(said: Said) -> str:
    return folded(one_line(said.text))


def _is_the_plan(said: Said) -> bool:
    return cells.is_blank(said.text) or _name(said) in _THE_PLAN


def _another_column(first: Said) -> Problem:
    """A heading such as 対象 also stands over whom an indicator counts."""
    return Problem(
        first.place,
        f"「{first.text}」も、この列のほかの言葉も、計画の目標や計画内容の名前ではありません。",
        f'何の指標かを書いた列でなければ、{READING_FILE} のこの列を as = "指標の説明" などに直してください。',
    )
