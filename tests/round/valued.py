"""The yearly round of a plan with indicators, as an office plays it."""

import csv
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import once, tree
from measuring import make_measured

from planreport.check import check
from planreport.load import load
from planreport.place import PlanError
from planreport.plan.revisions import Correction
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


def open_in(folder: Path, factory: pytest.TempPathFactory) -> Path:
    """Minamo with indicators, its years published, the next one opened and the forms made."""

    def make(folder: Path) -> None:
        make_measured(folder)
        for year in (2017, 2018, 2019, 2020):
            commands.publish(folder, year, date(2021, 6, 30))
        commands.new_year(folder, extends=False)
        commands.forms(folder, folder / "票")

    made = once(factory, "indicators", make)
    return Path(shutil.copytree(made, folder / "minamo", symlinks=True))


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
