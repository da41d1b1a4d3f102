"""Measures that stand right below their goal: all of a plan's, or some beside groups."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from browser import complaints, each_page
from collecting import blank, fill
from conftest import COMPILED, ROOT, Site, built, call, once, parsed, plan_of
from grouping import make_grouped, refiled
from laid_out import GRADED, small_plan, table, workbook
from lxml import html
from made import PAPERS
from matrix import overview, shown
from playwright.sync_api import Browser, Page
from published import published
from rules import RULES

from audit import reading
from planreport import paths
from planreport.check import check
from planreport.load import load
from planreport.opendata.downloads import downloads
from planreport.papers.document import document
from planreport.plan import Plan
from planreport.plan.arrange import Filed
from planreport.plan.fields import Field, Kind
from planreport.plan.revisions import Revised, Revision
from planreport.report.derive import derive
from planreport.report.revisions import revisions
from planreport.templating import environment
from planreport.workbook import form, known_measures, read

BESIDE = {"w2": (), "w3": ("水辺の生き物",)}  # of a mixed plan, those that are in fewer groups


def make_mixed(folder: Path) -> Path:
    """A project of a plan with two levels of groups, one measure in none, and one in a wider one."""
    project = make_grouped(folder, levels=2)
    file = project / "data" / "measures.csv"
    head, *rows = csv.reader(file.read_text(encoding="utf-8-sig").splitlines())
    for row in rows:
        if row[0] in BESIDE:
            row[head.index("item")] = "|".join(BESIDE[row[0]])
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([head, *rows])
    return project


def site_of(name: str, project: Path) -> Site:
    checked = check(load(project))
    return Site(name, project, checked, derive(checked.plan))


@pytest.fixture(scope="session")
def flat(tmp_path_factory: pytest.TempPathFactory) -> Site:
    make = lambda to: built(make_grouped(to, 0), "--strict", "--no-pdf", "--year", "2020")  # noqa: E731
    return site_of("flat", once(tmp_path_factory, "site-flat", make))


@pytest.fixture(scope="session")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    make = lambda to: built(make_mixed(to), "--no-pdf", "--year", "2020")  # noqa: E731
    return site_of("mixed", once(tmp_path_factory, "site-mixed", make))


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def headings(page: html.HtmlElement) -> list[tuple[str, str]]:
    found = page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]")
    return [(heading.tag, text(heading)) for heading in found]


def sheet_of(plan: Plan, number: int = 0) -> html.HtmlElement:
    """A paper before it is typeset."""
    env = environment(ROOT / "templates", COMPILED)
    return html.fromstring(document(env, derive(plan), PAPERS[number]))


@pytest.mark.parametrize("made", ["flat", "mixed"])
def test_no_page_leaves_a_level_of_headings_out(made: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(made)
    for path in site.pages:
        levels = [int(tag[1]) for tag, _ in headings(parsed(path))]
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), path.name


def test_measures_are_headings_right_below_their_goal_s(flat: Site) -> None:
    page = parsed(flat.output / "goal-water.html")
    titles = ["水質の測定", "下水道への接続の促進", "外来種の駆除"]
    assert [("h2", it) for it in titles] == [it for it in headings(page) if it[1] in titles]
    contents = page.xpath("//nav[@class='contents']/ul/li/a")
    assert [text(link) for link in contents] == titles
    assert not page.xpath("//section[@class='item']")


def test_no_table_has_a_column_of_groups(flat: Site) -> None:
    full = parsed(flat.output / "summary-table.html")
    assert text(full.xpath("//thead//th")[0]) == "事業"
    sheet = sheet_of(flat.report.plan)
    (full, *_) = sheet.find_class("full")
    assert {len(row) for row in full.xpath(".//tr")} == {len(full.xpath("./colgroup/col"))}
    assert text(full.xpath(".//th")[0]) == "事業"
    for made in downloads(flat.report).values():
        assert b"wider_item" not in made and b",item," not in made
    assert ",の変更," not in downloads(flat.report)[paths.CODES_CSV].decode("utf-8-sig")


def test_the_list_is_not_narrowed_by_groups(flat: Site, page: Page) -> None:
    page.goto(overview(flat))
    assert not page.locator("#report-item").count()
    page.select_option("#report-goal", "water")
    assert len(shown(page)) == 3
    page.fill("#report-words", "水質")
    assert shown(page) == ["水質の測定"]


def test_a_measure_beside_groups_stands_before_them(mixed: Site) -> None:
    page = parsed(mixed.output / "goal-water.html")
    named = (
        "水質の測定",
        "下水道への接続の促進",
        "外来種の駆除",
        "きれいな水",
        "川と池",
        "水辺の生き物",
    )
    found = [it for it in headings(page) if it[1] in named]
    assert found == [
        ("h2", "下水道への接続の促進"),
        ("h2", "きれいな水"),
        ("h3", "川と池"),
        ("h4", "水質の測定"),
        ("h2", "水辺の生き物"),
        ("h3", "外来種の駆除"),
    ]


def test_every_row_of_a_mixed_table_has_all_columns(mixed: Site) -> None:
    (body, *_) = parsed(mixed.output / "summary-table.html").xpath("//table/tbody")
    rows = [
        [text(cell) for cell in row if cell.get("class") in (None, "measure")][:3]
        for row in body.xpath("tr[td]")
    ]
    assert rows == [
        ["―課題なし", "―施策なし", "下水道への接続の促進"],
        ["きれいな水", "川と池", "水質の測定"],
        ["水辺の生き物", "―施策なし", "外来種の駆除"],
    ]
    sheet = sheet_of(mixed.report.plan)
    assert len({len(row) for row in sheet.xpath("//section[@class='goal']//tr")}) == 1


def test_in_large_type_a_measure_is_a_heading_below_its_group_or_its_goal(mixed: Site) -> None:
    env = environment(ROOT / "templates", COMPILED)
    paper = replace(PAPERS[0], content="large")
    made = html.fromstring(document(env, mixed.report, paper))
    water = next(it for it in made.iter("section") if it.get("class") == "goal")
    found = [it for it in water if it.tag in ("h3", "h4") and it.get("class") != "told"]
    assert [(str(it.tag), text(it)) for it in found] == [
        ("h3", "下水道への接続の促進"),
        ("h3", "きれいな水 川と池"),
        ("h4", "水質の測定"),
        ("h3", "水辺の生き物"),
        ("h4", "外来種の駆除"),
    ]


def test_a_mixed_plan_is_told_of_what_is_in_no_group(tmp_path: Path) -> None:
    (problem,) = check(load(make_mixed(tmp_path / "mixed"))).warnings
    assert problem.message == (
        "「施策」の名前がありません（ほかに1行）。施策に入らない計画内容として扱います。"
    )


def test_below_a_goal_no_heading_is_drawn_that_is_empty(flat: Site, page: Page) -> None:
    page.goto(overview(flat))
    for head in page.locator("#report-table th.group").all():
        around, goal = head.bounding_box(), head.locator(".goal").bounding_box()
        assert around and goal
        assert around["height"] - goal["height"] <= 2


@pytest.mark.parametrize("made", ["flat", "mixed"])
def test_its_data_keeps_the_rules(made: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(made)
    assert [it for rule in RULES.values() for it in rule(published(site.output))] == []


def test_the_tree_has_measures_beside_groups(mixed: Site) -> None:
    goal, *_ = json.loads(downloads(mixed.report)[paths.JSON])["goals"]
    assert [it["id"] for it in goal["measures"]] == ["w2"]
    assert [it["title"] for it in goal["items"]] == ["きれいな水", "水辺の生き物"]
    assert [it["id"] for it in goal["items"][1]["measures"]] == ["w3"]


def test_the_pages_of_a_mixed_plan_fit_and_are_accessible(mixed: Site, undrawn: Browser) -> None:
    pages = [mixed.output / name for name in ("goal-water.html", "summary-table.html")]
    for name, opened in each_page(undrawn, mixed, pages=pages):
        assert complaints(opened, 375) == [], name
        assert reading.narrow(opened) == [], name


@pytest.mark.parametrize("make", [lambda to: make_grouped(to, 0), make_mixed])
def test_its_form_is_read_back(make: Callable[[Path], Path], tmp_path: Path) -> None:
    plan = check(load(make(tmp_path / "plan"))).plan
    collection = blank(plan, plan.years[-1])
    content = form(plan, collection, None)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["入力"]
    head = [cell.value for cell in sheet[6]]
    assert head[2:4] == [plan.terms.goal, *plan.terms.item, plan.terms.summary][:2]
    at = next(n for n, heading in enumerate(head, 1) if heading.startswith("【入力"))
    progress = sheet.cell(6, at).column_letter
    reading = read("x.xlsx", fill(content, {f"{progress}7": "△"}), known_measures(plan, collection))
    assert [row["progress"] for row in reading.answers] == ["△"]


ROWS = [
    ["目標", "事業", "令和4年度", ""],
    ["", "", "評価", "実施内容"],
    ["健康づくり", "健診の勧奨", "A", "手紙を送った。"],
    ["", "運動教室", "B", "月に2回開いた。"],
    ["見守り", "訪問", "A", "120軒を訪ねた。"],
]


def without_groups(project: Path) -> Path:
    file = project / "data" / "plan.toml"
    settings = file.read_text(encoding="utf-8")
    file.write_text(settings.replace('item = "施策"', "item = []"), encoding="utf-8")
    return project


def test_a_sheet_without_a_column_of_groups_is_taken(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    sheet = workbook(tmp_path / "表.xlsx", {"表": ROWS})
    refused = call(project, "import", str(sheet), "--plan", str(project))
    assert "「施策」の列も行も見付かりません。" in refused.stderr
    assert "[terms] に item = [] と書きます" in refused.stderr
    done = call(without_groups(project), "import", str(sheet), "--plan", str(project))
    assert done.returncode == 0, done.stderr
    assert [{*row} & {"item", "title"} for row in table(project, "measures.csv")] == [{"title"}] * 3
    goals = [(it["goal_id"], it["title"]) for it in table(project, "measures.csv")]
    assert goals == [("1", "健診の勧奨"), ("1", "運動教室"), ("2", "訪問")]


def test_a_dash_in_the_column_of_groups_says_that_there_is_none(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    groups = ["施策", "", "検診", "－", "訪問活動"]
    rows = [[row[0], group, *row[1:]] for row, group in zip(ROWS, groups, strict=True)]
    sheet = workbook(tmp_path / "表.xlsx", {"表": rows})
    done = call(project, "import", str(sheet), "--plan", str(project))
    assert done.returncode == 0, done.stderr
    assert [it.get("item") for it in table(project, "measures.csv")] == ["検診", None, "訪問活動"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("", "川と池の水質", "基本方針のすぐ下から、施策「川と池の水質」の中に移しました。"),
        ("川と池の水質", "", "施策「川と池の水質」から出し、基本方針のすぐ下に移しました。"),
    ],
)
def test_a_measure_may_have_moved_into_a_group_or_out_of_one(
    before: str, after: str, said: str
) -> None:
    plan = plan_of("minamo")
    revision = Revision(plan.reported[-1], "w1", Revised.ITEM, None, before, after, "")
    (note,) = revisions(replace(plan, revisions=(revision,)))
    assert note.sentence == said


def test_numbers_are_added_up_by_groups_beside_which_measures_stand_alone() -> None:
    cost = Field("cost", "決算額", Kind.NUMBER, "", unit="千円", is_summed=True)

    def costing(it: Filed) -> Filed:
        years = tuple(replace(one, texts={"cost": "2"}) for one in it.measure.years)
        return replace(
            it, measure=replace(it.measure, years=years), path=BESIDE.get(it.measure.id, it.path)
        )

    plan = refiled(replace(plan_of("minamo"), own_fields=(cost,)), costing)
    (table, *_) = derive(plan).goals[0].sums
    named = {row.label: row.sums[-1].shown for row in table.rows}
    assert named == {"下水道への接続の促進": "2", "川と池の水質": "2", "水辺の生き物": "2"}
    assert table.whole.sums[-1].shown == "6"
