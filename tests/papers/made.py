"""Plans of any shape, as the papers must bear them, and what a PDF says when it is read back."""

import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import kept
import pikepdf
from conftest import COMPILED, ROOT, parsed

from planreport.papers.document import document
from planreport.papers.letters import load
from planreport.plan import Plan
from planreport.plan.arrange import Filed, arrange
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Choice
from planreport.plan.measures import Measure, YearRecord
from planreport.plan.settings import Paper, Terms
from planreport.report.derive import derive
from planreport.templating import environment

PAPERS = (
    Paper("summary-table.pdf", "A3", "table", "A3", "landscape", 3),
    Paper("summary-table-a4.pdf", "A4", "table", "A4", "landscape", 3),
    Paper("overview.pdf", "概要", "overview", "A4", "portrait", 0),
)
LETTERS = load(ROOT / "templates" / "fonts")
SENTENCE = "市民への説明会を「地域センター」などで開き、出された意見を計画に反映した。"


def plan(
    years: int = 3,
    goals: int = 2,
    items: int = 2,
    measures: int = 2,
    characters: int = 120,
    labels: tuple[str, ...] = ("検討中", "一部で実施", "全面的に実施済み"),
    title: int = 0,
    actions: str = "",
    summary: tuple[str, ...] = ("見守りの担い手を育てる", "情報通信技術を活用した見守りの試行"),
    levels: int = 1,
) -> Plan:
    """A plan with so many measures an item and so many characters in each text.

    `actions` are said in place of those characters. With `title`, every title is so many characters
    long, and there are seven assessments. With more `levels` of groups, each wider group has two of
    the next in it; with none, all measures are right below their goal.
    """

    def long(words: str) -> str:
        return (
            (words + "並びにコミュニケーション・ネットワークの充実強化及び人材の育成" * 8)[:title]
            if title
            else words
        )

    assessments = tuple(Choice(n, long(f"区分{n}")[:30]) for n in range(7 if title else 0))
    fiscal_years = tuple(FiscalYear(2020 + n) for n in range(years))
    statuses = tuple(Choice(n, label, f"段階{n}", level=n) for n, label in enumerate(labels, 1))
    text = actions or (SENTENCE * (characters // len(SENTENCE) + 1))[: characters - 1] + "。"

    def path(item: int) -> tuple[str, ...]:
        wider = (long(f"支援の担い手の育成{item >> up}") for up in range(levels - 1, 0, -1))
        return (*wider, long(f"コミュニティの活動の支援{item}")) if levels else ()

    def measure(goal: int, item: int, number: int) -> Measure:
        records = tuple(
            YearRecord(
                year,
                {
                    "planned": statuses[(number + n) % len(statuses)],
                    "progress": statuses[(number * 2 + n) % len(statuses)],
                    **({"assessment": assessments[number % 7]} if assessments else {}),
                },
                {"actions": text},
            )
            for n, year in enumerate(fiscal_years)
        )
        return Measure(
            id=f"m{goal}x{item}x{number}",
            title=long(f"地域の見守り活動を支える仕組みの整備その{goal}の{item}の{number}"),
            summary=summary,
            departments=(),
            years=records,
            position=measures * item + number,
        )

    titles = {f"g{number}": long("支え合う地域づくり") for number in range(goals)}
    return Plan(
        title="架空市地域福祉計画",
        municipality="架空県架空市",
        area_code="",
        source="",
        notice="",
        base_url="",
        updated=date(2030, 6, 1),
        years=fiscal_years,
        reported=fiscal_years,
        statuses=statuses,
        assessments=assessments,
        goals=arrange(
            titles,
            (
                Filed(f"g{g}", path(i), measure(g, i, n))
                for g in range(goals)
                for i in range(items)
                for n in range(measures)
            ),
            {},
        ),
        goal_titles=titles,
        terms=Terms(item=("基本施策", "施策の方向", "施策")[3 - levels :]),
        published_tallies=(),
        history=(),
        papers=PAPERS,
    )


OF_LONG_TEXTS = plan(goals=1, items=1, measures=1, characters=3000)


def own(plan: Plan, file: str) -> Paper:
    """The plan's own paper of that name."""
    return next(form for form in plan.papers if form.file == file)


def written(plan: Plan, form: Paper) -> str:
    """The HTML of that paper."""
    return document(environment(ROOT / "templates", COMPILED), derive(plan), form)


def said(plan: Plan, form: Paper) -> str:
    """Its words, for tests that do not ask where they stand."""
    return squeezed(parsed(written(plan, form)).text_content())


def printed(plan: Plan, form: Paper, folder: Path) -> Path:
    """That paper of the plan, in the folder."""
    path = folder / form.file
    path.write_bytes(kept.typeset(written(plan, form)).content)
    return path


def run(*command: object) -> str:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def squeezed(text: str) -> str:
    """Without the white space that line ends bring in."""
    return re.sub(r"\s+", "", text)


def text_of(path: Path) -> str:
    """The text of all pages, in the order in which it was set."""
    return "".join(texts_of(path))


def texts_of(path: Path) -> list[str]:
    """The same page by page."""
    return [squeezed(page) for page in run("pdftotext", "-raw", path, "-").split("\f")[:-1]]


def elements(node: pikepdf.Object, *kinds: str) -> Iterator[pikepdf.Object]:
    """Every structure element of those kinds below `node`, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child, *kinds)
    elif isinstance(node, pikepdf.Dictionary):
        if node.get("/S") in kinds:
            yield node
        if "/K" in node:
            yield from elements(node.K, *kinds)


@dataclass(frozen=True)
class Word:
    """A run of characters without a gap; lengths in points from the page's top left corner."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def words_of(path: Path, folder: Path) -> list[Word]:
    boxes = folder / f"{path.stem}.bbox.html"
    run("pdftotext", "-bbox", path, boxes)
    pages = ET.parse(boxes).iter("{http://www.w3.org/1999/xhtml}page")
    return [
        Word(
            number,
            word.text or "",
            *(float(word.attrib[side]) for side in ("xMin", "yMin", "xMax", "yMax")),
        )
        for number, page in enumerate(pages, 1)
        for word in page
    ]
