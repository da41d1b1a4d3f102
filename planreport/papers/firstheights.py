"""How much of its sheets what stands above the full table takes, before it is typeset.

Heights are in millimetres; its letters have the sizes that `.sheet` and its parts have in paper.css.
"""

from collections.abc import Iterable, Iterator
from itertools import accumulate
from math import ceil

from planreport.papers.firstsheet import Summary, indicator_years, summarise
from planreport.papers.fitting import Sheets
from planreport.papers.letters import Letters
from planreport.papers.lines import broken, title_lines
from planreport.papers.sheet import POINT
from planreport.papers.table import Layout
from planreport.plan.measures import Standing
from planreport.plan.settings import Paper
from planreport.report.derive import Report
from planreport.report.sums import Sum, SumTable
from planreport.report.wanting import Lagging
from planreport.templating.phrases import pieces

_EM, _SMALL = 10.5 * POINT, 8.5 * POINT  # of text, and of notes
_LINE, _NOTE_LINE, _NOTE_GAP = 1.45 * _EM, 1.45 * _SMALL, 1.0
_TITLE, _HEADING, _HEADING_AT_TOP = 26.0, 12.0, 7.0  # with the answer; a heading
_PADDING, _AROUND, _CLOSER = 3.35, 2.52, 1.52  # beside a cell's text; above and below of it
_GAP = 12.0  # between two columns
_LABEL, _REACHED_LABEL = 0.4, 0.46  # of the width: the columns of labels
_OWNER, _GOAL, _STATUS, _PAGE = 0.24, 0.14, 0.15, 0.12  # those of the list of what is behind
_BEGINS_WITH = 3  # rows of it, where other things stand above it on its sheet
_ABOUT = 8 / 10.5  # of a text's size: of what is said in passing
_WHOLE_DEPARTMENT = 8  # characters of a department's name that no line parts
_COUNTED = 75.0  # em of the note below the counts of indicators
_MISSING = 8.0  # em behind the name of a measure that was not reported


def put_on(sheets: Sheets, report: Report, paper: Paper, layout: Layout, letters: Letters) -> None:
    """Puts it on the sheets, figures side by side or not."""
    plan, room, summary = report.plan, layout.room, summarise(report, paper)
    notes = (
        report.incomplete or (report.latest and report.latest.unreported),
        report.latest and plan.compares and report.counts_alone,
        paper.is_partial,
    )
    sheets.put(_TITLE + sum(map(bool, notes)) * (_NOTE_LINE + _NOTE_GAP))
    width = (room - _GAP) / 2 if layout.beside else room
    sums = [_sums(table, width if layout.sums_beside else room, letters) for table in summary.sums]
    left = [*_counted(report, width, letters), *(sums if layout.sums_beside else ())]
    right = [*_goals(report, summary, width, letters), _legend(report, layout, width, letters)]
    for figure in [max(sum(left), sum(right))] if layout.beside else left + right:
        _put(sheets, figure)
    for table in () if layout.sums_beside else sums:
        _put(sheets, table)
    if plan.lagging and report.latest:
        _put_behind(sheets, report, summary, room, letters)
    if report.gaps:
        named = [gap.subject.heading for gaps in report.gaps.values() for gap in gaps]
        words = sum(letters.regular(name) + _MISSING for name in named)
        _put(sheets, _HEADING + (len(report.gaps) + words * _EM / room) * _LINE)
    behind = report.indicators or report.revisions or report.corrections
    said = [
        plan.source,
        plan.notice,
        *("1" for it in (behind, layout.left_out, plan.contact) if it),
    ]
    sheets.put(sum(_note(letters.regular(text), room) for text in said if text))


def _put(sheets: Sheets, figure: float) -> None:
    """What has a heading, above which nothing stands at the top of a sheet."""
    above = _HEADING - _HEADING_AT_TOP
    sheets.put(max(figure - above, 0), above)


def _note(width: float, room: float) -> float:
    return ceil(width * _SMALL / room) * _NOTE_LINE + _NOTE_GAP


def _row(lines: int) -> float:
    return lines * _LINE + _AROUND


def _bars(labels: Iterable[str], label: float, letters: Letters) -> float:
    """Rows by their labels, in a column of that width."""
    line = (label - _PADDING) / _EM
    return sum(_row(title_lines((it,), line, letters.regular)) for it in labels)


def _counted(report: Report, width: float, letters: Letters) -> Iterator[float]:
    """The tally, the years, and how many indicators reached their targets."""
    label = _LABEL * width
    if tally := report.tally:
        notes = tally.is_rounded + tally.is_corrected
        labels = ["区分", *(row.assessment.label for row in tally.rows), "合計"]
        yield _HEADING + _bars(labels, label, letters) + notes * (_NOTE_LINE + _NOTE_GAP)
    if report.years and not report.leads_with_indicators:
        counted = letters.regular(report.sentences.counted_good) if report.plan.lagging else 0
        yield (
            _HEADING + _row(1) * (len(report.years) + 1) + _note(counted + 3, width) * bool(counted)
        )
    said = 2 * bool(report.indicator_counts and not report.leads_with_indicators)
    if years := indicator_years(report):
        yield _HEADING + said * _LINE + _row(2) + len(years) * _row(1) + _note(_COUNTED, width)
    elif said:
        yield _HEADING + said * _LINE


