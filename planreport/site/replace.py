"""Puts a new site where the last one is: the folder in one move or, where it stays, file by file."""

import ctypes
import errno
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path, PurePath

from planreport.files import GENERATOR, MANIFEST, written
from planreport.site.folder import files, fill, refuse_foreign, remove, told

_STAYS = {errno.EBUSY, errno.EXDEV, errno.EPERM}  # a mount, or a folder of somebody else's
_NEW, _READY = f".{GENERATOR}.new", f".{GENERATOR}.ready"


def replace(contents: Mapping[str, bytes], output: Path, take_along: Callable[[], object]) -> None:
    """Makes `contents` (by path, the manifest first) the whole content of `output`.

    `take_along` replaces what belongs to it; where that fails, the last site is back. Raises
    PlanError where nothing can be written, and OSError where a site that has to be replaced file by
    file is so in part: `settle` goes on with it.
    """
    if not _in_one_move(contents, output, take_along):
        _file_by_file(contents, output, take_along)


def settle(output: Path) -> None:
    """Ends or undoes what a build that was killed had begun, and removes what it left."""
    if output.name:  # there is nothing beside the root of a drive
        old = _beside(output, "old")
        if output.exists():
            remove(old)
        elif old.exists():
            refuse_foreign(old)
            old.rename(output)
        remove(_beside(output, "new"))
    if output.is_dir():
        _finish(output)
        remove(output / _NEW)


def _in_one_move(
    contents: Mapping[str, bytes], output: Path, take_along: Callable[[], object]
) -> bool:
    """False, with nothing changed, where the folder stays where it is.

    So do the root of a drive, a mount, and what lies in a folder into which nobody may write.
    """
    if os.path.ismount(output):
        return False
    fresh = _beside(output, "new")
    try:
        fresh.mkdir()
    except OSError:
        return False
    try:
        with told(output):
            fill(fresh, contents)
            is_first = not output.exists()
            try:
                fresh.rename(output) if is_first else _swap(fresh, output)
            except OSError as error:
                if error.errno in _STAYS:
                    return False
                raise
            try:
                take_along()
            except BaseException:
                output.rename(fresh) if is_first else _swap(fresh, output)
                raise
    finally:
        remove(fresh)
    return True


def _file_by_file(
    contents: Mapping[str, bytes], output: Path, take_along: Callable[[], object]
) -> None:
    """All files are written inside the folder first; from then on they only have to be moved."""
    fresh, ready = output / _NEW, output / _READY
    try:
        with told(output):
            fill(fresh, contents)
            fresh.rename(ready)
            try:
                take_along()
            except BaseException:
                ready.rename(fresh)
                raise
    finally:
        remove(fresh)
    try:
        _finish(output)
    except OSError as error:
        half = "途中まで入れ替わりました。もう一度作ると、続きから入れ替わります"
        raise OSError(error.errno, f"{error.strerror}。{half}", error.filename) from error


def _finish(output: Path) -> None:
    """Moves the files that are ready to their places, or the rest of them."""
    ready = output / _READY
    if new := written(ready):
        refuse_foreign(ready)
        gone = written(output) - new
        for path in gone:
            if (old := output / path).is_symlink() or old.is_file():  # or else it is gone already
                old.unlink()
        for folder in sorted({up for path in gone for up in PurePath(path).parents}, reverse=True):
            with suppress(OSError):  # it still holds something
                (output / folder).rmdir()
        moved = files(ready) - {MANIFEST}
        for path in sorted(moved, key=lambda path: (path.endswith(".html"), path)):
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            (ready / path).replace(output / path)
        (ready / MANIFEST).replace(output / MANIFEST)  # last: until now both tell what is ours
    remove(ready)


def _swap(fresh: Path, output: Path) -> None:
    """Puts two folders in each other's place."""
    if _exchange(fresh, output):
        return
    old = _beside(output, "old")
    output.rename(old)
    try:
        fresh.rename(output)
    except OSError:
        old.rename(output)
        raise
    old.rename(fresh)


def _beside(output: Path, ending: str) -> Path:
    return output.with_name(f".{output.name}.{ending}")


def _exchange(one: Path, other: Path) -> bool:
    """Swaps two folders in one step of the file system; False where the system cannot.

    Python offers no such call: renameat2(2) with RENAME_EXCHANGE on Linux, renamex_np(2) with
    RENAME_SWAP on macOS.
    """
    at_cwd, swap = -100, 2
    names = os.fsencode(one), os.fsencode(other)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(libc.renamex_np(*names, swap) == 0)
        return bool(libc.renameat2(at_cwd, names[0], at_cwd, names[1], swap) == 0)
    except (OSError, AttributeError, TypeError):
        return False
