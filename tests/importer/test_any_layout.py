"""However a table is laid out, of all that people do to one, it gives the same data."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from cities_with_indicators import as_typed
from conftest import call
from hypothesis import given, strategies as st
from layouts import Layout, lay_out, reiwa, saved, short, wide, workbook, years
from tabled import carried, empty_project, indicators, measures, own, renamed, tables
from trying import some_examples

pytestmark = pytest.mark.whole

FIELDS = {
    "minamo": {
        "planned": ["年度目標", "計画", "年次計画"],
        "progress": ["達成状況", "進捗状況", "進捗"],
        "actions": ["取組状況", "実施内容", "取組実績"],
        "assessment": ["区分", "評価", "自己評価"],
    },
    "umikaze": {
        "result": ["達成状況", "評価", "達成度"],
        "actions": ["取組の内容", "取組実績", "実施状況"],
    },
}
ONCE = {
    "title": ["事業名", "取組", "具体的な取組"],
    "summary": ["概要", "事業概要", "内容"],
    "department": ["担当課", "所管課", "担当部署"],
}
GROUPS = {"goal": ["基本目標", "目標", "政策"], "item": ["施策", "施策の方向", "基本施策"]}
YEARS = {"minamo": range(2017, 2022), "umikaze": range(2019, 2022)}
SPELLINGS: list[Callable[[int], str]] = [
    reiwa,
    short,
    lambda year: f"{short(year)}年度",
    lambda year: wide(reiwa(year)),
    lambda year: f"{year}年度",
    str,
    lambda year: reiwa(year).removesuffix("年度"),
    lambda year: f"{reiwa(year)}（{year}年度）",
    lambda year: f"{reiwa(year)[:2]}\n{reiwa(year)[2:]}",
]


@dataclass(frozen=True)
class Made:
    """The table of a plan in a workbook, and how it is laid out."""

    plan: str
    layout: str
    content: bytes = field(repr=False)


@st.composite
def sheets(draw: Any) -> Made:
    plan = draw(st.sampled_from([*FIELDS]))
    grouped = draw(st.sampled_from(["merged", "blank", "repeated", "headings"]))
    arranged = draw(
        st.sampled_from(["year above", "field above", "in a row", "a row a year", "a row a field"])
    )
    spell = draw(st.sampled_from(SPELLINGS))
    top, left = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    page = draw(st.sampled_from([0, 0, 3, 7]))
    named = {key: draw(st.sampled_from(words)) for key, words in (ONCE | GROUPS).items()}
    fields = {key: draw(st.sampled_from(words)) for key, words in FIELDS[plan].items()}
    keys = [*ONCE, *(() if grouped == "headings" else GROUPS)]
    once: dict[tuple[str, ...], Any] = {(named[k],): k for k in draw(st.permutations(keys))}
    by_years: dict[tuple[str, ...], Any] = {}
    plan_years = YEARS[plan]
    match arranged:
        case "year above":
            by_years = {
                (spell(y), word): f"{f} {y}" for y in plan_years for f, word in fields.items()
            }
        case "field above":
            by_years = {
                (word, spell(y)): f"{f} {y}" for f, word in fields.items() for y in plan_years
            }
        case "in a row":
            by_years = {
                (f"{spell(y)} {w}",): f"{f} {y}" for y in plan_years for f, w in fields.items()
            }
        case "a row a field":
            by_years = {("区別",): tuple(f"={word}" for word in fields.values())}
            by_years |= {(spell(y),): tuple(f"{f} {y}" for f in fields) for y in plan_years}
        case _:
            by_years = {("年度",): tuple(f"={spell(y)}" for y in plan_years)}
            by_years |= {(w,): tuple(f"{f} {y}" for y in plan_years) for f, w in fields.items()}
    unknown = {("予算額（千円）",): "=1,200"} if draw(st.booleans()) else {}
    layout: Layout = once | unknown | by_years if draw(st.booleans()) else by_years | unknown | once
    book, [sheet] = workbook("進行管理")
    if top > 1:
        sheet.cell(1, left, "計画の進行管理表")
    groups = {"merged" if grouped == "merged" else "blank": ["goal", "item"]}
    headings = {"goal": "{named}{goal number} {goal}".replace("{named}", named["goal"])}
    headings["item"] = "（施策）{item}" if draw(st.booleans()) else "{item}"
    row = lay_out(
        sheet,
        layout,
        measures(plan),
        top=top,
        left=left,
        page=page,
        headings=headings if grouped == "headings" else {},
        **(groups if grouped in ("merged", "blank") else {}),
    )
    if draw(st.booleans()):
        sheet.cell(row + 1, left, "※ 評価は担当課による。")
    said = f"{grouped}, {arranged}, {spell(2019)!r}, page {page}, {[*layout]}"
    return Made(plan, said, saved(book))


INDICATED = {
    "name": ["環境指標", "指標", "指標名", "KPI", "成果指標"],
    "measured": ["対象", "関連する取組"],
    "unit": ["単位"],
    "direction said": ["望ましい方向"],
    "base said": ["基準値", "現状値", "策定時の値"],
}


@st.composite
def sheets_of_indicators(draw: Any) -> Made:
    plan, plan_years = "aomine", range(2018, 2022)
    arranged = draw(st.sampled_from(["year above", "field above", "in a row", "a row a field"]))
    spell = draw(st.sampled_from(SPELLINGS))
    named = {key: draw(st.sampled_from(words)) for key, words in INDICATED.items()}
    fields = {
        "target": draw(st.sampled_from(["目標値", "目標"])),
        "reading": draw(st.sampled_from(["実績値", "実績"])),
    }
    once: dict[tuple[str, ...], Any] = {(named[k],): k for k in draw(st.permutations([*INDICATED]))}
    by_years: dict[tuple[str, ...], Any] = {}
    match arranged:
        case "year above":
            by_years = {
                (spell(y), word): f"{f} {y}" for y in plan_years for f, word in fields.items()
            }
        case "field above":
            by_years = {
                (word, spell(y)): f"{f} {y}" for f, word in fields.items() for y in plan_years
            }
        case "in a row":
            by_years = {
                (f"{spell(y)} {w}",): f"{f} {y}" for y in plan_years for f, w in fields.items()
            }
        case _:
            by_years = {("区別",): tuple(f"={word}" for word in fields.values())}
            by_years |= {(spell(y),): tuple(f"{f} {y}" for f in fields) for y in plan_years}
    book, [sheet, listed] = workbook("取組", "指標")
    of_measures: Layout = {
        ("基本目標",): "goal",
        ("基本施策",): "item",
        ("取組",): "title",
        **years({year: reiwa(year) for year in plan_years}, grade="評価", actions="実施状況"),
    }
    lay_out(sheet, of_measures, measures(plan))
    rows = [as_typed(record) for record in indicators(plan)]
    lay_out(listed, once | by_years, rows, page=draw(st.sampled_from([0, 9])))
    return Made(plan, f"{arranged}, {spell(2019)!r}, {[*once, *by_years]}", saved(book))


@some_examples(6)
@given(made=sheets_of_indicators())
def test_any_layout_of_indicators_gives_the_same_data(made: Made) -> None:
    names = ("indicators.csv", "targets.csv", "values/")
    columns = {"name", "of", "unit", "direction", "baseline", "baseline_year"}
    columns |= {"target", "note", "value", "state"}
    expected = own(made.plan)
    expected["targets.csv"] = [r for r in expected["targets.csv"] if r["fiscal_year"] < "2022"]
    with TemporaryDirectory() as folder:
        project = empty_project(made.plan, Path(folder) / made.plan)
        file = project.parent / "表.xlsx"
        file.write_bytes(made.content)
        done = call(project, "import", str(file), "--plan", str(project))
        assert done.returncode == 0, f"{made}\n{done.stdout}{done.stderr}"
        found = renamed(carried(tables(project), columns))
    wanted = renamed(carried(expected, columns))
    for file_name in [name for name in wanted if name.startswith(names)]:
        assert found[file_name] == wanted[file_name], made


@some_examples(12)
@given(made=sheets())
def test_any_layout_gives_the_same_data(made: Made) -> None:
    with TemporaryDirectory() as folder:
        project = empty_project(made.plan, Path(folder) / made.plan)
        file = project.parent / "表.xlsx"
        file.write_bytes(made.content)
        done = call(project, "import", str(file), "--plan", str(project))
        assert done.returncode == 0, f"{made}\n{done.stdout}{done.stderr}"
        found = renamed(tables(project))
    expected = own(made.plan)
    columns = {column for rows in expected.values() for row in rows for column in row}
    assert found == renamed(carried(expected, columns)), made
