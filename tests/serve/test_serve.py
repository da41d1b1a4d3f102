"""The preview, run as a user runs it, and looked at as a browser does."""

import os
import pty
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path

import pytest
from browser import open_browser
from conftest import build, tree
from playwright.sync_api import Browser, Page, expect

SECONDS = 60  # for what takes a moment, on a machine that is busy
expect.set_options(timeout=SECONDS * 1000)


@dataclass(frozen=True)
class Served:
    folder: Path
    process: subprocess.Popen[str]
    port: int

    def get(self, path: str) -> tuple[int, Message, bytes]:
        try:
            with urllib.request.urlopen(self.address(path), timeout=SECONDS) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def text(self, path: str = "/") -> str:
        return self.get(path)[2].decode()

    def raw(self, method: str, path: str, host: str) -> tuple[int, bytes]:
        """Asks for exactly that path, which urllib and browsers would tidy up before."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.request(method, path, headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def replace(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def start(folder: Path, port: int) -> Served:
    process = subprocess.Popen(
        [sys.executable, "build.py", "serve", "--port", str(port)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    said = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
    assert said
    return Served(folder, process, int(said[1]))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
def serve(project: Callable[[str], Path]) -> Iterator[Callable[[str], Served]]:
    """Serves a plan in a folder of the test's own."""
    all_served = []

    def one(name: str) -> Served:
        all_served.append(start(project(name), free_port()))
        return all_served[-1]

    yield one
    for served in all_served:
        served.process.kill()
        served.process.communicate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


def opened(browser: Browser, served: Served, path: str = "/") -> Page:
    page = browser.new_page(viewport={"width": 1000, "height": 600})
    page.goto(served.address(path))
    return page


def until(happens: Callable[[], bool]) -> bool:
    """Waits for what Playwright cannot: it would evaluate text in a page that forbids that."""
    end = time.monotonic() + SECONDS
    while not (happened := happens()) and time.monotonic() < end:
        time.sleep(0.1)
    return happened


def test_the_whole_site_is_served_and_nothing_is_written(serve: Callable[[str], Served]) -> None:
    served = serve("minamo")
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


def test_a_paper_is_typeset_when_it_is_asked_for(serve: Callable[[str], Served]) -> None:
    served = serve("minamo")
    assert re.search(r'<a href="overview.pdf">[^<]*（PDF形式）</a>', served.text())
    papers = served.folder / ".cache" / "papers"
    assert not papers.exists()
    status, headers, content = served.get("/editions/2018/overview.pdf")
    assert (status, headers["Content-Type"]) == (200, "application/pdf")
    assert content.startswith(b"%PDF")
    assert len(list(papers.iterdir())) == 1


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/plan.toml", "架空県みなも市", "架空県新みなも市"),
        ("content/index.md", "7つの事業", "たくさんの事業"),
    ],
)
def test_a_change_appears_by_itself(
    serve: Callable[[str], Served],
    browser: Browser,
    file: str,
    old: str,
    new: str,
) -> None:
    served = serve("minamo")
    pages = [opened(browser, served) for _ in range(2)]
    served.replace(file, old, new)
    for page in pages:
        expect(page.locator("body")).to_contain_text(new)
        page.close()


def test_a_page_that_is_loaded_again_stays_where_it_was(
    serve: Callable[[str], Served], browser: Browser
) -> None:
    served = serve("minamo")
    page = opened(browser, served, "/goal-water.html")
    page.evaluate("scrollTo(0, 400)")
    served.replace("data/plan.toml", "架空県みなも市", "架空県新みなも市")
    expect(page.locator("body")).to_contain_text("架空県新みなも市")
    assert until(lambda: page.evaluate("scrollY") == 400)
    served.replace("data/goals.csv", "water", "watr")
    expect(page.locator("h1")).to_contain_text("直すところが")
    served.replace("data/goals.csv", "watr", "water")
    assert until(lambda: page.evaluate("scrollY") == 400)
    page.close()


def test_an_error_is_shown_until_it_is_repaired(
    serve: Callable[[str], Served], browser: Browser
) -> None:
    served = serve("minamo")
    page = opened(browser, served, "/goal-water.html")
    title = page.title()
    served.replace("data/goals.csv", "water", "<b>watr")
    expect(page.locator("h1")).to_contain_text("直すところが")
    told = page.locator("section", has=page.get_by_role("heading", name="data/measures.csv"))
    first = told.locator("li").first
    expect(first).to_contain_text("2行目「goal_id」")
    expect(first).to_contain_text("知らない目標「water」です。")
    expect(first).to_contain_text("「<b>watr」ではありませんか。")
    assert page.locator("b").count() == 0
    assert served.get("/")[0] == 500
    served.replace("data/goals.csv", "<b>watr", "water")
    expect(page).to_have_title(title)
    page.close()


