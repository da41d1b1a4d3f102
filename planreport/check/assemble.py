"""Rows that have passed the rules become the plan. Nothing is judged here any more."""

from collections.abc import Mapping
from typing import Any

from planreport.check.tables import BULLET_SEPARATOR
from planreport.check.vocabulary import Vocabulary
from planreport.load import Row, Sources
from planreport.model import (
    Change,
    Contact,
    FiscalYear,
    Goal,
    Item,
    Licence,
    Measure,
    Page,
    Plan,
    PublishedCount,
    PublishedTally,
    Terms,
    YearRecord,
)


def assemble(sources: Sources, words: Vocabulary) -> Plan:
    assert sources.settings and words.years and words.statuses  # the rules have seen to it
    values = sources.settings.values
    plan = values["plan"]
    contact, licence = values.get("contact"), values.get("licence")
    return Plan(
        title=plan["title"].strip(),
        municipality=plan["municipality"].strip(),
        area_code=plan.get("area_code", ""),
        source=plan.get("source", ""),
        notice=plan.get("notice", ""),
        base_url=plan.get("base_url", "").rstrip("/"),
        updated=plan["updated"],
        years=tuple(words.years.values()),
        reported=tuple(year for name, year in words.years.items() if name in sources.progress),
        statuses=tuple(words.statuses.values()),
        assessments=tuple((words.assessments or {}).values()),
        goals=_goals(sources, words),
        published_tallies=_published_tallies(values, words),
        history=tuple(Change(entry["date"], entry["text"]) for entry in values.get("history", ())),
        contact=Contact(**contact) if contact else None,
        licence=Licence(**licence) if licence else None,
        papers=words.papers,
        terms=Terms(**values.get("terms", {})),
    )


def assemble_pages(sources: Sources) -> tuple[Page, ...]:
    return tuple(
        Page(
            name=prose.name,
            title=prose.front_matter.get("title", ""),
            description=prose.front_matter.get("description", ""),
            order=int(prose.front_matter.get("order", "0")),
            markdown=prose.text,
        )
        for prose in sources.prose
    )


def _goals(sources: Sources, words: Vocabulary) -> tuple[Goal, ...]:
    assert sources.goals and sources.measures
    records = _records(sources, words)
    goals = []
    for goal in sources.goals.rows:
        items: dict[str, list[Measure]] = {}
        for row in sources.measures.rows:
            if row["goal_id"] == goal["goal_id"]:
                items.setdefault(row["item"], []).append(_measure(row, records))
        goals.append(
            Goal(
                goal["goal_id"],
                goal["title"],
                tuple(Item(title, tuple(measures)) for title, measures in items.items()),
            )
        )
    return tuple(goals)


def _measure(row: Row, records: Mapping[str, list[YearRecord]]) -> Measure:
    return Measure(
        id=row["measure_id"],
        title=row["title"],
        summary=tuple(bullet.strip() for bullet in row["summary"].split(BULLET_SEPARATOR)),
        department=row["department"],
        years=tuple(sorted(records[row["measure_id"]], key=lambda record: record.fiscal_year)),
    )


def _records(sources: Sources, words: Vocabulary) -> dict[str, list[YearRecord]]:
    """Each measure's years: what was planned, joined with what was reported."""
    assert sources.schedule and words.years and words.statuses
    reported = {
        (row["measure_id"], name): row
        for name, table in sources.progress.items()
        if table
        for row in table.rows
    }
    records: dict[str, list[YearRecord]] = {}
    for row in sources.schedule.rows:
        fiscal_year, planned = words.years[row["fiscal_year"]], words.statuses[row["planned"]]
        report = reported.get((row["measure_id"], row["fiscal_year"]))
        records.setdefault(row["measure_id"], []).append(
            _reported(fiscal_year, planned_row=row, report=report, words=words)
            if report
            else YearRecord(fiscal_year, planned)
        )
    return records


def _reported(
    fiscal_year: FiscalYear, planned_row: Row, report: Row, words: Vocabulary
) -> YearRecord:
    assert words.statuses
    return YearRecord(
        fiscal_year=fiscal_year,
        planned=words.statuses[planned_row["planned"]],
        progress=words.statuses[report["progress"]],
        actions=report["actions"],
        assessment=(words.assessments or {}).get(report["assessment"]),
    )


def _published_tallies(values: Mapping[str, Any], words: Vocabulary) -> tuple[PublishedTally, ...]:
    assert words.years and words.assessments is not None
    return tuple(
        PublishedTally(
            words.years[str(tally["fiscal_year"])],
            tally["total"],
            tuple(
                PublishedCount(
                    words.assessments[count["assessment"].strip()], count["count"], count["percent"]
                )
                for count in tally["counts"]
            ),
        )
        for tally in values.get("published_tallies", ())
    )
