"""Reads data/ and content/ into rows that keep their place. Judges the form, not the values.

Every loader returns (value, problems); the value is None where the file cannot be used at all.
"""

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planreport.place import Place, Problem

PLAN_FILE = "data/plan.toml"
GOALS_FILE = "data/goals.csv"
MEASURES_FILE = "data/measures.csv"
SCHEDULE_FILE = "data/schedule.csv"
PROGRESS_FOLDER = "data/progress"
CONTENT_FOLDER = "content"
FONTS_FOLDER = "templates/fonts"

_SAVE_AS_UTF8 = "Excelでは「名前を付けて保存」で「CSV UTF-8（コンマ区切り）」を選んでください。"


@dataclass(frozen=True)
class Row:
    """One record of a table: cells by column name, white space at their ends removed."""

    place: Place
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell; empty where the table has no such column."""
        return self.cells.get(column, "")

    def at(self, column: str) -> Place:
        return Place(self.place.file, self.place.line, column)


@dataclass(frozen=True)
class Table:
    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Settings:
    """A TOML file's values, and the line on which each of its keys stands."""

    file: str
    values: dict[str, Any]
    lines: Mapping[tuple[str | int, ...], int]

    def at(self, *path: str | int) -> Place:
        """The place of a key, or of the nearest table around it."""
        line = next(
            (self.lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.lines), 0
        )
        return Place(self.file, line, next(key for key in reversed(path) if isinstance(key, str)))


@dataclass(frozen=True)
class Prose:
    """A Markdown file: front matter, the text below it, and the line on which the text begins."""

    name: str  # path below content/, without .md
    file: str
    front_matter: Mapping[str, str]
    front_lines: Mapping[str, int]
    text: str
    text_line: int

    def at(self, key: str) -> Place:
        return Place(self.file, self.front_lines.get(key, 1), key)


@dataclass(frozen=True)
class Sources:
    """All that was read; what could not be read is None, and its problem is in `problems`."""

    settings: Settings | None
    goals: Table | None
    measures: Table | None
    schedule: Table | None
    progress: Mapping[str, Table | None]  # by file name without .csv, which should be a year
    prose: tuple[Prose, ...]
    glyphs: frozenset[int]  # the code points that every embedded font can draw
    problems: tuple[Problem, ...] = field(default=())


def load(root: Path) -> Sources:
    """Reads the project's folder. Never raises for bad input: the problems come with the values."""
    problems: list[Problem] = []

    def table(file: str) -> Table | None:
        value, found = load_table(root, file)
        problems.extend(found)
        return value

    settings, found = load_settings(root, PLAN_FILE)
    problems.extend(found)
    prose = []
    for path in _visible(root / CONTENT_FOLDER, "**/*.md"):
        page, found = load_prose(root, path.relative_to(root).as_posix())
        problems.extend(found)
        prose.extend([page] if page else [])
    return Sources(
        settings=settings,
        goals=table(GOALS_FILE),
        measures=table(MEASURES_FILE),
        schedule=table(SCHEDULE_FILE),
        progress={
            path.stem: table(path.relative_to(root).as_posix())
            for path in _visible(root / PROGRESS_FOLDER, "*.csv")
        },
        prose=tuple(prose),
        glyphs=load_glyphs(root / FONTS_FOLDER),
        problems=tuple(problems),
    )


def load_table(root: Path, file: str) -> tuple[Table | None, list[Problem]]:
    """Reads a CSV file: UTF-8 with or without BOM, any line ends, the header in line 1."""
    text, problems = _read_text(root, file)
    if text is None:
        return None, problems
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            place = Place(file, line)
            line = reader.line_num + 1
            if not columns:
                columns = tuple(cell.strip() for cell in cells)
                while columns and not columns[-1]:  # Excel keeps emptied columns at the right
                    columns = columns[:-1]
                continue
            stripped = [cell.strip() for cell in cells]
            if not any(stripped):
                continue
            if any(stripped[len(columns) :]):
                problems.append(_too_many_cells(place, len(stripped), len(columns)))
            padded = stripped + [""] * (len(columns) - len(stripped))
            rows.append(Row(place, dict(zip(columns, padded, strict=False))))
    except csv.Error:
        problems.append(
            Problem(
                Place(file, line),
                '引用符（"）の対応が取れていないか、1つの欄が長すぎます。',
                '文の中の「"」は「""」と二つ重ね、欄の全体を「"」で囲んでください。',
            )
        )
        return None, problems
    if not columns:
        problems.append(
            Problem(Place(file, 1), "列の名前がありません。", "1行目に列の名前を書いてください。")
        )
        return None, problems
    return Table(file, columns, tuple(rows)), problems


def load_settings(root: Path, file: str) -> tuple[Settings | None, list[Problem]]:
    """Reads a TOML file."""
    text, problems = _read_text(root, file)
    if text is None:
        return None, problems
    try:
        return Settings(file, tomllib.loads(text), _toml_lines(text)), problems
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        problems.append(
            Problem(
                Place(file, line),
                "TOMLの書き方が正しくありません。",
                '文字列は「"」で囲み、同じ項目を二度書かず、日付は 2026-04-01 のように書いてください。',
            )
        )
        return None, problems


