"""What would have a column taken that was not: ready lines of plan.toml, or what to write elsewhere."""

import re
from collections.abc import Iterable, Iterator, Sequence

from planreport.check.declared import MAX_TERM, MEASURE
from planreport.importer.cells import is_blank
from planreport.importer.layout import Column, Layout
from planreport.importer.reading import READING_FILE
from planreport.importer.roles import INDICATOR, ROW_YEAR
from planreport.importer.words import in_usual_order
from planreport.importer.years import year_in
from planreport.load import INDICATORS_FILE, PLAN_FILE
from planreport.plan.numbers import plain

_MOST_WORDS = 8  # of a list, and characters of each
_WITH_UNIT = re.compile(r"(.+)[（(]([^（()）]+)[)）]")
_NUMBER = re.compile(r"([-−－▲△]?[0-9０-９,，.．]++)\s*(.{0,8})")


def label(column: Column) -> str:
    """What a column is called, whichever year it is of."""
    said = [year_in(line)[1] for line in column.heading.split()]
    return next((line for line in reversed(said) if line), column.heading)


def proposal(layout: Layout, column: Column, texts: Iterable[str], name: str) -> Iterator[str]:
    """`name` is that of a column of data/ which it might be."""
    words = list(dict.fromkeys(text for text in texts if not is_blank(text)))
    if layout.is_of_measures:
        yield f"→ 取り込むなら、次のように {PLAN_FILE} に書くか、{READING_FILE} のこの列に as を書いてください。"
        yield from (f"  {line}" for line in _field(layout, column, words, name))
    elif "達成率" in label(column):
        yield f"→ 達成率は、{INDICATORS_FILE} の achievement に式を書けば、サイトで計算します。"
    elif column.year and _is_list(words):
        yield f"→ 取り込むなら、次のように {PLAN_FILE} に、良い評価から順に書いてください。"
        for word in in_usual_order(words):
            yield "  [[indicator_grades]]"
            yield f'  label = "{word}"'
    elif layout.column(INDICATOR) is not None:
        yield f"→ 取り込むなら、{READING_FILE} の as に「指標の説明」や「実績値の説明」などと書いてください。"


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
    return layout.year is not None and not any(other.year for other in layout.columns)


def _unit(words: Sequence[str]) -> str | None:
    """What stands behind all numbers, which may be nothing; None where not all are numbers."""
    found = [_NUMBER.fullmatch(word) for word in words]
    units = {one[2] if one and plain(one[1]) else None for one in found}
    return units.pop() if len(units) == 1 else None


def _is_list(words: Sequence[str]) -> bool:
    """Whether the words are few and short, and no amounts, such as 20人; 1 to 5 may be grades."""
    return len(words) <= _MOST_WORDS and all(
        len(word) <= _MOST_WORDS and not (_NUMBER.match(word) and word[1:]) for word in words
    )
