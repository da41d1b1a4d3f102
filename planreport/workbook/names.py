"""The departments that fill in forms, and what their files are called."""

import re
import unicodedata

from planreport.plan.collection import Collection

_FORBIDDEN_IN_WINDOWS = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
# With the year and the ending, well within the 255 bytes that file systems allow.
_MOST_CHARACTERS = 60


def departments(collection: Collection) -> tuple[str, ...]:
    """Every department in order of first appearance; last "", where measures have none."""
    found = dict.fromkeys(answer.measure.department for answer in collection.answers)
    return tuple(sorted(found, key=lambda department: department == ""))


def department_name(department: str) -> str:
    return department or "担当課未設定"


def file_names(collection: Collection) -> dict[str | None, str]:
    """The file of each department's form and, under None, of the form with all measures.

    No two are the same, not even on a disk that ignores case, or how accents are composed.
    """
    names: dict[str | None, str] = {}
    taken: set[str] = set()
    for department in (None, *departments(collection)):
        words = "全て" if department is None else department_name(department)
        fit = _FORBIDDEN_IN_WINDOWS.sub("_", words)[:_MOST_CHARACTERS].strip()
        stem, count = f"{collection.fiscal_year}_{fit}", 1
        name = stem
        while (same := unicodedata.normalize("NFC", name).casefold()) in taken:
            count += 1
            name = f"{stem}_{count}"
        taken.add(same)
        names[department] = f"{name}.xlsx"
    return names
