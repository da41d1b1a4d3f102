"""Templates, Markdown and the words of links."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import COMPILED, ROOT, Site, built, make_project, parsed
from jinja2 import FileSystemLoader

from planreport import paths
from planreport.pages import prose, render
from planreport.pages.edition import Edition, links
from planreport.papers.document import document
from planreport.place import PlanError
from planreport.plan import Plan
from planreport.plan.fields import Field, Kind
from planreport.plan.measures import Goal, Group
from planreport.plan.revisions import Correction, Revised, Revision
from planreport.plan.settings import Page
from planreport.report.derive import Report, derive
from planreport.templating import Templates, size

GOLDEN = Path(__file__).parent / "golden"
_SIZE_OF_A_PDF = re.compile(r"(?<=ページ、)\d+キロバイト")
# 404.html has the stylesheet in itself.
_STYLE = re.compile(r"(?<=style-src 'self' )'sha256-[^']+'|(?<=<style>).*?(?=</style>)", re.DOTALL)
DETAIL = "note"  # the name of a field that is said of measures
_OF_MEASURES = [what for what in Revised if what is not Revised.TARGET]  # which is a number
HOSTILE = "<b>\"太字\"&'引用'</b> {{ plan.title }} {% raw %}"


@pytest.fixture
def templates() -> Templates:
    return render.environment(ROOT / "templates", COMPILED)


def edition(report: Report, pages: tuple[Page, ...], *papers: str) -> Edition:
    """The current edition, of whose files only the names are known."""
    return Edition("", report, pages, links(dict.fromkeys((*paths.DOWNLOADS, *papers), 0), {}))


@pytest.mark.pdf
def test_the_pages_of_the_second_plan_are_as_they_were_approved(
    site: Site, request: pytest.FixtureRequest
) -> None:
    """`pytest --update-golden` takes over what has changed; look at the difference in git.

    All but the sizes of the PDFs, which are the engine's affair, and held against the files elsewhere,
    and the stylesheet.
    """
    if site.name != "minamo":
        return
    texts = {
        path.name: _STYLE.sub("…", _SIZE_OF_A_PDF.sub("…", path.read_text(encoding="utf-8")))
        for path in sorted({*site.output.glob("*"), *site.pages})
        if path.suffix in (".html", ".xml", ".txt")
    }
    if request.config.getoption("--update-golden"):
        for old in GOLDEN.iterdir():
            old.unlink()
        for name, text in texts.items():
            (GOLDEN / name).write_text(text, encoding="utf-8")
    golden = {path.name: path.read_text(encoding="utf-8") for path in sorted(GOLDEN.iterdir())}
    assert sorted(texts) == sorted(golden)
    for name, text in texts.items():
        assert text == golden[name], f"{name}: see `git diff` after `pytest --update-golden`"


def test_text_from_the_data_is_never_markup(site: Site, templates: Templates) -> None:
    plan = hostile(site.report.plan)
    report = derive(plan)
    pages = tuple(replace(page, title=HOSTILE, description=HOSTILE) for page in site.checked.pages)
    names = [paper.file for paper in plan.papers]
    texts = dict(render.site(templates, (edition(report, pages, *names),)))
    texts |= {paper.file: document(templates, report, paper) for paper in plan.papers}
    for path, text in texts.items():
        if path.endswith((".txt", ".xml", ".js")):
            continue
        tree = parsed(text)
        assert not tree.xpath("//b"), path
        assert "{{ plan.title }}" in tree.text_content(), path


def hostile(plan: Plan) -> Plan:
    def goal(goal: Goal) -> Goal:
        return replace(goal, title=HOSTILE, top=Group((), (), tuple(map(group, goal.groups))))

    def group(group: Group) -> Group:
        measures = tuple(
            replace(
                measure,
                title=HOSTILE,
                summary=(HOSTILE,),
                departments=(HOSTILE,),
                details={DETAIL: (HOSTILE,)},
                years=tuple(replace(year, texts={"actions": HOSTILE}) for year in measure.years),
            )
            for measure in group.own
        )
        return replace(group, path=(HOSTILE,), own=measures)

    return replace(
        plan,
        title=HOSTILE,
        municipality=HOSTILE,
        source=HOSTILE,
        notice=HOSTILE,
        details=(Field(DETAIL, HOSTILE, Kind.TEXT, HOSTILE),),
        goals=tuple(map(goal, plan.goals)),
        revisions=tuple(
            Revision(
                plan.reported[-1], measure.id, what, plan.years[-1], HOSTILE, "", HOSTILE, DETAIL
            )
            for what, measure in zip(_OF_MEASURES, plan.measures, strict=False)
        ),
        corrections=tuple(
            Correction(
                date(2021, 7, 1),
                measure.id,
                plan.reported[0],
                "actions",
                HOSTILE,
                f"{HOSTILE}の正",
                HOSTILE,
            )
            for measure in plan.measures
        ),
    )


@pytest.mark.parametrize(
    ("markdown", "gone"),
    [
        ("<script>alert(1)</script>", "alert"),
        ("<img src=x onerror=alert(1)>", "onerror"),
        ('<p style="color:red" onclick="x()">文</p>', "style"),
        ("[押す](javascript:alert(1))", "javascript"),
        ("<iframe src='https://example.org'></iframe>", "iframe"),
        ("<style>body{display:none}</style>", "display"),
        ("[押す](data:text/html;base64,PHNjcmlwdD4=)", "data:"),
    ],
)
def test_prose_cannot_run_or_restyle_anything(markdown: str, gone: str) -> None:
    page = Page("p", "題", "", 0, f"前\n\n{markdown}\n\n後")
    result = str(prose.html(page, str))
    assert gone not in result
    assert "前" in result and "後" in result


def test_prose_that_nests_without_end_is_named() -> None:
    with pytest.raises(PlanError, match=r"content/p\.md"):
        prose.html(Page("p", "題", "", 0, "- " * 3000 + "x"), str)


def test_prose_keeps_its_headings_tables_lists_and_anchors() -> None:
    page = Page(
        "p",
        "題",
        "",
        0,
        "## 見出し {#top}\n\n| 列 |\n|---|\n| 値 |\n\n語\n:   意味\n\n[先](#top)\n",
    )
    result = str(prose.html(page, str))
    for piece in ('<h2 id="top">', "<th>列</th>", "<dt>語</dt>", '<a href="#top">'):
        assert piece in result


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0キロバイト"),
        (1, "1キロバイト"),
        (62_001, "63キロバイト"),
        (999_999, "1000キロバイト"),
        (1_000_000, "1.0メガバイト"),
        (2_550_000, "2.5メガバイト"),
    ],
)
def test_a_size_is_said_in_words(count: int, words: str) -> None:
    assert size(count) == words


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ("{{ plan.tilte }}", "has no attribute 'tilte'"),
        ("{% if plan.title %}", "'if'"),
        ("{% include 'gone.j2' %}", "gone.j2"),
        ("{{ 1 / 0 }}", "division by zero"),
    ],
)
def test_a_broken_template_is_named_with_its_line(
    site: Site, templates: Templates, tmp_path: Path, broken: str, complaint: str
) -> None:
    lines = (ROOT / "templates" / "404.html.j2").read_text(encoding="utf-8").split("\n")
    text = "\n".join([*lines[:6], broken, *lines[6:]])
    (tmp_path / "404.html.j2").write_text(text, encoding="utf-8")
    templates.loader = FileSystemLoader([tmp_path, ROOT / "templates"])
    with pytest.raises(PlanError) as raised:
        dict(render.site(templates, (edition(site.report, site.checked.pages),)))
    (problem,) = raised.value.problems
    assert problem.place.file == "templates/404.html.j2"
    assert problem.place.line >= 7
    assert complaint in problem.message


def test_the_overview_says_first_how_many_went_as_planned(site: Site) -> None:
    tree = parsed(site.output / "index.html")
    answer = "".join(tree.xpath("//h2")[0].itertext())
    assert (
        answer
        == {
            "shipped": "30項目のうち18項目（60％）が計画どおりに進みました",
            "minamo": "6事業のうち4事業（67％）が計画どおりに進みました",
        }[site.name]
    )


def test_the_overview_counts_what_changed_and_leads_to_the_lists(site: Site) -> None:
    found = site.report.changes
    assert found is not None
    said = {
        "report-fallen-behind": found.fallen_behind,
        "report-caught-up": found.caught_up,
        "report-stuck": found.stuck,
        "report-up": found.up,
        "report-down": found.down,
    }
    overview = parsed(site.output / "index.html")
    page = parsed(site.output / "changes.html")
    for anchor, steps in said.items():
        (link,) = overview.xpath("//a[@href=$href]", href=f"changes.html#{anchor}")
        number = link.getparent().findtext("span")
        assert number == f"{len(steps)}{site.report.plan.terms.unit}"
        links = page.xpath("//section[h2/@id=$id]//tbody//a/@href", id=anchor)
        assert links == [f"measures/{s.measure.id}.html" for s in steps]


def test_revisions_and_corrections_stand_on_the_page_of_changes_and_at_their_measures(
    site: Site, templates: Templates
) -> None:
    plan = site.report.plan
    first, *_, last = plan.measures
    revision = Revision(plan.years[0], first.id, Revised.DEPARTMENT, None, "甲課", "乙課", "改組")
    correction = Correction(
        date(2021, 7, 1), last.id, plan.years[0], "actions", "甲。", "乙。", "書き誤り"
    )
    report = derive(replace(plan, revisions=(revision,), corrections=(correction,)))
    texts = dict(render.site(templates, (edition(report, site.checked.pages),)))
    pages = {name: parsed(text) for name, text in texts.items() if ".html" in name}
    for measure, words in (
        (first, ["担当課を「甲課」から「乙課」に改めました。", "理由：改組"]),
        (last, ["7月1日に訂正しました。", "誤", "甲。", "正", "乙。", "書き誤り"]),
    ):
        for page in (f"measures/{measure.id}.html", "changes.html"):
            where = pages[page].text_content()
            assert [word for word in words if word not in where] == []


@pytest.mark.parametrize("reported", [0, 1])
def test_before_a_second_report_the_page_of_changes_says_so(
    site: Site, templates: Templates, reported: int
) -> None:
    plan = site.report.plan
    report = derive(replace(plan, reported=plan.reported[:reported], published_tallies=()))
    texts = dict(render.site(templates, (edition(report, site.checked.pages),)))
    page = parsed(texts["changes.html"])
    assert page.xpath("string(//h2)") == "比べられる前の年度は、まだありません"
    assert page.xpath("//h2/@id")[1:] == ["report-revisions", "report-corrections"]
    assert "と比べて" not in "".join(texts.values())


def test_goals_lead_to_their_neighbours(site: Site) -> None:
    goals = site.report.goals
    for n, goal in enumerate(goals):
        tree = parsed(site.output / f"goal-{goal.goal.id}.html")
        neighbours = tree.xpath("//nav[contains(@class, 'neighbours')]//a/@href")
        assert neighbours == [
            f"goal-{goals[m].goal.id}.html" for m in (n - 1, n + 1) if 0 <= m < len(goals)
        ]


def test_build_writes_an_extra_page_into_the_menu_of_all(tmp_path: Path) -> None:
    folder = make_project("minamo", tmp_path / "minamo")
    (folder / "content" / "faq.md").write_text("---\ntitle: よくある質問\norder: 0\n---\n文\n")
    for page in (built(folder, "--no-pdf") / "output").glob("*.html"):
        tree = parsed(page)
        assert tree.xpath("//nav[@class='menu']//a/text()")[-2:] == ["よくある質問", "用語"]
