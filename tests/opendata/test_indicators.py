"""Indicators in the open data: what they are, their years, and what was changed, in every form."""

import io
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from grouping import make_grouped
from indicated import NEW, built_once, plan_in, rows, told
from published import Rows, csv_of, published, rows_of
from rules import NUMBERS, RULES
from test_frictionless import complaints
from test_spreadsheets import in_libreoffice, said

from planreport import paths
from planreport.check import check
from planreport.load import load
from planreport.opendata.downloads import downloads
from planreport.opendata.tables import tables
from planreport.plan import Plan
from planreport.plan.revisions import Correction
from planreport.report.derive import derive


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_once(tmp_path_factory)


@pytest.fixture
def plan(project: Path) -> Plan:
    return plan_in(project)


@pytest.fixture
def files(plan: Plan) -> dict[str, bytes]:
    return downloads(derive(plan))


def test_every_rule_for_machine_readable_data_is_kept(project: Path) -> None:
    data = published(project / "output")
    assert {Path(path).stem for path in NEW} <= data.tables.keys()
    assert [it for rule in RULES.values() for it in rule(data)] == []


@pytest.mark.parametrize("edition", ["", *map(paths.edition, (2017, 2018, 2019))])
def test_the_package_is_valid_of_each_year(project: Path, edition: str) -> None:
    assert complaints(project / "output" / edition / "data") == []


def test_an_indicator_of_another_table_is_missed(project: Path, tmp_path: Path) -> None:
    """A foreign key, and a least value."""
    for name in (path for path in (project / "output" / "data").iterdir() if path.is_file()):
        (tmp_path / name.name).write_bytes(name.read_bytes())
    for table, column, text in (
        ("indicator-values", "indicator_id", "k9"),
        ("indicators", "measure_id", "w9"),
        ("indicators", "decimals", "-1"),
    ):
        path = tmp_path / f"{table}.csv"
        changed = rows_of(path.read_bytes())
        changed[1][changed[0].index(column)] = text
        path.write_bytes(csv_of(changed))
    package = json.loads((tmp_path / "datapackage.json").read_bytes())
    for resource in package["resources"]:
        del resource["bytes"], resource["hash"]
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert set(complaints(tmp_path)) == {
        ("indicator-values", "foreign-key"),
        ("indicators", "foreign-key"),
        ("indicators", "constraint-error"),
    }


def test_each_says_what_it_belongs_to_as_narrowly_as_it_does(files: dict[str, bytes]) -> None:
    columns = ("indicator_id", "goal_id", "item", "measure_id", "measure")
    found = [[row[name] for name in columns] for row in rows(files, paths.INDICATORS_CSV)]
    assert found == [
        ["k1", "water", "川と池の水質", "w1", "水質の測定"],
        ["k2", "energy", "", "", ""],
        ["k3", "water", "川と池の水質", "", ""],
        ["k4", "", "", "", ""],
        ["k5", "energy", "家庭", "", ""],
    ]


def test_of_several_levels_of_groups_each_can_have_some(tmp_path: Path) -> None:
    folder = make_grouped(tmp_path / "grouped")
    owners = ("水を守る", "水を守る|きれいな水", "水を守る|きれいな水|川と池", "w1")
    told = {
        "indicators.csv": ["indicator_id,of,name,direction"]
        + [f"k{n},{owner},水質,up" for n, owner in enumerate(owners)],
        "values/2020.csv": ["indicator_id,value", *(f"k{n},{n}" for n in range(len(owners)))],
    }
    (folder / "data" / "values").mkdir()
    for name, lines in told.items():
        (folder / "data" / name).write_text("\n".join(lines), encoding="utf-8")
    files = downloads(derive(check(load(folder)).plan))
    columns = ("goal_id", "widest_item", "wider_item", "item", "measure_id")
    found = [[row[name] for name in columns] for row in rows(files, paths.INDICATORS_CSV)]
    assert found == [
        ["water", "水を守る", "", "", ""],
        ["water", "水を守る", "きれいな水", "", ""],
        ["water", "水を守る", "きれいな水", "川と池", ""],
        ["water", "水を守る", "きれいな水", "川と池", "w1"],
    ]


def test_all_is_said_in_the_plans_own_word(plan: Plan) -> None:
    named = replace(plan, terms=replace(plan.terms, indicator="数値目標"))
    assert "指標" not in "".join(
        content.decode("utf-8-sig")
        for path, content in downloads(derive(named)).items()
        if not path.endswith(".xlsx")
    )


