"""The words that rows may use, taken from whatever could be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from planreport.check.cells import is_usable, rows
from planreport.check.declared import are_levels
from planreport.load import (
    INDICATORS_FILE,
    PUBLISHED_FILE,
    REVISIONS_FILE,
    Row,
    Sources,
    Table,
    TomlFile,
)
from planreport.plan import Settings
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Field, Schedule, lead, record_fields
from planreport.plan.published import columns, keep
from planreport.plan.revisions import Revised
from planreport.plan.settings import Paper, Terms

# What a rule or a correction can name: measure, fiscal year and column.
Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Vocabulary:
    """What is known, by the word that a row uses for it. None: not known, so don't judge by it."""

    settings: Settings | None
    fields: tuple[Field, ...]  # of a year's record
    schedule: Field | None  # what is planned of each year, in a plan that plans by years
    lead: str  # the name of the field that a report is led by
    years: Mapping[str, FiscalYear] | None
    goals: Mapping[str, Row] | None
    measures: Mapping[str, Row] | None
    indicators: Mapping[str, Row] | None
    published: frozenset[str] | None  # the years that were declared published
    unanswered: frozenset[Cell]  # that were published empty
    collecting: str | None  # the last year begun, unless published: its cells may be empty
    closes: bool  # whether any year that is not published may have empty cells
    ended: frozenset[str] | None  # the ids of measures that a revision ended half way
    left: frozenset[str] | None  # the ids of goals that a revision moved a measure out of
    reported: tuple[str, ...]  # the years that are shown: filled in, or published as they are

    @property
    def has_indicators(self) -> bool:
        """Whether the plan has any, or may have some."""
        return self.indicators is None or bool(self.indicators)

    @property
    def of_readings(self) -> tuple[Field, ...]:
        """The fields of an indicator's reading."""
        return self.settings.indicator_fields if self.settings else ()

    @cached_property
    def subjects(self) -> Mapping[str, Row] | None:
        """All that is reported of each year, by id: measures and indicators."""
        if self.measures is None or self.indicators is None:
            return None
        return {**self.measures, **self.indicators}

    def fields_of(self, id_: str) -> tuple[Field, ...]:
        """The fields of what is reported of a measure or an indicator; of neither, those of both."""
        if id_ in (self.indicators or ()):
            return self.of_readings
        is_measure = id_ in (self.measures or ()) or not self.indicators
        return self.fields if is_measure else (*self.fields, *self.of_readings)

    @property
    def unshown(self) -> frozenset[str]:
        """The plan's years before the first whose report is shown."""
        unshown = self.settings.unshown if self.settings and self.years else ()
        return frozenset(str(year.year) for year in unshown)

    @property
    def papers(self) -> tuple[Paper, ...]:
        return self.settings.papers if self.settings else ()

    def needs(self, field: Field, measure_id: str, year: str) -> bool:
        """Whether a cell of progress/ must be filled in."""
        if not field.is_required or self.published is None:
            return False
        if year in self.published:
            return field.is_published and (measure_id, year, field.name) not in self.unanswered
        return not self.closes and year != self.collecting

    @property
    def details(self) -> tuple[Field, ...]:
        """The fields that measures.csv has columns for."""
        return self.settings.details if self.settings else ()

    @property
    def levels(self) -> tuple[str, ...] | None:
        """What the groups between goal and measure are called."""
        item = self.settings.terms.item if self.settings else None
        return item if item is not None and are_levels(item) else None

    @property
    def in_progress(self) -> tuple[Field, ...]:
        """The fields that progress/ has columns for."""
        return tuple(field for field in self.fields if not field.is_scheduled)

    def active_years(self, measure: Row) -> list[FiscalYear]:
        """The years in which a measure is planned; all of the plan's where it names none.

        None at all where it names wrong ones: a rule says so, and its rows are not judged by them.
        """
        if not self.years:
            return []
        names = list(self.years)
        first, last = measure["first_year"] or names[0], measure["last_year"] or names[-1]
        if first not in names or last not in names:
            return []
        return list(self.years.values())[names.index(first) : names.index(last) + 1]

    def active_names(self, measure: Row) -> list[str]:
        """The same as rows write them."""
        return [str(year.year) for year in self.active_years(measure)]


