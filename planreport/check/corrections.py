"""Rules for corrections.csv: what a cell said, says now, and why it was put right."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from planreport.check import published
from planreport.check.cells import day, known, length, parse_day, rows, value
from planreport.check.current import Said, is_readable, what_it_says
from planreport.check.lists import usable
from planreport.check.readings import reading
from planreport.check.vocabulary import Cell, Vocabulary
from planreport.load import Row, Sources
from planreport.place import Problem

MAX_REASON = 300


def problems(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    now = what_it_says(sources, words)
    published_on = {
        row["fiscal_year"]: parse_day(row["published_on"]) for row in rows(sources.published)
    }
    for row in rows(sources.corrections):
        yield from _correction(row, words)
        yield from _too_early(row, published_on)
    chains = _chains(sources)
    yield from _loose_ends(chains, now, sources, words)
    first = {cell: chain[0] for cell, chain in chains.items()}
    yield from published.problems(sources, words, now, first)


def _correction(row: Row, words: Vocabulary) -> Iterator[Problem]:
    """A correction says when, where, what it was and became, and why."""
    yield from day(row, "date")
    yield from known(row, "measure_id", words.subjects, "番号（id）")
    yield from length(row, "reason", MAX_REASON)
    for side in ("before", "after"):
        yield from _value(row, side, words)
    if row["before"] == row["after"]:
        message = "訂正の前と後が同じです。"
        yield Problem(row.at("after"), message, "違うところを書くか、行を消してください。")
    yield from known(row, "fiscal_year", words.years, "年度")
    is_year = row["fiscal_year"] in (words.years or ())
    if is_year and words.published is not None and row["fiscal_year"] not in words.published:
        message = f"{row['fiscal_year']}年度は、公表した記録がありません。"
        advice = "公表する前のものは、訂正を書かずに直せます。行を消してください。"
        yield Problem(row.at("fiscal_year"), message, advice)


def _too_early(row: Row, published_on: Mapping[str, date | None]) -> Iterator[Problem]:
    corrected, published = parse_day(row["date"]), published_on.get(row["fiscal_year"])
    if corrected and published and corrected < published:
        message = f"{row['fiscal_year']}年度を公表した日（{published.isoformat()}）より前です。"
        advice = "訂正した日を書いてください。公表する前の直しなら、行を消してください。"
        yield Problem(row.at("date"), message, advice)


def _value(row: Row, side: str, words: Vocabulary) -> Iterator[Problem]:
    """What a cell was or becomes is what such a cell can hold."""
    id_ = row["measure_id"]
    if not words.settings or (words.indicators is None and id_ not in (words.measures or ())):
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
    chains: Mapping[Cell, list[Row]], now: Said, sources: Sources, words: Vocabulary
) -> Iterator[Problem]:
    """Each correction begins where the one before ended, and the last ends at today's value."""
    for cell, chain in chains.items():
        for earlier, later in pairwise(chain):
            if earlier["after"] != later["before"]:
                message = f"前の訂正（{earlier.place.line}行目）の後は「{earlier['after']}」です。"
                yield Problem(later.at("before"), message, "before をそれと同じにしてください。")
        if cell not in now:
            if (
                cell[2] in {f.name for f in words.fields_of(cell[0]) if f.is_published}
                and cell[1] in (words.published or ())
                and is_readable(cell, sources, words)
            ):
                message = f"「{cell[0]}」には、{cell[1]}年度の {cell[2]} がありません。"
                advice = "番号と年度を確かめてください。"
                yield Problem(chain[-1].at("fiscal_year"), message, advice)
        elif chain[-1]["after"] != now[cell][0]:
            message = f"訂正の後が、今のデータ（{now[cell][1]}の「{now[cell][0]}」）と違います。"
            advice = "データを直すか、この欄を直してください。"
            yield Problem(chain[-1].at("after"), message, advice)
