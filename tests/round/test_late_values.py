"""Values that come once their year is published, or are settled then."""

from pathlib import Path

import openpyxl
import pytest
from measuring import make_measured
from playing import fill as fill_measures, form
from valued import (
    ALL,
    ANSWER,
    BEFORE,
    DAY,
    TWO_BEFORE,
    YEAR,
    collect,
    corrections,
    fill,
    open_in,
    refused,
    rows,
    values,
)

from planreport.check import check
from planreport.load import load
from planreport.place import PlanError
from planreport.report.revisions import corrections as told_corrections
from planreport.round import commands


@pytest.fixture
def opened(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    return open_in(tmp_path, tmp_path_factory)


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
