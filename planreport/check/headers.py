"""The columns of every file in data/. A file whose header is wrong is not judged any further."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from planreport.check.lists import usable
from planreport.load import Sources, Table
from planreport.place import Place, Problem, did_you_mean
from planreport.plan import published
from planreport.plan.fields import Field, usual_fields
from planreport.plan.settings import Terms


@dataclass(frozen=True)
class Columns:
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


GOALS = Columns(("goal_id", "title"), ("number",))
MEASURES = Columns(
    ("measure_id", "goal_id", "title"),
    ("item", "summary", "number", "department", "first_year", "last_year"),
)
SCHEDULE = Columns(("measure_id", "fiscal_year", "planned"))
INDICATORS = Columns(
    ("indicator_id", "name", "direction"),
    (
        *("of", "number", "meaning", "unit", "decimals", "baseline", "baseline_year", "kind"),
        *("achievement", "department", "source", "first_year", "last_year"),
    ),
)
TARGETS = Columns(("indicator_id", "fiscal_year", "target"), ("note",))
CORRECTIONS = Columns(("date", "measure_id", "fiscal_year", "column", "before", "after", "reason"))
REVISIONS = Columns(
    ("fiscal_year", "measure_id", "what", "planned_year", "before", "after", "reason")
)
CONFIRMED = Columns(("criterion", "result", "checked_on"), ("note",))


def yearly(key: str, fields: Iterable[Field]) -> Columns:
    """Of what is reported of a year; a field that may be empty needs no column."""
    reported = [field for field in fields if not field.is_scheduled]
    return Columns(
        (key, *(field.name for field in reported if field.is_required)),
        tuple(field.name for field in reported if not field.is_required),
    )


def legible(
    sources: Sources,
    fields: Iterable[Field],
    details: Iterable[Field],
    of_readings: Iterable[Field],
) -> tuple[Sources, list[Problem]]:
    """The sources without the tables whose headers are wrong, and what is wrong with these.

    What rows say under a wrong header is not known: judged all the same, a hundred rows would
    complain of one misspelt word.
    """
    fields, of_readings = tuple(fields), tuple(of_readings)
    sources, problems = _without_unlisted(sources, fields)
    of_year = yearly("measure_id", fields)
    values = yearly("indicator_id", of_readings)
    measures = replace(MEASURES, optional=(*MEASURES.optional, *(it.name for it in details)))
    # A file that was written before the plan had a field has no column for it.
    kept = Columns(published.KEYS, (*published.columns(fields), *published.columns(of_readings)))
    unread = set(sources.unread)

    def judged(table: Table | None, expected: Columns, is_known: bool = True) -> Table | None:
        if table is None or not (found := list(_wrong(table, expected))):
            return table
        problems.extend(found if is_known else ())
        unread.add(table.file)
        return None

    # Fields of its own are declared in plan.toml.
    with_fields = partial(judged, is_known=sources.settings is not None)

    def by_year(tables: Mapping[str, Table | None], expected: Columns) -> dict[str, Table | None]:
        """Of a file that is no year's, nobody knows what it should hold."""
        years = {it: table if it.isdecimal() else None for it, table in tables.items()}
        return {year: with_fields(table, expected) for year, table in years.items()}

    judged_sources = replace(
        sources,
        goals=judged(sources.goals, GOALS),
        measures=with_fields(sources.measures, measures),
        schedule=judged(sources.schedule, SCHEDULE),
        progress=by_year(sources.progress, of_year),
        indicators=judged(sources.indicators, INDICATORS),
        targets=judged(sources.targets, TARGETS),
        values=by_year(sources.values, values),
        published=with_fields(sources.published, kept),
        corrections=judged(sources.corrections, CORRECTIONS),
        revisions=judged(sources.revisions, REVISIONS),
        confirmed=judged(sources.confirmed, CONFIRMED),
    )
    return replace(judged_sources, unread=frozenset(unread)), problems


def _without_unlisted(sources: Sources, fields: tuple[Field, ...]) -> tuple[Sources, list[Problem]]:
    """A plan that declares a field declares all it reports: the usual ones are easily forgotten.

    What was written with them is judged once they are listed.
    """
    written = {name for table in sources.progress.values() if table for name in table.columns}
    listed = {field.name for field in fields}
    lost = [it.name for it in usual_fields(Terms()) if it.name in written - listed]
    if not lost or not sources.settings:
        return sources, []
    unread = {t.file for t in (*sources.progress.values(), sources.published) if t}
    rest = replace(
        sources,
        progress=dict.fromkeys(sources.progress),
        published=None,
        unread=sources.unread | unread,
    )
    problem = Problem(
        sources.settings.at("fields", 0, "name"),
        f"これまでの列{''.join(f'「{name}」' for name in lost)}が、[[fields]] にありません。[[fields]] を"
        "1つでも書くと、年度ごとに報告する列は、書いたものだけになります。",
        f'残す列も、出す順に書いてください。{lost[0]}なら「[[fields]]」の行と「name = "{lost[0]}"」の'
        "行の2行です。",
    )
    return rest, [problem]


def _wrong(table: Table, expected: Columns) -> Iterator[Problem]:
    """Every column is named, known and there once."""
    known = expected.required + expected.optional
    if not set(table.columns) & set(known):
        names = ",".join(expected.required)
        advice = (
            f"「{names}」のような列の名前を1行目に戻してください。列の名前は英語のままにします。"
        )
        yield Problem(Place(table.file, 1), "1行目が列の名前ではありません。", advice)
        return
    strangers = [name for name in table.columns if name and name not in known]
    meant = {did_you_mean(name, known) for name in strangers}
    for n, name in enumerate(table.columns):
        place = Place(table.file, 1, name)
        if not name:
            message = f"{n + 1}番目の列に名前がありません。"
            yield Problem(place, message, "名前を書くか、列を消してください。")
        elif name not in known:
            yield Problem(place, f"知らない列「{name}」です。", usable(name, known, "列"))
        elif name in table.columns[:n]:
            yield Problem(place, f"列「{name}」が2つあります。", "どちらかを消してください。")
    for name in expected.required:
        if name not in table.columns and did_you_mean(name, [name]) not in meant:
            message = f"必要な列「{name}」がありません。"
            yield Problem(Place(table.file, 1), message, "1行目に列の名前を書いてください。")
