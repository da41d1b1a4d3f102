"""The plan of Minamo with indicators, for each thing that can be said of one."""

from pathlib import Path

import pytest
from conftest import Site, built, make_project, once
from measuring import write

from planreport.check import check
from planreport.load import load
from planreport.report.derive import derive

_INDICATORS = """\
indicator_id,of,number,name,meaning,unit,decimals,baseline,baseline_year,direction,kind,achievement,department,source,first_year
basis,w1,KPI 1,水質基準の達成率,調べた地点のうち基準を満たした割合,%,0,69,2014,up,,ratio,環境政策課|下水道課,環境政策課調べ,
gas,energy,KPI 2,温室効果ガス排出量,,千t-CO2,1,"1,234.5",2013,down,,from_baseline,,推計,
litter,川と池の水質,,ごみ拾いの延べ人数,,人,0,,,up,cumulative,,環境政策課,,
content,,,満足度,,点,1,50.0,2016,keep,,,,,
change,e1,KPI 5,電気の使用量の増減,,ポイント,1,0,2016,down,,mirrored,,,
later,l1,KPI 6,講座に出た人,,人,0,,,up,,,,,2021
"""
_TARGETS = """\
indicator_id,fiscal_year,target,note
basis,2017,70,
basis,2018,76,
basis,2019,82,
basis,2020,88,
basis,2021,99,
gas,2030,900.0,
litter,2021,"10,000",
content,2020,,維持
content,2021,45〜55,
change,2018,0,
change,2020,-2.5,
"""
_VALUES = {
    2017: "basis,77,,\ngas,1117.0,,\nlitter,4034,,\ncontent,,調査なし,\nchange,1.5,,\n",
    2018: "basis,75,,\ngas,1118.0,,\nlitter,4036,,\ncontent,51.0,,\nchange,-0.5,,\n",
    2019: "basis,,調査なし,\ngas,1110.0,,\nlitter,4038,,\ncontent,,調査なし,\nchange,-1.5,,\n",
    2020: "basis,88,,雨の少ない年だった。\ngas,1105.5,速報,\nlitter,4040,,\ncontent,52.0,,\nchange,-2.0,,\n",
}

# As they are listed.
LISTED = [
    "満足度",
    "KPI 1　水質基準の達成率",
    "ごみ拾いの延べ人数",
    "KPI 2　温室効果ガス排出量",
    "KPI 5　電気の使用量の増減",
    "KPI 6　講座に出た人",
]


def built_measured(factory: pytest.TempPathFactory) -> Site:
    """Built once."""

    def make(folder: Path) -> Path:
        project = make_project("minamo", folder)
        write(project / "data", _INDICATORS, _TARGETS, _VALUES)
        return built(project, "--no-pdf")

    project = once(factory, "site-measured", make)
    checked = check(load(project))
    return Site("measured", project, checked, derive(checked.plan))
