"""A field of the plan's own is read by what it is, whatever name it has in data/."""

from pathlib import Path

import pytest
from conftest import call
from laid_out import workbook
from tabled import empty_project, tables

_ROW = {
    "基本目標": "省エネ",
    "基本施策": "住まい",
    "取組": "窓の改修",
    "実施状況（平成30年度）": "説明会を開いた。",
    "評価（平成30年度）": "A",
}


@pytest.mark.parametrize(
    "name",
    [
        "items",
        "item_count",
        "goals",
        "name",
        "value",
        "target",
        "number",
        "row_year",
        "indicator_id",
        "note",
    ],
)
def test_one_that_is_named_as_data_names_something_else_is_no_such_thing(
    name: str, tmp_path: Path
) -> None:
    plan = empty_project("aomine", tmp_path / "計画")
    settings = plan / "data" / "plan.toml"
    field = (
        f'[[fields]]\nname = "{name}"\nlabel = "件数"\nkind = "number"\nunit = "件"\n\n[[fields]]'
    )
    text = settings.read_text(encoding="utf-8").replace("[[fields]]", field, 1)
    settings.write_text(text, encoding="utf-8")
    row = {**_ROW, "件数（平成30年度）": "12"}
    sheet = workbook(tmp_path / "表.xlsx", {"表": [[*row], [*row.values()]]})
    done = call(plan, "import", str(sheet), "--plan", str(plan))
    assert done.returncode == 0, done.stderr
    assert tables(plan)["measures.csv"][0]["item"] == "住まい"
    assert tables(plan)["progress/2018.csv"][0][name] == "12"
