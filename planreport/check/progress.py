"""Rules for progress/: a file for every year, and in it a row for every measure.

The year that is being collected may have empty cells; it is then not reported yet.
"""

from collections.abc import Iterator

from planreport.check.cells import Columns, columns, known, length, usable
from planreport.check.tables import outside
from planreport.check.vocabulary import Vocabulary, gaps
from planreport.load import PROGRESS_FOLDER, Sources, Table
from planreport.place import Place, Problem

MAX_ACTIONS = 3000
MAX_REMARKS = 1000

PROGRESS = Columns(("measure_id", "progress", "actions"), ("assessment", "remarks"))


def problems(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    yield from _progress_files(sources, words)
    for name, table in sources.progress.items():
        if words.years is None or name in words.years:
            yield from _progress(words, name, table)
    yield from _gaps(sources, words)
    yield from _repeated_actions(sources, words)


def _progress_files(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """One file per reported year, from the plan's first year on without a gap."""
    if words.years is None:
        return
    for name in sources.progress:
        if name not in words.years:
            yield Problem(
                Place(f"{PROGRESS_FOLDER}/{name}.csv"),
                "ファイルの名前が計画の年度ではありません。",
                f"「{next(iter(words.years))}.csv」のように西暦の年度にするか、ファイルを移してください。",
            )
    reported = [name for name in words.years if name in sources.progress]
    for name in words.years:
        if reported and name < reported[-1] and name not in sources.progress:
            yield Problem(
                Place(f"{PROGRESS_FOLDER}/{name}.csv"),
                f"{name}年度の進捗がありません。",
                f"{reported[-1]}年度より前の年度は、すべて揃えてください。",
            )


def _progress(words: Vocabulary, year: str, table: Table | None) -> Iterator[Problem]:
    """Every measure of the year has one row: the status reached and what was done."""
    yield from columns(table, PROGRESS)
    seen: dict[str, int] = {}
    rows = list(usable(table, PROGRESS))
    if table is not None and words.assessments == {} and any(row["assessment"] for row in rows):
        yield Problem(
            Place(table.file, 1, "assessment"),
            "区分が data/plan.toml に1つもありません。",
            "[[assessments]] を加えるか、この列を消してください。",
        )
    for row in rows:
        measure_id = row["measure_id"]
        yield from known(row, "measure_id", words.measures, "番号（id）")
        if row["progress"] or year != words.collecting:
            yield from known(row, "progress", words.statuses, "段階")
        if row["actions"] or year != words.collecting:
            yield from length(row, "actions", MAX_ACTIONS)
        if row["remarks"]:
            yield from length(row, "remarks", MAX_REMARKS)
        if row["assessment"] and words.assessments:
            yield from known(row, "assessment", words.assessments, "区分")
        if measure_id in seen:
            yield Problem(
                row.at("measure_id"),
                f"「{measure_id}」の行は{seen[measure_id]}行目にもあります。",
                "どちらかを消してください。",
            )
        elif (
            (measure := (words.measures or {}).get(measure_id))
            and (names := words.active_names(measure))
            and year not in names
        ):
            yield outside(row.at("measure_id"), measure, year)
        seen.setdefault(measure_id, row.place.line)
    if table is None or not set(PROGRESS.required) <= set(table.columns):
        return
    for measure_id, measure in (words.measures or {}).items():
        if measure_id not in seen and year in words.active_names(measure):
            yield Problem(
                Place(table.file),
                f"「{measure['title']}」（{measure_id}）の行がありません。",
                f"「{measure_id},（段階）,（実施内容）」の行を加えてください。",
            )


def _gaps(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """A year is shown once every measure has said its status and what was done."""
    if words.collecting is None or words.collecting in words.reported:
        return
    table = sources.progress[words.collecting]
    assert table and words.years  # or there would be no year with gaps
    if set(PROGRESS.required) <= set(table.columns):
        yield Problem(
            Place(table.file),
            f"{words.years[words.collecting].full}は入力の途中です（{len(table.rows)}のうち"
            f"{len(gaps(table))}が未記入）。まだ載せません。",
            "誰がまだかは「build.py status」で見られます。",
            is_warning=True,
        )


def _repeated_actions(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """What was done is rarely the same, to the letter, two years running.

    Of what is published it is too late to say so.
    """
    before: dict[str, str] = {}
    for name in [name for name in words.years or {} if name in sources.progress]:
        now = {
            row["measure_id"]: row
            for row in usable(sources.progress[name], PROGRESS)
            if row["actions"]
        }
        for measure_id, row in now.items():
            if before.get(measure_id) == row["actions"] and name not in words.published:
                yield Problem(
                    row.at("actions"),
                    "実施内容が前の年度と同じ文章です。",
                    "前の年度の写しのままになっていないか確かめてください。",
                    is_warning=True,
                )
        before = {measure_id: row["actions"] for measure_id, row in now.items()}
