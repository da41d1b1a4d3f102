"""A city's own colours, logo and links, at the limit of what the rules let through."""

from pathlib import Path

import pytest
from browser import complaints, each_page
from conftest import Site, built, make_project, parsed
from lxml import etree
from playwright.sync_api import Browser

from planreport.check import check
from planreport.load import load
from planreport.report.derive import derive

THEME = """
[theme]
colour = "#8A7500"
link = "#1b61d4"
logo = "content/logo.svg"
logo_alt = "みなも市"

[[footer_links]]
text = "みなも市のサイト"
url = "https://www.city.minamo.example/"
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><path d="M0 0h90v30z"/></svg>'


@pytest.fixture(scope="module")
def themed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    project = make_project("minamo", tmp_path_factory.mktemp("themed") / "minamo")
    (project / "content" / "logo.svg").write_text(LOGO)
    with (project / "data" / "plan.toml").open("a", encoding="utf-8") as settings:
        settings.write(THEME)
    checked = check(load(built(project, "--no-pdf")))
    return Site("minamo", project, checked, derive(checked.plan))


def test_axe_finds_nothing_in_colours_that_just_pass(themed: Site, undrawn: Browser) -> None:
    opened = each_page(undrawn, themed, pages=themed.kinds)
    found = {name: complaints(page, 375) for name, page in opened}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_every_page_with_a_logo_fits(themed: Site, undrawn: Browser) -> None:
    for name, page in each_page(undrawn, themed):
        for width in (1280, 375):
            page.set_viewport_size({"width": width, "height": 720})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_every_edition_has_the_theme_alike(themed: Site) -> None:
    for folder in (themed.output, *(themed.output / "editions").iterdir()):
        style = (folder / "style.css").read_text(encoding="utf-8")
        assert style.endswith("--bar: #8a7500;\n  --strong: #8a7500;\n  --link: #1b61d4;\n}\n")
        assert (folder / "logo.svg").read_text() == LOGO
        assert b'fill="#8a7500"' in (folder / "favicon.svg").read_bytes()
        for path in folder.glob("*.html"):
            tree = parsed(path)
            (logo,) = tree.xpath("//body/header/img")
            assert logo.get("src").endswith("logo.svg")
            assert logo.get("alt") == "みなも市"
            assert tree.xpath("//footer//a[@href='https://www.city.minamo.example/']")


def test_without_a_theme_the_stylesheet_is_as_the_designer_left_it(site: Site) -> None:
    templates = site.project / "templates" / "static"
    assert (site.output / "style.css").read_bytes() == (templates / "style.css").read_bytes()
    assert not list(site.output.glob("logo*"))


def test_every_page_has_an_icon_that_is_a_picture_alone(site: Site) -> None:
    icon = etree.fromstring((site.output / "favicon.svg").read_bytes())
    assert {etree.QName(element).localname for element in icon.iter()} == {"svg", "rect", "path"}
    for path in site.pages:
        (link,) = parsed(path).xpath("//link[@rel='icon']/@href")
        base = site.report.plan.base_url if path.name == "404.html" else ""
        up = "../" * site.address(path).count("/")
        assert link == (f"{base}/favicon.svg" if base else f"{up}favicon.svg")


def test_a_shared_page_says_what_it_is(site: Site) -> None:
    plan = site.report.plan
    for path in Path(site.output).rglob("*.html"):
        tree = parsed(path)
        said = {
            meta.get("property").removeprefix("og:"): meta.get("content")
            for meta in tree.xpath("//meta[starts-with(@property, 'og:')]")
        }
        assert said["title"] in tree.findtext(".//title")
        assert said["description"] == tree.xpath("string(//meta[@name='description']/@content)")
        assert said["type"] == ("website" if path.name == "index.html" else "article")
        assert (said["site_name"], said["locale"]) == (plan.title, "ja_JP")
        canonical = tree.xpath("//link[@rel='canonical']/@href")
        expected = canonical if plan.base_url else []
        assert [said["url"]] == expected if expected else "url" not in said
