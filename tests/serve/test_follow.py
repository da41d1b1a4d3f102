"""An open page of the preview follows the files: what changes, what is wrong, what is worth a look."""

import re
from collections.abc import Callable, Iterator

import pytest
from browser import until
from conftest import make_project
from playwright.sync_api import Browser, Page, expect
from serving import Served, free_port, own_templates, start

Serve = Callable[[str], Served]


@pytest.fixture(scope="module")
def minamo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A preview for all the tests that leave its files as they were."""
    served = start(
        make_project("minamo", tmp_path_factory.mktemp("followed") / "minamo"), free_port()
    )
    yield served
    served.end()


def opened(browser: Browser, served: Served, path: str = "/") -> Page:
    page = browser.new_page(viewport={"width": 1000, "height": 600})
    page.goto(served.address(path))
    return page


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/plan.toml", "架空県みなも市", "架空県新みなも市"),
        ("content/index.md", "7つの事業", "たくさんの事業"),
    ],
)
def test_a_change_appears_by_itself(
    minamo: Served,
    browser: Browser,
    file: str,
    old: str,
    new: str,
) -> None:
    pages = [opened(browser, minamo) for _ in range(2)]
    minamo.replace(file, old, new)
    for page in pages:
        expect(page.locator("body")).to_contain_text(new)
    minamo.replace(file, new, old)


def test_a_page_that_is_loaded_again_stays_where_it_was(minamo: Served, browser: Browser) -> None:
    page = opened(browser, minamo, "/goal-water.html")
    title = page.title()
    page.evaluate("scrollTo(0, 400)")
    minamo.replace("data/plan.toml", "架空県みなも市", "架空県新みなも市")
    expect(page.locator("body")).to_contain_text("架空県新みなも市")
    assert until(lambda: page.evaluate("scrollY") == 400)
    minamo.replace("data/goals.csv", "water", "watr")
    expect(page.locator("h1")).to_contain_text("直すところが")
    minamo.replace("data/goals.csv", "watr", "water")
    expect(page).to_have_title(title)
    assert until(lambda: page.evaluate("scrollY") == 400)
    minamo.replace("data/plan.toml", "架空県新みなも市", "架空県みなも市")


def test_an_error_is_shown_until_it_is_repaired(minamo: Served, browser: Browser) -> None:
    page = opened(browser, minamo, "/goal-water.html")
    title = page.title()
    minamo.replace("data/goals.csv", "water", "<b>watr")
    expect(page.locator("h1")).to_contain_text("直すところが")
    told = page.locator("section", has=page.get_by_role("heading", name="data/goals.csv"))
    first = told.locator("li").first
    expect(first).to_contain_text("2行目「goal_id」")
    expect(first).to_contain_text("番号（id）「<b>watr」は使えません。")
    assert page.locator("b").count() == 0
    assert minamo.get("/")[0] == 500
    minamo.replace("data/goals.csv", "<b>watr", "water")
    expect(page).to_have_title(title)


def test_warnings_are_counted_and_can_be_read(serve: Serve, browser: Browser) -> None:
    served = serve("shipped")
    assert "preview-bar" not in served.text()
    (served.folder / "data" / "published.csv").unlink()  # which makes some texts worth a look
    page = opened(browser, served)
    bar = page.get_by_role("complementary", name="プレビュー")
    expect(bar).to_contain_text("注意 2件")
    warning = bar.get_by_text("5行目「actions」", exact=True)
    expect(warning).to_be_hidden()
    bar.locator("summary").click()
    expect(warning).to_be_visible()


def test_a_page_that_may_load_nothing_is_followed_all_the_same(
    serve: Serve, browser: Browser
) -> None:
    served = serve("minamo")
    base = own_templates(served) / "base.html.j2"
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n', "", base.read_text())
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<title>'
    base.write_text(text.replace("<title>", meta))
    page = opened(browser, served)
    assert f"content=\"connect-src 'self'; {policy}\"" in page.content()
    served.replace("data/plan.toml", "架空県みなも市", "架空県新みなも市")
    expect(page.locator("body")).to_contain_text("架空県新みなも市")
