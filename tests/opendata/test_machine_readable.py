"""The open data keeps 行政データにおける機械可読性に関するルール (デジタル庁, 2026-03-31)."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import frictionless
import openpyxl
import pytest
from conftest import Site, built
from grouping import make_grouped
from openpyxl.chart import BarChart
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from published import Published, Rows, csv_of, published
from rules import RULES

# What the rule asks of CSV and xlsx files such as these; L1-01 is about other forms.
NUMBERS = [
    *(f"L1-{number:02}" for number in range(2, 16)),
    *(f"L2-{number:02}" for number in range(1, 7)),
    *(f"L3-{number:02}" for number in range(1, 10)),
]
Spoil = Callable[[Published], Published]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_open_data_keeps_the_rule(site: Site, number: str) -> None:
    assert list(RULES[number](published(site.output))) == []


def test_so_does_that_of_a_plan_with_several_levels_of_groups(tmp_path: Path) -> None:
    output = built(make_grouped(tmp_path / "grouped"), "--no-pdf") / "output"
    assert [it for rule in RULES.values() for it in rule(published(output))] == []
    assert frictionless.validate(str(output / "data" / "datapackage.json")).valid


def rows(table: str, change: Callable[[Rows], object]) -> Spoil:
    """Changes a table's CSV, given as its rows, the header being the first."""

    def spoil(data: Published) -> Published:
        lines = [list(row) for row in data.tables[table]]
        change(lines)
        return replace(data, csvs=data.csvs | {table: csv_of(lines)})

    return spoil


def cell(table: str, column: str, text: str) -> Spoil:
    """Writes into the first row below the header."""

    def change(lines: Rows) -> None:
        lines[1][lines[0].index(column)] = text

    return rows(table, change)


def zero_for_blank(lines: Rows) -> None:
    line = next(line for line in lines if "" in line)
    line[line.index("")] = "0"


def header(table: str, column: str, text: str) -> Spoil:
    def change(lines: Rows) -> None:
        lines[0][lines[0].index(column)] = text

    return rows(table, change)


def raw(table: str, change: Callable[[bytes], bytes]) -> Spoil:
    return lambda data: replace(data, csvs=data.csvs | {table: change(data.csvs[table])})


def sheet(change: Callable[[Worksheet], object]) -> Spoil:
    """Changes the first sheet of the workbook."""

    def spoil(data: Published) -> Published:
        workbook, saved = openpyxl.load_workbook(io.BytesIO(data.xlsx)), io.BytesIO()
        change(workbook.worksheets[0])
        workbook.save(saved)
        return replace(data, xlsx=saved.getvalue())

    return spoil


def page(old: str, new: str) -> Spoil:
    return lambda data: replace(data, page=data.page.replace(old, new))


def described(**words: object) -> Spoil:
    """Changes what the Data Package says of the shares in the tally."""

    def spoil(data: Published) -> Published:
        package = json.loads(json.dumps(data.package))
        (tallies,) = (entry for entry in package["resources"] if entry["name"] == "tallies")
        tallies["schema"]["fields"][-1].update(words)
        return replace(data, package=package)

    return spoil


def last_year(data: Published) -> Published:
    """An earlier edition whose columns had another name."""
    folder, csvs = next(iter(data.earlier.items()))
    older = csvs["measures"].replace(b"department", b"section")
    return replace(data, earlier=data.earlier | {folder: csvs | {"measures": older}})


