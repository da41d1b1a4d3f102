"""import.toml: what each column of each sheet was taken for, to be looked at, corrected and used again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from planreport.importer.assignment import assigned, parts
from planreport.importer.grids import Grid
from planreport.importer.layout import Column, Layout
from planreport.importer.roles import Role
from planreport.importer.words import Words
from planreport.load import TomlFile
from planreport.place import Place, Problem, did_you_mean
from planreport.plan.calendar import read_fiscal_year
from planreport.workbook.layout import letters

READING_FILE = "import.toml"
_NOTE = """\
# 総括表の読み方です。import の命令が書き、次に取り込むときに使います。
# 違うところを直して、もう一度取り込んでください。このファイルを消すと、初めから読み直します。
#
#   heading_rows  見出しの行。最初の行と最後の行
#   year          列の見出しに年度がないとき、そのシートの年度（西暦）
#   goal          目標の列も行もないとき、そのシートの目標
#   as            その列を何として読むか。なければ見出しから読み、空（""）なら取り込みません
#
# as に書けるもの:
"""
_KEYS = ("file", "sheet", "heading_rows", "year", "goal", "columns")
_COLUMN_KEYS = ("heading", "as", "year")


@dataclass(frozen=True)
class Corrected:
    """What import.toml says: the layouts of tables by their keys, and lists of words.

    `listed` are all tables that it names, whether what it says still fits them or not.
    """

    listed: set[tuple[str, str, int]] = field(default_factory=set)
    layouts: dict[tuple[str, str, int], Layout] = field(default_factory=dict)
    words: dict[str, Words] = field(default_factory=dict)
    year: int = 0  # one of the plan's, to be written like
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def text(layouts: Sequence[Layout], words: Sequence[Words], known: Sequence[Role]) -> str:
    """The file, in which every line of a column says what it is."""
    named = [role.word for role in known]
    usable = [f"#   {'、'.join(named[n : n + 6])}" for n in range(0, len(named), 6)]
    return "\n".join([_NOTE.rstrip("\n"), *usable, ""]) + blocks(layouts, words)


def blocks(layouts: Sequence[Layout], words: Sequence[Words]) -> str:
    """What goes behind that, for sheets and for words."""
    lines: list[str] = []
    for layout in layouts:
        grid = layout.grid
        lines += ["", "[[sheets]]", f"file = {quoted(grid.file.rpartition('/')[2])}"]
        lines += [f"sheet = {quoted(grid.name)}"] if grid.sheet else []
        rows = f"{grid.lines[layout.first]}, {grid.lines[layout.last]}"
        lines.append(f"heading_rows = [{rows}]")
        lines += [f"year = {layout.year}"] if layout.year else []
        lines += [f"goal = {quoted(layout.goal)}"] if layout.goal else []
        lines.append("[sheets.columns]")
        lines += [_line(column) for column in layout.columns]
    for one in words:
        guess = "推測なので、確かめてください。" if one.is_guess else ""
        lines += ["", f"# 「{one.label}」の言葉の順です。{guess}", "[[words]]"]
        lines += [f"fields = {_listed(one.fields)}", f"order = {_listed(one.order)}"]
        lines += [f"outside = {_listed(one.outside)}  # 順番の外"] if one.outside else []
    return "".join(f"{line}\n" for line in lines)


def _line(column: Column) -> str:
    year = f", year = {column.year}" if column.year else ""
    word = f", as = {quoted(column.role.word)}" if column.role else ""
    return f"{letters(column.index)} = {{ heading = {quoted(column.heading)}{word}{year} }}"


def quoted(text: str) -> str:
    import tomlkit  # only here: reading files of data/ needs no writer of them

    return tomlkit.item(text).as_string()


def _listed(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(quoted, texts))}]"


def corrected(file: TomlFile, grids: Sequence[Grid], known: Sequence[Role], year: int) -> Corrected:
    """What the file says of these sheets, and everything in it that cannot be."""
    found = Corrected(year=year)
    by_name: dict[tuple[str, str], list[Grid]] = {}
    for each in grids:
        by_name.setdefault((each.file.rpartition("/")[2], each.sheet), []).append(each)
    found.problems.extend(_keys(file, file.values, ("sheets", "words")))
    for n, entry in enumerate(_entries(file, "sheets", found)):
        found.problems.extend(_keys(file, entry, _KEYS, "sheets", n))
        name = (str(entry.get("file", "")), str(entry.get("sheet", "")))
        span = entry.get("heading_rows", [])
        of_sheet = by_name.get(name, [])
        spans = [span] if not isinstance(span, list) else span
        named = (grid for grid in of_sheet if all(line in grid.lines for line in spans))
        grid = next(named, next(iter(of_sheet), None))
        if grid is None:
            if any(name[0] == other for other, _ in by_name):
                sheets = [sheet for _, sheet in by_name]
                wrong = f"シート「{name[1]}」はありません。"
                advice = did_you_mean(name[1], sheets, f"あるシート: {'、'.join(sheets)}")
                found.problems.append(Problem(file.at("sheets", n, "sheet"), wrong, advice))
            continue
        found.listed.add(grid.key)
        if layout := _layout(file, n, entry, grid, known, found):
            found.layouts[grid.key] = layout
    for n, entry in enumerate(_entries(file, "words", found)):
        lists = {key: entry.get(key, []) for key in ("fields", "order", "outside")}
        if not all(
            isinstance(it, list) and all(isinstance(w, str) for w in it) for it in lists.values()
        ):
            advice = '「order = ["検討", "実施"]」の形で書いてください。'
            message = "言葉の並びではありません。"
            found.problems.append(Problem(file.at("words", n, "order"), message, advice))
        elif lists["fields"]:
            one = Words(tuple(lists["fields"]), "", tuple(lists["order"]), tuple(lists["outside"]))
            found.words[one.fields[0]] = one
    return found


def _entries(file: TomlFile, name: str, found: Corrected) -> list[dict[str, Any]]:
    entries = file.values.get(name, [])
    if isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries):
        return entries
    message = "書き方が違います。"
    found.problems.append(Problem(file.at(name), message, f"「[[{name}]]」の行を書いてください。"))
    return []


def _layout(
    file: TomlFile,
    n: int,
    entry: Mapping[str, Any],
    grid: Grid,
    known: Sequence[Role],
    found: Corrected,
) -> Layout | None:
    span = entry.get("heading_rows", [])
    goal = entry.get("goal", "")
    if (
        not isinstance(span, list)
        or len(span) != 2
        or not all(row in grid.lines for row in span)
        or span[0] > span[1]
    ):
        advice = (
            f"「heading_rows = [2, 3]」のように、1から{len(grid.rows)}までの行で書いてください。"
        )
        message = "見出しの行が読めません。"
        found.problems.append(Problem(file.at("sheets", n, "heading_rows"), message, advice))
        return None
    first, last = (grid.lines.index(row) for row in span)
    columns = entry.get("columns", {})
    if not isinstance(columns, dict) or not all(isinstance(it, dict) for it in columns.values()):
        advice = '「A = { heading = "番号", as = "番号" }」の形で書いてください。'
        message = "列の書き方が違います。"
        found.problems.append(Problem(file.at("sheets", n, "columns"), message, advice))
        return None
    year = _year(file, entry, found, "sheets", n)
    seems = {it.index: it for it in assigned(grid, first, last, known, year)}
    now = {c: " ".join(parts(grid, first, last, c)) for c in range(grid.width)}
    read: dict[int, Column] = {}
    stale = []
    for name, it in columns.items():
        role, of_year = _column(file, n, name, it, known, found)
        if (index := _place(name, it.get("heading"), now)) is not None:
            seen = seems.get(index, Column(index, now[index], None))
            if "as" in it:
                seen = replace(seen, role=role, twin=None)
            read[index] = replace(seen, year=of_year or seen.year)
        elif it.get("heading"):
            stale.append(name)
        elif "heading" not in it:
            place = file.at("sheets", n, "columns", name)
            wrong = f"このシートに{name}列はありません。"
            found.problems.append(Problem(place, wrong, "この行を消してください。"))
    if stale:
        place = file.at("sheets", n, "columns", stale[0])
        found.notes.append(_stale(place, columns[stale[0]]["heading"], len(stale) - 1))
        if not read:  # another table, or one that has moved
            return None
    # What has come since, or has another heading now, is read from its heading.
    both = sorted({**seems, **read}.values(), key=lambda column: column.index)
    return Layout(grid, first, last, tuple(both), year, str(goal))


def _place(name: str, heading: object, now: Mapping[int, str]) -> int | None:
    """Which column a line is of: the one of its letters, or where its heading has gone since."""
    index = next((c for c in now if letters(c) == name), None)
    if index is not None and heading in (None, now[index]):
        return index
    moved = [c for c, text in now.items() if text and text == heading]
    return moved[0] if len(moved) == 1 else None


def _stale(place: Place, heading: object, more: int) -> Problem:
    others = f"（ほかに{more}行）" if more else ""
    said = f"見出しが「{str(heading)[:40]}」の列は、今の表にないので、この行{others}は使わず、今の見出しから読みました。"
    return Problem(place, said, "表が変わったのなら、このままで構いません。", is_warning=True)


def _column(
    file: TomlFile,
    n: int,
    name: str,
    entry: Mapping[str, Any],
    known: Sequence[Role],
    found: Corrected,
) -> tuple[Role | None, int | None]:
    """What the line of a column has it taken for, and of which year."""
    path = ("sheets", n, "columns", name)
    found.problems.extend(_keys(file, entry, _COLUMN_KEYS, *path))
    word = str(entry.get("as", ""))
    role = next((role for role in known if role.word == word), None)
    if word and role is None:
        words = [one.word for one in known]
        wrong = f"「{word}」として読むことはできません。"
        advice = did_you_mean(word, words, f"書けるもの: {'、'.join(words)}")
        found.problems.append(Problem(file.at(*path), wrong, advice))
    return role, _year(file, entry, found, *path)


def _keys(
    file: TomlFile, entry: Mapping[str, Any], known: Sequence[str], *path: str | int
) -> Iterator[Problem]:
    for key in entry:
        if key not in known:
            advice = did_you_mean(key, known, f"書ける項目: {'、'.join(known)}")
            yield Problem(file.at(*path, key), f"知らない項目「{key}」です。", advice)


def _year(
    file: TomlFile, entry: Mapping[str, Any], found: Corrected, *path: str | int
) -> int | None:
    """The year of a sheet or column, as 2022 or as people write it."""
    if (said := entry.get("year")) is None:
        return None
    year = read_fiscal_year(str(said))
    if year is None:
        wrong = f"年度「{said}」が読めません。"
        advice = f"西暦で、「year = {found.year}」のように書いてください。"
        found.problems.append(Problem(file.at(*path, "year"), wrong, advice))
    return year
