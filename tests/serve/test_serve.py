"""The preview answers, to this computer alone, and ends in good order."""

import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from browser import until
from conftest import call, make_project, tree
from patience import SECONDS
from playwright.sync_api import Browser
from serving import Served, free_port, own_templates, start

pytestmark = pytest.mark.whole

Serve = Callable[[str], Served]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A plan that nobody changes, for all who only ask."""
    shown = start(make_project("minamo", tmp_path_factory.mktemp("served")), free_port())
    yield shown
    shown.end()


def test_the_whole_site_is_served_and_nothing_is_written(served: Served) -> None:
    (served.folder / "output").mkdir()
    (served.folder / "output" / "theirs.txt").write_text("as it was")
    before = tree(served.folder / "output"), tree(served.folder / "data")
    kinds = {
        "/": "text/html; charset=utf-8",
        "/goal-water.html": "text/html; charset=utf-8",
        "/editions/2018/": "text/html; charset=utf-8",
        "/style.css": "text/css; charset=utf-8",
        "/data/progress.csv": "text/csv; charset=utf-8",
        "/data/plan.json": "application/json; charset=utf-8",
        "/.preview/preview.js": "text/javascript; charset=utf-8",
    }
    for path, kind in kinds.items():
        status, headers, content = served.get(path)
        assert (status, headers["Content-Type"]) == (200, kind), path
        assert headers["Cache-Control"] == "no-store"
        assert int(headers["Content-Length"]) == len(content) > 0
    assert served.get("/nowhere.html")[0] == 404
    assert served.raw("HEAD", "/", "localhost") == (200, b"")
    assert served.raw("POST", "/", "localhost")[0] == 501
    assert (tree(served.folder / "output"), tree(served.folder / "data")) == before


@pytest.mark.pdf
def test_a_paper_is_typeset_when_it_is_asked_for(serve: Serve) -> None:
    served = serve("minamo")
    assert re.search(r'<a href="overview.pdf">[^<]*（PDF形式）</a>', served.text())
    papers = served.folder / ".cache" / "papers"
    assert not papers.exists()
    status, headers, content = served.get("/editions/2018/overview.pdf")
    assert (status, headers["Content-Type"]) == (200, "application/pdf")
    assert content.startswith(b"%PDF")
    assert len(list(papers.iterdir())) == 1


@pytest.mark.pdf
def test_a_paper_that_cannot_be_typeset_says_why(serve: Serve) -> None:
    served = serve("minamo")
    style = own_templates(served) / "paper.css"
    style.write_text(style.read_text() + "\nh1 { no-such-property: 1 }\n")
    table = style.with_name("paper-table.html.j2")
    table.write_text(table.read_text() + "{% if %}")
    for path, file in (("/overview.pdf", "paper.css"), ("/summary-table.pdf", table.name)):
        status, _, problems = served.get(path)
        assert status == 500
        assert f"templates/{file}" in problems.decode()
    assert served.get("/")[0] == 200


def test_a_year_that_is_left_out_is_mentioned(serve: Serve) -> None:
    served = serve("minamo")
    assert call(served.folder, "new-year").returncode == 0
    assert re.search(r"は入力の途中なので、載せていません（あと\d+）", served.text())


def test_nothing_that_happens_to_the_files_ends_the_preview(
    serve: Serve,
) -> None:
    served = serve("minamo")
    templates = own_templates(served)
    whole = served.text()
    goals = served.folder / "data" / "goals.csv"
    kept = goals.read_bytes()

    goals.write_bytes(os.urandom(5000))
    assert "data/goals.csv" in served.text()
    goals.write_bytes(kept)
    page = templates / "index.html.j2"
    page.write_text(page.read_text() + "{% if %}")
    assert "templates/index.html.j2" in served.text()
    page.write_text(page.read_text().removesuffix("{% if %}"))
    for name in ("templates", "content", "data"):
        (served.folder / name).rename(served.folder / "away")
        status, _, problems = served.get("/")
        assert status == 500
        assert "直すところが" in problems.decode()
        (served.folder / "away").rename(served.folder / name)
    for n in range(50):
        goals.write_bytes(kept[: n * 10])
    goals.write_bytes(kept)
    assert served.get("/")[0] == 200
    without = re.compile(r'data-version="\w+"')
    assert without.sub("", served.text()) == without.sub("", whole)


def test_an_error_that_nobody_foresaw_is_shown_with_its_place(
    serve: Serve,
) -> None:
    served = serve("minamo")
    shutil.rmtree(served.folder / ".cache")
    (served.folder / ".cache").write_text("a file in the way")
    problems = served.text()
    assert '<h2 class="preview-file">planreport/templating/__init__.py</h2>' in problems
    assert "思わぬ誤り" in problems


def test_only_this_computer_gets_an_answer(served: Served) -> None:
    for host in ("localhost", "127.0.0.1", f"localhost:{served.port}"):
        assert served.raw("GET", "/", host)[0] == 200
    for host in ("", "evil.example", f"evil.example:{served.port}", "localhost.evil.example"):
        assert served.raw("GET", "/", host)[0] == 403
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", served.port), 5)


def test_nobody_without_the_key_gets_an_answer(served: Served) -> None:
    other = served.cookie[:-1] + ("A" if served.cookie[-1] != "A" else "B")
    for path in ("/", "/matrix.js", "/.preview/preview.js", "/?key=", "/?key=A", "/nowhere.html"):
        for cookie in ("", other, served.cookie[:-1], "é", f"x{served.cookie}"):
            answer = served.ask("GET", path, Host="localhost", Cookie=cookie)
            assert answer.status == 403, (path, cookie)
            assert "始めたときに示されたアドレス" in answer.read().decode()
    answer = served.ask("GET", "/", Host="localhost", Cookie=f"a=b; {served.cookie}; c=d")
    assert answer.status == 200


def test_the_address_that_is_printed_gives_the_key_to_the_browser(served: Served) -> None:
    query = served.address_said.partition("/")[2].rpartition("/")[2]
    for path, place in (
        ("/", "/"),
        ("/goal-water.html", "/goal-water.html"),
        ("//evil.example/", "/evil.example/"),
    ):
        answer = served.ask("GET", path + query, Host="localhost", Sec_Fetch_Site="none")
        assert (answer.status, answer.headers["Location"]) == (303, place)
        assert answer.headers["Set-Cookie"] == (
            f"{served.cookie}; Path=/; HttpOnly; SameSite=Strict"
        )


@pytest.mark.parametrize("asker", ["cross-site", "same-site"])
def test_no_page_of_another_site_gets_an_answer(served: Served, asker: str) -> None:
    """Not even one that a browser sends the cookie for, such as one at another port."""
    for path in ("/matrix.js", served.address("/").partition(str(served.port))[2]):
        answer = served.ask(
            "GET", path, Host="localhost", Cookie=served.cookie, Sec_Fetch_Site=asker
        )
        assert answer.status == 403
    headers = served.get("/matrix.js")[1]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"


def test_another_page_can_neither_load_nor_frame_the_preview(
    served: Served, browser: Browser
) -> None:
    """Not in a browser that has the cookie, be the page from afar or at another port."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.address("/goal-water.html"))
    assert page.url == f"http://127.0.0.1:{served.port}/goal-water.html"
    assert page.locator(".site-header").count() == 1
    base = f"http://127.0.0.1:{served.port}"
    stranger = f"""<script src="{base}/matrix.js" onload="document.title += 'loaded'"
        onerror="document.title += 'refused'"></script><iframe src="{base}/"></iframe>"""
    for home in ("http://stranger.example/", f"http://127.0.0.1:{free_port()}/"):
        other = context.new_page()
        other.route(home, lambda route: route.fulfill(body=stranger, content_type="text/html"))
        other.goto(home)
        assert other.title() == "refused"
        assert other.frames[1].locator(".site-header").count() == 0


