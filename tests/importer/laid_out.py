"""総括表 as cities keep them, made from a plan's data, and a plan's folder that has none yet."""

import csv
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from conftest import call, make_project

from planreport.csvfile import unguarded
from planreport.plan.numbers import plain

_NUMBERS = ("baseline", "target", "value")
Cells = Sequence[Sequence[object]]
# A plan whose years report a grade, and a text if there is one.
GRADED = """
[[fields]]
name = "grade"
label = "評価"
kind = "choice"
required = true

[[fields]]
name = "actions"
required = false
"""


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """A table of data/ without its empty cells; none where there is no such file."""
    file = folder / "data" / name
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as text:
        return [{k: _cell(k, v) for k, v in row.items() if v} for row in csv.DictReader(text)]


def _cell(name: str, cell: str) -> str:
    """A number says the same with and without commas."""
    return plain(cell) or cell if name in _NUMBERS else unguarded(cell)


def emptied(name: str, folder: Path) -> Path:
    """A project of a plan that has its plan.toml, and tables with nothing but a header."""
    project = make_project(name, folder)
    for path in (project / "data").iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.suffix == ".csv":
            if path.name in ("goals.csv", "measures.csv"):
                header = path.read_text(encoding="utf-8-sig").splitlines()[0]
                path.write_text(f"{header}\n", encoding="utf-8")
            else:
                path.unlink()
    return project


def workbook(
    path: Path, sheets: Mapping[str, Cells], draw: Callable[[str, Any], None] | None = None
) -> Path:
    """A workbook with these cells; `draw` merges and hides, by the sheet's name."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if cell != "":
                        sheet.write(r, c, cell)
            if draw:
                draw(name, sheet)
    return path


SMALL = """\
[plan]
title = "海辺市環境計画"
municipality = "架空県海辺市"
first_year = 2022
last_year = 2023
updated = 2024-06-01
{plan}

[terms]
goal = "目標"
item = "施策"
measure = "事業"
"""


def small_plan(folder: Path, more: str = "", plan: str = 'schedule = "none"') -> Path:
    """A project of a plan of two years in which nothing is written yet; `more` of its plan.toml."""
    project = make_project("minamo", folder)
    for part in ("data", "content"):
        shutil.rmtree(project / part)
        (project / part).mkdir()
    texts = {
        "data/plan.toml": SMALL.format(plan=plan) + more,
        "data/goals.csv": "goal_id,title\n",
        "data/measures.csv": "measure_id,goal_id,item,title,summary,department\n",
        "content/index.md": "---\ntitle: 概要\n---\n\n計画の進み具合です。\n",
    }
    for name, text in texts.items():
        (project / name).write_text(text, encoding="utf-8")
    return project


def import_sheet(
    folder: Path, rows: list[Any], more: str = GRADED, plan: str = 'schedule = "none"'
) -> tuple[Any, Path]:
    """What the command says of one sheet, and the plan's folder."""
    project = small_plan(folder / "plan", more, plan)
    return call(project, "import", str(workbook(folder / "表.xlsx", {"表": rows}))), project
