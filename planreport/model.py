"""The plan: frozen values that the rules have accepted. Nothing here reads or writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property

# First fiscal year of each era, newest first. The fiscal year begins on 1 April; Reiwa began on
# 1 May 2019, so fiscal year 2019 has two names and a plan says which one it uses.
_ERAS = ((2019, "令和"), (1989, "平成"), (1926, "昭和"))
_ERA_BEGINS = {"令和": date(2019, 5, 1), "平成": date(1989, 1, 8), "昭和": date(1926, 12, 25)}


@dataclass(frozen=True, order=True)
class FiscalYear:
    """April of `year` to March of the next; `year` is the Western year of that April."""

    year: int
    era_2019: str = "令和元年度"

    def __str__(self) -> str:
        """The name of the year in the Japanese calendar, such as 令和3年度."""
        if self.year == 2019:
            return self.era_2019
        first, era = next((era for era in _ERAS if era[0] <= self.year), _ERAS[-1])
        count = self.year - first + 1
        return f"{era}{'元' if count == 1 else count}年度"

    @property
    def short(self) -> str:
        """The year without 年度, for the foot of a chart: 令和3."""
        return str(self).removesuffix("年度")

    @property
    def full(self) -> str:
        """Both calendars, as cities write it: 令和3年度（2021年度）."""
        return f"{self}（{self.year}年度）"


def japanese_date(day: date) -> str:
    """A day in both calendars: 令和8年（2026年）11月22日."""
    era, first = next((era, begins.year) for era, begins in _ERA_BEGINS.items() if begins <= day)
    count = day.year - first + 1
    return f"{era}{'元' if count == 1 else count}年（{day.year}年）{day.month}月{day.day}日"


@dataclass(frozen=True)
class Status:
    """A step of the plan's vocabulary; a higher `order` is further on (the first is 1)."""

    order: int
    label: str
    meaning: str
    reading: str = ""  # said instead of a label that is a mere symbol, such as ◎


@dataclass(frozen=True)
class Assessment:
    """A category of the published tally: the city's own judgement of a measure."""

    label: str
    meaning: str = ""
    as_planned: bool = False  # the category that counts what reached its planned status or more


class Standing(Enum):
    """Progress against plan, in the order of the plan's statuses, in one fiscal year.

    The symbols are in JIS X 0208 and are no one's status; ▲ is avoided since it means a loss in
    Japanese public accounts.
    """

    AHEAD = ("ahead", "↑", "計画より先", "進捗が、年次計画より進んだ段階にある")
    ON_PLAN = ("on_plan", "＝", "計画どおり", "進捗が、年次計画と同じ段階にある")
    BEHIND = ("behind", "↓", "計画より遅れ", "進捗が、年次計画より前の段階にある")

    def __init__(self, code: str, symbol: str, label: str, meaning: str) -> None:
        self.code = code
        self.symbol = symbol
        self.label = label
        self.meaning = meaning


# Between the points of a summary, in the data's cells.
BULLET_SEPARATOR = "|"


def bullets(summary: str) -> tuple[str, ...]:
    """The points of a summary as the data's cell has it."""
    return tuple(point.strip() for point in summary.split(BULLET_SEPARATOR))


@dataclass(frozen=True)
class YearRecord:
    """What was planned for one measure in one fiscal year and, once reported, what became of it."""

    fiscal_year: FiscalYear
    planned: Status
    progress: Status | None = None
    actions: str = ""
    assessment: Assessment | None = None
    remarks: str = ""  # between the departments and the plan's section; never published

    @property
    def is_reported(self) -> bool:
        return self.progress is not None

    @property
    def standing(self) -> Standing | None:
        if self.progress is None:
            return None
        if self.progress.order > self.planned.order:
            return Standing.AHEAD
        return Standing.ON_PLAN if self.progress == self.planned else Standing.BEHIND


@dataclass(frozen=True)
class Measure:
    """The unit that is planned, reported and counted; `years` has one record per active year.

    `withdrawn` are the years that were planned until the measure was ended before them; `position`
    is the place among all measures of the data, from 1.
    """

    id: str
    title: str
    summary: tuple[str, ...]
    department: str
    years: tuple[YearRecord, ...]
    withdrawn: tuple[YearRecord, ...] = ()
    position: int = 0

    @cached_property
    def _by_year(self) -> dict[FiscalYear, YearRecord]:
        return {record.fiscal_year: record for record in self.years}

    def in_year(self, fiscal_year: FiscalYear) -> YearRecord | None:
        """The record of a year; None where the measure had not begun or had ended."""
        return self._by_year.get(fiscal_year)


@dataclass(frozen=True)
class Item:
    """Groups measures under a goal."""

    title: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Goal:
    id: str
    title: str
    items: tuple[Item, ...]

    @property
    def measures(self) -> Iterator[Measure]:
        return (measure for item in self.items for measure in item.measures)


