"""The words that a year's record is filled in with."""

from dataclasses import dataclass


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