def own_templates(served: Served) -> Path:
    """The templates as files that this test may change, and nobody else sees."""
    folder = served.folder / "templates"
    whole = folder.resolve()
    folder.unlink()
    subprocess.run(["cp", "-RP", whole, folder], check=True)
    return folder


def test_nothing_that_happens_to_the_files_ends_the_preview(
    serve: Callable[[str], Served],
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


def test_a_paper_that_cannot_be_typeset_says_why(serve: Callable[[str], Served]) -> None:
    served = serve("minamo")
    style = own_templates(served) / "paper.css"
    style.write_text(style.read_text() + "\nh1 { no-such-property: 1 }\n")
    status, _, problems = served.get("/overview.pdf")
    assert status == 500
    assert "templates/paper.css" in problems.decode()
    assert served.get("/")[0] == 200


def test_warnings_are_counted_and_can_be_read(
    serve: Callable[[str], Served], browser: Browser
) -> None:
    served = serve("shipped")
    assert "preview-bar" not in served.text()
    (served.folder / "data" / "published.csv").unlink()  # which makes some texts worth a look
    page = opened(browser, served)
    bar = page.get_by_role("complementary", name="プレビュー")
    expect(bar).to_contain_text("注意 8件")
    warning = bar.get_by_text("5行目「actions」", exact=True)
    expect(warning).to_be_hidden()
    bar.locator("summary").click()
    expect(warning).to_be_visible()
    page.close()


def test_a_year_that_is_left_out_is_mentioned(serve: Callable[[str], Served]) -> None:
    served = serve("minamo")
    assert build(served.folder, "new-year").returncode == 0
    assert re.search(r"は入力の途中なので、載せていません（あと\d+）", served.text())


def test_an_error_that_nobody_foresaw_is_shown_with_its_place(
    serve: Callable[[str], Served],
) -> None:
    served = serve("minamo")
    (served.folder / ".cache").write_text("a file in the way")
    problems = served.text()
    assert '<h2 class="preview-file">planreport/templating/__init__.py</h2>' in problems
    assert "思わぬ誤り" in problems


def test_a_page_that_may_load_nothing_is_followed_all_the_same(
    serve: Callable[[str], Served], browser: Browser
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
    page.close()


def test_only_this_computer_gets_an_answer(serve: Callable[[str], Served]) -> None:
    served = serve("minamo")
    for host in ("localhost", "127.0.0.1", f"localhost:{served.port}"):
        assert served.raw("GET", "/", host)[0] == 200
    for host in ("", "evil.example", f"evil.example:{served.port}", "localhost.evil.example"):
        assert served.raw("GET", "/", host)[0] == 403
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", served.port), 5)


@pytest.mark.parametrize(
    "path",
    [
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
    ],
)
def test_no_address_leads_out_of_the_site(serve: Callable[[str], Served], path: str) -> None:
    status, content = serve("minamo").raw("GET", path, "localhost")
    assert status == 404
    assert b"import" not in content


def test_a_port_in_use_is_passed_over(project: Callable[[str], Path]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        served = start(project("minamo"), port)
        assert port < served.port < port + 10
        assert served.get("/")[0] == 200
        served.process.kill()
        served.process.communicate()


@pytest.mark.parametrize("path", ["", "/.preview/after/", "/overview.pdf"])
def test_ctrl_c_ends_it_in_good_order(serve: Callable[[str], Served], path: str) -> None:
    """With nobody there, with a page that waits for a change, and while a paper is typeset."""
    served = serve("minamo")
    version = re.search(r'data-version="(\w+)"', served.text())
    assert version
    waiting = socket.create_connection(("127.0.0.1", served.port))
    if path:
        ending = version[1] if path.endswith("/") else ""
        waiting.sendall(f"GET {path}{ending} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.5)
    served.process.send_signal(signal.SIGINT)
    said, complaints = served.process.communicate(timeout=SECONDS)
    waiting.close()
    assert served.process.returncode == 0
    assert "終わりました。" in said
    assert complaints == ""


def test_on_a_terminal_the_browser_is_opened(
    project: Callable[[str], Path], tmp_path: Path
) -> None:
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
    assert until(told.exists)
    process.kill()
    process.wait()
    os.close(theirs)
    os.close(ours)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\n", told.read_text())
