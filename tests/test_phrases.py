"""Words stay whole in narrow columns."""

import re

from planreport.phrases import halves, phrases, tail


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


def test_a_phrase_that_is_too_long_for_its_line_may_break_but_not_at_its_end() -> None:
    found = whole("オープンソースソフトの活用", 6)
    assert "オープンソースソフトの" not in found
    assert "ソフトの" in found


def test_what_fits_on_one_line_is_left_as_it_is() -> None:
    assert phrases("CMSの導入", 8) == "CMSの導入"


def test_the_end_of_a_text_stays_together() -> None:
    assert tail("導入を見送った。") == '導入を見<span class="phrase">送った。</span>'


def test_a_label_breaks_in_its_middle() -> None:
    assert halves("全面的に実施済み") == '全面的に<span class="phrase">実施済み</span>'
    assert halves("一部実施") == "一部実施"


def test_nothing_is_lost_and_nothing_is_markup() -> None:
    for text in ("<b>太字</b>&の見直し", "", "あ", "「引用」の、例。"):
        plain = re.sub(r"</?span[^>]*>", "", str(phrases(text, 2)))
        assert plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text
