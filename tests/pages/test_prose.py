"""The texts of content/ become HTML as their writers meant it."""

import pytest
from lxml.html import fragment_fromstring

from planreport.pages.prose import html
from planreport.plan.settings import Page


def made(markdown: str) -> str:
    return str(html(Page("words", "用語", "", 0, markdown), str))


@pytest.mark.parametrize(
    ("written", "joined"),
    [
        ("池と\n川です。", "池と川です。"),
        ("池、\n「川」\nア", "池、「川」ア"),
        ("**池\n川**", "池川"),
    ],
)
def test_a_wrapped_line_leaves_no_gap_in_japanese(written: str, joined: str) -> None:
    assert joined in made(written).replace("<strong>", "").replace("</strong>", "")


@pytest.mark.parametrize("kept", ["pond and\nriver", "池と\nICT", "2020年\n3月", "池  \n川"])
def test_a_wrapped_line_is_left_alone_where_its_space_may_be_meant(kept: str) -> None:
    assert "\n" in made(kept)


def test_what_is_shown_as_code_keeps_its_lines() -> None:
    assert "池\n川" in made("    池\n    川")


@pytest.mark.parametrize("number", ["3", "３", "１２"])
def test_a_list_begins_with_a_number_that_html_knows(number: str) -> None:
    assert f'<ol start="{int(number)}">' in made(f"{number}. 池")


@pytest.mark.parametrize("target", ["https://www.example.jp/a b", "<https://www.example.jp/a b>"])
def test_a_space_in_a_link_is_written_as_an_address_has_it(target: str) -> None:
    assert 'href="https://www.example.jp/a%20b"' in made(f"[池]({target})")


@pytest.mark.parametrize(
    "written",
    [
        "| 池 |\n| --- |\n| 川 |",
        '<table id="a"><tr><td>川</td></tr></table>\n\n池\n\n<table><tr><td>池</td></tr></table>',
        "<table><tr><td><table><tr><td>川</td></tr></table></td></tr></table>",
    ],
)
def test_a_table_that_is_too_wide_for_a_window_is_scrolled_by_itself(written: str) -> None:
    shown = fragment_fromstring(made(written), create_parent=True)
    assert shown.xpath("count(//table[not(.//table)])") == shown.xpath(
        "count(//*[@role='group'][@tabindex='0']/table)"
    )


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("| 池 |\n| --- |\n| 川 |", ["「用語」の表"]),
        ("## 水 *辺*\n\n| 池 |\n| --- |\n| 川 |", ["「水 辺」の表"]),
        (
            "## 池 & 川\n\n| 池 |\n| --- |\n| 川 |\n\n文\n\n| 池 |\n| --- |\n| 川 |",
            ["「池 & 川」の表", "「池 & 川」の表2"],
        ),
        ('<table><caption>池の"数"</caption><tr><td>川</td></tr></table>', ['池の"数"']),
    ],
)
def test_a_table_is_called_by_its_caption_or_the_heading_above_it(
    written: str, names: list[str]
) -> None:
    shown = fragment_fromstring(made(written), create_parent=True)
    assert shown.xpath("//*[@role='group']/@aria-label") == names
    assert shown.xpath("//table/@aria-label") == names


@pytest.mark.parametrize(
    ("words", "may_break"), [("計画どおり", False), ("未着手", False), ("計画よりも遅れ", True)]
)
def test_a_word_that_is_alone_in_its_cell_is_not_torn(words: str, may_break: bool) -> None:
    (cell,) = fragment_fromstring(made(f"| 池 |\n| --- |\n| {words} |"), create_parent=True).xpath(
        "//td"
    )
    assert (cell.get("class") is None) == may_break
