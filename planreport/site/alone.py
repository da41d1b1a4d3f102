"""One command at a time, and none that goes on from what a killed one had begun."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from planreport import files
from planreport.site import unchanged


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Lets one command run at a time; a second one says so and waits.

    What one that was killed had begun to change in data/ is undone first, and said.
    """
    cache = root / unchanged.CACHE
    cache.mkdir(exist_ok=True)
    lock = FileLock(cache / "build.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        print("別の作成が終わるのを待っています。", file=sys.stderr, flush=True)
        lock.acquire()
    try:
        if back := files.undo(root):
            names = "、".join(back)
            print(
                f"途中で止まった命令が書き換えていたデータを、元に戻しました（{names}）。\n"
                "    → その命令を、もう一度実行してください。",
                file=sys.stderr,
            )
        yield
    finally:
        lock.release()


def settle(root: Path) -> None:
    """Undoes what a killed command had begun, for those that read data/ and wait for nobody."""
    if (root / files.UNFINISHED).exists():
        with alone(root):
            pass
