"""The Atom feed holds what RFC 4287 asks for, and its ids stay."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from conftest import Site, make_project
from lxml import etree
from lxml.etree import _Element

from planreport.check import check
from planreport.load import load
from planreport.pages import feed
from planreport.plan import Plan
from planreport.plan.revisions import Correction
from planreport.plan.settings import Update
from planreport.report.derive import derive

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def text(element: _Element, path: str) -> str:
    return str(element.xpath(f"string({path})", namespaces=ATOM))


def with_news(plan: Plan) -> Plan:
    first, second = list(plan.measures)[:2]

    def correction(day: int, measure_id: str) -> Correction:
        year = plan.years[0]
        return Correction(date(2021, 7, day), measure_id, year, "actions", "甲。", "乙。", "誤記")

    return replace(
        plan,
        history=(
            Update(date(2021, 7, 2), "あとの更新"),
            Update(date(2021, 7, 2), "さきの更新"),
            Update(date(2020, 6, 30), "前の年の更新"),
        ),
        corrections=(correction(1, first.id), correction(3, first.id), correction(3, second.id)),
    )


def test_news_are_the_newest_first_with_an_id_each(site: Site) -> None:
    plan = with_news(site.report.plan)
    first, second = list(plan.measures)[:2]
    entries = feed.entries(derive(plan))
    year = plan.years[0].year
    assert [(entry.date.isoformat(), entry.id) for entry in entries] == [
        ("2021-07-03", f"changes.html#correction-{first.id}-{year}-actions-2"),
        ("2021-07-03", f"changes.html#correction-{second.id}-{year}-actions-1"),
        ("2021-07-02", "data.html#update-2021-07-02-2"),
        ("2021-07-02", "data.html#update-2021-07-02-1"),
        ("2021-07-01", f"changes.html#correction-{first.id}-{year}-actions-1"),
        ("2020-06-30", "data.html#update-2020-06-30-1"),
    ]
    assert entries[2].title == "あとの更新"
    assert entries[0].text == "（誤）甲。　（正）乙。　（理由）誤記"


def test_an_id_stays_when_something_newer_is_added(site: Site) -> None:
    plan = with_news(site.report.plan)
    before = {entry.id: entry.title for entry in feed.entries(derive(plan))}
    more = replace(plan, history=(Update(date(2021, 7, 2), "もっとあと"), *plan.history))
    after = {entry.id: entry.title for entry in feed.entries(derive(more))}
    assert before.items() < after.items()


def test_no_news_is_newer_than_the_day_of_update(tmp_path: Path) -> None:
    """It stands at the foot of every page, in the feed and in the sitemap."""
    project = make_project("minamo", tmp_path / "minamo")
    settings = project / "data" / "plan.toml"
    before = check(load(project)).plan
    entry = '[[history]]\ndate = 2031-05-06\ntext = "用語集を加えました。"\n'
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\n{entry}", encoding="utf-8")
    assert before.updated < check(load(project)).plan.updated == date(2031, 5, 6)


def test_the_feed_is_made_once_the_address_is_known_and_pages_lead_to_it(site: Site) -> None:
    base = site.report.plan.base_url
    assert (site.output / "feed.xml").exists() == bool(base)
    for path in site.output.rglob("*.html"):
        tree = etree.HTML(path.read_bytes(), None)
        found = tree.xpath("//link[@type='application/atom+xml']/@href")
        up = "../" * site.address(path).count("/")
        top = f"{base}/" if path.name == "404.html" else up
        assert found == ([f"{top}feed.xml"] if base else []), path


def test_the_feed_has_all_that_the_standard_asks_for(site: Site) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: the elements that must be there, once, and of what form."""
    plan = site.report.plan
    if not plan.base_url:
        return
    root = etree.fromstring((site.output / "feed.xml").read_bytes())
    assert root.tag == f"{{{ATOM['a']}}}feed"
    assert text(root, "a:id") == f"{plan.base_url}/"
    assert text(root, "a:author/a:name") == plan.municipality
    assert root.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [f"{plan.base_url}/feed.xml"]
    entries = root.findall("a:entry", ATOM)
    assert len(entries) == len(plan.history) + len(plan.corrections) > 0
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1
            assert text(element, f"a:{name}")
        assert datetime.fromisoformat(text(element, "a:updated")).utcoffset()
        assert element.xpath("count(a:link[@rel='alternate'])", namespaces=ATOM) == 1
    ids = [text(entry, "a:id") for entry in entries]
    assert len(set(ids)) == len(ids)
    days = [text(entry, "a:updated") for entry in entries]
    assert days == sorted(days, reverse=True)
