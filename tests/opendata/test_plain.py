"""Signs that differ between systems stand on the pages as written, and in the data in plain ones."""

import json
import unicodedata
from dataclasses import replace

import pytest
from conftest import plan_of
from rules import PLATFORM_DEPENDENT

from planreport.opendata.downloads import downloads
from planreport.opendata.notes import notes
from planreport.opendata.plain import plain
from planreport.opendata.tables import tables
from planreport.plan import Plan
from planreport.plan.measures import Goal, Group
from planreport.report.derive import derive


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("①学校と⑳町内会", "(1)学校と(20)町内会"),
        ("㋐と㊤とⓐ、⓫と❸と⓿", "(ア)と(上)と(a)、(11)と(3)と(0)"),
        ("第Ⅲ期ⅳ", "第III期iv"),
        ("⑴と⒈と⒜", "(1)と1.と(a)"),
        ("㈱みなもの№5、℡", "(株)みなものNo5、TEL"),
        ("31㎡と5㎥、2㎧", "31m2と5m3、2m/s"),
        ("㍻26年と㋿2年", "平成26年と令和2年"),
        ("㌔と㍉", "キロとミリ"),
        ("CO₂を10⁴t、5m²", "CO2を10⁴t、5m²"),
        ("葛\U000e0100飾区の神\ufe00社", "葛飾区の神社"),
        ("髙﨑の25℃〜、○◎△×", "髙﨑の25℃〜、○◎△×"),
    ],
)
def test_a_sign_is_spelt_as_people_would_and_all_else_stays(written: str, spelt: str) -> None:
    assert plain(written) == spelt
    assert plain(spelt) == spelt


def with_signs() -> Plan:
    """A plan that has signs wherever somebody can write one."""
    plan = plan_of("minamo")
    goal, *others = plan.goals
    item, *items = goal.items
    measure, *measures = item.own
    *years, last = measure.years
    measure = replace(
        measure,
        number="Ⅰ-①",
        title="①水質の測定",
        summary=("①測る", "②知らせる"),
        departments=("㈱環境課", "第Ⅱ課"),
        years=(*years, replace(last, texts={**last.texts, "actions": "①31㎡を測った。"})),
    )
    items = [replace(item, path=("第Ⅲ章",), own=(measure, *measures)), *items]
    first = Goal(goal.id, "Ⅳ 水辺", Group((), (), tuple(items)), "Ⅳ")
    return replace(
        plan,
        title="㈱計画",
        goals=(first, *others),
        goal_titles={**plan.goal_titles, goal.id: first.title},
        revisions=tuple(replace(it, reason="㍻の①") for it in plan.revisions),
        terms=replace(plan.terms, actions="取組①"),
    )


def test_no_file_of_the_data_has_a_sign() -> None:
    files = downloads(derive(with_signs()))
    texts = {path: raw.decode("utf-8-sig") for path, raw in files.items() if path[-4:] != "xlsx"}
    assert not [path for path, text in texts.items() if PLATFORM_DEPENDENT.search(text)]
    assert "(1)31m2を測った。" in texts["data/progress.csv"]
    assert "(1)水質の測定" in texts["data/measures.csv"]
    assert "(1)31m2を測った。" in json.dumps(
        json.loads(texts["data/plan.json"]), ensure_ascii=False
    )
    described = json.loads(texts["data/datapackage.json"])["description"]
    assert "機種依存文字は、「(1)」「III」「m2」" in described


def test_the_data_says_that_signs_were_replaced_where_there_were_any() -> None:
    (said,) = notes(tables(derive(with_signs())))
    assert "サイトのページと印刷用のPDFでは、元の文字のままです" in said
    assert notes(tables(derive(plan_of("minamo")))) == ()


def test_no_sign_is_left_but_the_one_that_stands_for_nothing_else() -> None:
    blocks = (range(0x2080, 0x2190), range(0x2460, 0x2500), range(0x3200, 0x3400))
    signs = [char for block in blocks for char in map(chr, block) if unicodedata.name(char, "")]
    assert [sign for sign in signs if PLATFORM_DEPENDENT.search(plain(sign))] == ["㉿"]
