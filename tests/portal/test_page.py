"""The list of the plans: what stands where in it, and that everybody can use it."""

from datetime import date
from pathlib import Path

import pytest
import syntax
from browser import assert_files_are_told_apart, complaints
from city import BASE, made_once
from conftest import parsed
from playwright.sync_api import Browser, Page

from audit import keyboard, reading
from audit.site import serve
from planreport.portal.entry import Entry, read, written
from planreport.portal.page import shown
from planreport.portal.settings import Group
from planreport.report.answers import Answer


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory)


def plans(**first_years: int) -> dict[str, Entry]:
    """Plans by name that begin in these years, and differ in nothing else."""
    answer = Answer("30項目のうち", "18項目", "（60％）", "が計画どおりに進みました")
    updated = date(2022, 6, 30)
    return {
        name: Entry(name, "みなも市", "", year, "", updated, answer, (), (), ())
        for name, year in first_years.items()
    }


def order(groups: tuple[Group, ...], **first_years: int) -> list[tuple[str, list[str]]]:
    return [(group.name, [*group.plans]) for group in shown(groups, plans(**first_years))]


def test_groups_come_in_their_order_and_what_is_in_none_comes_last() -> None:
    groups = (Group("環境", ("b",)), Group("防災", ("a",)))
    assert order(groups, a=2020, b=2020, c=2020) == [
        ("環境", ["b"]),
        ("防災", ["a"]),
        ("その他", ["c"]),
    ]


def test_in_a_group_the_plan_that_began_last_comes_first_and_then_the_one_named_first() -> None:
    groups = (Group("環境", ("d", "c", "b", "a")),)
    assert order(groups, a=2018, b=2022, c=2018, d=2018) == [("環境", ["b", "d", "c", "a"])]


def test_a_group_of_which_no_plan_can_be_shown_has_no_heading() -> None:
    assert order((Group("環境", ("gone",)),), a=2020) == [("その他", ["a"])]


def test_without_groups_there_is_one_list() -> None:
    assert order((), a=2018, b=2022) == [("計画の一覧", ["b", "a"])]


def test_what_is_kept_of_a_plan_is_read_back_as_it_was(city: Path) -> None:
    content = (city / "output" / "kankyo" / "portal.json").read_bytes()
    entry = read(content)
    assert written(entry) == content
    assert (entry.title, entry.first_year) == ("みなも市環境行動計画", 2017)


def test_the_page_has_a_heading_for_each_group_and_plan_and_a_menu_of_groups(city: Path) -> None:
    page = parsed(city / "output" / "index.html")
    headings = page.xpath("//h1 | //h2 | //h3")
    assert [(h.tag, "".join(h.text_content().split())) for h in headings] == [
        ("h1", "みなも市の計画の進み方"),
        ("h2", "環境"),
        ("h3", "みなも市環境行動計画"),
        ("h2", "その他"),
        ("h3", "海風市長マニフェスト2019"),
    ]
    links = page.xpath("//nav[@class='menu']//a")
    assert [(a.get("href"), a.text_content()) for a in links] == [
        ("#group-1", "環境"),
        ("#group-2", "その他"),
    ]


def test_files_of_different_plans_are_told_apart(city: Path) -> None:
    assert_files_are_told_apart(parsed(city / "output" / "index.html"), "index.html")


def test_a_plan_of_another_municipality_says_so(city: Path) -> None:
    own, other = parsed(city / "output" / "index.html").xpath("//ul[@class='plans']/li")
    assert "架空県みなも市" not in own.text_content()
    assert "架空県海風市" in other.text_content()


def test_the_pages_are_valid(city: Path, tmp_path: Path) -> None:
    pages = [city / "output" / name for name in ("index.html", "404.html")]
    assert syntax.complaints(pages, tmp_path) == []


def test_what_is_not_found_leads_from_any_address_to_the_list_and_each_plan(city: Path) -> None:
    page = parsed(city / "output" / "404.html")
    links = page.xpath("//main//a/@href")
    expected = ["index.html", "kankyo/index.html", "koyaku/index.html"]
    assert links == [f"{BASE}/{path}" for path in expected]
    others = page.xpath("//header//a/@href | //nav//a/@href | //link/@href")
    assert {link for link in others if not link.startswith(f"{BASE}/")} == set()


@pytest.mark.parametrize("name", ["index.html", "404.html", "kankyo/data.html"])
def test_everybody_can_use_the_list_and_the_way_back_to_it(
    city: Path, undrawn: Browser, name: str
) -> None:
    """By axe-core's rules, by keyboard, in a narrow window and with lines and letters far apart."""
    page = undrawn.new_page()
    wrong: list[object] = []
    with serve(city / "output", BASE) as origin:
        for width in (375, 320, 1280):
            page.set_viewport_size({"width": width, "height": 720})
            page.goto(f"{origin}/{name}")
            wrong += [*reading.narrow(page), *keyboard.walk(page), *reading.spaced(page)]
        page.reload()
        wrong += complaints(page, 375, 320)
    assert wrong == []


def test_the_way_back_is_not_printed(city: Path, page: Page) -> None:
    page.goto((city / "output" / "kankyo" / "data.html").as_uri())
    assert page.locator(".portal").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".portal").is_visible()
