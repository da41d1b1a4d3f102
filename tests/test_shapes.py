"""Plans of other shapes than the two that the other tests use: grades, and no stage planned by years.

`umikaze` and `asanagi` plan nothing by years, `takanohara` in words; `takanohara` has texts of several
kinds, and grades of a committee beside its own.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import page as validator
import pytest
import syntax
from browser import assert_each_is_named, complaints, each_page, sideways
from conftest import OTHERS, PLANS, Site, built, call, make_project, parsed, plan_of, site_of
from crossing import crossings
from matrix import untrue_numbers
from playwright.sync_api import Browser

from audit import reading
from planreport.load import load

# What is said only of a plan that is compared with what was planned.
_COMPARED = re.compile("計画どおり|計画より|遅れている|年次計画")


# The cells of a list in which nothing shows but the year that stands before them on a phone.
_BLANK = """() => {
  const range = document.createRange();
  const shows = node => {
    range.selectNode(node);
    return node.textContent.trim() && range.getBoundingClientRect().width > 1;
  };
  return [...document.querySelectorAll('.matrix td')]
    .filter(td => td.checkVisibility() && ![...td.childNodes].some(shows)).map(td => td.outerHTML);
}"""

_ANSWERS = {
    "umikaze": "48項目のうち未着手・休止4項目を除く44項目では、27項目（61％）の達成状況が「◎（達成）」でした",
    "takanohara": "92項目のうち中止2項目と評価困難3項目を除く87項目では、"
    "62項目（71％）の評価が「S」か「A」でした",
    "asanagi": "55事業のうち24事業（44％）の達成度が「◎（十分にできた）」でした",
}

_YEARS_TOLD = {"umikaze": 1, "takanohara": 3, "asanagi": 3}


@pytest.fixture(scope="session", params=OTHERS)
def graded(
    request: pytest.FixtureRequest,
    built_once: Callable[[str], Path],
) -> Site:
    """Each one's site, papers included; its kinds are what the sites of the two plans do not show."""
    name: str = request.param

    def known() -> list[Path]:
        sites = [site_of(plan, built_once(plan)) for plan in PLANS]
        return [page for site in sites for page in (*site.kinds, *site.other_kinds)]

    return site_of(name, built_once(name), known)


@pytest.mark.pdf
def test_no_page_and_no_data_compare_what_nobody_planned(graded: Site) -> None:
    for path in [*graded.output.rglob("*.html"), *graded.output.glob("data/*.[cj]s*")]:
        said = path.read_text(encoding="utf-8-sig")
        if path.suffix == ".html":
            said = " ".join(parsed(said).itertext())
        assert not _COMPARED.search(said), (path.name, _COMPARED.search(said))


@pytest.mark.pdf
def test_its_first_words_say_how_many_are_good_and_what_is_left_out(graded: Site) -> None:
    answer = parsed(graded.output / "index.html").get_element_by_id("report-answer")
    assert "".join(answer.itertext()).strip() == _ANSWERS[graded.name]


@pytest.mark.pdf
def test_what_its_grades_mean_stands_below_the_sentence_or_the_bars_that_count_them(
    graded: Site,
) -> None:
    lead = graded.report.plan.lead
    assert lead and lead.choices
    for page in ("index.html", "goal-1.html"):
        (told,) = parsed(graded.output / page).xpath(
            f"//details[summary[.='{lead.label}の意味']]/ul"
        )
        assert [li.text for li in told] == [
            f"{word.label}：{word.explained}" for word in lead.choices.values()
        ]


def test_words_that_stand_alone_are_explained_where_they_mean_something() -> None:
    plans = (*OTHERS, "minamo")
    assert {name: [field.label for field in plan_of(name).explained] for name in plans} == {
        "umikaze": ["達成状況"],
        "takanohara": ["評価", "外部評価"],
        "asanagi": ["達成度", "関連するSDGs"],
        "minamo": [],
    }


@pytest.mark.pdf
def test_its_tables_have_columns_only_for_years_that_say_something(graded: Site) -> None:
    report = graded.report
    said = [len(parsed(graded.output / "summary-table.html").xpath("//main//thead//th"))]
    assert report.narrative_years == report.plan.reported[-_YEARS_TOLD[graded.name] :]
    assert said == [
        2 + len(report.plan.terms.item) + len(report.narrative_years) + len(report.plan.shown_years)
    ]


@pytest.mark.pdf
def test_what_nobody_has_said_of_a_measure_has_no_heading(graded: Site) -> None:
    for path in graded.measure_pages:
        page = parsed(path)
        said = [p.text_content() for p in page.xpath("//main//p")]
        assert said
        assert "まだ報告されていません。" not in said, path.name
        for table in page.xpath("//table[.//th[@class='number']]"):
            assert re.search(r"\d", "".join(table.xpath(".//td//text()"))), path.name


@pytest.mark.pdf
def test_each_of_its_tables_has_a_name_of_its_own(graded: Site) -> None:
    for path in graded.pages:
        assert_each_is_named(parsed(path), "table", path.name)


