"""What is kept of a fiscal year's report when it is declared published.

Words of the plan are kept as they are, so that a later difference can be named; of the text, which is
long, a digest. This guards against slips, not against forgery.
"""

import hashlib
from datetime import date

from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear

COLUMNS = (
    "fiscal_year",
    "measure_id",
    "published_on",
    "planned",
    "progress",
    "assessment",
    "actions_digest",
)


def record(plan: Plan, fiscal_year: FiscalYear, day: date) -> list[tuple[str, ...]]:
    """The rows of published.csv for a reported year, in the plan's order."""
    return [
        (
            str(fiscal_year.year),
            measure.id,
            day.isoformat(),
            record.planned.label,
            record.progress.label,
            record.assessment.label if record.assessment else "",
            digest(record.actions),
        )
        for measure in plan.measures
        if (record := measure.in_year(fiscal_year)) and record.progress
    ]


def digest(text: str) -> str:
    """The first 16 hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
