"""Headings of the next year, whose measures are told in the report of this one."""

import re
from collections.abc import Sequence

from planreport.importer.roles import AIMS, PLANNED, Role, matching
from planreport.importer.years import NEXT, dated, year_in

_PLANS = re.compile("予定|計画|方針")


def year_and_rest(said: Sequence[str], known: Sequence[Role]) -> tuple[int | None, list[str]]:
    """As `dated`; what is promised for the next year is of that year."""
    of_next, rest = year_in(said[-1]) if said else (None, "")
    if of_next and _is_promised([rest], known):
        return of_next, [rest]
    return dated(said)


def look_ahead(
    years: dict[int, int | None], rests: dict[int, list[str]], known: Sequence[Role]
) -> None:
    """What is planned in the year after the last that is reported, R7取組予定 beside R6実績, is told in
    the report of that one."""
    plans = {c for c, said in rests.items() if said and _PLANS.search(said[-1])}
    aims = {c for c, said in rests.items() if _is_promised(said, known)}
    last = max((it for c, it in years.items() if it and c not in plans | aims), default=None)
    for c in plans - aims:
        if last and years[c] == last + 1:
            years[c], rests[c] = last, [*rests[c][:-1], f"{NEXT}{rests[c][-1]}"]


def _is_promised(said: Sequence[str], known: Sequence[Role]) -> bool:
    """Whether a heading is that of an aim or a year's plan."""
    return any(role.name in (*AIMS, PLANNED) for role in matching(said, known, True)[:1])