def test_no_address_leads_out_of_the_site(served: Served) -> None:
    for path in (
        "/../build.py",
        "/%2e%2e/build.py",
        "/..%2fbuild.py",
        "/data/../../build.py",
        "//etc/passwd",
        "/.preview/server.py",
        "/.preview/../server.py",
        "/%00",
        "/%ff",
        "http://[",
    ):
        status, content = served.raw("GET", path, "localhost")
        assert status == 404, path
        assert b"planreport" not in content and b"root:" not in content, path


def test_a_port_in_use_is_passed_over(project: Callable[[str], Path]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        served = start(project("minamo"), port)
        assert port < served.port < port + 10
        assert served.get("/.preview/preview.js")[0] == 200
        served.end()


@pytest.mark.parametrize(
    "path", ["", "/.preview/after/", pytest.param("/overview.pdf", marks=pytest.mark.pdf)]
)
def test_ctrl_c_ends_it_in_good_order(serve: Serve, path: str) -> None:
    """With nobody there, with a page that waits for a change, and while a paper is typeset."""
    served = serve("minamo")
    waiting = socket.create_connection(("127.0.0.1", served.port))
    if path:
        version = re.search(r'data-version="(\w+)"', served.text())
        assert version
        ending = version[1] if path.endswith("/") else ""
        headers = f"Host: localhost\r\nCookie: {served.cookie}\r\n"
        waiting.sendall(f"GET {path}{ending} HTTP/1.0\r\n{headers}\r\n".encode())
        time.sleep(0.5)
    served.process.send_signal(signal.SIGINT)
    said, complaints = served.process.communicate(timeout=SECONDS)
    waiting.close()
    assert served.process.returncode == 0
    assert "終わりました。" in said
    assert complaints == ""


def test_ctrl_c_ends_it_although_who_started_it_ignores_that(
    project: Callable[[str], Path],
) -> None:
    served = start(project("minamo"), free_port(), "sh", "-c", 'trap "" INT; exec "$0" "$@"')
    assert served.get("/.preview/preview.js")[0] == 200
    served.process.send_signal(signal.SIGINT)
    try:
        assert "終わりました。" in served.process.communicate(timeout=SECONDS)[0]
    finally:
        served.process.kill()
    assert served.process.returncode == 0


def test_on_a_terminal_the_browser_is_opened_with_what_is_good_for_once(
    project: Callable[[str], Path], tmp_path: Path
) -> None:
    """All users of a computer see what programs are started with."""
    told = tmp_path / "told"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {told}.part\nmv {told}.part {told}\n')
    browser.chmod(0o755)
    ours, theirs = pty.openpty()
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "build.py", "serve", "--port", str(port)],
        cwd=project("minamo"),
        env={**os.environ, "BROWSER": f"{browser} %s"},
        stdout=theirs,
    )
    try:
        assert until(told.exists)
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/\?once=[\w-]{43})\n", told.read_text())
        assert found
        answers = []
        for _ in range(2):
            connection = HTTPConnection("127.0.0.1", int(found[1]), timeout=SECONDS)
            connection.request("GET", found[2])
            answers.append(connection.getresponse())
        said = os.read(ours, 10_000).decode()
    finally:
        process.kill()
        process.wait()
        os.close(theirs)
        os.close(ours)
    assert [answer.status for answer in answers] == [303, 403]
    key = answers[0].headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    assert f"http://127.0.0.1:{found[1]}/?key={key} " in said
