"""Rules for progress/: a file for every year, and in it a row for every measure.

The year that is being collected may have empty cells; it is then not reported yet. What was empty
when a year was published may be so for ever.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planreport.check.cells import known, may_be, rows, value
from planreport.check.lists import once
from planreport.check.tables import outside
from planreport.check.vocabulary import Vocabulary, gaps, untold
from planreport.load import PLAN_FILE, PROGRESS_FOLDER, Row, Sources, Table
from planreport.place import Place, Problem
from planreport.plan.fields import Field


def problems(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    yield from _progress_files(sources, words)
    for name, table in sources.progress.items():
        if words.years is None or name in words.years:
            yield from _progress(words, name, table)
    yield from _gaps(sources, words)
    yield from _repeated_texts(sources, words)


def _progress_files(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """One file per reported year, from the first that is shown on without a gap."""
    if words.years is None:
        return
    for name in sources.progress:
        if name not in words.years:
            yield Problem(
                Place(f"{PROGRESS_FOLDER}/{name}.csv"),
                "ファイルの名前が計画の年度ではありません。",
                f"「{next(iter(words.years))}.csv」のように西暦の年度にするか、ファイルを移してください。",
            )
        elif name in words.unshown:
            yield Problem(
                Place(f"{PROGRESS_FOLDER}/{name}.csv"),
                f"{name}年度は、載せ始める年度より前です。",
                f"載せるなら、data/plan.toml の reported_from を {name} にするか消し、載せないなら、"
                "ファイルを移してください。",
            )
    if sources.has_indicators_alone:  # which are not surveyed each year
        return
    reported = [name for name in words.years if name in sources.progress]
    if not reported:
        return
    missing = [
        it for it in words.years if it < reported[-1] and it not in {*reported, *words.unshown}
    ]
    if early := [name for name in missing if name < reported[0]]:
        until = f"から{early[-1]}年度まで" if early[1:] else ""
        first = next((name for name in reported if _is_told(sources, words, name)), reported[0])
        yield Problem(
            Place(f"{PROGRESS_FOLDER}/{early[0]}.csv"),
            f"{early[0]}年度{until}の進捗がありません。",
            f"{reported[-1]}年度より前の年度は、すべて揃えてください。{first}年度から載せるなら、"
            f"data/plan.toml の [plan] に「reported_from = {first}」と書きます。",
        )
    for name in missing[len(early) :]:
        message = f"{name}年度の進捗がありません。"
        advice = f"{reported[-1]}年度より前の年度は、すべて揃えてください。"
        yield Problem(Place(f"{PROGRESS_FOLDER}/{name}.csv"), message, advice)


def _is_told(sources: Sources, words: Vocabulary, year: str) -> bool:
    """Whether a year says more than what need not be said, such as amounts of earlier years."""
    required = [field.name for field in words.in_progress if field.is_required]
    return any(row[name] for row in rows(sources.progress[year]) for name in required)


def _progress(words: Vocabulary, year: str, table: Table | None) -> Iterator[Problem]:
    """Every measure of the year has one row: the status reached and what was done."""
    seen: dict[str, int] = {}
    named = {row["measure_id"] for row in rows(table)}
    measures = words.measures or {}
    missing = [
        id_ for id_, it in measures.items() if id_ not in named and year in words.active_names(it)
    ]
    yield from _wordless(words, rows(table))
    for row in rows(table):
        measure_id = row["measure_id"]
        yield from known(row, "measure_id", words.measures, "番号（id）", missing)
        for field in words.in_progress:
            if row[field.name]:
                yield from value(row, field.name, field)
            elif words.needs(field, measure_id, year):
                yield from _empty(row, field, year, words)
        yield from once(seen, measure_id, row.at("measure_id"), f"「{measure_id}」の行")
        if (
            (measure := measures.get(measure_id))
            and (names := words.active_names(measure))
            and year not in names
        ):
            yield outside(row.at("measure_id"), measure, year)
    if table is None or may_be(missing, named - measures.keys()):
        return
    needed = ",".join(
        f"（{field.noun if field.choices else field.label}）"
        for field in words.in_progress
        if field.is_required
    )
    for measure_id in missing:
        message = f"「{measures[measure_id]['title']}」（{measure_id}）の行がありません。"
        advice = f"「{measure_id},{needed}」の行を加えてください。"
        yield Problem(Place(table.file), message, advice)


def _empty(row: Row, field: Field, year: str, words: Vocabulary) -> Iterator[Problem]:
    """A year that nobody has recorded as published may have been published so."""
    as_it_is = (
        f"公表したときから空なら、「build.py publish-year {year} --with-gaps」で記録してください。"
        if row.at(field.name).file == row.place.file
        else _may_be_empty(field)
    )
    was_not = words.published is not None and year not in words.published
    for problem in value(row, field.name, field):
        advice = problem.advice.rstrip("。")
        yield replace(problem, advice=f"{advice}。{as_it_is}") if was_not else problem


def _may_be_empty(field: Field) -> str:
    """What can be done of a cell of a sheet, which is not in data/ yet, where it could be recorded."""
    said = f'空でもよい欄なら、{PLAN_FILE} の [[fields]] の name = "{field.name}" の欄を required = false にします。'
    if not field.choices:
        return said
    return f'「－」も{field.noun}なら、その [[fields.choices]] に label = "－" と outside = true を加えます。{said}'


def _wordless(words: Vocabulary, given: Iterable[Row]) -> Iterator[Problem]:
    """A choice is made from a list that plan.toml has."""
    for field in words.in_progress:
        if field.choices == {} and (filled := [row for row in given if row[field.name]]):
            message = f"{field.noun}が data/plan.toml に1つもありません。"
            advice = f"[[{field.name}s]] を加えるか、この列を消してください。"
            yield Problem(Place(filled[0].place.file, 1, field.name), message, advice)


def _gaps(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """A year is shown once every measure has said its status and what was done, and every indicator
    its value, or why it has none."""
    if words.collecting is None or words.collecting in words.reported:
        return
    table = sources.progress[words.collecting]
    assert table and words.years  # or there would be no year with gaps
    known = words.measures
    if known is None or any(row["measure_id"] not in known for row in table.rows):
        return
    values = sources.values.get(words.collecting)
    size = len(table.rows) + len(rows(values))
    empty = len(gaps(table, words.fields)) + len(untold(values))
    yield Problem(
        Place(table.file),
        f"{words.years[words.collecting].full}は入力の途中です（{size}のうち{empty}が未記入）。"
        "まだ載せません。",
        "誰がまだかは「build.py status」で見られます。",
        is_warning=True,
    )


def _repeated_texts(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """What was done is rarely the same, to the letter, two years running.

    Of what is published it is too late to say so.
    """
    narratives = [field for field in words.in_progress if field.is_narrative]
    before: dict[tuple[str, str], str] = {}
    for name in [name for name in words.years or {} if name in sources.progress]:
        now: dict[tuple[str, str], str] = {}
        for row in rows(sources.progress[name]):
            for field in narratives:
                key, text = (row["measure_id"], field.name), row[field.name]
                if text and before.get(key) == text and name not in (words.published or ()):
                    message = f"{field.label}が前の年度と同じ文章です。"
                    advice = "前の年度の写しのままになっていないか確かめてください。"
                    yield Problem(row.at(field.name), message, advice, is_warning=True)
                now[key] = text
        before = now