@pytest.mark.pdf
def test_the_key_to_the_whole_plan_says_each_word_once(graded: Site) -> None:
    key = parsed(graded.output / "index.html").xpath("//*[@class='heat-key']/li")
    assert key
    for li in key:
        words = li.text_content().split()
        assert len(words) == len(set(words)), words


@pytest.mark.pdf
def test_strips_side_by_side_begin_at_one_height(graded: Site, undrawn: Browser) -> None:
    opened = undrawn.new_page(viewport={"width": 1280, "height": 900})
    opened.goto((graded.output / "index.html").as_uri())
    boxes = [strip.bounding_box() for strip in opened.locator(".heats .heat").all()]
    places = [(round(box["x"]), round(box["y"])) for box in boxes if box]
    columns, rows = ({place[axis] for place in places} for axis in (0, 1))
    assert len(columns) > 1
    assert len(rows) == -(-len(places) // len(columns)), places


@pytest.mark.pdf
def test_every_number_leads_to_a_list_of_as_many(graded: Site, undrawn: Browser) -> None:
    assert untrue_numbers(graded, undrawn.new_page()) == []


@pytest.mark.pdf
def test_its_pages_are_accessible_and_fit(graded: Site, undrawn: Browser) -> None:
    pages = dict.fromkeys((*graded.pages, *graded.kinds))
    kinds = {graded.address(page) for page in (*graded.kinds, *graded.other_kinds)}
    for name, opened in each_page(undrawn, graded, pages=[*pages]):
        wide = reading.narrow(opened)
        judged = complaints(opened, 375) if name in kinds else []
        opened.set_viewport_size({"width": 375, "height": 720})
        blank = opened.evaluate(_BLANK)
        assert [*wide, *judged, *reading.narrow(opened), *blank, *sideways(opened)] == [], name
    pages = dict.fromkeys((*graded.earlier, *graded.other_kinds))
    for name, opened in each_page(undrawn, graded, 375, pages=[*pages]):
        judged = complaints(opened) if name in kinds else []
        assert [*judged, *reading.narrow(opened)] == [], name


@pytest.mark.pdf
def test_its_html_is_valid(graded: Site, tmp_path: Path) -> None:
    assert syntax.complaints([*graded.pages, *graded.other_kinds], tmp_path) == []


@pytest.mark.pdf
@pytest.mark.parametrize("standard", ["ua1", "3a"])
def test_its_papers_conform(graded: Site, standard: str) -> None:
    for paper in graded.report.plan.papers:
        result = validator.validate_pdf(str(graded.output / paper.file), profile=standard)
        assert result.is_compliant, (paper.file, str(result))


@pytest.mark.pdf
def test_no_character_of_its_papers_crosses_a_rule(graded: Site, tmp_path: Path) -> None:
    for paper in graded.report.plan.papers:
        assert crossings(graded.output / paper.file, tmp_path) == []


@pytest.mark.whole
@pytest.mark.parametrize("name", OTHERS)
def test_a_year_is_opened_collected_and_published(name: str, tmp_path: Path) -> None:
    project = make_project(name, tmp_path / name)
    for command in (["new-year"], ["forms", "forms"], ["status"]):
        assert call(project, *command).returncode == 0
    year = max(load(project).progress)
    file = project / "data" / "progress" / f"{year}.csv"
    shutil.copy(project / "data" / "progress" / f"{int(year) - 1}.csv", file)
    site = ["site", "--no-pdf", "--year"]  # no earlier edition, as none is looked at
    for command in ([*site, str(int(year) - 1)], ["publish-year", year], [*site, year]):
        done = call(project, *command)
        assert done.returncode == 0, done.stderr
    assert f"{year}年度" in (project / "output" / "index.html").read_text(encoding="utf-8")


def test_stages_that_are_planned_beside_a_grade_are_shown_and_compared_with_nothing(
    tmp_path: Path,
) -> None:
    project = make_project("minamo", tmp_path / "minamo")
    (project / "data" / "published.csv").unlink(missing_ok=True)
    for file in (project / "data" / "progress").glob("*.csv"):
        ids = [line.partition(",")[0] for line in file.read_text("utf-8-sig").splitlines()[1:]]
        file.write_text("measure_id,grade\n" + "".join(f"{id_},A\n" for id_ in ids), "utf-8")
    settings = project / "data" / "plan.toml"
    text = re.sub(
        r"\[\[published_tallies\]\].*?(?=\n\[(?!\[published))", "", settings.read_text(), flags=re.S
    )
    grade = '\n[[fields]]\nname = "grade"\nlabel = "評価"\nkind = "choice"\n'
    words = "".join(f'\n  [[fields.choices]]\n  label = "{word}"\n' for word in "AB")
    settings.write_text(text + grade + words)
    built(project, "--no-pdf")
    page = parsed(project / "output" / "goal-water.html")
    heads = [th.text_content() for th in page.xpath("(//table[@class='years'])[1]/thead//th")]
    assert heads == ["年度", "年度目標", "評価"]
    for path in (project / "output").rglob("*.html"):
        assert not re.search("計画どおり|計画より", " ".join(parsed(path).itertext())), path.name
