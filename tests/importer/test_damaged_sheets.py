"""Import understands what can be understood of a sheet and refuses the rest, in these very words.

`pytest tests/importer --update-golden` writes the words of damaged_sheets.toml anew: read the diff.
"""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cities_with_indicators import as_typed
from conftest import Golden, call, tree
from damaged import changed, in_excel, in_zip
from layouts import Layout, lay_out, reiwa, saved, workbook, years
from tabled import empty_project, indicators, measures, tables

FILE = Path(__file__).with_name("damaged_sheets.toml")
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
OF_MEASURES, OF_INDICATORS = "進行管理表", "環境指標"


def minamo() -> bytes:
    layout: Layout = {
        ("基本方針",): "goal",
        ("施策",): "item",
        ("No.",): "No.",
        ("事業",): "title",
        ("概要",): "summary",
        ("担当課",): "department",
        **years(
            {year: reiwa(year) for year in range(2017, 2021)},
            planned="年度目標",
            progress="達成状況",
            actions="取組状況",
        ),
        ("令和3年度", "年度目標"): "planned 2021",
    }
    book, [sheet] = workbook(OF_MEASURES)
    sheet["A1"] = "みなも市環境行動計画　進行管理表"
    lay_out(sheet, layout, measures("minamo"), top=2, blank=["goal", "item"])
    return saved(book)


def aomine() -> bytes:
    """The measures of its first goal, and the indicators of these, of the goal and of the plan."""
    spelled = {year: reiwa(year) for year in range(2018, 2022)}
    layout: Layout = {
        ("基本目標",): "goal",
        ("基本施策",): "item",
        ("取組",): "title",
        ("取組の内容",): "summary",
        ("担当課",): "department",
        **years(spelled, grade="評価", actions="実施状況"),
    }
    of_indicators: Layout = {
        ("環境指標",): "name",
        ("対象",): "measured",
        ("単位",): "unit",
        ("望ましい方向",): "direction said",
        ("基準値",): "baseline",
        ("基準年度",): "baseline_year",
        **years(spelled, target="目標値", reading="実績値"),
        ("令和4年度", "目標値"): "target 2022",
    }
    book, [sheet, listed] = workbook("取組", OF_INDICATORS)
    mine = [record for record in measures("aomine") if record["goal_id"] == "1"]
    lay_out(sheet, layout, mine, blank=["goal", "item"])
    lay_out(listed, of_indicators, [as_typed(record) for record in indicators("aomine")[:8]])
    return saved(book)


@cache
def sound(indicators: bool) -> bytes:
    """The sheet of a case before anything happened to it."""
    return aomine() if indicators else minamo()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], tuple[Path, str]]:
    """The plan into which the sound sheet was imported, and what was said of it."""

    @cache
    def one(indicators: bool) -> tuple[Path, str]:
        folder = tmp_path_factory.mktemp("plain")
        plan = empty_project("aomine" if indicators else "minamo", folder / "計画")
        return plan, imported(sound(indicators), "総括表.xlsx", plan)

    return one


def imported(content: bytes | None, name: str, plan: Path, *options: str) -> str:
    """What is said when a file is imported into the plan; `None` is a file that is not there."""
    file = plan.parent / name
    if content is not None:
        file.write_bytes(content)
    before = tree(plan / "data")
    done = call(plan, "import", str(file), "--plan", str(plan), *options)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1)
    if done.returncode:
        assert tree(plan / "data") == before
    return (done.stdout + done.stderr).replace(str(plan.parent), "…")


def happened(content: bytes, case: dict[str, Any]) -> bytes:
    """The sheet after all that happened to it."""
    sheet = OF_INDICATORS if case.get("indicators") else OF_MEASURES
    if "in_excel" in case:
        content = in_excel(content, case["in_excel"], sheet)
    if "in_zip" in case:
        content = in_zip(content, case["in_zip"])
    for edit in case.get("in_bytes", ()):
        content = changed(content, edit)
    return content


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_sheet_to_which_this_happened_gives_these_words(
    case: dict[str, Any],
    plain: Callable[[bool], tuple[Path, str]],
    golden: Golden,
    tmp_path: Path,
) -> None:
    has_indicators = bool(case.get("indicators"))
    plan = empty_project("aomine" if has_indicators else "minamo", tmp_path / "計画")
    if case.get("again"):
        first = {**case, "in_excel": case.get("first", [])}
        imported(happened(sound(has_indicators), first), "総括表.xlsx", plan)
    for old, new in case.get("in_reading", {}).items():
        reading = (plan / "import.toml").read_text(encoding="utf-8")
        assert old in reading
        (plan / "import.toml").write_text(reading.replace(old, new), encoding="utf-8")
    if year := case.get("published"):
        assert call(plan, "publish-year", year, "--date", "2022-06-01").returncode == 0
    for name, text in case.get("files", {}).items():
        if text is False:
            (plan / "data" / name).unlink()
        else:
            (plan / "data" / name).write_text(text, encoding="utf-8")
    content = None if case.get("missing") else happened(sound(has_indicators), case)
    options = ["--replace"] if case.get("replace") else []
    said = imported(content, case.get("file", "総括表.xlsx"), plan, *options)
    whole, usual = plain(has_indicators)
    if case.get("same"):
        assert tables(plan)["measures.csv"]
        assert tables(plan) == tables(whole)
    known = usual.splitlines()
    golden(FILE, case, "".join(f"{line}\n" for line in said.splitlines() if line not in known))


def test_no_two_cases_have_the_same_name() -> None:
    names = [case["name"] for case in CASES]
    assert sorted(set(names)) == sorted(names)
