"""What would have a column taken that was not: ready lines of plan.toml, or what to write elsewhere."""

import re
from collections.abc import Iterable, Iterator, Sequence

from planreport.check.declared import MAX_TERM, MEASURE
from planreport.importer.cells import is_blank
from planreport.importer.layout import Column, Layout
from planreport.importer.reading import READING_FILE
from planreport.importer.roles import GRADES, INDICATOR, ROW_YEAR, Of, heading
from planreport.importer.words import in_usual_order
from planreport.importer.years import AHEAD
from planreport.load import INDICATORS_FILE, PLAN_FILE
from planreport.plan.fields import Field, Kind, ahead
from planreport.plan.indicators import VALUE
from planreport.plan.numbers import plain

_MOST_WORDS = 8  # of a list, and characters of each
_WITH_UNIT = re.compile(r"(.+)[（(]([^（()）]+)[)）]")
_RATE = re.compile("達成率|対?計画比")
_NUMBER = re.compile(r"([-−－▲△]?[0-9０-９,，.．]++)\s*(.{0,8})")


def label(column: Column) -> str:
    """What a column is called, whichever year it is of."""
    return column.label or column.heading


def proposal(
    layout: Layout, column: Column, texts: Iterable[str], name: str, fields: Sequence[Field]
) -> Iterator[str]:
    """`name` is that of a column of data/ which it might be."""
    words = list(dict.fromkeys(text for text in texts if not is_blank(text)))
    if layout.is_of_measures:
        yield f"→ 取り込むなら、次のように {PLAN_FILE} に書くか、{READING_FILE} のこの列に as を書いてください。"
        yield from (f"  {line}" for line in _field(layout, column, words, name))
        plans_in_words = any(it.is_scheduled and it.kind is Kind.TEXT for it in fields)
        if plans_in_words and not ahead(fields) and label(column).startswith(AHEAD):
            yield "  next_year = true"
    elif found := _RATE.search(label(column)):
        yield f"→ {found[0]}は、{INDICATORS_FILE} の achievement に式を書けば、サイトで計算します。"
    elif _is_list(words) and (column.year or heading(label(column)) in GRADES):
        is_dated = column.year or layout.year or layout.column(ROW_YEAR) is not None
        year = "" if is_dated else f"書き、{READING_FILE} のこの列に year を"
        yield f"→ 取り込むなら、次のように {PLAN_FILE} に、良い評価から順に{year}書いてください。"
        for word in in_usual_order(words):
            yield "  [[indicator_grades]]"
            yield f'  label = "{word}"'
    elif layout.column(INDICATOR) is not None:
        has_value = any(it.says(VALUE) and it.year == column.year for it in layout.columns)
        is_yearly = _is_yearly(layout, column)
        once = "指標の実績値" if is_yearly and not has_value else "指標の説明"
        ways = ("実績値の説明",) if is_yearly and has_value else (once, "実績値の説明")
        yield f"→ 取り込むなら、{READING_FILE} の as に「{'」や「'.join(ways)}」などと書いてください。"


def _field(layout: Layout, column: Column, words: Sequence[str], name: str) -> Iterator[str]:
    """A block of plan.toml that has the columns of this heading taken."""
    called, unit = label(column), _unit(words)
    if unit is not None and (found := _WITH_UNIT.fullmatch(called)):
        called, unit = found[1], unit or found[2]
    yield "[[fields]]"
    yield f'name = "{name}"'
    yield f'label = "{called[:MAX_TERM]}"'
    if not _is_yearly(layout, column):
        yield f'per = "{MEASURE}"'
    if unit is not None:
        yield 'kind = "number"'
        yield f'unit = "{unit or "（単位）"}"'
    elif _is_list(words):
        yield 'kind = "choice"'


def _is_yearly(layout: Layout, column: Column) -> bool:
    """Where other columns name their years, one that names none says something once."""
    if column.year or layout.column(ROW_YEAR) is not None:
        return True
    return layout.year is not None and not any(
        it.year and not (it.role and it.role.of is Of.READING) for it in layout.columns
    )


def _unit(words: Sequence[str]) -> str | None:
    """What stands behind all numbers, which may be nothing; None where not all are numbers."""
    found = [_NUMBER.fullmatch(word) for word in words]
    units = {one[2] if one and plain(one[1]) else None for one in found}
    return units.pop() if len(units) == 1 else None


def _is_list(words: Sequence[str]) -> bool:
    """Whether the words are few and short, and no amounts, such as 20人; 1 to 5 may be grades."""
    return len(words) <= _MOST_WORDS and all(
        len(word) <= _MOST_WORDS
        and not word.endswith("。")
        and not (_NUMBER.match(word) and word[1:])
        for word in words
    )
