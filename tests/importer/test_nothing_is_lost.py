"""Whatever a sheet says either comes to stand in data/ or is told as not taken."""

import re
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given, settings, strategies as st
from laid_out import SMALL

from planreport.check.declared import declared
from planreport.check.vocabulary import fields_of
from planreport.importer.grids import Grid
from planreport.importer.headings import find_layout
from planreport.importer.indicators import indicator_tables
from planreport.importer.roles import roles
from planreport.importer.rows import gather
from planreport.importer.subjects import Asked, not_taken
from planreport.importer.tables import make
from planreport.load import load, load_toml

PLAN = """
[[statuses]]
label = "検討"
meaning = "検討"

[[statuses]]
label = "実施"
meaning = "実施"
"""
HEADINGS = [
    *("目標", "施策", "事業", "概要", "担当課", "番号", "備考", "なぞ", "年度", ""),
    *("令和4年度 計画", "R4 実績", "2023年度 進捗", "R5 実施内容", "令和4年度 実施内容", "区別"),
    *("R5 上半期 実施内容", "R5 下半期 実施内容", "R4 計画 1Q"),
    *("指標", "単位", "基準値", "目標値 R5", "実績値 R4"),
]
WORDS = [
    "",
    "",
    "計画",
    "実績",
    "R4",
    "合計",
    "※注",
    "目標1 ",
    "(1)",
    "－",
    "同上",
    "検討",
    "1,204",
]


@st.composite
def sheets(draw: Any) -> Grid:
    """A table whose cells are mostly unlike each other, with merged cells here and there."""
    headings = draw(st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=9))
    numbers = count()
    rows = [[f"{'事業' if not n else ''}{text}" for n, text in enumerate(headings)]]
    for _ in range(draw(st.integers(1, 7))):
        row = []
        for _ in headings:
            word = draw(st.sampled_from(WORDS))
            row.append(f"{word}語{next(numbers)}" if draw(st.booleans()) else word)
        rows.append(row)
    fillings: dict[tuple[int, int], tuple[int, int]] = {}
    for r in range(2, len(rows)):
        for c in range(len(headings)):
            if not rows[r][c] and rows[r - 1][c] and draw(st.booleans()):
                fillings[r, c] = fillings.get((r - 1, c), (r - 1, c))
                rows[r][c] = rows[r - 1][c]
    cells = tuple(map(tuple, rows))
    return Grid("表.xlsx", "表", cells, tuple(range(1, len(rows) + 1)), fillings=fillings)


def _known() -> Any:
    sources = load(ROOT)
    edits = {"data/plan.toml": (SMALL.format(plan="") + PLAN).encode()}
    file, problems = load_toml(ROOT, "data/plan.toml", edits)
    assert file and not problems
    plan = declared(file, {})
    fields = fields_of(file, plan)
    empty = replace(sources, settings=file, goals=None, measures=None, indicators=None)
    return empty, plan, fields, tuple(roles(plan, fields))


SOURCES, DECLARED, FIELDS, KNOWN = _known()
YEARS = frozenset(year.year for year in DECLARED.years)


@pytest.mark.whole
@settings(max_examples=100, deadline=None)
@given(sheets())
def test_each_cell_is_in_the_data_or_told(grid: Grid) -> None:
    layout = find_layout(grid, KNOWN)
    if layout is None:
        return
    found = gather([layout], Asked(KNOWN, YEARS))
    made = make(found, SOURCES, DECLARED, FIELDS, KNOWN)
    indicator_tables(made, found, SOURCES, DECLARED)
    told = {text for *_, text, _ in not_taken([layout], found)}
    told |= {problem.message for problem in found.problems}
    data = [
        cell for table in made.tables.values() for row in table.rows for cell in row.cells.values()
    ]
    everything = "\n".join([*told, *data])
    wrong = {problem.place.line for problem in found.problems}
    for line, row in enumerate(grid.rows, 1):
        for text in row if line > layout.last + 1 and line not in wrong else ():
            if found_word := re.search(r"語\d+", text):
                assert re.search(rf"{found_word[0]}(?!\d)", everything), text
