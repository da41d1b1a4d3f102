"""The yearly round of a plan with indicators: asked, read back, late, settled, missing, published."""

import csv
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import libreoffice
import openpyxl
import pytest
from conftest import once, tree
from measuring import make_measured
from playing import fill as fill_measures
from playing import form

from planreport.check import check
from planreport.load import load
from planreport.place import PlanError
from planreport.plan.revisions import Correction
from planreport.report.revisions import corrections as told_corrections
from planreport.round import commands

DAY = date(2022, 4, 20)
YEAR, BEFORE, TWO_BEFORE = "令和3年度", "令和2年度", "平成31年度"
ANSWER = {"progress": "◎", "actions": "した。"}
# By the id of an indicator and a year's name: what is filled in, by the label of the field.
Values = Mapping[tuple[str, str], Mapping[str, object]]
ALL: Values = {
    ("k1", YEAR): {"実績値": 83, "評価": "順調", "説明": "上流の工事が終わった"},
    ("k2", YEAR): {"状態": "集計中"},
    ("k3", YEAR): {"実績値": 5200, "状態": "速報"},
    ("k4", YEAR): {"実績値": 51.5},
}


@pytest.fixture
def opened(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """Minamo with indicators, its years published, the next one opened and the forms made."""

    def make(folder: Path) -> None:
        make_measured(folder)
        for year in (2017, 2018, 2019, 2020):
            commands.publish(folder, year, date(2021, 6, 30))
        commands.new_year(folder, extends=False)
        commands.forms(folder, folder / "票")

    made = once(tmp_path_factory, "indicators", make)
    return Path(shutil.copytree(made, tmp_path / "minamo", symlinks=True))


def fill(path: Path, values: Values) -> None:
    """Fills in the rows of these indicators and years that a form has."""
    book = openpyxl.load_workbook(path)
    if "指標" not in book.sheetnames:
        return
    sheet = book["指標"]
    for row, of in rows(sheet).items():
        for label, said in values.get(row, {}).items():
            sheet[of[label]] = said
    book.save(path)


def rows(sheet: Any) -> dict[tuple[str, str], dict[str, str]]:
    """The cells of each row by the headings, without the marks of what is filled in."""
    headings = {c.column_letter: str(c.value).rpartition("】")[2] for c in sheet[6] if c.value}
    found = {}
    for row in range(7, sheet.max_row + 1):
        cells = {heading: f"{letter}{row}" for letter, heading in headings.items()}
        found[str(sheet[cells["番号"]].value), str(sheet[cells["年度"]].value)] = cells
    return found


def collect(folder: Path, tries: bool = False, skips_bad: bool = False) -> str:
    return commands.collect(folder, [folder / "票"], tries, DAY, skips_bad)


def refused(folder: Path) -> str:
    before = tree(folder / "data")
    with pytest.raises(PlanError) as error:
        collect(folder)
    assert tree(folder / "data") == before
    return str(error.value)


def values(folder: Path, year: int) -> dict[str, tuple[str, ...]]:
    with (folder / "data" / "values" / f"{year}.csv").open(encoding="utf-8-sig") as file:
        found = list(csv.reader(file))
    return {row[0]: tuple(row[1:]) for row in found[1:]}


def corrections(folder: Path) -> list[tuple[str, int, str, str, str, str]]:
    def told(it: Correction) -> tuple[str, int, str, str, str, str]:
        return (it.measure_id, it.fiscal_year.year, it.column, it.before, it.after, it.reason)

    return [told(it) for it in check(load(folder)).plan.corrections]


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


def test_the_whole_round(opened: Path) -> None:
    before = tree(opened / "data")
    for path in (opened / "票").iterdir():
        if "全て" not in path.name:
            fill(path, ALL)
            if "温暖化" not in path.name:
                fill_measures(path, lambda _: ANSWER)
    tried = collect(opened, tries=True)
    assert tree(opened / "data") == before
    said = collect(opened)
    assert tried.replace("試しに読んだだけで、書き込んでいません。", "書き込みました。") == said
    assert "  k2 指標2　温室効果ガス排出量（令和3年度）\n    状態: （空） → 集計中\n" in said
    assert "令和3年度（2021年度）は、6事業と指標4件の全てが揃いました。" in said
    assert values(opened, 2021) == {
        "k1": ("83", "", "順調", "上流の工事が終わった"),
        "k2": ("", "集計中", "", ""),
        "k3": ("5200", "速報", "", ""),
        "k4": ("51.5", "", "", ""),
    }
    assert corrections(opened) == []
    assert "変わるところはありません。" in collect(opened)
    assert "6事業のうち6事業、指標4件のうち4件が済みました。" in commands.status(opened)
    commands.publish(opened, 2021, date(2022, 6, 30))
    assert "入力中の年度はありません" in commands.status(opened)
    found = check(load(opened))
    assert [it.id for it in found.plan.indicators if it.readings[4].is_settled] == ["k1", "k4"]


def test_a_value_that_came_late_goes_to_its_year_and_is_told(opened: Path) -> None:
    fill(form(opened, "温暖化対策課"), {("k2", BEFORE): {"実績値": 1118}})
    fill(form(opened, "担当課未設定"), {("k4", BEFORE): {"実績値": 50.5, "評価": "順調"}})
    said = collect(opened)
    assert "  k2 指標2　温室効果ガス排出量（令和2年度）\n    実績値: 1120.0 → 1118.0\n" in said
    assert "    状態: 速報 → （空）\n" in said
    assert "後から報告があったことや、値が改まったことを、data/corrections.csv に書きます。" in said
    assert values(opened, 2020)["k2"] == ("1118.0", "", "3月末の見込み", "")
    settled, late = (
        "公表したときは「速報」だった値が、決まりました。",
        "公表した後に、回答が届きました。",
    )
    assert sorted(corrections(opened)) == [
        ("k2", 2020, "state", "速報", "", settled),
        ("k2", 2020, "value", "1120.0", "1118.0", settled),
        ("k4", 2020, "grade", "", "順調", late),
        ("k4", 2020, "state", "集計中", "", late),
        ("k4", 2020, "value", "", "50.5", late),
    ]
    assert "変わるところはありません。" in collect(opened)
    commands.forms(opened, opened / "次の票")
    again = openpyxl.load_workbook(next((opened / "次の票").glob("*_全て.xlsx")))["指標"]
    assert ("k2", BEFORE) not in rows(again) and ("k2", TWO_BEFORE) in rows(again)


def test_a_value_that_came_late_or_was_settled_is_told_as_no_error(opened: Path) -> None:
    fill(form(opened, "担当課未設定"), {("k4", BEFORE): {"実績値": 50.5}})
    fill(form(opened, "温暖化対策課"), {("k2", BEFORE): {"実績値": 1118}})
    collect(opened)
    plan = check(load(opened)).plan
    notes = told_corrections(plan)
    assert {(it.subject.id, it.column, it.before, it.after, it.is_late) for it in notes} == {
        ("k4", "実績値", "集計中", "50.5点", True),
        ("k4", "状態", "集計中", "なし", True),
        ("k2", "実績値", "1,120.0千t-CO2", "1,118.0千t-CO2", True),
        ("k2", "状態", "速報", "なし", True),
    }


def test_an_error_in_a_value_that_was_settled_is_told_as_one(opened: Path) -> None:
    fill(form(opened, "温暖化対策課"), {("k2", BEFORE): {"実績値": 1118}})
    collect(opened)
    path = opened / "data" / "values" / "2020.csv"
    text = path.read_text(encoding="utf-8-sig").replace("1118.0", "1108.0")
    path.write_text(text, encoding="utf-8")
    with (opened / "data" / "corrections.csv").open("a", encoding="utf-8") as file:
        file.write("2022-05-01,k2,2020,value,1118.0,1108.0,書き誤りでした。\n")
    latest, *earlier = told_corrections(check(load(opened)).plan)
    assert (latest.after, latest.is_late) == ("1,108.0千t-CO2", False)
    assert [note.is_late for note in earlier] == [True, True]


def test_a_value_that_is_settled_as_it_was_loses_its_mark(opened: Path) -> None:
    fill(form(opened, "温暖化対策課"), {("k2", TWO_BEFORE): {"実績値": 1130.2}})
    collect(opened)
    assert values(opened, 2019)["k2"][:2] == ("1130.2", "")
    settled = "公表したときは「推計」だった値が、決まりました。"
    assert corrections(opened) == [("k2", 2019, "state", "推計", "", settled)]


def test_a_state_may_say_that_a_value_is_settled(opened: Path) -> None:
    fill(form(opened, "温暖化対策課"), {("k2", BEFORE): {"実績値": 1118, "状態": "確報"}})
    collect(opened)
    settled = "公表したときは「速報」だった値が、決まりました。"
    assert {(it[2], it[4], it[5]) for it in corrections(opened)} == {
        ("value", "1118.0", settled),
        ("state", "確報", settled),
    }
    commands.forms(opened, opened / "次の票")
    again = openpyxl.load_workbook(next((opened / "次の票").glob("*_全て.xlsx")))["指標"]
    assert ("k2", BEFORE) not in rows(again)


def test_a_value_that_is_still_provisional_is_told_as_anew(opened: Path) -> None:
    fill(form(opened, "温暖化対策課"), {("k2", BEFORE): {"実績値": 1119.5, "状態": "速報"}})
    collect(opened)
    anew = "公表したときは「速報」だった値が、改まりました。"
    assert corrections(opened) == [("k2", 2020, "value", "1120.0", "1119.5", anew)]


def test_of_a_year_that_is_not_published_nothing_needs_to_be_told(opened: Path) -> None:
    (opened / "data" / "published.csv").unlink()
    fill(form(opened, "温暖化対策課"), {("k2", BEFORE): {"実績値": 1118}})
    assert "corrections.csv" not in collect(opened)
    assert values(opened, 2020)["k2"][:2] == ("1118.0", "")
    assert corrections(opened) == []


def test_a_settled_value_that_was_published_does_not_change(opened: Path) -> None:
    book = openpyxl.load_workbook(form(opened, "温暖化対策課"))
    sheet = book["指標"]
    cells = rows(sheet)["k2", BEFORE]
    sheet[cells["年度"]], sheet[cells["実績値"]] = "平成30年度", 1150
    sheet[cells["説明"]] = None
    book.save(form(opened, "温暖化対策課"))
    assert "「指標」 I9: 公表した2018年度の「k2」が、公表したときから変わっています" in refused(
        opened
    )


def test_a_mark_is_taken_away_by_the_value_that_has_none_and_by_nothing_else(opened: Path) -> None:
    fill(form(opened, "環境政策課"), {("k3", YEAR): {"実績値": 5200, "状態": "速報"}})
    collect(opened)
    fill(form(opened, "環境政策課"), {("k3", YEAR): {"実績値": None, "状態": None, "説明": "雨天"}})
    collect(opened)
    assert values(opened, 2021)["k3"] == ("5200", "速報", "", "雨天")
    fill(form(opened, "環境政策課"), {("k3", YEAR): {"実績値": 5200}})
    assert "    状態: 速報 → （空）\n" in collect(opened)
    assert values(opened, 2021)["k3"] == ("5200", "", "", "雨天")


def test_zeros_behind_a_value_make_no_change(opened: Path) -> None:
    path = opened / "data" / "values" / "2021.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("k4,,", "k4,51,"), encoding="utf-8")
    commands.forms(opened, opened / "次の票")
    again = commands.collect(opened, [opened / "次の票"], is_rehearsal=False, day=DAY)
    assert "変わるところはありません。" in again


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("調査なし", "「調査なし」は実績値の数として読めません"),
        ("83%", "「83%」は実績値の数として読めません"),
        (83.25, "「83.25」の小数が、指標の桁数（0）より多くあります。"),
        ("=80+3", "数式が入っています。"),
    ],
)
def test_what_is_no_value_of_the_indicator_is_refused_with_its_cell(
    opened: Path, said: object, message: str
) -> None:
    fill(form(opened, "環境政策課"), {("k1", YEAR): {"実績値": said}})
    complaint = refused(opened)
    assert f"_環境政策課.xlsx シート「指標」 J7: {message}" in complaint


