"""A folder that holds a site: filled, removed, and left alone where anything in it is not ours."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from planreport.files import LEFT_BY_SYSTEMS, MANIFEST, written
from planreport.place import Place, PlanError, Problem

GITIGNORE = ".gitignore"
_TOLD = 5  # files of somebody else


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Raises PlanError for what the system refuses, where all is still as it was before."""
    try:
        yield
    except OSError as error:
        message = "書き込めません。前に作ったものは、そのまま残っています。"
        advice = "ディスクの空きと書込みの権限を確かめ、開いているファイルを閉じてください。"
        advice = f"{advice}（{error.strerror or error}）"
        raise PlanError([Problem(Place(str(place)), message, advice)]) from error


def refuse_foreign(folder: Path) -> None:
    """Raises PlanError where `folder` holds anything that this program did not write."""
    if not folder.exists():
        return
    if not folder.is_dir():
        message, advice = "フォルダではありません。", "別の場所を指定してください。"
        raise PlanError([Problem(Place(str(folder)), message, advice)])
    ours = {*written(folder), GITIGNORE}
    # The first few will do: who names a whole drive by mistake is not to wait for all of it.
    foreign = [*islice((file for file in _each(folder) if file not in ours), _TOLD + 1)]
    if foreign:
        names = "、".join(foreign[:_TOLD]) + (" など" if len(foreign) > _TOLD else "")
        message = f"このプログラムが作ったものではないファイルがあります（{names}）。"
        advice = "消してしまわないように中止しました。ほかの場所に移すか、別のフォルダを指定してください。"
        raise PlanError([Problem(Place(str(folder)), message, advice)])


def files(folder: Path) -> set[str]:
    """The files in a folder and below; a link is one, since what it leads to is somebody's."""
    return set(_each(folder))


def _each(folder: Path, top: str = "") -> Iterator[str]:
    """In order, those of a folder before those below it."""
    below = []
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            below.append(path)
        elif path.name not in LEFT_BY_SYSTEMS:
            yield f"{top}{path.name}"
    for path in below:
        yield from _each(path, f"{top}{path.name}/")


def fill(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Writes files by path. With the manifest first, the folder is known as ours when killed."""
    for parent in sorted({(folder / path).parent for path in contents}):
        parent.mkdir(parents=True, exist_ok=True)
    for path, content in contents.items():
        (folder / path).write_bytes(content)


def remove(folder: Path) -> None:
    """Removes a site that is no longer one, be it half made or half removed.

    The manifest comes first and goes last, so that a folder which a killed build left behind is
    known as this program's own; anything else is refused.
    """
    if not folder.exists():
        return
    if files(folder) != {MANIFEST}:  # which may be cut off, being the first to be written
        refuse_foreign(folder)
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != MANIFEST:
            entry.unlink()
    shutil.rmtree(folder)
