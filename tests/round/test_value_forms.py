"""What a form asks of indicators, and what it shows of them."""

from pathlib import Path

import openpyxl
import pytest
from conftest import tree
from playing import form
from valued import (
    ALL,
    BEFORE,
    DAY,
    TWO_BEFORE,
    YEAR,
    collect,
    fill,
    open_in,
    rows,
    values,
)

from planreport.round import commands


@pytest.fixture
def opened(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    return open_in(tmp_path, tmp_path_factory)


def test_each_department_is_asked_for_its_own_and_no_other_gets_the_sheet(opened: Path) -> None:
    asked = {
        path.stem.partition("_")[2]: openpyxl.load_workbook(path)
        for path in (opened / "票").iterdir()
    }
    assert asked["温暖化対策課"].sheetnames == ["指標", "記入方法"]
    assert asked["施設課"].sheetnames == ["入力", "記入方法"]
    assert asked["環境政策課"].sheetnames == ["入力", "指標", "記入方法"]
    assert {
        whose: list(rows(book["指標"]))
        for whose, book in asked.items()
        if "指標" in book.sheetnames
    } == {
        "環境政策課": [("k1", YEAR), ("k3", YEAR)],
        "下水道課": [("k3", YEAR)],
        "温暖化対策課": [("k2", YEAR), ("k2", TWO_BEFORE), ("k2", BEFORE)],
        "担当課未設定": [("k4", YEAR), ("k4", TWO_BEFORE), ("k4", BEFORE)],
        "全て": [
            *((id_, YEAR) for id_ in ("k1", "k2", "k3", "k4")),
            *((id_, year) for id_ in ("k2", "k4") for year in (TWO_BEFORE, BEFORE)),
        ],
    }


def test_what_is_known_is_locked_and_what_is_asked_is_open(opened: Path) -> None:
    sheet = openpyxl.load_workbook(form(opened, "温暖化対策課"))["指標"]
    now, before = rows(sheet)["k2", YEAR], rows(sheet)["k2", BEFORE]
    said = {heading: sheet[cell].value for heading, cell in now.items() if sheet[cell].value}
    assert said == {
        "番号": "k2",
        "指標": "指標2　温室効果ガス排出量",
        "対象": "エネルギーを大切に使う",
        "望ましい方向": "小さいほど良い",
        "基準値": "1,234.5千t-CO2（平成25年度）",
        "これまでの値": "令和2年度 1,120.0千t-CO2（速報）\n平成31年度 1,130.2千t-CO2（推計）\n"
        "平成30年度 1,141.5千t-CO2",
        "年度": YEAR,
        "単位": "千t-CO2",
    }
    for cells in (now, before):
        is_open = [h for h, cell in cells.items() if not sheet[cell].protection.locked]
        assert is_open == ["実績値", "状態", "評価", "説明"]
    assert sheet[before["これまでの値"]].value.startswith("令和2年度 1,120.0千t-CO2（速報）\n")
    assert sheet[before["実績値"]].value is None and sheet[before["状態"]].value is None
    assert "令和3年度より前の年度の行には、" in str(sheet["A5"].value)


def test_a_value_is_shown_with_the_decimals_of_its_indicator_and_never_with_fewer(
    opened: Path,
) -> None:
    fill(form(opened, "全て"), ALL)
    collect(opened)
    commands.forms(opened, opened / "次の票")
    sheet = openpyxl.load_workbook(next((opened / "次の票").glob("*_全て.xlsx")))["指標"]
    cells = rows(sheet)
    one, none = sheet[cells["k4", YEAR]["実績値"]], sheet[cells["k3", YEAR]["実績値"]]
    assert (one.value, one.number_format) == (51.5, "#,##0.0#####")
    assert (none.value, none.number_format) == (5200, "General")
    column = none.column_letter
    grouped = [str(found.sqref) for found in sheet.conditional_formatting]
    assert grouped == [cells[id_, YEAR]["実績値"] for id_ in ("k1", "k3")]
    rules = {str(v.sqref): v for v in sheet.data_validations.dataValidation}
    assert rules[f"{column}7:{column}14"].type == "decimal"
    assert "その年度は調べていない" in str(
        list(openpyxl.load_workbook(form(opened, "全て"))["記入方法"].values)
    )


def test_the_state_is_proposed_and_the_grade_is_the_plans(opened: Path) -> None:
    book = openpyxl.load_workbook(form(opened, "環境政策課"))
    cells = rows(book["指標"])["k1", YEAR]
    offered = {}
    for rule in book["指標"].data_validations.dataValidation:
        if rule.type == "list":
            source = book["記入方法"][rule.formula1.split("!")[1].replace("$", "")]
            words = [row[0].value for row in source]
            offered[str(rule.sqref).split(":")[0]] = (words, bool(rule.showErrorMessage))
    assert offered == {
        cells["状態"]: (["速報", "推計", "集計中", "調査なし"], False),
        cells["評価"]: (["順調", "遅れ"], True),
    }


def test_another_department_sees_its_indicator_and_cannot_fill_it_in(opened: Path) -> None:
    sheet = openpyxl.load_workbook(form(opened, "下水道課"))["指標"]
    (cells,) = rows(sheet).values()
    assert sheet[cells["取りまとめ"]].value == "環境政策課"
    assert all(sheet[cell].protection.locked for cell in cells.values())
    fill(form(opened, "下水道課"), {("k3", YEAR): {"実績値": 6000}})
    fill(form(opened, "環境政策課"), {("k3", YEAR): {"実績値": 5200}})
    said = collect(opened)
    assert "「k3」は環境政策課が回答するので、「6000」は取り込みません。" in said
    assert values(opened, 2021)["k3"][0] == "5200"


def test_who_has_no_form_since_another_answers_is_named(opened: Path) -> None:
    path = opened / "data" / "indicators.csv"
    text = path.read_text(encoding="utf-8").replace("環境政策課|下水道課", "環境政策課|公園課")
    path.write_text(text, encoding="utf-8")
    assert "\n  公園課: 環境政策課（指標1件）\n" in commands.forms(opened, opened / "次の票")


def test_the_same_form_is_made_again_to_the_byte(opened: Path) -> None:
    commands.forms(opened, opened / "次の票")
    assert tree(opened / "次の票") == tree(opened / "票")


def test_the_sheet_has_the_plans_word_as_far_as_excel_allows(opened: Path) -> None:
    path = opened / "data" / "plan.toml"
    text = path.read_text(encoding="utf-8")
    for word, sheet in (("KPI/KGI", "KPI・KGI"), ("入力", "入力の値"), ("数値目標", "数値目標")):
        named = text.replace("[terms]", f'[terms]\nindicator = "{word}"')
        path.write_text(named, encoding="utf-8")
        folder = opened / f"票{sheet}"
        commands.forms(opened, folder)
        book = openpyxl.load_workbook(next(folder.glob("*_全て.xlsx")))
        assert book.sheetnames == ["入力", sheet, "記入方法"]
        again = commands.collect(opened, [folder], is_rehearsal=True, day=DAY)
        assert "変わるところはありません。" in again
