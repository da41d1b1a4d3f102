"""How the full table is set: its columns by its texts, whole words, bullets, rules."""

import re
from collections.abc import Callable
from itertools import pairwise, product
from pathlib import Path

import kept
import pikepdf
import pytest
from conftest import INDICATED, PLANS, plan_of
from crossing import rules
from fill import filled
from made import LETTERS, OF_LONG_TEXTS, PAPERS, Word, own, plan, printed, words_of

from planreport.papers.columns import COMPACT_PADDING, HEAD_PADDING
from planreport.papers.cutting import begin
from planreport.papers.fitting import Sheets
from planreport.papers.layout import lay_out
from planreport.papers.sheet import POINT
from planreport.papers.table import Layout
from planreport.plan import Plan
from planreport.plan.settings import Paper
from planreport.report.derive import derive
from planreport.report.sentences import REPORTED

A3, A4, _ = PAPERS
ROUNDING = 1e-6
LINE = 1.45  # of the text's size
BULLETS = ("・" + "見守りの担い手を育てる" * 4,) * 2


def set_in(plan: Plan, form: Paper, folder: Path) -> tuple[Layout, Path]:
    return lay_out(derive(plan), form, LETTERS), printed(plan, form, folder)


@pytest.mark.parametrize("form", [A3, A4], ids=lambda form: form.title)
def test_the_column_that_says_more_is_wider(form: Paper) -> None:
    brief, long = plan(characters=300), plan(characters=30, summary=("担い手を育てる" * 30,))
    by_actions, by_summary = (lay_out(derive(it), form, LETTERS) for it in (brief, long))
    assert by_summary.summary > by_actions.summary
    assert sum(by_summary.narratives) < sum(by_actions.narratives)


@pytest.mark.parametrize("years", range(1, 11))
@pytest.mark.parametrize("form", [A3, A4], ids=lambda form: form.title)
def test_a_status_of_four_letters_has_room_on_one_line(form: Paper, years: int) -> None:
    layout = lay_out(derive(plan(years=years, labels=("検討", "一部実施"))), form, LETTERS)
    room = layout.line(layout.status, COMPACT_PADDING)
    assert room >= LETTERS.bold("↑一部実施") - ROUNDING


@pytest.mark.parametrize("name", ["asanagi", "shiomi", "aomine"])
def test_the_head_of_a_status_does_not_tear_its_year_nor_the_column_its_words(name: str) -> None:
    report = derive(plan_of(name))
    layout = lay_out(report, A3, LETTERS)
    for year in report.plan.shown_years:
        assert layout.line(layout.status, HEAD_PADDING) >= LETTERS.bold(year.short) - ROUNDING
    if not report.plan.lead:
        assert layout.status_line >= LETTERS.bold(REPORTED) - ROUNDING


def test_a3_is_set_to_be_reduced_to_a4_as_large_as_the_plan_allows() -> None:
    short, long = plan(), plan(years=10, goals=3, items=3, measures=5, characters=600)
    sizes = [lay_out(derive(it), A3, LETTERS).text_size for it in (short, long)]
    assert 9 <= sizes[1] < sizes[0] <= 11


def test_a_letter_is_as_wide_as_the_font_says() -> None:
    assert LETTERS.regular("漢字") == 2
    assert LETTERS.regular("（続き）") == pytest.approx(2.98, abs=0.01)
    assert LETTERS.regular("𠮷") == 1  # of a supplement


def test_what_has_no_room_on_a_sheet_stands_below_a_head_on_the_next() -> None:
    sheets = Sheets(100)
    sheets.put(60)
    sheets.put(20, above=15, head=5)
    assert sheets.room() == pytest.approx(5, abs=1)
    sheets.put(40, above=10, head=15)
    assert sheets.filled == pytest.approx([0.95, 0.55], abs=0.01)


def test_a_text_begins_with_whole_paragraphs_and_sentences() -> None:
    def begun(text: str, most: int, anywhere: bool = False) -> tuple[str, str]:
        return begin(text, lambda it: len(it) <= most, anywhere)

    assert begun("あいう。かきく。さしす。", 9) == ("あいう。かきく。", "さしす。")
    assert begun("・あ|いう。えお。|か", 7) == ("・あ|いう。", "えお。|か")
    assert begun("あ|いう。", 3) == ("あ", "いう。")
    assert begun("「あ。」い。", 4) == ("「あ。」", "い。")
    assert begun("あいうえお。", 4) == ("", "あいうえお。")
    assert begun("あいうえお。", 4, anywhere=True) == ("あいうえ", "お。")
    assert begun("あ|い", 3) == ("あ|い", "")


