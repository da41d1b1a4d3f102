"""What the sheets say of indicators becomes the tables of data/."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from planreport.check.cells import rows
from planreport.check.indicators import KINDS
from planreport.importer import cells
from planreport.importer.ids import numbered
from planreport.importer.owners import owner_finder
from planreport.importer.roles import AIMS, FORESEEN
from planreport.importer.slips import dated
from planreport.importer.subjects import Gathered, Said, Subject
from planreport.importer.tables import Made, table, year_text
from planreport.importer.units import name_of, said_once, unit_of, units_above
from planreport.importer.years import dated_number
from planreport.load import INDICATORS_FILE, PROGRESS_FOLDER, TARGETS_FILE, VALUES_FOLDER, Sources
from planreport.place import Place, Problem
from planreport.plan import Settings
from planreport.plan.indicators import GRADE, NOTE, STATE, VALUE, Direction
from planreport.plan.numbers import Bounds, bounds, plain, plain_bounds

_ORDER = (
    *("indicator_id", "of", "number", "name", "meaning", "unit", "decimals", "baseline"),
    *("baseline_year", "direction", "kind", "achievement", "department", "source"),
    *("first_year", "last_year"),
)
_CODES = ("decimals", "kind", "achievement")  # as data/ has them
_ALWAYS = {"indicator_id", "of", "name", "unit", "direction"}
_BRACKETS = re.compile(r"(.*?)[（(]([^（()）]*)[)）]")
# 約70, 4.8%減, 70以上; not R5調査 or 2年ごと, which say why there is no number.
_ALMOST = re.compile(
    r"(?![RHS令平昭])[^\d０-９]{0,3}[\d０-９][\d０-９,，.．]*(?![\d０-９年月日回]).{0,4}"
)
_BOUND = re.compile("以[上下]$")
_BETTER = {"以上": Direction.UP, "以下": Direction.DOWN}
_NO_VALUE = "－"  # whichever dash was typed: not all fonts have all of them
_LESS = re.compile("減|低下|抑[制え]")  # of a target in words
_NO_DIRECTION = (
    "違うなら、表に「方向」の列を足すか、data/indicators.csv の direction を直してください。"
)
_WAYS = {
    Direction.UP: ("up", "増", "上", "向上", "大", "↑", "↗"),
    Direction.DOWN: ("down", "減", "下", "低下", "小", "↓", "↘"),
    Direction.KEEP: ("keep", "維持", "→", "幅", "範囲"),
    Direction.NONE: ("none", "問わない", "見込"),
}


def indicator_tables(made: Made, found: Gathered, sources: Sources, settings: Settings) -> None:
    """Adds the tables of indicators, where the sheets have any."""
    if not found.indicators:
        return
    owner = owner_finder(made, found, sources)
    owned = {n: (owner(one), name_of(one)) for n, one in enumerate(found.indicators)}
    before: dict[tuple[str, str], list[str]] = {}
    for known in rows(sources.indicators):
        before.setdefault((known["of"], known["name"]), []).append(known["indicator_id"])
    given = {n: said_once(one, "indicator_id") for n, one in enumerate(found.indicators)}
    old = {n: before[key].pop(0) for n, key in owned.items() if before.get(key)}
    ids = numbered(owned, given, old, "kpi")
    foreseen = {_group(one) for one in found.indicators if _is_foreseen(one)}
    listed = []
    for n, one in enumerate(found.indicators):
        unit = unit_of(one)
        row = {
            "indicator_id": ids[n],
            "of": owned[n][0],
            "number": said_once(one, "indicator_number") or said_once(one, "number"),
            "unit": unit,
            "department": cells.several(one.once["department"]).text
            if "department" in one.once
            else "",
            "name": name_of(one),
            **{name: said_once(one, name) for name in ("meaning", "source", *_CODES)},
            **{
                name: year_text(said_once(one, name))
                for name in ("first_year", "last_year", "baseline_year")
            },
        }
        if "累計" in row["name"]:
            row["kind"] = row["kind"] or KINDS[True]
        made.problems.extend(dated(one))
        row |= _baseline(one, unit, row["baseline_year"])
        is_foreseen = _group(one) in foreseen
        row["direction"] = _direction(made, one, unit, row["baseline"], is_foreseen)
        made.problems.extend(_otherwise(one, row["direction"]))
        at = {name: said.place for name, said in one.once.items()}
        listed.append((row, {**dict.fromkeys(_ORDER, one.place), **at}))
    used = _ALWAYS | {name for row, _ in listed for name, cell in row.items() if cell}
    columns = [name for name in _ORDER if name in used]
    made.tables[INDICATORS_FILE] = table(INDICATORS_FILE, columns, listed)
    made.notes.extend(units_above(found.indicators))
    _targets(made, found.indicators, ids)
    for year in settings.years:
        _values(made, found.indicators, ids, year.year, settings)


def _baseline(one: Subject, unit: str, year: str) -> dict[str, str]:
    """A number, and the year that its cell may name."""
    said = one.once.get("baseline")
    text, of_year = dated_number("" if said is None or cells.is_blank(said.text) else said.text)
    number = cells.number(Said(text, one.place), (unit,)).text
    return {"baseline": number, "baseline_year": of_year or year if number else ""}


def _group(one: Subject) -> tuple[str, str, tuple[str, ...]]:
    """Where an indicator stands: what it is a row of."""
    return one.place.file, one.place.sheet, (*one.path, one.title)


def _is_foreseen(one: Subject) -> bool:
    """Whether what stands beside its values is no target: 見込量, or 計画 of a 量の見込み."""
    is_so_called = any(word in name_of(one) for word in ("見込", "確保方策"))
    return is_so_called or any(name == FORESEEN for name, _ in one.years)


def _direction(made: Made, one: Subject, unit: str, baseline: str, is_foreseen: bool) -> str:
    """As its column says, else none of what is foreseen, else towards the last target."""
    if said := said_once(one, "direction").casefold():
        ways = (
            way.value
            for way, words in _WAYS.items()
            if said == way.said or any(word in said for word in words)
        )
        return next(ways, said)
    targets = [_target(said, unit) for (name, _), said in sorted(one.years.items()) if name in AIMS]
    reasons = {
        "見込みと比べる数なので": is_foreseen,
        "方向の欄が「－」なので": "direction" in one.once and one.once["direction"].text,
        "目標値がないので": not any(map(any, targets)),
    }
    if reason := next((why for why, holds in reasons.items() if holds), ""):
        said = f"{reason}、{Direction.NONE.said}ものと読みました。"
        made.notes.append(Problem(one.place, said, is_warning=True))
        return Direction.NONE.value
    aims = [bounds(target) for target, _ in targets if target]
    falls = any(_LESS.search(note) for _, note in targets)
    if aims:
        falls = aims[-1].low < _start(one, unit, baseline, aims)
    way = Direction.UP
    last = max((key for key in one.years if key[0] in AIMS), default=None)
    if last and (bound := _BOUND.search(one.years[last].text)):
        return _BETTER[bound[0]].value
    if aims and aims[-1].is_range:
        way = Direction.KEEP
    elif falls:
        way = Direction.DOWN
    elif aims and not baseline:  # costs may rise as planned
        said = f"方向の列も基準値もないので、{way.said}ものと読みました。"
        made.notes.append(Problem(one.place, said, _NO_DIRECTION, is_warning=True))
    if way is not Direction.UP:
        said = f"「{name_of(one)}」は、目標値から、{way.said}ものと読みました。"
        made.notes.append(Problem(one.place, said, is_warning=True))
    return way.value


def _start(one: Subject, unit: str, baseline: str, aims: Sequence[Bounds]) -> Decimal:
    """From where the last target is seen: the baseline, else the first target, else the first value."""
    if not baseline and len(aims) == 1:
        values = (
            _value(it, unit)[0] for (name, _), it in sorted(one.years.items()) if name == VALUE
        )
        baseline = next(filter(plain, values), "")
    return Decimal(plain(baseline) or 0) if baseline else aims[0].low


def _otherwise(one: Subject, way: str) -> Iterator[Problem]:
    """A target that bounds the value from the other side than the one that is said to be better."""
    for (name, _), said in one.years.items():
        bound = _BOUND.search(said.text) if name in AIMS else None
        if bound and way in {it.value for it in Direction} - {_BETTER[bound[0]].value}:
            yield Problem(
                said.place,
                f"目標値は「{said.text}」ですが、{name_of(one)}は{Direction(way).said}ものとしています。",
                f"「{bound[0]}」なら{_BETTER[bound[0]].said}ものです。目標値か、方向の列を直してください。",
            )


def _target(said: Said, unit: str) -> tuple[str, str]:
    """A target as a number or a range, else in words."""
    if cells.is_blank(said.text):
        return "", ""
    bare, unit = (unicodedata.normalize("NFKC", text) for text in (said.text, unit))
    bare = "".join(bare.split()).replace("".join(unit.split()), "")
    if number := plain_bounds(_BOUND.sub("", bare)):  # which the direction says
        return number, ""
    if (found := _BRACKETS.fullmatch(bare)) and (number := plain_bounds(found[1])):
        return number, found[2]
    return "", " ".join(said.text.split())


def _targets(made: Made, indicators: Sequence[Subject], ids: Mapping[int, str]) -> None:
    listed = []
    for n, one in enumerate(indicators):
        for (name, year), said in sorted(one.years.items()):
            target, note = _target(said, unit_of(one)) if name in AIMS else ("", "")
            if target or note:
                row = {
                    "indicator_id": ids[n],
                    "fiscal_year": str(year),
                    "target": target,
                    "note": note,
                }
                listed.append((row, dict.fromkeys(row, said.place)))
    if listed:
        columns = ["indicator_id", "fiscal_year", "target"]
        columns += ["note"] if any(row["note"] for row, _ in listed) else []
        made.tables[TARGETS_FILE] = table(TARGETS_FILE, columns, listed)


def _values(
    made: Made, indicators: Sequence[Subject], ids: Mapping[int, str], year: int, settings: Settings
) -> None:
    """A year without any value has no file; if it is reported of measures, its values are yet to come."""
    graded = [field for field in settings.indicator_fields if field.name == GRADE]
    listed: list[tuple[dict[str, str], dict[str, Place]]] = []
    for n, one in enumerate(indicators):
        first, last = (year_text(said_once(one, name)) for name in ("first_year", "last_year"))
        if (first.isdecimal() and year < int(first)) or (last.isdecimal() and year > int(last)):
            continue
        said = {name: it for (name, of), it in one.years.items() if of == year}
        blank = Said("", one.place)
        value, state = _value(said.get(VALUE, blank), unit_of(one))
        states = (state, cells.prose(said.get(STATE, blank)).text)
        state = "、".join(dict.fromkeys(filter(None, states)))
        row = {"indicator_id": ids[n], VALUE: value, STATE: state}
        row[NOTE] = cells.prose(said.get(NOTE, blank)).text
        if graded:
            row[GRADE] = cells.word(said.get(GRADE, blank), graded[0]).text
        places = {name: said.get(name, said.get(VALUE, blank)).place for name in row}
        listed.append((row, places))
    told = [*(VALUE, STATE, NOTE), *(field.name for field in graded)]
    is_told = any(not cells.is_blank(row[name]) for row, _ in listed for name in told)
    has_begun = any(file.startswith(f"{VALUES_FOLDER}/") for file in made.tables)
    if is_told or (has_begun and f"{PROGRESS_FOLDER}/{year}.csv" in made.tables):
        file = f"{VALUES_FOLDER}/{year}.csv"
        made.tables[file] = table(
            file, ("indicator_id", VALUE, STATE, NOTE, *(field.name for field in graded)), listed
        )


def _value(said: Said, unit: str) -> tuple[str, str]:
    """A number and its state, as in 1.60（速報）, or why there is none.

    What is meant as a number and is none, as 約70, stays one: the rules refuse it.
    """
    text = "".join(said.text.split())
    if cells.is_blank(text):
        return "", _NO_VALUE if text else ""
    if (digits := cells.number(said, (unit,)).text) and plain(digits) == digits:
        return digits, ""
    if (found := _BRACKETS.fullmatch(text)) and found[1]:
        digits = cells.number(Said(found[1], said.place), (unit,)).text
        if plain(digits) == digits:
            return digits, found[2]
    return (text, "") if _ALMOST.fullmatch(text) else ("", text)
