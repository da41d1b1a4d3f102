"""Texts may begin with signs, and nothing in a CSV or workbook runs as a formula."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from conftest import call, plan_of

from planreport import csvfile
from planreport.check import check
from planreport.load import load
from planreport.opendata.downloads import downloads
from planreport.report.derive import derive


@pytest.mark.parametrize(
    "text",
    [
        "-32,051人",
        "＋2.4ポイント",
        "－（該当なし）",
        "=1+1",
        "@市役所",
        "＝１＋１",
        "'-1",
        "''＠x",
        "-x|=1",
        " =1+1",
        "\t=1+1",
    ],
)
def test_a_text_that_would_run_is_guarded_and_comes_back_as_it_was(text: str) -> None:
    (_, (written,)) = csv.reader(io.StringIO(csvfile.write(["a"], [[text]]).decode("utf-8-sig")))
    assert written == f"'{text}"
    assert csvfile.unguarded(written) == text


@pytest.mark.parametrize(
    "text", ["", "－", "-", "△3.2％", "ー", "2-1", "-5", "+2.4", "約-5度", "'甲'", "−5度"]
)
def test_any_other_text_is_left_alone(text: str) -> None:
    assert csvfile.guarded(text) == text
    assert csvfile.unguarded(text) == text


def test_a_number_below_zero_is_a_number() -> None:
    assert csvfile.write(["a"], [[-1]]).decode("utf-8-sig") == "a\r\n-1\r\n"


@pytest.fixture
def signed(project: Callable[[str], Path]) -> Path:
    root = project("minamo")
    for file, old, new in (
        ("progress/2020.csv", "講座を37回開いた。", '"-32,051人だった。|+1|=1+1"'),
        ("progress/2020.csv", "36世帯を診断した。", "'＋2.4ポイントの世帯"),
        ("measures.csv", "出前講座,", "＠ホーム講座,"),
        ("measures.csv", "市内5か所で水質を測る|", "=市内|-5か所|"),
        ("plan.toml", 'title = "みなも', 'title = "＋みなも'),
    ):
        path = root / "data" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    return root


def test_pages_show_signs_as_they_are_and_csv_guards_them(signed: Path) -> None:
    done = call(signed, "--no-pdf", "--strict")
    assert done.returncode == 0, done.stderr
    output = signed / "output"
    assert '<h3 id="measure-l1">＠ホーム講座</h3>' in (output / "goal-learn.html").read_text()
    assert "＋2.4ポイントの世帯" in (output / "goal-energy.html").read_text()
    cells = [
        cell
        for path in output.glob("data/*.csv")
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
        for cell in row
    ]
    assert {"'-32,051人だった。|+1|=1+1", "'＋2.4ポイントの世帯", "'＠ホーム講座", "'=市内"} <= {
        *cells
    }
    assert not [cell for cell in cells if csvfile.is_guarded(cell) and cell[0] != "'"]
    workbook = openpyxl.load_workbook(output / "data/plan.xlsx")
    typed = {cell.value: cell.data_type for sheet in workbook for row in sheet for cell in row}
    assert typed["=市内"] == typed["＋2.4ポイントの世帯"] == "s"
    assert "f" not in typed.values()
    assert '"＋2.4ポイントの世帯"' in (output / "data/plan.json").read_text()
    told = "CSVでは先頭に「'」を1つ付けています"
    assert told in json.loads((output / "data/datapackage.json").read_text())["description"]
    assert told in (output / "data.html").read_text().replace("&#39;", "'")


def test_what_the_data_package_allows_is_what_the_csv_has() -> None:
    plan = plan_of("minamo")
    first, *others = plan.assessments
    worse = replace(first, label="－－")
    files = downloads(derive(replace(plan, assessments=(worse, *others))))
    package = json.loads(files["data/datapackage.json"])
    (codes,) = (csv.DictReader(io.StringIO(files["data/codes.csv"].decode("utf-8-sig"))),)
    labels = [row["label"] for row in codes if row["list"] == "assessment"]
    (table,) = (table for table in package["resources"] if table["name"] == "progress")
    (field,) = (it for it in table["schema"]["fields"] if it["name"] == "assessment")
    assert field["constraints"]["enum"] == labels
    assert "'－－" in labels


def test_data_is_read_without_the_guard(signed: Path) -> None:
    measures = {measure.id: measure for measure in check(load(signed)).plan.measures}
    assert measures["e3"].years[-2].actions == "＋2.4ポイントの世帯"
    assert measures["l1"].years[-2].actions == "-32,051人だった。|+1|=1+1"
