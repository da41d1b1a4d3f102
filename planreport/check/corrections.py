"""Rules for published.csv and corrections.csv: what was published changes only by a correction.

A published year's values with all corrections undone must be those that were recorded when it was
declared published.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from planreport.check.cells import day, known, length, parse_day, rows, value
from planreport.check.current import is_readable, what_it_says
from planreport.check.lists import usable
from planreport.check.readings import reading
from planreport.check.vocabulary import Cell, Vocabulary
from planreport.load import CORRECTIONS_FILE, PUBLISHED_FILE, Row, Sources
from planreport.place import Place, Problem
from planreport.plan.fields import Field, Kind
from planreport.plan.indicators import VALUE
from planreport.plan.published import columns as kept_columns
from planreport.plan.published import keep

MAX_REASON = 300


_PUBLISHED_TEXT = "公表した文は、公表したサイトの data/{}.csv にあります。"


def problems(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    now = what_it_says(sources, words)
    published_on = {
        row["fiscal_year"]: parse_day(row["published_on"]) for row in rows(sources.published)
    }
    for row in rows(sources.corrections):
        yield from _correction(row, words)
        yield from _too_early(row, published_on)
    yield from _emptied(sources)
    yield from _unkept(sources, words)
    chains = _chains(sources)
    yield from _loose_ends(chains, now, sources, words)
    if CORRECTIONS_FILE not in sources.unread:
        yield from _published(
            sources, words, now, {cell: chain[0] for cell, chain in chains.items()}
        )


def _correction(row: Row, words: Vocabulary) -> Iterator[Problem]:
    """A correction says when, where, what it was and became, and why."""
    yield from day(row, "date")
    yield from known(row, "measure_id", words.subjects, "番号（id）")
    yield from length(row, "reason", MAX_REASON)
    for side in ("before", "after"):
        yield from _value(row, side, words)
    if row["before"] == row["after"]:
        yield Problem(
            row.at("after"), "訂正の前と後が同じです。", "違うところを書くか、行を消してください。"
        )
    if words.published is not None and row["fiscal_year"] not in words.published:
        yield Problem(
            row.at("fiscal_year"),
            f"{row['fiscal_year']}年度は、公表した記録がありません。",
            "公表する前のものは、訂正を書かずに直せます。行を消してください。",
        )


def _too_early(row: Row, published_on: Mapping[str, date | None]) -> Iterator[Problem]:
    corrected, published = parse_day(row["date"]), published_on.get(row["fiscal_year"])
    if corrected and published and corrected < published:
        yield Problem(
            row.at("date"),
            f"{row['fiscal_year']}年度を公表した日（{published.isoformat()}）より前です。",
            "訂正した日を書いてください。公表する前の直しなら、行を消してください。",
        )


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
    of_readings = kept_columns(words.of_readings) if words.indicators else {}
    for column, field in (kept_columns(words.fields) | of_readings).items():
        if table and column not in table.columns:
            yield Problem(
                Place(table.file, 1),
                f"「{column}」の列がないので、{field.label}が公表したときから変わっても気付けません。",
                "列を消してしまったのなら、控えから戻してください。"
                "次に「build.py publish-year」で記録するときに、今の値で加わります。",
                is_warning=True,
            )


def _value(row: Row, side: str, words: Vocabulary) -> Iterator[Problem]:
    """What a cell was or becomes is what such a cell can hold."""
    id_ = row["measure_id"]
    if words.indicators is None and id_ not in (words.measures or ()):
        return  # nobody knows which columns it has
    corrected = {field.name: field for field in words.fields_of(id_) if field.is_published}
    if field := corrected.get(row["column"]):
        indicator = (words.indicators or {}).get(id_)
        is_late = side == "before" and (id_, row["fiscal_year"], field.name) in words.unanswered
        if indicator:
            yield from reading(row, side, field, indicator) if row[side] else ()
        elif row[side] or (field.is_required and not is_late):
            yield from value(row, side, field)
    elif side == "before":
        message = f"訂正できる列ではありません（「{row['column']}」）。"
        yield Problem(row.at("column"), message, usable(row["column"], corrected, "列"))


def _chains(sources: Sources) -> dict[Cell, list[Row]]:
    """The corrections of each cell, the oldest first."""
    chains: dict[Cell, list[Row]] = {}
    for row in sorted(
        rows(sources.corrections), key=lambda row: parse_day(row["date"]) or date.min
    ):
        cell = (row["measure_id"], row["fiscal_year"], row["column"])
        chains.setdefault(cell, []).append(row)
    return chains


def _loose_ends(
    chains: Mapping[Cell, list[Row]],
    now: Mapping[Cell, tuple[str, Place]],
    sources: Sources,
    words: Vocabulary,
) -> Iterator[Problem]:
    """Each correction begins where the one before ended, and the last ends at today's value."""
    for cell, chain in chains.items():
        for earlier, later in pairwise(chain):
            if earlier["after"] != later["before"]:
                yield Problem(
                    later.at("before"),
                    f"前の訂正（{earlier.place.line}行目）の後は「{earlier['after']}」です。",
                    "before をそれと同じにしてください。",
                )
        if cell not in now:
            if (
                cell[2] in {f.name for f in words.fields_of(cell[0]) if f.is_published}
                and cell[1] in (words.published or ())
                and is_readable(cell, sources, words)
            ):
                yield Problem(
                    chain[-1].at("fiscal_year"),
                    f"「{cell[0]}」には、{cell[1]}年度の {cell[2]} がありません。",
                    "番号と年度を確かめてください。",
                )
        elif chain[-1]["after"] != now[cell][0]:
            yield Problem(
                chain[-1].at("after"),
                f"訂正の後が、今のデータ（{now[cell][1]}の「{now[cell][0]}」）と違います。",
                "データを直すか、この欄を直してください。",
            )


