"""What a year's report said when it was published, before any of it was corrected."""

from dataclasses import replace

from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.measures import YearRecord


def uncorrected(plan: Plan, fiscal_year: FiscalYear) -> tuple[YearRecord, ...]:
    """The stages and grades of the year's measures with all corrections undone; texts stay."""
    lists = {field.name: field.choices for field in plan.fields if field.choices}
    first: dict[str, dict[str, str]] = {}  # by measure and column, before the oldest correction
    for correction in sorted(plan.corrections, key=lambda correction: correction.date):
        if correction.fiscal_year == fiscal_year and correction.column in lists:
            cells = first.setdefault(correction.measure_id, {})
            cells.setdefault(correction.column, correction.before)
    found = []
    for measure in plan.measures:
        if record := measure.in_year(fiscal_year):
            cells = {name: record.cell(name) for name in lists} | first.get(measure.id, {})
            choices = {name: lists[name][word] for name, word in cells.items() if word}
            found.append(replace(record, choices=choices))
    return tuple(found)
