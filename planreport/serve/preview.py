"""The site in memory, made anew when somebody asks for it and its files have changed.

The files are looked at, not watched: a look takes a fraction of a millisecond, and a system that
tells of changes does not do so for folders on another computer. Nothing runs while nobody asks.
"""

import multiprocessing
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock
from traceback import extract_tb

from planreport import program
from planreport.check import check
from planreport.load import load
from planreport.pages import render
from planreport.papers import pdf
from planreport.place import Place, PlanError, Problem, has_errors
from planreport.site import compose, unchanged
from planreport.site.alone import alone

_PROGRAM = Path(__file__).parents[1]
_PAUSE = 0.05  # seconds between two looks; files that are the same in both have come to rest
_MOST_LOOKS = 40  # then what there is has to do
# Excel removes a file before it puts the new one in its place: what is wrong may be right soon.
_PATIENCE = 0.4
_LONGEST_WAIT = 20.0  # seconds until a browser that waits for a change has to ask again


@dataclass(frozen=True)
class Made:
    """What was made of one state of the files; only problems where one of them is an error."""

    version: str
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes]  # by path; a paper is empty
    # By path, to be written and typeset when somebody asks for one.
    papers: Mapping[str, Callable[[], pdf.Manuscript]]
    left_out: str = ""

    @property
    def is_broken(self) -> bool:
        return has_errors(self.problems)


class Preview:
    """The project in `root` as it is now, for any number of browsers."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._making = Lock()
        self._typesetting = Lock()
        self._made: Made | None = None

    def current(self) -> Made:
        with self._making:
            if self._made is None or self._made.version != _look(self._root):
                self._made = _make_at_rest(self._root)
            return self._made

    def after(self, version: str) -> Made:
        """What comes after that version; the same again where nothing has come for a while."""
        end = time.monotonic() + _LONGEST_WAIT
        while (made := self.current()).version == version and time.monotonic() < end:
            time.sleep(_PAUSE)
        return made

    def typeset(self, path: str, paper: Callable[[], pdf.Manuscript]) -> bytes:
        """The paper as a PDF. Raises PlanError as `pdf.make` does."""
        templates, cache = Path(program.templates(self._root)), self._root / ".cache"
        # The first lock, since a build keeps its papers at the same place; the second for `stop`.
        with alone(self._root), self._typesetting:
            pdf.prepare(templates)
            return dict(pdf.make({path: paper()}, templates, cache / "papers"))[path].content

    def stop(self) -> None:
        """Gives up the paper that is being typeset, and lets nobody begin another."""
        while not self._typesetting.acquire(timeout=_PAUSE):
            for child in multiprocessing.active_children():
                child.terminate()


def problems_of(error: Exception) -> tuple[Problem, ...]:
    """What an error has to say; of one that nobody has foreseen, where in the program it arose."""
    if isinstance(error, PlanError):
        return error.problems
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_PROGRAM)][-1]
    problem = Problem(
        Place(Path(ours.filename).relative_to(_PROGRAM.parent).as_posix(), ours.lineno or 0),
        f"思わぬ誤りで、作れません（{type(error).__name__}: {error}）。",
        "最後に直したところを元に戻してください。それでも続くときは、この文を開発した人に知らせてください。",
    )
    return (problem,)


def _make_at_rest(root: Path) -> Made:
    made = _make(root, _version_at_rest(root))
    if made.is_broken:
        time.sleep(_PATIENCE)
        if made.version != _look(root):
            made = _make(root, _version_at_rest(root))
    return made


def _make(root: Path, version: str) -> Made:
    """Never raises: whatever goes wrong is to be shown."""
    templates, cache = Path(program.templates(root)), root / unchanged.CACHE
    try:
        checked = check(load(root))
        env = render.environment(templates, cache / "jinja")
        reports = compose.reports(checked.plan)
        files = dict(compose.data(reports))
        papers = compose.unwritten(env, reports, files)
        files |= dict.fromkeys(papers, b"")
        static = render.static(env, templates, checked.plan.theme)
        files |= compose.pictures(env, static, reports, cache / "pictures")
        files |= compose.pages(env, static, compose.editions(reports, checked, files, {}))
        return Made(version, checked.warnings, files, papers, compose.left_out(checked))
    except Exception as error:
        return Made(version, problems_of(error), {}, {})


def _version_at_rest(root: Path) -> str:
    """The version of the files once nothing has changed between two looks."""
    version = _look(root)
    for _ in range(_MOST_LOOKS):
        time.sleep(_PAUSE)
        before, version = version, _look(root)
        if version == before:
            break
    return version


def _look(root: Path) -> str:
    """A name for the state that the files are in."""
    try:
        state = "".join(unchanged.stamp(path) for path in unchanged.inputs(root))
    except OSError as error:  # a file that goes while its folder is listed
        state = str(error)
    return sha256(state.encode(errors="surrogatepass")).hexdigest()
