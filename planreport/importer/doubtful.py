"""Columns that cannot be told apart or belong to no year: which is which must not be guessed."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from planreport.importer.layout import Column, Layout
from planreport.importer.reading import READING_FILE
from planreport.importer.roles import AIMS, BY_KIND, PLANNED, Of
from planreport.load import PLAN_FILE
from planreport.place import Problem
from planreport.plan import Settings
from planreport.plan.calendar import FiscalYear
from planreport.plan.indicators import VALUE
from planreport.workbook.layout import letters


def doubtful(layouts: Sequence[Layout], years: Sequence[FiscalYear]) -> Iterator[Problem]:
    """One problem for each sheet in which columns seem to be the same, and one where no sheet has a
    year for what is said each year."""
    for layout in layouts:
        if pairs := list(_pairs(layout)):
            yield _alike(layout, *pairs[0], len(pairs) - 1)
    if not _has_years(layouts):
        for layout in layouts:
            for column in _of_no_year(layout):
                yield Problem(
                    layout.grid.place(layout.last, column.index),
                    f"「{column.heading}」などの列が、何年度のものか分かりません。",
                    f"見出しか、その上の行か、シートの名前に「{years[0]}」のように書くか、"
                    f"{READING_FILE} のそのシートに「year = {years[0].year}」のように書いてください。",
                )
                return


def left_out(
    layouts: Sequence[Layout], settings: Settings, required: Set[str]
) -> Iterator[Problem]:
    """Columns that are not taken for their year: none is said, none of the plan's, or one before the
    first whose report is shown. It is an error where no other column has what is `required`."""
    first, last = settings.years[0].year, settings.years[-1].year
    unshown = {year.year for year in settings.unshown}
    dated = {
        it.role.name for one in layouts for it in one.columns if it.role and not one.lacks_year(it)
    }
    for layout in layouts if _has_years(layouts) else ():
        if columns := _of_no_year(layout):
            wanting = required & {it.role.name for it in columns if it.role} - dated
            problem = _without_year(layout, columns, _latest(layouts, layout, first, last))
            yield replace(problem, is_warning=not wanting)
    for layout in layouts:
        told: set[int] = set()
        for column in layout.columns:
            role, year = column.role, column.year
            if not (year and role and role.is_yearly) or role.name in AIMS or year in told:
                continue
            if year in unshown and role.of is Of.YEAR and role.name != PLANNED:
                told.add(year)
                yield Problem(
                    layout.grid.place(layout.first, column.index),
                    f"「{column.heading}」は{year}年度で、載せ始める年度より前なので、取り込みません。",
                    f"載せるなら、{PLAN_FILE} の reported_from を {year} にするか消してください。",
                    is_warning=True,
                )
            elif not first <= year <= last:
                told.add(year)
                is_before = role.name == VALUE and year < first
                yield Problem(
                    layout.grid.place(layout.first, column.index),
                    f"「{column.heading}」は{year}年度で、計画の年度（{first}年度から{last}年度まで）の外なので、取り込みません。",
                    (
                        f'基準値なら、{READING_FILE} のこの列を as = "基準値" にしてください。'
                        if is_before
                        else ""
                    )
                    + f"違うなら、見出しの年度か、{PLAN_FILE} の first_year と last_year を直してください。",
                    is_warning=True,
                )


def _without_year(layout: Layout, columns: Sequence[Column], year: int) -> Problem:
    named = "".join(f"「{column.heading}」" for column in columns)
    is_one = len(columns) == 1
    return Problem(
        layout.grid.place(layout.last, columns[0].index),
        f"{named}は、何年度のものか分からないので、取り込みません。",
        f"{READING_FILE} のこの{'列' if is_one else 'シート'}に「year = {year}」のように書いてください。"
        + ("" if is_one else "年度が違う列があれば、その列に書きます。")
        + f'年度ごとのものでなければ、{PLAN_FILE} に、その見出しの [[fields]]（per = "measure"）を作ります。',
        is_warning=True,
    )


def _latest(layouts: Sequence[Layout], layout: Layout, first: int, last: int) -> int:
    """The last of the plan's years that the sheet reports, or else any: what names no year is likely
    of it. What is aimed at is likely of the plan's last."""
    if all(it.role and it.role.name in AIMS for it in _of_no_year(layout)):
        return last
    for some in ([layout], layouts):
        told = [
            it.year or one.year
            for one in some
            for it in one.columns
            if it.role and it.role.is_yearly and it.role.name not in AIMS
        ]
        if years := [year for year in told if year and first <= year <= last]:
            return max(years)
    return first


def _of_no_year(layout: Layout) -> list[Column]:
    return [column for column in layout.columns if layout.lacks_year(column)]


def _has_years(layouts: Sequence[Layout]) -> bool:
    return any(
        column.role and column.role.is_yearly and not layout.lacks_year(column)
        for layout in layouts
        for column in layout.columns
    )


def _pairs(layout: Layout) -> Iterator[tuple[Column, Column]]:
    """Each column that seems to be what one to the left is, with that one."""
    by_index = {column.index: column for column in layout.columns}
    first: dict[tuple[str, int | None, str], Column] = {}
    for column in layout.columns:
        if column.twin is not None:
            yield by_index[column.twin], column
        elif column.role and column.role.name != BY_KIND:
            part = column.part if column.role.is_prose else ""
            year = column.year if column.role.is_yearly else None  # an indicator has one baseline
            one = first.setdefault((column.role.name, year, part), column)
            if one is not column:
                yield one, column


def _alike(layout: Layout, one: Column, other: Column, more: int) -> Problem:
    assert one.role
    year = f"{one.year}年度の" if one.year and one.role.is_yearly else ""
    columns = f"{letters(one.index)}列と{letters(other.index)}列"
    return Problem(
        layout.grid.place(layout.last, other.index),
        f"{columns}が、どちらも{year}「{one.role.word}」に見えます"
        + (f"（ほかに{more}列）。" if more else "。"),
        "見出しの年度や言葉が抜けたり重なったりしていないか、確かめてください。"
        f'要らない列なら、{READING_FILE} で as を空（""）にします。',
    )
