"""What stands in the columns of the sheet of indicators: a row for each value that is asked for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from planreport.paragraphs import in_lines
from planreport.plan import Plan
from planreport.plan.collection import Collection, ReadingAnswer
from planreport.plan.fields import Field, Kind
from planreport.plan.indicators import STATE, TARGET_NOTE, VALUE, Indicator, Reading
from planreport.workbook.columns import FormColumn, form_column, label_width
from planreport.workbook.layout import LEADS, UNIT, indicator_layout
from planreport.workbook.looks import width

# What the form proposes for the state of a value and for the reason why there is none; other words
# are taken as well.
MARKS = {"速報": "後で改まることのある値", "推計": "調べた数ではなく、計算で見積もった値"}
GAPS = {"集計中": "値は、後で分かる", "調査なし": "その年度は調べていない"}
_YEARS_BEFORE = 3


def indicator_columns(
    plan: Plan,
    collection: Collection,
    asked: Sequence[ReadingAnswer],
    known: Sequence[ReadingAnswer] = (),
) -> list[FormColumn]:
    """The columns for the readings that are `asked` and, below, those that another department says.

    The value of an earlier year that is asked about once more is shown and not filled in: whoever
    writes one says it anew, with its state.
    """
    rows, named = [*asked, *known], indicator_layout(plan).headings
    owners = [_owner(plan, row.subject) for row in rows]
    before = [_before(row, collection) for row in rows]
    meanings = [row.subject.meaning for row in rows]
    leading = [row.subject.department for row in rows]
    columns = [
        form_column(named["indicator_id"], "reference", 9, [row.subject.id for row in rows]),
        form_column(named["name"], "reference", 26, [row.subject.heading for row in rows]),
        *([form_column("内容", "reference", 24, meanings)] if any(meanings) else ()),
        form_column("対象", "reference", 20, owners),
        form_column("望ましい方向", "reference", 14, [r.subject.direction.said for r in rows]),
        form_column("基準値", "reference", 16, [_baseline(row.subject) for row in rows]),
        form_column(f"その年度の\n{plan.aim}", "reference", 18, [_target(row) for row in rows]),
        form_column("これまでの値", "reference", width(before, 28, 40), before),
        *([form_column(LEADS, "reference", 16, leading)] if known else ()),
        form_column(
            named["fiscal_year"], "reference", 13, [str(r.record.fiscal_year) for r in rows]
        ),
        *_inputs(plan, collection, rows),
    ]
    return [replace(column, asked=len(asked)) for column in columns]


def _inputs(
    plan: Plan, collection: Collection, rows: Sequence[ReadingAnswer]
) -> Iterator[FormColumn]:
    layout = indicator_layout(plan)
    for field in layout.inputs:
        heading, texts = layout.headings[field.name], _said(field, collection, rows)
        match field.kind:
            case Kind.NUMBER:
                yield replace(
                    form_column(heading, "input_number", 16, texts, field),
                    row_looks=tuple(_look(row.subject) for row in rows),
                )
                yield form_column(
                    layout.headings[UNIT], "reference", 10, [row.subject.unit for row in rows]
                )
            case Kind.CHOICE:
                yield form_column(heading, "input", max(label_width(field), 14), texts, field)
            case _:
                wide = 16 if field.name == STATE else width(texts, 40, 60)
                yield form_column(heading, "input", wide, texts, field)


def _said(field: Field, collection: Collection, rows: Iterable[ReadingAnswer]) -> list[str]:
    """What is on record; of an earlier year not the value and its state, which are said anew."""
    year, once_more = collection.fiscal_year, field.name in (VALUE, STATE)
    return [
        "" if once_more and row.record.fiscal_year < year else in_lines(row.record.cell(field.name))
        for row in rows
    ]


def _look(indicator: Indicator) -> str:
    """A whole number is grouped by a condition, one with decimals by its format."""
    return f"input_number_{indicator.decimals}" if indicator.decimals else "input_number"


def _owner(plan: Plan, indicator: Indicator) -> str:
    owner = indicator.owner
    if owner.measure_id:
        return plan.by_id[owner.measure_id].heading
    return owner.path[-1] if owner.path else plan.goal_titles.get(owner.goal_id, "計画の全体")


def _baseline(indicator: Indicator) -> str:
    if indicator.baseline is None:
        return ""
    year = f"（{indicator.baseline_year}）" if indicator.baseline_year else ""
    return f"{indicator.shown(indicator.baseline)}{year}"


def _target(row: ReadingAnswer) -> str:
    """In a number, in words, or both."""
    reading = row.record
    number = f"{reading.target.shown}{row.subject.unit}" if reading.target else ""
    return "\n".join(filter(None, (number, in_lines(reading.cell(TARGET_NOTE)))))


def _before(row: ReadingAnswer, collection: Collection) -> str:
    """What is on record of the last years, the newest first: before the year that is collected, and
    up to an earlier one that is asked about once more."""
    until, end = row.record.fiscal_year, collection.fiscal_year
    earlier = [r for r in row.subject.readings if r.fiscal_year <= until and r.fiscal_year < end]
    told = [reading for reading in earlier if reading.is_due and reading.is_told]
    return "\n".join(
        f"{reading.fiscal_year} {value_said(row.subject, reading)}"
        for reading in reversed(told[-_YEARS_BEFORE:])
    )


def value_said(indicator: Indicator, reading: Reading) -> str:
    """The value with its unit and mark, or why there is none."""
    if reading.value is None:
        return reading.state
    mark = f"（{reading.state}）" if reading.state else ""
    return f"{indicator.shown(reading.value)}{mark}"
