"""A new plan's folder: its settings, empty tables, pages, and the sheet in which it is typed."""

from datetime import date
from pathlib import Path

from planreport import csvfile
from planreport.check import check
from planreport.check.causes import NOT_BEGUN
from planreport.check.declared import declared
from planreport.check.headers import GOALS, INDICATORS, MEASURES, SCHEDULE, TARGETS
from planreport.files import LEFT_BY_SYSTEMS, edit, undo
from planreport.load import (
    GOALS_FILE,
    INDICATORS_FILE,
    MEASURES_FILE,
    PLAN_FILE,
    SCHEDULE_FILE,
    TARGETS_FILE,
    load,
)
from planreport.place import Place, PlanError, Problem, has_errors
from planreport.plan.fields import Schedule
from planreport.scaffold.answers import Answers
from planreport.scaffold.sheet import SHEET, sheet
from planreport.scaffold.texts import pages, plan_toml

SHEET_FILE = f"{SHEET}.xlsx"


def make(folder: Path, answers: Answers, today: date) -> None:
    """Makes the folder of a new plan, in which only the rows of its tables are missing.

    Raises PlanError, and writes nothing, where the folder holds something or the rules for plan.toml
    refuse an answer. What a killed one has left is taken away by the next.
    """
    refuse_used(folder)
    data = {PLAN_FILE: plan_toml(answers, today), **_tables(answers)}
    sources = load(folder, data)
    try:
        check(sources)
    except PlanError as error:
        wrong = [problem for problem in error.problems if problem != NOT_BEGUN]
        if has_errors(wrong):
            raise PlanError(wrong) from error
    assert sources.settings  # whose shape the rules have found right
    settings = declared(sources.settings, {})
    edit(
        folder,
        {**data, **pages(answers, settings.terms), SHEET_FILE: sheet(settings, answers.indicators)},
    )


def refuse_used(folder: Path) -> None:
    """Raises PlanError where a folder holds something, or is none."""
    message = ""
    if folder.is_dir():
        undo(folder)
        held = (path.name for path in folder.rglob("*") if path.is_file())
        if not LEFT_BY_SYSTEMS.issuperset(held):
            message = "空のフォルダではありません。"
    elif folder.exists():
        message = "同じ名前のファイルがあります。"
    if message:
        advice = "新しいフォルダの名前を指定してください。"
        raise PlanError([Problem(Place(str(folder)), message, advice)])


def _tables(answers: Answers) -> dict[str, bytes]:
    """The tables of the plan's shape, with their headers alone."""
    tables = {GOALS_FILE: GOALS, MEASURES_FILE: MEASURES}
    if answers.schedule is not Schedule.NONE:
        tables[SCHEDULE_FILE] = SCHEDULE
    if answers.indicators:
        tables |= {INDICATORS_FILE: INDICATORS, TARGETS_FILE: TARGETS}
    unused = () if answers.levels[1:-1] else ("item",)
    names = {file: (*it.required, *it.optional) for file, it in tables.items()}
    return {
        file: csvfile.write([n for n in it if n not in unused], []) for file, it in names.items()
    }
