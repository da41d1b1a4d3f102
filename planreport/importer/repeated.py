"""What is the same in many cells is told once, with the cells."""

from collections.abc import Iterable
from dataclasses import replace

from planreport.place import Place, Problem

_MOST = 3  # so many are told one by one
_NAMED = 6  # cells that are named where they are more


def together(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, of those that say the same of more than a few cells the first, which names others."""
    alike: dict[tuple[str, str, str, bool], list[Problem]] = {}
    for one in sorted(set(problems)):
        kind = one.place.file, one.message, one.advice, one.is_warning
        alike.setdefault(kind, []).append(one)
    found: list[Problem] = []
    for same in alike.values():
        first, *others = sorted(same, key=lambda one: (one.place.sheet, one.place))
        found += [_with(first, [one.place for one in others])] if len(others) >= _MOST else same
    return sorted(found)


def _with(first: Problem, others: list[Place]) -> Problem:
    named = "、".join(_cell(place, first.place.sheet) for place in others[:_NAMED])
    more = "など" if len(others) > _NAMED else ""
    said = f"同じことが、ほかに{len(others)}か所あります（{named}{more}）。"
    return replace(first, message=f"{first.message}{said}")


def _cell(place: Place, sheet: str) -> str:
    within = "" if place.sheet == sheet else f"シート「{place.sheet}」の"
    return f"{within}{place.column}{place.line}"
