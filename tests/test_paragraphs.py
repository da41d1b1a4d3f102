"""A text of several paragraphs, from the cells of data/ and of forms to pages and open data."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from conftest import call, parsed

from planreport.check import check
from planreport.load import load
from planreport.paragraphs import Block, blocks, from_lines, marked, paragraphs, points
from planreport.plan.collection import Answer, Collection
from planreport.report.excerpt import excerpts
from planreport.workbook import form, known_measures, read

SAID = "講座を①37回開いた。|・北地区 20回|・南地区 17回|評判がよかった。"
LINES = SAID.replace("|", "\n")
SHOWN = (
    "<p>講座を①37回開いた。</p><ul><li>北地区 20回</li><li>南地区 17回</li></ul>"
    "<p>評判がよかった。</p>"
)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("一つ。\n二つ。", "一つ。|二つ。"),
        ("\r\n一つ。\r\n\r\n　二つ。\r", "一つ。|二つ。"),
        ("一つ。_x000D_\n二つ。", "一つ。|二つ。"),
        ("行って、\n帰った。", "行って、帰った。"),
        ("次のとおり、\n・行った", "次のとおり、|・行った"),
        ("一つ。|二つ。", "一つ。|二つ。"),
    ],
)
def test_a_line_break_divides_paragraphs_but_no_sentence(written: str, read_as: str) -> None:
    assert from_lines(written) == read_as


def test_bullets_that_follow_each_other_are_one_list() -> None:
    assert list(blocks(paragraphs("前|・甲|・ 乙|中|・丙"))) == [
        Block(("前",)),
        Block(("甲", "乙"), is_list=True),
        Block(("中",)),
        Block(("丙",), is_list=True),
    ]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("甲|乙", (Block(("甲", "乙"), is_list=True),)),
        ("・甲|・乙", (Block(("甲", "乙"), is_list=True),)),
        ("前|・甲", (Block(("前",)), Block(("甲",), is_list=True))),
        ("甲", (Block(("甲",), is_list=True),)),
        ("", ()),
    ],
)
def test_all_of_a_summary_are_bullets_unless_only_some_say_so(
    cell: str, shown: tuple[Block, ...]
) -> None:
    assert tuple(blocks(marked(points(cell)))) == shown


def test_an_excerpt_leaves_out_whole_paragraphs() -> None:
    before, after = excerpts("一つ。|・甲|・乙|末。", "一つ。|・甲|・丙|末。")
    assert paragraphs(before) == ("（略）", "・乙", "（略）")
    assert paragraphs(after) == ("（略）", "・丙", "（略）")


@pytest.fixture
def told(project: Callable[[str], Path]) -> Path:
    """A plan whose texts have paragraphs, divided in one cell by lines and in others by bars."""
    root = project("minamo")
    for file, old, new in (
        ("progress/2020.csv", "講座を37回開いた。", f'"{LINES}"'),
        ("progress/2019.csv", "講座を30回開いた。", SAID.replace("37", "30")),
        (
            "measures.csv",
            "市内5か所で水質を測る|結果を市民に知らせる",
            '"次のことを行う。\n・水質を測る\n・結果を市民に知らせる"',
        ),
    ):
        path = root / "data" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    return root


def test_pages_show_paragraphs_and_lists(told: Path) -> None:
    done = call(told, "--no-pdf", "--strict")
    assert done.returncode == 0, done.stderr
    for name, others in (("goal-learn.html", 0), ("measures/l1.html", 1)):
        page = (told / "output" / name).read_text(encoding="utf-8")
        assert page.count(f'<div class="actions">{SHOWN}') == 1, name
        assert page.count(f"<dd>{SHOWN.replace('37', '30')}") == others, name
    assert f"{SHOWN}</td>" in (told / "output/summary-table.html").read_text(encoding="utf-8")
    summary = parsed(told / "output/goal-water.html").xpath("//h4[1]/following-sibling::*")[:2]
    assert [(part.tag, part.text_content().split()) for part in summary] == [
        ("p", ["次のことを行う。"]),
        ("ul", ["水質を測る", "結果を市民に知らせる"]),
    ]


def test_open_data_has_a_record_a_line_and_says_how_it_is_divided(told: Path) -> None:
    assert call(told, "--no-pdf").returncode == 0
    raw = (told / "output/data/progress.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(raw)))
    assert len(raw.splitlines()) == len(rows) + 1
    said = {row["actions"] for row in rows if row["measure_id"] == "l1"}
    assert SAID.replace("①", "(1)") in said
    described = csv.DictReader(
        io.StringIO((told / "output/data/definitions.csv").read_text(encoding="utf-8-sig"))
    )
    divided = {
        (row["table"], row["column"])
        for row in described
        if "段落は「|」で区切り" in row["description"]
    }
    assert divided == {("progress", "actions")}


def test_a_form_brings_back_what_it_took_along(told: Path) -> None:
    plan = check(load(told)).plan
    year = plan.years[-2]
    answers = tuple(
        Answer(measure, record, ())
        for measure in plan.measures
        if (record := measure.in_year(year))
    )
    collection = Collection(year, answers)
    content = form(plan, collection, None)
    cells = {
        cell.value for row in openpyxl.load_workbook(io.BytesIO(content))["入力"] for cell in row
    }
    assert LINES in cells
    reading = read("票.xlsx", content, known_measures(plan, collection))
    assert not reading.problems and not reading.notes
    came_back = {row["measure_id"]: row["actions"] for row in reading.answers}
    assert came_back == {answer.subject.id: answer.record.actions for answer in answers}
    assert came_back["l1"] == SAID
