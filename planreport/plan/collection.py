"""The fiscal year that is being collected, and what has been answered so far."""

from dataclasses import dataclass

from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Field
from planreport.plan.measures import Measure, YearRecord


@dataclass(frozen=True)
class Answer:
    """What a department has said so far of one measure, and the fields that it still has to fill."""

    measure: Measure
    record: YearRecord
    missing: tuple[Field, ...]


@dataclass(frozen=True)
class Collection:
    """The fiscal year that is being collected: the last one begun, until it is published.

    One answer for each measure of the year, in the plan's order.
    """

    fiscal_year: FiscalYear
    answers: tuple[Answer, ...]

    @property
    def missing(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.missing)
