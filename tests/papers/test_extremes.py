"""The papers of plans at the ends of what a plan can be."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from made import (
    LETTERS,
    OF_LONG_TEXTS,
    PAPERS,
    SENTENCE,
    Word,
    plan,
    printed,
    squeezed,
    text_of,
    words_of,
)

from planreport.papers.layout import lay_out
from planreport.papers.table import Layout
from planreport.paragraphs import paragraphs
from planreport.plan.measures import Group
from planreport.plan.settings import Paper
from planreport.report.derive import Report, derive
from planreport.report.goals import GoalReport

pytestmark = pytest.mark.pdf

PLANS = {
    "one year, one measure": plan(years=1, goals=1, items=1, measures=1, characters=1),
    "texts of 3,000 characters": OF_LONG_TEXTS,
    "ten years, four goals, titles of 100 characters": plan(
        years=10, goals=4, items=1, measures=1, title=100
    ),
    "paragraphs and bullets": plan(
        years=2,
        goals=1,
        items=1,
        actions="①𠮷田会館で、CO₂の説明会を3回開いた。|・北地区 40人|・南地区 -35人|"
        + SENTENCE * 9
        + "|・㈱みなも" * 40,
        summary=("担い手を育てる。", "・31㎡の集会所", "・第Ⅲ期の試行"),
    ),
    "twenty years, labels of 20 characters, titles of 200": plan(
        years=20,
        goals=1,
        items=1,
        measures=1,
        title=200,
        labels=(
            "検討の準備に入っている段階である",
            "スケジュールどおりに一部で実施している",
            "全面的に実施し、効果が現れている段階",
        ),
    ),
    "no summary": plan(years=2, goals=1, items=1, measures=1, summary=()),
    "three levels of groups": plan(years=2, goals=1, items=5, measures=2, characters=30, levels=3),
    "three levels of groups, titles of 100 characters": plan(
        years=2, goals=1, items=3, measures=2, characters=30, title=100, levels=3
    ),
    "sixteen measures under one item": plan(
        years=3, goals=1, items=1, measures=16, characters=30, labels=("×", "○")
    ),
}
POINT = 25.4 / 72  # millimetres


@dataclass(frozen=True)
class Made:
    path: Path
    report: Report
    form: Paper
    layout: Layout | None
    text: str
    words: list[Word]


# An overview shows neither texts nor groups: of the plans that are extreme in these it is like any other.
CASES = [
    (shape, form)
    for shape in PLANS
    for form in PAPERS
    if form.content == "table"
    or shape
    not in (
        "texts of 3,000 characters",
        "paragraphs and bullets",
        "no summary",
        "three levels of groups",
    )
]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[1].title}-{case[0]}")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("extreme")
    shape, form = request.param
    report = derive(PLANS[shape])
    path = printed(PLANS[shape], form, folder)
    layout = lay_out(report, form, LETTERS) if form.content == "table" else None
    return Made(path, report, form, layout, text_of(path), words_of(path, folder))


@pytest.mark.parametrize("standard", ["ua1", "3a"])
def test_it_conforms(made: Made, standard: str) -> None:
    result = page.validate_pdf(str(made.path), profile=standard)
    assert result.is_compliant, str(result)


def test_no_text_lies_outside_its_page(made: Made) -> None:
    with pikepdf.open(made.path) as pdf:
        width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
    for word in made.words:
        assert 0 <= word.left < word.right <= width, word
        assert 0 <= word.top < word.bottom <= height, word


def by_page(words: list[Word]) -> dict[int, list[Word]]:
    return {
        page: [word for word in words if word.page == page]
        for page in {word.page for word in words}
    }


def test_no_text_lies_outside_its_cell(made: Made) -> None:
    if made.layout is None:
        return
    layout = made.layout
    borders = [layout.margin]
    for width in (
        *[layout.item] * len(made.report.plan.terms.item),
        *(layout.measure, layout.summary),
        *layout.narratives,
        *[layout.status] * len(made.report.plan.years),
    ):
        borders.append(borders[-1] + width)
    pages = by_page(made.words)
    headings = [goal.heading for goal in made.report.goals]
    terms, checked = made.report.plan.terms, 0
    head = terms.summary if made.report.has_summaries else terms.item[-1]
    for words in pages.values():
        heads = [w for w in words if w.text == head]
        if not heads:  # the first sheet, which has tables of other columns
            continue
        below = max(w.bottom for w in heads[:1])
        foot = max(w.top for w in words) - 1
        for word in words:
            if not below < word.top < foot or any(word.text in heading for heading in headings):
                continue
            left, right = word.left * POINT, word.right * POINT
            column = max(n for n, border in enumerate(borders) if border <= left + 0.3)
            assert right <= borders[column + 1] + 0.3, (word, borders[column : column + 2])
            checked += 1
    assert checked > 5


def test_no_texts_overlap(made: Made) -> None:
    for words in by_page(made.words).values():
        words.sort(key=lambda word: word.top)
        for n, one in enumerate(words):
            for other in words[n + 1 :]:
                if other.top >= one.bottom - 1.5:
                    break
                apart = other.left >= one.right - 0.5 or one.left >= other.right - 0.5
                assert apart, (one, other)


def test_nothing_is_cut_off(made: Made) -> None:
    if made.layout is None:
        return
    for measure in made.report.plan.measures:
        assert squeezed(measure.title) in made.text
        for record in measure.years:
            if record.fiscal_year in made.layout.narrated:
                pieces = [row for section in made.layout.sections for row in section.rows]
                told = [row for row in pieces if row.measure == measure]
                where = made.layout.narrated.index(record.fiscal_year)
                for row in told:
                    for part in paragraphs(row.actions[where] or ""):
                        assert squeezed(part) in made.text
                whole = "|".join(row.actions[where] or "" for row in told)
                assert whole.replace("|", "") == record.actions.replace("|", "")


def test_bookmarks_are_nested_as_the_groups_are(made: Made) -> None:
    if made.layout is None:
        return

    def titles(goal: GoalReport, groups: Iterable[Group]) -> list[tuple[str, Any]]:
        return [
            (squeezed(group.title), titles(goal, group.groups) or measures(goal, group))
            for group in groups
        ]

    def measures(goal: GoalReport, group: Group) -> list[tuple[str, Any]]:
        return [(f"{squeezed(goal.place(m))}{squeezed(m.title)}", []) for m in group.measures]

    def marks(entries: Iterable[pikepdf.OutlineItem]) -> list[tuple[str, Any]]:
        return [(squeezed(entry.title), marks(entry.children)) for entry in entries]

    with pikepdf.open(made.path) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        marked = dict(marks(title.children))
    for goal in made.report.goals:
        assert marked[squeezed(goal.heading)] == titles(goal, goal.goal.groups)


def test_what_goes_on_over_a_page_says_so_at_its_head_and_nowhere_else(made: Made) -> None:
    if made.layout is None:
        return
    levels = len(made.report.plan.terms.item)
    borders = [made.layout.margin + n * made.layout.item for n in range(levels + 1)]
    for words in by_page(made.words).values():
        heads = [word for word in words if word.text == made.report.plan.terms.summary]
        foot = max(word.top for word in words) - 1
        if not heads:  # the first sheet
            continue
        # The first row of each page names its groups, whether they begin there or go on.
        below = [word for word in words if heads[0].bottom < word.top < foot]
        columns = [
            [
                word.top
                for word in below
                if left - 0.3 <= word.left * POINT < left + made.layout.item
            ]
            for left in borders
        ]
        assert len({round(min(tops)) for tops in columns}) == 1
    with pikepdf.open(made.path) as pdf:
        assert made.text.count("（続き）") <= (levels + 1) * len(pdf.pages)
