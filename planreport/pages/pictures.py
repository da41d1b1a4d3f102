"""Pictures to pass on: what a plan has come to, and the whole plan at a glance, as SVG and PNG.

Each stands alone: it says of what, as of when and after what. Lengths in pixels.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planreport import paths
from planreport.pages.charts import (
    PER_STRIP,
    TILE,
    YEAR,
    HeatMap,
    fits_heat_map,
    heat_map,
    stack,
    stack_order,
)
from planreport.pages.drawing import (
    EDGE,
    FOOT,
    HEIGHT,
    INNER,
    WIDTH,
    Drawn,
    Shape,
    Words,
    as_of,
    at_foot,
    box,
    feet,
    head,
    ink,
    png,
    svg,
)
from planreport.pages.lettering import fitted
from planreport.plan.measures import Outcome, Standing
from planreport.report.derive import Report
from planreport.templating import Templates

_GAP = 30  # between two columns
_ROWS = 560  # where the bars' names begin
_ZOOM = 1.18  # of a heat map, so that three goals stand side by side


def pictures(
    report: Report, env: Templates, fonts: Path, style: str, cache: Path
) -> Iterator[tuple[str, bytes]]:
    """The files, by path, in the fonts of a folder and the colours of the stylesheet; none before
    the first report. The `cache` has those that were drawn before."""
    if not report.latest:
        return
    drawn = [(paths.SHARED_COUNTS, said(report), *_counts(report))]
    if report.plan.lead and fits_heat_map(report.plan):
        drawn.append((paths.SHARED_WHOLE, _said_of_whole(report), *_whole(report)))
    for path, title, height, shapes in drawn:
        made = svg(env, fonts, style, title, height, shapes)
        yield f"{path}.svg", made.encode()
        yield f"{path}.png", png(made, cache)


def said(report: Report) -> str:
    """What the picture of the counts says, in words."""
    answer = report.answer
    counts = "、".join(f"{row.label} {row.number}" for row in _rows(report))
    sentence = f"{answer.before}{answer.strong}{answer.share}{answer.after}"
    return f"{report.plan.title}（{as_of(report)}）：{sentence}。{counts}"


def _said_of_whole(report: Report) -> str:
    told = f"{_explained(report)}。{report.sentences.tones}"
    return f"{report.plan.title}（{as_of(report)}）の全体の図：{told}"


def _explained(report: Report) -> str:
    return f"縦の1列が1{report.plan.terms.unit}、横の1段が1年度です"


@dataclass(frozen=True)
class _Row:
    """A part of the count; `share` in per cent, None of what is outside the order."""

    label: str
    number: str
    share: float | None
    look: str


def _rows(report: Report) -> list[_Row]:
    unit = report.plan.terms.unit
    if report.tally:
        return [
            _Row(
                row.assessment.label,
                f"{row.count}{unit}（{row.percent}％）",
                float(row.percent),
                Standing.ON_PLAN.look if row.assessment.as_planned else "other",
            )
            for row in report.tally.rows
        ]
    if not report.latest or not report.plan.lead:
        return []
    outcomes = report.plan.outcomes
    shares: dict[Outcome, float | None] = dict.fromkeys(stack_order(outcomes), 0)
    shares |= {part.outcome: part.width for part in stack(report.latest, outcomes)}
    return [
        _Row(_named(it), f"{report.latest.of(it)}{unit}", shares.get(it), it.look)
        for it in (*stack_order(outcomes), *report.plan.outside)
    ]


def _named(outcome: Outcome) -> str:
    if isinstance(outcome, Standing):
        return f"{outcome.symbol} {outcome.label}"
    return f"{outcome.label} {outcome.reading}".rstrip()


def _counts(report: Report) -> tuple[float, list[Drawn]]:
    """The answer in large letters, and a bar for each part of the count."""
    top, drawn = head(report)
    lines, rows = feet(report, _about(report)), _rows(report)
    drawn += at_foot(lines, HEIGHT)
    bottom = HEIGHT - EDGE - FOOT * len(lines)
    drawn += _answer(report, top, bottom, _ROWS - EDGE - _GAP if rows else INNER)
    drawn += _bars(rows, top + 20, bottom)
    return HEIGHT, drawn


def _about(report: Report) -> str:
    """How its numbers came about, as the overview says beside them."""
    tally, unit = report.tally, report.plan.terms.unit
    said = []
    if report.plan.lagging and report.counts_alone:
        said.append(f"大きな数字は、{report.sentences.counted}た数です。")
    if tally and tally.is_corrected:
        said.append(f"{tally.fiscal_year}の集計は初めに公表された数で、その後に訂正があります。")
    if tally and report.latest and report.latest.unreported:
        said.append(f"未報告が{report.latest.unreported}{unit}あります。")
    return "".join(said)


def _answer(report: Report, top: float, bottom: float, width: float) -> Iterator[Words]:
    answer = report.answer
    strong = f"{answer.strong}{answer.share}"
    parts = [
        (*fitted(answer.before, width, (30, 26, 22), 3), False),
        (*fitted(strong, width, (96, 80, 66, 60, 54, 48, 42, 36), 1), True),
        (*fitted(answer.after, width, (30, 26, 22), 3), False),
    ]
    lines = [(size, line, bold) for size, found, bold in parts for line in found]
    y = (top + bottom - sum(size * 1.4 for size, _, _ in lines)) / 2
    for size, line, bold in lines:
        y += size * 1.4
        yield Words(EDGE, y - size * 0.3, line, size, bold, "strong" if bold else "text")


def _bars(rows: list[_Row], top: float, bottom: float) -> Iterator[Drawn]:
    """A row each: its name, its bar in a track, its number."""
    step = min(64, (bottom - top) / max(len(rows), 1))
    thick, track = min(26, step * 0.5), 150
    largest = int(min(22, step * 0.6))
    sizes = tuple(range(largest, 9, -1))
    of_numbers = min((fitted(row.number, 205, sizes, 1)[0] for row in rows), default=0)
    for n, row in enumerate(rows):
        y = (top + bottom - step * len(rows)) / 2 + step * n
        size, names = fitted(row.label, 190, sizes, 2 if step >= 50 else 1)
        foot = y + step / 2 + size * (0.36 - 0.6 * (len(names) - 1))
        for line, name in enumerate(names):
            yield Words(_ROWS, foot + size * 1.2 * line, name, size)
        if row.share is not None:
            area, edge, _ = ink(row.look)
            at = _ROWS + 200, y + (step - thick) / 2
            yield box(*at, track, thick, "track")
            if row.share:
                yield box(*at, track * row.share / 100, thick, area, edge)
        foot = y + step / 2 + of_numbers * 0.36
        yield Words(WIDTH - EDGE, foot, row.number, of_numbers, is_bold=True, aside=1)


def _whole(report: Report) -> tuple[float, list[Drawn]]:
    """A heat map of each goal, up to three of them side by side."""
    y, drawn = head(report)
    y += 40
    drawn.append(Words(EDGE, y, "計画の全体", 26, is_bold=True))
    drawn.append(Words(WIDTH - EDGE, y, _explained(report), 20, aside=1))
    y, key = _key(report, y + 20)
    drawn += key
    columns = min(3, len(report.goals))
    width = (INNER - _GAP * (columns - 1)) / columns
    per_strip = max(PER_STRIP, int((width / _ZOOM - YEAR) / TILE))
    for first in range(0, len(report.goals), columns):
        row = report.goals[first : first + columns]
        headings = [fitted(goal.heading, width, (20, 18), 3) for goal in row]
        top = y + max(len(found) for _, found in headings) * FOOT
        for n, (goal, (size, found)) in enumerate(zip(row, headings, strict=True)):
            x = EDGE + n * (width + _GAP)
            for line, words in enumerate(reversed(found)):
                drawn.append(Words(x, top - FOOT * line, words, size, is_bold=True))
            chart = heat_map(goal.goal, report.plan.reported, report.plan.outcomes, per_strip)
            drawn += _heat(chart, x, top + 12)
            y = max(y, top + chart.height * _ZOOM + 42)
    lines = feet(report)
    height = max(HEIGHT, round(y + FOOT * len(lines) + EDGE))
    drawn += at_foot(lines, height)
    return height, drawn


def _key(report: Report, y: float) -> tuple[float, list[Drawn]]:
    """Which look says what, and where that ends."""
    drawn: list[Drawn] = []
    x = float(EDGE)
    for it in report.plan.outcomes:
        name = it.label if isinstance(it, Standing) or it.label != it.symbol else it.reading
        size, found = fitted(name, 400, (20, 18, 16), 1)
        width = 40 + size * len("".join(found))
        if x > EDGE and x + width > WIDTH - EDGE:
            x, y = EDGE, y + 36
        area, edge, colour = ink(it.look)
        drawn.append(box(x, y, 32, 24, area, edge, it.is_outside))
        drawn.append(Words(x + 16, y + 18, it.symbol, 16, True, colour, 0.5))
        drawn += [Words(x + 40, y + 19, name, size) for name in found]
        x += width + 28
    return y + 54, drawn


def _heat(chart: HeatMap, x: float, y: float) -> Iterator[Drawn]:
    for outcome, path in chart.cells:
        if path:
            area, edge, _ = ink(outcome.look)
            yield Shape(path, area, edge, outcome.is_outside, x, y, _ZOOM)
    for row in chart.rows:
        foot = y + (row.y + 5) * _ZOOM
        yield Words(x, foot, row.fiscal_year.short, 12 * _ZOOM)
        for outcome, xs in row.symbols:
            colour = ink(outcome.look)[2]
            for middle in xs:
                at = x + middle * _ZOOM
                yield Words(at, foot, outcome.symbol, 14 * _ZOOM, True, colour, 0.5)