def test_a_likely_slip_is_pointed_out_with_its_cell(opened: Path) -> None:
    fill(form(opened, "環境政策課"), {("k3", YEAR): {"実績値": 52000}})
    said = collect(opened)
    assert "確かめてください（1）\n" in said
    assert "シート「指標」 J8: 「ごみ拾いの延べ人数」の値「52,000」が、" in said


def test_two_forms_that_differ_are_a_conflict(opened: Path) -> None:
    fill(form(opened, "全て"), {("k2", YEAR): {"実績値": 1100}})
    fill(form(opened, "温暖化対策課"), {("k2", YEAR): {"実績値": 1100, "状態": "速報"}})
    said = refused(opened)
    assert "「k2」に、" in said and "と違う答え（「速報」）があります。" in said
    fill(form(opened, "環境政策課"), {("k1", YEAR): {"実績値": 83}})
    assert "と違う答え" in collect(opened, skips_bad=True)
    assert (values(opened, 2021)["k1"][0], values(opened, 2021)["k2"][0]) == ("83", "")


def test_who_is_missing_is_told_of_both_kinds(opened: Path) -> None:
    fill(form(opened, "環境政策課"), ALL)
    said = collect(opened)
    assert "まだのもの（6事業と指標2件）\n" in said
    assert "  温暖化対策課（指標1件）\n    k2 指標2　温室効果ガス排出量: 実績値\n" in said
    assert "  担当課未設定（1事業と指標1件）\n" in said
    status = commands.status(opened)
    assert "令和3年度（2021年度）: 6事業のうち0事業、指標4件のうち2件が済みました。" in status
    assert "  担当課        事業の済み  まだ  指標の済み  まだ\n" in status
    assert "  環境政策課             0     3           2     0\n" in status
    assert "次の指標1件の御回答をお待ちしています。" in status


