"""The whole site by keyboard alone: audit/keyboard.py says what is looked for."""

import pytest
from browser import each_page, open_browser
from conftest import Site

from audit import keyboard


@pytest.mark.parametrize("width,height", [(375, 667), (1280, 720)])
def test_every_control_is_reached_once_in_order_and_seen(
    site: Site, width: int, height: int
) -> None:
    with open_browser() as browser:
        wrong = {
            name: keyboard.walk(page) for name, page in each_page(browser, site, width, height)
        }
    assert {name: found for name, found in wrong.items() if found} == {}


def test_a_page_that_goes_wrong_is_found_out() -> None:
    html = """<main><style>.b { outline: none } header { position: fixed; inset: 0 0 auto;
      height: 90px; background: #fff }</style><header>Head</header><a class="b" href="#">one</a>
      <p style="margin-top: 200px"><a href="#" tabindex="2">two</a></p></main>"""
    with open_browser() as browser:
        page = browser.new_page()
        page.set_content(html)
        numbers = {number for number, _ in keyboard.walk(page)}
    assert numbers == {"2.4.7", "2.4.11", "2.4.3"}
