"""The words that rows may use, taken from whatever could be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planreport.check.settings import NAMES_OF_2019
from planreport.load import Row, Sources, Table
from planreport.model import Assessment, FiscalYear, Status


@dataclass(frozen=True)
class Vocabulary:
    """What is known, by the word that a row uses for it. None: not known, so don't judge by it."""

    statuses: Mapping[str, Status] | None
    assessments: Mapping[str, Assessment] | None
    years: Mapping[str, FiscalYear] | None
    goals: Mapping[str, Row] | None
    measures: Mapping[str, Row] | None

    def active_years(self, measure: Row) -> list[FiscalYear]:
        """The years in which a measure is planned; all of the plan's where it names none."""
        years = list((self.years or {}).values())
        first, last = measure["first_year"], measure["last_year"]
        return [
            year
            for year in years
            if (not first.isdigit() or year.year >= int(first))
            and (not last.isdigit() or year.year <= int(last))
        ]


def vocabulary(sources: Sources) -> Vocabulary:
    values = sources.settings.values if sources.settings else {}
    return Vocabulary(
        statuses=_statuses(_entries(values, "statuses")),
        assessments=_assessments(_entries(values, "assessments")) if sources.settings else None,
        years=_years(values.get("plan", {})),
        goals=_by_id(sources.goals, "goal_id"),
        measures=_by_id(sources.measures, "measure_id"),
    )


def _entries(values: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    entries = values.get(name, [])
    entries = entries if isinstance(entries, list) else []
    return [e for e in entries if isinstance(e, dict) and isinstance(e.get("label"), str)]


def _text(entry: Mapping[str, Any], key: str) -> str:
    return str(entry.get(key, "")).strip()


def _statuses(entries: list[dict[str, Any]]) -> dict[str, Status] | None:
    found = [
        Status(order, _text(entry, "label"), _text(entry, "meaning"), _text(entry, "reading"))
        for order, entry in enumerate(entries, 1)
    ]
    return {status.label: status for status in found} or None


def _assessments(entries: list[dict[str, Any]]) -> dict[str, Assessment]:
    return {
        label: Assessment(label, _text(entry, "meaning"), entry.get("as_planned") is True)
        for entry in entries
        if (label := _text(entry, "label"))
    }


def _years(plan: object) -> dict[str, FiscalYear] | None:
    if not isinstance(plan, dict):
        return None
    first, last = plan.get("first_year"), plan.get("last_year")
    if not (isinstance(first, int) and isinstance(last, int) and 0 <= last - first < 100):
        return None
    name_of_2019 = str(plan.get("era_2019", NAMES_OF_2019[0]))
    return {str(year): FiscalYear(year, name_of_2019) for year in range(first, last + 1)}


def _by_id(table: Table | None, column: str) -> dict[str, Row] | None:
    if table is None or column not in table.columns:
        return None
    rows: dict[str, Row] = {}
    for row in table.rows:
        rows.setdefault(row[column], row)
    return rows
