"""The built pages, looked at as a validator and a reader do."""

import posixpath
import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import syntax
from browser import assert_each_is_named
from conftest import Site, parsed
from lxml import html

from planreport.templating import size

LIMIT = 100_000  # bytes, of a page of a plan of some thirty measures


@pytest.mark.whole
def test_the_html_is_valid(site: Site, tmp_path: Path) -> None:
    assert syntax.complaints([*site.pages, *site.earlier], tmp_path) == []


def trees(site: Site) -> dict[str, html.HtmlElement]:
    return {site.address(path): parsed(path) for path in site.pages}


def test_every_link_leads_somewhere_and_every_fragment_exists(site: Site) -> None:
    """In earlier editions too, whose texts are those of the current one."""
    pages = {site.address(path): parsed(path) for path in site.output.rglob("*.html")}
    base = site.report.plan.base_url
    dead = []
    for name, tree in pages.items():
        for link in tree.xpath("//a/@href | //link[@rel='stylesheet']/@href"):
            address = urlsplit(link.removeprefix(f"{base}/") if base else link)
            if address.scheme in ("http", "https", "mailto", "tel"):
                continue
            path = posixpath.normpath(
                posixpath.join(posixpath.dirname(name), unquote(address.path))
            )
            path = path if address.path else name
            fragment = unquote(address.fragment)
            if not (site.output / path).is_file() or (
                fragment and not pages[path].xpath("//*[@id=$id]", id=fragment)
            ):
                dead.append((name, link))
    assert dead == []


def test_no_page_has_a_script_or_style_in_it_or_asks_another_host(site: Site) -> None:
    for name, tree in trees(site).items():
        # A block of JSON-LD is data, which nothing runs.
        scripts = tree.xpath("//script[not(@src) and not(@type='application/ld+json')]")
        assert not scripts + tree.xpath("//*[@onclick] | //*[@style] | //iframe"), name
        # Of a page that is shown at any address no other file is near.
        assert len(tree.xpath("//style")) == (name == "404.html"), name
        loaded = tree.xpath("//@src | //link[@rel='stylesheet']/@href")
        if name != "404.html":
            up = "../" * name.count("/")
            assert set(loaded) - {"matrix.js"} == {f"{up}style.css"}, name
            assert ("matrix.js" in loaded) == (name == "index.html")


def test_what_stands_in_a_page_for_search_engines_is_let_through_by_its_policy(site: Site) -> None:
    """By its digest as CSP 3 counts it, of the text as it is; validators count it without spaces."""
    held = []
    for name, tree in trees(site).items():
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        (scripts,) = re.findall(r"script-src ([^;]*);", policy)
        blocks = [block.text for block in tree.xpath("//script[not(@src)]")]
        hashes = [
            f"'sha256-{b64encode(sha256(block.encode()).digest()).decode()}'" for block in blocks
        ]
        assert scripts.split() == ["'self'", *hashes], name
        assert all(block == block.strip() for block in blocks), name
        held += blocks
    assert len(held) == 1


def test_every_picture_has_a_title_a_description_and_a_table(site: Site) -> None:
    pages = trees(site)
    drawn = {"index.html": len(site.report.goals)}  # a heat map each
    for goal in site.report.goals:
        drawn[f"goal-{goal.goal.id}.html"] = sum(1 for _ in goal.goal.measures)
    drawn |= {site.address(path): 1 for path in site.measure_pages}
    for name, tree in pages.items():
        pictures = tree.xpath("//svg/descendant-or-self::*[@role='img']")
        assert len(pictures) == drawn.get(name, 0), name
        for picture in pictures:
            assert picture.xpath("id(@aria-labelledby)[self::title]")[0].text.strip()
            assert picture.xpath("id(@aria-describedby)[self::desc]")[0].text.strip()
        # Bars are drawn beside their words, in a figure that is named and described as a whole.
        for bars in tree.xpath("//svg[@aria-hidden='true']/ancestor::ul"):
            (figure,) = bars.xpath("ancestor::figure")
            assert figure.get("aria-label") or figure.xpath("id(@aria-labelledby)")
            assert figure.xpath("id(@aria-describedby)")[0].text_content().strip()
            assert figure.xpath("following-sibling::*[1][self::details]//table//td")
        for chart in tree.xpath("//figure[@class='chart']"):
            assert chart.xpath("following-sibling::*[1][self::table]//td")


@pytest.mark.parametrize("what", ["table", "nav", "*[@role='group']", "*[@role='search']"])
def test_tables_and_parts_of_a_page_have_names_of_their_own(site: Site, what: str) -> None:
    for name, tree in trees(site).items():
        assert_each_is_named(tree, what, name)


