"""Rules for what plan.toml says of the record of a year: its schedule, fields and lists of words."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from planreport.check.declared import (
    FLAGS,
    KINDS,
    MAX_LABEL,
    MAX_TERM,
    MAX_UNIT,
    MEASURE,
    YEAR,
    is_detail,
    names_something,
)
from planreport.check.lists import once, one_of
from planreport.load import TomlFile
from planreport.paragraphs import SEPARATOR
from planreport.place import Place, Problem
from planreport.plan.fields import TEXT_LIMIT, Kind, Schedule, usual_fields
from planreport.plan.settings import Terms

_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
# What the tables and the addresses of the site call something else.
_TAKEN = {
    *("area_code", "municipality", "goal", "goal_id", "item", "wider_item", "widest_item"),
    *("measure", "measure_id", "title", "summary", "department", "fiscal_year", "planned"),
    *("standing", "status", "date", "year", "sort", "q"),
}
_TAKEN_OF_MEASURES = {
    *("ended", "added", "first_year", "kind", "last_year", "number", "column", "revision", "type")
}
MAX_WORD = 40  # characters of a word that is said of a measure: no column holds it
# What can be said of a field that is said every year, and of no other.
_YEARLY = (*FLAGS, "by", "question", "example")
_USUAL = {field.name: field for field in usual_fields(Terms())}
_At = Callable[..., Place]  # the place of a key of a field, or of the field
_SCHEDULES = tuple(one.value for one in Schedule)


def problems(settings: TomlFile) -> Iterator[Problem]:
    plan, fields = settings.values["plan"], settings.values.get("fields", [])
    schedule = plan.get("schedule", Schedule.STAGE.value)
    yield from one_of(settings.at("plan", "schedule"), schedule, _SCHEDULES)
    yield from _fields(settings, fields)
    yield from words_of_a_list(settings, ("statuses",))
    yield from words_of_a_list(settings, ("assessments",))


def missing_words(settings: TomlFile) -> Iterator[Problem]:
    """Where stages are planned or reached, there are stages; a field of words has some."""
    plan, fields = settings.values["plan"], settings.values.get("fields", [])
    stages = settings.values.get("statuses", [])
    names = [entry["name"].strip() for entry in fields if not is_detail(entry)]
    uses_stages = plan.get("schedule", Schedule.STAGE.value) == Schedule.STAGE.value
    if (uses_stages or "progress" in names or not names) and sum(
        not entry.get("outside", False) for entry in stages
    ) < 2:
        message = "段階が足りません。"
        yield Problem(settings.at("statuses"), message, "進む順に2つ以上書いてください。")
    for n, entry in enumerate(fields):
        is_choice = entry.get("kind") == "choice" and entry["name"].strip() not in _USUAL
        if is_choice and not entry.get("choices"):
            message = f"「{entry['name']}」に選ぶ言葉がありません。"
            advice = "[[fields.choices]] で、言葉を2つ以上書いてください。"
            yield Problem(settings.at("fields", n), message, advice)


def _fields(settings: TomlFile, fields: list[dict[str, Any]]) -> Iterator[Problem]:
    """A field has a name and a word of its own, and what its kind needs."""
    seen: dict[str, int] = {}
    for n, entry in enumerate(fields):
        name, at = entry["name"].strip(), partial(settings.at, "fields", n)
        place = at("name")
        taken = _TAKEN | (_TAKEN_OF_MEASURES | _USUAL.keys() if is_detail(entry) else set())
        if not _NAME.fullmatch(name) or name in taken:
            yield Problem(
                place,
                f"列の名前「{name}」は使えません。",
                "英小文字で始まる英小文字、数字、「_」で、ほかの列と重ならない名前にしてください。",
            )
        yield from once(seen, name, place, f"「{name}」")
        kind = _USUAL[name].kind if name in _USUAL else KINDS.get(entry.get("kind", "text"))
        yield from _kind(at, entry, kind, is_usual=name in _USUAL)
        yield from _next_year(settings, at, entry, kind)
        yield from _label(at, entry, is_usual=name in _USUAL)
        yield from _limit(at, entry)
        yield from _unit(at, entry, kind)
        yield from _per(at, entry)
        most = MAX_WORD if is_detail(entry) else MAX_LABEL
        yield from words_of_a_list(settings, ("fields", n, "choices"), most)
    for key in ("leads", "next_year"):
        for n in [n for n, entry in enumerate(fields) if entry.get(key)][1:]:
            message = f"{key} = true が2つ以上あります。"
            yield Problem(settings.at("fields", n, key), message, "1つだけにしてください。")


def _kind(at: _At, entry: dict[str, Any], kind: Kind | None, is_usual: bool) -> Iterator[Problem]:
    """A list has words, and nothing else has; a usual field is of the kind that it is."""
    said = entry.get("kind", "")
    if said and is_usual:
        advice = "この列の種類は決まっています。kind を消してください。"
        yield Problem(at("kind"), f"「{said}」は使えません。", advice)
    elif said:
        yield from one_of(at("kind"), said, KINDS)
    if entry.get("choices") and (is_usual or kind is not Kind.CHOICE):
        lists = {"progress": "[[statuses]]", "assessment": "[[assessments]]"}
        where = lists.get(entry["name"])
        yield Problem(
            at("choices"),
            f"「{entry['name']}」の言葉は、ここには書けません。",
            f"{where} に書いてください。"
            if where
            else 'kind = "choice" の列だけが言葉を持ちます。',
        )
    if entry.get("leads") and kind in (Kind.TEXT, Kind.NUMBER):
        message = f"{kind.value}の列は、報告の中心（leads）にできません。"
        yield Problem(at("leads"), message, 'kind = "choice" の列にだけ書いてください。')


def _next_year(
    settings: TomlFile, at: _At, entry: dict[str, Any], kind: Kind | None
) -> Iterator[Problem]:
    """What is planned for the year after is a text that is published, in a plan that plans its years in
    words."""
    if not entry.get("next_year"):
        return
    schedule, place = settings.values["plan"].get("schedule"), at("next_year")
    if schedule != Schedule.TEXT.value:
        message = "次の年度の計画を尋ねられるのは、年度ごとの計画が文章の計画だけです。"
        advice = 'next_year を消すか、[plan] に schedule = "text" と書いてください。'
        yield Problem(place, message, advice)
    if kind and kind is not Kind.TEXT:
        message = f"{kind.value}の列は、次の年度の計画になりません。"
        yield Problem(place, message, 'kind = "text" の列にだけ書いてください。')
    usual = _USUAL.get(entry["name"].strip())
    if not entry.get("published", usual is None or usual.is_published):
        message = "公表しない列は、次の年度の計画になりません。計画は公表されます。"
        yield Problem(place, message, "公表する列にだけ書いてください。")


def _label(at: _At, entry: dict[str, Any], is_usual: bool) -> Iterator[Problem]:
    """A field is called something short enough for the head of a column."""
    label = entry.get("label", "").strip()
    if not label and not is_usual:
        message = f"「{entry['name']}」の見出しがありません。"
        yield Problem(at("label"), message, "「label = …」を加えてください。")
    if not names_something(label):
        yield Problem(at("label"), f"「{label}」は見出しになりません。", "言葉で書いてください。")
    yield from _too_long(at("label"), label, MAX_TERM)


def _too_long(place: Place, words: str, most: int) -> Iterator[Problem]:
    if len(words) > most:
        message = f"「{words}」は{len(words)}文字あります。"
        yield Problem(place, message, f"{most}文字以内にしてください。")


def _limit(at: _At, entry: dict[str, Any]) -> Iterator[Problem]:
    if not 1 <= entry.get("limit", 1) <= TEXT_LIMIT:
        message = f"文字数「{entry['limit']}」は使えません。"
        yield Problem(at("limit"), message, f"1から{TEXT_LIMIT}までで書いてください。")


def _unit(at: _At, entry: dict[str, Any], kind: Kind | None) -> Iterator[Problem]:
    """A number says what it counts, and nothing else does."""
    unit = entry.get("unit", "").strip()
    if kind is Kind.NUMBER and not unit:
        message = f"「{entry['name']}」の単位がありません。"
        yield Problem(at(), message, '「unit = "千円"」のように加えてください。')
    yield from _too_long(at("unit"), unit, MAX_UNIT)
    for key in ("unit", "total"):
        if kind and kind is not Kind.NUMBER and key in entry:
            message = f"{kind.value}の列には、{key} を書けません。"
            yield Problem(at(key), message, 'kind = "number" の列にだけ書いてください。')


def _per(at: _At, entry: dict[str, Any]) -> Iterator[Problem]:
    """A field is said every year or of a measure; what is said of a measure nobody is asked for."""
    yield from one_of(at("per"), entry.get("per", YEAR).strip(), (YEAR, MEASURE))
    for key in _YEARLY:
        if is_detail(entry) and key in entry:
            message = f'計画内容ごとの列（per = "{MEASURE}"）には、{key} を書けません。'
            yield Problem(at(key), message, "消してください。")


def words_of_a_list(
    settings: TomlFile, path: tuple[str | int, ...], most: int = MAX_LABEL
) -> Iterator[Problem]:
    """The words of a list are unique, and short enough for their place on pages and papers."""
    entries: Any = settings.values
    for part in path:
        entries = entries.get(part, []) if isinstance(part, str) else entries[part]
    seen: dict[str, int] = {}
    for n, entry in enumerate(entries):
        label, place = entry["label"].strip(), settings.at(*path, n, "label")
        yield from once(seen, label, place, f"「{label}」")
        if path != ("assessments",) and len(label) > most:
            message = f"「{label}」は{len(label)}文字あり、表の欄に入りません。"
            yield Problem(place, message, f"{most}文字以内にしてください。")
        if most == MAX_WORD and SEPARATOR in label:
            advice = "いくつも選ぶときの区切りに使うので、ほかの文字にしてください。"
            yield Problem(place, f"「{label}」に「{SEPARATOR}」があります。", advice)
    flagged = [n for n, entry in enumerate(entries) if entry.get("as_planned")]
    for n in flagged[1:]:
        message = "as_planned = true が2つ以上あります。"
        yield Problem(settings.at(*path, n, "as_planned"), message, "1つだけにしてください。")
    yield from _good_ones(settings, path, entries)


def _good_ones(
    settings: TomlFile, path: tuple[str | int, ...], entries: list[dict[str, Any]]
) -> Iterator[Problem]:
    """The good words stand at one end of their list, or nobody would know which end is the better."""
    good = [entry.get("good", False) for entry in entries if not entry.get("outside")]
    changes = sum(one != other for one, other in pairwise(good))
    if any(good) and changes != 1:
        yield Problem(
            settings.at(*path),
            "good = true の言葉が、一覧の片方の端にまとまっていません。",
            "良いものから、または悪いものから順に並べ、良い方の端だけに good = true と書いてください。",
        )
    for n, entry in enumerate(entries):
        if entry.get("good") and entry.get("outside"):
            message = "outside = true の言葉は順番の外なので、good = true とは書けません。"
            yield Problem(settings.at(*path, n, "good"), message, "どちらかを消してください。")
