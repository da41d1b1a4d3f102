"""Which indicator's value of which year a row has, and whether value and state go together."""

from collections.abc import Iterator

from planreport.load import Row
from planreport.place import Problem, folded
from planreport.plan.indicators import FINAL, STATE, VALUE, Indicator, Reading
from planreport.workbook.indicators import GAPS, MARKS, value_said
from planreport.workbook.layout import UNIT
from planreport.workbook.owners import (
    Known,
    Owned,
    misnamed,
    not_asked,
    numberless,
    reread,
    strange,
)
from planreport.workbook.tables import FilledTable


def reading_owner(table: FilledTable, row: int, known: Known) -> tuple[Owned | None, list[Problem]]:
    """The value of a row; None where its number and its other cells do not agree on one."""
    written, name, year = (table.said(row, it) for it in ("indicator_id", "name", "fiscal_year"))
    place, term = table.place(row, "indicator_id"), known.plan.terms.indicator
    readings = known.readings
    if not written:
        return None, [numberless(place)]
    indicator = readings.by_id.get(folded(written))
    if indicator is None:
        ids = [indicator.id for indicator in readings.by_id.values()]
        return None, [strange(place, written, term, ids)]
    if folded(name) != folded(indicator.heading):
        other = readings.by_name.get(folded(name))
        return None, [misnamed(table.place(row, "name"), name, indicator, term, other)]
    if wrong := list(_another_unit(table, row, indicator)):
        return None, wrong
    there, fiscal_year = table.place(row, "fiscal_year"), readings.years.get(folded(year))
    if fiscal_year is None:
        said = f"年度が「{year}」になっています。" if year else "年度が空です。"
        advice = f"「{known.fiscal_year}」のように、元に戻してください。"
        return None, [Problem(there, said, advice)]
    record = readings.records.get((folded(indicator.id), fiscal_year))
    if record is None:
        return None, [not_asked(there, indicator.id, indicator, term, fiscal_year)]
    keys = {"indicator_id": indicator.id, "fiscal_year": str(fiscal_year.year)}
    owned = Owned(keys, indicator, record, indicator.decimals or 0)
    return owned, list(reread(place, written, indicator.id))


def _another_unit(table: FilledTable, row: int, indicator: Indicator) -> Iterator[Problem]:
    """A value may be in the unit that somebody wrote instead."""
    unit = table.said(row, UNIT) if UNIT in table.columns else ""
    if unit and folded(unit) != folded(indicator.unit):
        own = f"「{indicator.unit}」" if indicator.unit else "なし"
        message = f"番号「{indicator.id}」の単位は{own}ですが、「{unit}」になっています。"
        advice = "単位を元に戻し、値がその単位での数か確かめてください。"
        yield Problem(table.place(row, UNIT), message, advice)


def at_odds(answer: Row, owned: Owned) -> Iterator[Problem]:
    """A value and its state are one answer: nobody can tell which of the two holds where they are
    at odds, with each other or with a value that is on record.

    Of other words than those that the form proposes nothing is known: they go with either.
    """
    if not isinstance(owned.record, Reading) or not isinstance(owned.subject, Indicator):
        return
    value, state, record = answer[VALUE], answer[STATE], owned.record
    if value and state in GAPS:
        yield Problem(
            answer.at(STATE),
            f"値があるのに、状態が「{state}」です。",
            f"値が正しければ、状態を空にするか「{'」「'.join(MARKS)}」などにし、"
            "値がなければ、値を消してください。",
        )
    elif state and not value and record.value is not None and state != record.state:
        yield Problem(
            answer.at(STATE),
            f"値が空で、状態だけが「{state}」になっています。"
            f"前に報告された値は、{value_said(owned.subject, record)}です。",
            "値が決まるか改まるかしたのなら、値も書いてください。まだなら、状態を空にしてください。",
        )
    elif state in (*MARKS, *FINAL) and not value and record.value is None:
        advice = f"値を書くか、状態を「{'」「'.join(GAPS)}」などにしてください。"
        yield Problem(answer.at(STATE), f"状態が「{state}」ですが、値がありません。", advice)
