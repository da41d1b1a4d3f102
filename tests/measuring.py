"""Minamo with indicators: one with yearly targets, one whose values come late, a sum that another
department shares, and one that is asked of people every few years."""

from collections.abc import Mapping
from pathlib import Path

from conftest import make_project

INDICATORS = """\
indicator_id,of,number,name,meaning,unit,decimals,baseline,baseline_year,direction,kind,achievement,department,source
k1,w1,指標1,水質基準の達成率,基準に適合した地点の割合,%,0,69,2014,up,,ratio,環境政策課,
k2,energy,指標2,温室効果ガス排出量,,千t-CO2,1,"1,234.5",2013,down,,from_baseline,温暖化対策課,
k3,川と池の水質,指標3,ごみ拾いの延べ人数,,人,0,,,up,cumulative,,環境政策課|下水道課,
k4,,指標4,市民の満足度,,点,1,50.0,2016,keep,,,,
"""
TARGETS = """\
indicator_id,fiscal_year,target,note
k1,2020,80,
k1,2021,85,
k2,2030,900.0,
k3,2021,"10,000",
k4,2021,45〜55,
k4,2020,,維持
"""
VALUES = {
    2017: "k1,71,,\nk2,1160.0,,\nk3,1200,,\nk4,48.5,,\n",
    2018: "k1,74,,\nk2,1141.5,,\nk3,2500,,\nk4,,調査なし,\n",
    2019: "k1,77,,\nk2,1130.2,推計,\nk3,3900,,\nk4,,調査なし,\n",
    2020: 'k1,80,,\nk2,"1,120.0",速報,3月末の見込み\nk3,4100,,講座が中止になった\nk4,,集計中,\n',
}
GRADES = """
[[indicator_grades]]
label = "順調"
good = true

[[indicator_grades]]
label = "遅れ"
"""


def make_measured(folder: Path) -> Path:
    data = make_project("minamo", folder) / "data"
    with (data / "plan.toml").open("a", encoding="utf-8") as file:
        file.write(GRADES)
    write(data, INDICATORS, TARGETS, VALUES)
    return folder


def write(data: Path, indicators: str, targets: str, values: Mapping[int, str]) -> None:
    """Puts indicators into data/ of a plan that has none, and what they read by year."""
    (data / "indicators.csv").write_text(indicators, encoding="utf-8")
    (data / "targets.csv").write_text(targets, encoding="utf-8")
    (data / "values").mkdir()
    for year, rows in values.items():
        text = f"indicator_id,value,state,note\n{rows}"
        (data / "values" / f"{year}.csv").write_text(text, encoding="utf-8")
