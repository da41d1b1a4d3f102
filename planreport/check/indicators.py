"""Rules for indicators.csv, targets.csv and values/: what is measured, aimed at, and read each year."""

from collections.abc import Iterator
from dataclasses import replace

from planreport.check.cells import ids, known, length, may_be, rows
from planreport.check.lists import once, one_of
from planreport.check.owners import owner_of
from planreport.check.readings import number, reading, target, year, year_of_target
from planreport.check.tables import MAX_TITLE, active_years, outside
from planreport.check.vocabulary import Vocabulary
from planreport.load import INDICATORS_FILE, TARGETS_FILE, VALUES_FOLDER, Row, Sources, Table
from planreport.paragraphs import SEPARATOR
from planreport.place import Place, Problem, did_you_mean
from planreport.plan.fields import Field
from planreport.plan.indicators import MAX_NOTE, TARGET, VALUE, Achievement, Direction
from planreport.plan.numbers import MOST_DECIMALS

KINDS = ("yearly", "cumulative")
MAX_UNIT = 20
MAX_SHORT = 60  # characters of a source and the plan's own number
_LENGTHS = {"number": MAX_SHORT, "meaning": MAX_NOTE, "unit": MAX_UNIT, "source": MAX_SHORT}
_WAYS = tuple(one.value for one in Direction)
_WAYS_MEAN = (
    "大きいほど良ければ up、小さいほど良ければ down、幅に収めるなら keep、良し悪しを問わなければ none と"
    "書いてください。"
)
_RATES = tuple(one.value for one in Achievement if one.value)


