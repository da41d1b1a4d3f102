"""計画の表.xlsx: one sheet in which a whole plan can be typed, with the plan's own words above it."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from planreport.plan import Settings
from planreport.plan.fields import Field, Kind
from planreport.plan.indicators import STATE, TARGET, VALUE, indicator_fields
from planreport.workbook.looks import height, looks

SHEET, INDICATORS, HINTS = "計画の表", "指標の表", "記入の仕方"
_HEADER, _BODY = 1, 3  # rows, from 0: two of headings, and the first of the table
_ROWS = 200  # that are drawn, and that have drop-down lists
_A3 = 8
_WIDTH_OF_GROUPS = 44  # which stay in view, whatever their number
_DIRECTIONS = ("増やす", "減らす", "維持する")
_NOT_LISTED = {
    "error_title": "一覧にありません",
    "error_message": "▼を押して、一覧の中から選んでください。",
}


@dataclass(frozen=True)
class _Column:
    heading: str
    width: int
    above: str = ""  # the fiscal year, of what is said of each
    choices: Sequence[str] = ()
    is_number: bool = False


def sheet(settings: Settings, has_indicators: bool) -> bytes:
    """The workbook, as import reads it: a title, two rows of headings, a row for each measure.

    Indicators have a sheet of their own; another says how the table is filled in.
    """
    import xlsxwriter  # only here: it would slow every other command

    tables = {SHEET: list(_measures(settings))}
    if has_indicators:
        tables[INDICATORS] = list(_indicators(settings))
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        created = datetime.combine(settings.updated, datetime.min.time())
        workbook.set_properties({"title": settings.title[:255], "created": created})
        formats = looks(workbook)
        sheets = {name: workbook.add_worksheet(name) for name in tables}
        chosen = {it.heading: it.choices for columns in tables.values() for it in columns}
        hints = workbook.add_worksheet(HINTS)
        lists = _write_hints(hints, formats, settings, has_indicators, chosen)
        for name, columns in tables.items():
            _write_table(sheets[name], formats, f"{settings.title}　{name}", columns, lists)
            sheets[name].freeze_panes(_BODY, 2 + len((settings.terms.goal, *settings.terms.item)))
    return buffer.getvalue()


def _measures(settings: Settings) -> Iterator[_Column]:
    terms = settings.terms
    yield from _groups(settings)
    yield _Column("番号", 8)
    yield _Column(terms.measure, 30)
    yield _Column(terms.summary, 40)
    yield _Column("担当課", 16)
    yield from _yearly(settings, [field for field in settings.fields if field.is_published])


def _indicators(settings: Settings) -> Iterator[_Column]:
    terms = settings.terms
    yield from _groups(settings)
    yield _Column(terms.measure, 20)
    yield _Column(terms.indicator, 30)
    yield _Column("単位", 8)
    yield _Column("基準値", 10)
    yield _Column("基準年度", 10)
    yield _Column("方向", 10, choices=_DIRECTIONS)
    yield _Column("担当課", 16)
    named = {field.name: field for field in indicator_fields(())}
    yield from _yearly(settings, [named[name] for name in (TARGET, VALUE, STATE)])


def _groups(settings: Settings) -> Iterator[_Column]:
    words = (settings.terms.goal, *settings.terms.item)
    return (_Column(word, _WIDTH_OF_GROUPS // len(words)) for word in words)


def _yearly(settings: Settings, fields: Sequence[Field]) -> Iterator[_Column]:
    for year in settings.years:
        for one in fields:
            is_long = one.kind is Kind.TEXT and one.name != STATE
            choices, is_number = tuple(one.choices or ()), one.kind is Kind.NUMBER
            yield _Column(one.heading, 40 if is_long else 12, str(year), choices, is_number)


def _write_table(
    sheet: Any,
    formats: dict[str, Any],
    title: str,
    columns: Sequence[_Column],
    lists: dict[str, str],
) -> None:
    """The headings, the years above theirs, and the cells to be filled in."""
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, title, formats["title"])
    sheet.set_row(_HEADER + 1, height([(one.heading, one.width) for one in columns]))
    for number, column in enumerate(columns):
        look = formats["cell_number" if column.is_number else "cell"]
        sheet.set_column(number, number, column.width)
        if column.above:
            sheet.write_string(_HEADER + 1, number, column.heading, formats["heading"])
        else:
            cells = (_HEADER, number, _HEADER + 1, number)
            sheet.merge_range(*cells, column.heading, formats["heading"])
        for row in range(_BODY, _BODY + _ROWS):
            sheet.write_blank(row, number, None, look)
        if column.choices:
            source = {"validate": "list", "source": lists[column.heading], **_NOT_LISTED}
            sheet.data_validation(_BODY, number, _BODY + _ROWS - 1, number, source)
    for above, group in groupby(enumerate(columns), key=lambda one: one[1].above):
        numbers = [number for number, _ in group]
        if above and len(numbers) == 1:
            sheet.write_string(_HEADER, numbers[0], above, formats["heading"])
        elif above:
            cells = (_HEADER, numbers[0], _HEADER, numbers[-1])
            sheet.merge_range(*cells, above, formats["heading"])
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.repeat_rows(_HEADER, _HEADER + 1)


def _write_hints(
    sheet: Any,
    formats: dict[str, Any],
    settings: Settings,
    has_indicators: bool,
    chosen: dict[str, Sequence[str]],
) -> dict[str, str]:
    """How the table is filled in; where the words of each list stand, by its heading."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, f"{settings.title}　{HINTS}", formats["title"])
    hints = [*_hints(settings), *(_hints_on_indicators(settings) if has_indicators else ())]
    for row, (what, how) in enumerate(hints, 1):
        sheet.set_row(row, height([(what, 24), (how, 90)]))
        sheet.write_string(row, 0, what, formats["word"])
        sheet.write_string(row, 1, how, formats["explanation"])
    lists, top = {}, len(hints) + 2
    for heading, choices in chosen.items():
        if choices:
            sheet.write_string(top, 0, f"「{heading}」に使う言葉", formats["section"])
            for row, word in enumerate(choices, top + 1):
                sheet.write_string(row, 0, word, formats["word"])
            lists[heading] = f"='{HINTS}'!$A${top + 2}:$A${top + 1 + len(choices)}"
            top += len(choices) + 2
    return lists


