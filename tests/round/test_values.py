"""The yearly round of a plan with indicators: read back, refused, missing, published."""

from datetime import date
from pathlib import Path

import libreoffice
import pytest
from conftest import tree
from playing import fill as fill_measures, form
from valued import (
    ALL,
    ANSWER,
    BEFORE,
    DAY,
    YEAR,
    collect,
    corrections,
    fill,
    open_in,
    refused,
    values,
)

from planreport.check import check
from planreport.load import load
from planreport.round import commands


@pytest.fixture
def opened(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    return open_in(tmp_path, tmp_path_factory)


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


def test_a_new_year_asks_for_both_kinds(opened: Path) -> None:
    for folder in ("progress", "values"):
        (opened / "data" / folder / "2021.csv").unlink()
    said = commands.new_year(opened, extends=False)
    assert "入力を始めました。6事業と指標4件を集めます。" in said
    assert "  温暖化対策課         指標1件\n" in said
    assert values(opened, 2021) == dict.fromkeys(("k1", "k2", "k3", "k4"), ("", "", "", ""))


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
