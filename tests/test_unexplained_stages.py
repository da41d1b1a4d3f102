"""A plan need not say what its stages mean: what is not said leaves nothing empty behind."""

import csv
import json
import re
from pathlib import Path

import pytest
from conftest import built, make_project, parsed


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_project("minamo", tmp_path_factory.mktemp("unexplained") / "minamo")
    settings = folder / "data" / "plan.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"^meaning = .*\n", "", text, flags=re.M), encoding="utf-8")
    return built(folder, "--no-pdf") / "output"


def test_the_table_of_stages_has_no_empty_column(output: Path) -> None:
    table = parsed(output / "data.html").xpath('//div[@aria-labelledby="statuses"]/table')[0]
    assert [cell.text_content() for cell in table.xpath(".//thead//th")] == ["順番", "段階"]
    assert {len(row) for row in table.xpath(".//tbody/tr")} == {2}


def test_a_symbol_is_read_out_all_the_same(output: Path) -> None:
    with (output / "data" / "codes.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["list"] == "status"]
    assert [(row["label"], row["meaning"]) for row in rows] == [
        ("×", "未着手"),
        ("△", "準備中"),
        ("○", "実施中"),
        ("◎", "達成"),
    ]


def test_the_tree_says_that_nothing_is_said(output: Path) -> None:
    statuses = json.loads((output / "data" / "plan.json").read_bytes())["statuses"]
    assert [status["meaning"] for status in statuses] == [None] * 4
