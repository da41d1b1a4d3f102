"""What a plan says of each measure once: on its page, in the search, in the data and its changes."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import frictionless
import openpyxl
import pytest
from conftest import Site, built, parsed
from judged import checked
from matrix import overview, shown
from playwright.sync_api import Page
from published import published
from rules import RULES

from planreport import paths
from planreport.opendata.downloads import downloads
from planreport.pages import search
from planreport.plan import edition
from planreport.report.derive import derive

HEALTH, SCHOOL = "3 すべての人に健康と福祉を", "4 質の高い教育をみんなに"
FIELDS = f"""

[[fields]]
name = "sdgs"
per = "measure"
label = "SDGs"
kind = "choice"

  [[fields.choices]]
  label = "{HEALTH}"
  meaning = "健康と福祉の目標"

  [[fields.choices]]
  label = "{SCHOOL}"

  [[fields.choices]]
  label = "5 ジェンダー平等を実現しよう"

[[fields]]
name = "related"
per = "measure"
label = "関連計画"

[[fields]]
name = "budget"
per = "measure"
label = "総事業費"
kind = "number"
unit = "千円"
"""


@pytest.fixture
def folder(project: Callable[[str], Path]) -> Path:
    """The plan of 海風市, with this said of its first two measures."""
    folder = project("umikaze")
    with (folder / "data" / "plan.toml").open("a", encoding="utf-8") as file:
        file.write(FIELDS)
    say(folder, k01=(f"{HEALTH}|{SCHOOL}", "子ども計画", "1,200"), k02=(HEALTH, "", ""))
    return folder


def say(folder: Path, **details: tuple[str, str, str]) -> None:
    path = folder / "data" / "measures.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        said = details.get(row["measure_id"], ("", "", ""))
        row["sdgs"], row["related"], row["budget"] = said
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def details(output: Path, measure: str) -> list[tuple[str, str]]:
    """What a measure's page says of it once, behind its label."""
    page = parsed(output / "measures" / f"{measure}.html")
    headings = [
        page.xpath("//h2[.=$label]", label=label) for label in ("SDGs", "関連計画", "総事業費")
    ]
    return [(h.text, h.getnext().text_content()) for found in headings for h in found]


def rows(files: dict[str, bytes], path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[path].decode("utf-8-sig"))))


def test_a_plan_that_declares_nothing_else_reports_what_is_usual(
    project: Callable[[str], Path],
) -> None:
    folder = project("minamo")
    usual = checked(folder).plan.fields
    with (folder / "data" / "plan.toml").open("a", encoding="utf-8") as file:
        file.write(FIELDS)
    plan = checked(folder).plan
    assert plan.fields == usual
    assert [field.name for field in plan.details] == ["sdgs", "related", "budget"]


def test_its_page_says_what_there_is(folder: Path) -> None:
    output = built(folder, "--no-pdf") / "output"
    assert details(output, "k01") == [
        ("SDGs", f"{HEALTH}、{SCHOOL}"),
        ("関連計画", "子ども計画"),
        ("総事業費", "1,200千円"),
    ]
    assert details(output, "k02") == [("SDGs", HEALTH)]
    assert details(output, "k03") == []
    data = published(output)
    complaints = [complaint for rule in RULES.values() for complaint in rule(data)]
    assert [it for it in complaints if "measures" in it or "details" in it] == []
    report = frictionless.validate(str(output / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])


def test_what_may_be_several_words_is_a_table_of_its_own(folder: Path) -> None:
    files = downloads(derive(checked(folder).plan))
    measures = rows(files, paths.MEASURES_CSV)
    assert "sdgs" not in measures[0]
    assert (measures[0]["related"], measures[0]["budget"]) == ("子ども計画", "1200")
    told = [(r["measure_id"], r["detail"], r["value"]) for r in rows(files, paths.DETAILS_CSV)]
    assert told == [("k01", "SDGs", HEALTH), ("k01", "SDGs", SCHOOL), ("k02", "SDGs", HEALTH)]
    book = openpyxl.load_workbook(io.BytesIO(files[paths.WORKBOOK]))
    assert "details" in book.sheetnames
    first = json.loads(files[paths.JSON])["goals"][0]["items"][0]["measures"][0]
    assert first["details"] == {
        "sdgs": [HEALTH, SCHOOL],
        "related": ["子ども計画"],
        "budget": 1200,
    }
    codes = [row for row in rows(files, paths.CODES_CSV) if row["list"] == "sdgs"]
    assert [row["meaning"] for row in codes] == ["健康と福祉の目標", "", ""]


def test_what_is_one_word_everywhere_is_a_column_of_the_measures(folder: Path) -> None:
    say(folder, k01=(SCHOOL, "", ""), k02=(HEALTH, "", ""))
    files = downloads(derive(checked(folder).plan))
    assert [row["sdgs"] for row in rows(files, paths.MEASURES_CSV)][:3] == [SCHOOL, HEALTH, ""]
    assert paths.DETAILS_CSV not in files
    package = json.loads(files[paths.DATAPACKAGE])
    (table,) = [it for it in package["resources"] if it["name"] == "measures"]
    (column,) = [it for it in table["schema"]["fields"] if it["name"] == "sdgs"]
    assert HEALTH in column["constraints"]["enum"]


def test_it_is_found_and_only_what_occurs_can_be_chosen(folder: Path) -> None:
    index = search.index(derive(checked(folder).plan))
    assert index.entries[0].texts[index.places.index("SDGs")] == f"{HEALTH}、{SCHOOL}"
    assert index.entries[0].texts[index.places.index("総事業費")] == "1,200千円"
    assert [(field.name, words) for field, words in index.details] == [("sdgs", (HEALTH, SCHOOL))]


def test_the_list_is_narrowed_down_by_a_word(folder: Path, page: Page) -> None:
    built(folder, "--no-pdf")
    found = checked(folder)
    site = Site("umikaze", folder, found, derive(found.plan))
    first, second = [measure.title for measure in found.plan.measures][:2]
    page.goto(overview(site))
    page.locator(".filters details").evaluate("details => details.open = true")
    page.select_option("#report-detail-sdgs", HEALTH)
    assert shown(page) == [first, second]
    page.select_option("#report-detail-sdgs", SCHOOL)
    assert shown(page) == [first]
    page.goto(page.url)  # the address holds the condition
    assert shown(page) == [first]


def test_the_plan_may_change_it_half_way(folder: Path) -> None:
    header = "fiscal_year,measure_id,what,planned_year,before,after,reason"
    lines = [
        header,
        f"2021,k01,sdgs,,{HEALTH},{HEALTH}|{SCHOOL},教育の面を加えた。",
        '2021,k01,budget,,"▲5","1,200",額が決まった。',
    ]
    (folder / "data" / "revisions.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan = checked(folder).plan
    report = derive(plan)
    assert [note.sentence for note in report.revisions] == [
        f"SDGsに「{SCHOOL}」を加えました。",
        "総事業費の「−5千円」を「1,200千円」に改めました。",
    ]
    told = rows(downloads(report), paths.REVISIONS_CSV)
    assert [row["what"] for row in told] == ["SDGsの変更", "総事業費の変更"]
    before = next(iter(edition.as_of(plan, 2020).measures))
    assert before.details == {"sdgs": (HEALTH,), "related": ("子ども計画",), "budget": ("-5",)}
