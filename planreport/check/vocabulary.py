"""The words that rows may use, taken from whatever could be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planreport.check.declared import declared
from planreport.load import Row, Sources, Table
from planreport.plan import Settings
from planreport.plan.amended import Revised
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Choice, Field, record_fields
from planreport.plan.settings import Paper, Terms


@dataclass(frozen=True)
class Vocabulary:
    """What is known, by the word that a row uses for it. None: not known, so don't judge by it."""

    settings: Settings | None
    fields: tuple[Field, ...]  # of a year's record
    statuses: Mapping[str, Choice] | None
    years: Mapping[str, FiscalYear] | None
    goals: Mapping[str, Row] | None
    measures: Mapping[str, Row] | None
    published: frozenset[str]  # the years that were declared published
    collecting: str | None  # the last year begun, unless published: its cells may be empty
    ended: frozenset[str]  # the ids of measures that a revision ended half way
    left: frozenset[str]  # the ids of goals that a revision moved a measure out of
    reported: tuple[str, ...]  # the years whose cells are all filled in

    @property
    def papers(self) -> tuple[Paper, ...]:
        return self.settings.papers if self.settings else ()

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


def vocabulary(sources: Sources) -> Vocabulary:
    settings = declared(sources.settings, sources.images) if sources.settings else None
    named = sources.settings.values.get("assessments") if sources.settings else None
    # A plan may do without assessments; words that it has but that cannot be read judge none.
    fields = record_fields(
        settings.terms if settings else Terms(),
        (settings and settings.statuses) or None,
        settings.assessments if settings and (settings.assessments or not named) else None,
    )
    years = {str(year.year): year for year in settings.years} if settings else {}
    published = _published(sources.published)
    begun = [name for name in years if name in sources.progress]
    collecting = begun[-1] if begun and begun[-1] not in published else None
    revisions = sources.revisions.rows if sources.revisions else ()
    return Vocabulary(
        settings=settings,
        fields=fields,
        statuses=fields[0].choices,
        years=years or None,
        goals=_by_id(sources.goals, "goal_id"),
        measures=_by_id(sources.measures, "measure_id"),
        published=published,
        collecting=collecting,
        ended=frozenset(
            row["measure_id"] for row in revisions if row["what"] == Revised.ENDED.value
        ),
        left=frozenset(row["before"] for row in revisions if row["what"] == Revised.GOAL.value),
        reported=tuple(
            name for name in begun if name != collecting or not gaps(sources.progress[name], fields)
        ),
    )


def gaps(progress: Table | None, fields: Iterable[Field]) -> list[Row]:
    """The rows of a year that nobody has filled in, or only in part."""
    needed = [field.name for field in fields if field.is_required and not field.is_scheduled]
    rows = progress.rows if progress else ()
    return [row for row in rows if not all(row[name] for name in needed)]


def _published(table: Table | None) -> frozenset[str]:
    return frozenset(row["fiscal_year"] for row in table.rows) if table else frozenset()


def _by_id(table: Table | None, column: str) -> dict[str, Row] | None:
    if table is None or column not in table.columns:
        return None
    rows: dict[str, Row] = {}
    for row in table.rows:
        if row[column]:
            rows.setdefault(row[column], row)
    return rows or None
