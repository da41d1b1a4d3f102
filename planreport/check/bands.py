"""Rules for [[indicator_grades]] of plan.toml: the grades of indicators, and the rates they stand for."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from planreport.check.cells import rows
from planreport.check.fields import words_of_a_list
from planreport.load import Sources, TomlFile
from planreport.place import Problem

_LIST = "indicator_grades"
_MEASURED = ("from", "from_baseline")


def problems(sources: Sources, settings: TomlFile) -> Iterator[Problem]:
    entries = settings.values.get(_LIST, [])
    yield from words_of_a_list(settings, (_LIST,))
    for n, entry in enumerate(entries):
        for key in _MEASURED:
            if entry.get("outside") and key in entry:
                message = f"outside = true の評価には、{key} を書けません。"
                advice = "達成率で付ける評価なら outside を、そうでなければこの行を消してください。"
                yield Problem(settings.at(_LIST, n, key), message, advice)
    bands = [(n, entry) for n, entry in enumerate(entries) if not entry.get("outside")]
    if not any(key in entry for _, entry in bands for key in _MEASURED):
        return
    yield from _rest(settings, bands)
    yield from _falling(settings, [(n, entry) for n, entry in bands if "from" in entry])
    if bands[-1][1].get("good") and not bands[0][1].get("good"):
        message = "達成率で付ける評価なのに、下の方に good = true と書かれています。"
        advice = "良い評価から順に並べ、上の方に good = true と書いてください。"
        yield Problem(settings.at(_LIST), message, advice)
    indicators = rows(sources.indicators)
    if indicators and not any(row["achievement"] for row in indicators):
        yield Problem(
            settings.at(_LIST),
            "達成率で付ける評価がありますが、達成率の式（achievement）を書いた指標が1つもありません。",
            "data/indicators.csv の achievement に書くか、from と from_baseline を消してください。",
            is_warning=True,
        )


def _rest(settings: TomlFile, bands: list[tuple[int, dict[str, Any]]]) -> Iterator[Problem]:
    """What is left goes to one band, the last: what stood below it would never be reached."""
    for (n, better), (_, worse) in pairwise(bands):
        if "from" not in better and not better.get("from_baseline"):
            yield Problem(
                settings.at(_LIST, n, "label"),
                f"「{better['label']}」に from も from_baseline もないので、その下の"
                f"「{worse['label']}」には何も当たりません。",
                "残りの全てを受ける評価は、最後に1つだけにしてください。",
            )


def _falling(settings: TomlFile, bands: list[tuple[int, dict[str, Any]]]) -> Iterator[Problem]:
    """The best band stands first."""
    for (_, better), (n, worse) in pairwise(bands):
        if worse["from"] >= better["from"]:
            yield Problem(
                settings.at(_LIST, n, "from"),
                f"「{worse['label']}」の from が、上の「{better['label']}」の from より小さく"
                "ありません。",
                "良い評価から順に、from が小さくなるように並べてください。",
            )
