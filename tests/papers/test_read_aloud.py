"""What a screen reader says where the paper shows a symbol, or words that only their place explains."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import kept
import pikepdf
import pytest
from conftest import COMPILED, ROOT, plan_of
from made import PAPERS, elements, plan, printed

from planreport.papers.document import document
from planreport.report.derive import derive
from planreport.templating import environment

pytestmark = pytest.mark.pdf

A4 = PAPERS[1]


def said_instead(paper: Path) -> Counter[str]:
    """What is said instead of what is shown, and how often."""
    with pikepdf.open(paper) as pdf:
        return Counter(
            str(element.ActualText)
            for element in elements(pdf.Root.StructTreeRoot, "/P", "/Span", "/TD")
            if "/ActualText" in element
        )


def test_a_cell_without_room_for_words_says_what_was_planned_and_how_far_it_came(
    tmp_path: Path,
) -> None:
    said = said_instead(printed(plan(years=9, goals=1, items=1, measures=1), A4, tmp_path))
    assert said == {
        "計画 検討中": 3,
        "計画 一部で実施": 3,
        "計画 全面的に実施済み": 3,
        "進捗 検討中、計画どおり": 3,
        "進捗 一部で実施、計画どおり": 3,
        "進捗 全面的に実施済み、計画どおり": 3,
    }


@pytest.mark.parametrize("name", ["minamo", "umikaze"])
def test_a_symbol_of_the_plan_is_read_by_its_name_and_a_dash_by_what_it_means(
    name: str, built_once: Callable[[str], Path]
) -> None:
    plan = plan_of(name)
    assert plan.lead and plan.lead.choices
    words = plan.lead.choices.values()
    symbols = {word.label: word.reading for word in words if word.reading}
    assert symbols
    said = said_instead(built_once(name) / "output" / plan.papers[1].file)
    assert "計画の対象外" in said or not any(
        len(it.years) < len(plan.years) for it in plan.measures
    )
    assert {*symbols.values()} <= {*" ".join(said).replace("、", " ").split()}
    assert not {*symbols} & {*said}


def test_the_symbol_before_words_that_say_the_same_is_passed_over(tmp_path: Path) -> None:
    said = said_instead(printed(plan(goals=1, items=1, measures=2), PAPERS[0], tmp_path))
    assert {"計画どおり", "計画より遅れ"} <= set(said)


def links(html: str, folder: Path) -> list[str]:
    """How the links are named; each is one element of the structure with one place to click."""
    path = folder / "links.pdf"
    path.write_bytes(kept.typeset(html).content)
    with pikepdf.open(path) as pdf:
        named = [str(a.Contents) for page in pdf.pages for a in page.get("/Annots", [])]
        tagged = [
            str(kid.Obj.Contents)
            for link in elements(pdf.Root.StructTreeRoot, "/Link")
            for kid in link.K
            if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
        ]
        assert tagged == named
        assert len(list(elements(pdf.Root.StructTreeRoot, "/Link"))) == len(named)
    return named


def test_a_link_to_a_measure_is_named_by_its_title_and_page(tmp_path: Path) -> None:
    report = derive(plan(goals=1, items=1, measures=3))
    env = environment(ROOT / "templates", COMPILED)
    assert links(document(env, report, A4), tmp_path) == [
        f"{entry.measure.title}、2ページ" for entry in report.lagging
    ]


@pytest.mark.parametrize(
    ("link", "named"),
    [
        ('<a href="#sec">第2章 <b>票</b>の書き方</a>', "第2章 票の書き方、1ページ"),
        ('<a href="https://example.jp/">市の<b>ページ</b></a>', "市のページ"),
        ('<a href="#sec" title="票の書き方">次の章</a>', "票の書き方、1ページ"),
    ],
)
def test_a_link_is_named_as_it_reads_without_the_dots_before_its_page(
    link: str, named: str, tmp_path: Path
) -> None:
    style = 'a[href^="#"]::after { content: leader(".") target-counter(attr(href), page); }'
    html = f"<!doctype html><html lang=ja><title>t</title><style>{style} * {{ font-family: BIZ UDPGothic }}</style>"
    assert links(f"{html}<p>{link}</p><h1 id=sec>章</h1>", tmp_path) == [named]
