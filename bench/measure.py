"""Runs commands, ours and others in turns, and says what each took."""

import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

# What getrusage counts peak memory in: bytes on macOS, KiB elsewhere.
_MAXRSS_UNIT = 1 if os.uname().sysname == "Darwin" else 1024
_FONTS = Path(__file__).resolve().parent.parent / "templates" / "fonts" / "fonts.conf"
# Every process sees the paper's own fonts only, as ours does; and none compiles all modules anew,
# which some machines ask for.
_ENVIRONMENT = {**os.environ, "FONTCONFIG_FILE": str(_FONTS)}
_ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)
if sys.platform == "linux":
    # A process whose parent has ended becomes a child of this one, which then learns what it took.
    ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER


class RunFailedError(Exception):
    """A process that is measured did not do its work."""


@dataclass(frozen=True, eq=False)
class Runner:
    """A command to be measured, run in `folder`, from which `forgets` are removed before it.

    `makes` is a file that it must make. `says_steps`: its last line is JSON, steps and their
    CPU seconds.
    """

    name: str
    command: tuple[str, ...]
    folder: Path
    forgets: tuple[str, ...] = ()
    makes: str = ""
    says_steps: bool = False
    prepare: Callable[[], object] = lambda: None


@dataclass(frozen=True)
class Usage:
    """Seconds of all cores, seconds on the clock, and bytes of memory of the largest process."""

    cpu: float
    wall: float = 0.0
    memory: int = 0
    steps: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Contest:
    """Our command, the first, and those that it is compared with, each run once in every round."""

    name: str
    measures: int
    runners: tuple[Runner, ...]
    rounds: int


def compete(contests: Sequence[Contest]) -> tuple[dict[Runner, list[Usage]], list[str]]:
    """Runs all contests round by round, so that a slow minute of the machine falls on all alike.

    Who goes first moves on with every round. Returns what each took, and what failed, which is left
    out from then on.
    """
    used: dict[Runner, list[Usage]] = {}
    failed: dict[Runner, str] = {}
    rounds = max(contest.rounds for contest in contests)
    for number in range(rounds):
        for contest in contests:
            if number >= contest.rounds:
                continue
            first = number % len(contest.runners)
            for runner in contest.runners[first:] + contest.runners[:first]:
                if runner in failed:
                    continue
                try:
                    used.setdefault(runner, []).append(run(runner))
                except (RunFailedError, OSError) as error:
                    failed[runner] = f"{contest.name}, {contest.measures} measures: {error}"
        print(f"round {number + 1} of {rounds} done", file=sys.stderr)
    return {r: usages for r, usages in used.items() if r not in failed}, list(failed.values())


def run(runner: Runner) -> Usage:
    """Runs the command once. Raises RunFailedError where it fails."""
    for name in (*runner.forgets, *filter(None, [runner.makes])):
        path = runner.folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    runner.prepare()
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            runner.command,
            cwd=runner.folder,
            env=_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        cpu, memory, wall = 0.0, 0, 0.0
        with suppress(ChildProcessError):
            while True:  # until none is left, of those either whose parents have ended
                child, status, used = os.wait4(-1, 0)
                cpu += used.ru_utime + used.ru_stime
                memory = max(memory, used.ru_maxrss * _MAXRSS_UNIT)
                if child == process.pid:
                    wall = time.perf_counter() - began
                    process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace").strip()
    if process.returncode or not (runner.folder / runner.makes).exists():
        command = " ".join(runner.command)
        raise RunFailedError(f"{command}\nexit status {process.returncode}\n{text[-2000:]}")
    steps = json.loads(text.splitlines()[-1]) if runner.says_steps else {}
    return Usage(cpu, wall, memory, steps)
