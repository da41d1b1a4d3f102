"""How single cells and headings are read."""

from datetime import date, datetime

import pytest

from planreport.importer import cells
from planreport.importer.levels import one_line
from planreport.importer.shown import shown
from planreport.importer.subjects import Said
from planreport.importer.years import part_of_year, year_in, year_of
from planreport.place import Place
from planreport.plan.fields import Choice, Field, Kind
from planreport.workbook.sheets import Value


@pytest.mark.parametrize(
    ("value", "number_format", "seen"),
    [
        (1.0, "General", "1"),
        (0.7, "0%", "70%"),
        (0.705, "0.0%", "70.5%"),
        (1234567, "#,##0", "1,234,567"),
        (12.5, "0.00", "12.50"),
        (12.5, "0.0#", "12.5"),
        (5, '0"人"', "5人"),
        (4, '"令和"0"年度"', "令和4年度"),
        (-3, "#,##0;▲#,##0", "▲3"),
        (-3, "0;[Red]-0", "-3"),
        (1.5, "[h]:mm", "1.5"),
        (True, "General", "TRUE"),
        (date(2022, 4, 1), "m/d", "2022年4月1日"),
        (datetime(2022, 4, 1), "m/d", "2022年4月1日"),
        ("文章", "@", "文章"),
    ],
)
def test_a_value_is_read_as_it_is_seen(value: Value, number_format: str, seen: str) -> None:
    assert shown(value, number_format) == seen


@pytest.mark.parametrize(
    ("text", "year", "rest"),
    [
        ("令和4年度 計画", 2022, "計画"),
        ("R4評価", 2022, "評価"),
        ("実績（H30）", 2018, "実績"),
        ("R7の予定", 2025, "予定"),
        ("平成31年度（2019年度）実績", 2019, "実績"),
        ("目標値 2025", 2025, "目標値"),
        ("令和元年度", 2019, ""),
        ("実績", None, "実績"),
        ("令和5年3月31日現在", None, "令和5年3月31日現在"),
        ("H2O濃度", None, "H2O濃度"),
        ("2018年度から2022年度まで", None, "2018年度から2022年度まで"),
        ("前期（令和3～5年度）", None, "前期（令和3～5年度）"),
        ("R6〜8 評価", None, "R6〜8 評価"),
        ("令和3年度-5年度", None, "令和3年度-5年度"),
        ("R6-1", 2024, "-1"),
    ],
)
def test_the_year_of_a_heading(text: str, year: int | None, rest: str) -> None:
    assert year_in(text) == (year, rest)


def said(text: str) -> Said:
    return Said(text, Place("表.xlsx", 2, "A", "表"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("環境課\n下水道課", "環境課|下水道課"),
        ("環境課、下水道課", "環境課|下水道課"),
        ("環境課・下水道課", "環境課|下水道課"),
        ("文化・スポーツ課", "文化・スポーツ課"),
        ("交通政策課／バス会社", "交通政策課|バス会社"),
        ("健康課\n（市民意識調査）", "健康課（市民意識調査）"),
        ("観光課（協会、旅館組合）、土木課", "観光課（協会、旅館組合）|土木課"),
        ("－", ""),
    ],
)
def test_departments_are_told_apart(text: str, names: str) -> None:
    assert cells.several(said(text)).text == names


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("・調べる\n・知らせる", "・調べる|・知らせる"),
        ("● 調べる\n■知らせる", "・調べる|・知らせる"),
        ("説明会を開いた。\n\n次は、\n調べる。", "説明会を開いた。|次は、調べる。"),
        ("―", ""),
    ],
)
def test_lines_of_a_cell_are_paragraphs_and_bullets(text: str, prose: str) -> None:
    assert cells.prose(said(text)).text == prose


def test_a_name_that_was_broken_to_fit_is_one_line() -> None:
    assert one_line("ネット公売\nの実施") == "ネット公売の実施"
    assert one_line("Open\nData") == "Open Data"


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,204人", "1204"), ("▲3", "-3"), ("７０％", "70"), ("約100", "約100"), ("人", "人")],
)
def test_a_number_loses_its_unit_and_nothing_else(text: str, number: str) -> None:
    assert cells.number(said(text), ("人", "%", "％")).text == number


def planned_as(labels: str) -> Field:
    words = {label: Choice(n, label) for n, label in enumerate(labels.split(), 1)}
    return Field("planned", "年次計画", Kind.STAGE, "", choices=words, is_scheduled=True)


@pytest.mark.parametrize("text", ["", "－", "-", "―"])
def test_a_lone_dash_says_nothing(text: str) -> None:
    for field in (None, planned_as("○ △")):
        assert cells.says_nothing(Said(text, Place("表.xlsx")), field)


@pytest.mark.parametrize("text", ["－", "-", "−", "ー", "―"])
def test_a_dash_that_is_a_word_of_the_plan_is_that_word(text: str) -> None:
    said, field = Said(text, Place("表.xlsx")), planned_as("○ －")
    assert not cells.says_nothing(said, field)
    assert cells.word(said, field).text == "－"


@pytest.mark.parametrize(
    ("lines", "part", "rest"),
    [
        (["令和5年度", "計画", "1Q"], "1Q", ("計画",)),
        (["R5", "第2四半期（7～9月）", "実績"], "第2四半期", ("実績",)),
        (["上半期の実績"], "上半期", ("実績",)),
        (["実績（下期）"], "下期", ("実績",)),
        (["4～6月", "実績"], "4～6月", ("実績",)),
        (["令和5年度", "実績"], "", ("実績",)),
        (["今後の時期"], "", ("今後の時期",)),
        (["水環境の保全"], "", ("水環境の保全",)),
    ],
)
def test_the_part_of_a_year_of_a_heading(
    lines: list[str], part: str, rest: tuple[str, ...]
) -> None:
    assert part_of_year(lines) == (part, rest)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2020年3月", 2019),
        ("令和2年3月31日現在", 2019),
        ("R2.4末", 2020),
        ("平成26年度末", 2014),
        ("42億円", None),
        ("3.1点", None),
    ],
)
def test_the_fiscal_year_that_a_month_lies_in(text: str, year: int | None) -> None:
    assert year_of(text) == year
