"""The overview on a phone and by keyboard: what somebody came for is near, without a script's help."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Site, built, make_project, once
from matrix import ROWS
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from audit.site import serve

PHONE: ViewportSize = {"width": 375, "height": 667}


@dataclass(frozen=True)
class Question:
    """What somebody types, and the measure of the plan that it is about."""

    address: str
    words: str
    title: str


ASKED = {
    "shipped": ("コンビニ納付", "コンビニ納付の拡充"),
    "takanohara": ("総合窓口", "総合窓口の設置"),
}


@pytest.fixture(scope="module", params=list(ASKED))
def question(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Question:
    """A plan of 30 measures and one of 92, each with a question."""
    name = request.param
    project = once(
        tmp_path_factory, f"asked-{name}", lambda to: built(make_project(name, to), "--no-pdf")
    )
    return Question((project / "output" / "index.html").as_uri(), *ASKED[name])


@pytest.fixture
def phone(browser: Browser) -> Page:
    return browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()


def test_answer_search_and_what_is_late_lie_on_the_first_two_screens_of_a_phone(
    question: Question, phone: Page
) -> None:
    phone.goto(question.address)
    for part in ("#report-answer", "#report-ask", ".behind li >> nth=0"):
        box = phone.locator(part).bounding_box()
        assert box and box["y"] + box["height"] <= 2 * PHONE["height"], part


def test_two_taps_lead_to_what_became_of_a_measure(question: Question, phone: Page) -> None:
    phone.goto(question.address)
    phone.tap("#report-ask")
    phone.keyboard.type(question.words)
    phone.locator(".search button").tap()
    expect(found(phone, question)).to_be_in_viewport()


def test_five_keys_lead_to_what_became_of_a_measure(question: Question, phone: Page) -> None:
    phone.goto(question.address)
    for key in ("Tab", "Tab", "Enter"):
        phone.keyboard.press(key)
    expect(phone.locator("#report-ask")).to_be_focused()
    phone.keyboard.type(question.words)
    phone.keyboard.press("Enter")
    expect(found(phone, question)).to_be_in_viewport()
    assert question.words in phone.get_by_role("status").inner_text()
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.closest('.scroll, table') !== null")


def test_a_tap_shows_what_else_is_late(question: Question, phone: Page) -> None:
    phone.goto(question.address)
    rest = phone.locator("#report-behind ~ details")
    expect(rest.locator("li").first).to_be_hidden()
    rest.locator("summary").tap()
    expect(rest.locator("li").last).to_be_visible()


def test_ten_keys_list_all_that_is_late(question: Question, phone: Page) -> None:
    phone.goto(question.address)
    for key in ("Tab", "Enter"):
        phone.keyboard.press(key)
    count = phone.locator("#report-behind ~ p a")
    number = int("".join(filter(str.isdigit, count.inner_text())))
    assert 2 + tabs_to(count) + 1 <= 10
    phone.keyboard.press("Enter")
    rows = phone.locator(ROWS)
    expect(rows).to_have_count(number)
    expect(rows.first).to_be_in_viewport()


def test_the_list_of_what_is_late_is_whole_without_a_script_and_in_print(
    question: Question, browser: Browser
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(question.address)
    entries = page.locator("#report-behind ~ * li, #report-behind ~ ul > li")
    number = page.locator("#report-behind ~ p a").inner_text()
    assert number.startswith(str(entries.count()))
    page.emulate_media(media="print")
    expect(entries.last).to_be_visible()


def test_who_lets_no_script_run_is_offered_no_search(question: Question, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(question.address)
    expect(page.locator("#report-ask")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".site-name a")).to_be_focused()


def test_the_field_needs_the_address_alone_on_a_server_too(site: Site, page: Page) -> None:
    """And what was chosen before is no part of the new question."""
    with serve(site.output, site.report.plan.base_url) as origin:
        page.goto(f"{origin}/index.html?sort=name")
        title = site.report.goals[0].goal.items[0].measures[0].title
        page.fill("#report-ask", title)
        page.press("#report-ask", "Enter")
        expect(page.get_by_role("link", name=title).last).to_be_in_viewport()
        assert parse_qs(urlsplit(page.url).query) == {"q": [title]}
        page.go_back()
        assert urlsplit(page.url).query == "sort=name"


def test_the_menu_unfolds_on_a_phone_and_is_open_where_there_is_room(
    question: Question, phone: Page
) -> None:
    phone.goto(question.address)
    menu = phone.get_by_role("navigation", name="メニュー")
    links = menu.get_by_role("link")
    expect(links.first).to_be_hidden()
    summary = menu.locator("summary")
    height = menu.bounding_box()
    assert height and height["height"] < 48  # one row
    tabs_to(summary)
    phone.keyboard.press("Enter")
    expect(links.last).to_be_visible()
    expect(menu.locator("[aria-current=page]")).to_have_count(1)
    phone.keyboard.press("Enter")
    phone.set_viewport_size({"width": 1280, "height": 720})
    expect(summary).to_be_hidden()
    expect(links.last).to_be_visible()


# How many ends of lines lie in each phrase.
_BROKEN = """() => [...document.querySelectorAll('#report-answer .phrase')].map(phrase => {
  const words = document.createRange();
  words.selectNodeContents(phrase);
  const parts = [...words.getClientRects()];
  return parts.filter((part, n) => n && part.left < parts[n - 1].left).length;
})"""


def test_the_large_sentence_breaks_between_its_phrases_alone(
    question: Question, page: Page
) -> None:
    page.goto(question.address)
    for width in (320, 375, 768):
        page.set_viewport_size({"width": width, "height": 700})
        breaks = page.evaluate(_BROKEN)
        assert len(breaks) > 3
        assert (width, sum(breaks)) == (width, 0)


def found(page: Page, question: Question) -> Locator:
    """The row of the measure that the question is about."""
    return page.locator(ROWS, has_text=question.title)


def tabs_to(locator: Locator) -> int:
    """Presses Tab until it has the focus; returns how often."""
    for times in range(1, 20):
        locator.page.keyboard.press("Tab")
        if locator.evaluate("it => it === document.activeElement"):
            return times
    raise AssertionError("it is far away")
