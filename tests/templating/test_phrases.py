"""Words stay whole in narrow columns."""

import re

import pytest
from hypothesis import given, strategies as st

from planreport.templating.phrases import (
    halves,
    lines,
    parted,
    phrases,
    running,
    tail,
    unbroken,
)


def whole(text: str, most: int) -> list[str]:
    return re.findall(r'<span class="phrase">([^<]*)</span>', phrases(text, most))


def test_a_title_breaks_between_its_phrases_only() -> None:
    assert whole("インターネットを利用した手続の拡充", 9) == [
        "インターネットを",
        "利用した",
        "手続の",
        "拡充",
    ]


def test_no_compound_of_kanji_is_cut() -> None:
    assert "施設予" not in whole("施設予約利用可能施設の拡大", 12)


def test_a_phrase_that_is_too_long_for_its_line_breaks_between_runs_of_letters() -> None:
    for text, most, word in (
        ("ASP型・クラウド型等のサービスを利用した電子公売の実施・拡充", 9, "クラウド"),
        (
            "ホームページの管理方法の効率化とアクセシビリティ向上のためのCMS導入",
            9,
            "アクセシビリティ",
        ),
        ("写真・動画コンテンツの充実", 9, "コンテンツ"),
        ("オープンソースソフトの活用", 11, "オープンソースソフト"),
    ):
        assert any(word in piece for piece in whole(text, most)), whole(text, most)


def test_a_long_compound_breaks_between_words_of_two_kanji() -> None:
    assert whole("防災情報提供手段の多様化", 8) == ["防災", "情報", "提供", "手段の", "多様化"]


def test_what_fits_on_one_line_is_left_as_it_is() -> None:
    assert phrases("CMSの導入", 8) == "CMSの導入"


def test_a_part_of_a_sentence_breaks_between_its_phrases_however_short_it_is() -> None:
    assert phrases("計画どおりに進みました", 12) == "計画どおりに進みました"
    assert parted("計画どおりに進みました", 12) == (
        '<span class="phrase">計画どおりに</span><span class="phrase">進みました</span>'
    )
    assert parted("", 12) == ""


def test_the_end_of_a_text_stays_together() -> None:
    assert tail("システムの導入は見送った。").endswith('<span class="phrase">見送った。</span>')
    assert tail("消防広域化の運用を開始した。").endswith('<span class="phrase">開始した。</span>')
    assert tail("仕組みを利用し、3回実施した。").endswith('実施<span class="phrase">した。</span>')
    assert tail("あ") == '<span class="phrase">あ</span>'


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("令和2年度に実施した。", ["令和2年度", "実施した。"]),
        ("平成27年度新規の3か所（H27導入予定）を検討した。", ["平成27年度", "3か所", "（H27導入"]),
        (
            "（令和元年度）から約1,200万円、50％に増えた。",
            ["（令和元年度）", "約1,200万円、", "50％"],
        ),
        ("２０２０年１０月１日に第3次計画を定めた。", ["２０２０年", "１０月", "１日", "第3次計"]),
        ("31㎡、5GHzと-32,051人に増えた。", ["31㎡、", "5GHz", "-32,051人"]),
    ],
)
def test_in_running_text_a_number_stays_with_its_era_and_its_unit(
    text: str, pieces: list[str]
) -> None:
    found = re.findall(r'<span class="phrase">([^<]*)</span>', running(text))
    assert found[: len(pieces)] == pieces
    assert re.sub("<[^>]*>", "", running(text)) == text


@pytest.mark.parametrize("word", ["Wi-Fi", "e-Tax", "X-ray"])
def test_no_line_of_running_text_ends_in_the_hyphen_of_a_short_word(word: str) -> None:
    text = f"既存の民間{word}に代えて、市が新たに設ける。"
    assert f'<span class="phrase">{word}</span>' in running(text)
    assert word in "|".join(unbroken(text)).split("|")


def test_running_text_breaks_between_letters_but_for_numbers_words_and_its_end() -> None:
    text = "（平成27年度に）Web申請を「3か所」で始め、検討した。"
    found = unbroken(text)
    assert "".join(found) == text
    assert {"（平成27年度", "Web", "「3か所」", "め、", "検討した。"} <= {*found}
    assert {"申", "請"} <= {*found}


def test_digits_that_no_line_holds_are_not_kept_together() -> None:
    assert running("1234567890" * 3 + "を記した。").startswith("1234567890" * 3)


def test_a_label_breaks_in_its_middle() -> None:
    assert halves("全面的に実施済み", 5) == '全面的に<span class="phrase">実施済み</span>'
    assert halves("一部実施", 5) == "一部実施"


@given(st.text(st.sampled_from("実施スケ（」、にaB1"), min_size=1, max_size=20), st.integers(1, 9))
def test_a_long_label_has_lines_that_fit_and_loses_nothing(label: str, most: int) -> None:
    found = lines(label, most)
    assert "".join(found) == label
    assert all(0 < len(line) <= most for line in found)


def test_a_long_label_breaks_between_its_words_where_it_can() -> None:
    assert lines("スケジュールどおりに一部で実施している", 8) == [
        "スケジュール",
        "どおりに一部で",
        "実施している",
    ]


def test_nothing_is_lost_and_nothing_is_markup() -> None:
    for text in ("<b>太字</b>&の見直し", "", "あ", "「引用」の、例。"):
        plain = re.sub(r"</?span[^>]*>", "", str(phrases(text, 2)))
        assert plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


def test_the_selector_of_a_form_stays_with_its_kanji() -> None:
    plain = "榊原葛飾辻堂の会"
    written = re.sub("([榊葛辻])", "\\1\U000e0100", plain)
    for cut in (
        lambda text: whole(text, 4),
        lambda text: lines(text, 4),
        lambda text: [*re.split("<[^>]*>", tail(text[:-2]))],
        lambda text: [*re.split("<[^>]*>", halves(text[:-4], 4))],
    ):
        assert not [piece for piece in cut(written) if piece.startswith("\U000e0100")]
    assert whole(written, 4) == [
        re.sub("([榊葛辻])", "\\1\U000e0100", piece) for piece in whole(plain, 4)
    ]


def test_a_number_stays_whole_and_with_what_orders_it() -> None:
    assert whole("第3次朝凪市男女共同参画計画の進捗", 12) == [
        "第3次",
        "朝凪市男女共同参画計画の",
        "進捗",
    ]
    assert "第Ⅱ期" in whole("第Ⅱ期高齢者保健福祉計画介護保険事業計画", 12)
    assert "2050年" in whole("2050年カーボンニュートラルに向けた計画", 12)
    assert "T利活用に" not in whole("目標4 ICT利活用によるサービスの多様化", 12)
    assert "全10項目の" in whole("基本計画の全10項目の進捗", 8)


def test_a_space_stays_between_two_pieces() -> None:
    marked = phrases("目標2 コミュニケーションと安心・安全サポート", 9)
    assert "</span> <span" in marked
    assert re.sub("<[^>]*>", "", marked) == "目標2 コミュニケーションと安心・安全サポート"


def test_an_end_whose_signs_may_begin_no_line_is_not_kept_together_beyond_what_a_line_holds() -> (
    None
):
    text = "とても" + "ー、。」" * 20
    assert max(map(len, whole(text, 60)), default=0) <= 60
    assert tail(text) == text
