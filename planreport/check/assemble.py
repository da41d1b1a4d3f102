"""Rows that have passed the rules become the plan. Nothing is judged here any more."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from planreport.check.cells import parse_day, rows
from planreport.check.owners import owners, placed
from planreport.check.vocabulary import Vocabulary
from planreport.load import Row, Sources
from planreport.paragraphs import points
from planreport.plan import Plan
from planreport.plan.arrange import Filed, arrange
from planreport.plan.calendar import FiscalYear
from planreport.plan.collection import Collection, ReadingAnswer, answer, reading_answer, unsettled
from planreport.plan.indicators import (
    TARGET,
    TARGET_NOTE,
    Achievement,
    Direction,
    Indicator,
    Owner,
    Reading,
)
from planreport.plan.measures import Goal, Measure, YearRecord, values
from planreport.plan.revisions import Correction, Publication, Revised, Revision
from planreport.plan.settings import Page


def assemble(sources: Sources, words: Vocabulary) -> Plan:
    assert words.settings and words.years  # the rules have seen to it
    settings, corrections = words.settings, _corrections(sources, words)
    # Whoever writes a line of history or a correction may forget the day of update.
    days = [it.date for it in settings.history] + [it.date for it in corrections]
    return Plan(
        **vars(replace(settings, updated=max([settings.updated, *days]))),
        reported=tuple(words.years[name] for name in words.reported),
        goals=_goals(sources, words),
        indicators=_indicators(sources, words),
        goal_titles=_of_goals(sources, "title"),
        goal_numbers=_of_goals(sources, "number"),
        publications=_publications(sources, words),
        revisions=_revisions(sources, words),
        corrections=corrections,
    )


def assemble_collection(sources: Sources, words: Vocabulary, plan: Plan) -> Collection | None:
    """The year that is being collected, with what has been answered so far."""
    if words.collecting is None:
        return None
    assert words.years
    fiscal_year, table = words.years[words.collecting], sources.progress[words.collecting]
    assert table
    by_id = {row["measure_id"]: row for row in table.rows}
    answers = []
    for measure in plan.measures:
        if promised := measure.in_year(fiscal_year):
            said = _record(words, fiscal_year, None, by_id[measure.id])
            record = replace(
                said,
                choices={**promised.choices, **said.choices},
                texts={**promised.texts, **said.texts},
            )
            answers.append(answer(measure, record, plan.fields))
    readings = tuple(_reading_answers(sources, words, plan, fiscal_year))
    return Collection(fiscal_year, tuple(answers), readings, unsettled(plan, fiscal_year))


def _reading_answers(
    sources: Sources, words: Vocabulary, plan: Plan, year: FiscalYear
) -> Iterator[ReadingAnswer]:
    told = {row["indicator_id"]: row for row in rows(sources.values.get(str(year.year)))}
    for indicator in plan.indicators:
        if indicator.id in told and (promised := indicator.in_year(year)):
            row = told[indicator.id]
            said = {f.name: row[f.name] for f in words.of_readings if row[f.name]}
            reading = Reading(year, {**said, **promised.cells})
            yield reading_answer(indicator, reading, plan.indicator_fields)


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


def _of_goals(sources: Sources, column: str) -> dict[str, str]:
    assert sources.goals
    return {row["goal_id"]: row[column] for row in sources.goals.rows}


def _goals(sources: Sources, words: Vocabulary) -> tuple[Goal, ...]:
    assert sources.measures
    records = _records(sources, words)
    measures = (
        Filed(row["goal_id"], values(row["item"]), _measure(row, position, records, words))
        for position, row in enumerate(sources.measures.rows, 1)
    )
    titles, numbers = _of_goals(sources, "title"), _of_goals(sources, "number")
    return arrange(titles, measures, numbers, places=placed(words))


def _measure(
    row: Row, position: int, records: Mapping[str, list[YearRecord]], words: Vocabulary
) -> Measure:
    active = words.active_years(row)
    years = sorted(records[row["measure_id"]], key=lambda record: record.fiscal_year)
    return Measure(
        id=row["measure_id"],
        title=row["title"],
        summary=points(row["summary"]),
        departments=values(row["department"]),
        years=tuple(record for record in years if record.fiscal_year in active),
        withdrawn=tuple(record for record in years if record.fiscal_year not in active),
        position=position,
        number=row["number"],
        details={
            field.name: found for field in words.details if (found := values(row[field.name]))
        },
    )


def _indicators(sources: Sources, words: Vocabulary) -> tuple[Indicator, ...]:
    assert words.years
    readings = _readings(sources, words)
    # Before the first year with values, a plan had no indicators, or none that it reported.
    first_read = next((year for name, year in words.years.items() if name in sources.values), None)
    return tuple(
        _indicator(row, readings.get(row["indicator_id"], ()), words, first_read)
        for row in rows(sources.indicators)
    )


def _indicator(
    row: Row, readings: Iterable[Reading], words: Vocabulary, first_read: FiscalYear | None
) -> Indicator:
    assert words.settings and words.years
    since = row["baseline_year"]
    return Indicator(
        id=row["indicator_id"],
        owner=owners(row["of"], words)[0] if row["of"] else Owner(),
        name=row["name"],
        number=row["number"],
        meaning=row["meaning"],
        unit=row["unit"],
        decimals=int(row["decimals"]) if row["decimals"] else None,
        baseline=Decimal(row["baseline"]) if row["baseline"] else None,
        baseline_year=words.settings.fiscal_year(int(since)) if since else None,
        direction=Direction(row["direction"]),
        is_cumulative=row["kind"] == "cumulative",
        achievement=Achievement(row["achievement"]),
        departments=values(row["department"]),
        source=row["source"],
        first_year=words.years.get(row["first_year"]) or first_read,
        last_year=words.years.get(row["last_year"]),
        readings=tuple(sorted(readings, key=lambda reading: reading.fiscal_year)),
    )


def _readings(sources: Sources, words: Vocabulary) -> dict[str, list[Reading]]:
    """Each indicator's years: its own of the plan's, and those that it has a target for."""
    assert words.settings and words.years
    aims = {
        (row["indicator_id"], row["fiscal_year"]): {TARGET: row[TARGET], TARGET_NOTE: row["note"]}
        for row in rows(sources.targets)
    }
    told = {
        (row["indicator_id"], name): {**row.cells}
        for name, table in sources.values.items()
        for row in rows(table)
    }
    own = {
        (row["indicator_id"], name): None
        for row in rows(sources.indicators)
        for name in words.active_names(row)
    }
    found: dict[str, list[Reading]] = {}
    for id_, name in {**own, **dict.fromkeys(aims)}:
        cells = {**told.get((id_, name), {}), **aims.get((id_, name), {})}
        said = {f.name: cell for f in words.of_readings if (cell := cells.get(f.name, ""))}
        is_due = (id_, name) in told and (name in words.reported or name in words.unshown)
        reading = Reading(words.settings.fiscal_year(int(name)), said, is_due)
        found.setdefault(id_, []).append(reading if is_due else reading.promised)
    return found


def _records(sources: Sources, words: Vocabulary) -> dict[str, list[YearRecord]]:
    """Each measure's years: what was planned, joined with what was reported."""
    assert sources.measures and words.years
    reported = {
        (row["measure_id"], name): row
        for name in words.reported
        if (table := sources.progress[name])
        for row in table.rows
    }
    records: dict[str, list[YearRecord]] = {}
    promised: dict[tuple[str, str], Row | None] = {
        (row["measure_id"], name): None
        for row in sources.measures.rows
        for name in words.active_names(row)
    }
    promised |= {(row["measure_id"], row["fiscal_year"]): row for row in rows(sources.schedule)}
    for key, row in promised.items():
        record = _record(words, words.years[key[1]], row, reported.get(key))
        records.setdefault(key[0], []).append(record)
    return records


