"""Numbers of a year, from the form to every place where they are shown, with nothing lost or added."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import frictionless
import openpyxl
import pytest
from collecting import fill
from conftest import COMPILED, ROOT, built, parsed
from judged import checked, refusal
from made import LETTERS
from published import published
from rules import RULES

from planreport import paths
from planreport.opendata.downloads import downloads
from planreport.pages import search
from planreport.papers.document import document
from planreport.papers.layout import lay_out
from planreport.place import PlanError
from planreport.report.derive import derive
from planreport.round import commands
from planreport.templating import environment
from planreport.workbook import Reading, form, known_measures, read

pytestmark = pytest.mark.whole  # each builds sites of its own

FIELDS = """

[[fields]]
name = "cost"
label = "決算額"
kind = "number"
unit = "千円"
total = true

[[fields]]
name = "people"
label = "参加者"
kind = "number"
unit = "人"
"""
RESULT, COST, PEOPLE = "G", "J", "K"  # the columns of the form


@pytest.fixture
def folder(project: Callable[[str], Path]) -> Path:
    """The plan of 海風市, in which k01 to k03 of four measures of an item have said what they cost."""
    folder = project("umikaze")
    with (folder / "data" / "plan.toml").open("a", encoding="utf-8") as file:
        file.write(FIELDS)
    say(folder, 2020, {"k01": ("1,000", "")})
    say(folder, 2021, {"k01": ("1,234.50", "84"), "k02": ("▲200", ""), "k03": ("0", "")})
    return folder


def say(folder: Path, year: int, numbers: dict[str, tuple[str, str]]) -> None:
    path = folder / "data" / "progress" / f"{year}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        said = numbers.get(row["measure_id"], (row.get("cost", ""), row.get("people", "")))
        row["cost"], row["people"] = said
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def said_in_form(folder: Path, cells: dict[str, object], formats: dict[str, str]) -> Reading:
    """What is read of a form of the next year in which somebody has filled in these cells."""
    commands.new_year(folder, extends=False)
    found = checked(folder)
    assert found.collection
    book = openpyxl.load_workbook(io.BytesIO(fill(form(found.plan, found.collection, None), cells)))
    for cell, number_format in formats.items():
        book["入力"][cell].number_format = number_format
    content = io.BytesIO()
    book.save(content)
    return read("票.xlsx", content.getvalue(), known_measures(found.plan, found.collection))


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


def test_a_form_has_cells_of_numbers_and_gives_back_what_is_in_them(folder: Path) -> None:
    cells = {f"{COST}7": 1234567, f"{COST}8": 12.5, f"{PEOPLE}7": "１，２００", f"{COST}9": -3}
    reading = said_in_form(folder, cells, {f"{COST}7": "#,##0;[Red]-#,##0"})
    assert (reading.problems, reading.notes) == ((), ())
    said = {row["measure_id"]: (row["cost"], row["people"]) for row in reading.answers}
    assert said == {"k01": ("1234567", "1200"), "k02": ("12.5", ""), "k03": ("-3", "")}


def test_what_a_form_has_asked_before_comes_back_as_it_was(folder: Path) -> None:
    commands.new_year(folder, extends=False)
    say(folder, 2022, {"k01": ("123456789012345", "0"), "k02": ("-0.125", "")})
    found = checked(folder)
    assert found.collection
    content = form(found.plan, found.collection, None)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["入力"]
    assert (sheet[f"{COST}7"].value, sheet[f"{COST}7"].data_type) == (123456789012345, "n")
    assert sheet[f"{COST}6"].value == "【入力3】決算額（千円）"
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if rule.type == "decimal"][:1]
    assert f"{COST}7" in rule.sqref and "千円" in rule.prompt
    answers = read("票.xlsx", content, known_measures(found.plan, found.collection)).answers
    assert [(row["cost"], row["people"]) for row in answers] == [
        ("123456789012345", "0"),
        ("-0.125", ""),
    ]


@pytest.mark.parametrize(
    "number_format",
    ["0%", "#,##0,", '#,##0"百万円"', "#,##0", "0.0", "yyyy", "#,##0_);(#,##0)"],
)
def test_a_number_that_looks_other_than_it_is_is_refused(folder: Path, number_format: str) -> None:
    value = -1234.56
    (problem,) = said_in_form(folder, {f"{COST}7": value}, {f"{COST}7": number_format}).problems
    assert f"入力」 {COST}7: " in str(problem)
    assert "見えているとおりの値とは限りません" in str(problem) or "日付" in str(problem)


@pytest.mark.parametrize(
    ("number_format", "value", "digits"),
    [
        ("#,##0", 1234, "1234"),
        ("#,##0.00", 1234.5, "1234.5"),
        ("#,##0_ ;[Red]\\-#,##0\\ ", -1234, "-1234"),
        ('#,##0;"▲ "#,##0', -1234, "-1234"),
        ('#,##0;"△"#,##0;0', 0, "0"),
        ("0", 5, "5"),
        ("@", 5, "5"),
    ],
)
def test_a_number_that_is_merely_grouped_is_taken(
    folder: Path, number_format: str, value: float, digits: str
) -> None:
    reading = said_in_form(folder, {f"{COST}7": value}, {f"{COST}7": number_format})
    assert reading.problems == ()
    assert [row["cost"] for row in reading.answers] == [digits]


def test_a_year_is_asked_for_collected_published_and_put_right(
    folder: Path, tmp_path: Path
) -> None:
    commands.new_year(folder, extends=False)
    found = checked(folder)
    assert found.collection
    results = {f"{RESULT}{row}": "◎" for row in range(7, 7 + len(found.collection.answers))}
    filled = fill(
        form(found.plan, found.collection, None),
        {**results, f"{COST}7": 2500, f"{COST}8": "▲1,000", f"{PEOPLE}7": "約100"},
    )
    (tmp_path / "票.xlsx").write_bytes(filled)
    with pytest.raises(PlanError) as error:
        commands.collect(folder, [tmp_path / "票.xlsx"], is_rehearsal=False, day=date(2023, 4, 1))
    assert f"{PEOPLE}7: 「約100」は参加者の数として読めません" in str(error.value)
    (tmp_path / "票.xlsx").write_bytes(fill(filled, {f"{PEOPLE}7": 100}))
    told = commands.collect(
        folder, [tmp_path / "票.xlsx"], is_rehearsal=False, day=date(2023, 4, 1)
    )
    assert "決算額: （空） → 2500" in told
    assert "「▲1,000」を「-1000」と読みました。" in told
    assert "決算額は2項目だけに書かれています。" in commands.status(folder)
    say(folder, 2022, {"k01": ("2,500", "100")})
    again = commands.collect(
        folder, [tmp_path / "票.xlsx"], is_rehearsal=True, day=date(2023, 4, 1)
    )
    assert "決算額: " not in again
    day = checked(folder).plan.updated
    commands.publish(folder, 2022, day)
    kept = (folder / "data" / "published.csv").read_text(encoding="utf-8-sig")
    assert "2022,k02" in kept and ",-1000," in kept
    say(folder, 2022, {"k02": ("▲1,100", "")})
    assert "（公表: -1000、今: -1100）" in refusal(folder)
    header = "date,measure_id,fiscal_year,column,before,after,reason"
    row = f'{day},k02,2022,cost,"▲1,000",-1100,書き間違い'
    (folder / "data" / "corrections.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    (note,) = derive(checked(folder).plan).corrections
    assert (note.column, note.before, note.after) == ("決算額", "−1,000千円", "−1,100千円")


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