def vocabulary(
    sources: Sources, settings: Settings | None, fields: tuple[Field, ...], closes: bool = False
) -> Vocabulary:
    years = {str(year.year): year for year in settings.years} if settings else {}
    published = _column(sources, PUBLISHED_FILE, sources.published, "fiscal_year")
    indicators = None
    if INDICATORS_FILE not in sources.unread:
        indicators = _by_id(sources.indicators, "indicator_id") if rows(sources.indicators) else {}
    kept = [columns(fields), columns(settings.indicator_fields if settings else ())]
    begun = [name for name in years if name in sources.progress]
    is_open = begun and begun[-1] not in (published or ()) and not closes
    collecting = begun[-1] if is_open else None
    return Vocabulary(
        settings=settings,
        fields=fields,
        schedule=next((field for field in fields if field.is_scheduled), None),
        lead=leading.name if (leading := lead(fields)) else "",
        years=years or None,
        goals=_by_id(sources.goals, "goal_id"),
        measures={} if sources.has_indicators_alone else _by_id(sources.measures, "measure_id"),
        indicators=indicators,
        published=published,
        unanswered=frozenset(
            (row["measure_id"], row["fiscal_year"], field.name)
            for row in rows(sources.published)
            for column, field in kept[row["measure_id"] in (indicators or ())].items()
            if row.cells.get(column) == keep(field, "")
        ),
        collecting=collecting,
        closes=closes,
        ended=_revised(sources, settings, "measure_id", Revised.ENDED),
        left=_revised(sources, settings, "before", Revised.GOAL),
        reported=tuple(
            name
            for name in begun
            if name != collecting
            or not (gaps(sources.progress[name], fields) or untold(sources.values.get(name)))
        ),
    )


def fields_of(file: TomlFile | None, settings: Settings | None) -> tuple[Field, ...]:
    """The fields of a year's record, without the lists of words that cannot be read."""
    named = file.values.get("assessments") if file else None
    return record_fields(
        settings.terms if settings else Terms(),
        (settings and settings.statuses) or None,
        # A plan may do without assessments.
        settings.assessments if settings and (settings.assessments or not named) else None,
        settings.schedule if settings else Schedule.STAGE,
        settings.own_fields if settings else (),
    )


def gaps(progress: Table | None, fields: Iterable[Field]) -> list[Row]:
    """The rows of a year that nobody has filled in, or only in part."""
    needed = [field.name for field in fields if field.is_required and not field.is_scheduled]
    return [row for row in rows(progress) if not all(row[name] for name in needed)]


def untold(values: Table | None) -> list[Row]:
    """The rows of a year's values that neither give one nor say why there is none."""
    return [row for row in rows(values) if not row["value"] and not row["state"]]


def _column(sources: Sources, file: str, table: Table | None, column: str) -> frozenset[str] | None:
    """What stands in a column; None where nobody knows."""
    return None if file in sources.unread else frozenset(row[column] for row in rows(table))


def _revised(
    sources: Sources, settings: Settings | None, column: str, what: Revised
) -> frozenset[str] | None:
    """What stands in a column of one kind of revisions; None where any may be of that kind."""
    details = settings.details if settings else ()
    kinds = {*(kind.value for kind in Revised), *(field.name for field in details)}
    given = rows(sources.revisions)
    if REVISIONS_FILE in sources.unread or any(row["what"] not in kinds for row in given):
        return None
    return frozenset(row[column] for row in given if row["what"] == what.value)


def _by_id(table: Table | None, column: str) -> dict[str, Row] | None:
    """None where an id is unusable, too: other tables may have it as it was."""
    found: dict[str, Row] = {}
    for row in rows(table):
        found.setdefault(row[column], row)
    return found if found and all(map(is_usable, found)) else None
