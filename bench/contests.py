"""Who runs against whom: the commands, and the project folders in which they run."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from audit.chromium import NAMES as BROWSERS
from bench.measure import Contest, Runner, run

FIRST, NEXT, UNCHANGED = "site, first build", "site, next build", "site, nothing changed"
STEPS = "steps of the next build"
SEARCH, SEARCH_STEPS = "search, key to first rows, by the clock", ("median", "slowest")
PAPERS, PDF, COLLECT = "site and papers, first build", "PDF of the full table", "collecting"
PYTHON_ALONE, OPENPYXL = "Python alone", "openpyxl, reading"
WEASYPRINT, WEASYPRINT_TAGGED = "WeasyPrint", "WeasyPrint, tagged"
CHROMIUM = "Chromium"

_PYTHON = sys.executable
_DRIVERS = Path(__file__).parent / "drivers"
_PAPER = "paper/paper.html"  # beside the files that it names
_WHOLE_BROWSERS = [name for name in BROWSERS if "headless" not in name]


@dataclass(frozen=True)
class Field:
    """Where programs meet: a project of each by its name, ours first, with so many measures."""

    projects: dict[str, Path]
    measures: int
    rounds: int

    @property
    def ours(self) -> Path:
        """The project of our program."""
        return next(iter(self.projects.values()))

    def contest(
        self,
        name: str,
        command: tuple[str, ...],
        *peers: Runner,
        forgets: tuple[str, ...] = (),
        says_steps: bool = False,
    ) -> Contest:
        """The command in every project; where it is ours alone, against `peers`."""
        runners = tuple(
            Runner(who, command, project, forgets, says_steps=says_steps)
            for who, project in self.projects.items()
        )
        return Contest(
            name, self.measures, runners if runners[1:] else runners + peers, self.rounds
        )


def builds(field: Field) -> Iterator[Contest]:
    """The builds of a site; each leaves the project as the next one needs it."""
    site = (_PYTHON, "build.py", "--no-pdf")
    yield field.contest(FIRST, site, forgets=("output", ".cache"))
    yield field.contest(NEXT, site, forgets=("output",))
    yield field.contest(UNCHANGED, site, Runner(PYTHON_ALONE, (_PYTHON, "-c", ""), field.ours))
    steps = (_PYTHON, "-m", "bench.drivers.steps")
    yield field.contest(STEPS, steps, forgets=("output",), says_steps=True)


def searching(field: Field) -> Iterator[Contest]:
    """Keys into the search of the built overview, where there is a browser."""
    if any(map(shutil.which, BROWSERS)):
        yield field.contest(SEARCH, (_PYTHON, "-m", "bench.drivers.search"), says_steps=True)


def papers(field: Field) -> Iterator[Contest]:
    """The current edition with its papers; beside makers of PDF, one of them from HTML as well."""
    ours = field.ours
    latest = max((ours / "data" / "progress").glob("*.csv")).stem
    build = (_PYTHON, "build.py", "--year", latest)
    if len(field.projects) > 1:
        yield field.contest(PAPERS, build, forgets=("output", ".cache"))
        return
    shutil.copytree(ours / "templates", (ours / _PAPER).parent)
    run(Runner("HTML", (_PYTHON, "-m", "bench.drivers.paper_html", _PAPER), ours))
    yield field.contest(PAPERS, build, *_browser(ours), forgets=("output", ".cache"))
    typeset = (_PYTHON, "-m", "bench.drivers.typeset", _PAPER, "ours.pdf")
    runners = (
        Runner(PDF, typeset, ours, makes="ours.pdf"),
        _weasyprint(WEASYPRINT, ours, "plain.pdf"),
        _weasyprint(WEASYPRINT_TAGGED, ours, "tagged.pdf", "--pdf-tags"),
        *_browser(ours),
    )
    yield Contest(PDF, field.measures, runners, (field.rounds + 1) // 2)


def collecting(field: Field) -> Contest:
    """Filled workbooks are put into the record, against merely reading the same files."""
    collect = []
    for who, project in field.projects.items():
        run(Runner("workbooks", (_PYTHON, str(_DRIVERS / "fill_forms.py")), project))
        record = max((project / "data" / "progress").glob("*.csv"))
        empty = shutil.copy(record, project)
        again = partial(shutil.copy, empty, record)
        command = (_PYTHON, "build.py", "collect", "forms")
        collect.append(Runner(who, command, project, prepare=again))
    if len(collect) == 1:
        read = (_PYTHON, str(_DRIVERS / "read_forms.py"))
        collect.append(Runner(OPENPYXL, read, field.ours))
    return Contest(COLLECT, field.measures, tuple(collect), field.rounds)


def _weasyprint(name: str, project: Path, pdf: str, *options: str) -> Runner:
    command = (_PYTHON, "-m", "weasyprint", "--quiet", *options, _PAPER, pdf)
    return Runner(name, command, project, makes=pdf)


def _browser(project: Path) -> tuple[Runner, ...]:
    """A print by the whole browser, as `--headless` starts it, where there is one."""
    browser = next(filter(None, map(shutil.which, _WHOLE_BROWSERS)), None)
    if browser is None:
        return ()
    command = (
        browser,
        "--headless",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={project / '.browser'}",
        "--print-to-pdf=chromium.pdf",
        # Chromium refuses to start its sandbox for root.
        *(("--no-sandbox",) if os.geteuid() == 0 else ()),
        (project / _PAPER).as_uri(),
    )
    return (Runner(CHROMIUM, command, project, makes="chromium.pdf"),)
