"""What the tests share: the two plans, as folders that a test may change, and built once."""

import gc
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import kept
import patience
import pytest
from filelock import FileLock
from golden import record
from hypothesis import settings
from lxml import html
from playwright.sync_api import Browser, Page, expect
from serving import Served, free_port, start
from trying import EXAMPLES

from audit import looks
from audit.chromium import launch, open_browser
from planreport import paths
from planreport.check import Checked, check
from planreport.commandline.commands import commands
from planreport.commandline.run import run
from planreport.load import load
from planreport.pages import drawing, pictures
from planreport.papers import pdf
from planreport.plan import Plan
from planreport.report.derive import Report, derive

ROOT = Path(__file__).resolve().parent.parent
PLANS = {"shipped": ROOT, "minamo": ROOT / "tests" / "plans" / "minamo"}
OTHERS = {  # which only some tests look at
    name: ROOT / "tests" / "plans" / name for name in ("umikaze", "takanohara", "asanagi")
}
INDICATED = {  # what these have come to, their indicators say
    name: ROOT / "tests" / "plans" / name for name in ("shiomi", "aomine")
}

settings.load_profile(EXAMPLES)
expect.set_options(timeout=1000 * patience.SECONDS)

# The tests make and remove thousands of small files, for which a disk takes five times as long as
# memory does. They come to less than 1 GB.
_MEMORY = Path("/dev/shm")
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 2_000_000_000:
    tempfile.tempdir = os.environ["TMPDIR"] = str(_MEMORY)

# To compile the templates and to draw the pictures takes longer than all else that a small plan's site
# is made of: all processes of a run share them once they are made. The first one removes them at its
# end.
if "LENT" not in os.environ:
    kept.forget_oldest()
    _lent = tempfile.TemporaryDirectory(prefix="lent-")
    os.environ["LENT"] = _lent.name
    for _name in ("jinja", "pictures"):
        Path(_lent.name, _name).mkdir()
LENT = Path(os.environ["LENT"])
COMPILED = LENT / "jinja"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files anew instead of comparing",
    )


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """`auto` is half as many again as there are processors: a worker waits a third of its time, for a
    browser, a command or a paper that it has started. `logical` is for tests that start none."""
    processors = os.cpu_count() or 1
    more = 0 if config.option.numprocesses == "logical" else processors // 2
    return processors + more


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that is handed a browser, a paper or the site of several plans is marked so, before any
    are left out by marks."""
    for item in items:
        handed = getattr(item, "fixturenames", ())
        if "chromium" in handed:  # which `browser` is handed
            item.add_marker(pytest.mark.browser)
        if "paper" in handed or "table" in handed:
            item.add_marker(pytest.mark.pdf)
        if "city" in handed:
            item.add_marker(pytest.mark.whole)


def pytest_collection_finish() -> None:
    """What was imported stays: to look for garbage in it all the time takes a sixth of the run's."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@cache
def plan_of(name: str) -> Plan:
    """The plan of that name."""
    return check(load((PLANS | OTHERS | INDICATED)[name])).plan


