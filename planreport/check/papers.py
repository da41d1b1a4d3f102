"""Rules for the papers that plan.toml asks for."""

import re
from collections.abc import Iterator

from planreport.check.filenames import unfit
from planreport.check.lists import one_of
from planreport.check.shape import words
from planreport.load import Sources, TomlFile
from planreport.place import Place, Problem, did_you_mean
from planreport.plan.measures import values
from planreport.plan.settings import LEFT, NARRATIVE_YEARS, SHEETS, TOP

_PDF = re.compile(r"[a-z0-9][a-z0-9-]*\.pdf")
_CHOICES = {
    "content": ("table", "large", "overview", "indicators"),
    "size": tuple(SHEETS),
    "orientation": ("landscape", "portrait"),
    "binding": (LEFT, TOP),
}
_STAMP_LINES, _STAMP_CHARACTERS = 3, 40


def problems(sources: Sources, settings: TomlFile) -> Iterator[Problem]:
    """A paper has a file of its own and one of the forms that there are templates for. One of
    indicators needs a plan that has any."""
    seen: set[str] = set()
    for n, paper in enumerate(settings.values.get("papers", [])):
        file = paper["file"]
        if not _PDF.fullmatch(file):
            yield Problem(
                settings.at("papers", n, "file"),
                f"ファイルの名前「{file}」は使えません。",
                "「summary-table.pdf」のように、英小文字と数字と「-」だけで書いてください。",
            )
        yield from unfit(settings.at("papers", n, "file"), file)
        if file in seen:
            yield Problem(
                settings.at("papers", n, "file"),
                f"ファイルの名前「{file}」が2つあります。",
                "別の名前にしてください。",
            )
        seen.add(file)
        if paper.get("narrative_years", 0) > NARRATIVE_YEARS:
            yield Problem(
                settings.at("papers", n, "narrative_years"),
                f"実施内容を載せる年度が{paper['narrative_years']}あります。",
                f"{NARRATIVE_YEARS}以内にしてください。",
            )
        fitting = {"table": "landscape", "large": "portrait", "overview": "portrait"}.get(
            paper["content"]
        )
        if (
            fitting
            and paper["orientation"] in _CHOICES["orientation"]
            and (paper["orientation"] != fitting)
        ):
            yield Problem(
                settings.at("papers", n, "orientation"),
                f"「{paper['content']}」は、この向きの用紙に合いません。",
                f"「{fitting}」と書いてください。",
            )
        if paper["content"] == "indicators" and sources.indicators is None:
            yield Problem(
                settings.at("papers", n, "content"),
                "指標の表を作る設定ですが、data/indicators.csv がありません。",
                "indicators.csv を置くか、この [[papers]] を消してください。",
            )
        elif paper["content"] != "indicators" and sources.has_indicators_alone:
            yield Problem(
                settings.at("papers", n, "content"),
                f"計画内容が1つもないので、「{paper['content']}」は作れません。",
                "「indicators」と書いてください。",
            )
        for key, choices in _CHOICES.items():
            if key in paper:
                yield from one_of(settings.at("papers", n, key), paper[key], choices)
        yield from _part(sources, settings, n)
        yield from _stamp(settings.at("papers", n, "stamp"), words(paper.get("stamp", ())))


def _part(sources: Sources, settings: TomlFile, n: int) -> Iterator[Problem]:
    """A paper of a part of the plan names goals and departments that there are, which have a measure
    in common."""
    if sources.goals is None or sources.measures is None:
        return
    paper = settings.values["papers"][n]
    goals, departments = (words(paper.get(key, ())) for key in ("goals", "departments"))
    rows = [(row["goal_id"], values(row["department"])) for row in sources.measures.rows]
    known = {
        "goals": (goals, [row["goal_id"] for row in sources.goals.rows], "目標の番号（goal_id）"),
        "departments": (departments, sorted({it for _, those in rows for it in those}), "担当課"),
    }
    is_known = True
    for key, (named, there, what) in known.items():
        for name in named:
            if name not in there:
                is_known = False
                yield Problem(
                    settings.at("papers", n, key),
                    f"{what}「{name}」がありません。",
                    did_you_mean(name, there, f"使える値: {'、'.join(there) or 'なし'}"),
                )
    fitting = (
        row
        for row in rows
        if (not goals or row[0] in goals) and (not departments or set(row[1]) & set(departments))
    )
    if is_known and (goals or departments) and not any(fitting):
        yield Problem(
            settings.at("papers", n, "departments"),
            "この目標の計画内容に、この担当課のものがないので、載せるものがありません。",
            "goals か departments を直してください。",
        )
    if paper["content"] == "indicators" and (goals or departments):
        yield Problem(
            settings.at("papers", n, "goals" if goals else "departments"),
            "「indicators」の表は、計画の一部だけでは作れません。",
            "goals と departments を消すか、content を table にしてください。",
        )


def _stamp(place: Place, lines: tuple[str, ...]) -> Iterator[Problem]:
    """What stands in the box at the top of a paper leaves room for the paper's title."""
    longest = max(map(len, lines), default=0)
    if len(lines) > _STAMP_LINES or longest > _STAMP_CHARACTERS:
        yield Problem(
            place,
            f"資料番号の枠に入りません（{len(lines)}行、長い行で{longest}文字）。",
            f"{_STAMP_LINES}行以内、1行{_STAMP_CHARACTERS}文字以内にしてください。",
        )
