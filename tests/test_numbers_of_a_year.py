"""Numbers of a year in every place where they are shown, with nothing lost or added."""

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import frictionless
import openpyxl
import pytest
from conftest import COMPILED, ROOT, built, parsed
from costing import COST, FIELDS, said_in_form, say, told
from judged import checked
from made import LETTERS
from published import published
from rules import RULES

from planreport import paths
from planreport.opendata.downloads import downloads
from planreport.pages import search
from planreport.papers.document import document
from planreport.papers.layout import lay_out
from planreport.report.derive import derive
from planreport.templating import environment

pytestmark = pytest.mark.whole  # each builds sites of its own


@pytest.fixture
def folder(project: Callable[[str], Path]) -> Path:
    return told(project("umikaze"))


def test_they_add_up_exactly_and_what_is_missing_is_counted(folder: Path) -> None:
    report = derive(checked(folder).plan)
    (table,) = report.sums
    assert [year.year for year in table.years] == [2020, 2021]
    assert table.latest.number == Decimal("1034.50")
    size = len(list(report.plan.measures))
    assert (table.latest.counted, table.latest.missing) == (3, size - 3)
    assert sum(row.sums[-1].number for row in table.rows) == table.latest.number
    assert sum(row.sums[-1].missing for row in table.rows) == table.latest.missing
    assert report.sentences.summed(table) == (
        f"令和3年度の決算額は、合わせて1,034.50千円です（{size}項目のうち、記入のあった3項目の合計）。"
    )
    (of_goal,) = report.goals[0].sums
    assert [row.label for row in of_goal.rows] == [
        item.title for item in report.goals[0].goal.items
    ]
    assert of_goal.rows[0].sums[-1].shown == "1,034.50"


def test_what_nobody_has_said_is_no_zero(folder: Path) -> None:
    (table,) = derive(checked(folder).plan).sums
    nothing = table.rows[-1].sums[-1]
    assert (nothing.counted, nothing.shown) == (0, "")
    say(folder, 2021, {"k01": ("0", ""), "k02": ("", ""), "k03": ("", "")})
    (table,) = derive(checked(folder).plan).sums
    assert (table.latest.counted, table.latest.shown) == (1, "0")


