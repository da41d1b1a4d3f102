"""What was changed later: the plan by revisions, its reports by corrections."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from planreport.plan.calendar import FiscalYear


class Revised(Enum):
    """What of a measure a plan may change half way."""

    TITLE = "title"
    SUMMARY = "summary"
    DEPARTMENT = "department"
    ITEM = "item"
    GOAL = "goal_id"
    PLANNED = "planned"
    TARGET = "target"  # of an indicator
    ADDED = "added"
    ENDED = "ended"
    DETAIL = "detail"  # which is said in the data by the name of its field


@dataclass(frozen=True)
class Revision:
    """A change of the plan that is in force from a fiscal year on (計画の変更).

    `before` and `after` are what the data's cells say; both are empty for ADDED and ENDED.
    `planned_year` is the year whose planned status or target changed; None unless `what` is PLANNED
    or TARGET. A TARGET is an indicator's, and `measure_id` then the indicator's.
    """

    fiscal_year: FiscalYear
    measure_id: str
    what: Revised
    planned_year: FiscalYear | None
    before: str
    after: str
    reason: str
    detail: str = ""  # the field's name; "" unless `what` is DETAIL


@dataclass(frozen=True)
class Correction:
    """An error that was put right after its fiscal year's report was published (正誤).

    `column` is the data's, `measure_id` that of a measure or of an indicator.
    """

    date: date
    measure_id: str
    fiscal_year: FiscalYear
    column: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class Publication:
    """A fiscal year's report was published on a day."""

    fiscal_year: FiscalYear
    date: date
