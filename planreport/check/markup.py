"""Rules for what stands in a text of content/ but does not come out on its page as it was meant."""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from planreport import paths
from planreport.load import Prose
from planreport.place import Place, Problem

# What a browser reads as no part of the page, up to its end: of these nh3 keeps nothing.
_SWALLOWS = "script|style|template|title|textarea|select|iframe|noscript|noembed|noframes|xmp"
_SWALLOWING = re.compile(rf"<(/?)({_SWALLOWS}|plaintext)\b[^>]*>", re.IGNORECASE)
# Beyond so many, a paragraph takes Python-Markdown seconds: it looks for the end of each anew.
_MOST_OPEN = 100
_LOOK_ALIKE = (
    (re.compile(r"[＃]+"), "見出し", "「## 」（半角の「#」2つと空白）"),
    (re.compile(r"[｜]"), "表", "「|」（半角）"),
    (re.compile(r"[・－‐–—●○■◆]|-(?![-\s|:])"), "箇条書き", "「- 」（半角のハイフンと空白）"),
    (
        re.compile(r"[0-9０-９]+(?:[．）)]|\.(?![\s0-9]))|[①-⑳]"),
        "番号付きの箇条書き",
        "「1. 」（半角の数字、点、空白）",
    ),
)
_HEADING = re.compile(r"(#{2,6})\s+\S")
_ENDS_A_LINE = ("  ", "\\", "<br>")
_CODE = re.compile(r"`[^`]*`")
_QUOTED = re.compile(r"([\"'])[^\"']*\1")


def problems(prose: Prose) -> Iterator[Problem]:
    for key, value in prose.front_matter.items():
        if _QUOTED.fullmatch(value):
            message = f"囲みの「{value[0]}」も、書いたとおりに出ます。"
            yield Problem(prose.at(key), message, "要らなければ消してください。", is_warning=True)
    lines = list(prose_lines(prose))
    yield from _unclosed(lines)
    yield from _open_brackets(lines)
    yield from _look_alikes(lines)
    yield from _leaps(lines, 2 if prose.name == paths.HOME_PROSE else 1)


def prose_lines(prose: Prose) -> Iterator[tuple[Place, str]]:
    """The lines of a page with their places, without what is shown as code."""
    fenced = False
    for number, line in enumerate(prose.text.split("\n"), prose.text_line):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced:
            yield Place(prose.file, number), _CODE.sub("", line)


def _unclosed(lines: list[tuple[Place, str]]) -> Iterator[Problem]:
    """An element that hides what it holds has an end, or the rest of the page would be hidden."""
    begun: dict[str, Place] = {}
    for place, line in lines:
        for end, name in _SWALLOWING.findall(line):
            if end:
                begun.pop(name.lower(), None)
            else:
                begun.setdefault(name.lower(), place)
    for name, place in begun.items():
        message = f"「<{name}>」が閉じられていないので、ここから後ろがページに出ません。"
        yield Problem(place, message, f"消すか、終わりに「</{name}>」を書いてください。")


def _open_brackets(lines: list[tuple[Place, str]]) -> Iterator[Problem]:
    """Few brackets of a paragraph stand open at once."""
    for opening, closing in ("[]", "()"):
        depth = 0
        for place, line in lines:
            if not line.strip():
                depth = 0
            for char in line:
                if char == opening:
                    depth += 1
                    if depth == _MOST_OPEN + 1:
                        message = f"閉じていない「{opening}」が{_MOST_OPEN}を超えて続いています。"
                        yield Problem(place, message, f"「{closing}」で閉じるか、消してください。")
                elif char == closing and depth:
                    depth -= 1


def _look_alikes(lines: list[tuple[Place, str]]) -> Iterator[Problem]:
    """Lines that begin as if they were Markdown, and are run together into one paragraph."""
    for sign, what, written in _LOOK_ALIKE:
        begun = [(bool(sign.match(line)), place, line) for place, line in lines]
        for is_alike, run in groupby(begun, itemgetter(0)):
            (_, place, line), *more = run
            if is_alike and (more or what == "見出し") and not line.endswith(_ENDS_A_LINE):
                message = f"「{line[0]}」で始まる行は{what}にならず、前後の行とつながります。"
                advice = f"{what}にするなら、{written}で始めてください。"
                yield Problem(place, message, advice, is_warning=True)


def _leaps(lines: list[tuple[Place, str]], before: int) -> Iterator[Problem]:
    """A heading stands one level below the one `before` at most: who listens goes by them."""
    for place, line in lines:
        if found := _HEADING.match(line):
            level = len(found[1])
            if level > before + 1:
                yield Problem(
                    place,
                    f"見出しの段が飛んでいます（「{found[1]}」の前が"
                    + ("ページの題名）。" if before == 1 else f"「{'#' * before}」）。"),
                    f"「{'#' * (before + 1)}」にしてください。",
                    is_warning=True,
                )
            before = level
