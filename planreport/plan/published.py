"""What is kept of a fiscal year's report when it is declared published.

Words of the plan are kept as they are, so that a later difference can be named; of a text, which is
long, a digest. This guards against slips, not against forgery.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Field, Kind

KEYS = ("fiscal_year", "measure_id", "published_on")


def columns(fields: Iterable[Field]) -> dict[str, Field]:
    """The columns of published.csv that keep a field: first words, then digests."""
    kept = [field for field in fields if field.is_published]
    words = {field.name: field for field in kept if field.kind is not Kind.TEXT}
    return words | {f"{field.name}_digest": field for field in kept if field.kind is Kind.TEXT}


def all_columns(plan: Plan) -> dict[str, Field]:
    """Those of measures and, in a plan that has them, of indicators."""
    return columns(plan.fields) | (columns(plan.indicator_fields) if plan.indicators else {})


def keep(field: Field, cell: str) -> str:
    """What is kept of a field's cell."""
    return digest(cell) if field.kind is Kind.TEXT else cell


def records(plan: Plan, fiscal_year: FiscalYear, day: date) -> Iterator[dict[str, str]]:
    """The rows of published.csv for a reported year, in the plan's order: measures, indicators."""
    for subjects, fields in (
        (plan.measures, plan.fields),
        (plan.indicators, plan.indicator_fields),
    ):
        kept = columns(fields)
        for subject in subjects:
            if record := subject.in_year(fiscal_year):
                keys = (str(fiscal_year.year), subject.id, day.isoformat())
                cells = {name: keep(field, record.cell(field.name)) for name, field in kept.items()}
                yield dict(zip(KEYS, keys, strict=True)) | cells


def digest(text: str) -> str:
    """The first 16 hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
