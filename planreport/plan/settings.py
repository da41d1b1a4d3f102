"""What a city says of its plan and its site besides the plan itself."""

from dataclasses import dataclass
from datetime import date


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
    item: tuple[str, ...] = ("計画項目",)  # what groups measures, the widest first
    measure: str = "計画内容"
    unit: str = "項目"  # what measures are counted in: 30項目, 30事業
    summary: str = "概要"
    actions: str = "実施内容"
    planned: str = "年次計画"
    plan: str = "計画"  # the same in a word that fits into a cell
    progress: str = "進捗"
    table: str = "総括表"
    indicator: str = "指標"

    @property
    def grouping(self) -> str:
        """What groups measures, whatever its level."""
        return "・".join(self.item)

    @property
    def stage_planned(self) -> str:
        return _stage(self.planned)

    @property
    def stage_reached(self) -> str:
        return _stage(self.progress)


def _stage(word: str) -> str:
    """A stage by the plan's word for it, which may say that it is one: 到達段階."""
    return word if word.endswith("段階") else f"{word}の段階"


# A table carries what was done in at most so many years, the latest ones: with more, its columns
# would be narrower than a phrase.
NARRATIVE_YEARS = 5

# The sheets that papers are made for: width and height in millimetres, as they stand upright.
SHEETS = {"A3": (297.0, 420.0), "A4": (210.0, 297.0)}
# Where a paper can be bound.
LEFT, TOP = "left", "top"


@dataclass(frozen=True)
class Paper:
    """A PDF to be made: the full table, all of it in large type, the overview, or the indicators alone."""

    file: str
    title: str
    content: str  # "table", "large", "overview" or "indicators"
    size: str  # one of SHEETS
    orientation: str  # "landscape" or "portrait"
    narrative_years: int  # at most so many years, the latest, tell what was done
    stamp: tuple[str, ...] = ()  # lines in a box: which document of which meeting it is
    draft: bool = False  # marked as one (案) until its year is declared published
    binding: str = ""  # the side of a front page that is bound, LEFT or TOP; "": it is not
    goals: tuple[str, ...] = ()  # ids of those that it is of; none: of all
    departments: tuple[str, ...] = ()  # the same of those that its measures belong to

    @property
    def is_partial(self) -> bool:
        """Whether it is of a part of the plan."""
        return bool(self.goals or self.departments)


@dataclass(frozen=True)
class Update:
    """One line of the data's update history."""

    date: date
    text: str


@dataclass(frozen=True)
class Page:
    """A page of prose from content/: front matter and the Markdown below it."""

    name: str  # the file's path below content/, without .md
    title: str
    description: str
    order: int
    markdown: str
