"""What the tests share: the two plans, as folders that a test may change, and built once."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from planreport.check import Checked, check
from planreport.load import load
from planreport.report.derive import Report, derive

ROOT = Path(__file__).resolve().parent.parent
PLANS = {"shipped": ROOT, "minamo": ROOT / "tests" / "plans" / "minamo"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files anew instead of comparing",
    )


def make_project(name: str, folder: Path) -> Path:
    """A whole project of its own: a plan's data and content, and this program around them."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("data", "content"):
        shutil.copytree(PLANS[name] / part, folder / part)
    for part in ("build.py", "requirements.lock"):
        shutil.copy(ROOT / part, folder / part)
    for part in ("planreport", "templates"):
        (folder / part).symlink_to(ROOT / part)
    return folder


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


def build(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the project's build.py as a user does."""
    return subprocess.run(
        [sys.executable, "build.py", *arguments],
        cwd=project,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@dataclass(frozen=True)
class Site:
    """A plan, checked and derived, and its site as the build wrote it."""

    name: str
    project: Path
    checked: Checked
    report: Report

    @property
    def output(self) -> Path:
        return self.project / "output"

    @property
    def pages(self) -> list[Path]:
        return sorted(self.output.glob("*.html"))


@pytest.fixture(scope="session", params=list(PLANS))
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Each plan's site, built once for all the tests that only look at it."""
    name: str = request.param
    project = make_project(name, tmp_path_factory.mktemp("site") / name)
    done = build(project)
    assert done.returncode == 0, done.stderr
    checked = check(load(project))
    return Site(name, project, checked, derive(checked.plan))


@pytest.fixture(params=["summary-table.pdf", "summary-table-a4.pdf", "overview.pdf"])
def paper(site: Site, request: pytest.FixtureRequest) -> Path:
    """Each paper of each plan."""
    return site.output / str(request.param)


@pytest.fixture(params=["summary-table.pdf", "summary-table-a4.pdf"])
def table(site: Site, request: pytest.FixtureRequest) -> Path:
    """Each paper that holds the full table."""
    return site.output / str(request.param)
