"""Rules for indicators.csv, targets.csv and values/: what is measured, aimed at, and read each year."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from planreport.check.cells import ids, known, length, rows, value
from planreport.check.declared import FIRST_YEAR, LAST_YEAR
from planreport.check.owners import owner_of
from planreport.check.tables import MAX_TITLE, active_years, outside
from planreport.check.vocabulary import Vocabulary
from planreport.load import (
    INDICATORS_FILE,
    TARGETS_FILE,
    VALUES_FOLDER,
    Row,
    Sources,
    Table,
)
from planreport.place import Place, Problem, did_you_mean
from planreport.plan.fields import Field, Kind
from planreport.plan.indicators import MAX_NOTE, TARGET, VALUE, Achievement, Direction
from planreport.plan.numbers import MOST_DECIMALS, bounds, decimals, plain, plain_bounds

KINDS = ("yearly", "cumulative")
MAX_UNIT = 20
MAX_SHORT = 60  # characters of a source and the plan's own number
_YEAR = re.compile("[0-9]{4}")
_WAYS = tuple(one.value for one in Direction)
_RATES = tuple(one.value for one in Achievement if one.value)


def problems(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    yield from ids(rows(sources.indicators), "indicator_id")
    for row in rows(sources.indicators):
        yield from _indicator(row, words)
    yield from _targets(sources, words)
    yield from _files(sources, words)
    for name, table in sources.values.items():
        if words.years is None or name in words.years:
            yield from _values(words, name, table)


def _indicator(row: Row, words: Vocabulary) -> Iterator[Problem]:
    """An indicator says what it measures, which way is better, and what it belongs to."""
    if row["indicator_id"] in (words.measures or ()):
        yield Problem(
            row.at("indicator_id"),
            f"番号（id）「{row['indicator_id']}」は、data/measures.csv にもあります。",
            "訂正などでどちらのことか分からなくなるので、番号を変えてください。",
        )
    yield from length(row, "name", MAX_TITLE)
    for column, most in (("meaning", MAX_NOTE), ("unit", MAX_UNIT), ("source", MAX_SHORT)):
        if row[column]:
            yield from length(row, column, most)
    yield from owner_of(row, words)
    yield from active_years(row, words)
    yield from _one_of(row, "direction", _WAYS)
    if row["kind"]:
        yield from _one_of(row, "kind", KINDS)
    if row["achievement"]:
        yield from _one_of(row, "achievement", _RATES)
        yield from _fitting_rate(row)
    if row["decimals"] and row["decimals"] not in map(str, range(MOST_DECIMALS + 1)):
        yield Problem(
            row.at("decimals"),
            f"小数の桁数「{row['decimals']}」は使えません。",
            f"0から{MOST_DECIMALS}までの整数で書いてください。",
        )
    if row["baseline"]:
        yield from _number(row, "baseline", "基準値", row)
    if row["baseline_year"]:
        yield from _year(row, "baseline_year")
        if not row["baseline"]:
            yield Problem(
                row.at("baseline"),
                "基準の年度だけで、基準値がありません。",
                "基準値を書くか、baseline_year を空にしてください。",
            )


def _one_of(row: Row, column: str, words: Iterable[str]) -> Iterator[Problem]:
    if row[column] not in words:
        usable = f"使える値: {'、'.join(words)}"
        said = f"「{row[column]}」は使えません。" if row[column] else "空になっています。"
        yield Problem(row.at(column), said, did_you_mean(row[column], words, usable))


def _fitting_rate(row: Row) -> Iterator[Problem]:
    """A rate says more the better it is: value by target does not, where less is better."""
    way, how = row["direction"], row["achievement"]
    fitting = {
        Direction.UP.value: (Achievement.RATIO.value, Achievement.FROM_BASELINE.value),
        Direction.DOWN.value: (Achievement.FROM_BASELINE.value, Achievement.MIRRORED.value),
        Direction.KEEP.value: (),
    }.get(way)
    if fitting is not None and how in _RATES and how not in fitting:
        advice = f"{'か '.join(fitting)} にするか、" if fitting else ""
        yield Problem(
            row.at("achievement"),
            f"direction が {way} の指標の達成率は、{how} では計算できません。",
            f"{advice}空にしてください（達成率を載せません）。",
        )


def _year(row: Row, column: str) -> Iterator[Problem]:
    if not (_YEAR.fullmatch(row[column]) and FIRST_YEAR <= int(row[column]) <= LAST_YEAR):
        yield Problem(
            row.at(column),
            f"年度「{row[column]}」は使えません。",
            f"{FIRST_YEAR}から{LAST_YEAR}までの西暦で書いてください。",
        )


def _number(row: Row, column: str, label: str, indicator: Row) -> Iterator[Problem]:
    """A number with no more decimals than its indicator has."""
    field = Field(column, label, Kind.NUMBER, "", unit=indicator["unit"])
    yield from value(row, column, field)
    yield from _too_exact(row, column, [plain(row[column])], indicator)


def _too_exact(
    row: Row, column: str, numbers: Iterable[str | None], indicator: Row
) -> Iterator[Problem]:
    most = indicator["decimals"]
    if most.isdecimal() and any(decimals(n) > int(most) for n in numbers if n):
        yield Problem(
            row.at(column),
            f"「{row[column]}」の小数が、指標の桁数（{most}）より多くあります。",
            f"小数を第{most}位までにするか、{INDICATORS_FILE} の decimals を直してください。"
            if int(most)
            else f"整数にするか、{INDICATORS_FILE} の decimals を直してください。",
        )


def target(row: Row, column: str, indicator: Row) -> Iterator[Problem]:
    """A target is a number; of what is to be kept within bounds, these."""
    digits = plain_bounds(row[column])
    if digits is None or "〜" not in digits:
        yield from _number(row, column, "目標値", indicator)
        if digits and indicator["direction"] == Direction.KEEP.value:
            yield Problem(
                row.at(column),
                f"幅に収める指標（keep）の目標が、1つの数「{row[column]}」です。",
                "「20〜25」のように、下限と上限を書いてください。",
            )
        return
    yield from _too_exact(row, column, digits.split("〜"), indicator)
    ends = bounds(digits)
    if indicator["direction"] in (Direction.UP.value, Direction.DOWN.value):
        yield Problem(
            row.at(column),
            f"目標が幅「{row[column]}」になっています。",
            f"1つの数にするか、幅に収める指標なら {INDICATORS_FILE} の direction を "
            "keep にしてください。",
        )
    elif ends.low > ends.high:
        yield Problem(
            row.at(column),
            f"幅「{row[column]}」の下限が、上限より大きくなっています。",
            "逆になっていないか確かめてください。",
        )


def _targets(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """A target belongs to an indicator and a year, once, and is a number or said in words."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows(sources.targets):
        key = (row["indicator_id"], row["fiscal_year"])
        yield from known(row, "indicator_id", words.indicators, "指標")
        yield from year_of_target(row, "fiscal_year", words)
        if key in seen:
            yield Problem(
                row.at("indicator_id"),
                f"「{key[0]}」の{key[1]}年度の目標は{seen[key]}行目にもあります。",
                "どちらかを消してください。",
            )
        seen.setdefault(key, row.place.line)
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


