"""What the sheets say becomes the tables of data/, each cell with its place in a sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from planreport.check.cells import rows
from planreport.importer import cells
from planreport.importer.cells import Cell
from planreport.importer.ids import numbered
from planreport.importer.levels import numbered_parts, one_line
from planreport.importer.periods import active_years, open_years, reported_years, told_period
from planreport.importer.roles import GOAL, Role
from planreport.importer.slips import Listed, dated, twice
from planreport.importer.subjects import Gathered, Said, Subject
from planreport.load import (
    GOALS_FILE,
    MEASURES_FILE,
    PROGRESS_FOLDER,
    SCHEDULE_FILE,
    Row,
    Sources,
    Table,
)
from planreport.place import Place, Problem
from planreport.plan import Settings
from planreport.plan.calendar import read_fiscal_year
from planreport.plan.fields import Field
from planreport.plan.indicators import VALUE


@dataclass(frozen=True)
class Made:
    """The tables by file, what was told of how cells were read, and what no rule of data/ can see."""

    tables: dict[str, Table] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ids: dict[int, str] = field(default_factory=dict)  # of the measures, by their place in the list
    goal_ids: dict[str, str] = field(default_factory=dict)


def make(
    found: Gathered,
    sources: Sources,
    settings: Settings,
    fields: Sequence[Field],
    known: Sequence[Role],
) -> Made:
    """The tables of goals, measures, and what was planned and reached of these."""
    made = Made()
    _goals(made, found, sources, known)
    if not found.measures:  # a sheet of indicators alone
        return made
    years = [year.year for year in settings.years]
    planned = next((field for field in fields if field.is_scheduled), None)
    open_ = open_years(found.measures, planned, settings)
    told = reported_years(found.measures)
    active = [active_years(measure, fields, years, open_, told) for measure in found.measures]
    _measures(made, found, sources, settings, fields, active)
    if planned:
        _schedule(made, found.measures, planned, active, open_)
    reported = [field for field in fields if not field.is_scheduled]
    surveyed = {
        year
        for one in found.indicators
        for (name, year), said in one.years.items()
        if name == VALUE and not cells.is_blank(said.text)
    }
    for year in years:
        is_before = f"{PROGRESS_FOLDER}/{year - 1}.csv" in made.tables
        begins = is_before and year in surveyed and any(field.is_required for field in reported)
        _progress(made, found.measures, reported, year, active, begins)
    return made


def _goals(made: Made, found: Gathered, sources: Sources, known: Sequence[Role]) -> None:
    goal_role = next(role for role in known if role.name == GOAL)
    parts = {goal: numbered_parts(goal, goal_role) for goal in found.goals}
    is_alone = not (found.measures or rows(sources.measures))
    subjects = found.indicators if is_alone else found.measures
    used = dict.fromkeys(parts[one.path[0]][1] for one in subjects if one.path[0])
    before = {row["title"]: row["goal_id"] for row in rows(sources.goals)}
    given = {
        parts[one.path[0]][1]: one.once["goal_id"].text
        for one in reversed(subjects)
        if "goal_id" in one.once and one.path[0]
    }
    ids = {**before, **numbered(used, given, before, "")}
    made.goal_ids.update({goal: ids.get(title, "") for goal, (_, title) in parts.items()})
    if not subjects:
        return
    first = {title: goal for goal, (_, title) in reversed(parts.items())}
    parts = {first[title]: parts[first[title]] for title in used}
    counts = all(_is_position(number, n) for n, (number, _) in enumerate(parts.values(), 1))
    columns = ("goal_id", "title") if counts else ("goal_id", "title", "number")
    made.tables[GOALS_FILE] = table(
        GOALS_FILE,
        columns,
        (
            (
                {
                    "goal_id": made.goal_ids[goal],
                    "title": title,
                    "number": "" if counts else number,
                },
                dict.fromkeys(columns, found.goals[goal].place),
            )
            for goal, (number, title) in parts.items()
        ),
    )


def _is_position(number: str, position: int) -> bool:
    """Whether a number says no more than the place that its goal has anyhow."""
    bare = number.strip("()（）")
    return not number or (bare.isdecimal() and int(bare) == position)


def _measures(
    made: Made,
    found: Gathered,
    sources: Sources,
    settings: Settings,
    fields: Sequence[Field],
    active: Sequence[list[int]],
) -> None:
    titles = {row["goal_id"]: row["title"] for row in rows(sources.goals)}
    before: dict[tuple[str, str, str], list[str]] = {}
    for known in rows(sources.measures):
        if known["goal_id"] in titles:
            called = known["goal_id"], known["item"], known["title"]
            before.setdefault(called, []).append(known["measure_id"])
    keys = list(range(len(found.measures)))
    places = {
        n: (made.goal_ids.get(m.path[0], ""), _item(m), m.title)
        for n, m in enumerate(found.measures)
    }
    given = {
        n: m.once["measure_id"].text for n, m in enumerate(found.measures) if "measure_id" in m.once
    }
    old = {n: before[key].pop(0) for n, key in places.items() if before.get(key)}
    made.ids.update(numbered(keys, given, old, "m"))
    all_years = [year.year for year in settings.years]
    listed: list[tuple[dict[str, str], dict[str, Place]]] = []
    for n, measure in enumerate(found.measures):
        goal_id, item, title = places[n]
        row = {"measure_id": made.ids[n], "goal_id": goal_id, "item": item, "title": title}
        at = dict.fromkeys(("measure_id", "goal_id", "item", "title"), measure.place)
        for name, said in measure.once.items():
            if name in ("measure_id", "goal_id"):
                at[name] = said.place
                row[name] = said.text or row[name]
            elif name not in ("first_year", "last_year"):
                row[name] = _noted(made, _once(name, said, settings))
                at[name] = said.place
        made.problems.extend(dated(measure))
        years = active[n] or all_years
        row["first_year"] = str(years[0]) if years[0] != all_years[0] else ""
        row["last_year"] = str(years[-1]) if years[-1] != all_years[-1] else ""
        for name in {"first_year", "last_year"} & {*measure.once}:
            told = measure.once[name]
            row[name] = "" if cells.is_blank(told.text) else year_text(told.text)
            at[name] = told.place
        made.notes.extend(told_period(row, measure, fields))
        listed.append((row, at))
    details = [field.name for field in settings.details]
    order = ["measure_id", "goal_id", "number", "item", "title", "summary", "department"]
    always = {"measure_id", "goal_id", "title", "summary", "department"}
    always |= {"item"} if settings.terms.item else set()
    used = {name for row, _ in listed for name, cell in row.items() if cell}
    columns = [
        name for name in (*order, *details, "first_year", "last_year") if name in always | used
    ]
    made.tables[MEASURES_FILE] = table(MEASURES_FILE, columns, listed)
    made.notes.extend(twice("title", listed))
    made.notes.extend(twice("number", listed))


def year_text(text: str) -> str:
    """A fiscal year as data/ has it, or what stands there instead."""
    return str(read_fiscal_year(text) or text)


def _item(measure: Subject) -> str:
    return "|".join(text.replace("|", "｜") for text in measure.path[1:] if text)


def _once(name: str, said: Said, settings: Settings) -> Cell:
    if name == "summary":
        return cells.summary(said)
    if name == "department":
        return cells.several(said)
    if field := next((field for field in settings.details if field.name == name), None):
        return cells.several(said) if field.choices is not None else cells.of_field(said, field)
    return Cell("" if cells.is_blank(said.text) else one_line(said.text))


def _schedule(
    made: Made,
    measures: Sequence[Subject],
    planned: Field,
    active: Sequence[list[int]],
    open_: Sequence[int],
) -> None:
    if not any(
        (planned.name, year) in m.years
        for m, years in zip(measures, active, strict=True)
        for year in years
    ):
        return
    listed = []
    for n, measure in enumerate(measures):
        for year in active[n]:
            if year in open_:
                continue
            said = measure.years.get((planned.name, year), Said("", measure.place))
            cell = _noted(made, cells.of_field(said, planned))
            row = {"measure_id": made.ids[n], "fiscal_year": str(year), "planned": cell}
            listed.append((row, dict.fromkeys(row, said.place)))
    made.tables[SCHEDULE_FILE] = table(
        SCHEDULE_FILE, ("measure_id", "fiscal_year", "planned"), listed
    )


def _progress(
    made: Made,
    measures: Sequence[Subject],
    reported: Sequence[Field],
    year: int,
    active: Sequence[list[int]],
    begins: bool,
) -> None:
    """A year of which nothing is reported has no file, unless its indicators' values have come first."""
    listed = []
    for n, measure in enumerate(measures):
        if year not in active[n]:
            continue
        row, at = {"measure_id": made.ids[n]}, {"measure_id": measure.place}
        for one in reported:
            said = measure.years.get((one.name, year), Said("", measure.place))
            row[one.name] = _noted(made, cells.of_field(said, one))
            at[one.name] = said.place
        listed.append((row, at))
    used = {name for row, _ in listed for name, cell in row.items() if cell} - {"measure_id"}
    if used or begins:
        columns = [f.name for f in reported if f.is_required or f.is_published or f.name in used]
        file = f"{PROGRESS_FOLDER}/{year}.csv"
        made.tables[file] = table(file, ("measure_id", *columns), listed)


def _noted(made: Made, cell: Cell) -> str:
    made.notes.extend(cell.notes)
    return cell.text


def table(file: str, columns: Iterable[str], listed: Listed) -> Table:
    columns = tuple(columns)
    made = (
        Row(Place(file, line), {name: row.get(name, "") for name in columns}, dict(at))
        for line, (row, at) in enumerate(listed, 2)
    )
    return Table(file, columns, tuple(made))