def _published(
    sources: Sources,
    words: Vocabulary,
    now: Mapping[Cell, tuple[str, Place]],
    first: Mapping[Cell, Row],
) -> Iterator[Problem]:
    """Nothing of a published year has changed, come or gone, but by a correction."""
    recorded: set[tuple[str, str]] = set()
    first_column = next((field.name for field in words.in_progress), "")
    current = {
        (id_, year): place
        for (id_, year, column), (_, place) in now.items()
        if column == (VALUE if id_ in (words.indicators or ()) else first_column)
    }
    kept = [kept_columns(words.fields), kept_columns(words.of_readings)]
    # A year may have been recorded with what is put right today.
    written = {
        (row["measure_id"], year, column): text
        for year, table in sources.progress.items()
        for row in rows(table)
        for column, text in row.written.items()
    } | {
        (row["indicator_id"], year, column): text
        for year, table in sources.values.items()
        for row in rows(table)
        for column, text in row.written.items()
    }
    for row in rows(sources.published):
        measure_id, year = row["measure_id"], row["fiscal_year"]
        yield from known(row, "fiscal_year", words.years, "年度")
        yield from day(row, "published_on")
        if (measure_id, year) in recorded:
            yield Problem(
                row.at("measure_id"),
                f"{year}年度の「{measure_id}」の記録が2つあります。",
                "どちらかを消してください。",
            )
        recorded.add((measure_id, year))
        is_indicator = measure_id in (words.indicators or ())
        files = sources.values if is_indicator else sources.progress
        if words.indicators is None and measure_id not in (words.measures or ()):
            continue
        if (words.years and year not in words.years) or files.get(year, True) is None:
            continue
        if (measure_id, year) not in current:
            yield Problem(
                row.at("measure_id"),
                f"公表した{year}年度の「{measure_id}」の行が、{'指標の値' if is_indicator else '進捗'}のファイルにありません。",
                "公表したときの行を戻してください。",
            )
        for column, field in kept[is_indicator].items():
            raw = written.get((measure_id, year, field.name))
            recorded_raw = raw is not None and keep(field, raw) == row[column]
            if column in row.cells and not recorded_raw:
                yield from _unrecorded_change(row, column, field, now, first, is_indicator)
    for (measure_id, year), place in current.items():
        if year in (words.published or ()) and (measure_id, year) not in recorded:
            yield Problem(
                place,
                f"公表した{year}年度に、公表の記録にない「{measure_id}」の行があります。",
                f"行を消すか、{PUBLISHED_FILE} から{year}年度の行を全て消し、"
                f"「build.py publish-year {year}」で記録し直してください。",
            )


def _unrecorded_change(
    row: Row,
    column: str,
    field: Field,
    now: Mapping[Cell, tuple[str, Place]],
    first: Mapping[Cell, Row],
    is_indicator: bool,
) -> Iterator[Problem]:
    measure_id, year = row["measure_id"], row["fiscal_year"]
    cell = (measure_id, year, field.name)
    if cell not in now:
        return
    is_text = field.kind is Kind.TEXT
    value, place = now[cell]
    value = first[cell]["before"] if cell in first else value
    if keep(field, value) == row[column]:
        return
    was, is_now = ("（公表した文）", value and "（今の文）") if is_text else (row[column], value)
    was_empty = row[column] == keep(field, "")
    published_text = _PUBLISHED_TEXT.format("indicator-values" if is_indicator else "progress")
    if cell in first:
        yield Problem(
            first[cell].at("before"),
            f"before が、公表したときの{year}年度の「{measure_id}」の {field.name} と違います。",
            "公表したときは空だったので、空にしてください。"
            if was_empty
            else published_text
            if is_text
            else f"公表したときの値「{was}」にしてください。",
        )
    elif field.is_required and was_empty:
        missing, came = (
            ("公表したときになかった", "値が分かった")
            if is_indicator
            else ("未報告だった", "報告があった")
        )
        yield Problem(
            place,
            f"公表した{year}年度の「{measure_id}」に、{missing}{field.label}が加わっています。",
            f"後から{came}のなら、{CORRECTIONS_FILE} に「（日付）,{measure_id},{year},"
            f"{field.name},,{is_now},（理由）」の行を加えてください。違うなら、空に戻してください。",
        )
    else:
        detail = "" if is_text else f"（公表: {was or '空'}、今: {is_now or '空'}）"
        yield Problem(
            place,
            f"公表した{year}年度の「{measure_id}」が、公表したときから変わっています{detail}。",
            f"元に戻すか、訂正として {CORRECTIONS_FILE} に「（日付）,{measure_id},{year},{field.name},"
            f"{was},{is_now},（理由）」の行を加えてください。"
            + (published_text if is_text else ""),
        )
