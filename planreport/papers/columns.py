"""How the columns of the full table share its sheet: so that what they say takes the fewest lines.

Widths of columns in millimetres; those of texts and of lines in em.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import permutations
from math import ceil, sqrt

from planreport.papers.letters import Letters, Width
from planreport.papers.lines import title_lines
from planreport.papers.sheet import POINT
from planreport.paragraphs import marked, paragraphs
from planreport.plan.calendar import FiscalYear
from planreport.plan.measures import UNREPORTED, Group, Measure, Standing
from planreport.report.derive import Report
from planreport.report.goals import GoalReport
from planreport.report.sentences import REPORTED
from planreport.templating.phrases import HALF, halved, pieces

PADDING, COMPACT_PADDING = 3.35, 2.55  # left and right of a text, and of a status on its own; rules
HEAD_PADDING = 1.2  # of a word in the head
_NARROWEST, _NARROWEST_NARRATIVE = 8, 12  # em in a line of a summary, and of what was done
# em up to which a word of a title keeps to one line: of groups, by the levels of them; of measures
_WHOLE_GROUP, _WHOLE_MEASURE = (8, 6, 5), 8
_NARROWEST_TITLE = 5  # em
_WIDEST = 45  # em in a line of what was done: as far as an eye follows it
_NARROWEST_STATUS = 11.0  # millimetres
_LONG_TITLE = 100  # characters
_UNEVEN = 1.5  # how many times as much as another a year says to get a wider column
_FULL_STATUSES = 0.4  # of the width: what the columns of statuses may take to spell out their words
_STEPS = (4.0, 2.0, 1.0, 0.5)  # em by which a column grows at another's cost
_RAGGED = 0.6  # em that a line of running text leaves empty

_Cell = tuple[float, ...]  # how wide each of its paragraphs is


@dataclass(frozen=True)
class Columns:
    item: float  # of each level's
    measure: float
    summary: float
    narratives: tuple[float, ...]  # by narrated year
    status: float
    spells_out: bool  # whether a status says 計画 and 進捗, and its standing in words
    narrated: tuple[FiscalYear, ...]


@dataclass(frozen=True)
class Told:
    """What the columns are for, whatever size it is set in. Widths in em."""

    rows: tuple["_Row", ...]
    years: tuple[FiscalYear, ...]  # the latest, those of which the rows tell
    group: float  # a line that tears no word of a title
    measure: float
    spelt_out: float  # a status with its words
    compact: float
    year: float  # in the head


def tell(report: Report, wanted: int, letters: Letters) -> Told:
    """What the columns hold, if the `wanted` latest years are narrated."""
    years = report.narrative_years[-wanted:] if wanted else ()
    whole_group = _WHOLE_GROUP[len(report.plan.terms.item) - 1]
    groups = [group for goal in report.plan.goals for group in goal.unfolded]
    return Told(
        rows=tuple(
            it for goal in report.goals for it in _rows(report, goal, years, letters.regular)
        ),
        years=years,
        group=_for_titles(groups, whole_group, letters.bold),
        measure=_for_titles([*report.plan.measures], _WHOLE_MEASURE, letters.bold),
        spelt_out=_spelt_out(report, letters.bold),
        compact=_compact(report, letters.bold),
        year=max(letters.bold(year.short) for year in report.plan.shown_years),
    )


def share(report: Report, wanted: Told, room: float, text_size: float, letters: Letters) -> Columns:
    """Columns that fill the room (millimetres) with texts of so many points.

    Of the `wanted` years, as many of the latest are narrated as find room.
    """
    em = text_size * POINT
    years, levels = len(report.plan.shown_years), len(report.plan.terms.item)
    padding = PADDING / em
    narrative = _NARROWEST_NARRATIVE + padding
    narrowest = [
        levels * (wanted.group + padding),
        wanted.measure + padding,
        (_NARROWEST + padding) * report.has_summaries,
    ]
    left = room / em - sum(narrowest)  # for what the years say

    def told(status: float) -> int:
        return min(len(wanted.years), max(int((left - status * years) / narrative + 1e-9), 0))

    full = wanted.spelt_out + padding
    compact = wanted.compact + COMPACT_PADDING / em
    years_whole = wanted.year + HEAD_PADDING / em
    if told(max(compact, years_whole)) == told(compact):
        compact = max(compact, years_whole)
    # The latest year is narrated wherever its statuses can give way.
    one_told = (left - narrative) / years
    compact = min(compact, one_told if one_told * em >= _NARROWEST_STATUS else left / years)
    spells_out = (
        report.plan.compares
        and full * years <= room / em * _FULL_STATUSES
        and told(full) >= told(compact)
    )
    status = full if spells_out else compact
    rows, begin = wanted.rows, len(wanted.years) - told(status)
    narrated = wanted.years[begin:]
    amounts = [sum(row.amounts[n] for row in rows) for n in range(begin, len(wanted.years))]
    least = (3 if spells_out else 1 + report.plan.compares) + 2 * len(report.plan.beside)

    of_titles = partial(title_lines, width=letters.bold)

    @cache
    def lines(column: int, width: float) -> tuple[int, ...]:
        """What the rows take in one of the columns, or in those of all years together."""
        line = width - padding - _RAGGED
        if column == 0:
            return tuple(of_titles(row.groups, width / (levels or 1) - padding) for row in rows)
        if column == 1:
            return tuple(
                of_titles((row.title,), width - padding) + _lines(row.about, line) for row in rows
            )
        if column == 2:
            return tuple(_lines(row.summary, line) for row in rows)
        each = [one - padding - _RAGGED for one in _shares(amounts, width, narrative)]
        return tuple(max(map(_lines, row.years[begin:], each)) for row in rows)

    def all_lines(widths: Sequence[float]) -> tuple[int, ...]:
        return tuple(map(max, *map(lines, range(len(widths)), widths), [least] * len(rows)))

    narrowest += [narrative * len(narrated)] if narrated else []
    widths = [*narrowest]
    widest = len(widths) - 1 if narrated or report.has_summaries else 1
    widths[widest] += room / em - years * status - sum(narrowest)
    widths = _shortest(widths, narrowest, lambda some: sum(all_lines(some)))
    narratives = _shares(amounts, widths[-1], narrative)
    if spare := sum(max(width - padding - _WIDEST, 0) for width in narratives):
        narratives = tuple(min(width, _WIDEST + padding) for width in narratives)
        takers = (bool(levels), 1, 2 * report.has_summaries)
        widths = [
            width + spare * takes / sum(takers)
            for width, takes in zip(widths, takers, strict=False)
        ]
    return Columns(
        item=widths[0] * em / (levels or 1),
        measure=widths[1] * em,
        summary=widths[2] * em,
        narratives=tuple(width * em for width in narratives),
        status=status * em,
        spells_out=spells_out,
        narrated=narrated,
    )


def _shortest(
    widths: list[float], narrowest: list[float], cost: Callable[[Sequence[float]], int]
) -> list[float]:
    """The widths after as many of them have been changed for others as make the cost less."""

    def moved(step: float) -> Iterator[list[float]]:
        for giver, taker in permutations(range(len(widths)), 2):
            if widths[giver] - step >= narrowest[giver]:
                other = [*widths]
                other[giver] -= step
                other[taker] += step
                yield other

    least = cost(widths)
    for step in _STEPS:
        while candidates := [(cost(other), other) for other in moved(step)]:
            found, other = min(candidates)
            if found >= least:
                break
            least, widths = found, other
    return widths


@dataclass(frozen=True)
class _Row:
    """What a measure has to say."""

    groups: tuple[str, ...]  # the titles of those that begin with it
    title: str
    about: _Cell
    summary: _Cell
    years: tuple[_Cell, ...]
    amounts: tuple[int, ...]  # how many characters it says of each year


def _rows(
    report: Report, goal: GoalReport, narrated: Iterable[FiscalYear], width: Width
) -> Iterator[_Row]:
    for begun, item in goal.goal.openings:
        for n, measure in enumerate(item.own):
            told = [measure.in_year(year) for year in narrated]
            texts = [report.narrative(it) if it else "" for it in told]
            yield _Row(
                groups=tuple(group.title for group in begun if n == 0),
                title=measure.heading,
                about=_cell(("　".join((goal.place(measure), *measure.departments)),), width),
                summary=_cell((*marked(measure.summary), *report.details(measure)), width),
                years=tuple(
                    _cell((*paragraphs(text), *map("".join, report.numbers(it))), width)
                    if it
                    else ()
                    for it, text in zip(told, texts, strict=True)
                ),
                amounts=tuple(map(len, texts)),
            )


def _cell(parts: Iterable[str], width: Width) -> _Cell:
    return tuple(map(width, parts))


def _lines(cell: _Cell, line: float) -> int:
    """About how many it takes."""
    return sum(ceil(width / line) for width in cell)


def _for_titles(titled: Sequence[Group | Measure], most: float, width: Width) -> float:
    """A line that tears no word of up to so many em, and is wider for long titles, which no row could
    hold otherwise."""
    words = [width(word) for one in titled for word in pieces(one.title, 0, width)]
    characters = max((len(one.title) for one in titled), default=0)
    narrowest = max(_NARROWEST_TITLE, min(max(words, default=0), most))
    return narrowest * sqrt(max(characters / _LONG_TITLE, 1))


def _spelt_out(report: Report, width: Width) -> float:
    """The width of a status with its words: 計画, 進捗, and the standing below."""
    words = report.plan.terms
    key = max(map(width, (f"{words.plan} ", f"{words.progress} ")))
    standings = (f"{standing.symbol}{standing.label}" for standing in Standing)
    return max(key + max(map(width, _words(report))), *map(width, standings))


def _compact(report: Report, width: Width) -> float:
    """The width of a status on its own behind the symbol of its standing.

    No word of up to HALF letters is torn. A longer one breaks in its middle, a long one is broken
    anywhere, below its symbol.
    """
    symbol = max(width(standing.symbol) for standing in Standing) if report.plan.compares else 0.0
    words = [halved(word) for word in _words(report)]
    others = [
        (word,) for field in report.plan.beside for word in (field.label, *(field.choices or ()))
    ]
    return max(
        *(symbol + width(word[0]) for word in words if len(word[0]) <= HALF),
        *(width(part[:HALF]) for word in (*words, *others) for part in word),
    )


def _words(report: Report) -> list[str]:
    lead = report.plan.lead
    return [*(lead.choices or () if lead else (REPORTED,)), UNREPORTED.label]


def _shares(amounts: Sequence[int], room: float, narrowest: float) -> tuple[float, ...]:
    """How wide the columns of so many characters are that share the room.

    Those that say about as much as each other are of one width. Where a year says far more, rows
    would be as high as it needs and empty beside it: it gets more, though no other too little.
    """
    if not amounts or max(amounts) <= _UNEVEN * min(amounts):
        return (room / len(amounts),) * len(amounts) if amounts else ()
    widths, left = {}, sum(amounts)
    for n, amount in sorted(enumerate(amounts), key=lambda one: one[1]):
        widths[n] = max(room * amount / left, narrowest) if amount < left else room
        room, left = room - widths[n], left - amount
    return tuple(widths[n] for n in range(len(amounts)))