def load_prose(root: Path, file: str) -> tuple[Prose | None, list[Problem]]:
    """Reads a Markdown file whose front matter is `key: value` lines between two `---` lines."""
    text, problems = _read_text(root, file)
    if text is None:
        return None, problems
    name = file.removeprefix(f"{CONTENT_FOLDER}/").removesuffix(".md")
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return Prose(name, file, {}, {}, text, 1), problems
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        problems.append(
            Problem(
                Place(file, 1),
                "前書き（front matter）が閉じられていません。",
                "前書きの最後に「---」だけの行を置いてください。",
            )
        )
        return None, problems
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    for number, line in enumerate(lines[1:end], 2):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not key and not value:
            continue
        if not colon or not key or key in values:
            wrong = (
                f"「{key}」が二度書かれています。" if key in values else "前書きの行が読めません。"
            )
            problems.append(
                Problem(Place(file, number), wrong, "「title: 題名」の形で書いてください。")
            )
            continue
        values[key], places[key] = value, number
    return Prose(name, file, values, places, "\n".join(lines[end + 1 :]), end + 2), problems


def load_glyphs(folder: Path) -> frozenset[int]:
    """The code points that every font in `folder` can draw, read from the fonts' own tables."""
    import uharfbuzz  # only here: no other room needs it

    covered = [
        frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font))).unicodes)
        for font in sorted(folder.glob("*.ttf"))
    ]
    return frozenset.intersection(*covered) if covered else frozenset()


def _visible(folder: Path, pattern: str) -> Iterator[Path]:
    """Files in a stable order, without those that editors and spreadsheets leave beside them."""
    return (path for path in sorted(folder.glob(pattern)) if path.name[0] not in ".~")


def _read_text(root: Path, file: str) -> tuple[str | None, list[Problem]]:
    try:
        raw = (root / file).read_bytes()
    except FileNotFoundError:
        return None, [
            Problem(
                Place(file), "ファイルがありません。", "docs/data-format.md を見て作ってください。"
            )
        ]
    except OSError as error:
        return None, [
            Problem(
                Place(file),
                f"ファイルを開けません（{error.strerror}）。",
                "ほかのソフトで開いていたら閉じてください。",
            )
        ]
    encoding = _wrong_encoding(raw)
    if encoding:
        return None, [
            Problem(
                Place(file),
                f"文字コードがUTF-8ではありません。{encoding}のようです。",
                _SAVE_AS_UTF8 if file.endswith(".csv") else "UTF-8で保存し直してください。",
            )
        ]
    text = raw.decode("utf-8-sig")
    return (text if file.endswith(".csv") else text.replace("\r\n", "\n")), []


def _wrong_encoding(raw: bytes) -> str:
    """The name of the encoding that `raw` looks like; empty for UTF-8."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16（Excelの「Unicodeテキスト」）"
    if b"\x1b$" in raw:
        return "ISO-2022-JP（JIS）"
    try:
        raw.decode("utf-8")
        return ""
    except UnicodeDecodeError:
        pass
    # Both decoders accept much of each other's text; read wrongly, EUC-JP turns into the
    # half-width katakana that nobody writes on purpose.
    half_width = re.compile(r"[\uff61-\uff9f]")
    guesses = []
    for codec, name in (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")):
        try:
            guesses.append((len(half_width.findall(raw.decode(codec))), name))
        except UnicodeDecodeError:
            continue
    return min(guesses)[1] if guesses else "UTF-8が途中で壊れたもの"


def _too_many_cells(place: Place, cells: int, columns: int) -> Problem:
    return Problem(
        place,
        f"欄が{cells}個あり、列の名前の数（{columns}個）より多くなっています。",
        '文の中に「,」があるときは、欄の全体を「"」で囲んでください。',
    )


def _toml_lines(text: str) -> dict[tuple[str | int, ...], int]:
    """The line of each table and key. tomllib keeps no positions, so headers are read again here.

    What looks like a header inside a text of several lines can only misplace a problem.
    """
    lines: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*(\[\[?)([^\[\]]+)\]", line):
            table = ()
            for key in re.findall(r"\"[^\"]*\"|'[^']*'|[^.\s]+", header[2]):
                table += (key.strip("\"'"),)
                if table in counts:
                    table += (counts[table] - 1,)
            if header[1] == "[[":
                if table and isinstance(table[-1], int):
                    table = table[:-1]
                counts[table] = counts.get(table, 0) + 1
                table += (counts[table] - 1,)
            lines.setdefault(table, number)
        elif entry := re.match(r"\s*(\"[^\"]*\"|'[^']*'|[\w-]+)\s*=", line):
            lines.setdefault((*table, entry[1].strip("\"'")), number)
    return lines
