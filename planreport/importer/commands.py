"""The command: reads the sheets, has the rules judge the result, writes all of it or nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from planreport.check import Checked, check
from planreport.check.declared import declared
from planreport.check.vocabulary import fields_of
from planreport.files import edit
from planreport.importer import console
from planreport.importer.doubtful import doubtful, left_out
from planreport.importer.grids import Grid, open_grids
from planreport.importer.headings import LOOKED_AT, find_layout
from planreport.importer.indicators import indicator_tables
from planreport.importer.labels import with_labels
from planreport.importer.layout import Layout
from planreport.importer.present import changed, content, kept, overwritten, with_tables
from planreport.importer.reading import READING_FILE, Corrected, blocks, corrected, text
from planreport.importer.repeated import together
from planreport.importer.roles import Role, roles
from planreport.importer.rows import gather
from planreport.importer.separate import tables
from planreport.importer.subjects import Asked, Gathered
from planreport.importer.tables import Made, make
from planreport.importer.words import Words, added, proposed
from planreport.load import PLAN_FILE, PROGRESS_FOLDER, VALUES_FOLDER, Sources, load, load_toml
from planreport.place import Place, PlanError, Problem, has_errors
from planreport.plan import Settings
from planreport.plan.fields import Field
from planreport.plan.indicators import VALUE
from planreport.plan.settings import Terms
from planreport.scaffold.sheet import HINTS
from planreport.workbook import MAX_FILE


def import_sheets(
    root: Path,
    files: Sequence[Path],
    is_rehearsal: bool,
    replaces: bool,
    say: Callable[[str], object],
) -> str:
    """Reads 総括表 into data/ of a plan's folder; returns what was read, and what was not.

    What each column was taken for it `say`s before, so that it is known whatever is wrong. A
    rehearsal writes nothing. Tables of data/ that have rows are left alone unless it `replaces` them.
    Raises PlanError with every problem of the sheets, of import.toml, and of the result under the
    rules of the data; then data/ stays as it is, and import.toml is written where there was none.
    """
    sources = load(root)
    settings, fields = _declared(sources)
    known = tuple(roles(settings, fields))
    sheets, told = _open(files)
    grids = with_labels([grid for sheet in sheets for grid in tables(sheet, known)], known)
    found, layouts = _layouts(root, grids, known, settings)
    say(console.reading(layouts))
    told += found.notes
    required = {VALUE, *(it.name for it in fields if it.is_required and not it.is_scheduled)}
    left = list(left_out(layouts, settings, required))
    told += [it for it in left if it.is_warning]
    years, unshown = (
        frozenset(year.year for year in some) for some in (settings.years, settings.unshown)
    )
    gathered = gather(layouts, Asked(known, years, unshown))
    words = list(proposed(gathered.measures, fields, settings.details, found.words))
    edits = _reading(root, found, layouts, words, known)
    try:
        undated = [it for it in left if not it.is_warning]
        _refuse([*found.problems, *doubtful(layouts, settings.years), *undated])
        if lost := _nothing_read(grids, layouts, gathered, settings.terms):
            raise PlanError(gathered.problems or lost)
        if words:
            assert sources.settings
            edits[PLAN_FILE] = added(sources.settings.text, words)
            settings, fields = _declared(load(root, {PLAN_FILE: edits[PLAN_FILE]}))
        made = make(gathered, sources, settings, fields, known)
        indicator_tables(made, gathered, sources, settings)
        kept(made, sources)
        if lacking := _without_column(made, gathered, sources, settings, fields):
            raise PlanError([*gathered.problems, *lacking])
        new = changed(made, sources)
        if not replaces:
            _refuse(overwritten(new, sources))
        edits |= {file: content(table) for file, table in new.items()}
        problems = [*gathered.problems, *made.problems]
        checked = _judged(with_tables(load(root, edits), made.tables), problems)
    except PlanError as error:
        problems = together([*error.problems, *told])
        if is_rehearsal or READING_FILE not in edits:
            raise PlanError(problems) from error
        edit(root, {READING_FILE: edits[READING_FILE]})
        raise PlanError([*problems, _where_it_is_said()], READING_FILE) from error
    if not is_rehearsal:
        edit(root, edits)
    notes = [*told, *_guessed(gathered, settings.terms.goal), *made.notes]
    said = console.Report(layouts, grids, gathered, made, words, notes, checked)
    return console.imported(said, edits, is_rehearsal)


def _declared(sources: Sources) -> tuple[Settings, tuple[Field, ...]]:
    """What plan.toml declares; raises PlanError where it cannot be read."""
    problems = [it for it in sources.problems if it.place.file == PLAN_FILE]
    if sources.settings is None or has_errors(problems):
        raise PlanError(problems)
    settings = declared(sources.settings, sources.images)
    if not settings.years:
        message = "計画の最初と最後の年度（first_year、last_year）が読めません。"
        advice = f"{PLAN_FILE} に書いてから、取り込んでください。"
        raise PlanError([Problem(sources.settings.at("plan", "first_year"), message, advice)])
    return settings, fields_of(sources.settings, settings)


def _open(files: Sequence[Path]) -> tuple[list[Grid], list[Problem]]:
    """The grids of all files; raises PlanError with the problems of each that cannot be opened."""
    grids: list[Grid] = []
    told: list[Problem] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(files):
        name = path.as_posix()
        if not path.is_file():
            wrong = "フォルダです。" if path.is_dir() else "ファイルがありません。"
            advice = "総括表のファイルの名前と場所を確かめてください。"
            problems.append(Problem(Place(name), wrong, advice))
            continue
        try:
            with path.open("rb") as file:
                opened, said = open_grids(name, file.read(MAX_FILE + 1))
            grids += [grid for grid in opened if grid.name != HINTS]
            told += said
        except PlanError as error:
            problems += error.problems
    _refuse(problems)
    return grids, told


def _layouts(
    root: Path, grids: Sequence[Grid], known: Sequence[Role], settings: Settings
) -> tuple[Corrected, list[Layout]]:
    """How each sheet is read: as import.toml says, else as it seems."""
    found = Corrected()
    if (root / READING_FILE).exists():
        file, problems = load_toml(root, READING_FILE)
        if file is None or has_errors(problems):
            raise PlanError(problems)
        found = corrected(file, grids, known, settings.years[0].year)
    layouts = (
        found.layouts.get(grid.key) or find_layout(grid, known, settings.title) for grid in grids
    )
    return found, [layout for layout in layouts if layout]


def _reading(
    root: Path,
    found: Corrected,
    layouts: Sequence[Layout],
    words: Sequence[Words],
    known: Sequence[Role],
) -> dict[str, bytes]:
    """import.toml with the sheets and words that it does not have yet, if there are some."""
    new = [one for one in layouts if one.grid.key not in found.listed]
    lists = [one for one in words if one.fields[0] not in found.words]
    file = root / READING_FILE
    if not file.exists():
        return {READING_FILE: text(layouts, words, known).encode()}
    if found.problems or not (new or lists):
        return {}
    before = file.read_text(encoding="utf-8-sig").rstrip("\n")
    return {READING_FILE: f"{before}\n{blocks(new, lists)}".encode()}


def _nothing_read(
    grids: Sequence[Grid], layouts: Sequence[Layout], gathered: Gathered, terms: Terms
) -> list[Problem]:
    files = dict.fromkeys(grid.file for grid in grids)
    return [
        Problem(
            Place(file),
            "見出しの行が見付かりません。",
            f"「{terms.goal}」「{terms.measure}」「{terms.indicator}」や年度を書いた見出しが、シートの初めの{LOOKED_AT}行に"
            f"あるか確かめてください。名前の列の見出しは、「{terms.measure}」か「{terms.indicator}」です。"
            f"表の言葉が違うときは、{PLAN_FILE} の [terms] を表に合わせます。",
        )
        for file in files
        if not any(layout.grid.file == file for layout in layouts)
    ] or [
        Problem(
            Place(file),
            "見出しの下に、読める行が1つもありません。",
            "記入したファイルを、保存してから指定してください。記入してあるのに読めないなら、"
            f"{READING_FILE} の heading_rows と as を直します。",
        )
        for file in list(files)[:1]
        if not gathered.measures and not gathered.indicators
    ]


def _guessed(gathered: Gathered, goal: str) -> Iterator[Problem]:
    """What no cell says in so many words."""
    for place, count in gathered.shared.items():
        message = f"結合されたセルなので、{count}つに共通のものと読みました。"
        yield Problem(place, message, is_warning=True)
    for place, copied in gathered.ditto.items():
        yield Problem(place, f"同じという印を「{copied[:20]}」と読みました。", is_warning=True)
    for said in gathered.goals.values():
        if not said.place.line and said.text in (said.place.sheet, Path(said.place.file).stem):
            message = f"「{goal}」の列も行もないので、名前から「{said.text}」を{goal}と読みました。"
            yield Problem(said.place, message, is_warning=True)


def _without_column(
    made: Made, gathered: Gathered, sources: Sources, settings: Settings, fields: Sequence[Field]
) -> list[Problem]:
    """What every measure needs and none has: its column was not found, which is told once."""
    if not gathered.measures:
        return []
    place = replace(gathered.measures[0].place, line=0, column="")
    levels = (settings.terms.goal, *settings.terms.item)
    lacking = [
        word for n, word in enumerate(levels) if not any(one.path[n] for one in gathered.measures)
    ]
    years = [table for file, table in made.tables.items() if file.startswith(PROGRESS_FOLDER)]
    is_surveyed = any(file.startswith(VALUES_FOLDER) for file in made.tables)
    has_values_alone = is_surveyed and not (years or sources.progress)
    unsaid = [
        field
        for field in fields
        if field.is_required and not field.is_scheduled and (years or has_values_alone)
        if not any(row[field.name] for table in years for row in table.rows)
    ]
    advice = f"見出しを直すか、{READING_FILE} で、どの列がそうかを as に書いてください。"
    kept = ", ".join(f'"{word}"' for word in settings.terms.item if word not in lacking)
    if has_values_alone and not unsaid:
        return [_never_reported(place, settings.terms)]
    return [
        Problem(
            place,
            f"「{word}」の列も行も見付かりません。",
            f"{advice}表にないなら、「{word}」の列を足して書いてください。"
            if word is settings.terms.goal
            else f"{advice}計画にないまとまりなら、{PLAN_FILE} の [terms] に item = [{kept}] と書きます。",
        )
        for word in lacking
    ] + [
        Problem(
            place,
            f"「{field.label}」の列が見付かりません。",
            f"{advice}計画にないものなら、{PLAN_FILE} の [[fields]] から name = "
            f'"{field.name}" の欄を消すか、required = false にします。',
        )
        for field in unsaid
    ]


def _never_reported(place: Place, terms: Terms) -> Problem:
    """Measures of which nothing is ever reported are groups of indicators."""
    groups = ", ".join(f'"{word}"' for word in (*terms.item, terms.measure))
    return Problem(
        place,
        f"指標の実績値があるのに、「{terms.measure}」について報告する欄が1つもありません。",
        f"指標だけの計画なら、{PLAN_FILE} の [terms] を item = [{groups}]、measure = "
        f'"{terms.indicator}" にし、{READING_FILE} を消します。報告するなら、{PLAN_FILE} の [[fields]] と'
        "表の列に書いてください。",
    )


def _judged(sources: Sources, problems: Sequence[Problem]) -> Checked:
    """Raises PlanError with these problems and those of the rules; of a cell, the first is enough."""
    told = {problem.place for problem in problems}
    try:
        checked = check(sources)
    except PlanError as error:
        others = (problem for problem in error.problems if problem.place not in told)
        raise PlanError([*problems, *others]) from error
    _refuse(problems)
    return checked


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise PlanError(problems)


def _where_it_is_said() -> Problem:
    message = "どの列を何として読んだかを、このファイルに書きました。"
    advice = "読み方が違っていたら、これを直して、もう一度取り込んでください。"
    return Problem(Place(READING_FILE), message, advice, is_warning=True)
