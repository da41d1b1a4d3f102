"""Years that are being collected, as the tests need them, and forms that somebody fills in."""

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
from conftest import make_project
from measuring import make_measured

from planreport.check import check
from planreport.load import load
from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.collection import Answer, Collection
from planreport.plan.fields import Choice
from planreport.round.commands import new_year


def plan_of(name: str, folder: Path) -> Plan:
    return check(load(make_project(name, folder / name))).plan


def reported(plan: Plan, year: FiscalYear) -> Collection:
    """All that the plan knows of a year."""
    return Collection(
        year,
        tuple(
            Answer(measure, record, ())
            for measure in plan.measures
            if (record := measure.in_year(year))
        ),
    )


def blank(plan: Plan, year: FiscalYear) -> Collection:
    """A year of which nothing has been said yet."""
    needed = tuple(field for field in plan.fields if field.is_required and not field.is_scheduled)
    return Collection(
        year,
        tuple(
            Answer(measure, record.promised, needed)
            for measure in plan.measures
            if (record := measure.in_year(year))
        ),
    )


def said(answer: Answer, texts: dict[str, str], **choices: Choice) -> Answer:
    """The answer with these texts and words said as well."""
    record = answer.record
    record = replace(record, choices={**record.choices, **choices}, texts={**record.texts, **texts})
    return replace(answer, record=record)


def measured(folder: Path) -> tuple[Plan, Collection]:
    """Minamo with indicators, and the year that was just opened."""
    new_year(make_measured(folder), extends=False)
    checked = check(load(folder))
    assert checked.collection
    return checked.plan, checked.collection


def fill(content: bytes, cells: Mapping[str, object], sheet: str = "入力") -> bytes:
    """The form as somebody else's Excel saves it, with these cells of a sheet filled in."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    for cell, value in cells.items():
        workbook[sheet][cell] = value
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