def test_a_year_is_published_without_some_values_and_they_come_later(opened: Path) -> None:
    fill_measures(form(opened, "全て"), lambda _: ANSWER)
    fill(form(opened, "環境政策課"), ALL)
    collect(opened)
    with pytest.raises(PlanError) as error:
        commands.publish(opened, 2021, DAY)
    assert "2021年度は、進捗が揃っていません（あと2）。" in str(error.value)
    assert "温暖化対策課: k2（実績値）" in str(error.value)
    commands.publish(opened, 2021, DAY, with_gaps=True)
    history = check(load(opened)).plan.history[0].text
    assert history == "令和3年度（2021年度）の達成状況を公表しました（未報告 指標2件）。"
    assert "には、未報告のところが指標2件にあります。" in commands.status(opened)
    fill(form(opened, "温暖化対策課"), {("k2", YEAR): {"実績値": 1101.5}})
    collect(opened)
    late = "公表した後に、回答が届きました。"
    assert corrections(opened) == [("k2", 2021, "value", "", "1101.5", late)]
    (note,) = told_corrections(check(load(opened)).plan)
    assert (note.before, note.is_late) == ("未報告", True)


def test_a_value_that_is_settled_before_the_next_year_is_opened_is_collected(
    opened: Path,
) -> None:
    fill_measures(form(opened, "全て"), lambda _: ANSWER)
    fill(form(opened, "全て"), ALL)
    collect(opened)
    commands.publish(opened, 2021, DAY)
    form(opened, "全て").unlink()
    fill(form(opened, "温暖化対策課"), {("k2", YEAR): {"実績値": 1101.5}})
    fill(form(opened, "環境政策課"), {("k3", YEAR): {"実績値": 5321}})
    said = collect(opened)
    assert "まだのもの" not in said
    settled = "公表したときは「速報」だった値が、決まりました。"
    late = "公表した後に、回答が届きました。"
    assert sorted(corrections(opened)) == [
        ("k2", 2021, "state", "集計中", "", late),
        ("k2", 2021, "value", "", "1101.5", late),
        ("k3", 2021, "state", "速報", "", settled),
        ("k3", 2021, "value", "5200", "5321", settled),
    ]


