"""Columns for the quarters and halves of a year, as roadmaps have them."""

from pathlib import Path

import pytest
from laid_out import import_sheet, table

TEXTS = '[[fields]]\nname = "actions"\nlabel = "実績"\n'


@pytest.mark.parametrize("parts", ["1Q 2Q 3Q 4Q", "第1四半期 第2四半期 第3四半期 第4四半期"])
def test_the_parts_of_a_year_are_one_plan_of_the_year(tmp_path: Path, parts: str) -> None:
    heads = ["目標", "施策", "事業", *(f"R4計画 {part}" for part in parts.split()), "R4実績"]
    rows = [
        heads,
        ["水辺", "池", "測定", "調査", "調査", "設置\n・2か所", "－", "調べた。"],
        ["", "", "清掃", "→", "→", "→", "→", "掃いた。"],
    ]
    done, project = import_sheet(tmp_path, rows, TEXTS, 'schedule = "text"')
    assert done.returncode == 0, done.stderr
    first, second, third, fourth = parts.split()
    assert [row["planned"] for row in table(project, "schedule.csv")] == [
        f"{first}〜{second}　調査|{third}|設置|・2か所",
        f"{first}〜{fourth}　→",
    ]
    assert "取り込まなかったセルはありません。" in done.stdout


def test_half_years_are_fields_of_their_own_where_the_plan_has_these(tmp_path: Path) -> None:
    fields = "".join(
        f'[[fields]]\nname = "{name}"\nlabel = "{half}の実績"\nrequired = false\n'
        for name, half in (("first", "上半期"), ("second", "下半期"))
    )
    rows = [
        ["目標", "施策", "事業", "R4 上半期 実績", "R4 下半期 実績"],
        ["水辺", "池", "測定", "1回測った。", "2回測った。"],
    ]
    done, project = import_sheet(tmp_path, rows, fields)
    assert done.returncode == 0, done.stderr
    told = {"measure_id": "m01", "first": "1回測った。", "second": "2回測った。"}
    assert table(project, "progress/2022.csv") == [told]


def test_numbers_of_half_years_are_not_added_up(tmp_path: Path) -> None:
    field = '[[fields]]\nname = "visits"\nlabel = "回数"\nkind = "number"\nunit = "回"\n'
    rows = [
        ["目標", "施策", "事業", "R4 上半期 回数", "R4 下半期 回数"],
        ["水辺", "池", "測定", 1, 2],
    ]
    done, _ = import_sheet(tmp_path, rows, field)
    assert "R4下半期回数 → 取り込みません" in done.stdout
