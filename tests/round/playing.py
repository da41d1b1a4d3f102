"""What an office does in the yearly round, by its commands and in the forms."""

import csv
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
from conftest import COMPILED, ROOT, call, parsed

from planreport.check import check
from planreport.load import load
from planreport.pages import render
from planreport.papers.document import document
from planreport.report.derive import derive

Project = Callable[[str], Path]
Answers = Mapping[str, str]  # by the column that they are filled into


def run(folder: Path, *words: str) -> str:
    done = call(folder, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def columns(sheet: openpyxl.worksheet.worksheet.Worksheet) -> tuple[int, dict[str, int]]:
    """The row of the headings, and the columns that are filled in, by their names in the data."""
    for row in sheet.iter_rows():
        found = [str(cell.value) for cell in row]
        inputs = [n for n, text in enumerate(found, 1) if text.startswith("【入力")]
        if inputs:
            names = ["progress", "actions", "assessment", "remarks"]
            if len(inputs) == 3:
                names.remove("assessment")
            return row[0].row, {
                "measure_id": found.index("番号") + 1,
                **dict(zip(names, inputs, strict=True)),
            }
    raise AssertionError("no headings")


def fill(path: Path, answer: Callable[[str], Answers]) -> None:
    """Fills a form in, as somebody else's Excel would."""
    book = openpyxl.load_workbook(path)
    sheet = book["入力"]
    header, of = columns(sheet)
    for row in range(header + 1, sheet.max_row + 1):
        if measure_id := sheet.cell(row, of["measure_id"]).value:
            for name, text in answer(str(measure_id)).items():
                sheet.cell(row, of[name]).value = text
    book.save(path)


def record(folder: Path, year: int) -> dict[str, dict[str, str]]:
    with (folder / "data" / "progress" / f"{year}.csv").open(encoding="utf-8-sig") as file:
        return {row["measure_id"]: row for row in csv.DictReader(file)}


def form(folder: Path, department: str) -> Path:
    return next((folder / "票").glob(f"*_{department}.xlsx"))


def papers(folder: Path) -> dict[str, str]:
    """What each of the current papers says, as it is to be typeset, without white space."""
    report = derive(check(load(folder)).plan)
    env = render.environment(ROOT / "templates", COMPILED)
    return {
        paper.file: "".join(parsed(document(env, report, paper)).text_content().split())
        for paper in report.plan.papers
    }


def pdf_text(path: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True
    )
    return "".join(done.stdout.split())