def test_what_it_is_stands_in_words_and_numbers(files: dict[str, bytes]) -> None:
    first, _, third, *_, last = rows(files, paths.INDICATORS_CSV)
    assert (
        first
        | {
            "number": "I-(1)",
            "meaning": "'=達成した地点÷全地点",
            "unit": "%",
            "baseline": "69.0",
            "baseline_year": "2014",
            "direction": "大きいほど良い",
            "decimals": "1",
            "kind": "年度ごと",
            "formula": "実績値÷目標値",
            "department": "環境政策課",
            "source": "(株)みなも調べ",
            "first_year": "2017",
            "last_year": "2021",
        }
        == first
    )
    assert (third["kind"], third["formula"], third["baseline"]) == ("累計", "", "")
    assert last["baseline"] == "-3.00"


def test_several_departments_have_a_line_each(files: dict[str, bytes]) -> None:
    columns = ("indicator_id", "number", "department")
    found = [[r[name] for name in columns] for r in rows(files, paths.INDICATOR_DEPARTMENTS_CSV)]
    assert found == [
        ["k1", "1", "環境政策課"],
        ["k1", "2", "下水道課"],
        ["k3", "1", "環境政策課"],
    ]


def test_each_year_of_the_plan_has_a_row_and_each_later_one_with_a_target(
    files: dict[str, bytes],
) -> None:
    assert told(files, "fiscal_year", "target", "value", indicator_id="k2") == [
        ["2017", "", "1117"],
        ["2018", "", ""],
        ["2019", "", ""],
        ["2020", "", ""],
        ["2021", "", ""],
        ["2030", "900.0", ""],
    ]
    (note,) = told(files, "target_note", indicator_id="k2", fiscal_year="2030")
    assert note == ["国の目標に合わせる|中間の目標はない"]


def test_numbers_stay_as_they_were_written_in_every_form(
    files: dict[str, bytes],
) -> None:
    assert [cell for (cell,) in told(files, "value", indicator_id="k1")] == [
        *("70.0", "77.0", "77.0", "77.0", "")
    ]
    assert [cell for (cell,) in told(files, "value", indicator_id="k5")] == [
        *("-1.20", "-1.25", "0.96", "0.97", "")
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(files[paths.WORKBOOK]))["indicator-values"]
    header, *cells = sheet.iter_rows()
    at = [cell.value for cell in header].index("value")
    shown = [(row[at].value, row[at].number_format) for row in cells]
    assert shown[0] == (70, "#,##0.0")
    assert {(-1.2, "#,##0.00"), (1117, "#,##0")} <= set(shown)


def test_a_range_has_its_two_ends_in_columns_of_their_own(files: dict[str, bytes]) -> None:
    columns = ("fiscal_year", "target", "target_high", "target_note", "value", "reached")
    assert told(files, *columns, indicator_id="k4")[:3] == [
        ["2017", "", "", "", "46", ""],
        ["2018", "40", "45", "", "44", "達成"],
        ["2019", "", "", "今の年齢を保つ", "44", ""],
    ]


def test_what_a_chart_shows_is_a_file_of_its_own(plan: Plan, files: dict[str, bytes]) -> None:
    for indicator in plan.indicators:
        found = rows(files, paths.indicator_csv(indicator.id))
        every = rows(files, paths.INDICATOR_VALUES_CSV)
        assert found == [row for row in every if row["indicator_id"] == indicator.id]
    assert len(rows(files, paths.indicator_csv("k2"))) == 6


def test_a_gap_is_no_zero_and_its_reason_stands_beside_it(files: dict[str, bytes]) -> None:
    assert told(files, "value", "state", indicator_id="k2")[:3] == [
        ["1117", "推計"],
        ["", "集計中"],
        ["", "集計中"],
    ]


def test_a_rate_is_rounded_as_it_is_shown_or_it_is_said_why_there_is_none(
    files: dict[str, bytes],
) -> None:
    assert told(files, "reached", "rate", "no_rate", indicator_id="k5")[:4] == [
        ["", "", ""],
        ["未達成", "", "目標値が0なので、達成率は計算しません。"],
        ["未達成", "96.0", ""],
        ["", "", ""],
    ]
    assert told(files, "rate", indicator_id="k1")[:2] == [["100.0"], ["101.3"]]


