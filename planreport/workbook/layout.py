"""What the writer puts on the input sheets and the reader looks for: their headings and labels."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from planreport.paragraphs import marked
from planreport.plan import Plan
from planreport.plan.fields import Field
from planreport.plan.measures import Measure

INPUT_SHEET = "入力"
GUIDE_SHEET = "記入方法"

# The labels above the table, each with its value in the next cell: whose form it is.
PLAN, YEAR, DEPARTMENT, BODY = "計画", "年度", "担当課", "記入者"

# The column that says which department answers, where that is not always the form's own.
LEADS = "取りまとめ"

# Excel's for one cell; XlsxWriter leaves out what is longer.
LONGEST_TEXT = 32_767

# The columns that may be missing: they are but a second witness of what a row is about.
UNIT = "unit"
WITNESSES = ("summary", UNIT)

HEADER = 5  # the row of the headings, counted from 0

_FORBIDDEN_IN_SHEETS = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Layout:
    """The headings of a table by the names that the data's tables use, and what is filled in."""

    headings: Mapping[str, str]
    inputs: tuple[Field, ...]


def layout(plan: Plan) -> Layout:
    """Of the table of measures, filled in by departments or, in the plan `as_seen_by` a body, by that one.

    Its inputs are numbered, so that their headings are like no other, whatever the plan's words.
    """
    asked = tuple(field for field in plan.fields if field.is_asked and not field.by)
    numbered = {
        field.name: f"【入力{n}】{field.heading}{'' if field.is_published else '（公表しません）'}"
        for n, field in enumerate(asked, 1)
    }
    named = {"measure_id": "番号", "title": plan.terms.measure, "summary": plan.terms.summary}
    return Layout({**named, **numbered}, asked)


def indicator_layout(plan: Plan) -> Layout:
    """Of the table of indicators, whose inputs have letters: their headings are no measure's."""
    asked = tuple(field for field in plan.indicator_fields if field.is_asked)
    lettered = {f.name: f"【入力{letters(n)}】{f.label}" for n, f in enumerate(asked)}
    named = {"indicator_id": "番号", "name": plan.terms.indicator, "fiscal_year": "年度"}
    return Layout({**named, UNIT: "単位", **lettered}, asked)


def indicator_sheet(plan: Plan) -> str:
    """The sheet of the indicators by the plan's word, as far as Excel allows it."""
    name = _FORBIDDEN_IN_SHEETS.sub("・", plan.terms.indicator)
    return f"{name}の値" if name in (INPUT_SHEET, GUIDE_SHEET) else name


def bodies(plan: Plan) -> tuple[str, ...]:
    """Who says fields besides the departments, by the plan's name for each."""
    return tuple(dict.fromkeys(field.by for field in plan.fields if field.is_asked and field.by))


def as_seen_by(plan: Plan, body: str) -> Plan:
    """The plan as a body sees it that has a form of its own: its fields are those that are asked."""
    reported = (field for field in plan.fields if not field.is_scheduled)
    seen = (replace(it, by="" if it.by == body else it.by or DEPARTMENT) for it in reported)
    return replace(plan, own_fields=tuple(seen))


def told_by_departments(plan: Plan) -> list[Field]:
    """What a body sees of the year's answers; none in a plan as departments see it."""
    return [field for field in plan.fields if field.by == DEPARTMENT and field.is_published]


def letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A, Z, AA."""
    name = ""
    while column >= 0:
        column, letter = column // 26 - 1, chr(ord("A") + column % 26)
        name = letter + name
    return name


def summary_text(measure: Measure) -> str:
    return "\n".join(marked(measure.summary))
