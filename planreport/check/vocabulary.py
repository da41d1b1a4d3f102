"""The words that rows may use, taken from whatever could be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planreport.check.settings import FIRST_YEAR, LAST_YEAR, MAX_YEARS, NAMES_OF_2019
from planreport.load import Row, Sources, Table
from planreport.plan.amended import Revised
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Assessment, Status
from planreport.plan.settings import Paper


@dataclass(frozen=True)
class Vocabulary:
    """What is known, by the word that a row uses for it. None: not known, so don't judge by it."""

    statuses: Mapping[str, Status] | None
    assessments: Mapping[str, Assessment] | None
    years: Mapping[str, FiscalYear] | None
    papers: tuple[Paper, ...]
    goals: Mapping[str, Row] | None
    measures: Mapping[str, Row] | None
    published: frozenset[str]  # the years that were declared published
    collecting: str | None  # the last year begun, unless published: its cells may be empty
    ended: frozenset[str]  # the ids of measures that a revision ended half way
    left: frozenset[str]  # the ids of goals that a revision moved a measure out of
    reported: tuple[str, ...]  # the years whose cells are all filled in

    def active_years(self, measure: Row) -> list[FiscalYear]:
        """The years in which a measure is planned; all of the plan's where it names none.

        None at all where it names wrong ones: a rule says so, and its rows are not judged by them.
        """
        if not self.years:
            return []
        names = list(self.years)
        first, last = measure["first_year"] or names[0], measure["last_year"] or names[-1]
        if first not in names or last not in names:
            return []
        return list(self.years.values())[names.index(first) : names.index(last) + 1]

    def active_names(self, measure: Row) -> list[str]:
        """The same as rows write them."""
        return [str(year.year) for year in self.active_years(measure)]


def vocabulary(sources: Sources) -> Vocabulary:
    values = sources.settings.values if sources.settings else {}
    years = _years(values.get("plan", {}))
    published = _published(sources.published)
    begun = [name for name in years or {} if name in sources.progress]
    collecting = begun[-1] if begun and begun[-1] not in published else None
    return Vocabulary(
        statuses=_statuses(_entries(values, "statuses")),
        assessments=_assessments(_entries(values, "assessments")) if sources.settings else None,
        years=years,
        papers=_papers(values),
        goals=_by_id(sources.goals, "goal_id"),
        measures=_by_id(sources.measures, "measure_id"),
        published=published,
        collecting=collecting,
        ended=frozenset(
            row["measure_id"]
            for row in (sources.revisions.rows if sources.revisions else ())
            if row["what"] == Revised.ENDED.value
        ),
        left=frozenset(
            row["before"]
            for row in (sources.revisions.rows if sources.revisions else ())
            if row["what"] == Revised.GOAL.value
        ),
        reported=tuple(
            name for name in begun if name != collecting or not gaps(sources.progress[name])
        ),
    )


def gaps(progress: Table | None) -> list[Row]:
    """The rows of a year that nobody has filled in, or only in part."""
    rows = progress.rows if progress else ()
    return [row for row in rows if not (row["progress"] and row["actions"])]


def _published(table: Table | None) -> frozenset[str]:
    return frozenset(row["fiscal_year"] for row in table.rows) if table else frozenset()


def _entries(values: Mapping[str, Any], name: str) -> list[dict[str, Any]] | None:
    """The entries of a list; None where one has no label of its own, so that words are missing."""
    entries = values.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return None
    labels = [label for entry in entries if isinstance(label := entry.get("label"), str)]
    unique = {label.strip() for label in labels}
    return entries if len(unique) == len(entries) and "" not in unique else None


def _text(entry: Mapping[str, Any], key: str) -> str:
    return str(entry.get(key, "")).strip()


def _statuses(entries: list[dict[str, Any]] | None) -> dict[str, Status] | None:
    found = [
        Status(order, _text(entry, "label"), _text(entry, "meaning"), _text(entry, "reading"))
        for order, entry in enumerate(entries or [], 1)
    ]
    return {status.label: status for status in found} or None


def _assessments(entries: list[dict[str, Any]] | None) -> dict[str, Assessment] | None:
    if entries is None:
        return None
    return {
        label: Assessment(label, _text(entry, "meaning"), entry.get("as_planned") is True)
        for entry in entries
        if (label := _text(entry, "label"))
    }


def _years(plan: object) -> dict[str, FiscalYear] | None:
    if not isinstance(plan, dict):
        return None
    first, last = plan.get("first_year"), plan.get("last_year")
    if not (isinstance(first, int) and isinstance(last, int)):
        return None
    if not (FIRST_YEAR <= first <= last <= LAST_YEAR and last - first < MAX_YEARS):
        return None
    name_of_2019 = str(plan.get("era_2019", NAMES_OF_2019[0]))
    return {str(year): FiscalYear(year, name_of_2019) for year in range(first, last + 1)}


# What is made where plan.toml names no papers.
_PAPERS = (
    Paper("summary-table.pdf", "全体の表（A3）", "table", "A3", "landscape", 3),
    Paper("summary-table-a4.pdf", "全体の表（A4）", "table", "A4", "landscape", 3),
    Paper("overview.pdf", "概要（A4、両面1枚）", "overview", "A4", "portrait", 0),
)


def _papers(values: Mapping[str, Any]) -> tuple[Paper, ...]:
    entries = values.get("papers", [])
    if not isinstance(entries, list) or not entries:
        return _PAPERS
    return tuple(
        Paper(
            file=_text(entry, "file"),
            title=_text(entry, "title"),
            content=_text(entry, "content"),
            size=_text(entry, "size"),
            orientation=_text(entry, "orientation"),
            narrative_years=entry.get("narrative_years", 3),
        )
        for entry in entries
        if isinstance(entry, dict)
    )


def _by_id(table: Table | None, column: str) -> dict[str, Row] | None:
    if table is None or column not in table.columns:
        return None
    rows: dict[str, Row] = {}
    for row in table.rows:
        if row[column]:
            rows.setdefault(row[column], row)
    return rows or None
