"""Rules for content/: front matter, names, and links to pages that exist."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from urllib.parse import unquote, urlsplit

from planreport import paths
from planreport.check import markup
from planreport.check.filenames import clashes, unfit
from planreport.check.lists import once, usable
from planreport.check.markup import prose_lines
from planreport.check.vocabulary import Vocabulary
from planreport.load import CONTENT_FOLDER, Prose, Sources
from planreport.place import Place, Problem, did_you_mean

_KEYS = ("title", "description", "order", "plan")
_ORDER = re.compile(r"[0-9]{1,3}")
_LINK = re.compile(
    r"\]\(\s*<?([^\s)>]+(?: +[^\s)>\"'][^\s)>]*)*)"  # [text](target), also with spaces
    r"|^\s{0,3}\[[^\]]+\]:\s*<?([^\s>]+)"  # [name]: target
    r"|href\s*=\s*[\"']?([^\"'\s>]+)"  # HTML
)
_IMAGE = re.compile(r"(?<!<)!\[|<img\b", re.IGNORECASE)  # Word begins a remark with <![
_FOOTNOTE = re.compile(r"^\s{0,3}(\[\^[^\]\s]+\]):")
_FILE = re.compile(r"\.(?:pdf|docx?|xls[xm]?|pptx?|zip|csv|txt)$", re.IGNORECASE)
_ID = re.compile(r"\{[^}]*#([^\s}]+)|[<{][^<>{}]*?(?<![\w-])id\s*=\s*[\"']?([^\"'\s>}]+)", re.I)
_OF_DATA = ("measure-", "indicator-")  # what the ids of sections begin with that data makes
_OUTSIDE = ("http", "https", "mailto", "tel")


def problems(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    names = {prose.name for prose in sources.prose}
    if paths.HOME_PROSE not in names and not any(
        p.place.file == f"{CONTENT_FOLDER}/{paths.HOME_PROSE}.md" for p in sources.problems
    ):
        message = "ファイルがありません。"
        advice = "最初のページの紹介文を書いてください。"
        yield Problem(Place(f"{CONTENT_FOLDER}/{paths.HOME_PROSE}.md"), message, advice)
    pages = site_pages(sources, words)
    files = (
        *paths.DOWNLOADS,
        *(paths.INDICATOR_DOWNLOADS if words.indicators != {} else ()),
        *(paper.file for paper in words.papers),
    )
    targets = (
        None if pages is None else {*(page.path for page in pages if page.has_address), *files}
    )
    texts = {page.prose: page.path for page in pages or ()}
    anchors = _anchors(words)
    content = [*(prose.file for prose in sources.prose), *sources.images]
    for file in content:
        yield from unfit(Place(file), file)
    yield from clashes(content)
    for prose in sources.prose:
        yield from _name(prose, words)
        yield from _front_matter(prose)
        yield from _another_plan(prose, words)
        yield from _text(prose, targets)
        yield from _sections(prose, texts.get(prose.name, ""), anchors)
        yield from markup.problems(prose)


def site_pages(sources: Sources, words: Vocabulary) -> tuple[paths.SitePage, ...] | None:
    """Every page of the site, also where its text in content/ could not be read.

    None where the goals or the measures are not known.
    """
    if words.goals is None or words.measures is None:
        return None
    unread = [
        p.place.file.removeprefix(f"{CONTENT_FOLDER}/").removesuffix(".md")
        for p in sources.problems
        if p.place.file.startswith(f"{CONTENT_FOLDER}/") and not p.is_warning
    ]
    names = [*(prose.name for prose in sources.prose), *unread]
    return paths.pages(words.goals, words.measures, names, has_indicators=words.has_indicators)


def _name(prose: Prose, words: Vocabulary) -> Iterator[Problem]:
    """A page's name makes an address; a goal's introduction has the goal's id for a name."""
    place = Place(prose.file)
    if prose.name.startswith(paths.GOAL_PROSE):
        goal_id = prose.name.removeprefix(paths.GOAL_PROSE)
        if words.goals is not None and goal_id not in words.goals:
            known = "、".join(words.goals)
            otherwise = f"ファイルの名前を目標の番号にしてください（{known}）。"
            advice = did_you_mean(goal_id, words.goals, otherwise)
            yield Problem(place, f"目標「{goal_id}」はありません。", advice)
    elif "/" in prose.name:
        message = "このフォルダのページは使われません。"
        yield Problem(place, message, f"{CONTENT_FOLDER}/ のすぐ下に置いてください。")
    elif not paths.makes_address(prose.name):
        message = "ファイルの名前が使えません。"
        yield Problem(place, message, "英小文字と数字と「-」だけにしてください。")
    elif prose.name != paths.HOME_PROSE and paths.is_taken(
        paths.prose_page(prose.name), words.has_indicators
    ):
        yield Problem(place, "この名前のページは自動で作られます。", "別の名前にしてください。")