SPOILED = [
    ("L1-02", rows("measures", lambda lines: lines.extend(list(lines)))),
    ("L1-03", rows("measures", lambda lines: lines.insert(2, [""] * len(lines[0])))),
    (
        "L1-03",
        rows("measures", lambda lines: [line.__setitem__(slice(2, 2), [""]) for line in lines]),
    ),
    ("L1-03", sheet(lambda sheet: sheet.insert_rows(3))),
    ("L1-03", sheet(lambda sheet: sheet.insert_cols(3))),
    ("L1-04", rows("measures", lambda lines: lines[1].append("（速報）"))),
    ("L1-04", sheet(lambda sheet: sheet.cell(sheet.max_row + 2, 1, "注：速報値"))),
    ("L1-05", header("measures", "item", "")),
    ("L1-06", cell("measures", "item", "計　画")),
    ("L1-06", cell("measures", "item", " 計画")),
    ("L1-06", cell("measures", "item", "計\n画")),
    ("L1-07", cell("summaries", "summary", "甲|乙")),
    ("L1-07", cell("measures", "first_year", "2012 2013")),
    *(("L1-08", cell("measures", "measure", f"計画{char}")) for char in "①Ⅳ㈱㎡㍻№℡ｱ"),
    ("L1-09", cell("measures", "department", "―")),
    ("L1-09", rows("progress", zero_for_blank)),
    ("L1-10", sheet(lambda sheet: sheet.add_chart(BarChart(), "B2"))),
    ("L1-11", sheet(lambda sheet: setattr(sheet["B2"], "font", Font(color="FFFF0000")))),
    ("L1-11", sheet(lambda sheet: setattr(sheet["B2"], "number_format", ";;;"))),
    ("L1-12", sheet(lambda sheet: sheet.merge_cells("B2:B3"))),
    ("L1-13", sheet(lambda sheet: setattr(sheet.row_dimensions[2], "hidden", True))),
    ("L1-13", sheet(lambda sheet: setattr(sheet.column_dimensions["B"], "hidden", True))),
    ("L1-14", cell("measures", "measure", "計\r\n画")),
    ("L1-14", raw("measures", lambda raw: raw.rstrip())),
    ("L1-15", raw("measures", lambda raw: raw.replace("の".encode(), "の,".encode(), 1))),
    ("L2-01", cell("tallies", "count", "18項目")),
    ("L2-01", cell("tallies", "count", "１８")),
    ("L2-01", cell("tallies", "count", "1,800")),
    ("L2-01", cell("tallies", "percent", "60％")),
    ("L2-01", cell("tallies", "percent", "4,7")),
    ("L2-01", sheet(lambda sheet: setattr(sheet["H2"], "value", "2012"))),
    ("L2-02", cell("measures", "goal", "")),
    ("L2-02", cell("measures", "goal", "同上")),
    ("L2-03", header("measures", "item", "goal")),
    ("L2-04", cell("progress", "planned", "ほぼ実施")),
    ("L2-05", cell("tallies", "kind", "公表（速報）")),
    ("L2-06", sheet(lambda sheet: setattr(sheet["B2"], "value", "=1+1"))),
    ("L2-06", cell("measures", "measure", "=1+1")),
    ("L3-01", rows("measures", lambda lines: lines.insert(0, ["計画の一覧"]))),
    ("L3-01", sheet(lambda sheet: sheet.insert_rows(1))),
    ("L3-02", rows("codes", lambda lines: lines.pop(1))),
    ("L3-03", rows("codes", lambda lines: lines.append(["status", "◎", "9", ""]))),
    ("L3-03", described(constraints={})),
    ("L3-04", described(description="割合")),
    ("L3-05", cell("progress", "fiscal_year", "平成24")),
    ("L3-05", cell("history", "date", "2012/4/1")),
    ("L3-06", cell("progress", "municipality", "旭川市")),
    ("L3-06", cell("progress", "area_code", "12041")),
    ("L3-06", header("progress", "area_code", "area")),
    ("L3-07", last_year),
    ("L3-08", raw("measures", lambda raw: raw.removeprefix(b"\xef\xbb\xbf"))),
    ("L3-08", header("measures", "item", "計画項目")),
    ("L3-08", page("（BOM付き）", "")),
    ("L3-08", rows("definitions", lambda lines: lines.pop())),
    ("L3-08", cell("history", "text", "別の更新")),
    ("L3-09", header("progress", "planned", "planned_2012")),
    ("L3-09", page("横持ち", "表")),
]


@pytest.mark.parametrize(("number", "spoil"), SPOILED, ids=[number for number, _ in SPOILED])
def test_what_breaks_the_rule_is_found(
    built_once: Callable[[str], Path], number: str, spoil: Spoil
) -> None:
    assert any(RULES[number](spoil(published(built_once("minamo") / "output"))))


def test_each_rule_is_there_and_can_be_broken() -> None:
    assert list(RULES) == NUMBERS
    assert sorted({number for number, _ in SPOILED}) == sorted(NUMBERS)