def _goals(report: Report, summary: Summary, width: float, letters: Letters) -> Iterator[float]:
    if summary.indicator_goals:
        label = _REACHED_LABEL * width
        rows = _bars((name for name, _ in summary.indicator_goals), label, letters)
        yield _HEADING + _row(2) + rows
    elif report.latest:
        label = _LABEL * width
        yield _HEADING + _row(1) + _bars((goal.heading for goal in report.goals), label, letters)


def _legend(report: Report, layout: Layout, width: float, letters: Letters) -> float:
    plan = report.plan
    said: list[tuple[str, ...]] = [("―　計画の対象外",)]
    if plan.compares:
        stages = " ＜ ".join(it.label + it.reading for it in plan.ladder)
        said += [("段階　（右ほど進んだ段階）" + stages,)]
        said += [("計画との比較　", *(f"　  {it.symbol} {it.label}" for it in Standing))]
        said += [("各年度の欄",)] * (not layout.spells_out)
    elif plan.lead:
        meanings = (f"　  {it.label} {getattr(it, 'explained', '')}" for it in plan.outcomes)
        said += [(plan.lead.label, *meanings)]
    for field in (*plan.beside, *plan.details):
        explained = [it for it in (field.choices or {}).values() if it.explained]
        if explained:
            words = (f"　  {it.label} {it.explained}" for it in explained)
            said += [(field.label + field.by, *words)]
    line = width / _EM
    return _HEADING + _LINE * sum(broken(map(letters.regular, parts), line) for parts in said)


def _sums(table: SumTable, width: float, letters: Letters) -> float:
    rows = len(table.rows) + 1
    return _HEADING + _row(1) + rows * _row(0) + sum_lines(table, width, _EM, letters) * _LINE


def sum_lines(table: SumTable, width: float, em: float, letters: Letters) -> int:
    """How many lines the rows of sums take in a table that may be so wide. Where there is room for it,
    each has one; else what is missing stands above its sum."""
    rows = (*table.rows, table.whole)

    def cell(one: Sum) -> float:
        of = _ABOUT * letters.regular(f"{one.size}件中{one.counted}件") if one.missing else 0
        return of + letters.regular(one.shown)

    columns = zip(*(map(cell, row.sums) for row in rows), strict=True)
    widths = [max(letters.regular(row.label) for row in rows), *map(max, columns)]
    has_room = sum(it * em + _PADDING for it in widths) <= width
    return len(rows) if has_room else table.lines


def _put_behind(
    sheets: Sheets, report: Report, summary: Summary, room: float, letters: Letters
) -> None:
    """The list of what does not go well, in one column or in two."""
    if not report.lagging:
        _put(sheets, _HEADING + _LINE)
        return
    halves = summary.halves_behind
    width = (room - _GAP) / 2 if halves else room
    has_owners = any(entry.measure.departments for entry in report.lagging)
    beside = _OWNER if has_owners else _GOAL
    label = width * (1 - beside - _STATUS * (1 + report.plan.compares) - _PAGE)
    around = _CLOSER if halves else _AROUND

    def row(entry: Lagging) -> float:
        owner = entry.goal.place(entry.measure) or entry.goal.name
        by = "、".join(entry.measure.departments)
        widths = (_ABOUT * letters.regular(it) for it in pieces(by, _WHOLE_DEPARTMENT))
        lines = max(
            title_lines((entry.measure.heading,), (label - _PADDING) / _EM, letters.regular),
            broken((letters.regular(owner), *widths), (width * beside - _PADDING) / _EM),
        )
        return lines * _LINE + around

    rows = [row(entry) for entry in report.lagging]
    head = _LINE + around
    if not halves:
        for n, height in enumerate(rows):
            sheets.put(height, _HEADING + head if n == 0 else 0, head)
        return
    above, at_top = _HEADING + head, _HEADING_AT_TOP + head
    while rows:
        room = sheets.room(above, at_top)
        first = _fitting(rows, room)
        both = first + _fitting(rows[first:], room)
        if both == len(rows):
            parts = [max(sum(rows[:n]), sum(rows[n:])) for n in range(1, both + 1)]
            # What goes on from another sheet is not divided as evenly as it could be.
            sheets.put(min(parts) + max(rows) * (above == head), above, at_top)
            return
        goes_on = above == head or not sheets.filled[-1]
        if summary.keeps_behind or first < (1 if goes_on else _BEGINS_WITH):
            sheets.begin()
            continue
        sheets.put(max(sum(rows[:first]), sum(rows[first:both])), above, at_top)
        rows, above, at_top = rows[both:], head, head


def _fitting(heights: list[float], room: float) -> int:
    """How many of them find room below each other."""
    return sum(height <= room for height in accumulate(heights))
