"""Goals, items and measures, with what was planned and reached in each fiscal year."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

from planreport.paragraphs import paragraphs
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Choice, Field
from planreport.plan.settings import Terms


class Standing(Enum):
    """Progress against plan, in the order of the plan's statuses, in one fiscal year.

    The symbols are in JIS X 0208 and are no one's status; ▲ is avoided since it means a loss in
    Japanese public accounts.
    """

    AHEAD = ("ahead", "↑", "計画より先", "{progress}が、{planned}より先に進んでいる")
    ON_PLAN = ("on_plan", "＝", "計画どおり", "{progress}が、{planned}と同じである")
    BEHIND = ("behind", "↓", "計画より遅れ", "{progress}が、{planned}に達していない")

    def __init__(self, code: str, symbol: str, label: str, meaning: str) -> None:
        self.code = code
        self.symbol = symbol
        self.label = label
        self._meaning = meaning

    def meaning(self, terms: Terms) -> str:
        """What it says, in the plan's own words."""
        return self._meaning.format(progress=terms.progress, planned=terms.planned)

    @property
    def look(self) -> str:
        """What the stylesheets call it."""
        return self.code

    @property
    def is_good(self) -> bool:
        """Whether it counts as going well."""
        return self is not Standing.BEHIND

    @property
    def is_outside(self) -> bool:
        return False


# What a measure counts as in a year: how it stands against the plan or, where nothing is compared,
# the word that it got. Both have a code, symbol, label, meaning and look.
Outcome = Standing | Choice
# The same of a measure whose year was published without its answer: counted apart, in no share.
UNREPORTED = Choice(
    0, "未報告", "公表までに、報告がなかった", is_outside=True, symbol="？", look="missing"
)


values = paragraphs  # what a cell has that may have several of them


@dataclass(frozen=True)
class YearRecord:
    """What was planned for one measure in one fiscal year and, once reported, what became of it.

    `choices` and `texts` are by the names of their fields; what is empty is left out. A number is
    among the texts, in plain digits. `lead` names the field that says how far the measure is, or how
    well it went. `is_due`: the year is reported, so that what the record does not say is missing.
    """

    fiscal_year: FiscalYear
    choices: Mapping[str, Choice]
    texts: Mapping[str, str] = field(default_factory=dict)
    lead: str = "progress"
    is_due: bool = False

    def cell(self, name: str) -> str:
        """What a field says, as the data's cell has it."""
        choice = self.choices.get(name)
        return choice.label if choice else self.texts.get(name, "")

    @property
    def planned(self) -> Choice | None:
        """The stage planned; None in a plan that plans none, or plans in words."""
        return self.choices.get("planned")

    @property
    def reached(self) -> Choice | None:
        return self.choices.get(self.lead)

    @property
    def progress(self) -> Choice | None:
        return self.choices.get("progress")

    @property
    def assessment(self) -> Choice | None:
        return self.choices.get("assessment")

    @property
    def actions(self) -> str:
        return self.texts.get("actions", "")

    @property
    def promised(self) -> "YearRecord":
        """The same without what was reported."""
        planned = self.choices.get("planned")
        text = self.texts.get("planned")
        return replace(
            self,
            choices={"planned": planned} if planned else {},
            texts={"planned": text} if text else {},
            is_due=False,
        )

    @property
    def is_reported(self) -> bool:
        return any(name != "planned" for name in (*self.choices, *self.texts))

    @cached_property
    def standing(self) -> Standing | None:
        progress, planned = self.progress, self.planned
        if progress is None or planned is None or progress.is_outside or planned.is_outside:
            return None
        if progress.order > planned.order:
            return Standing.AHEAD
        return Standing.ON_PLAN if progress.order == planned.order else Standing.BEHIND

    @cached_property
    def outcome(self) -> Outcome | None:
        """What it counts as; None until its year is reported, or where it is reported in texts."""
        reached = self.reached
        if reached and self.planned and self.planned.is_outside:
            return self.planned
        is_missing = self.is_due and (self.lead or not self.is_reported)
        return self.standing or reached or (UNREPORTED if is_missing else None)


@dataclass(frozen=True)
class Measure:
    """The unit that is planned, reported and counted; `years` has one record per active year.

    `summary` are its paragraphs, bullets all of them where none has the sign of one. `withdrawn` are
    the years that were planned until the measure was ended before them; `position` is the place among
    all measures of the data, from 1. What is empty is left out of `details`.
    """

    id: str
    title: str
    summary: tuple[str, ...]
    departments: tuple[str, ...]  # the first leads, and answers
    years: tuple[YearRecord, ...]
    withdrawn: tuple[YearRecord, ...] = ()
    position: int = 0
    number: str = ""  # the plan's own
    details: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by the fields' names

    @property
    def heading(self) -> str:
        """Its title behind its number, if the plan has numbers."""
        return f"{self.number}　{self.title}" if self.number else self.title

    @property
    def department(self) -> str:
        """The one that answers."""
        return self.departments[0] if self.departments else ""

    @cached_property
    def _by_year(self) -> dict[FiscalYear, YearRecord]:
        return {record.fiscal_year: record for record in self.years}

    def in_year(self, fiscal_year: FiscalYear) -> YearRecord | None:
        """The record of a year; None where the measure had not begun or had ended."""
        return self._by_year.get(fiscal_year)

    def told(self, fields: Iterable[Field]) -> list[Field]:
        """Those that any of its years says something in, or must."""
        return [
            field
            for field in fields
            if field.is_required or any(record.cell(field.name) for record in self.years)
        ]


@dataclass(frozen=True)
class Group:
    """Measures under a goal that have a heading in common, or no heading but the goal's.

    A plan has such headings on as many levels as it has words for them, and need not have any. `own`
    are the measures right below the heading, `groups` those of the next level in it.
    """

    path: tuple[str, ...]  # the headings from the widest group's to its own; () for the goal's
    own: tuple[Measure, ...]
    groups: tuple["Group", ...] = ()

    @property
    def title(self) -> str:
        return self.path[-1]

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """All that are in it."""
        return (*self.own, *(measure for group in self.groups for measure in group.measures))

    @property
    def unfolded(self) -> Iterator["Group"]:
        """Itself, and whatever is in it, each before what is in that."""
        yield self
        for group in self.groups:
            yield from group.unfolded


@dataclass(frozen=True)
class Goal:
    id: str
    title: str
    top: Group  # what stands below its heading
    number: str = ""  # the plan's own

    @property
    def own(self) -> tuple[Measure, ...]:
        """Those that are in no group."""
        return self.top.own

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.top.groups

    @property
    def measures(self) -> tuple[Measure, ...]:
        return self.top.measures

    @property
    def unfolded(self) -> Iterator[Group]:
        """The groups of all levels, each before those in it."""
        return (inner for group in self.groups for inner in group.unfolded)

    @property
    def items(self) -> tuple[Group, ...]:
        """What measures stand right below."""
        return tuple(item for _, item in self.openings)

    @property
    def openings(self) -> Iterator[tuple[tuple[Group, ...], Group]]:
        """The groups that begin together, for each item, which is the last of them if any begins."""
        begun: tuple[Group, ...] = ()
        for group in self.top.unfolded:
            if group.path:
                begun += (group,)
            if group.own:
                yield begun, group
                begun = ()
