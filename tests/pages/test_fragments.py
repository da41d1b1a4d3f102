"""A page as plain HTML says all that the page says, with nothing that a system would strip."""

import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import Site, call, parsed
from lxml import html

from planreport.pages.fragments import fragments

PAGE = """<!DOCTYPE html><html><head><title>題</title></head><body><header>市</header>
<main id="main" tabindex="-1"><h1>題 A &amp; B</h1>
<section class="answer" aria-labelledby="one"><h2 id="one">見出し</h2>
<div class="prose"><p id="unused" style="color:red">文<span class="spoken">（読み）</span></p></div></section>
<figure aria-hidden="true"><p>線</p><svg><text>1</text></svg></figure>
<script>run()</script><form><label>探す</label><input></form>
<p><a class="x" href="#one">中</a> <a href="b.html#two" rel="next">隣</a>
<a href="https://example.jp/">外</a> <a href="mailto:a@example.jp">便</a></p>
</main><footer>下</footer></body></html>"""


def test_what_is_for_the_site_alone_is_gone() -> None:
    assert fragments({"a.html": PAGE}, "")["a.html"].split("\n") == [
        "<!-- 題名：題 A &amp; B -->",
        '<h2 id="one">見出し</h2>',
        "<p>文（読み）</p>",
        '<p><a href="#one">中</a> <a href="../b.html#two">隣</a>',
        '<a href="https://example.jp/">外</a> <a href="mailto:a@example.jp">便</a></p>',
        "",
    ]


def test_no_picture_is_spoken_of_that_is_not_there(site: Site) -> None:
    page = (site.output / "index.html").read_text(encoding="utf-8")
    assert "計画の全体" in page
    assert "計画の全体" not in fragments({"index.html": page}, "")["index.html"]


def test_links_of_a_page_in_a_folder_lead_where_they_led() -> None:
    page = PAGE.replace('"b.html#two"', '"../b.html#two"')
    found = fragments({"measures/a.html": page}, "")["measures/a.html"]
    assert 'href="../../b.html#two"' in found
    found = fragments({"measures/a.html": page}, "https://city.example/plan")["measures/a.html"]
    assert 'href="https://city.example/plan/b.html#two"' in found


def test_links_are_absolute_once_the_address_is_known() -> None:
    found = fragments({"a.html": PAGE}, "https://city.example/plan")["a.html"]
    assert re.findall(r'href="([^"]+)"', found) == [
        "#one",
        "https://city.example/plan/b.html#two",
        "https://example.jp/",
        "mailto:a@example.jp",
    ]


@pytest.fixture(scope="module")
def plain(site: Site) -> dict[str, str]:
    pages = {site.address(path): path.read_text(encoding="utf-8") for path in site.pages}
    return fragments(pages, site.report.plan.base_url)


def test_every_word_and_number_of_a_page_is_in_its_fragment(
    site: Site, plain: dict[str, str]
) -> None:
    """All but the title, and the charts, whose statuses and years the tables beside them say."""
    for path in site.pages:
        (main,) = parsed(path).xpath("//main")
        for pictured in main.xpath(".//h1 | .//figure | .//svg | .//form | .//script"):
            pictured.drop_tree()
        said = main.text_content().split()
        assert "".join(parsed(plain[site.address(path)]).text_content().split()) == "".join(said)


def test_nothing_is_left_that_a_system_strips(plain: dict[str, str]) -> None:
    allowed = {"id", "href", "scope", "colspan", "rowspan", "start", "datetime"}
    for name, text in plain.items():
        assert text.startswith("<!-- 題名："), name
        tree = html.fragment_fromstring(text, create_parent="body")
        assert {key for element in tree.iter("*") for key in element.attrib} <= allowed, name
        assert not tree.xpath("//*[self::div or self::span or self::section or self::nav]"), name
        assert not tree.xpath("//*[self::h1 or self::svg or self::script or self::form]"), name
        levels = [int(tag.tag[1]) for tag in tree.xpath("//h2 | //h3 | //h4")]
        assert not levels or levels[0] == 2, name


def test_every_link_of_a_fragment_leads_somewhere(site: Site, plain: dict[str, str]) -> None:
    base = site.report.plan.base_url
    trees = {name: parsed(text) for name, text in plain.items()}
    for name, tree in trees.items():
        for link in tree.xpath("//a/@href"):
            if urlsplit(link).scheme and not (base and link.startswith(f"{base}/")):
                continue
            address = urlsplit(link.removeprefix(f"{base}/") if base else link)
            here = "" if base else posixpath.join("fragments", posixpath.dirname(name))
            path = posixpath.normpath(posixpath.join(here, unquote(address.path)))
            target = path if address.path else name
            assert (site.output / target).is_file(), (name, link)
            if address.fragment and target in trees:
                assert trees[target].xpath("//*[@id=$id]", id=unquote(address.fragment)), link


def test_the_build_writes_fragments_of_the_current_pages_when_asked(
    project: Callable[[str], Path],
) -> None:
    folder = project("minamo")
    done = call(folder, "--no-pdf", "--fragments")
    output = folder / "output"
    pages = {
        p.relative_to(output).as_posix()
        for p in (*output.glob("*.html"), *output.glob("measures/*"))
    }
    assert f"ページ {len(pages)}、" in done.stdout
    assert "貼り付けるためのHTML: output/fragments" in done.stdout
    written = {
        p.relative_to(output / "fragments").as_posix()
        for p in (output / "fragments").rglob("*.html")
    }
    assert written == pages - {"404.html"}
    call(folder, "--no-pdf")
    assert not (folder / "output" / "fragments").exists()