def problems(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    if words.indicators == {}:
        yield from _of_none(sources)
        return
    yield from ids(rows(sources.indicators), "indicator_id")
    for row in rows(sources.indicators):
        yield from _indicator(row, words)
    yield from _targets(sources, words)
    yield from _files(sources, words)
    for name, table in sources.values.items():
        if words.years is None or name in words.years:
            yield from _values(words, name, table)


def _of_none(sources: Sources) -> Iterator[Problem]:
    """A plan without indicators has neither targets nor values."""
    for table in (sources.targets, *sources.values.values()):
        if rows(table):
            message = f"{INDICATORS_FILE} に指標が1つもないので、何の目標や値か分かりません。"
            advice = f"{INDICATORS_FILE} に指標を書くか、このファイルを消してください。"
            yield Problem(Place(table.file if table else ""), message, advice)


def _indicator(row: Row, words: Vocabulary) -> Iterator[Problem]:
    """An indicator says what it measures, which way is better, and what it belongs to."""
    if row["indicator_id"] in (words.measures or ()):
        message = f"番号（id）「{row['indicator_id']}」は、data/measures.csv にもあります。"
        advice = "訂正などでどちらのことか分からなくなるので、番号を変えてください。"
        yield Problem(row.at("indicator_id"), message, advice)
    yield from length(row, "name", MAX_TITLE)
    for column, most in _LENGTHS.items():
        if row[column]:
            yield from length(row, column, most)
    for column in ("number", "name", "unit", "source"):
        if SEPARATOR in row.written.get(column, row[column]):
            advice = "まとまりや段落の区切りに使うので、ほかの文字にしてください。"
            yield Problem(row.at(column), f"「{row[column]}」に「{SEPARATOR}」があります。", advice)
    yield from owner_of(row, words)
    yield from active_years(row, words)
    for problem in one_of(row.at("direction"), row["direction"], _WAYS):
        yield replace(problem, advice=f"{did_you_mean(row['direction'], _WAYS)}{_WAYS_MEAN}")
    if row["kind"]:
        yield from one_of(row.at("kind"), row["kind"], KINDS)
    if row["achievement"]:
        yield from one_of(row.at("achievement"), row["achievement"], _RATES)
        yield from _fitting_rate(row)
    if row["decimals"] and row["decimals"] not in map(str, range(MOST_DECIMALS + 1)):
        advice = f"0から{MOST_DECIMALS}までの整数で書いてください。"
        yield Problem(row.at("decimals"), f"小数の桁数「{row['decimals']}」は使えません。", advice)
    if row["baseline"]:
        yield from number(row, "baseline", "基準値", row)
    if row["baseline_year"]:
        yield from year(row, "baseline_year")
        if not row["baseline"]:
            advice = "基準値を書くか、baseline_year を空にしてください。"
            yield Problem(row.at("baseline"), "基準の年度だけで、基準値がありません。", advice)


def _fitting_rate(row: Row) -> Iterator[Problem]:
    """A rate says more the better it is: value by target does not, where less is better."""
    way, how = row["direction"], row["achievement"]
    fitting = {
        Direction.UP.value: (Achievement.RATIO.value, Achievement.FROM_BASELINE.value),
        Direction.DOWN.value: (Achievement.FROM_BASELINE.value, Achievement.MIRRORED.value),
        Direction.KEEP.value: (),
        Direction.NONE.value: (Achievement.RATIO.value,),
    }.get(way)
    if fitting is not None and how in _RATES and how not in fitting:
        advice = f"「{'」か「'.join(fitting)}」にするか、" if fitting else ""
        message = f"direction が {way} の指標の達成率は、{how} では計算できません。"
        advice = f"{advice}空にしてください（達成率を載せません）。"
        yield Problem(row.at("achievement"), message, advice)


def _targets(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """A target belongs to an indicator and a year, once, and is a number or said in words."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows(sources.targets):
        key = (row["indicator_id"], row["fiscal_year"])
        yield from known(row, "indicator_id", words.indicators, "指標")
        yield from year_of_target(row, "fiscal_year", words)
        yield from _outside(row, "fiscal_year", key[1], words)
        named = f"「{key[0]}」の{key[1]}年度の目標"
        yield from once(seen, key, row.at("indicator_id"), named)
        if row[TARGET]:
            if indicator := (words.indicators or {}).get(key[0]):
                yield from target(row, TARGET, indicator)
        elif not row["note"]:
            yield Problem(
                row.at(TARGET),
                "目標値が空です。",
                f"数を書くか、数で表せない目標なら note に言葉で書き、どちらもなければ、"
                f"{TARGETS_FILE} からこの行を消してください。",
            )
        if row["note"]:
            yield from length(row, "note", MAX_NOTE)


def _files(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """From the first year with values on, each year that is reported has them."""
    if words.years is None or words.indicators is None:
        return
    last_begun = max(sources.progress, default="")
    for name in sources.values:
        place = Place(f"{VALUES_FOLDER}/{name}.csv")
        if name not in words.years:
            yield Problem(
                place,
                "ファイルの名前が計画の年度ではありません。",
                f"「{next(iter(words.years))}.csv」のように西暦の年度にするか、"
                "ファイルを移してください。",
            )
        elif name > last_begun and name not in words.unshown:
            advice = "「build.py new-year」で年度を始めるか、ファイルを移してください。"
            yield Problem(place, f"{name}年度は、進捗の入力が始まっていません。", advice)
    first = min(sources.values, default="")
    for name in sources.progress:
        if words.indicators and name in words.years and first <= name not in sources.values:
            yield Problem(
                Place(f"{VALUES_FOLDER}/{name}.csv"),
                f"{name}年度の指標の値がありません。",
                f"「indicator_id,value,state」の列で、{len(words.indicators)}の指標の行を書いてください。"
                "値がまだないものは、value を空にします。",
            )


def _values(words: Vocabulary, year: str, table: Table | None) -> Iterator[Problem]:
    """Every indicator has one row: its value, or why it has none."""
    seen: dict[str, int] = {}
    named = {row["indicator_id"] for row in rows(table)}
    indicators = words.indicators or {}
    missing = [
        id_ for id_, it in indicators.items() if id_ not in named and year in words.active_names(it)
    ]
    fields = [field for field in words.of_readings if not field.is_scheduled]
    for row in rows(table):
        id_ = row["indicator_id"]
        yield from known(row, "indicator_id", words.indicators, "指標", missing)
        yield from once(seen, id_, row.at("indicator_id"), f"「{id_}」の行")
        yield from _outside(row, "indicator_id", year, words)
        for field in fields:
            if row[field.name]:
                yield from reading(row, field.name, field, indicators.get(id_))
        yield from _untold(row, year, fields, words)
    if table is None or may_be(missing, named - indicators.keys()):
        return
    for id_ in missing:
        yield Problem(
            Place(table.file),
            f"「{indicators[id_]['name']}」（{id_}）の行がありません。",
            f"「{id_},（値）」の行を加えてください。調べていなければ、state に「調査なし」のように書きます。",
        )


def _outside(row: Row, column: str, year: str, words: Vocabulary) -> Iterator[Problem]:
    """A year of the plan in which an indicator is not read has neither its target nor its value."""
    indicator = (words.indicators or {}).get(row["indicator_id"])
    names = words.active_names(indicator) if indicator else []
    if indicator and names and year not in names and year in (words.years or ()):
        yield outside(row.at(column), indicator, year, INDICATORS_FILE)


def _untold(row: Row, year: str, fields: list[Field], words: Vocabulary) -> Iterator[Problem]:
    field = next((field for field in fields if field.name == VALUE), None)
    if field is None or row[VALUE] or row["state"]:
        return
    if words.needs(field, row["indicator_id"], year):
        advice = (
            "数（value）か、値がないわけ（state。「調査なし」「集計中」など）を書いてください。"
        )
        yield Problem(row.at(VALUE), "値も、値がないわけもありません。", advice)