def year_of_target(row: Row, column: str, words: Vocabulary) -> Iterator[Problem]:
    """A target is of a year of the plan, or of a later one."""
    year = row[column]
    yield from _year(row, column)
    if words.years and _YEAR.fullmatch(year) and year < min(words.years):
        yield Problem(
            row.at(column),
            f"{year}年度は、計画の最初の年度（{min(words.years)}）より前です。",
            "目標の年度を確かめてください。計画の前の値は、基準値（baseline）に書きます。",
        )


def _files(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    """From the first year with values on, each year that is reported has them."""
    if words.years is None or words.indicators is None:
        return
    for name in sources.values:
        place = Place(f"{VALUES_FOLDER}/{name}.csv")
        if name not in words.years:
            yield Problem(
                place,
                "ファイルの名前が計画の年度ではありません。",
                f"「{next(iter(words.years))}.csv」のように西暦の年度にするか、"
                "ファイルを移してください。",
            )
        elif name not in sources.progress:
            yield Problem(
                place,
                f"{name}年度は、進捗の入力が始まっていません。",
                "「build.py new-year」で年度を始めるか、ファイルを移してください。",
            )
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
    fields = [field for field in words.of_readings if not field.is_scheduled]
    for row in rows(table):
        id_ = row["indicator_id"]
        yield from known(row, "indicator_id", words.indicators, "指標")
        if id_ in seen:
            yield Problem(
                row.at("indicator_id"),
                f"「{id_}」の行は{seen[id_]}行目にもあります。",
                "どちらかを消してください。",
            )
        elif (
            (indicator := (words.indicators or {}).get(id_))
            and (names := words.active_names(indicator))
            and year not in names
        ):
            yield outside(row.at("indicator_id"), indicator, year, INDICATORS_FILE)
        seen.setdefault(id_, row.place.line)
        for field in fields:
            if row[field.name]:
                yield from reading(row, field.name, field, (words.indicators or {}).get(id_))
        yield from _untold(row, year, fields, words)
    for id_, indicator in (words.indicators or {}).items():
        if table is not None and id_ not in seen and year in words.active_names(indicator):
            yield Problem(
                Place(table.file),
                f"「{indicator['name']}」（{id_}）の行がありません。",
                f"「{id_},（値）」の行を加えてください。調べていなければ、state に「調査なし」のように"
                "書きます。",
            )


def reading(row: Row, column: str, field: Field, indicator: Row | None) -> Iterator[Problem]:
    """A cell of an indicator's reading, or a correction of one, holds what it can hold."""
    if field.name == TARGET:
        yield from target(row, column, indicator) if indicator else ()
    elif field.kind is not Kind.NUMBER:
        yield from value(row, column, field)
    elif indicator:
        found = list(_number(row, column, field.label, indicator))
        in_words = "言葉は state の欄へ移し、value を空にしてください。"
        is_word = row[column] and not any(map(str.isdigit, row[column]))
        yield from (replace(it, advice=in_words) if is_word else it for it in found)


def _untold(row: Row, year: str, fields: list[Field], words: Vocabulary) -> Iterator[Problem]:
    field = next((field for field in fields if field.name == VALUE), None)
    if field is None or row[VALUE] or row["state"]:
        return
    if words.needs(field, row["indicator_id"], year):
        yield Problem(
            row.at(VALUE),
            "値も、値がないわけもありません。",
            "value に数を書くか、state に「調査なし」「集計中」のように書いてください。",
        )
