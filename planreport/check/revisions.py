"""Rules for revisions.csv: the plan's changes, each in force from a fiscal year on."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planreport.check.cells import details, group, known, length, rows, value
from planreport.check.corrections import MAX_REASON
from planreport.check.lists import usable
from planreport.check.readings import target, year_of_target
from planreport.check.vocabulary import Vocabulary
from planreport.load import INDICATORS_FILE, Row, Sources
from planreport.place import Problem
from planreport.plan.indicators import TARGET
from planreport.plan.revisions import Revised

_WHAT = {what.value: what for what in Revised if what is not Revised.DETAIL}

# What a revision can change: measure, column and, for a promise, its year.
Target = tuple[str, str, str]


def problems(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    revisions = rows(sources.revisions)
    for row in revisions:
        yield from _revision(row, words)
    yield from _before_it_was_added(revisions)
    yield from _loose_ends(revisions, sources, words)


def _revision(row: Row, words: Vocabulary) -> Iterator[Problem]:
    """A revision says from when on it is in force, of what, and why."""
    yield from known(row, "fiscal_year", words.years, "年度")
    is_target = row["what"] == Revised.TARGET.value
    subjects = words.indicators if is_target else words.measures
    if not is_target and row["measure_id"] in (words.indicators or ()):
        message = f"指標「{row['measure_id']}」の変更として書けるのは、目標値（target）だけです。"
        advice = f"ほかのことは {INDICATORS_FILE} を直し、この行を消してください。"
        yield Problem(row.at("what"), message, advice)
        return
    yield from known(row, "measure_id", subjects, "指標" if is_target else "番号（id）")
    yield from length(row, "reason", MAX_REASON)
    of_measures = {field.name: field for field in words.details}
    detail = of_measures.get(row["what"])
    what = Revised.DETAIL if detail else _WHAT.get(row["what"])
    if what is None:
        advice = usable(row["what"], (*_WHAT, *of_measures), "言葉")
        yield Problem(row.at("what"), f"知らない変更「{row['what']}」です。", advice)
        return
    yield from _planned_year(row, what, words)
    if what in (Revised.ADDED, Revised.ENDED):
        yield from _first_or_last_year(row, what, words)
        for side in ("before", "after"):
            if row[side]:
                yield Problem(row.at(side), f"「{what.value}」では、この欄を空にしてください。")
        return
    if row["before"] == row["after"]:
        message = "変更の前と後が同じです。"
        yield Problem(row.at("after"), message, "違うところを書くか、行を消してください。")
    for side in ("before", "after"):
        if what is Revised.PLANNED and words.schedule:
            yield from value(row, side, words.schedule)
        elif detail:
            yield from details(row, side, detail)
        elif what is Revised.GOAL:
            yield from known(row, side, words.goals, "目標")
        elif what is Revised.TARGET:
            indicator = (words.indicators or {}).get(row["measure_id"])
            yield from target(row, side, indicator) if indicator and row[side] else ()
        elif not row[side] and what not in (Revised.DEPARTMENT, Revised.SUMMARY, Revised.ITEM):
            yield Problem(row.at(side), "空になっています。", "値を書いてください。")
        elif what is Revised.ITEM:
            yield from group(row, side, words.levels)


def _planned_year(row: Row, what: Revised, words: Vocabulary) -> Iterator[Problem]:
    """A promise is revised for this year or a later one: what is past was promised."""
    if what is Revised.TARGET:
        yield from year_of_target(row, "planned_year", words)
    elif what is not Revised.PLANNED:
        if row["planned_year"]:
            yield Problem(
                row.at("planned_year"),
                "年次計画か目標値の変更（planned、target）のほかでは、この欄を空にしてください。",
            )
        return
    else:
        yield from known(row, "planned_year", words.years, "年度")
    if row["planned_year"] and row["planned_year"] < row["fiscal_year"]:
        message = f"{row['fiscal_year']}年度の変更で、過ぎた年度の計画や目標は変えられません。"
        advice = "年度を確かめてください。誤りを直すのなら data/corrections.csv に書きます。"
        yield Problem(row.at("planned_year"), message, advice)


def _first_or_last_year(row: Row, what: Revised, words: Vocabulary) -> Iterator[Problem]:
    """A measure that was added begins in that year; one that was ended had its last year before."""
    measure = (words.measures or {}).get(row["measure_id"])
    if measure is None or not words.years or row["fiscal_year"] not in words.years:
        return
    names = list(words.years)
    if row["fiscal_year"] == names[0]:
        message = f"{names[0]}年度は計画の最初の年度なので、途中の変更ではありません。"
        yield Problem(row.at("fiscal_year"), message, "年度を確かめるか、行を消してください。")
        return
    year_before = names[names.index(row["fiscal_year"]) - 1]
    column, wanted = (
        ("first_year", row["fiscal_year"]) if what is Revised.ADDED else ("last_year", year_before)
    )
    # What is no year, a rule says.
    is_year = not measure[column] or measure[column] in words.years
    if is_year and measure[column] != wanted:
        yield Problem(
            row.at("fiscal_year"),
            f"data/measures.csv では「{row['measure_id']}」の {column} が"
            f"「{measure[column]}」です。",
            f"{column} を {wanted} にするか、この年度を直してください。",
        )


def _before_it_was_added(revisions: Sequence[Row]) -> Iterator[Problem]:
    """What was added to the plan can be changed from the year after on."""
    added = {row["measure_id"]: row for row in revisions if row["what"] == Revised.ADDED.value}
    for row in revisions:
        first = added.get(row["measure_id"])
        if first and row is not first and row["fiscal_year"] <= first["fiscal_year"]:
            yield Problem(
                row.at("fiscal_year"),
                f"「{row['measure_id']}」を加えたのは{first['fiscal_year']}年度です"
                f"（{first.place.line}行目）。",
                "加えた後の年度にするか、行を消してください。",
            )


def _loose_ends(revisions: Sequence[Row], sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """Each revision begins where the one before ended, and the last ends at today's value."""
    now = _values(sources, words)
    chains: dict[Target, list[Row]] = {}
    for row in sorted(revisions, key=lambda row: (row["fiscal_year"], row.place.line)):
        chains.setdefault((row["measure_id"], row["what"], row["planned_year"]), []).append(row)
    for changed, chain in chains.items():
        for earlier, later in pairwise(chain):
            if earlier["fiscal_year"] == later["fiscal_year"]:
                yield Problem(
                    later.place,
                    f"{later['fiscal_year']}年度の同じ変更が{earlier.place.line}行目にもあります。",
                    "1行にまとめてください。",
                )
            elif earlier["after"] != later["before"]:
                message = f"前の変更（{earlier.place.line}行目）の後は「{earlier['after']}」です。"
                yield Problem(later.at("before"), message, "before をそれと同じにしてください。")
        if now.get(changed) and chain[-1]["after"] != now[changed]:
            message = f"変更の後が、今のデータの「{now[changed]}」と違います。"
            advice = "データを直すか、この欄を直してください。"
            yield Problem(chain[-1].at("after"), message, advice)


def _values(sources: Sources, words: Vocabulary) -> dict[Target, str]:
    """What the data says now of everything that a revision can change."""
    values = {
        (measure_id, what.value, ""): measure[what.value]
        for measure_id, measure in (words.measures or {}).items()
        for what in (Revised.TITLE, Revised.SUMMARY, Revised.DEPARTMENT, Revised.ITEM, Revised.GOAL)
    }
    for measure_id, measure in (words.measures or {}).items():
        for field in words.details:
            values[measure_id, field.name, ""] = measure[field.name]
    for row in rows(sources.targets):
        values[row["indicator_id"], Revised.TARGET.value, row["fiscal_year"]] = row[TARGET]
    for row in rows(sources.schedule):
        values[row["measure_id"], Revised.PLANNED.value, row["fiscal_year"]] = row["planned"]
    return values
