"""Measures the program: its steps, its commands, and others beside it. See bench/README.md."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.contests import Field, builds, collecting, papers, searching
from bench.measure import Contest, RunFailedError, compete
from bench.plans import copy_program, make_project, program_of
from bench.table import table

ROUNDS = {30: 5, 300: 3, 3000: 2}  # by measures: the longer a run, the less chance matters
TMPFS = Path("/dev/shm")


def main() -> int:
    """Returns the exit status: 1 where something could not be run, whatever the ratios are."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="30 measures only")
    parser.add_argument("--all", action="store_true", help="the papers of 3,000 measures as well")
    parser.add_argument("--no-pdf", action="store_true", help="no papers at all")
    parser.add_argument(
        "--against", metavar="REV", help="beside another commit's program instead of other makers"
    )
    options = parser.parse_args()
    sizes = list(ROUNDS)[:1] if options.quick else list(ROUNDS)
    on_paper = () if options.no_pdf else sizes if options.all else sizes[:2]

    on_tmpfs = TMPFS.is_dir() and os.access(TMPFS, os.W_OK)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=TMPFS if on_tmpfs else None) as name:
        folder = Path(name)
        programs = {"ours": copy_program(folder / "ours")}
        if options.against:
            programs[options.against] = program_of(options.against, folder / "theirs")
        contests = [
            contest
            for measures in sizes
            for contest in _contests(programs, measures, measures in on_paper)
        ]
        # Whoever comes first would else compile modules and wait for the disk.
        compete([replace(c, rounds=1) for c in contests if c.measures == sizes[0]])
        used, failures = compete(contests)
    print(table(contests, used))
    for failure in failures:
        print(f"FAILED: {failure}", file=sys.stderr)
    return 1 if failures else 0


def _contests(programs: dict[str, Path], measures: int, on_paper: bool) -> Iterator[Contest]:
    def field(purpose: str) -> Field:
        projects = {
            name: make_project(program, program / f"{purpose} {measures}", measures)
            for name, program in programs.items()
        }
        return Field(projects, measures, ROUNDS[measures])

    site = field("site")
    yield from builds(site)
    yield from searching(site)
    yield collecting(field("collect"))
    if on_paper:
        yield from papers(site)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (RunFailedError, subprocess.CalledProcessError) as error:
        sys.exit(f"FAILED: {error}")
