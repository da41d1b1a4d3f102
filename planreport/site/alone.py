"""One command at a time, and none that goes on from what a killed one had begun."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from planreport import files
from planreport.site import unchanged

# What a disk answers that has no flock: some network folders, and what virtual machines share.
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Lets one command run at a time; a second one says so and waits. Says where a disk cannot.

    What one that was killed had begun to change in data/ is undone first, and said.
    """
    cache = root / unchanged.CACHE
    cache.mkdir(exist_ok=True)
    # Without flock the library would take the file itself for a lock, which a killed command leaves.
    lock = FileLock(cache / "build.lock", fallback_to_soft=False)
    try:
        _wait_for(lock)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        _say(
            "この場所では、ほかの命令が動いているかどうかが分かりません。\n"
            "    → 同じフォルダで、2つの命令を同時に動かさないでください。"
        )
    try:
        if back := files.undo(root):
            names = "、".join(back)
            _say(
                f"途中で止まった命令が書き換えていたデータを、元に戻しました（{names}）。\n"
                "    → その命令を、もう一度実行してください。"
            )
        yield
    finally:
        lock.release()


def _wait_for(lock: BaseFileLock) -> None:
    try:
        lock.acquire(blocking=False)
    except Timeout:
        _say("別の作成が終わるのを待っています。")
        lock.acquire()


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def settle(root: Path) -> None:
    """Undoes what a killed command had begun, for those that read data/ and wait for nobody."""
    if (root / files.UNFINISHED).exists():
        with alone(root):
            pass
