"""What an indicator is called, and in which unit its numbers are."""

import re
from collections.abc import Iterator, Sequence

from planreport.importer import cells
from planreport.importer.roles import AIMS, INDICATOR, PART, UNIT_ABOVE
from planreport.importer.subjects import Subject
from planreport.importer.years import dated_number
from planreport.place import Problem, folded
from planreport.plan.indicators import VALUE

_DIGIT = re.compile(r"\d")
_UNIT = re.compile(r"[-−－▲△+＋]?[0-9０-９][0-9０-９,，.．]*+\s*([^0-9０-９\s（(][^\s（(]{0,11})")
_NOT_OF_UNIT = re.compile("(?:以[上下]|程度|前後|未満|超|[をにへ].*)$")
_UNIT_IN_NAME = re.compile(
    r"[（(]((?:[％%‰㎞㎡]|ha|k?m[2²]?|k?[gt]|[千百万億]*(?:円|人|件|回|戸|台|冊|本|校|点|日|世帯|時間|箇所|か所|トン))"
    r"(?:[/／・][^（()）]{1,8})?)[)）]$"
)
_TO = re.compile("[〜～~∼]")


def said_once(one: Subject, name: str) -> str:
    said = one.once.get(name)
    return "" if said is None or cells.is_blank(said.text) else "".join(said.text.splitlines())


def name_of(one: Subject) -> str:
    """With what tells it apart from others of this name, as in 育児休業取得率（男性）, and without the unit
    that it has in brackets, where pages show it."""
    name, part = (_without_unit(said_once(one, it), unit_of(one)) for it in (INDICATOR, PART))
    return f"{name}（{part}）" if part else name


def _without_unit(name: str, unit: str) -> str:
    found = _UNIT_IN_NAME.search(name)
    return name[: found.start()] if found and found[1] == unit and found.start() else name


def unit_of(one: Subject) -> str:
    """The unit in its column, else the one behind its aims, else the one behind all its values, else
    the one that its name has in brackets, else the one that stands above the table."""
    if unit := said_once(one, "unit"):
        return unit
    aims = [said.text for (name, _), said in one.years.items() if name in AIMS]
    aims += [dated_number(one.once["baseline"].text)[0]] if "baseline" in one.once else []
    values = [said.text for (name, _), said in one.years.items() if name == VALUE]
    written = {folded(unit): unit for unit in map(_unit_behind, aims) if unit}
    every = {folded(unit): unit for unit in map(_unit_behind, values) if unit is not None}
    ways = [it for found in (written, every) if len(found) == 1 for it in found.values() if it]
    named = _UNIT_IN_NAME.search(said_once(one, PART) or said_once(one, INDICATOR))
    return next(iter(ways), named[1] if named else said_once(one, UNIT_ABOVE))


def units_above(indicators: Sequence[Subject]) -> Iterator[Problem]:
    """That a unit above a table was taken for that of indicators, which is said once."""
    above = {one.once[UNIT_ABOVE] for one in indicators if UNIT_ABOVE in one.once}
    used = {
        said
        for said in above
        for one in indicators
        if one.once.get(UNIT_ABOVE) == said
        if unit_of(one) == said.text
    }
    for said in sorted(used, key=lambda it: it.place):
        message = f"ほかに単位のない指標の単位を、「{said.text}」と読みました。"
        yield Problem(said.place, message, is_warning=True)


def _unit_behind(text: str) -> str | None:
    """What stands behind a number; None where there is none."""
    if not _DIGIT.search(text):
        return None
    found = _UNIT.match(_TO.split(text)[-1])
    return _NOT_OF_UNIT.sub("", found[1]) if found else ""