def _front_matter(prose: Prose) -> Iterator[Problem]:
    """A page has a title; its order in the menu is a number."""
    for key, value in prose.front_matter.items():
        if key not in _KEYS:
            said = f"知らない項目「{key}」です。"
            yield Problem(prose.at(key), said, usable(key, _KEYS, "項目"))
        elif not value:
            yield Problem(prose.at(key), f"「{key}」が空です。", "値を書いてください。")
        elif key == "order" and not _ORDER.fullmatch(value):
            advice = "0から999までの数を、半角の数字で書いてください。"
            yield Problem(prose.at(key), f"「{value}」は使えません。", advice)
    has_title_of_its_own = prose.name == paths.HOME_PROSE or prose.name.startswith(paths.GOAL_PROSE)
    if "title" not in prose.front_matter and not has_title_of_its_own:
        advice = "最初の行から「---」「title: 題名」「---」と書いてください。"
        yield Problem(prose.at("title"), "題名がありません。", advice)


def _another_plan(prose: Prose, words: Vocabulary) -> Iterator[Problem]:
    """A text that says of which plan it is does not stand on the site of another."""
    plan = prose.front_matter.get("plan")
    if plan and words.settings and plan != words.settings.title:
        yield Problem(
            prose.at("plan"),
            f"この文章は「{plan}」のものです。今の計画は「{words.settings.title}」です。",
            "今の計画に合わせて文章を直してから、この行も今の計画の名前に直すか、消してください。",
            is_warning=True,
        )


def _text(prose: Prose, targets: Set[str] | None) -> Iterator[Problem]:
    """Links lead somewhere, headings stand below the page's own, ids are the page's only ones."""
    ids: dict[str, int] = {}
    for place, line in prose_lines(prose):
        if _IMAGE.search(line):
            yield Problem(place, "画像は使えません。", "画像の内容を文章か表で書いてください。")
        elif note := _FOOTNOTE.search(line):
            advice = "（ ）に入れて本文に書くか、「注1」などと付けて終わりに並べてください。"
            yield Problem(place, f"脚注「{note[1]}」は使えません。", advice)
        else:
            for match in _LINK.finditer(line):
                yield from _link(place, match[1] or match[2] or match[3], targets)
        if line.startswith("# "):
            message = "「#」1つの見出しは、ページの題名に使われています。"
            yield Problem(place, message, "「##」から始めてください。")
        for id_ in map("".join, _ID.findall(line)):
            if id_ in paths.RESERVED_IDS or id_.startswith(paths.RESERVED_ID_BEGINNINGS):
                message = f"見出しの目印「{id_}」は、ページの枠に使われています。"
                yield Problem(place, message, "別の名前にしてください。")
            else:
                named = f"見出しの目印「{id_}」"
                yield from once(ids, id_, place, named, "別の名前にしてください。")


def _link(place: Place, target: str, targets: Set[str] | None) -> Iterator[Problem]:
    try:
        address = urlsplit(target)
    except ValueError:
        yield Problem(place, f"リンク先「{target}」が読めません。", "アドレスを確かめてください。")
        return
    if address.scheme or address.netloc:
        if address.scheme not in _OUTSIDE:
            message = f"リンク先「{target}」は使えません。"
            yield Problem(place, message, "https:// から始まるアドレスにしてください。")
    elif targets is not None and address.path and unquote(address.path) not in targets:
        # There may be thousands of measures: they are named by their numbers, and looked through alone.
        of_measures = {target for target in targets if target.startswith(paths.MEASURES)}
        others = sorted(targets - of_measures)
        near = sorted(of_measures) if address.path.startswith(paths.MEASURES) else others
        known = f"使えるページ: {'、'.join((*others, paths.measure_page('番号')))}"
        elsewhere = "ファイルは、このサイトには置けません。ほかの所に置き、https:// から始まるアドレスを書いてください。"
        is_file = _FILE.search(address.path)
        message = f"リンク先「{address.path}」というページはありません。"
        advice = did_you_mean(address.path, near, elsewhere if is_file else known)
        yield Problem(place, message, advice)


def _anchors(words: Vocabulary) -> Mapping[str, Set[str]]:
    """The sections of measures and indicators, by the page that has them; of a page of which they are
    not known there is nothing."""
    found: dict[str, set[str]] = defaultdict(set)
    if any(it["goal_id"] not in (words.goals or ()) for it in (words.measures or {}).values()):
        return found
    for id_, measure in (words.measures or {}).items():
        found[paths.goal_page(measure["goal_id"])].add(paths.measure_anchor(id_))
    for id_ in words.indicators or {}:
        found[paths.INDICATORS].add(paths.indicator_anchor(id_))
    return found


def _sections(prose: Prose, page: str, anchors: Mapping[str, Set[str]]) -> Iterator[Problem]:
    """A link to a measure or an indicator on another page, or on the text's own `page`, leads to one
    that stands there: a browser would show the top of the page instead."""
    for place, line in prose_lines(prose):
        for match in _LINK.finditer(line):
            path, _, anchor = (match[1] or match[2] or match[3]).partition("#")
            known = anchors.get(path or page, frozenset())
            if anchor.startswith(_OF_DATA) and known and anchor not in known:
                yield Problem(
                    place,
                    f"リンク先「{path or page}」に「#{anchor}」はありません。ページの初めが出ます。",
                    did_you_mean(anchor, sorted(known), "番号を確かめてください。"),
                    is_warning=True,
                )
