"""What stands around a page: where its links begin, where it is to be found, what the menu holds."""

from dataclasses import replace

import pytest
from conftest import Site

from planreport import paths
from planreport.pages.edition import Edition
from planreport.pages.frame import Frame, Picture
from planreport.plan.edition import as_of
from planreport.plan.settings import Logo, Page
from planreport.report.derive import derive

BASE = "https://www.city.example/plan"
BY_PATH = {page.path: page for page in paths.PAGES}
PROSE = (
    Page("index", "最初", "", 0, ""),
    Page("later", "後のページ", "", 2, ""),
    Page("first", "先のページ", "", 1, ""),
    Page("also-first", "並ぶページ", "", 1, ""),
)


def editions(site: Site, base_url: str = "") -> tuple[Edition, ...]:
    """The current one, and one as of the first year, without the first goal."""
    plan = replace(site.report.plan, base_url=base_url)
    earlier = derive(as_of(plan, plan.reported[0].year))
    earlier = replace(earlier, goals=earlier.goals[1:])
    return Edition("", derive(plan), PROSE, {}), Edition("editions/2000/", earlier, PROSE, {})


def frame(site: Site, path: str, number: int = 0, base_url: str = "") -> Frame:
    every = editions(site, base_url)
    (page,) = [page for page in every[0].pages if page.path == path]
    return Frame(page, every[number], every)


def test_the_menu_lists_the_pages_of_the_list_and_then_prose_in_its_order(site: Site) -> None:
    terms = site.report.plan.terms
    found = [(link.words, link.address) for link in frame(site, paths.DATA).menu]
    assert found == [
        ("概要", "index.html"),
        ("一覧から探す", "index.html#report-matrix"),
        ("変わったこと", "changes.html"),
        (terms.table, "summary-table.html"),
        ("データ", "data.html"),
        ("並ぶページ", "also-first.html"),
        ("先のページ", "first.html"),
        ("後のページ", "later.html"),
    ]


@pytest.mark.parametrize(
    ("path", "words"),
    [("index.html", ["概要"]), ("later.html", ["後のページ"]), (paths.AUDIT, [])],
)
def test_the_menu_says_where_the_reader_is(site: Site, path: str, words: list[str]) -> None:
    assert [link.words for link in frame(site, path).menu if link.is_here] == words


def test_a_page_is_called_what_it_is_about(site: Site) -> None:
    plan, goal = site.report.plan, site.report.goals[0]
    assert frame(site, paths.HOME).title == f"{plan.title}の{plan.terms.progress}"
    assert frame(site, paths.goal_page(goal.goal.id)).title == goal.heading
    assert frame(site, "later.html").title == "後のページ"


@pytest.mark.parametrize(
    ("path", "number", "base_url", "root", "top"),
    [
        ("data.html", 0, "", "", ""),
        ("data.html", 0, BASE, "", ""),
        ("data.html", 1, BASE, "", "../../"),
        ("404.html", 0, "", "", ""),
        ("404.html", 0, BASE, f"{BASE}/", f"{BASE}/"),
    ],
)
def test_only_a_page_that_is_shown_at_any_address_begins_its_links_at_the_base_url(
    site: Site, path: str, number: int, base_url: str, root: str, top: str
) -> None:
    found = frame(site, path, number, base_url)
    assert (found.root, found.top) == (root, top)
    assert all(link.address.startswith(root) for link in found.menu)


def test_a_citation_says_what_of_which_plan_by_whom_as_of_when_and_where(site: Site) -> None:
    plan, last = site.report.plan, site.report.goals[-1].goal
    measure = list(last.measures)[-1]
    page = paths.measure_page(measure.id)
    said = f"{plan.title}の{plan.terms.progress}「{measure.heading}」（{plan.municipality}、"
    first, latest = plan.reported[0].full, plan.reported[-1].full
    licence = [plan.licence.name] if plan.licence else []
    assert frame(site, page).citation == "、".join([f"{said}{latest}末時点）", *licence])
    for number, year, folder in ((0, latest, ""), (1, first, "editions/2000/")):
        assert frame(site, page, number, BASE).citation == "、".join(
            [f"{said}{year}末時点）", *licence, f"{BASE}/{folder}{page}"]
        )
    alone = replace(site.report.plan, licence=None, base_url="", reported=(), published_tallies=())
    only = Edition("", derive(alone), PROSE, {})
    assert Frame(BY_PATH[paths.DATA], only, (only,)).citation == (
        f"{plan.title}の{plan.terms.progress}「データ」（{plan.municipality}、報告前）"
    )


