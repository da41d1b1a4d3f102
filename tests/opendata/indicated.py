"""Minamo with indicators of every kind, for the tests of their open data."""

import csv
import io
from functools import cache
from pathlib import Path

import pytest
from conftest import built, make_project, once

from planreport import paths
from planreport.check import check
from planreport.load import load
from planreport.plan import Plan

FILES = {
    "indicators.csv": """\
indicator_id,of,number,name,meaning,unit,decimals,baseline,baseline_year,direction,kind,achievement,department,source
k1,w1,Ⅰ-①,水質基準の達成率,=達成した地点÷全地点,%,1,69.0,2014,up,,ratio,環境政策課|下水道課,㈱みなも調べ
k2,energy,,温室効果ガス排出量,,千t-CO2,1,"1,234.5",2013,down,,from_baseline,,
k3,川と池の水質,,ごみ拾いの延べ人数,,人,,,,up,cumulative,,環境政策課,
k4,,,職員の平均年齢,,歳,,,,keep,,,,
k5,家庭,,電気の収支,,百万円,2,▲3.00,2016,up,,ratio,,
""",
    "targets.csv": """\
indicator_id,fiscal_year,target,note
k1,2017,70,
k1,2018,76.0,
k1,2021,99.0,
k2,2030,900.0,国の目標に合わせる|中間の目標はない
k4,2018,40〜45,
k4,2019,,今の年齢を保つ
k5,2018,0,
k5,2019,1.00,
""",
    "values/2017.csv": """\
indicator_id,value,state,grade,note
k1,70.0,,,
k2,"1,117",推計,,
k3,"4,034",,,
k4,46,,,
k5,▲1.20,,,
""",
    "values/2018.csv": """\
indicator_id,value,state,grade,note
k1,77.0,速報,Ｂ,=1+1の式ではない|雨が多かった
k2,,集計中,,
k3,"4,036",,,
k4,44,,,
k5,▲1.25,,,
""",
    "values/2019.csv": """\
indicator_id,value,state,grade,note
k1,77.0,,,
k2,,集計中,,
k3,"4,038",,,
k4,44,,,
k5,0.96,,,
""",
    "values/2020.csv": """\
indicator_id,value,state,grade,note
k1,77.0,,,
k2,,集計中,,
k3,"4,040",,,
k4,44,,,
k5,0.97,,,
""",
}
GRADES = """
[[indicator_grades]]
label = "Ａ"
meaning = "達成"
from = 100

[[indicator_grades]]
label = "Ｂ"
meaning = "概ね達成"
from = 96.5

[[indicator_grades]]
label = "Ｃ"
"""
REVISED = "2020,k1,target,2021,95.0,99.0,国の基準が変わりました。\n"
NEW = (
    paths.INDICATORS_CSV,
    paths.INDICATOR_DEPARTMENTS_CSV,
    paths.INDICATOR_VALUES_CSV,
    paths.INDICATOR_REVISIONS_CSV,
    paths.INDICATOR_CORRECTIONS_CSV,
)


def make(folder: Path) -> Path:
    """Minamo with indicators of a measure, a goal, two groups and the plan."""
    data = make_project("minamo", folder) / "data"
    (data / "values").mkdir()
    for name, text in FILES.items():
        (data / name).write_text(text, encoding="utf-8")
    for name, text in (("plan.toml", GRADES), ("revisions.csv", REVISED)):
        with (data / name).open("a", encoding="utf-8") as file:
            file.write(text)
    return folder


def built_once(factory: pytest.TempPathFactory) -> Path:
    return once(factory, "indicated", lambda folder: built(make(folder), "--no-pdf"))


@cache
def plan_in(project: Path) -> Plan:
    return check(load(project)).plan


def rows(files: dict[str, bytes], path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[path].decode("utf-8-sig"), newline="")))


def told(files: dict[str, bytes], *columns: str, **only: str) -> list[list[str]]:
    """These cells of the rows of years that say this elsewhere."""
    return [
        [row[column] for column in columns]
        for row in rows(files, paths.INDICATOR_VALUES_CSV)
        if only.items() <= row.items()
    ]