def test_pages_and_data_show_them(folder: Path) -> None:
    output = built(folder, "--no-pdf") / "output"
    first = " ".join(parsed(output / "measures" / "k01.html").text_content().split())
    assert "決算額は、1,000千円から1,234.50千円になりました。" in first
    measure = parsed(output / "measures" / "k02.html")
    assert "未記入" not in measure.text_content()  # a measure may have none to say
    (last,) = measure.xpath(".//table[.//th[contains(., '千円')]]//tr[contains(., '令和3年度')]")
    assert [cell.text_content() for cell in last] == ["令和3年度", "−200", "―記入なし"]
    (whole,) = parsed(output / "index.html").xpath(
        "//section[@aria-labelledby='report-sum-cost']//tr[@class='total']"
    )
    assert [cell.text_content() for cell in whole] == [
        "合計",
        "1,00048項目中1項目",
        "1,034.5048項目中3項目",
    ]
    full = " ".join(parsed(output / "summary-table.html").text_content().split())
    assert "決算額 1,234.50千円" in full
    data = published(output)
    complaints = [complaint for rule in RULES.values() for complaint in rule(data)]
    assert [complaint for complaint in complaints if "progress" in complaint] == []
    report = frictionless.validate(str(output / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert data.fields["progress"]["cost"]["type"] == "number"
    assert "単位は千円" in data.fields["progress"]["cost"]["description"]


def test_every_form_of_the_data_holds_the_same_numbers(folder: Path) -> None:
    files = downloads(derive(checked(folder).plan))
    rows = list(csv.DictReader(io.StringIO(files[paths.PROGRESS_CSV].decode("utf-8-sig"))))
    assert [row["cost"] for row in rows if row["cost"]] == ["1000", "1234.50", "-200", "0"]
    tree = json.loads(files[paths.JSON])
    years = [m["years"] for m in tree["goals"][0]["items"][0]["measures"]]
    assert [year[2]["cost"] for year in years[:4]] == [1234.5, -200, 0, None]
    assert isinstance(years[1][2]["cost"], int)
    sheet = openpyxl.load_workbook(io.BytesIO(files[paths.WORKBOOK]))["progress"]
    column = [cell.value for cell in sheet[1]].index("cost")
    cells = [row[column] for row in sheet.iter_rows(min_row=2) if row[column].value is not None]
    assert [(cell.value, cell.data_type) for cell in cells][1:3] == [(1234.5, "n"), (-200, "n")]
    assert [cell.number_format for cell in cells] == ["#,##0", "#,##0.00", "#,##0", "#,##0"]
    assert {cell.number_format for cell in sheet["A"]} == {"General"}


def test_they_are_found_as_they_are_shown(folder: Path) -> None:
    index = search.index(derive(checked(folder).plan))
    place = index.places.index("令和3年度の決算額")
    assert index.entries[0].texts[place] == "1,234.50千円"
    assert "令和元年度の決算額" not in index.places


def test_the_paper_has_each_sum_once_and_numbers_below_the_text_of_their_year(
    folder: Path,
) -> None:
    report = derive(checked(folder).plan)
    env = environment(ROOT / "templates", COMPILED)
    paper = report.plan.papers[0]
    page = parsed(document(env, report, paper))
    of_goals = page.xpath("//section[@class='goal']//table[@class='sums']")
    assert len(of_goals) == sum(len(goal.sums) for goal in report.goals) > 0
    (sums,) = page.xpath("//div[@class='sheet']//table[@class='sums']")
    assert len(sums.xpath(".//tbody/tr")) == len(report.goals) + 1
    first = lay_out(report, paper, LETTERS).sections[0].rows[0]
    assert first.numbers == (
        (("決算額", "1,000千円"),),
        (("決算額", "1,234.50千円"), ("参加者", "84人")),
    )


def test_beside_a_plan_by_years_they_have_a_table_of_their_own(
    project: Callable[[str], Path],
) -> None:
    folder = project("minamo")
    usual = ("progress", "actions", "assessment", "remarks")
    with (folder / "data" / "plan.toml").open("a", encoding="utf-8") as file:
        file.write("".join(f'\n[[fields]]\nname = "{name}"\n' for name in usual) + FIELDS)
    say(folder, 2020, {"w1": ("5000", "12")})
    page = parsed(built(folder, "--no-pdf") / "output" / "measures" / "w1.html")
    first, second = page.xpath("//table[@class='years']")
    assert "計画との比較" in first.text_content()
    assert "千円" not in first.text_content()
    (last,) = second.xpath(".//tr[contains(., '令和2年度')]")
    assert [cell.text_content() for cell in last] == ["令和2年度", "5,000", "12"]


def test_a_plan_may_report_a_grade_and_numbers_and_no_text(
    project: Callable[[str], Path],
) -> None:
    folder = project("umikaze")
    path = folder / "data" / "plan.toml"
    settings = path.read_text(encoding="utf-8")
    actions = '[[fields]]\nname = "actions"\nrequired = false\n'
    assert actions in settings
    path.write_text(settings.replace(actions, "") + FIELDS, encoding="utf-8")
    for year in (2019, 2020, 2021):
        say(folder, year, {"k01": (str(year), "")})
        without(folder / "data" / "progress" / f"{year}.csv", "actions")
    page = parsed(built(folder, "--no-pdf") / "output" / "summary-table.html")
    assert "決算額 2,021千円" in page.text_content()
    reading = said_in_form(folder, {f"{chr(ord(COST) - 2)}7": 7}, {})
    assert [row["cost"] for row in reading.answers] == ["7"]


def without(path: Path, column: str) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [name for name in rows[0] if name != column])
        writer.writeheader()
        writer.writerows(
            {name: cell for name, cell in row.items() if name != column} for row in rows
        )
