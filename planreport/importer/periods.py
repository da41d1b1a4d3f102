"""The years that a measure is planned in, where a sheet does not say them in so many words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from planreport.importer import cells
from planreport.importer.subjects import Subject
from planreport.place import Problem
from planreport.plan import Settings
from planreport.plan.calendar import read_fiscal_year
from planreport.plan.fields import Field, Kind


def open_years(measures: Iterable[Subject], planned: Field | None, settings: Settings) -> list[int]:
    """The years for which nothing is planned yet, in a plan that plans in words year by year, and
    those of which the sheets say nothing because they are not shown."""
    if planned is None or planned.kind is not Kind.TEXT:
        return []
    told = {year for m in measures for (_, year), said in m.years.items() if said.text}
    years = [year.year for year in settings.years]
    first, last = min(told, default=years[0]), max(told, default=years[0])
    unshown = [year.year for year in settings.unshown if year.year < first]
    return [*unshown, *(year for year in years if year > last)]


def reported_years(measures: Iterable[Subject]) -> set[int]:
    """The years of which any measure says something."""
    return {
        year
        for one in measures
        for (_, year), said in one.years.items()
        if not cells.is_blank(said.text)
    }


def active_years(
    measure: Subject,
    fields: Sequence[Field],
    years: Sequence[int],
    open_: Sequence[int],
    reported: Set[int],
) -> list[int]:
    """The years that a measure is planned in: those that have a promise, without a gap, and with the
    first and the last of these those that are open; of a plan without promises all, but for the first
    ones in which it has a dash for each thing that others reported."""
    by_name = {field.name: field for field in fields}
    said = {
        key
        for key, one in measure.years.items()
        if not cells.says_nothing(one, by_name.get(key[0]))
    }
    told = measure.once.get("first_year"), measure.once.get("last_year")
    first, last = (read_fiscal_year(one.text) if one else None for one in told)
    if first or last:  # the rules tell of what is said outside of these
        of_years = {year for _, year in said}
        return [y for y in years if (first or y) <= y <= (last or y) or y in of_years]
    names = [field.name for field in fields if field.is_scheduled]
    if not names:
        texts: dict[int, list[str]] = {}
        for (_, year), one in measure.years.items():
            texts.setdefault(year, []).append(one.text)
        begun = min((year for _, year in said if year in years), default=years[0])
        before = [year for year in years if year < begun and year in reported]
        is_later = before and all(all(texts.get(year, [""])) for year in before)
        return [year for year in years if not is_later or year >= begun]
    planned = [year for year in years if (names[0], year) in said]
    if planned:
        before = [year for year in open_ if year < planned[0]]
        behind = [year for year in open_ if year > planned[-1]]
        planned = [
            *(before if planned[0] - 1 in before else ()),
            *planned,
            *(behind if planned[-1] + 1 in behind else ()),
        ]
    others = {year for _, year in said} - {*planned}
    has_gap = planned != [year for year in years if planned and planned[0] <= year <= planned[-1]]
    return list(years) if not planned or has_gap or others & {*years} else planned


def told_period(
    row: Mapping[str, str], measure: Subject, fields: Iterable[Field]
) -> Iterator[Problem]:
    """That a measure is not planned in all years nobody wrote in so many words."""
    if (row["first_year"] or row["last_year"]) and not {"first_year", "last_year"} & {
        *measure.once
    }:
        first, last = (
            f"{row[name]}年度" if row[name] else "" for name in ("first_year", "last_year")
        )
        period = f"{first or '計画の初め'}から{last or '計画の終わり'}まで"
        what = "計画" if any(field.is_scheduled for field in fields) else "報告"
        said = f"「{measure.title}」の期間を、{what}の書かれた{period}と読みました。"
        yield Problem(measure.place, said, is_warning=True)
