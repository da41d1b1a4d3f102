"""The commands of the yearly round: each reads data/, changes it if the rules agree, and says so.

All take the project's folder, return what is to be said, and raise PlanError with every problem.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from planreport import workbook
from planreport.check import Checked, check
from planreport.files import LEFT_BY_SYSTEMS, add, edit
from planreport.load import PROGRESS_FOLDER, Edits, Sources, load
from planreport.place import Place, PlanError, Problem
from planreport.plan.collection import Collection, may_change
from planreport.round import console, rollover, waiting
from planreport.round.collect import collect as put_together


def new_year(root: Path, extends: bool, year: int | None = None) -> str:
    """Opens the next fiscal year, or that one, beyond the plan's last only if it `extends` the plan."""
    sources, checked = _read(root)
    new = rollover.new_year(sources, checked.plan, checked.collection, extends, year)
    _write(root, new.edits)
    return console.opened(new, checked.plan)


def forms(root: Path, folder: Path) -> str:
    """Makes a workbook for each department and body, and one for all departments, in `folder`."""
    _, checked = _read(root)
    collection = _open(checked)
    names = workbook.file_names(collection, workbook.bodies(checked.plan))
    files = {
        name: workbook.form(checked.plan, collection, recipient)
        for recipient, name in names.items()
    }
    add(folder, files)
    return console.made([str(folder / name) for name in files], collection, checked.plan)


_Read = Iterable[tuple[str, workbook.Reading]]


def collect(
    root: Path,
    files: Sequence[Path],
    is_rehearsal: bool,
    day: date,
    skips_bad: bool = False,
    watch: Callable[[Iterable[str], _Read], _Read] = lambda _, read: read,
) -> str:
    """Puts filled workbooks, and those in folders, into the year's record.

    With no year being collected, into that of a year which was published with answers missing, or with
    values that may still change. `watch` is told the names of all workbooks, and hands on what was
    read of each.
    """
    sources, checked = _read(root)
    collection = checked.collection or may_change(checked.plan) or _open(checked)
    known = workbook.known_measures(checked.plan, collection)
    workbooks, others = _workbooks(files)
    read = ((str(path), workbook.read(str(path), _content(path), known)) for path in workbooks)
    readings = [reading for _, reading in watch(map(str, workbooks), read)]
    found = put_together(sources, checked.plan, collection, readings, day, skips_bad)
    if not is_rehearsal:
        _write(root, found.edits)
    return console.collected(len(readings), others, found, is_rehearsal)


def status(root: Path) -> str:
    """Who has not answered yet."""
    _, checked = _read(root)
    return waiting.status(checked)


def publish(root: Path, year: int, day: date, with_gaps: bool = False) -> str:
    """Records that a fiscal year's report was published on a day; `with_gaps`: as far as it goes."""
    sources, checked = _read(root, closes=True)
    _write(root, rollover.publish(sources, checked.plan, year, day, with_gaps), closes=True)
    return console.published(year, day, checked.plan)


def _read(root: Path, closes: bool = False) -> tuple[Sources, Checked]:
    sources = load(root)
    return sources, check(sources, closes)


def _write(root: Path, edits: Edits, closes: bool = False) -> None:
    """Changes data/, once the rules have accepted what it would say then."""
    check(load(root, edits), closes)
    edit(root, edits)


def _open(checked: Checked) -> Collection:
    """The year that is being collected; raises PlanError where there is none."""
    if checked.collection is None:
        advice = "「build.py new-year」で次の年度の入力を始めてください。"
        raise PlanError([Problem(Place(PROGRESS_FOLDER), "入力中の年度がありません。", advice)])
    return checked.collection


def _workbooks(files: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """The files, and the spreadsheets in the folders among them; and what else lies there.

    What systems leave is neither. Raises PlanError for what is not there, and for folders with
    nothing in them.
    """
    found: list[Path] = []
    others: list[str] = []
    problems = []
    for path in files:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path] if path.exists() else []
        there = [file for file in inside if file.is_file() and not _is_systems(file)]
        workbooks = [file for file in there if file == path or workbook.is_spreadsheet(file.name)]
        others += [str(file) for file in there if file not in workbooks]
        if not workbooks:
            wrong = "票が1つもありません。" if path.is_dir() else "ファイルもフォルダもありません。"
            problems.append(Problem(Place(str(path)), wrong, "名前と場所を確かめてください。"))
        found += workbooks
    if problems:
        raise PlanError(problems)
    return found, others


def _is_systems(file: Path) -> bool:
    """Whether an operating system or a spreadsheet left the file, such as ~$form.xlsx."""
    return file.name[0] in ".~" or file.name in LEFT_BY_SYSTEMS


def _content(path: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    with path.open("rb") as file:
        return file.read(workbook.MAX_FILE + 1)
