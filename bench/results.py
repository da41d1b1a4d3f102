"""What was measured, as one table with the aim beside each ratio."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from html import unescape
from pathlib import Path
from statistics import median
from typing import Any

import pikepdf

from bench import peers
from bench.measure import MEBIBYTE, Comparison, Contest, Usage

SMALL = 30
GROWTH = "growth"
_TOKEN = re.compile(r"<[^>]+>|[^<\s]+")

_PAGES_AIM, _UNCHANGED_AIM, _PDF_AIM, _GROWTH_AIM = 1.0, 0.3, 1.0, 1.1
_TAGGED_PDF_AIM = 0.7


@dataclass(frozen=True)
class Row:
    """One line of the table. Seconds are medians; `ratio` is the median of the rounds' ratios.

    `lowest` and `highest` are the ends of those ratios, `cpu_ratio` compares the seconds of all
    cores, memory is in bytes; None where there is nothing to say.
    """

    name: str
    measures: int
    peer: str
    ours_seconds: float
    peer_seconds: float | None
    ratio: float
    lowest: float | None
    highest: float | None
    cpu_ratio: float | None
    ours_memory: int | None
    peer_memory: int | None
    aim: float | None


def rows(comparisons: Sequence[Comparison]) -> list[Row]:
    """A row for every comparison, by what was measured and its size, then the rows of growth."""
    ordered = sorted(comparisons, key=lambda c: (_order(c.contest.name), c.contest.measures))
    return [*map(_row, ordered), *_growth(ordered)]


def as_json(found: Iterable[Row], outputs: Iterable[str]) -> dict[str, Any]:
    return {"rows": [asdict(row) for row in found], "outputs": list(outputs)}


def table(found: Sequence[Row]) -> str:
    """The rows in columns of plain text."""
    head = ("", "measures", "against", "ours s", "peer s", "ratio", "(from–to)", "CPU", "ours MiB",
            "peer MiB", "aim")  # fmt: skip
    lines = [head, *map(_cells, found)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if n in (0, 2) else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def pages_compared(contest: Contest) -> str:
    """How far our pages and Hugo's are the same: their bytes, and their tags and words."""
    ours, theirs = peers.pages(contest.ours), peers.pages(contest.peers[0])
    names = sorted(path.name for path in ours.glob("*.html"))
    hugo_names = sorted(path.name for path in theirs.glob("*.html"))
    same = total = 0
    differ = sorted({*names} ^ {*hugo_names})
    for name in sorted({*names} & {*hugo_names}):
        mine, its = _tokens(ours / name), _tokens(theirs / name)
        same += (mine & its).total()
        total += max(mine.total(), its.total())
        if mine != its:
            differ.append(name)
    return (
        f"{contest.measures} measures: {len(names)} pages of {_bytes(ours):,} bytes,"
        f" Hugo's {len(hugo_names)} of {_bytes(theirs):,};"
        f" {100 * same / total:.2f} % of tags and words the same"
        + (f" (not in {', '.join(differ)})" if differ else "")
    )


def papers_compared(contest: Contest) -> str:
    """The pages, bytes and tagging of every PDF of a contest."""
    said = []
    for runner in (contest.ours, *contest.peers):
        path = peers.pdf_file(runner)
        if not path.exists():
            continue
        with pikepdf.open(path) as pdf:
            tagged = "tagged" if "/StructTreeRoot" in pdf.Root else "not tagged"
            said.append(
                f"{runner.name} {len(pdf.pages)} pages, {path.stat().st_size:,} bytes, {tagged}"
            )
    return f"{contest.measures} measures: {'; '.join(said)}"


def _order(name: str) -> int:
    names = (
        *(peers.PAGES_NEXT, peers.PAGES_FIRST, peers.NEXT, peers.FIRST, peers.UNCHANGED),
        *(peers.EDITIONS_NEXT, peers.EDITIONS_FIRST, peers.EDITIONS_UNCHANGED),
        *(peers.PAPERS, peers.EDITIONS_PAPERS, peers.COLLECT),
    )
    return names.index(name) if name in names else len(names)


