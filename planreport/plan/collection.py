"""The fiscal year that is being collected, and what has been answered so far."""

from dataclasses import dataclass

from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Assessment, Status
from planreport.plan.measures import Measure


@dataclass(frozen=True)
class Answer:
    """What a department has said so far of one measure in the year that is being collected."""

    measure: Measure
    planned: Status
    progress: Status | None
    actions: str
    assessment: Assessment | None
    remarks: str

    @property
    def is_complete(self) -> bool:
        return self.progress is not None and self.actions != ""


@dataclass(frozen=True)
class Collection:
    """The fiscal year that is being collected: the last one begun, until it is published.

    One answer for each measure of the year, in the plan's order.
    """

    fiscal_year: FiscalYear
    answers: tuple[Answer, ...]

    @property
    def missing(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if not answer.is_complete)
