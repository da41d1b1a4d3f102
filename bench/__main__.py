"""Measures the program against its peers, side by side: python -m bench. See bench/README.md."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import peers, results
from bench.measure import Comparison, Contest, RunFailedError, compete
from bench.plans import snapshot

SIZES = (30, 300, 3000)  # measures
COLLECTED = (30, 3000)  # those of which workbooks are collected
PDF_ROUNDS = {30: 5, 300: 3, 3000: 1}  # the longer a run, the less chance matters
SITE_ROUNDS, QUICK_ROUNDS = 7, 3
TMPFS = Path("/dev/shm")


def main() -> int:
    """Returns the exit status: 1 where something could not be run, whatever the ratios are."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, 30 measures only")
    parser.add_argument("--all", action="store_true", help="the PDF at 3,000 measures as well")
    parser.add_argument("--no-pdf", action="store_true", help="the pages only")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there as well")
    options = parser.parse_args()

    def say(message: str) -> None:
        print(message, file=sys.stderr, flush=True)

    on_tmpfs = TMPFS.is_dir() and os.access(TMPFS, os.W_OK)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=TMPFS if on_tmpfs else None) as name:
        folder = Path(name)
        program = snapshot(folder / "program")
        contests = _contests(program, folder, options.quick, options.all, options.no_pdf)
        comparisons, failures = compete(contests, say)
        rows = results.rows(comparisons)
        outputs = _outputs(comparisons)
    print(results.table(rows))
    print("\n".join(("", *outputs)))
    if options.json:
        found = json.dumps(results.as_json(rows, outputs), ensure_ascii=False, indent=1)
        options.json.write_text(f"{found}\n", encoding="utf-8")
    for failure in failures:
        say(f"FAILED: {failure}")
    return 1 if failures else 0


def _contests(
    program: Path, folder: Path, quick: bool, with_largest_pdf: bool, no_pdf: bool
) -> list[Contest]:
    """The contests on plans of every size, each in a folder of its own below `folder`."""
    contests = []
    for measures in SIZES[:1] if quick else SIZES:
        home = folder / str(measures)
        rounds = QUICK_ROUNDS if quick else SITE_ROUNDS
        contests += peers.site_contests(program, home, measures, rounds)
        if measures in COLLECTED:
            contests.append(peers.collect_contest(program, home, measures, min(rounds, 3)))
        if not no_pdf and (measures < SIZES[-1] or with_largest_pdf):
            rounds = min(rounds, PDF_ROUNDS[measures])
            contests.append(peers.pdf_contest(program, home, measures, rounds))
        if not no_pdf and measures == SIZES[0]:
            contests += peers.papers_contest(program, home, measures, rounds)
    return contests


def _outputs(comparisons: list[Comparison]) -> list[str]:
    """What was written, so that a reader can judge whether like was compared with like."""
    said: dict[str, None] = {}
    judges: dict[str, Callable[[Contest], str]] = {
        peers.FIRST: results.pages_compared,
        peers.PDF: results.papers_compared,
    }
    for comparison in comparisons:
        if judge := judges.get(comparison.contest.name):
            said[judge(comparison.contest)] = None
    return list(said)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (RunFailedError, FileNotFoundError) as error:
        sys.exit(f"FAILED: {error}")
