"""Numbers of a year in forms: asked for, taken as they are seen or refused, collected and published."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from collecting import fill
from costing import COST, PEOPLE, RESULT, said_in_form, say, told
from judged import checked, refusal

from planreport.place import PlanError
from planreport.report.derive import derive
from planreport.round import commands
from planreport.workbook import form, known_measures, read

pytestmark = pytest.mark.whole  # each opens a year of a plan of its own


@pytest.fixture
def folder(project: Callable[[str], Path]) -> Path:
    return told(project("umikaze"))


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