def test_every_page_says_what_it_is(site: Site) -> None:
    titles = []
    for name, tree in trees(site).items():
        assert tree.get("lang") == "ja"
        assert len(tree.xpath("//h1")) == 1, name
        assert tree.xpath("string(//meta[@name='description']/@content)").strip(), name
        levels = [int(tag.tag[1]) for tag in tree.xpath("//h1 | //h2 | //h3 | //h4")]
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), name
        titles.append(tree.findtext(".//title"))
    assert len(set(titles)) == len(titles)


def test_every_page_ends_with_who_when_and_the_data(site: Site) -> None:
    plan = site.report.plan
    for name, tree in trees(site).items():
        (footer,) = tree.xpath("//body/footer")
        said = footer.text_content()
        assert footer.xpath(".//time/@datetime") == [plan.updated.isoformat()], name
        assert footer.xpath(".//a[contains(@href, 'data.html')]"), name
        assert (plan.contact.name if plan.contact else "お問い合わせ先") in said or not plan.contact
        assert ("お問い合わせ先" in said) == (plan.contact is not None)
        assert ("利用条件" in said) == (plan.licence is not None)


def test_everything_the_plan_says_stands_on_the_pages(site: Site) -> None:
    def said(path: str) -> str:
        return " ".join(parsed(site.output / path).text_content().split())

    table = said("summary-table.html")
    for goal in site.report.plan.goals:
        page = said(f"goal-{goal.id}.html")
        for measure in goal.measures:
            told = [record.actions for record in measure.years if record.actions]
            texts = [measure.title, *measure.summary, *told]
            for where in (said(f"measures/{measure.id}.html"), table):
                assert [text for text in texts if text not in where] == []
            assert [text for text in (*texts[: -len(told)], told[-1]) if text not in page] == []


def test_the_matrix_says_planned_reached_and_standing_of_every_measure_and_year(
    site: Site,
) -> None:
    tree = trees(site)["index.html"]
    plan = site.report.plan
    for measure in plan.measures:
        (row,) = tree.xpath(
            "//table[contains(@class, 'matrix')]//tr[th/a[contains(@href, $id)]]",
            id=f"measures/{measure.id}.html",
        )
        said = ["".join(cell.itertext()).split() for cell in row.xpath("td")]
        expected = []
        for year in plan.years:
            record = measure.in_year(year)
            if record is None:
                expected.append(["―計画の対象外"])
                continue
            assert record.planned
            words = ["計画", record.planned.label + record.planned.reading, plan.terms.progress]
            if record.progress and record.standing:
                reached = record.progress.label + record.progress.reading
                words += [reached, record.standing.symbol + record.standing.label]
            else:
                words.append("報告前")
            expected.append(words)
        assert said == expected, measure.title


def test_no_line_begins_with_what_ends_a_sentence_or_brackets(site: Site) -> None:
    """A line may end behind what stays whole, whatever follows."""
    torn = [
        (name, whole.text_content() + whole.tail)
        for name, tree in trees(site).items()
        for whole in tree.find_class("phrase")
        if (whole.tail or "").startswith(("、", "。", "）", "」"))
    ]
    assert torn == []


def test_a_link_to_a_file_says_its_form_and_size(site: Site) -> None:
    for name, tree in trees(site).items():
        for link in tree.xpath("//main//a[contains(@href, '.pdf') or contains(@href, 'data/')]"):
            file = (site.output / name).parent / link.get("href")
            text = link.text_content()
            assert f"{file.suffix[1:].upper()}形式" in text, (name, text)
            assert f"、{size(file.stat().st_size)}）" in text, (name, text)


def test_a_sitemap_lists_every_page_once_the_address_is_known(site: Site) -> None:
    base = site.report.plan.base_url
    robots = (site.output / "robots.txt").read_text()
    if not base:
        assert not (site.output / "sitemap.xml").exists()
        assert "Sitemap:" not in robots
        return
    assert f"Sitemap: {base}/sitemap.xml" in robots
    locations = set(parsed(site.output / "sitemap.xml").xpath("//loc/text()"))
    assert locations == {f"{base}/"} | {
        f"{base}/{site.address(path)}"
        for path in (*site.pages, *site.measure_pages)
        if path.name not in ("index.html", "404.html")
    }


def test_no_page_is_too_large(site: Site) -> None:
    sizes = {site.address(path): path.stat().st_size for path in site.pages}
    assert {name: size for name, size in sizes.items() if size >= LIMIT} == {}


def test_no_bracket_closes_behind_a_phrase_where_a_line_could_begin_with_it(site: Site) -> None:
    closing = re.compile(r'class="phrase">[^<]*</span>[）」、。]')
    for path in site.pages:
        assert not closing.search(path.read_text()), path.name


def test_the_whole_plan_at_a_glance_has_no_row_for_a_year_to_come(site: Site) -> None:
    reported = {year.short for year in site.report.plan.reported}
    heats = parsed(site.output / "index.html").xpath("//svg[@class='heat']//text[@class='year']")
    assert {text.text for text in heats} == reported
