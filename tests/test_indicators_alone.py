"""A plan that sets aims for its indicators and has no measures, such as one for the people's health."""

import csv
import shutil
from pathlib import Path

import page as validator
import pytest
import syntax
from browser import complaints
from conftest import built_for_its_current_papers, call, make_project, once, parsed
from laid_out import workbook
from playwright.sync_api import Browser

from audit import reading
from planreport.check import check
from planreport.check.cells import rows as rows_of
from planreport.load import load

_OF = {"e13": "3|資源循環", "e16": "3|緑と水", "e17": "3|緑と水", "e24": "4"}


_A_TABLE = """[[papers]]
file = "table.pdf"
title = "全体の表"
content = "table"
size = "A3"
orientation = "landscape"

[terms]"""


def without_measures(folder: Path) -> Path:
    """The plan `aomine` without its measures: its indicators are of goals, or of groups of theirs."""
    project = make_project("aomine", folder)
    data = project / "data"
    with (data / "measures.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *measures = csv.reader(file)
    goals = {row[head.index("measure_id")]: row[head.index("goal_id")] for row in measures}
    (data / "measures.csv").write_text(",".join(head) + "\n", "utf-8")
    with (data / "indicators.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["of"] = _OF.get(row["indicator_id"]) or goals.get(row["of"], row["of"])
    with (data / "indicators.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    shutil.rmtree(data / "progress")
    for name in ("published", "corrections", "revisions"):
        (data / f"{name}.csv").unlink()
    return project


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    make = lambda to: built_for_its_current_papers(without_measures(to))  # noqa: E731
    return once(tmp_path_factory, "indicators-alone", make) / "output"


@pytest.mark.pdf
def test_it_speaks_of_no_measure_and_compares_none(output: Path) -> None:
    for path in [*output.glob("*.html"), *(output / "editions").rglob("*.html")]:
        said = " ".join(parsed(path).xpath("//main")[0].itertext())
        assert "0取組" not in said, path
        assert "まだありません" not in said, path
        assert "横持ち" not in said, path


@pytest.mark.pdf
def test_every_link_leads_somewhere(output: Path) -> None:
    for path in output.rglob("*.html"):
        for address in parsed(path).xpath("//@href | //@src"):
            place = address.partition("#")[0].partition("?")[0]
            if place and ":" not in place:
                assert (path.parent / place).exists(), (path, address)


@pytest.mark.pdf
def test_its_goals_are_listed_as_they_are_called_elsewhere(output: Path) -> None:
    (first, *_) = parsed(output / "index.html").xpath(
        "//section[@aria-labelledby='report-goals']//a"
    )
    (heading,) = parsed(output / "goal-1.html").xpath("//h1")
    assert first.text_content() == heading.text_content()


@pytest.mark.pdf
def test_its_indicators_themselves_name_the_groups_of_a_goal(output: Path) -> None:
    page = parsed(output / "goal-3.html")
    groups = page.xpath("//section[@class='item']/h2/text()")
    assert groups == ["資源循環", "緑と水"]
    (water,) = page.xpath("//section[@class='item'][h2='緑と水']")
    assert "ホタルの見られる地点" in water.text_content()


@pytest.mark.pdf
def test_its_pages_are_accessible_valid_and_fit(
    output: Path, undrawn: Browser, tmp_path: Path
) -> None:
    names = ("index", "goal-3", "indicators", "summary-table", "changes", "data")
    pages = [output / f"{name}.html" for name in names]
    assert syntax.complaints(pages, tmp_path) == []
    opened = undrawn.new_page(viewport={"width": 375, "height": 720})
    for page in pages:
        opened.goto(page.as_uri())
        assert [*complaints(opened), *reading.narrow(opened)] == [], page.name


@pytest.mark.pdf
@pytest.mark.parametrize("standard", ["ua1", "3a"])
def test_its_paper_is_the_list_of_its_indicators_and_conforms(output: Path, standard: str) -> None:
    (paper,) = output.glob("*.pdf")
    assert paper.name == "indicators.pdf"
    result = validator.validate_pdf(str(paper), profile=standard)
    assert result.is_compliant, str(result)


def test_its_years_are_begun_collected_and_published_by_values_alone(tmp_path: Path) -> None:
    project = without_measures(tmp_path / "aomine")
    for command in (["new-year"], ["forms", "forms"], ["status"]):
        assert call(project, *command).returncode == 0
    assert not (project / "data" / "progress").exists()
    done = call(project, "publish-year", "2022")
    assert "data/values/2022.csv: 2022年度は、進捗が揃っていません" in done.stderr
    file = project / "data" / "values" / "2022.csv"
    file.write_text(file.read_text("utf-8-sig").replace(",,,,", ",10,,,"), "utf-8")
    assert call(project, "publish-year", "2022").returncode == 0
    file.write_text(file.read_text("utf-8-sig").replace("e01,10", "e01,11"), "utf-8")
    done = call(project, "check")
    assert done.returncode == 1
    assert done.stderr.count("エラー: ") == 1


def test_the_year_that_is_read_next_is_begun_and_those_between_are_not_missed(
    tmp_path: Path,
) -> None:
    project = without_measures(tmp_path / "aomine")
    done = call(project, "new-year", "2021")
    assert "次に始められるのは、令和4年度（2022年度）から後です。" in done.stderr
    assert "「build.py new-year 2024 --extend」" in call(project, "new-year", "2024").stderr
    done = call(project, "new-year", "2024", "--extend")
    assert "令和6年度（2024年度）の入力を始めました。" in done.stdout
    assert not (project / "data" / "values" / "2022.csv").exists()
    assert "指標" in call(project, "status").stdout
    assert "のうち0項目" not in call(project, "status").stdout


@pytest.mark.parametrize("year", ["2020", "2023"])
def test_a_plan_with_measures_begins_no_other_year_than_the_next(year: str, tmp_path: Path) -> None:
    project = make_project("aomine", tmp_path / "aomine")
    done = call(project, "new-year", year)
    assert done.returncode == 1
    assert "次に始められるのは、令和4年度（2022年度）です。" in done.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "indicators.csv",
            "3|資源循環",
            "資源循環",
            "「資源循環」は、目標の番号（id）で始まっていません。",
        ),
        ("indicators.csv", "3|資源循環", "3|資源|循環", "まとまりの名前が2つあります。"),
        ("plan.toml", "[terms]", _A_TABLE, "計画内容が1つもないので、「table」は作れません。"),
        ("values/2021.csv", "e01,", "e99,", "知らない指標「e99」です。"),
    ],
)
def test_what_is_wrong_with_it_is_told(
    file: str, old: str, new: str, message: str, tmp_path: Path
) -> None:
    project = without_measures(tmp_path / "aomine")
    path = project / "data" / file
    text = path.read_text("utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    done = call(project, "check")
    assert (done.returncode, message in done.stderr) == (1, True), done.stderr


def test_a_sheet_of_indicators_alone_becomes_such_a_plan(tmp_path: Path) -> None:
    answers = ["--title", "健康増進計画", "--municipality", "みなも市", "--unlisted"]
    answers += ["--first", "H25", "--last", "R5", "--levels", "分野、項目、取組", "--grade", "なし"]
    assert call(tmp_path, "init", "計画", *answers, "--indicators", "あり").returncode == 0
    heads = [
        "分野",
        "項目",
        "No.",
        "指標",
        "策定時(H24)",
        "目標値(R5)",
        "H28実績",
        "R3実績",
        "R5実績",
    ]
    rows = [
        ["食生活", "体重", "1", "肥満者の割合", "31.2％", "28%", "32.1%", "35.1%", "34.8%"],
        ["", "食塩", "2", "食塩摂取量", "10.6g", "8g", "10.1g", "調査なし", "10.0g"],
        ["がん", "", "3", "検診の受診率", "42.0%", "40%以上", "35.0%", "33.4%", "41.9%"],
    ]
    sheet = workbook(tmp_path / "評価.xlsx", {"評価": [heads, *rows]})
    plan = tmp_path / "計画"
    done = call(plan, "import", str(sheet), "--plan", str(plan))
    assert done.returncode == 0, done.stderr
    told = load(plan)
    assert [(row["of"], row["direction"]) for row in rows_of(told.indicators)] == [
        ("1|体重", "down"),
        ("1|食塩", "down"),
        ("2", "up"),
    ]
    assert [row["target"] for row in rows_of(told.targets)] == ["28", "8", "40"]
    plan_ = check(told).plan
    assert [year.year for year in plan_.reported] == [2016, 2021, 2023]
    assert not plan_.has_measures
