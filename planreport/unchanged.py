"""Tells whether a build would only make again what is already there.

It runs before anything else is imported, since an import costs more than the whole question. Files
are told apart by size and time of change; what was written is looked at in the same way, so that a
page that somebody edited or deleted is made anew.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

Stamp = dict[str, list[int]]  # size in bytes and time of change in nanoseconds, by path

INPUTS = ("build.py", "planreport", "data", "content", "templates", "requirements.lock")
_RECORD = ".cache/last-build.json"


def last_words(root: Path, arguments: Sequence[str]) -> str | None:
    """What the last build said at its end, if the same call would make the same output now."""
    try:
        record = json.loads((root / _RECORD).read_text(encoding="utf-8"))
        if (
            record["call"] == _call(arguments)
            and record["inputs"] == stamp_inputs(root)
            and record["outputs"] == _stamp(record["output"])
        ):
            return str(record["said"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def remember(root: Path, arguments: Sequence[str], inputs: Stamp, output: Path, said: str) -> None:
    """Keeps what `last_words` compares. `inputs` were taken before the build read any of them."""
    record = {
        "call": _call(arguments),
        "inputs": inputs,
        "output": str(output.resolve()),
        "outputs": _stamp(str(output.resolve())),
        "said": said,
    }
    (root / _RECORD).parent.mkdir(exist_ok=True)
    (root / _RECORD).write_text(json.dumps(record), encoding="utf-8")


def stamp_inputs(root: Path) -> Stamp:
    """The stamp of everything that a build reads, the program included."""
    stamp: Stamp = {}
    for name in INPUTS:
        stamp.update(_stamp(os.path.join(root, name)))
    return stamp


def _call(arguments: Sequence[str]) -> list[str]:
    return [sys.version, os.getcwd(), *arguments]


def _stamp(path: str) -> Stamp:
    return {entry: [stat.st_size, stat.st_mtime_ns] for entry, stat in _walk(path)}


def _walk(path: str) -> Iterator[tuple[str, os.stat_result]]:
    if not os.path.isdir(path):
        if os.path.exists(path):
            yield path, os.stat(path)
        return
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _walk(entry.path)
            else:
                yield entry.path, entry.stat()