@pytest.mark.parametrize(
    ("path", "number", "base_url", "canonical"),
    [
        ("data.html", 0, "", ""),
        ("data.html", 1, "", "../../data.html"),
        ("data.html", 0, BASE, f"{BASE}/data.html"),
        ("data.html", 1, BASE, f"{BASE}/data.html"),
        ("index.html", 0, BASE, f"{BASE}/"),
        ("index.html", 1, BASE, f"{BASE}/"),
        ("404.html", 0, BASE, ""),
    ],
)
def test_search_engines_are_led_to_the_current_page(
    site: Site, path: str, number: int, base_url: str, canonical: str
) -> None:
    assert frame(site, path, number, base_url).canonical == canonical


def test_a_page_that_the_current_edition_lacks_leads_to_its_overview(site: Site) -> None:
    current, earlier = editions(site, BASE)
    gone = replace(current, report=replace(current.report, goals=()))
    page = next(page for page in earlier.pages if page.template == "goal.html")
    found = Frame(page, earlier, (gone, earlier))
    assert found.canonical == f"{BASE}/"
    assert found.latest.address == "../../index.html"


def test_a_link_of_a_text_to_what_an_earlier_edition_lacks_leads_to_the_current_one(
    site: Site,
) -> None:
    current, earlier = editions(site)
    gone, there = site.report.goals[0].goal, earlier.report.goals[0].goal
    measure = gone.measures[0].id
    page, section = paths.goal_page(gone.id), f"#{paths.measure_anchor(measure)}"
    lacking = (page, page + section, f"{page}#top", paths.measure_page(measure))
    kept = (paths.goal_page(there.id), "#top", "gone.html", "https://www.example.jp/#measure-1")
    for found, before in ((frame(site, paths.HOME, 1), "../../"), (frame(site, paths.HOME), "")):
        assert [found.leads(link) for link in lacking] == [f"{before}{link}" for link in lacking]
        assert [found.leads(link) for link in kept] == list(kept)
    own = Frame(next(it for it in current.pages if it.path == page), earlier, (current, earlier))
    assert own.leads(section) == f"../../{page}{section}"


def test_every_year_is_a_link_to_the_same_page_or_to_the_overview(site: Site) -> None:
    first = site.report.goals[0]
    ends = [edition.end for edition in editions(site)]
    assert ends[0] == f"{site.report.plan.reported[-1].full}末"
    for path, there in (("data.html", "data.html"), (paths.goal_page(first.goal.id), "index.html")):
        links = frame(site, path).every_year
        assert [link.address for link in links] == [path, f"editions/2000/{there}"]
        assert [link.words for link in links] == ends
        assert [link.is_here for link in links] == [True, False]
    links = frame(site, "404.html", base_url=BASE).every_year
    assert [link.address for link in links] == [
        f"{BASE}/index.html",
        f"{BASE}/editions/2000/index.html",
    ]
    assert [link.is_here for link in frame(site, "data.html", 1).every_year] == [False, True]


def test_of_a_single_edition_no_years_are_listed(site: Site) -> None:
    only = editions(site)[0]
    assert Frame(BY_PATH[paths.DATA], only, (only,)).every_year == ()


def test_a_link_to_the_page_itself_needs_no_address(site: Site) -> None:
    assert frame(site, paths.CHANGES).to(paths.CHANGES) == ""
    assert frame(site, paths.HOME).to(paths.CHANGES) == "changes.html"


@pytest.mark.parametrize(
    ("base_url", "file", "address"),
    [(BASE, "logo.png", f"{BASE}/logo.png"), (BASE, "logo.svg", ""), ("", "logo.png", "")],
)
def test_a_page_shared_before_the_first_report_shows_the_logo_where_others_can_draw_it(
    site: Site, base_url: str, file: str, address: str
) -> None:
    theme = replace(site.report.plan.theme, logo=Logo(file, "紋章", b""))
    plan = replace(site.report.plan, base_url=base_url, theme=theme, reported=())
    only = Edition("", derive(plan), (), {})
    picture = Frame(BY_PATH[paths.HOME], only, (only,)).picture
    assert picture == (Picture(address, "紋章") if address else None)
    # As templates of a plan's own show it that are older than its other properties.
    assert f"{picture or ''}" == address


def test_an_earlier_edition_has_every_page_but_what_the_server_looks_for_at_the_top(
    site: Site,
) -> None:
    current, earlier = editions(site)
    lost = {page.path for page in current.pages} - {page.path for page in earlier.pages}
    goal = site.report.goals[0].goal
    measures = {paths.measure_page(measure.id) for measure in goal.measures}
    assert lost - measures == {"404.html", paths.goal_page(goal.id)}
    assert "404.html" not in current.addresses
