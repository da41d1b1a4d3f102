"""The plan: frozen values that the rules have accepted. Nothing here reads or writes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Choice, Field, Kind, record_fields
from planreport.plan.measures import Goal, Measure
from planreport.plan.revisions import Correction, Publication, Revision
from planreport.plan.settings import Contact, FooterLink, Licence, Paper, Terms, Theme, Update


@dataclass(frozen=True)
class PublishedCount:
    assessment: Choice
    count: int
    percent: int | Decimal


@dataclass(frozen=True)
class PublishedTally:
    """What the city itself published for one fiscal year; shares in per cent, as written."""

    fiscal_year: FiscalYear
    total: int
    counts: tuple[PublishedCount, ...]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What plan.toml declares."""

    title: str
    municipality: str
    area_code: str = ""
    source: str = ""
    notice: str = ""  # said at the foot of every page, such as who publishes the site
    base_url: str = ""
    updated: date
    original_last_year: int = 0  # the last year before the plan was extended; 0: it was not
    years: tuple[FiscalYear, ...]
    terms: Terms = field(default_factory=Terms)
    statuses: tuple[Choice, ...]
    assessments: tuple[Choice, ...] = ()
    published_tallies: tuple[PublishedTally, ...] = ()
    history: tuple[Update, ...] = ()
    papers: tuple[Paper, ...] = ()
    contact: Contact | None = None
    licence: Licence | None = None
    theme: Theme = field(default_factory=Theme)
    footer_links: tuple[FooterLink, ...] = ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields of a year's record."""
        return record_fields(self.terms, self.statuses, self.assessments)


@dataclass(frozen=True, kw_only=True)
class Plan(Settings):
    """A plan with all that has been reported so far.

    `reported` are the years whose progress is complete.
    """

    reported: tuple[FiscalYear, ...]
    goals: tuple[Goal, ...]
    goal_titles: Mapping[str, str] = field(default_factory=dict)  # by id, also of those left empty
    publications: tuple[Publication, ...] = ()
    revisions: tuple[Revision, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def measures(self) -> Iterator[Measure]:
        return (measure for goal in self.goals for measure in goal.measures)

    @property
    def labels(self) -> dict[str, str]:
        """What the plan calls the fields of a year's record, by their names."""
        return {field.name: field.label for field in self.fields}

    @property
    def texts(self) -> tuple[Field, ...]:
        """The texts that are published of each year."""
        return self._published(Kind.TEXT)

    @property
    def grades(self) -> tuple[Field, ...]:
        """The judgements that are published of each year."""
        return self._published(Kind.CHOICE)

    def _published(self, kind: Kind) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.is_published and field.kind is kind)

    @property
    def period(self) -> str:
        """The plan's years in words, such as 令和3年度から令和7年度まで."""
        first, last = self.years[0], self.years[-1]
        return str(first) if first == last else f"{first}から{last}まで"