@dataclass(frozen=True)
class Filed:
    """A measure with the goal and the item that it belongs to."""

    goal_id: str
    item: str
    measure: Measure


def arrange(titles: Mapping[str, str], measures: Iterable[Filed]) -> tuple[Goal, ...]:
    """The goals of `titles` (by id) that have measures, and these in their items.

    Measures are in the order of their positions, items in that of their first measures.
    """
    items: dict[str, dict[str, list[Measure]]] = {goal_id: {} for goal_id in titles}
    for filed in sorted(measures, key=lambda filed: filed.measure.position):
        items[filed.goal_id].setdefault(filed.item, []).append(filed.measure)
    return tuple(
        Goal(
            goal_id,
            titles[goal_id],
            tuple(Item(title, tuple(members)) for title, members in of_goal.items()),
        )
        for goal_id, of_goal in items.items()
        if of_goal
    )


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
class Contact:
    """Whom to ask. All but `name` may be empty."""

    name: str
    phone: str = ""
    email: str = ""
    url: str = ""


@dataclass(frozen=True)
class Logo:
    file: str  # its name in the site
    alt: str
    content: bytes


@dataclass(frozen=True)
class Theme:
    """What a city changes of the site's look; a colour that is "" stays that of the stylesheet."""

    colour: str = ""
    link: str = ""
    logo: Logo | None = None


@dataclass(frozen=True)
class FooterLink:
    text: str
    url: str


@dataclass(frozen=True)
class Licence:
    name: str
    url: str = ""


@dataclass(frozen=True)
class Terms:
    """What this plan calls its parts; the defaults are only the commonest words."""

    goal: str = "目標"
    item: str = "計画項目"
    measure: str = "計画内容"
    unit: str = "項目"  # what measures are counted in: 30項目, 30事業
    summary: str = "概要"
    actions: str = "実施内容"
    planned: str = "年次計画"
    plan: str = "計画"  # the same in a word that fits into a cell
    progress: str = "進捗"
    table: str = "総括表"


# A table carries what was done in at most so many years, the latest ones: with more, its columns
# would be narrower than a phrase.
NARRATIVE_YEARS = 5


@dataclass(frozen=True)
class Paper:
    """A PDF to be made: the full table, or the overview on one sheet."""

    file: str
    title: str
    content: str  # "table" or "overview"
    size: str  # "A3" or "A4"
    orientation: str  # "landscape" or "portrait"
    narrative_years: int  # at most so many years, the latest, tell what was done


@dataclass(frozen=True)
class Update:
    """One line of the data's update history."""

    date: date
    text: str


class Revised(Enum):
    """What of a measure a plan may change half way."""

    TITLE = "title"
    SUMMARY = "summary"
    DEPARTMENT = "department"
    ITEM = "item"
    GOAL = "goal_id"
    PLANNED = "planned"
    ADDED = "added"
    ENDED = "ended"


@dataclass(frozen=True)
class Revision:
    """A change of the plan that is in force from a fiscal year on (計画の変更).

    `before` and `after` are what the data's cells say; both are empty for ADDED and ENDED.
    `planned_year` is the year whose planned status changed; None unless `what` is PLANNED.
    """

    fiscal_year: FiscalYear
    measure_id: str
    what: Revised
    planned_year: FiscalYear | None
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class Correction:
    """An error that was put right after its fiscal year's report was published (正誤).

    `column` is the data's: planned, progress, actions or assessment.
    """

    date: date
    measure_id: str
    fiscal_year: FiscalYear
    column: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class Publication:
    """A fiscal year's report was published on a day."""

    fiscal_year: FiscalYear
    date: date


@dataclass(frozen=True)
class Answer:
    """What a department has said so far of one measure in the year that is being collected."""

    measure: Measure
    planned: Status
    progress: Status | None
    actions: str
    assessment: Assessment | None
    remarks: str

    @property
    def is_complete(self) -> bool:
        return self.progress is not None and self.actions != ""


@dataclass(frozen=True)
class Collection:
    """The fiscal year that is being collected: the last one begun, until it is published.

    One answer for each measure of the year, in the plan's order.
    """

    fiscal_year: FiscalYear
    answers: tuple[Answer, ...]

    @property
    def missing(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if not answer.is_complete)


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
    terms: Terms = Terms()
    papers: tuple[Paper, ...] = ()
    theme: Theme = Theme()
    footer_links: tuple[FooterLink, ...] = ()

    @property
    def measures(self) -> Iterator[Measure]:
        return (measure for goal in self.goals for measure in goal.measures)

    @property
    def period(self) -> str:
        """The plan's years in words, such as 令和3年度から令和7年度まで."""
        first, last = self.years[0], self.years[-1]
        return str(first) if first == last else f"{first}から{last}まで"


@dataclass(frozen=True)
class Page:
    """A page of prose from content/: front matter and the Markdown below it."""

    name: str  # the file's path below content/, without .md
    title: str
    description: str
    order: int
    markdown: str
