"""Rules that hold for the cells of every CSV file: ids, lengths, known words."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from planreport.check.lists import once
from planreport.load import Row, Table
from planreport.paragraphs import SEPARATOR
from planreport.place import Place, Problem, did_you_mean, folded
from planreport.plan.calendar import read_fiscal_year
from planreport.plan.fields import Field, Kind
from planreport.plan.measures import values
from planreport.plan.numbers import MOST_DECIMALS, MOST_DIGITS, decimals, plain

# A spreadsheet turns mar1 into a date, 1e5 and 007 into numbers and true into a truth value.
_ID = re.compile(r"[1-9][0-9]{0,8}|[a-z][a-z0-9_]{0,30}")
_TURNED_INTO_SOMETHING_ELSE = re.compile(
    r"(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?"
    r"|sep(tember)?|oct(ober)?|nov(ember)?|dec(ember)?)[0-9]+|true|false"
)
_APRIL = 4
_NAMED = 8  # of the words that may be used
_DAY = re.compile(r"((?:19|20)\d\d)[-/](\d{1,2})[-/](\d{1,2})")


def rows(table: Table | None) -> tuple[Row, ...]:
    """The rows, none of a table that could not be read or that a plan does not have."""
    return table.rows if table else ()


def ids(rows: Iterable[Row], column: str) -> Iterator[Problem]:
    """An id is there once and survives being opened and saved in a spreadsheet."""
    seen: dict[str, int] = {}
    first: dict[str, Row] = {}
    for row in rows:
        id_, place = row[column], row.at(column)
        if not id_:
            yield Problem(place, "番号（id）が空です。", "ほかと重ならない番号を書いてください。")
        elif not is_usable(id_):
            lower = f"「{folded(id_)}」なら使えます。" if is_usable(folded(id_)) else ""
            yield Problem(
                place,
                f"番号（id）「{id_}」は使えません。",
                f"{lower}英小文字で始まる英小文字と数字（例: m01）か、0で始まらない数字にしてください。"
                "月の名前（mar1など）は表計算ソフトで日付に変わるので使えません。",
            )
        else:
            is_copy = first.setdefault(id_, row).cells == row.cells
            advice = "同じ行なので、消してください。" if is_copy else "番号を変えてください。"
            yield from once(seen, id_, place, f"番号（id）「{id_}」", advice)


def is_usable(id_: str) -> bool:
    return bool(_ID.fullmatch(id_)) and not _TURNED_INTO_SOMETHING_ELSE.fullmatch(id_)


def length(row: Row, column: str, most: int) -> Iterator[Problem]:
    """A text is there and no longer than its place on the page allows."""
    yield from text_length(row.at(column), row[column], most)


def text_length(place: Place, text: str, most: int) -> Iterator[Problem]:
    """The same of a text that is but a part of a cell."""
    if not text:
        yield Problem(place, "空になっています。", "文章を書いてください。")
    elif len(text) > most:
        yield Problem(place, f"{len(text)}文字あります。", f"{most}文字以内に短くしてください。")


def group(row: Row, column: str, levels: tuple[str, ...] | None) -> Iterator[Problem]:
    """A cell names groups of levels that plan.toml has words for, the widest first."""
    said = values(row[column])
    if levels is None or not said:
        return
    form = SEPARATOR.join(f"{word}の名前" for word in levels)
    advice = f"「{form}」の形で書いてください（区切りは半角の「{SEPARATOR}」）。"
    if len(said) > len(levels):
        has = f"は、{''.join(f'「{word}」' for word in levels)}の{len(levels)}つです。"
        yield Problem(
            row.at(column),
            f"名前が{len(said)}つありますが、まとまりの段{has if levels else 'がない計画です。'}",
            f"{advice if levels else '空にしてください。'}まとまりの段は、data/plan.toml の [terms] の "
            "item で決めます。",
        )
    elif len(said) < row[column].count(SEPARATOR) + 1:
        yield Problem(row.at(column), f"「{SEPARATOR}」の間が空です。", advice)


def parse_day(text: str) -> date | None:
    """A day as 2026-04-01, or as Excel saves it: 2026/4/1."""
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def day(row: Row, column: str) -> Iterator[Problem]:
    """A cell holds a day of the calendar."""
    if parse_day(row[column]) is None:
        message = f"日付「{row[column]}」が読めません。"
        yield Problem(row.at(column), message, "2026-04-01 の形で書いてください。")


def known(
    row: Row,
    column: str,
    known: Mapping[str, object] | None,
    what: str,
    unnamed: Collection[str] | None = None,
) -> Iterator[Problem]:
    """A cell names something that exists. `unnamed` are those that each need a row and have none."""
    word = row[column]
    if known is None or word in known:
        return
    listed = "、".join([*known][:_NAMED]) + (" など" if len(known) > _NAMED else "")
    usable = f"使える{what}: {listed}" if known else f"この計画に{what}はありません。"
    if not word:
        yield Problem(row.at(column), f"{what}が空です。", usable)
    else:
        if unnamed:
            usable = f"行のない{what}: {'、'.join([*unnamed][:_NAMED])}"
        elif unnamed is not None:
            usable = f"元の表から消した番号なら、そこへ戻してください。{usable}"
        advice = near(word, column, known, usable)
        yield Problem(row.at(column), f"知らない{what}「{word}」です。", advice)


def near(word: str, column: str, known: Iterable[str], usable: str) -> str:
    """Advice on a name that nobody knows. Years and ids that look alike are others all the same."""
    if column.endswith("_year"):
        return year_meant(word, usable, known)
    if column.endswith(("_id", "of")) and word.isascii() and not word.isalpha():
        known = [id_ for id_ in known if folded(id_) == folded(word)]
    return did_you_mean(word, known, usable)


def may_be(missing: Collection[object], strangers: Collection[object]) -> bool:
    """Whether rows with names that nobody knows may be those that are missing."""
    return len(strangers) >= len(missing)


def year_meant(word: str, usable: str, known: Iterable[str] | None = None) -> str:
    """Advice on a year that is one as people and spreadsheets write it."""
    year = _year_in(word)
    is_one = year in known if known is not None else year.isdecimal()
    return f"「{year}」ではありませんか。{usable}" if is_one else usable


def _year_in(word: str) -> str:
    """R2, 令和2年度, 2020/4/1, 2020.0."""
    plain = word.strip("'=\"").removesuffix(".0")
    if on := parse_day(plain):
        return str(on.year if on.month >= _APRIL else on.year - 1)
    return str(read_fiscal_year(plain))


def value(row: Row, column: str, field: Field) -> Iterator[Problem]:
    """A cell holds what the field can hold: a number, a short enough text, or a word of its list."""
    if field.kind is Kind.TEXT:
        yield from length(row, column, field.limit)
    elif field.kind is Kind.NUMBER:
        yield from _number(row, column, field)
    elif field.choices != {}:
        yield from known(row, column, field.choices, field.noun)


def details(row: Row, column: str, field: Field) -> Iterator[Problem]:
    """A cell that may be empty, and may have several values: each what the field can hold, once."""
    parts = tuple(part.strip() for part in row[column].split(SEPARATOR)) if row[column] else ()
    if field.kind is Kind.NUMBER and parts:
        parts = (row[column],)
    told: set[str] = set()
    for part in parts:
        if not part or part in told:
            message = f"「{part}」が2回あります。" if part else f"「{SEPARATOR}」の間が空です。"
            yield Problem(row.at(column), message, f"余分なものと「{SEPARATOR}」を消してください。")
        else:
            one = replace(row, cells={**row.cells, column: part})
            yield from value(one, column, field)
        told.add(part)


def _number(row: Row, column: str, field: Field) -> Iterator[Problem]:
    """A number is digits alone, as many as a spreadsheet keeps; its unit is said in plan.toml."""
    written = row[column]
    digits = plain(written)
    if not written:
        yield Problem(row.at(column), "空になっています。", "数を書いてください。")
    elif digits is None:
        advice = "「1234」「1,234.5」「-12」のように、数だけを書いてください。"
        if not any(map(str.isdigit, written)):  # 中止, 集計中
            advice = "数がなければ空にして、わけは文章の欄に書いてください。"
        elif field.unit and folded(written).endswith(folded(field.unit)):
            advice = f"「{field.unit}」を消し、数だけを書いてください。"
        wrong = f"「{written}」は{field.label}の数として読めません。"
        yield Problem(row.at(column), wrong, advice)
    elif decimals(digits) > MOST_DECIMALS or sum(map(str.isdigit, digits)) > MOST_DIGITS:
        advice = f"小数は第{MOST_DECIMALS}位まで、全部で{MOST_DIGITS}桁までで書いてください。"
        yield Problem(row.at(column), f"「{written}」は桁が多すぎます。", advice)
