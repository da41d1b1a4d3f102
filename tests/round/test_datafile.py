"""What is saved is what was loaded."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import PLANS
from hypothesis import given, strategies as st

from planreport import csvfile
from planreport.load import put_right
from planreport.load.table import load_table
from planreport.paragraphs import from_lines
from planreport.round import datafile

FILES = [path for plan in PLANS.values() for path in sorted((plan / "data").rglob("*.csv"))]
# As every text is once it is loaded.
TEXT = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("''=+-@＝、|\n"), max_size=20
).map(lambda text: from_lines(put_right(text).strip()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_table_of_both_plans_is_saved_as_it_was(path: Path) -> None:
    table, problems = load_table(path.parent, path.name)
    assert table and not problems
    saved = csvfile.write(
        table.columns, [[row[name] for name in table.columns] for row in table.rows]
    )
    assert saved.decode("utf-8-sig").replace("\r\n", "\n") == path.read_text("utf-8-sig")
    assert saved == path.read_bytes() or "minamo" in path.parts  # whose tables Excel never saw


@given(st.lists(st.tuples(TEXT.filter(bool), TEXT, TEXT), min_size=1, max_size=5))
def test_any_table_is_loaded_as_it_was_saved(rows: list[tuple[str, str, str]]) -> None:
    content = csvfile.write(("a", "b", "c"), rows)
    table, problems = load_table(Path(), "made.csv", {"made.csv": content})
    assert table and not problems
    assert [tuple(row[name] for name in table.columns) for row in table.rows] == rows


@pytest.mark.parametrize("plan", list(PLANS))
def test_another_last_year_changes_that_line_and_keeps_the_original(
    plan: str, project: Callable[[str], Path]
) -> None:
    before = (project(plan) / "data" / "plan.toml").read_text()
    once = datafile.extended(before, 2030).decode()
    twice = datafile.extended(once, 2031).decode()
    added = set(twice.splitlines()) - set(before.splitlines())
    original = tomllib.loads(before)["plan"]["last_year"]
    assert {line.split("#")[0].strip() for line in added} == {
        "last_year = 2031",
        f"original_last_year = {original}",
    }
    assert len(set(before.splitlines()) - set(twice.splitlines())) == 1


def test_an_update_goes_into_a_history_on_one_line_too() -> None:
    before = 'history = [{ date = 2020-01-01, text = "古い" }]\n[plan]\nupdated = 2020-01-01\n'
    after = datafile.updated(before, date(2021, 6, 30), "新しい").decode()
    assert [entry["text"] for entry in tomllib.loads(after)["history"]] == ["新しい", "古い"]
    assert datafile.updated(after, date(2021, 6, 30), "新しい").decode() == after


@pytest.mark.parametrize("plan", list(PLANS))
def test_an_update_is_on_top_of_the_history_and_all_else_stays(
    plan: str, project: Callable[[str], Path]
) -> None:
    before = (project(plan) / "data" / "plan.toml").read_text()
    once = datafile.updated(before, date(2031, 6, 30), "加えました。").decode()
    twice = tomllib.loads(datafile.updated(once, date(2032, 6, 30), "直しました。").decode())
    old = tomllib.loads(before)
    assert [entry["text"] for entry in twice["history"][:2]] == ["直しました。", "加えました。"]
    assert twice["history"][2:] == old.get("history", [])
    assert twice["plan"].pop("updated") == date(2032, 6, 30)
    old["plan"].pop("updated")
    assert twice | {"history": 0} == old | {"history": 0}
    comments = [line for line in before.splitlines() if line.startswith("#")]
    assert [line for line in once.splitlines() if line.startswith("#")] == comments
