"""Rules for the papers that plan.toml asks for."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

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
_FITTING = {"table": "landscape", "large": "portrait", "overview": "portrait"}
_STAMP_LINES, _STAMP_CHARACTERS = 3, 40


def problems(sources: Sources, settings: TomlFile) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, paper in enumerate(settings.values.get("papers", [])):
        at = partial(settings.at, "papers", n)
        yield from _file(at("file"), paper["file"], seen)
        yield from _content(sources, paper["content"], at("content"))
        yield from _form(paper, at)
        yield from _part(sources, paper, at)
        yield from _stamp(at("stamp"), words(paper.get("stamp", ())))


def _file(place: Place, file: str, seen: set[str]) -> Iterator[Problem]:
    """A paper has a file of its own."""
    if not _PDF.fullmatch(file):
        advice = "「summary-table.pdf」のように、英小文字と数字と「-」だけで書いてください。"
        yield Problem(place, f"ファイルの名前「{file}」は使えません。", advice)
    yield from unfit(place, file)
    if file in seen:
        message = f"ファイルの名前「{file}」が2つあります。"
        yield Problem(place, message, "別の名前にしてください。")
    seen.add(file)


def _content(sources: Sources, content: str, place: Place) -> Iterator[Problem]:
    """A paper is of what the plan has: indicators, or measures."""
    if content == "indicators" and sources.indicators is None:
        message = "指標の表を作る設定ですが、data/indicators.csv がありません。"
        yield Problem(place, message, "indicators.csv を置くか、この [[papers]] を消してください。")
    elif content != "indicators" and sources.has_indicators_alone:
        message = f"計画内容が1つもないので、「{content}」は作れません。"
        yield Problem(place, message, "「indicators」と書くか、この [[papers]] を消してください。")


def _form(paper: Mapping[str, Any], at: Callable[[str], Place]) -> Iterator[Problem]:
    """It has one of the forms that there are templates for."""
    for key, choices in _CHOICES.items():
        if key in paper:
            yield from one_of(at(key), paper[key], choices)
    content, orientation = paper["content"], paper["orientation"]
    fitting = _FITTING.get(content, orientation)
    if orientation in _CHOICES["orientation"] and orientation != fitting:
        message = f"「{content}」は、この向きの用紙に合いません。"
        yield Problem(at("orientation"), message, f"「{fitting}」と書いてください。")
    if paper.get("narrative_years", 0) > NARRATIVE_YEARS:
        message = f"実施内容を載せる年度が{paper['narrative_years']}あります。"
        yield Problem(at("narrative_years"), message, f"{NARRATIVE_YEARS}以内にしてください。")


def _part(
    sources: Sources, paper: Mapping[str, Any], at: Callable[[str], Place]
) -> Iterator[Problem]:
    """A paper of a part of the plan names goals and departments that there are, which have a measure
    in common."""
    if sources.goals is None or sources.measures is None:
        return
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
                advice = did_you_mean(name, there, f"使える値: {'、'.join(there) or 'なし'}")
                yield Problem(at(key), f"{what}「{name}」がありません。", advice)
    fitting = (
        row
        for row in rows
        if (not goals or row[0] in goals) and (not departments or set(row[1]) & set(departments))
    )
    if is_known and (goals or departments) and not any(fitting):
        message = "この目標の計画内容に、この担当課のものがないので、載せるものがありません。"
        yield Problem(at("departments"), message, "goals か departments を直してください。")
    if paper["content"] == "indicators" and (goals or departments):
        message = "「indicators」の表は、計画の一部だけでは作れません。"
        advice = "goals と departments を消すか、content を table にしてください。"
        yield Problem(at("goals" if goals else "departments"), message, advice)


def _stamp(place: Place, lines: tuple[str, ...]) -> Iterator[Problem]:
    """What stands in the box at the top of a paper leaves room for the paper's title."""
    longest = max(map(len, lines), default=0)
    if len(lines) > _STAMP_LINES or longest > _STAMP_CHARACTERS:
        message = f"資料番号の枠に入りません（{len(lines)}行、長い行で{longest}文字）。"
        advice = f"{_STAMP_LINES}行以内、1行{_STAMP_CHARACTERS}文字以内にしてください。"
        yield Problem(place, message, advice)
