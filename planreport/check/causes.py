"""Problems of one cause become one: a plan.toml of another plan makes every row of a table wrong."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from planreport.check.cells import rows
from planreport.check.vocabulary import Vocabulary
from planreport.load import MEASURES_FILE, Sources
from planreport.place import Place, Problem

_MOST_ALIKE = 20  # so many of one kind are told one by one
_MOST_SAME = 3  # so many that say the very same, of the same word
_MOST_NAMED = 5  # lines of many
_YEAR = re.compile(r"[0-9]{4}")
_DIFFERING = re.compile(r"「[^」]*」|（[^）]*）|[0-9]+")
_LIKELY = (
    "数が多いので、{} と data/plan.toml（年度、段階、区分）が同じ計画のものか、"
    "列や行がずれていないかを先に確かめてください。"
)

# All that is to be said of a plan as `init` makes it: its tables have their headers and no rows yet.
NOT_BEGUN = Problem(
    Place(MEASURES_FILE),
    "計画が、まだ1行も入っていません。",
    "「計画の表.xlsx」に記入するか、今ある総括表を用意して、「build.py import ファイル」で取り込んでください。",
)


def not_begun(sources: Sources) -> bool:
    """Whether nobody has typed anything of the plan itself."""
    tables = (sources.goals, sources.measures)
    return not sources.progress and all(table and not table.rows for table in tables)


def another_plan(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """plan.toml and the tables have a year in common, or they are of two plans."""
    scheduled = (row["fiscal_year"] for row in rows(sources.schedule))
    written = [*scheduled, *sources.progress, *sources.values]
    years = [name for name in written if _YEAR.fullmatch(name)]
    if sources.settings and words.years and years and words.years.keys().isdisjoint(years):
        own = list(words.years)
        yield Problem(
            sources.settings.at("plan", "first_year"),
            f"計画の年度（{own[0]}から{own[-1]}まで）が、CSVに書かれた年度（{min(years)}から"
            f"{max(years)}まで、{len(years)}か所）と1つも重なりません。",
            "別の計画のファイルが交ざっていないか確かめ、plan.toml の年度とCSVを合わせてください。"
            "ほかの点検は、その後にします。",
        )


def gathered(problems: Iterable[Problem]) -> set[Problem]:
    """The problems, with many of one kind in one column of a file as the first of them, which says
    how many there are and what the likely cause is; so with a few that say the very same."""
    told: set[Problem] = set()
    for alike in _by(problems, lambda it: _DIFFERING.sub("", it.message)):
        if len(alike) > _MOST_ALIKE:
            told.add(_as_one(alike, _MOST_NAMED))
        else:
            for same in _by(alike, lambda it: it.message + it.advice):
                told.update([_as_one(same, len(same))] if len(same) > _MOST_SAME else same)
    return told


def _by(problems: Iterable[Problem], said: Callable[[Problem], str]) -> Iterable[list[Problem]]:
    """The problems of each column of a file that say the same, in order of place."""
    kinds: dict[tuple[object, ...], list[Problem]] = {}
    for it in sorted(problems):
        key = (it.place.file, it.place.sheet, it.place.column, it.is_warning, said(it))
        kinds.setdefault(key, []).append(it)
    return kinds.values()


def _as_one(alike: list[Problem], most: int) -> Problem:
    first, *more = alike
    lines = [str(line) for line in sorted({p.place.line for p in more} - {0})]
    where = f"（{'、'.join(lines[:most])}行目{'など' if lines[most:] else ''}）" if lines else ""
    what = "注意" if first.is_warning else "誤り"
    message = f"{first.message}ほかに{len(more)}か所、同じような{what}があります{where}。"
    if len(alike) <= _MOST_ALIKE or first.is_warning or not first.place.file.endswith(".csv"):
        return replace(first, message=message)
    # A list of words has no full stop.
    advice = f"{first.advice.removesuffix('。')}。" if first.advice else ""
    return replace(first, message=message, advice=advice + _LIKELY.format(first.place.file))
