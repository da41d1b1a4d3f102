"""What `make audit` looks at in Firefox and WebKit: here Chromium answers in their stead."""

import json
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Site
from playwright.sync_api import Browser, Frame

from audit import checks, drivers, otherbrowsers
from audit.site import serve
from planreport.accessibility.audited import AuditCheck


@pytest.fixture
def ask(browser: Browser) -> drivers.Ask:
    """Chromium, asked as if it were another browser."""
    page = browser.new_page()

    def frame() -> Frame:
        return page.frames[1]

    commands: dict[str, Callable[[dict[str, Any]], Any]] = {
        "Navigate": lambda given: page.goto(given["url"]) and None,
        "SwitchToFrame": lambda _: frame().wait_for_load_state(),
        "ExecuteScript": lambda given: frame().evaluate(f"() => {{ {given['script']} }}"),
        "FindElement": lambda given: {otherbrowsers.ELEMENT: given["value"]},
        "ElementSendKeys": lambda given: frame().locator(given["id"]).fill(given["text"]),
    }
    return lambda command, given: commands[command](given)


def test_pages_and_their_search_work_on_a_phone(site: Site, ask: drivers.Ask) -> None:
    with serve(site.output, site.report.plan.base_url) as origin:
        names = map(site.address, site.pages)
        found = {name: otherbrowsers.look(ask, origin, name) for name in names}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


_PAGE = "<!DOCTYPE html><html><head><title>t</title></head><body>{}</body></html>"
_LIST = """<input id=report-words oninput="{}"><table id=report-table>
  <tr><th scope=row><a>one</a><tr><th scope=row><a>two</a></table>"""
_ROW = "document.querySelectorAll('tr')[{}].hidden = true"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>Text</p>", []),
        ("<script>nowhere()</script>", ["Uncaught ReferenceError: nowhere is not defined"]),
        ("<script>Promise.reject('no')</script>", ["no"]),
        ("<img src=no.png>", ["{origin}/no.png"]),
        ("<div style='width: 500px'>.</div>", ["画面より118ピクセル広くなっています"]),
        (_LIST.format(_ROW.format(0)), []),
        (_LIST.format(_ROW.format(1)), ["「two」を探しても、見付かりません"]),
        (_LIST.format(""), ["「two」と入れても、一覧が絞り込まれません"]),
        (
            _LIST.format(f"{_ROW.format(0)}; document.body.style.width = '600px'"),
            ["探した後: 画面より218ピクセル広くなっています"],
        ),
    ],
    ids=["good", "script", "promise", "picture", "wide", "search", "lost", "idle", "grown"],
)
def test_what_goes_wrong_on_a_page_is_found(
    html: str, said: list[str], ask: drivers.Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(otherbrowsers, "PATIENCE", 0.5)
    (tmp_path / "a.html").write_text(_PAGE.format(html))
    with serve(tmp_path, "") as origin:
        found = otherbrowsers.look(ask, origin, "a.html")
        assert found == [one.format(origin=origin) for one in said]


def test_what_the_policy_of_a_page_refuses_is_found(ask: drivers.Ask, tmp_path: Path) -> None:
    policy = "<meta http-equiv=Content-Security-Policy content=\"script-src 'self'\">"
    page = _PAGE.format("<script>1</script>").replace("<title>", f"{policy}<title>")
    (tmp_path / "a.html").write_text(page)
    with serve(tmp_path, "") as origin:
        assert otherbrowsers.look(ask, origin, "a.html") == ["script-src-elem inline"]


def test_a_browser_that_does_not_do_what_it_is_asked_is_told() -> None:
    def refuses(command: str, _: dict[str, Any]) -> None:
        raise drivers.DriverError(f"no {command}")

    assert otherbrowsers.look(refuses, "http://127.0.0.1", "a.html") == ["no Navigate"]


@pytest.mark.parametrize(
    ("check", "start"), [(checks.FIREFOX, drivers.firefox), (checks.WEBKIT, drivers.webkit)]
)
def test_a_browser_that_is_not_at_hand_is_recorded_as_not_done(
    check: AuditCheck,
    start: drivers.Start,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    (done,) = checks.elsewhere(check, start, "", ["index.html"], tmp_path).checks
    assert done.id == check.id and "がない。Debianでは" in done.not_done


def test_firefox_is_asked_in_messages_behind_their_length() -> None:
    here, there = socket.socketpair()
    with here, there:
        answers: tuple[Any, ...] = (
            {},
            [1, 1, None, {"value": "概要"}],
            [1, 1, {"message": "no frame"}, None],
        )
        for answer in answers:
            message = json.dumps(answer, ensure_ascii=False).encode()
            there.sendall(f"{len(message)}:".encode() + message)
        ask = drivers.marionette(here)
        assert ask("Navigate", {"url": "http://127.0.0.1/概要"}) == "概要"
        length, _, sent = there.recv(1000).partition(b":")
        assert int(length) == len(sent)
        assert json.loads(sent) == [0, 1, "WebDriver:Navigate", {"url": "http://127.0.0.1/概要"}]
        with pytest.raises(drivers.DriverError, match="no frame"):
            ask("SwitchToFrame", {"id": 0})
        there.close()
        with pytest.raises((drivers.DriverError, OSError)):
            ask("SwitchToFrame", {"id": 0})
