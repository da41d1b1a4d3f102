"""plan.toml: the keys that it may have, and what it declares as one typed value."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from planreport import paths
from planreport.check import theme
from planreport.check.choices import bands, choices
from planreport.check.image import image_format
from planreport.check.shape import Key, sound
from planreport.load import TomlFile
from planreport.plan import PublishedCount, PublishedTally, Settings
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import TEXT_LIMIT, Choice, Field, Kind, Schedule, usual_fields
from planreport.plan.settings import Contact, FooterLink, Licence, Logo, Paper, Terms, Theme, Update

MAX_YEARS = 20
MAX_TERM = 12  # characters
MAX_LEVELS = 3  # of groups between goal and measure: HTML has no more headings
MAX_UNIT = 8  # characters: what stands behind each number
MAX_LABEL = 20  # characters: what a status column holds on a few lines
FIRST_YEAR, LAST_YEAR = 1926, 2100
NAMES_OF_2019 = ("令和元年度", "平成31年度")
_SIGNS_OF_FORMULAS = "=+-@＝＋－＠"

_TEXT, _WORD, _WORDS = Key(str), Key(str, filled=True), Key(tuple, filled=True)
_TEXT_NEEDED = Key(str, required=True, filled=True)
_INT_NEEDED, _DATE_NEEDED = Key(int, required=True), Key(date, required=True)

_PLAN = {
    "title": _TEXT_NEEDED,
    "municipality": _TEXT_NEEDED,
    "area_code": _TEXT,
    "first_year": _INT_NEEDED,
    "last_year": _INT_NEEDED,
    "original_last_year": Key(int),
    "reported_from": Key(int),
    "updated": _DATE_NEEDED,
    "era_2019": _TEXT,
    "source": _TEXT,
    "notice": _TEXT,
    "base_url": _TEXT,
    "schedule": _TEXT,
}
_COUNT = {"assessment": _TEXT_NEEDED, "count": _INT_NEEDED, "percent": Key(Decimal, required=True)}
_TALLY = {
    "fiscal_year": _INT_NEEDED,
    "total": _INT_NEEDED,
    "counts": Key(list, required=True, keys=_COUNT),
}
_FLAG = Key(bool)
_CHOICE = {
    "label": _TEXT_NEEDED,
    "meaning": _TEXT,
    "reading": _TEXT,
    "good": _FLAG,
    "outside": _FLAG,
}
_BAND = _CHOICE | {"from": Key(Decimal), "from_baseline": _FLAG}
_FIELD = {
    "name": _TEXT_NEEDED,
    "label": _WORD,
    "per": _TEXT,
    "kind": _TEXT,
    "unit": _WORD,
    "total": _FLAG,
    "meaning": _TEXT,
    "question": _TEXT,
    "example": _TEXT,
    "limit": Key(int),
    "required": _FLAG,
    "published": _FLAG,
    "by": _TEXT,
    "leads": _FLAG,
    "next_year": _FLAG,
    "choices": Key(list, keys=_CHOICE),
}
YEAR, MEASURE = "year", "measure"  # what a field is said of
# What a field is, by the key that says so.
FLAGS = {
    "required": "is_required",
    "published": "is_published",
    "leads": "leads",
    "total": "is_summed",
    "next_year": "is_for_next_year",
}
# The kinds of field that a plan can declare, by the word for each.
KINDS = {"choice": Kind.CHOICE, "text": Kind.TEXT, "number": Kind.NUMBER}
_PAPER = {
    "file": _TEXT_NEEDED,
    "title": _TEXT_NEEDED,
    "content": _TEXT_NEEDED,
    "size": _TEXT_NEEDED,
    "orientation": _TEXT_NEEDED,
    "narrative_years": Key(int),
    "stamp": _WORDS,
    "draft": _FLAG,
    "binding": _TEXT,
    "goals": _WORDS,
    "departments": _WORDS,
}
KEYS = {
    "plan": Key(dict, required=True, keys=_PLAN),
    "terms": Key(dict, keys={term.name: _WORD for term in fields(Terms)} | {"item": _WORDS}),
    "statuses": Key(list, keys=_CHOICE),
    "assessments": Key(list, keys=_CHOICE | {"as_planned": _FLAG}),
    "indicator_grades": Key(list, keys=_BAND),
    "fields": Key(list, keys=_FIELD),
    "published_tallies": Key(list, keys=_TALLY),
    "papers": Key(list, keys=_PAPER),
    "history": Key(list, keys={"date": _DATE_NEEDED, "text": _TEXT_NEEDED}),
    "contact": Key(dict, keys={"name": _TEXT_NEEDED, "phone": _TEXT, "email": _TEXT, "url": _TEXT}),
    "licence": Key(dict, keys={"name": _TEXT_NEEDED, "url": _TEXT}),
    "theme": Key(dict, keys=theme.KEYS),
    "footer_links": Key(list, keys={"text": _TEXT_NEEDED, "url": _TEXT_NEEDED}),
}

# What is made where plan.toml names no papers.
_PAPERS = (
    Paper("summary-table.pdf", "全体の表（A3）", "table", "A3", "landscape", 3),
    Paper("summary-table-a4.pdf", "全体の表（A4）", "table", "A4", "landscape", 3),
    Paper("overview.pdf", "概要（A4）", "overview", "A4", "portrait", 0),
)


def _of_indicators(terms: Terms) -> tuple[Paper, ...]:
    title = f"{terms.indicator}の一覧（A4）"
    return (Paper("indicators.pdf", title, "indicators", "A4", "landscape", 0),)


def declared(file: TomlFile, images: Mapping[str, bytes], has_measures: bool = True) -> Settings:
    """What plan.toml declares, as far as its shape is right; the rules tell of all that is not.

    Years that are out of bounds are left out, and so are lists of words in which one has no label of
    its own, and published tallies that name what there is not.
    """
    values = sound(file.values, KEYS)
    plan = values["plan"]
    years = _years(plan)
    assessments = choices(values.get("assessments", []))
    terms = Terms(**values.get("terms", {}))
    fields = values.get("fields", ())
    terms = replace(terms, item=tuple(word.strip() for word in terms.item))
    return Settings(
        title=plan["title"].strip(),
        municipality=plan["municipality"].strip(),
        area_code=plan.get("area_code", ""),
        source=plan.get("source", ""),
        notice=plan.get("notice", ""),
        base_url=plan.get("base_url", "").rstrip("/"),
        updated=plan["updated"],
        original_last_year=plan.get("original_last_year", 0),
        years=years,
        reported_from=next((y for y in years if y.year == plan.get("reported_from")), None),
        terms=terms,
        schedule=schedule(plan),
        own_fields=tuple(_field(entry, terms) for entry in fields if not is_detail(entry)),
        details=tuple(_field(entry, terms) for entry in fields if is_detail(entry)),
        statuses=choices(values.get("statuses", []), are_stages=True),
        assessments=assessments,
        bands=bands(values.get("indicator_grades", [])),
        published_tallies=_tallies(values.get("published_tallies", ()), years, assessments),
        history=tuple(Update(**entry) for entry in values.get("history", ())),
        papers=tuple(_paper(entry) for entry in values.get("papers", ()))
        or (_PAPERS if has_measures else _of_indicators(terms)),
        contact=Contact(**values["contact"]) if "contact" in values else None,
        licence=Licence(**values["licence"]) if "licence" in values else None,
        theme=themed(values.get("theme", {}), images),
        footer_links=tuple(FooterLink(**link) for link in values.get("footer_links", ())),
        has_measures=has_measures,
    )


def _years(plan: Mapping[str, Any]) -> tuple[FiscalYear, ...]:
    first, last = plan["first_year"], plan["last_year"]
    if not (FIRST_YEAR <= first <= last <= LAST_YEAR and last - first < MAX_YEARS):
        return ()
    name_of_2019 = plan.get("era_2019", NAMES_OF_2019[0])
    return tuple(FiscalYear(year, name_of_2019) for year in range(first, last + 1))


def names_something(word: str) -> bool:
    """Whether a name is more than signs with which a formula begins; that it is empty, others say."""
    return not word or bool(word.strip(f" \u3000{_SIGNS_OF_FORMULAS}"))


def are_levels(words: tuple[str, ...]) -> bool:
    """Whether words tell the levels of groups apart, of which a plan need not have any."""
    return len({word.strip() for word in words} - {""}) == len(words) <= MAX_LEVELS


def schedule(plan: Mapping[str, Any]) -> Schedule:
    word = plan.get("schedule", Schedule.STAGE.value)
    return Schedule(word) if word in {one.value for one in Schedule} else Schedule.STAGE


def is_detail(entry: Mapping[str, Any]) -> bool:
    """Whether a field of plan.toml is said of each measure once, and not every year."""
    return str(entry.get("per", "")).strip() == MEASURE


def _field(entry: Mapping[str, Any], terms: Terms) -> Field:
    """A field as plan.toml declares it; of a usual one it need say only what is not usual."""
    usual = {field.name: field for field in usual_fields(terms)}
    texts = {key: value.strip() for key, value in entry.items() if isinstance(value, str)}
    label = texts.get("label", "")
    kind = KINDS.get(texts.get("kind", ""), Kind.TEXT)
    field = usual.get(texts["name"]) or Field(
        texts["name"],
        label,
        kind,
        label if is_detail(entry) else f"その年度の{label}",
        question=f"{{year}}の{label}",
        limit=TEXT_LIMIT if kind is Kind.TEXT else 0,
    )
    flags = {ours: entry[key] for key, ours in FLAGS.items() if key in entry}
    labels = ("label", "meaning", "question", "example", "by", "unit")
    field = replace(field, **{name: texts[name] for name in labels if texts.get(name)}, **flags)  # type: ignore[arg-type]
    if field.kind is Kind.TEXT:
        return replace(field, limit=entry.get("limit", field.limit))
    if field.kind is Kind.NUMBER:
        return field
    words = choices(entry.get("choices", []))
    return replace(field, choices={word.label: word for word in words})


def _tallies(
    entries: list[dict[str, Any]], years: tuple[FiscalYear, ...], assessments: tuple[Choice, ...]
) -> tuple[PublishedTally, ...]:
    by_year = {year.year: year for year in years}
    by_label = {assessment.label: assessment for assessment in assessments}
    return tuple(
        PublishedTally(
            year,
            entry["total"],
            tuple(
                PublishedCount(assessment, count["count"], count["percent"])
                for count in entry["counts"]
                if (assessment := by_label.get(count["assessment"].strip()))
            ),
        )
        for entry in entries
        if (year := by_year.get(entry["fiscal_year"]))
    )


def _paper(entry: Mapping[str, Any]) -> Paper:
    texts = {name: value.strip() for name, value in entry.items() if isinstance(value, str)}
    return Paper(**{"narrative_years": 3, **entry, **texts})


def themed(theme: Mapping[str, str], images: Mapping[str, bytes]) -> Theme:
    """The look that [theme] sets, with the logo that it names, if that is one of the images."""
    content = images.get(theme.get("logo", ""))
    logo = None
    if content is not None:
        logo = Logo(f"{paths.LOGO}.{image_format(content)}", theme.get("logo_alt", ""), content)
    return Theme(theme.get("colour", "").lower(), theme.get("link", "").lower(), logo)
