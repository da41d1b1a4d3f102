"""Every sentence of pages, papers and data reads well in the words of any plan."""

import re
from dataclasses import asdict, replace

import pytest
from conftest import COMPILED, ROOT, plan_of

from planreport import paths
from planreport.opendata.downloads import downloads
from planreport.opendata.downloads.tree import tree
from planreport.opendata.tables import tables
from planreport.pages import render
from planreport.pages.edition import Edition, links
from planreport.papers.document import document
from planreport.plan.settings import Page, Terms
from planreport.report.derive import derive

TERMS = [
    Terms(
        goal="目標",
        item=("中目標",),
        measure="目標事業",
        unit="件",
        summary="目標の内容",
        actions="取組",
        planned="年度目標",
        plan="目標",
        progress="目標の達成度",
        table="目標一覧",
    ),
    Terms(
        goal="段階目標",
        item=("柱",),
        measure="事業",
        unit="事業",
        summary="内容",
        actions="取組",
        planned="目標段階",
        plan="目標",
        progress="到達段階",
        table="段階表",
    ),
    Terms(
        goal="計画の柱",
        item=("個別計画",),
        measure="計画事業",
        unit="個",
        summary="計画の概要",
        actions="計画の実績",
        planned="単年度計画",
        plan="計画",
        progress="実績",
        table="計画一覧",
    ),
]
# What other plans say; none of these words is part of one of the terms above, or of the city's.
OTHERS = {
    "目標": ("進捗", "年次計画", "実施内容", "計画内容", "計画項目", "総括表", "項目"),
    "段階目標": ("進捗", "年次計画", "実施内容", "計画内容", "計画項目", "総括表", "項目"),
    "計画の柱": ("進捗", "年次計画", "実施内容", "計画内容", "計画項目", "総括表", "目標", "項目"),
}
# An own word beside itself: 到達段階の段階.
INLINE = re.compile(r"</?(a|span|strong|code)\b[^>]*>")
TWICE = re.compile(r"(段階|目標|計画|実績|事業|内容)の?\1")


@pytest.mark.parametrize("terms", TERMS, ids=lambda terms: terms.goal)
def test_no_word_of_another_plan_and_no_word_twice(terms: Terms) -> None:
    plan = plan_of("minamo")
    plan = replace(plan, terms=terms, history=())
    report = derive(plan)
    env = render.environment(ROOT / "templates", COMPILED)
    files = dict.fromkeys((*paths.DOWNLOADS, *(paper.file for paper in plan.papers)), 0)
    edition = Edition("", report, (Page("index", "", "", 0, ""),), links(files, {}))
    texts = {
        **dict(render.site(env, (edition,))),
        **{paper.file: document(env, report, paper) for paper in plan.papers},
        "codes.csv": downloads(report)[paths.CODES_CSV].decode(),
        "definitions.csv": downloads(report)[paths.DEFINITIONS_CSV].decode(),
        "standings": str(tree(report, tables(report))["standings"]),
    }
    choices = (*plan.statuses, *plan.assessments)
    city = {plan.title, *(choice.meaning for choice in choices)}
    words = {**asdict(terms), "item": terms.grouping}
    own = sorted({*city, *words.values()}, key=len, reverse=True)
    for name, text in texts.items():
        if name in (paths.AUDIT, paths.SCRIPT):  # in the words of the standard, and the data's own
            continue
        text = text.replace(plan.title, "〇")
        named = "\n".join(re.findall(r'(?:content|aria-label|data-unit)="([^"]*)"', text))
        said = re.sub(r"<[^>]+>", "\n", INLINE.sub("", text)) + named
        assert not (found := TWICE.search(said)), f"{name}: {said[found.start() - 20 :][:50]}"
        without = re.sub("|".join(own), "〇", said)
        for word in OTHERS[terms.goal]:
            place = without.find(word)
            assert place < 0, f"{name}: {without[place - 20 : place + 20]}"
