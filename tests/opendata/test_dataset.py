"""What search engines read of the open data: a Dataset of schema.org, as JSON-LD on its page."""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from conftest import COMPILED, ROOT, Site, parsed
from playwright.sync_api import Page

from planreport import paths
from planreport.pages import render
from planreport.pages.edition import Edition, links
from planreport.plan import Plan
from planreport.plan.settings import Contact, Licence
from planreport.report.derive import derive

END = "</script><!-- <script> ]]> & \"引用\" '引用' \u2028"


@pytest.fixture
def dataset(site: Site) -> dict[str, Any]:
    (block,) = blocks((site.output / "data.html").read_text(encoding="utf-8"))
    described: dict[str, Any] = json.loads(block)
    return described


def blocks(page: str) -> list[str]:
    tree = parsed(page)
    return [str(block) for block in tree.xpath("//script[@type='application/ld+json']/text()")]


def test_it_has_what_is_asked_of_a_dataset(site: Site, dataset: dict[str, Any]) -> None:
    """https://developers.google.com/search/docs/appearance/structured-data/dataset"""
    plan = site.report.plan
    assert dataset["@context"] == "https://schema.org/"
    assert dataset["@type"] == "Dataset"
    assert dataset["name"].startswith(plan.title)
    assert 50 <= len(dataset["description"]) <= 5000
    first, last = plan.years[0].year, plan.years[-1].year
    assert dataset["temporalCoverage"] == f"{first}-04-01/{last + 1}-03-31"
    assert dataset["spatialCoverage"]["name"] == plan.municipality
    assert dataset["dateModified"] == plan.updated.isoformat()
    assert date.fromisoformat(dataset["dateModified"])
    assert all(value not in ("", None, [], {}) for value in dataset.values())


def test_it_lists_every_file_of_the_data_as_it_is(site: Site, dataset: dict[str, Any]) -> None:
    base = f"{site.report.plan.base_url}/" if site.report.plan.base_url else ""
    listed = {file["contentUrl"].removeprefix(base): file for file in dataset["distribution"]}
    assert set(listed) == set(paths.DOWNLOADS) - {paths.DATAPACKAGE}
    for path, file in listed.items():
        assert file["@type"] == "DataDownload"
        size = float(file["contentSize"].removesuffix(" kB")) * 1000
        assert size - 1000 < (site.output / path).stat().st_size <= size
        assert re.fullmatch(r"[a-z]+/[a-z.-]+", file["encodingFormat"])
        assert file["contentUrl"] == f"{base}{path}"


def test_who_made_it_and_its_terms_are_said_only_where_the_plan_says_so(
    site: Site, dataset: dict[str, Any]
) -> None:
    plan = site.report.plan
    assert ("url" in dataset) == bool(plan.base_url)
    assert ("creator" in dataset) == (plan.contact is not None)
    assert ("license" in dataset) == (plan.licence is not None)
    assert ("isBasedOn" in dataset) == bool(plan.source)
    if site.name == "minamo":
        assert dataset["url"] == "https://www.city.minamo.example/kankyo/data.html"
        assert dataset["creator"]["name"] == "みなも市環境部環境政策課"
        assert dataset["license"]["url"].startswith("https://www.digital.go.jp/")


def test_an_earlier_edition_is_no_dataset_of_its_own(site: Site) -> None:
    earlier = list((site.output / "editions").glob("*/data.html"))
    assert len(earlier) == len(site.report.plan.reported) - 1
    for page in earlier:
        assert blocks(page.read_text(encoding="utf-8")) == []


def test_no_policy_of_the_page_stands_in_its_way(site: Site, page: Page) -> None:
    page.goto((site.output / "data.html").as_uri())
    block = page.locator("script[type='application/ld+json']").text_content()
    assert json.loads(block or "")["@type"] == "Dataset"


def test_no_text_of_the_plan_ends_the_block(site: Site) -> None:
    plan = hostile(site.report.plan)
    report = derive(plan)
    env = render.environment(ROOT / "templates", COMPILED)
    files = links(dict.fromkeys(paths.DOWNLOADS, 0), {})
    text = dict(render.site(env, (Edition("", report, site.checked.pages, files),)))[paths.DATA]
    assert len(re.findall("<script", text)) == len(re.findall("</script", text))
    (block,) = blocks(text)
    assert not set("<>&") & set(block)
    assert json.loads(block)["spatialCoverage"]["name"] == END
    assert json.loads(block)["creator"]["name"] == END


def hostile(plan: Plan) -> Plan:
    return replace(
        plan,
        title=END,
        municipality=END,
        source=END,
        contact=Contact(END),
        licence=Licence(END),
    )
