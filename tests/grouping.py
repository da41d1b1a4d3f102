"""The second plan with another number of levels between its goals and its measures; and plans whose
measures are changed, or stand elsewhere."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from conftest import make_project

from planreport.plan import Plan
from planreport.plan.arrange import Filed, arrange

WORDS = ("重点課題", "課題", "施策")
_WATER, _ENERGY = "水を守る", "電気を減らす"
PATHS = {
    "w1": (_WATER, "きれいな水", "川と池"),
    "w2": (_WATER, "きれいな水", "川と池"),
    "w3": (_WATER, "水辺の生き物", "川と池"),
    "e1": (_ENERGY, "市の取組", "公共施設"),
    "e2": (_ENERGY, "家庭の取組", "家庭"),
    "e3": (_ENERGY, "家庭の取組", "家庭"),
    "l1": ("学ぶ", "学校で学ぶ", "環境学習"),
}


def make_grouped(folder: Path, levels: int = 3) -> Path:
    """A project of the plan with the last so many of its levels, or none."""
    make_project("minamo", folder)
    settings = folder / "data" / "plan.toml"
    last = slice(len(WORDS) - levels, None)
    words = ", ".join(f'"{word}"' for word in WORDS[last])
    text = settings.read_text(encoding="utf-8").replace('item = "施策"', f"item = [{words}]")
    settings.write_text(text, encoding="utf-8")

    def rewrite(name: str, column: str) -> None:
        path = folder / "data" / name
        head, *rows = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
        at = head.index(column)
        if not levels and "what" in head:
            rows = [row for row in rows if row[head.index("what")] != "item"]
        for row in rows:
            groups = PATHS[row[head.index("measure_id")]][last]
            if "what" not in head:
                row[at] = "|".join(groups)
            elif row[head.index("what")] == "item":
                row[at] = "|".join((*groups[:-1], row[at]))
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])

    rewrite("measures.csv", "item")
    rewrite("revisions.csv", "before")
    rewrite("revisions.csv", "after")
    return folder


def refiled(plan: Plan, change: Callable[[Filed], Filed | None]) -> Plan:
    """The plan with each measure changed where it stands; None leaves it out."""
    filed = [changed for it in plan.filed if (changed := change(it))]
    titles, numbers = ({it.id: getattr(it, of) for it in plan.goals} for of in ("title", "number"))
    return replace(plan, goals=arrange(titles, filed, numbers))
