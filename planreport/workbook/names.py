"""Who fills in forms, and what their files are called."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from planreport.paths import NOT_IN_NAMES
from planreport.plan.collection import Collection

# With the year and the ending, well within the 255 bytes that file systems allow.
_MOST_CHARACTERS = 60


@dataclass(frozen=True)
class Body:
    """Who says fields of its own of every measure, such as a committee."""

    name: str


# A department ("": of none), a body, or all departments.
Recipient = str | Body | None


def departments(collection: Collection) -> tuple[str, ...]:
    """Every department that is asked, in order of first appearance: of measures, then of indicators;
    last "", where some have none."""
    found = dict.fromkeys(answer.subject.department for answer in collection.answers)
    readings = (*collection.readings, *collection.unsettled)
    found |= dict.fromkeys(answer.subject.department for answer in readings)
    return tuple(sorted(found, key=lambda department: department == ""))


def department_name(department: str) -> str:
    return department or "担当課未設定"


def recipient_name(recipient: Recipient) -> str:
    if recipient is None:
        return "全て"
    return recipient.name if isinstance(recipient, Body) else department_name(recipient)


def file_names(collection: Collection, bodies: Iterable[str] = ()) -> dict[Recipient, str]:
    """The file of each department's and body's form and, under None, of that with all measures.

    No two are the same, not even on a disk that ignores case, or how accents are composed.
    """
    names: dict[Recipient, str] = {}
    taken: set[str] = set()
    for recipient in (None, *departments(collection), *map(Body, bodies)):
        fit = NOT_IN_NAMES.sub("_", recipient_name(recipient))[:_MOST_CHARACTERS].strip()
        stem, count = f"{collection.fiscal_year}_{fit}", 1
        name = stem
        while (same := unicodedata.normalize("NFC", name).casefold()) in taken:
            count += 1
            name = f"{stem}_{count}"
        taken.add(same)
        names[recipient] = f"{name}.xlsx"
    return names
