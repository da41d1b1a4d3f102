"""What a year's report said when it was published, before any of it was corrected."""

from dataclasses import replace

from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.measures import YearRecord


def uncorrected(plan: Plan, fiscal_year: FiscalYear) -> tuple[YearRecord, ...]:
    """The records of the year's measures with all corrections undone."""
    first: dict[str, dict[str, str]] = {}  # by measure and column, before the oldest correction
    for correction in sorted(plan.corrections, key=lambda correction: correction.date):
        if correction.fiscal_year == fiscal_year:
            cells = first.setdefault(correction.measure_id, {})
            cells.setdefault(correction.column, correction.before)
    found = []
    for measure in plan.measures:
        if record := measure.in_year(fiscal_year):
            cells = {f.name: record.cell(f.name) for f in plan.fields} | first.get(measure.id, {})
            said = [(field, cells[field.name]) for field in plan.fields if cells[field.name]]
            choices = {f.name: f.choices[cell] for f, cell in said if f.choices is not None}
            texts = {f.name: cell for f, cell in said if f.choices is None}
            found.append(replace(record, choices=choices, texts=texts))
    return tuple(found)
