"""Characters that are variants of others, and words that are nearly the same, in the search."""

import re
from unicodedata import normalize

import pytest
from conftest import Site
from matrix import overview, said, shown
from playwright.sync_api import Page

from planreport.pages import variants


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("髙橋", ["髙高"]),
        ("高橋", ["髙高"]),
        ("川崎", ["﨑崎", "嵜崎"]),
        ("龍ヶ崎市", ["ヶケ", "龍竜", "﨑崎"]),
        ("竜ケ崎市", ["ヶケ", "龍竜", "﨑崎"]),
        ("每日の渴水", ["每毎", "渴渇"]),
        ("壽", ["壽寿", "夀寿"]),
        ("渡辺", ["邊辺", "邉辺"]),
        ("補塡", ["塡填"]),
        ("ﾊﾟｿｺﾝ", []),
    ],
)
def test_the_page_has_the_pairs_of_what_stands_in_the_plan_alone(
    text: str, pairs: list[str]
) -> None:
    found = re.findall("..", variants.occurring([text]))
    assert set(pairs) <= set(found)
    assert len(found) <= len(pairs) + 4  # of each character here there are few


def test_no_variant_leads_on_to_another_nor_is_one_that_unicode_itself_folds() -> None:
    pairs = re.findall("..", variants.occurring(map(chr, range(0x3000, 0x20C00))))
    assert len(pairs) > 400
    assert {it for it, _ in pairs}.isdisjoint(standard for _, standard in pairs)
    assert [it for it, _ in pairs if normalize("NFKC", it) != it] == []


def test_what_only_looks_alike_is_no_variant() -> None:
    pairs = re.findall("..", variants.occurring(["崎埼呂同洛"]))
    assert {"﨑崎", "吕呂"} <= set(pairs)
    assert {"﨑埼", "吕同", "洺洛"}.isdisjoint(pairs)


_WITH_VARIANTS = """([text, asked]) => {
  for (const [it, form] of ['髙高', '﨑崎', '龍竜', 'ヶケ', '𠮷吉']) STANDARD.set(it, form);
  const find = new RegExp(`[${[...STANDARD.keys()].join('')}]`, 'gu');
  const plain = fold;
  fold = text => plain(text.replace(find, it => STANDARD.get(it)));
  const found = spans(text, inWords(asked)).map(([from, to]) => text.slice(from, to));
  fold = plain;
  return found;
}"""


def test_variants_and_marks_of_length_find_each_other_and_are_marked_as_they_stand(
    site: Site, page: Page
) -> None:
    page.goto(overview(site))
    for text, asked, found in (
        ("市の髙﨑係", "高崎", ["髙﨑"]),
        ("市の高崎係", "髙﨑", ["高崎"]),
        ("龍ヶ崎市", "竜ケ崎", ["龍ヶ崎"]),
        ("竜ケ崎市", "龍ヶ﨑", ["竜ケ崎"]),
        ("𠮷野の窓口", "吉野", ["𠮷野"]),
        ("サーバの更新", "サーバー", ["サーバ"]),
        ("サーバーの更新", "サーバ", ["サーバー"]),
        ("サーバールーム", "サーバルーム", ["サーバールーム"]),
        ("データベース", "ベース", ["ベース"]),
        ("学びの場", "マナー", []),
        ("鯖の缶詰とさば", "サーバー", []),
    ):
        assert page.evaluate(_WITH_VARIANTS, [text, asked]) == found, (text, asked)


def test_where_nothing_is_found_similar_words_and_fewer_conditions_are_offered(
    site: Site, page: Page
) -> None:
    wrong, right = {"shipped": ("コンピニ", "コンビニ"), "minamo": ("太陽光発雷", "太陽光発電")}[
        site.name
    ]
    year, unit = site.report.plan.reported[-1].year, site.report.plan.terms.unit
    page.goto(overview(site, f"?q={wrong}&year={year - 1}"))
    assert f"「{wrong}」" in said(page) and "ありません" in said(page)
    offers = page.locator("#report-near button")
    offers.first.wait_for()
    numbers = [
        int(n) for text in offers.all_inner_texts() for n in re.findall(rf"（(\d+){unit}）$", text)
    ]
    assert len(numbers) == offers.count() >= 2 and all(numbers)
    offers.filter(has_text=f"「{wrong}」を外す").click()
    assert len(shown(page)) == numbers[-1] and wrong not in page.input_value("#report-words")
    page.go_back()
    page.goto(overview(site, f"?q={wrong}"))
    offers.filter(has_text=f"「{right}」で探す").click()
    assert page.input_value("#report-words") == right
    assert len(shown(page)) == numbers[0]
    assert page.locator("#report-near").is_hidden()
    assert page.evaluate("document.activeElement.id") == "report-words"


def test_of_a_sentence_the_words_that_the_plan_has_are_offered(site: Site, page: Page) -> None:
    word = {"shipped": "コンビニ", "minamo": "太陽光発電"}[site.name]
    page.goto(overview(site, f"?q={word}はどうなったか"))
    offers = page.locator("#report-near button")
    offers.first.wait_for()
    assert offers.first.inner_text().startswith(f"「{word}」で探す")


def test_nothing_near_is_said_too(site: Site, page: Page) -> None:
    page.goto(overview(site, "?q=zzzzqqqq"))
    page.locator("#report-near li").wait_for()
    assert page.locator("#report-near").inner_text() == "短い言葉や、別の言葉で探してみてください。"
