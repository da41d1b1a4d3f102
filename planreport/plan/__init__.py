"""The plan: frozen values that the rules have accepted. Nothing here reads or writes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from planreport.plan.amended import Correction, Publication, Revision
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Assessment, Status
from planreport.plan.measures import Goal, Measure
from planreport.plan.settings import Contact, FooterLink, Licence, Paper, Terms, Theme, Update


@dataclass(frozen=True)
class PublishedCount:
    assessment: Assessment
    count: int
    percent: int


@dataclass(frozen=True)
class PublishedTally:
    """What the city itself published for one fiscal year; percentages are whole numbers."""

    fiscal_year: FiscalYear
    total: int
    counts: tuple[PublishedCount, ...]


@dataclass(frozen=True)
class Plan:
    """A plan with all that has been reported so far.

    `reported` are the years whose progress is complete.
    """

    title: str
    municipality: str
    area_code: str
    source: str
    notice: str  # said at the foot of every page, such as who publishes the site
    base_url: str
    updated: date
    years: tuple[FiscalYear, ...]
    reported: tuple[FiscalYear, ...]
    statuses: tuple[Status, ...]
    assessments: tuple[Assessment, ...]
    goals: tuple[Goal, ...]
    published_tallies: tuple[PublishedTally, ...]
    history: tuple[Update, ...]
    original_last_year: int = 0  # the last year before the plan was extended; 0: it was not
    goal_titles: Mapping[str, str] = field(default_factory=dict)  # by id, also of those left empty
    publications: tuple[Publication, ...] = ()
    revisions: tuple[Revision, ...] = ()
    corrections: tuple[Correction, ...] = ()
    contact: Contact | None = None
    licence: Licence | None = None
    terms: Terms = field(default_factory=Terms)
    papers: tuple[Paper, ...] = ()
    theme: Theme = field(default_factory=Theme)
    footer_links: tuple[FooterLink, ...] = ()

    @property
    def measures(self) -> Iterator[Measure]:
        return (measure for goal in self.goals for measure in goal.measures)

    @property
    def period(self) -> str:
        """The plan's years in words, such as 令和3年度から令和7年度まで."""
        first, last = self.years[0], self.years[-1]
        return str(first) if first == last else f"{first}から{last}まで"
