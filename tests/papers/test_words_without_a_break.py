"""Every text stays in its cell and on its sheet, however long a word of it is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path

import pytest
from conftest import INDICATED, plan_of
from crossing import crossings
from made import PAPERS, own, plan, printed, squeezed, text_of

from planreport.plan import Plan
from planreport.plan.arrange import Filed, arrange
from planreport.plan.fields import Field, Kind
from planreport.plan.measures import Measure
from planreport.plan.revisions import Correction
from planreport.plan.settings import Paper

pytestmark = pytest.mark.pdf

WORDS = {
    "an address": "https://www.example.jp/" + "shisei/keikaku-" * 12,
    "English": "Internationalization of Telecommunications Infrastructure " * 3,
    "one English word": "Gesundheitsverwaltungsmodernisierung" * 5,
    "dots": "検討中" + "……" * 60,
    "dashes": "予定" + "────" * 30,
    "exclamation marks": "実施済み" + "！！" * 60,
    "what begins no line": "とても" + "ー、。」" * 30,
    "what ends no line": "「（" * 60 + "おわり",
    "digits": "1234567890" * 12,
    "2,900 characters in a row": "情報通信技術活用" * 362 + "……終了",
    "wide letters": "ＷＷＷ" + "MWMW" * 40,
}
LONGEST_TITLE, LONGEST_BULLET, LONGEST_TEXT = 200, 300, 3000  # characters that a plan may use


def hostile(words: Iterable[str]) -> Plan:
    """A plan of as many measures, each of which says its word wherever it says something."""
    usual = plan(years=1, goals=1, items=1, measures=1)
    (like,) = usual.measures

    def measure(n: int, word: str) -> Measure:
        return replace(
            like,
            id=f"m{n}",
            number=word[:30],
            title=word[:LONGEST_TITLE],
            summary=(word[:LONGEST_BULLET], word[:50]),
            departments=(word[:100],),
            years=tuple(
                replace(y, texts={"actions": (word * 2)[:LONGEST_TEXT]}) for y in like.years
            ),
            details={"related": (word[:LONGEST_BULLET],)},
            position=n,
        )

    measures = [measure(n, word) for n, word in enumerate(words)]
    return replace(
        usual,
        details=(Field("related", "関連計画", Kind.TEXT, "関連計画の名前"),),
        goals=arrange(
            {"g1": measures[0].title},
            (Filed("g1", (it.title,), it) for it in measures),
            {},
        ),
        corrections=tuple(
            Correction(
                date(2030, 5, 1), it.id, usual.years[-1], "actions", it.title, "後", it.title
            )
            for it in measures
        ),
        title=usual.title + measures[0].title,
    )


@pytest.mark.parametrize("form", PAPERS[1:], ids=lambda paper: paper.title)
def test_a_word_that_no_line_can_hold_is_broken_and_nothing_of_it_is_lost(
    form: Paper, tmp_path: Path
) -> None:
    plan = hostile(WORDS.values())
    path = printed(plan, form, tmp_path)
    assert crossings(path, tmp_path) == []
    if form.content == "table":
        told = "".join(it.title + it.years[0].texts["actions"] for it in plan.measures)
        assert not Counter(squeezed(told)) - Counter(text_of(path))


@pytest.mark.parametrize("way", ["landscape", "portrait"])
def test_such_words_stay_in_their_cells_in_the_table_of_indicators(
    way: str, tmp_path: Path
) -> None:
    plan = plan_of("shiomi")
    words = cycle(WORDS.values())
    indicators = tuple(
        replace(
            it,
            name=word[:LONGEST_TITLE],
            unit=word[:10],
            source=word[:50],
            departments=(word[:50],),
        )
        for it, word in zip(plan.indicators[:12], words, strict=False)
    )
    form = Paper("indicators.pdf", "指標", "indicators", "A4", way, 0)
    path = printed(replace(plan, indicators=indicators), form, tmp_path)
    assert crossings(path, tmp_path) == []


@pytest.mark.parametrize("name", INDICATED)
def test_no_character_crosses_a_rule_where_years_have_little_room(
    name: str, tmp_path: Path
) -> None:
    plan = plan_of(name)
    path = printed(plan, own(plan, "summary-table-a4.pdf"), tmp_path)
    assert crossings(path, tmp_path) == []
