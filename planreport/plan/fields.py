"""The record of a year: the one list of its fields.

Rules, forms, answers, corrections, publication, search, papers and open data walk this list. By name
go only what compares the stage planned with the stage reached, what counts the assessments, and what
asks whether the actions are those of the year before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from planreport.plan.numbers import grouped
from planreport.plan.settings import Terms

TEXT_LIMIT = 3000  # characters, if a plan does not say


class Schedule(Enum):
    """What a plan promises for each fiscal year."""

    STAGE = "stage"  # the stage that is to be reached
    TEXT = "text"  # what is to be done, in words
    NONE = "none"


class Kind(Enum):
    STAGE = "段階"  # a word whose place in its list says how far a measure has come
    CHOICE = "区分"  # a word of a list
    TEXT = "文章"
    NUMBER = "数"


@dataclass(frozen=True)
class Choice:
    """A word of a list that the plan defines: a stage or, as a grade, the city's own judgement."""

    order: int  # its place in the list, from 1; a later stage is further on
    label: str
    meaning: str = ""
    reading: str = ""  # said instead of a label that is a mere symbol, such as ◎
    as_planned: bool = False  # the grade that counts what reached its planned stage or more
    is_good: bool = False  # whether it counts as going well, where nothing is compared with a plan
    is_outside: bool = False  # of the order: counted and shown, compared with nothing
    level: int = 0  # how far on or how good, from 1; 0 where it is compared with no other
    symbol: str = ""  # one character that stands for it in pictures
    look: str = ""  # what the stylesheets call it

    @property
    def code(self) -> str:
        """What addresses say."""
        return self.label

    @property
    def is_long(self) -> bool:
        """Whether it needs more than a line or two of a narrow column."""
        return len(self.label) > 8

    @property
    def explained(self) -> str:
        """Its meaning, which begins with how to read it where it is a mere symbol."""
        return "：".join(filter(None, (self.reading, self.meaning)))


@dataclass(frozen=True)
class Field:
    """One thing that is said of a measure each fiscal year.

    What is published can be corrected, and nothing else. In `question` the form puts the year, the
    plan's word for a measure, and whom the answer goes to.
    """

    name: str  # of its column in data/, in the forms and in the open data
    label: str  # what the plan calls it
    kind: Kind
    meaning: str  # of its column in the open data
    # By label; None for what is in no list, or where it is not known.
    choices: Mapping[str, Choice] | None = None
    question: str = ""
    example: str = ""  # of a text
    limit: int = 0  # of a text, in characters
    unit: str = ""  # of a number
    is_summed: bool = False  # whether the numbers of several measures add up to something
    is_scheduled: bool = False  # promised in schedule.csv; all else is reported in progress/
    is_required: bool = False  # a year is complete once every measure has it
    is_published: bool = True
    is_for_next_year: bool = False  # whether it is what is planned, in words, for the year after
    by: str = ""  # who says it, if not the department in charge
    leads: bool = False  # whether it is what the report is led by, though it is not the first

    @property
    def is_asked(self) -> bool:
        """Whether somebody fills it in; of a list without a word nothing can be chosen."""
        return not self.is_scheduled and self.choices != {}

    @property
    def is_graded(self) -> bool:
        """Whether it says in a word how far a measure is, or how well it went."""
        return self.choices is not None and self.is_published and not self.is_scheduled

    @property
    def is_narrative(self) -> bool:
        """Whether it is a text that a year's report cannot do without."""
        return self.kind is Kind.TEXT and self.is_required

    @property
    def heading(self) -> str:
        """What stands above its values: a number's unit is said there."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label

    def shown(self, cell: str) -> str:
        """What a cell says as people read it: a number grouped, with its unit behind it."""
        return f"{self.bare(cell)}{self.unit}" if cell else ""

    def bare(self, cell: str) -> str:
        """The same where the heading says the unit."""
        return grouped(Decimal(cell)) if self.kind is Kind.NUMBER and cell else cell

    @property
    def noun(self) -> str:
        """What its values are called where they are wrong."""
        return self.label if self.kind is Kind.CHOICE else self.kind.value


def record_fields(
    terms: Terms,
    statuses: Iterable[Choice] | None,
    assessments: Iterable[Choice] | None,
    schedule: Schedule = Schedule.STAGE,
    own: Iterable[Field] = (),
) -> tuple[Field, ...]:
    """The fields of a year's record in the order of form, page, table and open data.

    A list of words that is not known is None; one without a word is a list all the same. `own` are
    those that a plan declares instead of the usual ones.
    """
    lists = {"progress": _by_label(statuses), "assessment": _by_label(assessments)}
    lists["planned"] = lists["progress"] if schedule is Schedule.STAGE else None
    reported = tuple(own) or usual_fields(terms)
    return tuple(
        replace(field, choices=lists[field.name]) if field.name in lists else field
        for field in (*_scheduled(terms, schedule), *reported)
    )


def lead(fields: Iterable[Field]) -> Field | None:
    """The field that a report is led by: the one that its plan names, or else its first grade."""
    graded = [field for field in fields if field.is_graded and field.choices]
    return next((field for field in graded if field.leads), graded[0] if graded else None)


def ahead(fields: Iterable[Field]) -> Field | None:
    """The field that says what is planned for the year after, in a plan that asks for it yearly."""
    return next((field for field in fields if field.is_for_next_year), None)


def _scheduled(terms: Terms, schedule: Schedule) -> tuple[Field, ...]:
    if schedule is Schedule.NONE:
        return ()
    in_words = schedule is Schedule.TEXT
    return (
        Field(
            "planned",
            terms.planned,
            Kind.TEXT if in_words else Kind.STAGE,
            "その年度に計画したこと" if in_words else "その年度に計画した段階",
            limit=TEXT_LIMIT if in_words else 0,
            is_scheduled=True,
            is_required=True,
        ),
    )


def usual_fields(terms: Terms) -> tuple[Field, ...]:
    """What is reported where a plan does not say what; the words of their lists are the plan's."""
    return (
        Field(
            "progress",
            terms.progress,
            Kind.STAGE,
            "その年度に達した段階",
            question="{year}の終わりの段階",
            is_required=True,
        ),
        Field(
            "actions",
            terms.actions,
            Kind.TEXT,
            "その年度に行ったこと",
            question="{year}に何をしたか",
            example="市民への説明会を3回開き、延べ120人が参加した。"
            "出された意見を基に、案内の文章を見直した。",
            limit=TEXT_LIMIT,
            is_required=True,
        ),
        Field("assessment", "区分", Kind.CHOICE, "集計の区分", question="{measure}に対する判断"),
        Field(
            "remarks",
            "備考",
            Kind.TEXT,
            "担当課から計画の担当への連絡",
            question="{whom}へ伝えたいこと",
            example="参加者の数は、3月末の見込みです。",
            limit=1000,
            is_published=False,
        ),
    )


def _by_label(choices: Iterable[Choice] | None) -> dict[str, Choice] | None:
    return None if choices is None else {choice.label: choice for choice in choices}
