"""The plan: frozen values that the rules have accepted. Nothing here reads or writes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from planreport.plan.arrange import Filed
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Choice, Field, Kind, Schedule, lead, record_fields
from planreport.plan.indicators import Band, Indicator, indicator_fields
from planreport.plan.measures import UNREPORTED, Goal, Measure, Outcome, Standing, YearRecord
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
    reported_from: FiscalYear | None = None  # whose report is the first shown; None: of all
    terms: Terms = field(default_factory=Terms)
    schedule: Schedule = Schedule.STAGE
    own_fields: tuple[Field, ...] = ()  # declared instead of the usual ones
    details: tuple[Field, ...] = ()  # what is said of each measure once, for all years
    statuses: tuple[Choice, ...]
    assessments: tuple[Choice, ...] = ()
    bands: tuple[Band, ...] = ()  # the grades of indicators, the best first
    published_tallies: tuple[PublishedTally, ...] = ()
    history: tuple[Update, ...] = ()
    papers: tuple[Paper, ...] = ()
    contact: Contact | None = None
    licence: Licence | None = None
    theme: Theme = field(default_factory=Theme)
    footer_links: tuple[FooterLink, ...] = ()
    has_measures: bool = True  # a plan may set aims for its indicators alone

    @property
    def unshown(self) -> tuple[FiscalYear, ...]:
        """The plan's years before the first whose report is shown."""
        first = self.reported_from
        return tuple(year for year in self.years if first and year < first)

    def fiscal_year(self, year: int) -> FiscalYear:
        """A year, the plan's own or not, by the name that the plan uses."""
        return FiscalYear(year, self.years[0].era_2019)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields of a year's record."""
        if not self.has_measures:
            return ()
        lists = (self.statuses, self.assessments)
        return record_fields(self.terms, *lists, self.schedule, self.own_fields)

    @cached_property
    def indicator_fields(self) -> tuple[Field, ...]:
        """The fields of an indicator's reading."""
        return indicator_fields(self.bands)

    @cached_property
    def lead(self) -> Field | None:
        """The field that the report is led by; None in a plan that reports in texts alone."""
        return lead(self.fields)

    @cached_property
    def graded(self) -> tuple[Field, ...]:
        """The fields that say in a word how far a measure is, or how well it went."""
        return tuple(field for field in self.fields if field.is_graded)

    @cached_property
    def worded(self) -> tuple[Field, ...]:
        """The same, beside the stage planned where there is one."""
        told = (field for field in self.fields if field.is_published)
        return tuple(field for field in told if field.choices)

    @cached_property
    def explained(self) -> tuple[Field, ...]:
        """The fields whose words stand alone, where pages count or name them, and have a meaning."""
        alone = (*(() if self.compares else self.worded), *self.details)
        return tuple(f for f in alone if any(w.explained for w in (f.choices or {}).values()))

    @property
    def lead_explained(self) -> tuple[Field, ...]:
        """The leading one of them, if it is one."""
        return tuple(field for field in self.explained if field is self.lead)

    @property
    def others_explained(self) -> tuple[Field, ...]:
        return tuple(field for field in self.explained if field is not self.lead)

    @cached_property
    def beside(self) -> tuple[Field, ...]:
        """The words of a year that stand beside the leading one.

        A plan that compares stages and declares no fields has the categories of its tally alone,
        which the tally counts.
        """
        if self.compares and not self.own_fields:
            return ()
        others = (field for field in self.worded if field is not self.lead)
        return tuple(field for field in others if not (self.compares and field.is_scheduled))

    @property
    def compares(self) -> bool:
        """Whether the stages reached are compared with stages that were planned."""
        leads = self.lead is not None and self.lead.kind is Kind.STAGE
        return leads and self.schedule is Schedule.STAGE

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What a measure can count as in a year, in the order in which it is shown."""
        words = tuple((self.lead.choices or {}).values()) if self.lead else ()
        if not self.compares:
            return words
        return (*Standing, *(word for word in words if word.is_outside))

    @property
    def outside(self) -> tuple[Outcome, ...]:
        """What is counted and shown, in no share."""
        return tuple(outcome for outcome in self.outcomes if outcome.is_outside)

    @cached_property
    def ladder(self) -> tuple[Choice, ...]:
        """The words of the leading field in their order, the last the furthest on or the best; none
        where the plan says no order."""
        words = (self.lead.choices or {}).values() if self.lead else ()
        return tuple(sorted((w for w in words if w.level), key=lambda word: word.level))

    @cached_property
    def lagging(self) -> tuple[Outcome, ...]:
        """What does not count as going well; nothing where the plan does not say what does."""
        if not any(outcome.is_good for outcome in self.outcomes):
            return ()
        return tuple(o for o in self.outcomes if not o.is_good and not o.is_outside)


@dataclass(frozen=True, kw_only=True)
class Plan(Settings):
    """A plan with all that has been reported so far.

    `reported` are the years whose progress is complete.
    """

    reported: tuple[FiscalYear, ...]
    goals: tuple[Goal, ...]
    indicators: tuple[Indicator, ...] = ()
    goal_titles: Mapping[str, str] = field(default_factory=dict)  # by id, also of those left empty
    goal_numbers: Mapping[str, str] = field(default_factory=dict)  # the plan's own, by id
    publications: tuple[Publication, ...] = ()
    revisions: tuple[Revision, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @cached_property
    def aim(self) -> str:
        """What the targets of all indicators are called."""
        words = {indicator.aim for indicator in self.indicators}
        return words.pop() if len(words) == 1 else "目標値（計画値）" if words else "目標値"

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Among them that nothing is reported, where a year was published so."""
        return (*super().outcomes, *self.unreported)

    @property
    def unreported(self) -> tuple[Choice, ...]:
        """What a measure counts as that nobody has reported, where a year was published so."""
        return (UNREPORTED,) if self.has_gaps else ()

    @cached_property
    def has_gaps(self) -> bool:
        """Whether a year was published without an answer of some measure."""
        return any(r.outcome is UNREPORTED for measure in self.measures for r in measure.years)

    def missing(self, record: YearRecord) -> tuple[Field, ...]:
        """What is to be published of a year that is reported, and is not there."""
        published = (field for field in self.fields if field.is_required and field.is_published)
        return tuple(field for field in published if record.is_due and not record.cell(field.name))

    @cached_property
    def by_id(self) -> Mapping[str, Measure | Indicator]:
        measures = {measure.id: measure for measure in self.measures}
        return {**measures, **{indicator.id: indicator for indicator in self.indicators}}

    @property
    def measures(self) -> Iterator[Measure]:
        return (measure for goal in self.goals for measure in goal.measures)

    @property
    def filed(self) -> Iterator[Filed]:
        """The measures, each with where it stands."""
        return (
            Filed(goal.id, item.path, measure)
            for goal in self.goals
            for item in goal.items
            for measure in item.own
        )

    @property
    def shown_years(self) -> tuple[FiscalYear, ...]:
        """The years that have a column: of a plan that promises nothing, those reported."""
        is_promised = self.schedule is not Schedule.NONE or not self.reported
        return self.years if is_promised else self.reported

    @cached_property
    def valued_years(self) -> tuple[FiscalYear, ...]:
        """The years of which indicators have values: those reported, and of the earlier ones those for
        which the data has some."""
        read = {r.fiscal_year for it in self.indicators for r in it.readings if r.is_due}
        return (*(year for year in self.unshown if year in read), *self.reported)

    @cached_property
    def texts(self) -> tuple[Field, ...]:
        """The texts that are published of each year."""
        return self._published(Kind.TEXT)

    @cached_property
    def grades(self) -> tuple[Field, ...]:
        """The judgements that are published of each year."""
        return self._published(Kind.CHOICE)

    @cached_property
    def numbers(self) -> tuple[Field, ...]:
        """The numbers that are published of each year."""
        return self._published(Kind.NUMBER)

    def _published(self, kind: Kind) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.is_published and field.kind is kind)

    @property
    def period(self) -> str:
        """The plan's years in words, such as 令和3年度から令和7年度まで."""
        first, last = self.years[0], self.years[-1]
        return str(first) if first == last else f"{first}から{last}まで"
