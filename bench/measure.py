"""Runs processes and says what they took; compares ours with its peers, round by round."""

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

MEBIBYTE = 1 << 20
# What getrusage counts peak memory in: bytes on macOS, KiB elsewhere.
_MAXRSS_UNIT = 1 if os.uname().sysname == "Darwin" else 1024


class RunFailedError(Exception):
    """A process that is measured did not do its work."""


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class Runner:
    """A command to be measured. `prepare` and `verify` run before and after it, unmeasured."""

    name: str
    command: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[], None] = _nothing
    verify: Callable[[], None] = _nothing


@dataclass(frozen=True)
class Usage:
    """What one process took: seconds on the clock, seconds of all cores, bytes of memory at most.

    Where a process starts others, the seconds are of all, the bytes of the largest of them. A
    process inherits the peak of the one that starts it: `memory` is None where it stayed below.
    """

    wall: float
    cpu: float
    memory: int | None


@dataclass(frozen=True)
class Contest:
    """Our command against its peers, each run once in every round."""

    name: str
    measures: int
    ours: Runner
    peers: tuple[Runner, ...]
    rounds: int
    warm_ups: int = 1


@dataclass(frozen=True)
class Comparison:
    """Our usages and one peer's, by round."""

    contest: Contest
    peer: Runner
    ours: tuple[Usage, ...]
    theirs: tuple[Usage, ...]

    @property
    def wall_ratios(self) -> list[float]:
        """Our seconds over the peer's in the same round."""
        return [our.wall / their.wall for our, their in zip(self.ours, self.theirs, strict=True)]

    @property
    def cpu_ratio(self) -> float:
        """The median over the rounds of our CPU seconds over the peer's."""
        return median(
            our.cpu / their.cpu for our, their in zip(self.ours, self.theirs, strict=True)
        )


def run(runner: Runner) -> Usage:
    """Runs the command once. Raises RunFailedError where it, or what verifies it, fails."""
    runner.prepare()
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            runner.command,
            cwd=runner.folder,
            env={**os.environ, **runner.environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            last = said.read().decode(errors="replace").strip()[-2000:]
            raise RunFailedError(f"{runner.name}: exit status {process.returncode}\n{last}")
    runner.verify()
    above_ours = used.ru_maxrss > resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    memory = used.ru_maxrss * _MAXRSS_UNIT if above_ours else None
    return Usage(wall, used.ru_utime + used.ru_stime, memory)


def compete(
    contests: Sequence[Contest], report: Callable[[str], None]
) -> tuple[list[Comparison], list[str]]:
    """Runs all contests round by round, so that a slow minute of the machine falls on all alike.

    Within a contest, who goes first moves on with every round. Returns the comparisons and what
    failed: a peer that fails is left out from then on, and a contest of which our side does.
    """
    failures: list[str] = []
    out: set[tuple[int, int]] = set()  # a contest and which of its runners: 0 is ours
    usages: dict[tuple[int, int], list[Usage]] = {}
    rounds = max(contest.warm_ups + contest.rounds for contest in contests)
    for number in range(rounds):
        for index, contest in enumerate(contests):
            if number >= contest.warm_ups + contest.rounds:
                continue
            runners = (contest.ours, *contest.peers)
            first = number % len(runners)
            for n in (*range(first, len(runners)), *range(first)):
                if not out.isdisjoint({(index, 0), (index, n)}):
                    continue
                try:
                    usage = run(runners[n])
                except (RunFailedError, OSError) as error:
                    out.add((index, n))
                    failures.append(f"{contest.name}, {contest.measures} measures: {error}")
                    continue
                if number >= contest.warm_ups:
                    usages.setdefault((index, n), []).append(usage)
        report(f"round {number + 1} of {rounds} done")
    comparisons = [
        Comparison(contest, peer, tuple(usages[index, 0]), tuple(usages[index, n]))
        for index, contest in enumerate(contests)
        for n, peer in enumerate(contest.peers, 1)
        if out.isdisjoint({(index, 0), (index, n)})
    ]
    return comparisons, failures
