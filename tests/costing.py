"""A plan whose years report numbers: what measures have cost, and how many people came."""

import csv
import io
from pathlib import Path

import openpyxl
from collecting import fill
from judged import checked

from planreport.round import commands
from planreport.workbook import Reading, form, known_measures, read

FIELDS = """

[[fields]]
name = "cost"
label = "決算額"
kind = "number"
unit = "千円"
total = true

[[fields]]
name = "people"
label = "参加者"
kind = "number"
unit = "人"
"""
RESULT, COST, PEOPLE = "G", "J", "K"  # the columns of the form


def told(folder: Path) -> Path:
    """The plan of 海風市, in which k01 to k03 of four measures of an item have said what they cost."""
    with (folder / "data" / "plan.toml").open("a", encoding="utf-8") as file:
        file.write(FIELDS)
    say(folder, 2020, {"k01": ("1,000", "")})
    say(folder, 2021, {"k01": ("1,234.50", "84"), "k02": ("▲200", ""), "k03": ("0", "")})
    return folder


def say(folder: Path, year: int, numbers: dict[str, tuple[str, str]]) -> None:
    path = folder / "data" / "progress" / f"{year}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        said = numbers.get(row["measure_id"], (row.get("cost", ""), row.get("people", "")))
        row["cost"], row["people"] = said
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def said_in_form(folder: Path, cells: dict[str, object], formats: dict[str, str]) -> Reading:
    """What is read of a form of the next year in which somebody has filled in these cells."""
    commands.new_year(folder, extends=False)
    found = checked(folder)
    assert found.collection
    book = openpyxl.load_workbook(io.BytesIO(fill(form(found.plan, found.collection, None), cells)))
    for cell, number_format in formats.items():
        book["入力"][cell].number_format = number_format
    content = io.BytesIO()
    book.save(content)
    return read("票.xlsx", content.getvalue(), known_measures(found.plan, found.collection))
