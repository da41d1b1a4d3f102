"""The plans that are measured: the shipped one, repeated, each in a project folder of its own."""

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = 30  # measures in the shipped plan

Row = dict[str, str]


def snapshot(folder: Path) -> Path:
    """A copy of the program, so that nothing that is edited meanwhile changes what is measured."""
    without_caches = shutil.ignore_patterns("__pycache__")
    for part in ("planreport", "templates", "data", "content", "bench"):
        shutil.copytree(ROOT / part, folder / part, ignore=without_caches)
    for part in ("build.py", "requirements.lock"):
        shutil.copy(ROOT / part, folder / part)
    return folder


def make_project(program: Path, folder: Path, measures: int) -> Path:
    """A project with the shipped plan repeated to `measures`, a multiple of its own number.

    Goals and years stay; a repeated item or measure has a running number behind its title. The
    published tally is multiplied, so that it agrees with the rows.
    """
    if measures % SHIPPED:
        raise ValueError(f"{measures} is not a multiple of {SHIPPED}")
    times = measures // SHIPPED
    (folder / "data" / "progress").mkdir(parents=True)
    shutil.copytree(program / "content", folder / "content")
    for part in ("goals.csv", "accessibility-audit.toml"):
        shutil.copy(program / "data" / part, folder / "data" / part)
    for part in ("planreport", "templates"):
        (folder / part).symlink_to(program / part)
    drivers = (program / "bench" / "drivers").glob("[a-z]*.py")
    for file in (program / "build.py", program / "requirements.lock", *drivers):
        shutil.copy(file, folder / file.name)

    settings = (program / "data" / "plan.toml").read_text(encoding="utf-8")
    settings = re.sub(
        r"^(total|count)( *= *)(\d+)",
        lambda found: f"{found[1]}{found[2]}{int(found[3]) * times}",
        settings,
        flags=re.MULTILINE,
    )
    (folder / "data" / "plan.toml").write_text(settings, encoding="utf-8")

    _repeat(program, folder, "data/measures.csv", times, _renamed)
    for table in ("data/schedule.csv", "data/published.csv", *_progress(program)):
        _repeat(program, folder, table, times, _renumbered)
    return folder


def _progress(program: Path) -> list[str]:
    return [
        path.relative_to(program).as_posix()
        for path in sorted((program / "data" / "progress").glob("*.csv"))
    ]


def _repeat(
    program: Path, folder: Path, table: str, times: int, nth: Callable[[Row, int], Row]
) -> None:
    """Writes the table of `program` `times` over into `folder`, each round changed by `nth`."""
    with (program / table).open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), list(reader.fieldnames or ())
    with (folder / table).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(nth(row, n) for n in range(times) for row in rows)


def _renumbered(row: Row, n: int) -> Row:
    """The row in round `n`, counted from 0; the first is the shipped plan itself."""
    return {**row, "measure_id": f"{row['measure_id']}_{n + 1}"} if n else row


def _renamed(row: Row, n: int) -> Row:
    numbered = {column: f"{row[column]}（{n + 1}）" for column in ("item", "title")}
    return {**_renumbered(row, n), **numbered} if n else row