def _record(
    words: Vocabulary, fiscal_year: FiscalYear, promised: Row | None, row: Row | None
) -> YearRecord:
    """What was promised and, where there is a row, what it says of each field."""
    choices, texts = {}, {}
    for field in words.fields:
        said = promised if field.is_scheduled else row
        if said and (cell := said[field.name]):
            if field.choices is None:
                texts[field.name] = cell
            else:
                choices[field.name] = field.choices[cell]
    is_due = row is not None and str(fiscal_year.year) in words.reported
    return YearRecord(fiscal_year, choices, texts, words.lead, is_due)


def _publications(sources: Sources, words: Vocabulary) -> tuple[Publication, ...]:
    assert words.years
    days = {
        row["fiscal_year"]: day
        for row in rows(sources.published)
        if (day := parse_day(row["published_on"]))
    }
    return tuple(
        Publication(year, days[name]) for name, year in words.years.items() if name in days
    )


def _revisions(sources: Sources, words: Vocabulary) -> tuple[Revision, ...]:
    assert words.years
    of_measures = {field.name for field in words.details}
    return tuple(
        Revision(
            fiscal_year=words.years[row["fiscal_year"]],
            measure_id=row["measure_id"],
            what=Revised.DETAIL if row["what"] in of_measures else Revised(row["what"]),
            planned_year=_year_of_promise(row, words),
            before=row["before"],
            after=row["after"],
            reason=row["reason"],
            detail=row["what"] if row["what"] in of_measures else "",
        )
        for row in rows(sources.revisions)
    )


def _year_of_promise(row: Row, words: Vocabulary) -> FiscalYear | None:
    """The year whose promise was revised; that of a target may lie beyond the plan."""
    assert words.settings
    return words.settings.fiscal_year(int(row["planned_year"])) if row["planned_year"] else None


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
        for row in rows(sources.corrections)
        if (day := parse_day(row["date"]))
    )