def _row(comparison: Comparison) -> Row:
    ours, theirs, ratios = comparison.ours, comparison.theirs, comparison.wall_ratios
    contest = comparison.contest
    return Row(
        name=contest.name,
        measures=contest.measures,
        peer=comparison.peer.name,
        ours_seconds=median(usage.wall for usage in ours),
        peer_seconds=median(usage.wall for usage in theirs),
        ratio=median(ratios),
        lowest=min(ratios),
        highest=max(ratios),
        # Chromium's processes end without telling each other what they took.
        cpu_ratio=None if comparison.peer.name == peers.CHROMIUM else comparison.cpu_ratio,
        ours_memory=_peak(ours),
        peer_memory=_peak(theirs),
        aim=_aim(contest, comparison.peer.name),
    )


def _peak(usages: Iterable[Usage]) -> int | None:
    return max((usage.memory for usage in usages if usage.memory), default=None)


def _aim(contest: Contest, peer: str) -> float | None:
    if contest.name in (peers.UNCHANGED, peers.EDITIONS_UNCHANGED):
        return _UNCHANGED_AIM
    if contest.name in (peers.EDITIONS_FIRST, peers.EDITIONS_NEXT, peers.EDITIONS_PAPERS):
        return None  # three sites or nine papers against one
    if contest.name == peers.COLLECT:
        return None
    if contest.name == peers.PDF:
        return {peers.WEASYPRINT: _PDF_AIM, peers.WEASYPRINT_TAGGED: _TAGGED_PDF_AIM}.get(peer)
    return _PAGES_AIM if contest.measures == SMALL else None


def _growth(comparisons: Sequence[Comparison]) -> list[Row]:
    """How our CPU seconds grow with the plan: 1 is in proportion, above it is faster than the plan.

    Once for the whole time, and once for what each further measure costs, which the fixed cost of
    starting cannot hide; the latter is a difference of short times and wavers more.
    """
    seconds: dict[str, dict[int, float]] = {}
    for comparison in comparisons:
        cpu = median(usage.cpu for usage in comparison.ours)
        seconds.setdefault(comparison.contest.name, {})[comparison.contest.measures] = cpu
    found = []
    for name, by_size in seconds.items():
        if name in (peers.UNCHANGED, peers.EDITIONS_UNCHANGED) or len(by_size) < 3:
            continue
        least, smaller, larger = sorted(by_size)
        first, middle, last = (by_size[size] for size in (least, smaller, larger))
        whole = last / middle / (larger / smaller)
        each = (last - middle) / (larger - smaller) / ((middle - first) / (smaller - least))
        found += [
            _growth_row(name, larger, f"{smaller}, whole", last, whole, _GROWTH_AIM),
            _growth_row(name, larger, f"{smaller}, each more", last, each, None),
        ]
    return found


def _growth_row(
    name: str, measures: int, against: str, seconds: float, ratio: float, aim: float | None
) -> Row:
    return Row(
        name=f"{GROWTH}: {name}",
        measures=measures,
        peer=against,
        ours_seconds=seconds,
        peer_seconds=None,
        ratio=ratio,
        lowest=None,
        highest=None,
        cpu_ratio=None,
        ours_memory=None,
        peer_memory=None,
        aim=aim,
    )


def _cells(row: Row) -> tuple[str, ...]:
    def number(value: float | None, form: str) -> str:
        return "" if value is None else format(value, form)

    def mebibytes(value: int | None) -> str:
        return "" if value is None else str(round(value / MEBIBYTE))

    spread = "" if row.lowest is None else f"({row.lowest:.2f}–{row.highest:.2f})"
    aim = ""
    if row.aim is not None:
        aim = f"{'met' if row.ratio <= row.aim else 'NOT'} ≤ {row.aim}"
    return (
        row.name,
        f"{row.measures:,}",
        row.peer,
        number(row.ours_seconds, ".3f"),
        number(row.peer_seconds, ".3f"),
        number(row.ratio, ".2f"),
        spread,
        number(row.cpu_ratio, ".2f"),
        mebibytes(row.ours_memory),
        mebibytes(row.peer_memory),
        aim,
    )


def _tokens(page: Path) -> Counter[str]:
    return Counter(_TOKEN.findall(unescape(page.read_text(encoding="utf-8"))))


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*.html"))