def test_an_indicator_that_has_ended_is_asked_about_until_its_value_is_settled(
    tmp_path: Path,
) -> None:
    folder = make_measured(tmp_path / "minamo")
    path = folder / "data" / "indicators.csv"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    ended = [f"{line},{'2020' if line.startswith('k2') else ''}" for line in lines]
    path.write_text("\n".join([f"{head},last_year", *ended]) + "\n", encoding="utf-8")
    commands.new_year(folder, extends=False)
    assert "k2" not in values(folder, 2021)
    commands.forms(folder, folder / "票")
    sheet = openpyxl.load_workbook(form(folder, "温暖化対策課"))["指標"]
    assert list(rows(sheet)) == [("k2", TWO_BEFORE), ("k2", BEFORE)]
    fill(form(folder, "温暖化対策課"), {("k2", BEFORE): {"実績値": 1118}})
    collect(folder)
    assert values(folder, 2020)["k2"][:2] == ("1118.0", "")


def test_who_has_no_form_since_another_answers_is_named(opened: Path) -> None:
    path = opened / "data" / "indicators.csv"
    text = path.read_text(encoding="utf-8").replace("環境政策課|下水道課", "環境政策課|公園課")
    path.write_text(text, encoding="utf-8")
    assert "\n  公園課: 環境政策課（指標1件）\n" in commands.forms(opened, opened / "次の票")


def test_a_new_year_asks_for_both_kinds(opened: Path) -> None:
    for folder in ("progress", "values"):
        (opened / "data" / folder / "2021.csv").unlink()
    said = commands.new_year(opened, extends=False)
    assert "入力を始めました。6事業と指標4件を集めます。" in said
    assert "  温暖化対策課         指標1件\n" in said
    assert values(opened, 2021) == dict.fromkeys(("k1", "k2", "k3", "k4"), ("", "", "", ""))


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


@pytest.mark.office
def test_a_form_that_libreoffice_saved_is_read_and_published(opened: Path, tmp_path: Path) -> None:
    fill_measures(form(opened, "全て"), lambda _: ANSWER)
    fill(form(opened, "全て"), {**ALL, ("k2", BEFORE): {"実績値": 1118}})
    libreoffice.fill(form(opened, "全て"), tmp_path / "返信.xlsx", {})
    said = commands.collect(opened, [tmp_path / "返信.xlsx"], is_rehearsal=False, day=DAY)
    assert "の全てが揃いました。" in said
    assert values(opened, 2021)["k1"] == ("83", "", "順調", "上流の工事が終わった")
    assert values(opened, 2021)["k4"] == ("51.5", "", "", "")
    assert values(opened, 2020)["k2"][:2] == ("1118.0", "")
    commands.publish(opened, 2021, date(2022, 6, 30))
    assert check(load(opened)).plan.publications[-1].fiscal_year.year == 2021
