"""Rules for published.csv: what was published changes only by a correction.

A published year's values with all corrections undone must be those that were recorded when it was
declared published.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planreport.check.cells import day, known, rows
from planreport.check.current import Said
from planreport.check.vocabulary import Cell, Vocabulary
from planreport.load import CORRECTIONS_FILE, PUBLISHED_FILE, Row, Sources, Table
from planreport.place import Place, Problem
from planreport.plan.fields import Field, Kind
from planreport.plan.indicators import VALUE
from planreport.plan.numbers import plain
from planreport.plan.published import columns, keep

_DIGEST = re.compile("[0-9a-f]{16}")


def problems(
    sources: Sources, words: Vocabulary, now: Said, first: Mapping[Cell, Row]
) -> Iterator[Problem]:
    """`now` is what the data says of each cell, and `first` the oldest correction of each."""
    yield from _emptied(sources)
    yield from _unkept(sources, words)
    if CORRECTIONS_FILE not in sources.unread:
        yield from _published(sources, words, now, first)


def _emptied(sources: Sources) -> Iterator[Problem]:
    """Without its rows the file protects nothing, and nobody would notice."""
    if sources.published and not sources.published.rows:
        yield Problem(
            Place(PUBLISHED_FILE),
            "公表の記録が1行もないので、公表した年度が変わっても気付けません。",
            "消えてしまったのなら控えから戻し、まだ公表していないならファイルを消してください。",
            is_warning=True,
        )


def _unkept(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """What was not kept at the time cannot be held against what the data says now."""
    table = sources.published
    of_readings = columns(words.of_readings) if words.indicators else {}
    for column, field in (columns(words.fields) | of_readings).items():
        if table and column not in table.columns:
            yield Problem(
                Place(table.file, 1),
                f"「{column}」の列がないので、{field.label}が公表したときから変わっても気付けません。",
                "列を消してしまったのなら、控えから戻してください。"
                "次に「build.py publish-year」で記録するときに、今の値で加わります。",
                is_warning=True,
            )


@dataclass(frozen=True)
class _Told:
    """What is told of each year, of measures or of indicators, and what messages say of it."""

    kept: Mapping[str, Field]
    tables: Mapping[str, Table | None]
    file: str  # where the site has it
    word: str
    was_missing: str
    came: str


def _published(
    sources: Sources, words: Vocabulary, now: Said, first: Mapping[Cell, Row]
) -> Iterator[Problem]:
    """Nothing of a published year has changed, come or gone, but by a correction."""
    kept, kept_of_readings = columns(words.fields), columns(words.of_readings)
    of_measures = _Told(kept, sources.progress, "progress", "進捗", "未報告だった", "報告があった")
    of_indicators = _Told(
        kept_of_readings,
        sources.values,
        "indicator-values",
        "指標の値",
        "公表したときになかった",
        "値が分かった",
    )
    recorded: set[tuple[str, str]] = set()
    current, written = _current(words, now), _written(sources)
    # Rows with ids that nobody knows, as a rule says, may be those that were recorded.
    strange = {
        year for id_, year in current if words.subjects is not None and id_ not in words.subjects
    }
    for row in rows(sources.published):
        id_, year = row["measure_id"], row["fiscal_year"]
        yield from known(row, "fiscal_year", words.years, "年度")
        yield from day(row, "published_on")
        if (id_, year) in recorded:
            message = f"{year}年度の「{id_}」の記録が2つあります。"
            yield Problem(row.at("measure_id"), message, "どちらかを消してください。")
        recorded.add((id_, year))
        yield from _spoilt(row, kept | kept_of_readings)
        told = of_indicators if id_ in (words.indicators or ()) else of_measures
        if words.indicators is None and id_ not in (words.measures or ()):
            continue
        if (words.years and year not in words.years) or told.tables.get(year, True) is None:
            continue
        if (id_, year) not in current and year not in strange:
            message = f"公表した{year}年度の「{id_}」の行が、{told.word}のファイルにありません。"
            yield Problem(row.at("measure_id"), message, "公表したときの行を戻してください。")
        for column, field in told.kept.items():
            raw = written.get((id_, year, field.name))
            recorded_raw = raw is not None and keep(field, raw) == row[column]
            if column in row.cells and not recorded_raw:
                yield from _unrecorded_change(row, column, told, now, first)
    for (id_, year), place in current.items():
        if year in (words.published or frozenset()) - strange and (id_, year) not in recorded:
            yield Problem(
                place,
                f"公表した{year}年度に、公表の記録にない「{id_}」の行があります。",
                f"番号（id）を変えたか記録を消したのなら元に戻し、加えたのなら行を消すか、{PUBLISHED_FILE} から{year}年度の行を全て消し、"
                f"「build.py publish-year {year}」で記録し直してください。",
            )


def _spoilt(row: Row, kept: Mapping[str, Field]) -> Iterator[Problem]:
    """A spreadsheet takes some digests for numbers."""
    for column, field in kept.items():
        if field.kind is Kind.TEXT and row[column] and not _DIGEST.fullmatch(row[column]):
            said = f"要約値「{row[column]}」が壊れています。Excelで保存すると、数に変わることがあります。"
            yield Problem(row.at(column), said, "このファイルを控えから戻してください。")


def _current(words: Vocabulary, now: Said) -> dict[tuple[str, str], Place]:
    """Where the row of each year of a measure or an indicator is, by its id and the year."""
    first_column = next((field.name for field in words.in_progress), "")
    return {
        (id_, year): place
        for (id_, year, column), (_, place) in now.items()
        if column == (VALUE if id_ in (words.indicators or ()) else first_column)
    }


def _written(sources: Sources) -> dict[Cell, str]:
    """How cells stood that were put right: a year may have been recorded with them as they were."""
    return {
        (row["measure_id"] or row["indicator_id"], year, column): text
        for tables in (sources.progress, sources.values)
        for year, table in tables.items()
        for row in rows(table)
        for column, text in row.written.items()
    }


def _is_none(field: Field, value: str) -> bool:
    """Whether a value is none that the field can have: a rule says so."""
    is_number = field.kind is Kind.NUMBER
    return bool(value) and (
        plain(value) is None if is_number else value not in (field.choices or [value])
    )


def _unrecorded_change(
    row: Row, column: str, told: _Told, now: Said, first: Mapping[Cell, Row]
) -> Iterator[Problem]:
    id_, year, field = row["measure_id"], row["fiscal_year"], told.kept[column]
    cell = (id_, year, field.name)
    if cell not in now:
        return
    is_text = field.kind is Kind.TEXT
    value, place = now[cell]
    value = first[cell]["before"] if cell in first else value
    if keep(field, value) == row[column] or _is_none(field, value):
        return
    if is_text and row[column] and not _DIGEST.fullmatch(row[column]):
        return
    was, is_now = ("（公表した文）", value and "（今の文）") if is_text else (row[column], value)
    was_empty = row[column] == keep(field, "")
    published_text = f"公表した文は、公表したサイトの data/{told.file}.csv にあります。"
    if cell in first:
        yield Problem(
            first[cell].at("before"),
            f"before が、公表したときの{year}年度の「{id_}」の {field.name} と違います。",
            "公表したときは空だったので、空にしてください。"
            if was_empty
            else published_text
            if is_text
            else f"公表したときの値「{was}」にしてください。",
        )
    elif field.is_required and was_empty:
        yield Problem(
            place,
            f"公表した{year}年度の「{id_}」に、{told.was_missing}{field.label}が加わっています。",
            f"後から{told.came}のなら、{CORRECTIONS_FILE} に「（日付）,{id_},{year},"
            f"{field.name},,{is_now},（理由）」の行を加えてください。違うなら、空に戻してください。",
        )
    else:
        detail = "" if is_text else f"（公表: {was or '空'}、今: {is_now or '空'}）"
        yield Problem(
            place,
            f"公表した{year}年度の「{id_}」が、公表したときから変わっています{detail}。",
            f"元に戻すか、訂正として {CORRECTIONS_FILE} に「（日付）,{id_},{year},{field.name},"
            f"{was},{is_now},（理由）」の行を加えてください。"
            + (published_text if is_text else ""),
        )
