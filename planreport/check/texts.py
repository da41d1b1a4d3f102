"""Rules for every text of the plan: what a page, a PDF, a CSV and a spreadsheet all can carry."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from planreport.check.cells import rows
from planreport.check.vocabulary import Vocabulary
from planreport.load import FONTS_FOLDER, Row, Sources, Table, TomlFile
from planreport.load.characters import SELECTOR, where
from planreport.place import Place, Problem
from planreport.plan.fields import Field, Kind

# load/ leaves selectors behind kanji alone.
_DRAWN = re.compile(f".{SELECTOR}?")
_HALF_WIDTH_KATAKANA = re.compile(r"[\uff61-\uff9f]+")
# What can stand in no text, by what to call it and what to do: load/ has put right what it could.
_UNUSABLE = {
    "文字化けの跡": ("[\ufffd]", "元の文書を見て、打ち直してください。"),
    "貼り付けた画像などの跡": ("[\ufffc]", "消して、画像の内容を文で書いてください。"),
    "外字": (
        "[\ue000-\uf8ff\U000f0000-\U0010ffff]",
        "ほかのパソコンでは表示できません。ほかの文字に置き換えてください。",
    ),
    "漢字に似た部首の記号": ("[\u2e80-\u2ef3]", "漢字を打ち直してください。"),
    "前の文字に重なる文字": (
        # Of か゚ and ㇷ゚, of Ainu and of sounds, there is no one character (JIS X 0213): the main font
        # draws them from two.
        "[\u0300-\u036f\u20d0-\u20f0\u3099]|(?<![かきくけこカキクケコセツトㇷ])\u309a",
        "1つの文字で打ち直してください。",
    ),
    "見えない文字": (
        "[\x00-\x1f\x7f-\x9f\xa0\xad\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
        "\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]",
        "打ち直して消してください。",
    ),
}
_CONTROL = re.compile("|".join(f"({pattern})" for pattern, _ in _UNUSABLE.values()))
_HTML = re.compile(r"</?[A-Za-z][^<>]*>?|<!--|&(?:[A-Za-z]+|#\d+|#x[0-9A-Fa-f]+);")
# No key that we know lies deeper, and Python would give up on a file that goes on and on.
_MAX_DEPTH = 8

# The columns that hold free text; what the others hold is known from a list or has a form of its own.
_ONE_LINE = ("number", "item", "title")
_PROSE = (*_ONE_LINE, "summary", "department", "reason", "before", "after")
_ONE_LINE_OF_INDICATORS = ("number", "name", "unit", "department", "source", "state")
_PROSE_OF_INDICATORS = (*_ONE_LINE_OF_INDICATORS, "meaning", "note")


def problems(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    if not sources.glyphs:
        message = "PDFに埋め込む書体がありません。"
        yield Problem(Place(FONTS_FOLDER), message, "書体のファイルを元に戻してください。")
    for place, text in _texts(sources, words):
        yield from text_problems(place, text)
        if sources.glyphs:
            yield from _missing_glyphs(place, text, sources.glyphs)
    unpublished = [field.name for field in _told(words) if not field.is_published]
    notes = [sources.confirmed]
    # Which no paper shows.
    for unprinted in (_cells(sources.progress.values(), unpublished), _cells(notes, ["note"])):
        for place, text in unprinted:
            yield from text_problems(place, text)
    yield from _torn_cells(notes, ["note"])
    yield from _torn_cells([sources.goals, sources.measures], _ONE_LINE)
    yield from _torn_cells(_of_indicators(sources), _ONE_LINE_OF_INDICATORS)
    if sources.settings is not None:
        for place, text in _strings(sources.settings, sources.settings.values, ()):
            yield from _broken_lines(place, text)
    for prose in sources.prose:
        for key, value in prose.front_matter.items():
            yield from unusable_characters(prose.at(key), value)
        for number, line in enumerate(prose.text.split("\n"), prose.text_line):
            yield from unusable_characters(Place(prose.file, number), line.replace("\t", " "))


def _torn_cells(tables: Iterable[Table | None], columns: Iterable[str]) -> Iterator[Problem]:
    """As `_broken_lines`, of what stood in the file: its line breaks have been put right."""
    columns = set(columns)
    for row in _rows(tables):
        for column, written in row.written.items():
            if column in columns:
                yield from _broken_lines(row.at(column), written)


def _broken_lines(place: Place, text: str) -> Iterator[Problem]:
    """What stands in one line on pages and papers has no line breaks."""
    if re.search(r"[\r\n]", text.strip()):
        yield Problem(place, "文の途中で改行しています。", "改行を消してください。")


def text_problems(place: Place, text: str) -> Iterator[Problem]:
    """What is wrong with one text, apart from its line breaks and what the fonts lack."""
    yield from unusable_characters(place, re.sub(r"[\r\n]", " ", text))
    for chars in sorted(set(_HALF_WIDTH_KATAKANA.findall(text))):
        advice = f"「{unicodedata.normalize('NFKC', chars)}」と書いてください。"
        yield Problem(place, f"半角カタカナ「{chars}」があります。", advice, is_warning=True)
    for found_html in sorted(set(_HTML.findall(text))):
        yield Problem(place, f"HTMLの断片「{found_html}」が残っています。", "消してください。")


def unusable_characters(place: Place, text: str) -> Iterator[Problem]:
    """The first character of each kind that no text can have, and where in the text it is."""
    told = set()
    for found in _CONTROL.finditer(text):
        if found.lastindex not in told:
            told.add(found.lastindex)
            kind, (_, advice) = list(_UNUSABLE.items())[(found.lastindex or 1) - 1]
            there = where(text, found.start())
            message = f"{there}、{kind}（U+{ord(found[0]):04X}）が使われています。"
            yield Problem(place, message, advice)


def _missing_glyphs(place: Place, text: str, glyphs: frozenset[str]) -> Iterator[Problem]:
    """Every character can be drawn by the embedded fonts, or the PDF would show an empty box. Of a
    form of a kanji that they lack, they draw the common one."""
    for drawn in sorted(set(_DRAWN.findall(text)) - glyphs):
        char, form = drawn[0], drawn[1:]
        if char not in glyphs and not _CONTROL.match(char):
            yield Problem(
                place,
                f"文字「{char}」（U+{ord(char):04X}）は、PDFに埋め込む書体にありません。",
                "ほかの文字に置き換えてください。"
                if char.isalnum()
                else "消すか、言葉に置き換えてください。",
            )
        elif form:
            yield Problem(
                place,
                f"「{char}」の字形を選ぶ文字（U+{ord(form):04X}）があります。PDFに埋め込む書体にその字形が"
                "ないので、PDFには普通の字形で出ます。",
                "このままでも構いません。",
                is_warning=True,
            )


def _texts(sources: Sources, words: Vocabulary) -> Iterator[tuple[Place, str]]:
    described = [sources.goals, sources.measures, sources.corrections, sources.revisions]
    yield from _cells(described, _PROSE)
    yield from _cells(_of_indicators(sources), _PROSE_OF_INDICATORS)
    yield from _cells(
        [sources.measures], [field.name for field in words.details if field.kind is Kind.TEXT]
    )
    published = [field.name for field in _told(words) if field.is_published]
    yield from _cells([*sources.progress.values(), sources.schedule], published)
    if sources.settings is not None:
        yield from _strings(sources.settings, sources.settings.values, ())


def _cells(tables: Iterable[Table | None], columns: Sequence[str]) -> Iterator[tuple[Place, str]]:
    """What stands in these columns; most cells of most plans are empty."""
    return (
        (row.at(column), row[column]) for row in _rows(tables) for column in columns if row[column]
    )


def _of_indicators(sources: Sources) -> list[Table | None]:
    return [sources.indicators, sources.targets, *sources.values.values()]


def _told(words: Vocabulary) -> Iterator[Field]:
    """What is said of a year in words, a plan in words among it."""
    return (field for field in words.fields if field.kind is Kind.TEXT)


def _rows(tables: Iterable[Table | None]) -> Iterator[Row]:
    return (row for table in tables for row in rows(table))


def _strings(
    settings: TomlFile, value: object, path: tuple[str | int, ...]
) -> Iterator[tuple[Place, str]]:
    """Every string in a TOML file, with its place; addresses are not prose and are left out."""
    if isinstance(value, str) and path[-1] not in ("url", "base_url", "email", "phone"):
        yield settings.at(*path), value
    elif isinstance(value, (dict, list)) and len(path) < _MAX_DEPTH:
        entries: Iterable[tuple[str | int, object]] = (
            value.items() if isinstance(value, dict) else enumerate(value)
        )
        for key, entry in entries:
            if not isinstance(entry, date):
                yield from _strings(settings, entry, (*path, key))