# Holds what was printed against the `expect` of a case of a TOML file.
Golden = Callable[[Path, dict[str, Any], str], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Golden:
    """Compares, or with --update-golden writes what was printed into the file."""

    def hold(file: Path, case: dict[str, Any], printed: str) -> None:
        if request.config.getoption("--update-golden"):
            with FileLock(tmp_path_factory.getbasetemp().parent / f"{file.name}.lock"):
                record(file, case["name"], printed)
        else:
            assert printed == case["expect"]

    return hold


def make_project(name: str, folder: Path) -> Path:
    """A whole project of its own: a plan's data and content, and this program around them."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("data", "content"):
        shutil.copytree((PLANS | OTHERS | INDICATED)[name] / part, folder / part)
    for part in ("build.py", "requirements.lock"):
        shutil.copy(ROOT / part, folder / part)
    for part in ("planreport", "templates"):
        (folder / part).symlink_to(ROOT / part)
    lend(folder)
    return folder


def lend(project: Path) -> None:
    """Spares a project's builds to compile the templates, and to draw what another has drawn."""
    cache = project / ".cache"
    cache.mkdir(exist_ok=True)
    for folder in LENT.iterdir():
        (cache / folder.name).symlink_to(folder)


def parsed(page: Path | str) -> html.HtmlElement:
    """A page's elements: of a file, or of text."""
    return html.fromstring(page if isinstance(page, str) else page.read_bytes())


def tree(folder: Path) -> dict[str, bytes]:
    """The files in a folder and below, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a project of the plan called `shipped` or `minamo`, for this test alone."""
    return lambda name: make_project(name, tmp_path / name)


def build(
    project: Path, *arguments: str, script: str = "build.py", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs the project's build.py as a user does."""
    return subprocess.run(
        [sys.executable, script, *arguments],
        cwd=project,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=patience.SECONDS,
        check=False,
    )


def call(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The same in this process: what a command does and says, without the start of a Python and
    without the drawing of the pictures (PNG) to pass on."""
    said, complained = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with (
        chdir(project),
        patch.object(sys, "argv", ["build.py", *arguments]),
        patch.object(pictures, "png", kept.png),
        redirect_stdout(said),
        redirect_stderr(complained),
    ):
        status = run(commands, arguments, otherwise="site", plan=str(project))
    for stream in (said, complained):
        stream.seek(0)
    return subprocess.CompletedProcess(arguments, status, said.read(), complained.read())


def pictures_drawn() -> AbstractContextManager[object]:
    """In which `call` draws the pictures to pass on as well, for tests that look at all files."""
    return patch.object(kept, "png", drawing.png)


@dataclass(frozen=True)
class Site:
    """A plan, checked and derived, and its site as the build wrote it."""

    name: str
    project: Path
    checked: Checked
    report: Report
    known: Callable[[], Iterable[Path]] = tuple  # pages of other sites, which are looked at anyway

    @property
    def output(self) -> Path:
        return self.project / "output"

    @property
    def pages(self) -> list[Path]:
        """The current ones: of the measures', which are alike, the one that has most."""
        largest = max(self.measure_pages, key=lambda page: page.stat().st_size)
        return [*sorted(self.output.glob("*.html")), largest]

    @property
    def measure_pages(self) -> list[Path]:
        """Those of all measures, in the plan's order."""
        return [self.output / paths.measure_page(m.id) for m in self.report.plan.measures]

    def address(self, page: Path) -> str:
        return page.relative_to(self.output).as_posix()

    @cached_property
    def kinds(self) -> list[Path]:
        """Few of the current pages, in which whatever any of them consists of is found that no known
        page has."""
        return list(looks.covering([*self.pages, *self.measure_pages], known=self.known()))

    @cached_property
    def other_kinds(self) -> list[Path]:
        """Few of earlier editions, in which the rest is found that any of theirs consists of."""
        earlier = sorted((self.output / paths.EDITIONS).rglob("*.html"))
        return list(looks.covering(earlier, known=[*self.known(), *self.kinds]))

    @cached_property
    def earlier(self) -> list[Path]:
        """Pages of earlier editions that show all that any of theirs shows: few, and of each kind."""
        chosen = looks.chosen(self.output, self.checked)
        return [page for page in chosen if page.is_relative_to(self.output / paths.EDITIONS)]


@cache
def site_of(name: str, project: Path, known: Callable[[], Iterable[Path]] = tuple) -> Site:
    """That of a project which was built."""
    checked = check(load(project))
    return Site(name, project, checked, derive(checked.plan), known)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that is made for the whole run by the first of its workers that needs it."""
    top = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        top = top.parent
    folder, made = top / name, top / f"{name}.made"
    with FileLock(top / f"{name}.lock"):
        if not made.exists():
            make(folder)
            made.touch()
    return folder


def built(project: Path, *arguments: str) -> Path:
    """The project, once its site is built."""
    done = (call if "--no-pdf" in arguments else build)(project, *arguments)
    assert done.returncode == 0, done.stderr
    return project


def built_with_kept_papers(
    project: Path, *arguments: str, looked_at: Callable[[str], bool] = lambda _: True
) -> Path:
    """The same with papers, as `call_with_kept_papers` has them."""
    done = call_with_kept_papers(project, *arguments, looked_at=looked_at)
    assert done.returncode == 0, done.stderr
    return project


def call_with_kept_papers(
    project: Path, *arguments: str, looked_at: Callable[[str], bool]
) -> subprocess.CompletedProcess[str]:
    """Runs a command in this process, with papers that an earlier run has set from there, for tests
    that do not ask how papers are made. Only those are set at whose path the test looks."""
    make = partial(kept.make, looked_at=looked_at)
    with patch.object(pdf, "make", make), patch.object(pdf, "prepare", lambda _: None):
        return call(project, *arguments)


def is_current(path: str) -> bool:
    """Whether a file is of the current edition and none of the data's."""
    return "/" not in path


def built_for_its_current_papers(project: Path, *arguments: str) -> Path:
    """The same, those of earlier editions blank: for tests that look at none of them."""
    return built_with_kept_papers(project, *arguments, looked_at=is_current)


def built_for_its_table(project: Path, *arguments: str) -> Path:
    """The same for tests that look at the current full table alone."""
    return built_with_kept_papers(project, *arguments, looked_at="summary-table.pdf".__eq__)


@pytest.fixture(scope="session")
def built_once(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The project of one of PLANS or OTHERS with its site, its pictures and its current papers, which
    nobody changes.

    It is without papers, which take long, where no test of the run looks at one.
    """
    has_papers = any(item.get_closest_marker("pdf") for item in request.session.items)
    arguments = ("--strict",) if has_papers else ("--strict", "--no-pdf")

    def make(name: str, folder: Path) -> None:
        with pictures_drawn():
            built_for_its_current_papers(make_project(name, folder), *arguments)

    return lambda name: once(tmp_path_factory, f"site-{name}", partial(make, name))


@pytest.fixture(scope="session", params=list(PLANS))
def site(request: pytest.FixtureRequest, built_once: Callable[[str], Path]) -> Site:
    """Each plan's site, built once for all the tests that only look at it."""
    name: str = request.param
    return site_of(name, built_once(name))


@pytest.fixture
def serve(project: Callable[[str], Path]) -> Iterator[Callable[[str], Served]]:
    """Serves a plan in a folder of the test's own."""
    all_served = []

    def one(name: str) -> Served:
        all_served.append(start(project(name), free_port()))
        return all_served[-1]

    yield one
    for served in all_served:
        served.end()


# Chromium draws a frame only when it is told to, and compiles no script well: those of a page run once.
UNDRAWN = ("--enable-begin-frame-control", "--js-flags=--no-opt --no-maglev --single-threaded")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all the tests of a worker."""
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def undrawn_chromium(chromium: Browser) -> Iterator[Browser]:
    """Another, which draws a frame only when it is told to, as nobody does: for tests that ask where
    things stand and how they look, and wait for nothing that comes with a frame, as a click does. It
    lays pages out all the same, in three quarters of the time."""
    with launch(chromium.browser_type, more=UNDRAWN) as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The browser, in which all that a test opens is closed behind it."""
    yield from closed_behind(chromium)


@pytest.fixture
def undrawn(undrawn_chromium: Browser) -> Iterator[Browser]:
    """The same of the one that draws no frame."""
    yield from closed_behind(undrawn_chromium)


def closed_behind(browser: Browser) -> Iterator[Browser]:
    yield browser
    for context in browser.contexts:
        context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that says afterwards what the browser complained of."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


@pytest.fixture(params=["summary-table.pdf", "summary-table-a4.pdf", "overview.pdf"])
def paper(site: Site, request: pytest.FixtureRequest) -> Path:
    """Each paper of each plan."""
    return site.output / str(request.param)


@pytest.fixture(params=["summary-table.pdf", "summary-table-a4.pdf"])
def table(site: Site, request: pytest.FixtureRequest) -> Path:
    """Each paper that holds the full table."""
    return site.output / str(request.param)
