"""What is said after an import: how the sheets were read, what they came to, and what was not taken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planreport.check import Checked
from planreport.importer.grids import Grid
from planreport.importer.layout import Column, Layout
from planreport.importer.proposals import label, proposal
from planreport.importer.reading import READING_FILE
from planreport.importer.repeated import together
from planreport.importer.subjects import Gathered, not_taken
from planreport.importer.tables import Made
from planreport.importer.words import Words
from planreport.load import PLAN_FILE, PROGRESS_FOLDER, VALUES_FOLDER
from planreport.place import MAX_MESSAGE, Problem, visible

_SHOWN = 24  # characters of a text
_NAMED = 3  # cells of a column that are shown


@dataclass(frozen=True)
class Report:
    """All that there is to say."""

    layouts: Sequence[Layout]
    grids: Sequence[Grid]
    gathered: Gathered
    made: Made
    words: Sequence[Words]
    notes: Sequence[Problem]
    checked: Checked


def reading(layouts: Sequence[Layout]) -> str:
    """What each column was taken for; of sheets that are read alike, once."""
    alike: dict[tuple[tuple[str, str], ...], list[Layout]] = {}
    for layout in layouts:
        alike.setdefault(tuple(_columns(layout)), []).append(layout)
    parts = (
        [*map(_where, same), *(f"  {heading} → {taken}" for heading, taken in columns), ""]
        for columns, same in alike.items()
    )
    return "\n".join(line for lines in parts for line in lines)


def imported(said: Report, edits: Mapping[str, bytes], is_rehearsal: bool) -> str:
    """The report on the terminal."""
    parts = [_counts(said)]
    parts += ["\n".join(_words(one)) for one in said.words]
    notes = [*said.notes, *_signs(said)]
    files = {*said.made.tables, *(grid.file for grid in said.grids)}
    notes += [warning for warning in said.checked.warnings if warning.place.file in files]
    if notes:
        listed = map(str, together(notes))
        parts.append("\n".join([f"読み替えたところ、確かめるところ（{len(set(notes))}）", *listed]))
    left = list(_left(said))
    parts.append("\n".join(left) if left else "取り込まなかったセルはありません。")
    if not edits:
        parts.append("data/ は、もうこの表のとおりです。")
    elif is_rehearsal:
        parts.append("試しに読んだだけで、書き込んでいません。書くファイル: " + "、".join(edits))
    else:
        parts.append(
            f"書き込みました: {'、'.join(edits)}\n読み方が違っていたら、{READING_FILE} を直して、"
            "もう一度「--replace」を付けて取り込んでください。"
        )
    return "\n\n".join(parts)


def _where(layout: Layout) -> str:
    grid = layout.grid
    year = f"。年度のない列は{layout.year}年度" if layout.year else ""
    if not grid.lines[layout.first]:
        return f"{grid.whole}: 見出しは、書かれたことの左{year}"
    last = f"から{grid.lines[layout.last]}行目まで" if layout.last > layout.first else ""
    return f"{grid.whole}: 見出しは{grid.lines[layout.first]}行目{last}{year}"


def _columns(layout: Layout) -> Iterator[tuple[str, str]]:
    for column in layout.columns:
        year = f"（{column.year}年度）" if column.year else ""
        if column.role and not layout.lacks_year(column):
            taken = f"{column.role.word}{year}"
        else:
            taken = "取り込みません"
        at = layout.grid.place(layout.first, column.index)
        is_moved = (layout.first, column.index) in layout.grid.moved
        name = f"{at.column}{at.line}" if is_moved else at.column
        yield f"{name:>2}  {_short(column.heading) or '（見出しなし）'}", taken


def _counts(said: Report) -> str:
    plan = said.checked.plan
    folder = PROGRESS_FOLDER if plan.has_measures else VALUES_FOLDER
    years = [y for y in plan.years if f"{folder}/{y.year}.csv" in said.made.tables]
    counted = [f"{plan.terms.goal} {len(plan.goals)}"]
    counted += [f"{plan.terms.measure} {len([*plan.measures])}"] if plan.has_measures else []
    counted += [f"報告のある年度 {len(years)}"]
    counted += [f"{plan.terms.indicator} {len(plan.indicators)}"] if plan.indicators else []
    return f"{plan.title}: {'、'.join(counted)}"


def _words(one: Words) -> Iterator[str]:
    guess = "（知らない言葉があるので、順番は推測です）" if one.is_guess else ""
    yield f"「{one.label}」の言葉を、この順で {PLAN_FILE} に書きます{guess}: {' '.join(one.order)}"
    if one.outside:
        yield f"  順番の外: {' '.join(one.outside)}"
    yield f"  違っていたら、{PLAN_FILE} で並べ替え、意味を書いてください。"


def _signs(said: Report) -> Iterator[Problem]:
    """What was put right in the cells that were taken."""
    for number, layout in enumerate(said.layouts):
        for (row, column), problems in layout.grid.signs.items():
            if (number, row, column) in said.gathered.taken:
                yield from problems


def _left(said: Report) -> Iterator[str]:
    """Every cell that was not taken, those of a column together."""
    of_column: dict[tuple[int, int], list[tuple[int, str]]] = {}
    single: list[str] = []
    for number, row, column, text, reason in not_taken(said.layouts, said.gathered):
        layout = said.layouts[number]
        if row > layout.last and not reason and _column(layout, column) is not None:
            of_column.setdefault((number, column), []).append((row, text))
            continue
        place = layout.grid.place(row, column)
        is_above = layout.grid.lines[row] < layout.grid.lines[layout.first]
        why = reason or ("表の上" if is_above else "")
        single.append(f"  {place}: 「{_short(text)}」{f'（{why}）' if why else ''}")
    read, terms = {id(layout.grid) for layout in said.layouts}, said.checked.plan.terms
    for grid in said.grids:
        cells = sum(bool(text) for row in grid.rows for text in row)
        if id(grid) not in read and cells:
            single.append(
                f"  {grid.whole}: 見出しが見付からないので、{cells}個のセルを取り込みません。\n"
                f"    → 要る表なら、名前の列の見出しを「{terms.measure}」か「{terms.indicator}」にしてください。"
            )
    total = len(single) + sum(map(len, of_column.values()))
    if not total:
        return
    yield f"取り込まなかったセル（{total}）"
    yield from single
    columns = [
        (layout, layout.columns[_column(layout, index) or 0], cells_)
        for (number, index), cells_ in of_column.items()
        for layout in [said.layouts[number]]
    ]
    texts: dict[str, list[str]] = {}
    for _, column_, cells_ in columns:
        texts.setdefault(label(column_), []).extend(text for _, text in cells_)
    for layout, column_, cells_ in columns:
        yield from _of_column(said, layout, column_, cells_, texts)


def _column(layout: Layout, index: int) -> int | None:
    return next((n for n, column in enumerate(layout.columns) if column.index == index), None)


def _of_column(
    said: Report,
    layout: Layout,
    column: Column,
    cells_: Sequence[tuple[int, str]],
    texts: dict[str, list[str]],
) -> Iterator[str]:
    """The cells, and what would have them taken: once for all columns that are called the same, whose
    `texts` are taken out then."""
    places = [layout.grid.place(row, column.index) for row, _ in cells_]
    shown = "、".join(
        f"{at.column}{at.line}「{_short(text)}」"
        for at, (_, text) in zip(places[:_NAMED], cells_, strict=False)
    )
    letter = places[0].column
    more = " など" if len(cells_) > _NAMED else ""
    heading = _short(column.heading) or "（見出しなし）"
    yield f"  {layout.grid.whole} {letter}列「{heading}」の{len(cells_)}個: {shown}{more}"
    years = {year.year for year in said.checked.plan.years}
    if column.role and column.year and column.year not in years:
        yield f"    → {column.year}年度は計画の期間の外です。違うなら、{PLAN_FILE} の first_year と last_year を直してください。"
    called = label(column)
    if column.role is None and column.heading and called in texts:
        number = next(n for n, one in enumerate(said.layouts, 1) if one is layout)
        name = f"column_{letter.lower()}{f'_{number}' if number > 1 else ''}"
        fields = said.checked.plan.fields
        yield from (
            f"    {line}" for line in proposal(layout, column, texts.pop(called), name, fields)
        )


def _short(text: str) -> str:
    line = visible(" ".join(text.split())[:MAX_MESSAGE])
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
