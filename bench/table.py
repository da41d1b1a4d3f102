"""What was measured, in columns of plain text."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from bench import contests
from bench.measure import Contest, Runner, Usage

Line = tuple[str, ...]

HEAD: Line = ("", "measures", "CPU s", "clock s", "MiB", "against", "ratio", "(from–to)", "aim")
GROWTH = "itself, in proportion"
AIMS = {
    contests.PYTHON_ALONE: 2.0,
    contests.WEASYPRINT: 1.0,
    contests.WEASYPRINT_TAGGED: 0.9,
    GROWTH: 1.1,
}

# Seconds on the clock from a key to the first rows, by measures: of the median key and the slowest.
OF_A_KEY = {300: 0.1, 3000: 0.2}

# What each runner took, round by round; ours comes first.
Taken = Mapping[Runner, list[Usage]]

_LEAST = 0.01  # CPU seconds: where a larger plan takes so few more, chance decides
_MEBIBYTE = 1 << 20


def table(met: Sequence[Contest], used: Taken) -> str:
    """A line for each contest or step of it, size and peer, and one for its growth."""
    found: dict[str, dict[int, Taken]] = {}
    for contest in met:
        for name, taken in _parts(contest, used):
            found.setdefault(name, {})[contest.measures] = taken
    lines = [HEAD]
    for name, sizes in found.items():
        for measures, taken in sizes.items():
            lines += _lines(name, measures, taken)
        lines += _growth(name, sizes)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if n in (0, 5) else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _parts(contest: Contest, used: Taken) -> Iterator[tuple[str, Taken]]:
    """The contest, unless our side failed, and each of its steps as if it were one."""
    ours = contest.runners[0]
    if ours not in used:
        return
    taken = {runner: used[runner] for runner in contest.runners if runner in used}
    yield contest.name, taken
    for step in used[ours][0].steps:
        yield (
            _step(step),
            {
                runner: [Usage(usage.steps[step]) for usage in usages]
                for runner, usages in taken.items()
                if step in usages[0].steps
            },
        )


def _lines(name: str, measures: int, taken: Taken) -> Iterator[Line]:
    ours, *others = taken
    usages = taken[ours]
    wall, memory = median(u.wall for u in usages), max(u.memory for u in usages)
    took = (
        f"{measures:,}",
        f"{_cpu(usages):.3f}",
        f"{wall:.3f}" if wall else "",
        str(round(memory / _MEBIBYTE)) if memory else "",
    )
    if not others:
        aim = OF_A_KEY.get(measures) if name in map(_step, contests.SEARCH_STEPS) else None
        yield name, *took, "", "", "", _held(_cpu(usages), aim)
    for other in others:
        pairs = zip(usages, taken[other], strict=True)
        ratios = [u.cpu / o.cpu for u, o in pairs]
        spread = f"({min(ratios):.2f}–{max(ratios):.2f})"
        yield name, *took, *_ratio(other.name, median(ratios), spread)


def _growth(name: str, sizes: Mapping[int, Taken]) -> Iterator[Line]:
    """What a further measure costs between the larger plans over what it costs between the smaller.

    1 is in proportion, above it is faster than the plan. What a start costs cannot hide it.
    """
    seconds = [(measures, _cpu(next(iter(taken.values())))) for measures, taken in sizes.items()]
    more = [
        (after - before, large - small) for (small, before), (large, after) in pairwise(seconds)
    ]
    if len(more) == 2 and more[0][0] > _LEAST:
        ratio = more[1][0] / more[1][1] / (more[0][0] / more[0][1])
        yield name, f"{seconds[-1][0]:,}", "", "", "", *_ratio(GROWTH, ratio)


def _ratio(against: str, ratio: float, spread: str = "") -> Line:
    return against, f"{ratio:.2f}", spread, _held(ratio, AIMS.get(against))


def _held(found: float, aim: float | None) -> str:
    return f"{'met' if found <= aim else 'NOT'} ≤ {aim}" if aim else ""


def _step(name: str) -> str:
    return f"- {name}"


def _cpu(usages: Sequence[Usage]) -> float:
    return median(usage.cpu for usage in usages)
