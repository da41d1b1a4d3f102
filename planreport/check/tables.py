"""Rules for the plan's own tables: references, and a promise for every measure and year."""

from collections.abc import Iterable, Iterator

from planreport.check.cells import (
    details,
    group,
    ids,
    known,
    length,
    may_be,
    rows,
    text_length,
    value,
)
from planreport.check.lists import once
from planreport.check.vocabulary import Vocabulary
from planreport.load import MEASURES_FILE, SCHEDULE_FILE, Row, Sources, Table
from planreport.paragraphs import SEPARATOR
from planreport.place import Place, Problem
from planreport.plan.fields import Field, Kind
from planreport.plan.measures import values

MAX_TITLE = 200
MAX_BULLET = 300
_FEW = 2  # measures that may go back without a word


def problems(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    yield from _goals(sources, words)
    yield from _measures(sources, words)
    yield from _levels(sources, words)
    yield from _schedule(sources, words)
    yield from _upside_down(sources, words)


def _goals(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """Every goal has measures, or had some until a revision moved them."""
    yield from ids(rows(sources.goals), "goal_id")
    measures = rows(sources.measures)
    for row in rows(sources.goals):
        yield from length(row, "title", MAX_TITLE)
        if (
            row["goal_id"]
            and measures
            and all(it["goal_id"] != row["goal_id"] for it in measures)
            and all(it["goal_id"] in (words.goals or ()) for it in measures)
            and words.left is not None
            and row["goal_id"] not in words.left
        ):
            message = f"目標「{row['goal_id']}」に計画内容が1つもありません。"
            advice = "data/measures.csv に加えるか、この行を消してください。"
            yield Problem(row.at("goal_id"), message, advice)
    if sources.goals is not None and not sources.goals.rows:
        message = "目標が1つもありません。"
        yield Problem(Place(sources.goals.file), message, "2行目から目標を書いてください。")
    if sources.measures and not (sources.measures.rows or sources.has_indicators_alone):
        message = "計画内容が1つもありません。"
        yield Problem(Place(sources.measures.file), message, "2行目から計画内容を書いてください。")


def _measures(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    yield from ids(rows(sources.measures), "measure_id")
    for row in rows(sources.measures):
        yield from known(row, "goal_id", words.goals, "目標")
        yield from group(row, "item", words.levels) if words.levels else ()
        for title in values(row["item"]):
            yield from text_length(row.at("item"), title, MAX_TITLE)
        yield from length(row, "title", MAX_TITLE)
        yield from _bullets(row)
        yield from active_years(row, words)
        yield from _separators(row, words)
        for field in words.details:
            yield from details(row, field.name, field)


def _separators(row: Row, words: Vocabulary) -> Iterator[Problem]:
    """What looks like the sign between several names, and is none."""
    signs = {"department": "｜、，／", "item": "｜"} | {it.name: "｜" for it in words.details}
    for column, sign in signs.items():
        if found := next((char for char in row[column] if char in sign), None):
            message = f"「{found}」は区切りになりません。「{row[column]}」で1つの名前と読みます。"
            advice = f"2つ以上の名前なら、半角の「{SEPARATOR}」で区切ってください。"
            yield Problem(row.at(column), message, advice, is_warning=True)


def _levels(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """Every level of groups is used by some measure; who leaves it out may have forgotten it."""
    paths = [(row, values(row["item"])) for row in rows(sources.measures)]
    deepest = max((len(path) for _, path in paths), default=0)
    if words.levels is None or not paths:
        return
    if not words.levels and deepest:
        yield Problem(
            next(row.at("item") for row, path in paths if path),
            "まとまりの名前がありますが、まとまりの段がない計画です。",
            'item の列を消すか、data/plan.toml の [terms] に item = "まとまりの呼び名" と書いてください。',
        )
    if not words.levels:
        return
    lowest = words.levels[-1]
    if deepest < len(words.levels):
        kept = ", ".join(f'"{word}"' for word in words.levels[:deepest])
        yield Problem(
            Place(MEASURES_FILE, 1, "item"),
            f"「{words.levels[deepest]}」の名前が、どの行にもありません。",
            f"書くか、計画にないものなら、data/plan.toml の [terms] に item = [{kept}] と書いてください。",
        )
        return
    short = [row for row, path in paths if len(path) < len(words.levels)]
    if short:
        yield Problem(
            short[0].at("item"),
            f"「{lowest}」の名前がありません"
            + (f"（ほかに{len(short) - 1}行）。" if short[1:] else "。")
            + f"{lowest}に入らない計画内容として扱います。",
            "そのとおりなら、このままで構いません。",
            is_warning=True,
        )


def _bullets(row: Row) -> Iterator[Problem]:
    """Of a summary, which a measure need not have, no point is empty and none too long."""
    for bullet in row["summary"].split(SEPARATOR) if row["summary"] else ():
        if not bullet.strip():
            message = f"「{SEPARATOR}」の間が空です。"
            yield Problem(row.at("summary"), message, f"余分な「{SEPARATOR}」を消してください。")
        elif len(bullet) > MAX_BULLET:
            message = f"箇条書きの1つが{len(bullet)}文字あります。"
            yield Problem(row.at("summary"), message, f"{MAX_BULLET}文字以内にしてください。")


def active_years(row: Row, words: Vocabulary) -> Iterator[Problem]:
    """What begins late or ends early does so within the plan."""
    for column in ("first_year", "last_year"):
        if row[column]:
            yield from known(row, column, words.years, "年度")
    given = {row["first_year"], row["last_year"]}
    if given <= (words.years or {}).keys() and row["last_year"] < row["first_year"]:
        message = f"最後の年度が最初の年度（{row['first_year']}）より前です。"
        yield Problem(row.at("last_year"), message, "逆になっていないか確かめてください。")


def _schedule(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """A plan that plans by years has a schedule, and no other has."""
    table, field = sources.schedule, words.schedule
    yield from _promises(rows(table), words)
    if table and field:
        yield from _unplanned(table, sources.progress, field, words)
    elif table and words.settings:
        message = 'この計画は、年度ごとの計画を持ちません（schedule = "none"）。'
        advice = "このファイルを消すか、data/plan.toml の schedule を直してください。"
        yield Problem(Place(table.file), message, advice)
    elif field and words.settings and SCHEDULE_FILE not in sources.unread:
        yield Problem(
            Place(SCHEDULE_FILE),
            "ファイルがありません。",
            "年度ごとの計画を書くか、計画が持たないなら data/plan.toml の [plan] に "
            'schedule = "none" と書いてください。',
        )


def _promises(given: Iterable[Row], words: Vocabulary) -> Iterator[Problem]:
    """A measure has one planned status, or a plan in words, for each of its years, and no other.

    Of a measure that was ended half way, what had been planned for later may stay.
    """
    seen: dict[tuple[str, str], int] = {}
    given = tuple(given)
    named = {row["measure_id"] for row in given}
    unnamed = [id_ for id_ in words.measures or () if id_ not in named]
    for row in given:
        measure_id, year = row["measure_id"], row["fiscal_year"]
        yield from known(row, "measure_id", words.measures, "番号（id）", unnamed)
        yield from known(row, "fiscal_year", words.years, "年度")
        if words.schedule and words.schedule.kind is Kind.TEXT and not row["planned"]:
            yield Problem(
                row.at("planned"),
                "空になっています。",
                "文章を書いてください。その年度に計画がなければ「なし」などと書き、終わったものなら、"
                "data/measures.csv の last_year に最後の年度を書きます。",
            )
        elif words.schedule:
            yield from value(row, "planned", words.schedule)
        key = (measure_id, year)
        yield from once(seen, key, row.at("measure_id"), f"「{measure_id}」の{year}年度の行")
        if (
            (measure := (words.measures or {}).get(measure_id))
            and year in (words.years or {})
            and (names := words.active_names(measure))
            and year not in names
            and words.ended is not None
            and not (measure_id in words.ended and year > names[-1])
        ):
            yield outside(row.at("fiscal_year"), measure, year)


def _unplanned(
    schedule: Table, begun: Iterable[str], field: Field, words: Vocabulary
) -> Iterator[Problem]:
    """Every measure has a promise for each of its years. What is planned in words may be written year
    by year: no measure has any for the years behind the last written one, nor need it for those before
    the first that is shown."""
    written = {(row["measure_id"], row["fiscal_year"]) for row in schedule.rows}
    measures, years = words.measures or {}, words.years or {}
    own = (row["fiscal_year"] for row in schedule.rows if row.place.file == schedule.file)
    last = max((*begun, *(name for name in own if name in years)), default="")
    is_by_year = field.kind is Kind.TEXT
    missing = [
        (measure_id, name)
        for measure_id, measure in measures.items()
        for name in words.active_names(measure)
        if (measure_id, name) not in written
        and not (is_by_year and (name > last or name in words.unshown))
    ]
    if may_be(missing, [key for key in written if key[0] not in measures or key[1] not in years]):
        return
    for measure_id, name in missing:
        yield Problem(
            measures[measure_id].place,
            f"「{measures[measure_id]['title']}」の{name}年度の年次計画がありません。",
            f"{SCHEDULE_FILE} に「{measure_id},{name},（{'文章' if is_by_year else '段階'}）」の行を加えてください。",
        )


def _upside_down(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """A plan means to get on: where most that moves goes back, the stages stand in reverse order."""
    stages = (words.schedule and words.schedule.choices) or {}
    promised: dict[str, list[tuple[str, int]]] = {}
    for row in rows(sources.schedule):
        if (stage := stages.get(row["planned"])) and row["fiscal_year"] in (words.years or ()):
            promised.setdefault(row["measure_id"], []).append((row["fiscal_year"], stage.order))
    ways = [max(years)[1] - min(years)[1] for years in promised.values()]
    back, forth = sum(way < 0 for way in ways), sum(way > 0 for way in ways)
    if sources.settings and back > max(_FEW, forth):
        yield Problem(
            sources.settings.at("statuses"),
            f"年次計画が、{len(ways)}の計画内容のうち{back}で、後の年度ほど前の段階に戻っています。",
            "段階の順番が逆ではありませんか。[[statuses]] は、上から順に、進んだ段階になるように並べてください。",
            is_warning=True,
        )


def outside(place: Place, measure: Row, year: str, file: str = MEASURES_FILE) -> Problem:
    message = f"{year}年度は「{measure['title'] or measure['name']}」の期間の外です。"
    advice = f"この行を消すか、{file} の first_year と last_year を直してください。"
    return Problem(place, message, advice)
