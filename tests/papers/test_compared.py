"""A correction is read at a glance: what differs is underlined, in whole words."""

from dataclasses import replace
from datetime import date

import pytest
from conftest import COMPILED, ROOT, parsed, plan_of
from made import PAPERS

from planreport.papers.compared import compared, underlined
from planreport.papers.cutting import cut
from planreport.papers.document import document
from planreport.plan.revisions import Correction
from planreport.report.derive import derive
from planreport.templating import environment


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (
            "会議を32回開いた。",
            "会議を31回開いた。",
            ("会議を<u>32</u>回開いた。", "会議を<u>31</u>回開いた。"),
        ),
        (
            "検討会議を開く。",
            "検証会議を開く。",
            ("<u>検討会議</u>を開く。", "<u>検証会議</u>を開く。"),
        ),
        ("開いた。", "2回開いた。", ("開いた。", "<u>2回</u>開いた。")),
        ("検討中", "一部で実施", ("<u>検討中</u>", "<u>一部で実施</u>")),
        ("（略）乙。", "甲。乙。", ("（略）乙。", "<u>甲。</u>乙。")),
        ("甲|・乙", "甲|・丙|・丁", ("甲|・<u>乙</u>", "甲|・<u>丙</u>|・<u>丁</u>")),
        ("<b>&", "<i>&", ("&lt;<u>b</u>&gt;&amp;", "&lt;<u>i</u>&gt;&amp;")),
        ("甲。", "甲。乙。丙。", ("甲。", "甲。<u>乙。丙。</u>")),
        ("甲。乙。", "丙。丁。", ("<u>甲</u>。<u>乙</u>。", "<u>丙</u>。<u>丁</u>。")),
    ],
)
def test_only_the_words_that_differ_are_underlined(
    before: str, after: str, shown: tuple[str, str]
) -> None:
    assert tuple(underlined(text) for text in compared(before, after)) == shown


def test_rows_that_a_text_is_cut_into_are_underlined_each() -> None:
    sentences = [f"{n}つ目の会議で意見を聞いた。" for n in "一二三四"]
    marked, _ = compared("".join(sentences), "未定")
    rows = cut(marked, lines=1, characters=20)
    assert len(rows) == 4
    assert [underlined(row) for row in rows] == [f"<u>{sentence}</u>" for sentence in sentences]
    halves = cut(compared("あ" * 30, "い")[0], lines=1, characters=16)
    assert [underlined(half) for half in halves] == [f"<u>{'あ' * 15}</u>"] * 2


@pytest.mark.parametrize(
    ("reason", "set_as"),
    [
        ("集計に誤りがあった。", ["集計に誤りがあった。"]),
        ("集計の誤り。|様式の誤り。", ["集計の誤り。", "様式の誤り。"]),
        ("次による。|・集計|・様式", ["次による。", "集計", "様式"]),
    ],
)
def test_beside_them_the_reason_is_set_in_its_paragraphs(reason: str, set_as: list[str]) -> None:
    minamo = plan_of("minamo")
    correction = Correction(
        date(2020, 7, 1), "w1", minamo.fiscal_year(2018), "actions", "甲。", "乙。", reason
    )
    put_right = derive(replace(minamo, corrections=(correction,)))
    page = parsed(document(environment(ROOT / "templates", COMPILED), put_right, PAPERS[0]))
    before, after, because = page.xpath("//section[@class='annex'][last()]//tbody//td")[1:4]
    assert [before.text_content(), after.text_content()] == ["甲。", "乙。"]
    paragraphs = because.xpath(".//p | .//li") or [because]
    assert [it.text_content() for it in paragraphs] == set_as
