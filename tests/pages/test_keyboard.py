"""The whole site by keyboard alone: audit/keyboard.py says what is looked for."""

import pytest
from browser import each_page
from conftest import Site
from playwright.sync_api import Browser

from audit import keyboard


@pytest.mark.parametrize("width,height", [(375, 667), (1280, 720)])
def test_every_control_is_reached_once_in_order_and_seen(
    site: Site, undrawn: Browser, width: int, height: int
) -> None:
    opened = each_page(undrawn, site, width, height, pages=site.kinds)
    wrong = {name: keyboard.walk(page) for name, page in opened}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_what_hides_only_on_the_way_back_is_found_out(undrawn: Browser) -> None:
    links = "".join(f'<p style="margin: 0"><a href="#">{n}</a></p>' for n in range(20))
    html = f"""<style>:focus {{ outline: 2px solid }}</style>
      <main><div tabindex="0" style="height: 150px; overflow: auto; line-height: 30px">
      <p style="position: sticky; top: 0; height: 60px; margin: 0; background: #fff">Head</p>
      {links}</div></main>"""
    page = undrawn.new_page()
    page.set_content(html)
    wrong = {text.partition(":")[0] for _, text in keyboard.walk(page)}
    assert wrong == {"戻るとき、ほかのものに隠れています"}


def test_a_page_that_goes_wrong_is_found_out(undrawn: Browser) -> None:
    html = """<main><style>.b { outline: none } header { position: fixed; inset: 0 0 auto;
      height: 90px; background: #fff }</style><header>Head</header><a class="b" href="#">one</a>
      <p style="margin-top: 200px"><a href="#" tabindex="2">two</a></p></main>"""
    page = undrawn.new_page()
    page.set_content(html)
    numbers = {number for number, _ in keyboard.walk(page)}
    assert numbers == {"2.4.7", "2.4.11", "2.4.3"}
