"""Begins plans as a city does: init, and then two measures, typed by a script."""

import csv
import re
import subprocess
from pathlib import Path

from conftest import ROOT, call, lend

from planreport.check import check
from planreport.check.declared import declared
from planreport.load import load
from planreport.place import PlanError
from planreport.plan import Settings
from planreport.plan.fields import Kind, record_fields

WHOSE = {"title": "みなも市環境行動計画", "municipality": "旭川市", "first": "R4", "last": "R6"}
_TYPED = {Kind.TEXT: "説明会を3回開いた。", Kind.NUMBER: "12"}


def init(folder: Path, *flags: str, **answers: str) -> subprocess.CompletedProcess[str]:
    """The command, with every answer as an option."""
    options = [part for name, answer in answers.items() for part in (f"--{name}", answer)]
    return call(ROOT, "init", str(folder), *flags, *options)


def begun(folder: Path, **answers: str) -> Path:
    """The folder of a plan whose name, place and years do not matter."""
    done = init(folder, **WHOSE | answers)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def said(folder: Path) -> list[str]:
    """What `check` says of the plan in a folder."""
    try:
        return [str(problem) for problem in check(load(folder)).warnings]
    except PlanError as error:
        return [str(problem) for problem in error.problems]


def settings_of(folder: Path) -> Settings:
    file = load(folder).settings
    assert file
    return declared(file, {})


def with_words(folder: Path) -> Path:
    """The plan with the words of its stages and grades, where it has none yet."""
    file = folder / "data" / "plan.toml"
    text = file.read_text(encoding="utf-8")
    stages = "".join(f'[[statuses]]\nlabel = "{word}"\n' for word in ("準備", "実施", "完了"))
    grades = "".join(f'[[fields.choices]]\nlabel = "{word}"\n' for word in ("順調", "遅れ"))
    text = re.sub(r"^# 表を取り込むと（import）、\[\[.*\n", stages, text, flags=re.M)
    text = re.sub(r"^# 表を取り込むと（import）、表の.*\n", grades, text, flags=re.M)
    file.write_text(text, encoding="utf-8", newline="\n")
    return folder


def with_two_measures(folder: Path) -> Path:
    """The plan with two measures and what was reported of the first year."""
    lend(folder)
    settings = settings_of(folder)
    fields = record_fields(
        settings.terms,
        settings.statuses,
        settings.assessments,
        settings.schedule,
        settings.own_fields,
    )
    item = settings.terms.item
    typed = {it.name: next(iter(it.choices or ()), _TYPED.get(it.kind, "")) for it in fields}
    _append(folder, "goals.csv", [{"goal_id": "1", "title": "水辺を守る", "number": "Ⅰ"}])
    measures = [
        {
            "measure_id": id_,
            "goal_id": "1",
            "number": f"1-{id_}",
            "title": title,
            "summary": "市内の5か所で測る",
            **({"item": "|".join(f"{word}の名前" for word in item)} if item else {}),
        }
        for id_, title in (("1", "水質の測定"), ("2", "清掃"))
    ]
    _append(folder, "measures.csv", measures)
    if any(field.is_scheduled for field in fields):
        rows = [
            {"measure_id": id_, "fiscal_year": str(year.year), "planned": typed["planned"]}
            for id_ in ("1", "2")
            for year in settings.years
        ]
        _append(folder, "schedule.csv", rows)
    reported = {field.name: typed[field.name] for field in fields if not field.is_scheduled}
    progress = folder / "data" / "progress" / f"{settings.years[0].year}.csv"
    progress.parent.mkdir()
    progress.write_text(",".join(["measure_id", *reported]) + "\n", encoding="utf-8")
    _append(folder, f"progress/{progress.name}", [{"measure_id": id_} | reported for id_ in "12"])
    return folder


def _append(folder: Path, file: str, rows: list[dict[str, str]]) -> None:
    path = folder / "data" / file
    header = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    with path.open("a", encoding="utf-8", newline="") as table:
        csv.DictWriter(table, header).writerows(rows)
