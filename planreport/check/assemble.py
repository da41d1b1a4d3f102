"""Rows that have passed the rules become the plan. Nothing is judged here any more."""

from collections.abc import Mapping
from typing import Any

from planreport import paths
from planreport.check.cells import parse_day
from planreport.check.image import form
from planreport.check.vocabulary import Vocabulary
from planreport.load import Row, Sources
from planreport.plan import Plan, PublishedCount, PublishedTally
from planreport.plan.amended import Correction, Publication, Revised, Revision
from planreport.plan.calendar import FiscalYear
from planreport.plan.collection import Answer, Collection
from planreport.plan.measures import Filed, Goal, Measure, YearRecord, arrange, bullets
from planreport.plan.settings import Contact, FooterLink, Licence, Logo, Page, Terms, Theme, Update


def assemble(sources: Sources, words: Vocabulary) -> Plan:
    assert sources.settings and words.years and words.statuses  # the rules have seen to it
    values = sources.settings.values
    plan = values["plan"]
    contact, licence = values.get("contact"), values.get("licence")
    history = tuple(Update(entry["date"], entry["text"]) for entry in values.get("history", ()))
    corrections = _corrections(sources, words)
    return Plan(
        title=plan["title"].strip(),
        municipality=plan["municipality"].strip(),
        area_code=plan.get("area_code", ""),
        source=plan.get("source", ""),
        notice=plan.get("notice", ""),
        base_url=plan.get("base_url", "").rstrip("/"),
        # Whoever writes a line of history or a correction may forget the day of update.
        updated=max(
            [plan["updated"], *(it.date for it in history), *(it.date for it in corrections)]
        ),
        years=tuple(words.years.values()),
        reported=tuple(words.years[name] for name in words.reported),
        statuses=tuple(words.statuses.values()),
        assessments=tuple((words.assessments or {}).values()),
        goals=_goals(sources, words),
        published_tallies=_published_tallies(values, words),
        history=history,
        original_last_year=plan.get("original_last_year", 0),
        goal_titles=_goal_titles(sources),
        publications=_publications(sources, words),
        revisions=_revisions(sources, words),
        corrections=corrections,
        contact=Contact(**contact) if contact else None,
        licence=Licence(**licence) if licence else None,
        papers=words.papers,
        terms=Terms(**values.get("terms", {})),
        theme=_theme(values.get("theme", {}), sources.images),
        footer_links=tuple(FooterLink(**link) for link in values.get("footer_links", ())),
    )


def _theme(theme: Mapping[str, str], images: Mapping[str, bytes]) -> Theme:
    logo = None
    if "logo" in theme:
        content = images[theme["logo"]]
        logo = Logo(f"{paths.LOGO}.{form(content)}", theme["logo_alt"], content)
    return Theme(theme.get("colour", "").lower(), theme.get("link", "").lower(), logo)


def assemble_collection(sources: Sources, words: Vocabulary, plan: Plan) -> Collection | None:
    """The year that is being collected, with what has been answered so far."""
    if words.collecting is None:
        return None
    assert words.years and words.statuses
    fiscal_year, table = words.years[words.collecting], sources.progress[words.collecting]
    assert table
    rows = {row["measure_id"]: row for row in table.rows}
    return Collection(
        fiscal_year,
        tuple(
            Answer(
                measure=measure,
                planned=record.planned,
                progress=words.statuses.get(row["progress"]),
                actions=row["actions"],
                assessment=(words.assessments or {}).get(row["assessment"]),
                remarks=row["remarks"],
            )
            for measure in plan.measures
            if (record := measure.in_year(fiscal_year)) and (row := rows[measure.id])
        ),
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


def _goal_titles(sources: Sources) -> dict[str, str]:
    assert sources.goals
    return {row["goal_id"]: row["title"] for row in sources.goals.rows}


def _goals(sources: Sources, words: Vocabulary) -> tuple[Goal, ...]:
    assert sources.measures
    records = _records(sources, words)
    return arrange(
        _goal_titles(sources),
        (
            Filed(row["goal_id"], row["item"], _measure(row, position, records, words))
            for position, row in enumerate(sources.measures.rows, 1)
        ),
    )


def _measure(
    row: Row, position: int, records: Mapping[str, list[YearRecord]], words: Vocabulary
) -> Measure:
    active = words.active_years(row)
    years = sorted(records[row["measure_id"]], key=lambda record: record.fiscal_year)
    return Measure(
        id=row["measure_id"],
        title=row["title"],
        summary=bullets(row["summary"]),
        department=row["department"],
        years=tuple(record for record in years if record.fiscal_year in active),
        withdrawn=tuple(record for record in years if record.fiscal_year not in active),
        position=position,
    )


def _records(sources: Sources, words: Vocabulary) -> dict[str, list[YearRecord]]:
    """Each measure's years: what was planned, joined with what was reported."""
    assert sources.schedule and words.years and words.statuses
    reported = {
        (row["measure_id"], name): row
        for name in words.reported
        if (table := sources.progress[name])
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
        remarks=report["remarks"],
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


def _publications(sources: Sources, words: Vocabulary) -> tuple[Publication, ...]:
    assert words.years
    days = {
        row["fiscal_year"]: day
        for row in (sources.published.rows if sources.published else ())
        if (day := parse_day(row["published_on"]))
    }
    return tuple(
        Publication(year, days[name]) for name, year in words.years.items() if name in days
    )


def _revisions(sources: Sources, words: Vocabulary) -> tuple[Revision, ...]:
    assert words.years
    return tuple(
        Revision(
            fiscal_year=words.years[row["fiscal_year"]],
            measure_id=row["measure_id"],
            what=Revised(row["what"]),
            planned_year=words.years.get(row["planned_year"]),
            before=row["before"],
            after=row["after"],
            reason=row["reason"],
        )
        for row in (sources.revisions.rows if sources.revisions else ())
    )


def _corrections(sources: Sources, words: Vocabulary) -> tuple[Correction, ...]:
    assert words.years
    return tuple(
        Correction(
            date=day,
            measure_id=row["measure_id"],
            fiscal_year=words.years[row["fiscal_year"]],
            column=row["column"],
            before=row["before"],
            after=row["after"],
            reason=row["reason"],
        )
        for row in (sources.corrections.rows if sources.corrections else ())
        if (day := parse_day(row["date"]))
    )
