"""The order that is proposed for words which plan.toml does not list."""

import pytest

from planreport.importer.subjects import Said, Subject
from planreport.importer.words import proposed
from planreport.place import Place
from planreport.plan.fields import Field, Kind

STAGE = Field("progress", "進捗", Kind.STAGE, "", choices={})
GRADE = Field("grade", "評価", Kind.CHOICE, "", choices={})
PLACE = Place("表.xlsx", 2, "A", "表")


def measures(field: Field, words: str) -> list[Subject]:
    return [
        Subject((), f"{n}", PLACE, years={(field.name, 2022): Said(word, PLACE)})
        for n, word in enumerate(words.split())
    ]


@pytest.mark.parametrize(
    ("field", "found", "order"),
    [
        (STAGE, "実施 検討 一部実施 拡充 運用", "検討 一部実施 実施 運用 拡充"),
        (STAGE, "完了 未着手 検討 実施", "未着手 検討 実施 完了"),
        (GRADE, "B S C A", "S A B C"),
        (GRADE, "△ × ◎ ○", "◎ ○ △ ×"),
        (GRADE, "遅れ 順調 やや遅れ 概ね順調", "順調 概ね順調 やや遅れ 遅れ"),
        (GRADE, "未達成 達成 概ね達成 一部達成", "達成 概ね達成 一部達成 未達成"),
        (GRADE, "２ ５ １", "５ ２ １"),
        (GRADE, "計画どおり 遅れ 完了 やや遅れ", "完了 計画どおり やや遅れ 遅れ"),
    ],
)
def test_words_of_a_usual_scale_are_put_in_its_order(field: Field, found: str, order: str) -> None:
    (words,) = proposed(measures(field, found), [field], [], {})
    assert " ".join(words.order) == order
    assert not words.is_guess


def test_words_that_nobody_knows_come_as_they_appear_and_are_said_to_be_a_guess() -> None:
    (words,) = proposed(measures(GRADE, "もも うめ B A"), [GRADE], [], {})
    assert words.order == ("A", "B", "もも", "うめ")
    assert words.is_guess


@pytest.mark.parametrize("words", ["建替え 廃止 統合 維持", "縮小 拡大", "市民 なし － 企業"])
def test_words_of_what_is_said_once_have_no_order(words: str) -> None:
    policy = Field("policy", "方針", Kind.CHOICE, "", choices={})
    said = [Subject((), word, PLACE, once={"policy": Said(word, PLACE)}) for word in words.split()]
    (found,) = proposed(said, [], [policy], {})
    assert (found.outside, found.is_guess) == ((), False)
    assert [*found.order] == [word for word in words.split() if word != "－"]


def test_what_cannot_be_compared_stands_outside_of_the_order() -> None:
    (words,) = proposed(measures(GRADE, "評価困難 B 中止 A － 期の途中"), [GRADE], [], {})
    assert words.order == ("A", "B")
    assert words.outside == ("評価困難", "中止", "－", "期の途中")


def test_a_dash_for_a_stage_is_no_word_where_stages_are_planned() -> None:
    planned = Field("planned", "年次計画", Kind.STAGE, "", choices={}, is_scheduled=True)
    (words,) = proposed(measures(STAGE, "実施 － 検討"), [planned, STAGE], [], {})
    assert (words.order, words.outside) == (("検討", "実施"), ())
