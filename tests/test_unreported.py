"""The site of a year that was published though some answers were missing."""

import re
from pathlib import Path

import pytest
from browser import complaints
from conftest import Site, built_for_its_table, call, make_project, once, parsed
from matrix import ROWS
from playing import pdf_text
from playwright.sync_api import Browser
from published import published
from rules import RULES

from audit import reading
from planreport.check import check
from planreport.load import load
from planreport.plan.measures import UNREPORTED
from planreport.report.derive import derive

_GONE = {"umikaze": (2021, ("k03", "k20", "k21")), "minamo": (2020, ("w1",))}


def gappy(name: str, folder: Path, *options: str) -> Path:
    """The plan, whose last year was published without the answers of some measures."""
    project = make_project(name, folder)
    year, ids = _GONE[name]
    file = project / "data" / "progress" / f"{year}.csv"
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    commas = "," * lines[0].count(",")
    kept = [f"{id_}{commas}" if (id_ := line.split(",")[0]) in ids else line for line in lines]
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    done = call(project, "publish-year", str(year), "--date", f"{year + 1}-06-30", "--with-gaps")
    assert done.returncode == 0, done.stderr
    return built_for_its_table(project, "--strict", "--year", str(year), *options)


@pytest.fixture(scope="session", params=list(_GONE))
def gaps(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    name: str = request.param
    project = once(tmp_path_factory, f"gaps-{name}", lambda to: gappy(name, to, "--no-pdf"))
    checked = check(load(project))
    return Site(name, project, checked, derive(checked.plan))


def test_the_share_is_of_what_is_reported_and_says_so(gaps: Site) -> None:
    answer = "".join(
        parsed(gaps.output / "index.html").get_element_by_id("report-answer").itertext()
    )
    number = len(_GONE[gaps.name][1])
    assert f"未報告{number}{gaps.report.plan.terms.unit}を除く" in answer
    assert gaps.report.latest
    assert gaps.report.latest.unreported == number
    assert gaps.report.latest.total == sum(
        gaps.report.latest.of(o) for o in gaps.report.plan.outcomes if not o.is_outside
    )


def test_the_overview_lists_what_is_missing_by_department(gaps: Site) -> None:
    page = parsed(gaps.output / "index.html")
    section = page.get_element_by_id("report-unreported").getparent()
    links = [Path(a.get("href")).stem for a in section.xpath(".//a")]
    assert sorted(links) == sorted(_GONE[gaps.name][1])
    named = [re.sub("（.*", "", h.text_content()) for h in section.xpath(".//h3")]
    measures = {m.id: m for m in gaps.report.plan.measures}
    assert named == list(dict.fromkeys(measures[id_].department for id_ in links))


def test_each_is_marked_by_a_word_and_a_look_that_no_other_cell_has(gaps: Site) -> None:
    cells = parsed(gaps.output / "index.html").xpath("//table[@id='report-table']//td")
    marked = [cell for cell in cells if "is-missing" in cell.get("class")]
    assert len(marked) == len(_GONE[gaps.name][1])
    assert all("未報告" in cell.text_content() for cell in marked)
    others = [cell for cell in cells if cell not in marked]
    assert not any("未報告" in cell.text_content() for cell in others)


def test_nothing_unreported_is_compared(gaps: Site) -> None:
    changes = gaps.report.changes
    assert changes
    for step in changes.steps:
        if step.now and step.now.outcome is UNREPORTED:
            assert step.measure.id in _GONE[gaps.name][1]
            assert not (step.goes_on or step.is_stuck or step.falls_behind)


def test_the_open_data_counts_them_and_says_what_an_empty_cell_means(gaps: Site) -> None:
    data = published(gaps.output)
    for number, rule in RULES.items():
        # A word of Umikaze's own is －, which the rules take for a mark.
        assert [found for found in rule(data) if "－" not in found] == [], number
    year, ids = _GONE[gaps.name]
    head, *tallies = data.tables["tallies"]
    counted = [dict(zip(head, row, strict=True)) for row in tallies]
    (row,) = [r for r in counted if r["category"] == "報告なし" and r["fiscal_year"] == str(year)]
    assert (row["count"], row["percent"]) == (str(len(ids)), "")
    defined = {(row[0], row[1]): row[4] for row in data.tables["definitions"]}
    lead = gaps.report.plan.lead
    assert lead
    assert "公表までに報告がなかったか、まだ報告前の年度" in defined["progress", lead.name]


def test_every_number_of_the_overview_leads_to_as_many(gaps: Site, browser: Browser) -> None:
    opened = browser.new_page()
    links = parsed(gaps.output / "index.html").xpath("//main//a[contains(@href, '%E6%9C%AA')]")
    assert len(links) >= 2  # 未報告
    for href, number in sorted({(a.get("href"), a.text_content()) for a in links}):
        opened.goto(f"{gaps.output.as_uri()}/{href}")
        opened.locator("#report-table").wait_for()
        rows = opened.locator(ROWS)
        found = re.match(r"\s*(\d+)", number)
        assert found and rows.count() == int(found[1]), (href, number)
        assert "未報告に当てはまる" in opened.locator("#report-hits").inner_text()


def test_its_overview_is_accessible_and_fits(gaps: Site, undrawn: Browser) -> None:
    opened = undrawn.new_page(viewport={"width": 1280, "height": 900})
    opened.goto((gaps.output / "index.html").as_uri())
    assert not reading.narrow(opened)
    assert not complaints(opened, 375)
    assert not reading.narrow(opened)


@pytest.mark.pdf
def test_the_paper_lists_and_marks_them(tmp_path: Path) -> None:
    project = gappy("minamo", tmp_path / "minamo")
    said = pdf_text(project / "output" / "summary-table.pdf")
    assert "未報告の事業（令和2年度、1事業）" in said
    assert "環境政策課水質の測定（達成状況、取組状況、" in said