def test_a_grade_of_the_citys_own_is_told_from_one_that_was_worked_out(
    files: dict[str, bytes],
) -> None:
    columns = ("grade", "grade_by", "other_grade")
    assert told(files, *columns, indicator_id="k1")[:3] == [
        ["Ａ", "計算", ""],
        ["Ｂ", "自治体", "Ａ"],
        ["", "", ""],
    ]
    assert told(files, *columns, indicator_id="k5", fiscal_year="2019") == [["Ｃ", "計算", ""]]
    words = {row["label"]: row for row in rows(files, paths.CODES_CSV)}
    assert words["Ａ"]["meaning"] == "達成。達成率が100％以上"
    assert words["Ｂ"]["meaning"] == "概ね達成。達成率が96.5％以上"
    assert words["Ｃ"]["meaning"] == "達成率がほかの評価に当たらない"


def test_only_grades_that_are_worked_out_ask_who_gave_them(plan: Plan) -> None:
    own = tuple(replace(band, least=None) for band in plan.bands)
    (table,) = (it for it in tables(derive(replace(plan, bands=own))) if it.name == NEW[2][5:-4])
    names = [column.name for column in table.fields]
    assert "grade" in names
    assert not {"grade_by", "other_grade"} & set(names)
    (table,) = (it for it in tables(derive(replace(plan, bands=()))) if it.name == NEW[2][5:-4])
    assert "grade" not in [column.name for column in table.fields]


def test_a_changed_target_and_a_correction_stand_in_tables_of_their_own(plan: Plan) -> None:
    corrections = (
        Correction(date(2021, 7, 1), "k1", plan.years[1], "value", "770.0", "77.0", "桁の誤り"),
        Correction(date(2021, 7, 1), "w1", plan.years[1], "actions", "甲", "乙", ""),
    )
    files = downloads(derive(replace(plan, corrections=corrections)))
    (revised,) = rows(files, paths.INDICATOR_REVISIONS_CSV)
    assert list(revised.values())[2:] == [
        *("k1", "水質基準の達成率", "2020", "2021", "95.0", "", "99.0", ""),
        "国の基準が変わりました。",
    ]
    (corrected,) = rows(files, paths.INDICATOR_CORRECTIONS_CSV)
    assert list(corrected.values())[2:] == [
        *("k1", "水質基準の達成率", "2021-07-01", "2018", "実績値", "770.0", "77.0", "桁の誤り")
    ]
    ids = {row["measure_id"] for row in rows(files, paths.REVISIONS_CSV)}
    assert ids == {"w1", "w3", "e1", "e2", "l1"}
    assert [row["measure_id"] for row in rows(files, paths.CORRECTIONS_CSV)] == ["w1"]
    tree = json.loads(files[paths.JSON])
    assert [it["measure_id"] for it in tree["corrections"]] == ["w1"]
    assert {it["measure_id"] for it in tree["revisions"]} == ids
    assert tree["indicator_revisions"][0]["after"] == 99
    assert tree["indicator_corrections"][0]["column"] == "実績値"


def test_the_tree_holds_each_with_its_years_and_what_it_belongs_to(
    files: dict[str, bytes],
) -> None:
    tree = json.loads(files[paths.JSON])
    assert [it["indicator_id"] for it in tree["indicators"]] == ["k1", "k2", "k3", "k4", "k5"]
    first = tree["indicators"][0]
    assert (first["measure_id"], first["departments"]) == ("w1", ["環境政策課", "下水道課"])
    assert first["years"][1] == {
        "fiscal_year": 2018,
        "target": 76.0,
        "target_high": None,
        "target_note": None,
        "value": 77.0,
        "reached": "達成",
        "rate": 101.3,
        "no_rate": None,
        "state": "速報",
        "grade": "Ｂ",
        "grade_by": "自治体",
        "other_grade": "Ａ",
        "note": "=1+1の式ではない|雨が多かった",
    }


def test_every_list_of_words_is_named_by_a_column(plan: Plan) -> None:
    used: set[str] = set()
    for table in tables(derive(plan)):
        for column in table.fields:
            used.update(column.lists)
            assert [name for name in column.lists if name not in column.description] == []
    codes = rows(downloads(derive(plan)), paths.CODES_CSV)
    assert used == {row["list"] for row in codes}


@pytest.mark.office
def test_libreoffice_finds_what_the_csv_says(files: dict[str, bytes], tmp_path: Path) -> None:
    found = in_libreoffice(files[paths.WORKBOOK], tmp_path)
    for path in NEW:
        assert as_numbers(found[Path(path).stem]) == as_numbers(said(files[path]))


def as_numbers(table: Rows) -> list[list[object]]:
    """LibreOffice was asked for the values, not for how they look: 70 is 70.0."""
    is_number = re.compile(NUMBERS["number"])
    return [[Decimal(c) if c and is_number.fullmatch(c) else c for c in row] for row in table]
