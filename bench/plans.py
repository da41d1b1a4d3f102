"""What is measured: programs, each on the shipped plan repeated, in project folders of their own."""

import csv
import re
import shutil
import subprocess
from pathlib import Path

from planreport.plan.published import digest

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ("audit", "bench", "build.py", "planreport", "requirements.lock", "templates")
SHIPPED = 30  # measures in the shipped plan
PER_DEPARTMENT = 10
AMENDED = 3  # of so many measures, one has a revision and a correction

Row = dict[str, str]


def copy_program(folder: Path) -> Path:
    """The program as it is now: what is edited meanwhile does not change what is measured."""
    for part in PROGRAM:
        if (ROOT / part).is_dir():
            shutil.copytree(
                ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / part, folder / part)
    return folder


def program_of(revision: str, folder: Path) -> Path:
    """The program of another commit."""
    archive = folder.with_suffix(".tar")
    command = ("git", "archive", f"--output={archive}", revision, *PROGRAM)
    subprocess.run(command, cwd=ROOT, check=True)
    shutil.unpack_archive(archive, folder)
    return folder


def make_project(program: Path, folder: Path, measures: int) -> Path:
    """A project of `program` with the shipped plan repeated to `measures`, a multiple of its own.

    Goals and years stay; a repeated item or measure has a running number behind its title. The
    published tally is multiplied, so that it agrees with the rows.
    """
    folder.mkdir(parents=True)
    for part in PROGRAM:
        if (program / part).is_dir():
            (folder / part).symlink_to(program / part)
        else:
            shutil.copy(program / part, folder / part)
    for part in ("content", "data"):
        shutil.copytree(ROOT / part, folder / part)
    times, data = measures // SHIPPED, folder / "data"

    settings = (data / "plan.toml").read_text(encoding="utf-8")
    settings = re.sub(
        r"^(total|count)( *= *)(\d+)",
        lambda found: f"{found[1]}{found[2]}{int(found[3]) * times}",
        settings,
        flags=re.MULTILINE,
    )
    (data / "plan.toml").write_text(settings, encoding="utf-8")

    plan = _repeated(data / "measures.csv", times)
    for n, row in enumerate(plan):
        row["department"] = f"第{n // PER_DEPARTMENT + 1}課"
        if n >= SHIPPED:
            row |= {k: f"{row[k]}（{n // SHIPPED + 1}）" for k in ("item", "title")}
    _write(data / "measures.csv", plan)
    _write(data / "schedule.csv", _repeated(data / "schedule.csv", times))
    records = sorted((data / "progress").glob("*.csv"))
    for record in records:
        _write(record, _repeated(record, times))
    _amend(data, plan[::AMENDED], _repeated(data / "published.csv", times), records[-1])
    return folder


def _amend(data: Path, plan: list[Row], published: list[Row], record: Path) -> None:
    """Gives each measure of `plan` a revision, and a correction of what was published of `record`."""
    year = record.stem
    actions = {row["measure_id"]: row["actions"] for row in _read(record)}
    was = {row["measure_id"]: f"当初、{actions[row['measure_id']]}" for row in plan}
    for row in published:
        if row["fiscal_year"] == year and row["measure_id"] in was:
            row["actions_digest"] = digest(was[row["measure_id"]])
    _write(data / "published.csv", published)
    day = max(row["published_on"] for row in published)
    corrections = [
        {"date": day, "measure_id": name, "fiscal_year": year, "column": "actions",
         "before": before, "after": actions[name], "reason": "書き誤りでした。"}
        for name, before in was.items()
    ]  # fmt: skip
    revisions = [
        {"fiscal_year": year, "measure_id": row["measure_id"], "what": "summary",
         "planned_year": "", "before": f"{row['summary']}など", "after": row["summary"],
         "reason": "対象を絞りました。"}
        for row in plan
    ]  # fmt: skip
    _write(data / "corrections.csv", corrections)
    _write(data / "revisions.csv", revisions)


def _repeated(table: Path, times: int) -> list[Row]:
    """The rows of the table `times` over: first as they are, then with numbered measures."""
    rows = _read(table)
    numbered = [
        {**row, "measure_id": f"{row['measure_id']}_{n}"}
        for n in range(2, times + 1)
        for row in rows
    ]
    return rows + numbered


def _read(table: Path) -> list[Row]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write(table: Path, rows: list[Row]) -> None:
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
