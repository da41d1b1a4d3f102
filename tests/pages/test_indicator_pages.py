"""What pages say of indicators, and what they do not: no more than the numbers carry."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import syntax
from browser import assert_files_are_told_apart
from conftest import COMPILED, ROOT, Site, parsed, tree
from lxml import html
from measured import LISTED, built_measured

from planreport import paths
from planreport.pages import render
from planreport.pages.edition import Edition, links
from planreport.pages.feed import entries
from planreport.plan.fields import Field, Kind, Schedule
from planreport.plan.indicators import Reading
from planreport.plan.revisions import Correction
from planreport.report.derive import derive

HOSTILE = "<b>\"太字\"&'引用'</b> {{ plan.title }}"


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return built_measured(tmp_path_factory)


@pytest.fixture(scope="session")
def trees(measured: Site) -> dict[str, html.HtmlElement]:
    return {path.name: parsed(path) for path in measured.pages}


def section(trees: dict[str, html.HtmlElement], indicator: str) -> html.HtmlElement:
    """What the page of all indicators says of one."""
    anchor = paths.indicator_anchor(indicator)
    (found,) = trees[paths.INDICATORS].xpath("//article[@aria-labelledby=$id]", id=anchor)
    return found


def text(element: html.HtmlElement) -> str:
    """As it is read, but for the description of pictures."""
    parts = element.xpath(".//text()[not(ancestor::svg)]")
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def row(trees: dict[str, html.HtmlElement], indicator: str, year: str) -> str:
    rows = section(trees, indicator).xpath(".//table//tr[th[starts-with(., $year)]]", year=year)
    assert len(rows) == 1
    return " ".join(filter(None, map(text, rows[0])))


def standing(trees: dict[str, html.HtmlElement], indicator: str) -> str:
    found = section(trees, indicator)
    return " ".join(map(text, found.xpath("./p[@class='standing' or @class='note']")))


def test_a_plan_without_indicators_has_no_page_and_no_word_of_them(site: Site) -> None:
    assert not (site.output / paths.INDICATORS).exists()
    assert not (site.output / paths.INDICATOR_SCRIPT).exists()
    for path in site.pages:
        main = parsed(path).xpath("//body")[0]
        assert site.report.plan.terms.indicator not in text(main), path.name


def test_what_a_number_is_about_is_said(trees: dict[str, html.HtmlElement]) -> None:
    facts = section(trees, "basis").xpath(".//dl[@class='facts']/div")
    assert list(map(text, facts)) == [
        "測るもの調べた地点のうち基準を満たした割合",
        "見方大きいほど良い",
        "単位%",
        "基準値69%（平成26年度）",
        "担当課環境政策課、下水道課",
        "出典環境政策課調べ",
    ]
    assert "見方小さいほど良い" in text(section(trees, "gas"))
    assert "見方決めた幅に収める" in text(section(trees, "content"))
    assert "見方大きいほど良い（累計）" in text(section(trees, "litter"))


def test_no_sign_between_what_it_belongs_to_is_read_as_greater_than(
    trees: dict[str, html.HtmlElement],
) -> None:
    heard = section(trees, "basis").xpath(".//text()[not(ancestor::*[@aria-hidden='true'])]")
    assert "＞" in text(section(trees, "basis"))
    assert "＞" not in "".join(heard)


def test_links_to_data_say_of_which_indicator_it_is(trees: dict[str, html.HtmlElement]) -> None:
    assert "この図のデータ（KPI 1 水質基準の達成率）" in text(section(trees, "basis"))
    for name, page in trees.items():
        assert_files_are_told_apart(page, name)


def test_a_year_with_value_and_target_says_whether_the_target_was_reached(
    trees: dict[str, html.HtmlElement],
) -> None:
    assert standing(trees, "basis") == "令和2年度 88% 目標：88% 目標に達した"
    assert row(trees, "basis", "平成29年度") == "平成29年度 70 77 110.0％ 達した"
    assert row(trees, "basis", "平成30年度") == "平成30年度 76 75 98.7％ 届いていない"


def test_a_year_without_a_value_says_why_and_is_not_compared(
    trees: dict[str, html.HtmlElement],
) -> None:
    assert row(trees, "basis", "平成31年度") == ("平成31年度 82 値なし（調査なし） ―比べません")
    assert row(trees, "content", "令和2年度") == "令和2年度 維持 52.0"
    assert row(trees, "content", "令和3年度") == "令和3年度 45〜55 報告前"


def test_what_is_said_of_no_year_has_no_column(trees: dict[str, html.HtmlElement]) -> None:
    heads = {
        name: list(
            map(text, section(trees, name).xpath(".//table[@class='readings']//th[@scope='col']"))
        )
        for name in ("basis", "change", "gas", "later")
    }
    assert heads["basis"] == ["年度", "目標値", "実績値", "達成率と目標との比較"]
    assert heads["change"] == heads["basis"]  # with a reason why a year has no rate
    assert heads["gas"] == heads["later"] == ["年度", "目標値", "実績値"]
    assert "達成率" not in text(section(trees, "gas"))


def test_where_the_year_has_no_target_the_way_to_the_last_one_is_said_to_be_worked_out(
    trees: dict[str, html.HtmlElement],
) -> None:
    assert standing(trees, "gas") == (
        "令和2年度 1,105.5千t-CO2 速報 この年度の目標値はありません "
        "基準値から、令和12年度の目標（900.0千t-CO2）までの道のりの38.6％の位置です。"
        "毎年同じだけ進むとした直線では41.2％ですが、"
        "これはこのサイトの計算で、計画が定めたものではありません。"
    )
    assert standing(trees, "litter") == (
        "令和2年度 4,040人 この年度の目標値はありません（令和3年度の目標：10,000人）"
    )


def test_a_rate_names_its_formula_or_says_why_there_is_none(
    trees: dict[str, html.HtmlElement],
) -> None:
    assert "達成率＝実績値÷目標値" in text(section(trees, "basis"))
    assert "平成30年度は、目標値が0なので、達成率は計算しません。" in text(section(trees, "change"))
    assert "計算しません" in row(trees, "change", "平成30年度")
    assert "達成率" not in text(section(trees, "litter"))


def test_what_is_not_read_yet_is_there_and_counted_nowhere(
    trees: dict[str, html.HtmlElement],
) -> None:
    assert standing(trees, "later") == "実績値は、まだ報告されていません。"
    (listed,) = trees[paths.INDICATORS].xpath("//tr[th/a/@href='#indicator-later']")
    assert {text(cell) for cell in listed.xpath("./td")} == {"―対象外"}


def test_nothing_is_called_late(trees: dict[str, html.HtmlElement]) -> None:
    assert not re.search("遅れ|より先|順調", text(trees[paths.INDICATORS].xpath("//main")[0]))


def test_an_indicator_stands_at_what_it_belongs_to(trees: dict[str, html.HtmlElement]) -> None:
    def near(page: str) -> list[tuple[str, str]]:
        """Each indicator behind the heading of what it stands in."""
        return [
            (text(it.xpath("ancestor::*[self::article or self::section][1]/*[1]")[0]), text(name))
            for it in trees[page].xpath("//ul[@class='indicators']/li")
            for name in it.xpath("./p[@class='name']")
        ]

    assert near("index.html") == [("指標", "満足度")]
    assert near("goal-water.html") == [
        ("川と池の水質", "ごみ拾いの延べ人数"),
        ("水質の測定", "KPI 1 水質基準の達成率"),
    ]
    assert near("goal-energy.html") == [
        ("指標", "KPI 2 温室効果ガス排出量"),
        ("照明のLED化", "KPI 5 電気の使用量の増減"),
    ]
    assert near("goal-learn.html") == [("出前講座", "KPI 6 講座に出た人")]


def test_the_counts_of_a_year_say_what_they_count_and_lead_to_it(
    trees: dict[str, html.HtmlElement],
) -> None:
    for page in ("index.html", paths.INDICATORS):
        (table,) = trees[page].xpath("//table[caption[@id='report-indicator-counts']]")
        heads = ["年度", "目標に達した", "届いていない", "比べられない", "合計"]
        assert list(map(text, table.xpath("./thead//th"))) == heads
        rows = [" ".join(map(text, tr)) for tr in table.xpath("./tbody/tr")]
        assert rows == [
            "平成29年度 1 0 4 5",
            "平成30年度 1 1 3 5",
            "平成31年度 0 0 5 5",
            "令和2年度 1 1 3 5",
        ]
        assert table.xpath("./tbody/tr[2]//a/@href") == [
            "indicators.html?year=2018&reached=yes#report-table",
            "indicators.html?year=2018&reached=no#report-table",
            "indicators.html?year=2018&reached=none#report-table",
            "indicators.html?year=2018#report-table",
        ]


def test_a_share_is_of_those_that_can_be_compared(trees: dict[str, html.HtmlElement]) -> None:
    (bars,) = trees["index.html"].xpath("//figure[@aria-labelledby='report-indicators']/ul")
    assert list(map(text, bars.xpath("./li"))) == [
        "平成29年度（2017年度） 1のうち 1が達した（100％）",
        "平成30年度（2018年度） 2のうち 1が達した（50％）",
        "令和2年度（2020年度） 2のうち 1が達した（50％）",
    ]


def test_the_latest_year_is_counted_by_goals_as_well(trees: dict[str, html.HtmlElement]) -> None:
    (table,) = trees["index.html"].xpath("//table[caption[@id='report-indicator-goals']]")
    rows = [" ".join(map(text, tr)) for tr in table.xpath("./tbody/tr")]
    assert rows == [
        "計画全体 0 0 1 1",
        "基本方針1 水辺を守る 1 0 1 2",
        "基本方針2 エネルギーを大切に使う 0 1 1 2",
    ]
    assert table.xpath("./tbody/tr[2]//a/@href")[0] == (
        "indicators.html?year=2020&reached=yes&goal=water#report-table"
    )


def test_the_overview_leads_with_indicators_only_where_nothing_else_says_what_goes_well(
    measured: Site,
) -> None:
    told = Field("actions", "取組状況", Kind.TEXT, "", is_required=True)
    plan = replace(measured.report.plan, schedule=Schedule.NONE, own_fields=(told,))
    in_words_alone = replace(derive(plan), tallies=())
    assert in_words_alone.leads_with_indicators
    assert not measured.report.leads_with_indicators  # which compares stages with those planned
    assert not derive(plan).leads_with_indicators  # which has a tally
    without = replace(in_words_alone, indicator_counts=())
    assert not without.leads_with_indicators


def test_a_correction_leads_to_the_indicator_and_is_read_with_its_unit(measured: Site) -> None:
    plan = measured.report.plan
    year = plan.reported[1]
    wrong = Correction(plan.updated, "basis", year, "value", "57", "75", "写し間違い")
    news, *_ = entries(derive(replace(plan, corrections=(wrong,))))
    assert news.title == "正誤：KPI 1　水質基準の達成率（平成30年度の実績値）"
    assert news.text == "（誤）57%　（正）75%　（理由）写し間違い"


def test_every_chart_has_a_title_a_description_and_a_table_and_none_takes_an_id_twice(
    trees: dict[str, html.HtmlElement],
) -> None:
    for name, page in trees.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), name
        for chart in page.xpath("//svg[@class='lines']"):
            assert chart.get("aria-labelledby") == chart.xpath("./title/@id")[0]
            assert chart.get("aria-describedby") == chart.xpath("./desc/@id")[0]
            assert len(chart.xpath("ancestor::div[@class='columns'][1]//table")) == 1
    has_no_number = 1
    drawn = trees[paths.INDICATORS].xpath("//svg[@class='lines']")
    assert len(drawn) == len(LISTED) - has_no_number


def test_every_link_to_an_indicator_leads_to_it(trees: dict[str, html.HtmlElement]) -> None:
    for name, page in trees.items():
        for link in page.xpath(
            "//main//a/@href[starts-with(., 'indicators.html') or starts-with(., '#indicator-')]"
        ):
            address = urlsplit(link)
            target, anchor = trees[unquote(address.path) or name], unquote(address.fragment)
            assert not anchor or target.xpath("//*[@id=$id]", id=anchor), (name, link)


def test_text_of_an_indicator_is_never_markup(measured: Site) -> None:
    def hostile(reading: Reading) -> Reading:
        said = {"state": HOSTILE, "note": HOSTILE, "target_note": HOSTILE}
        return replace(reading, cells={**reading.cells, **said})

    plan = measured.report.plan
    indicators = tuple(
        replace(
            it,
            name=HOSTILE,
            number=HOSTILE,
            meaning=HOSTILE,
            unit=HOSTILE,
            source=HOSTILE,
            departments=(HOSTILE,),
            readings=tuple(map(hostile, it.readings)),
        )
        for it in plan.indicators
    )
    report = derive(replace(plan, indicators=indicators))
    files = dict.fromkeys((*tree(measured.output), *(paper.file for paper in plan.papers)), 0)
    edition = Edition("", report, measured.checked.pages, links(files, {}))
    made = dict(render.site(render.environment(ROOT / "templates", COMPILED), (edition,)))
    for name in (paths.INDICATORS, paths.HOME, paths.SUMMARY_TABLE, "goal-water.html"):
        page = parsed(made[name])
        assert not page.xpath("//b"), name
        assert HOSTILE in page.text_content(), name


@pytest.mark.whole
def test_the_html_is_valid(measured: Site, tmp_path: Path) -> None:
    assert syntax.complaints(measured.pages, tmp_path) == []