def _hints(settings: Settings) -> Iterator[tuple[str, str]]:
    terms = settings.terms
    wider = "」「".join((terms.goal, *terms.item))
    yield "1行に1つ", f"「{terms.measure}」1つを1行に書きます。行が足りなければ、下に続けます。"
    yield f"「{wider}」", "上の行と同じなら、空けておいて構いません。セルを結合しても構いません。"
    yield "番号", "計画に書かれた番号（1-2-3 など）です。なければ空けておきます。"
    yield (
        terms.summary,
        "段落や箇条書きは、セルの中の改行（Alt＋Enter）で区切り、箇条書きは「・」で始めます。",
    )
    yield "担当課", "2つ以上あれば、取りまとめる課を先に、セルの中の改行で区切ります。"
    yield (
        "年度の欄",
        "まだ報告のない年度は、空けておきます。報告のある年度は、全ての行に書きます。",
    )
    yield (
        "決まった言葉の欄",
        "同じことには、いつも同じ言葉を書きます。▼が出る欄では、一覧から選びます。",
    )
    yield "数の欄", "単位を付けずに、数だけを書きます。"
    yield (
        "列",
        "使わない列（番号、概要、担当課など）は、消して構いません。見出しの言葉は変えないでください。",
    )


def _hints_on_indicators(settings: Settings) -> Iterator[tuple[str, str]]:
    terms = settings.terms
    yield (
        INDICATORS,
        f"1行に1つの{terms.indicator}を書きます。どの{terms.measure}のものかを、「{SHEET}」と同じ名前で書きます。",
    )
    yield (
        "方向",
        "増やす（大きいほど良い）、減らす（小さいほど良い）、維持する（幅に収める）のどれかです。",
    )
    yield "目標値", "目標を定めた年度だけに書きます。"
    yield "状態", "値がなければそのわけ（集計中など）、確かな値でなければ「速報」などと書きます。"