@pytest.mark.pdf
def test_no_line_parts_an_era_or_a_unit_from_its_number(tmp_path: Path) -> None:
    said = "令和2年度に3か所で説明会を開き、延べ1,200人が参加した。平成31年4月から50％を助成する。"
    spoken = plan(goals=1, items=1, measures=3, actions=said * 3)
    _, path = set_in(spoken, A4, tmp_path)
    spoken_of = [word for word in words_of(path, tmp_path) if len(word.text) > 5]
    ends = [word.text for word in spoken_of if "地域の見守り" not in word.text]
    assert any("3か所で" in word for word in ends)
    assert [word for word in ends if re.search("(令和|平成|延べ|[0-9,])$", word)] == []
    assert [word for word in ends if re.match("年度[にで]|か所|人が|％", word)] == []


@pytest.mark.pdf
def test_the_lines_of_a_bullet_begin_where_its_text_does(tmp_path: Path) -> None:
    layout, path = set_in(plan(goals=1, items=1, measures=1, summary=BULLETS), A4, tmp_path)
    words = words_of(path, tmp_path)
    first, *_ = (word for word in words if word.text.startswith("・見守り"))
    below = [
        word
        for word in words
        if word.page == first.page
        and abs(word.left - first.left) < layout.text_size
        and first.top < word.top < first.top + 1.5 * layout.text_size * LINE
    ]
    assert [word.left - first.left for word in below] == [
        pytest.approx(layout.text_size * LETTERS.regular("・"), abs=0.1)
    ]


@pytest.mark.pdf
def test_each_page_has_a_rule_above_what_begins_on_it_and_through_nothing(tmp_path: Path) -> None:
    """In the column of items: one below the head for the first, and one above each further name."""
    made = plan(goals=1, items=3, measures=2, characters=200)
    layout, path = set_in(made, A4, tmp_path)
    left = layout.margin / 25.4 * 72
    right = left + layout.item / 25.4 * 72
    words = words_of(path, tmp_path)
    with pikepdf.open(path) as pdf:
        drawn = [list(rules(sheet)) for sheet in pdf.pages]
    names = 0
    for page, lines in enumerate(drawn, 1):
        heads = [word for word in words if word.page == page and word.text == "概要"]
        if not heads:  # figures only
            continue
        across = sorted(
            {round(top, 1) for x, top, to, bottom in lines if x < right - 1 and to > right - 1}
            & {round(top, 1) for x, top, to, bottom in lines if x <= left + 1 and top == bottom}
        )
        beside = [top for top in across if top > heads[0].bottom]
        shown = names_between(words, page, left, right, beside)
        assert len(beside) == len(shown) + 1, (page, beside, shown)
        names += len(shown)
    assert names > 3


def names_between(
    words: list[Word], page: int, left: float, right: float, rules: list[float]
) -> list[float]:
    """The gaps between rules that have a word in that column."""
    tops = [w.top for w in words if w.page == page and left < w.left < right]
    return [above for above, below in pairwise(rules) if any(above < top < below for top in tops)]


@pytest.mark.pdf
def test_what_goes_on_is_named_and_ruled_off_where_its_page_begins_only(tmp_path: Path) -> None:
    layout, path = set_in(OF_LONG_TEXTS, A4, tmp_path)
    (section,) = layout.sections
    words = words_of(path, tmp_path)
    pages = {word.page for word in words if word.text == "概要"}
    assert len(section.rows) > len(pages) > 2
    assert "".join(word.text for word in words).count("（続き）") == 2 * (len(pages) - 1)


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("name", "form"),
    [
        *product([*PLANS, "umikaze"], [A3, A4]),
        *product(["asanagi", *INDICATED], [A4]),
        ("takanohara", A3),
    ],
    ids=lambda it: it.title if isinstance(it, Paper) else it,
)
def test_sheets_are_full_and_none_is_left_for_a_row_or_two(
    name: str,
    form: Paper,
    built_once: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    if name in INDICATED:  # whose sites are built without papers
        path = printed(plan_of(name), own(plan_of(name), form.file), tmp_path)
    else:
        path = built_once(name) / "output" / form.file
    shares = filled(path, tmp_path)
    assert shares[-1] > 0.2
    assert len(shares) <= 3 or sum(shares) / len(shares) >= 0.88


@pytest.mark.pdf
def test_lines_stand_closer_where_a_sheet_would_be_left_for_a_row() -> None:
    def sheets(rows: int) -> int:
        page = "@page{size:100mm 100mm;margin:10mm}.full{font:12pt/1.45 BIZ UDPGothic}table{border-collapse:collapse}td{padding:0}"
        return kept.typeset(
            "<!doctype html><html lang=ja><title>t</title><meta name=closer-lines content='1.4 1.3'>"
            f"<style>{page}</style><table class=full>{'<tr><td>あ' * rows}</table>"
        ).pages

    assert [sheets(13), sheets(14), sheets(18)] == [1, 1, 2]


def test_the_text_is_measured_in_the_points_that_a_sheet_has() -> None:
    layout = lay_out(derive(plan()), A4, LETTERS)
    assert layout.em == pytest.approx(layout.text_size * POINT)
    assert layout.line(layout.width(10)) == pytest.approx(10)
    assert layout.height(2) - layout.height(1) == pytest.approx(layout.em * layout.leading)
