"""Replaces and adds files so that nothing is lost, and knows a folder that this program made."""

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from planreport.place import Place, PlanError, Problem

MANIFEST = "manifest.json"
GENERATOR = "planreport"
UNFINISHED = "data/.unfinished.json"
LEFT_BY_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini"}


def edit(root: Path, edits: Mapping[str, bytes]) -> None:
    """Replaces files of data/ (contents by path below `root`): all of them, or none.

    What they say before and after is kept beside them until all are replaced, for `undo` where one
    cannot be (Excel has it open) or the program is killed. A file whose lines end as Windows ends
    them stays so.
    """
    before = {path: _content(root / path) for path in edits}
    after = {path: _with_line_ends_of(before[path], content) for path, content in edits.items()}
    kept = {path: [_text(before[path]), _text(after[path])] for path in edits}
    try:
        _put(root / UNFINISHED, json.dumps(kept).encode())
        for path, content in after.items():
            _put(_linked(root / path), content)
    except BaseException:
        undo(root)
        raise
    _take_away(root / UNFINISHED)


def undo(root: Path) -> list[str]:
    """Takes back what an `edit` had replaced when it was broken off; returns the paths of that.

    What somebody has changed since is theirs, and stays. Raises PlanError where the record of what
    was begun cannot be read.
    """
    _clear(_fresh(root / UNFINISHED))
    if (record := _content(root / UNFINISHED)) is None:
        return []
    try:
        kept = json.loads(record)
    except ValueError as error:
        message = "途中で止まった書換えの控えですが、壊れていて読めません。"
        advice = "data/ を控えと比べて直し、このファイルを消してください。"
        raise PlanError([Problem(Place(UNFINISHED), message, advice)]) from error
    back = []
    for path, (before, after) in kept.items():
        file = _linked(root / path)
        _clear(_fresh(file))
        if before != after and _text(_content(file)) == after:
            if before is None:
                _take_away(file)
            else:
                _put(file, before.encode("utf-8", "surrogateescape"))
            back.append(path)
    _take_away(root / UNFINISHED)
    return back


def _put(path: Path, content: bytes) -> None:
    """Adds or replaces a file in one step, which no power cut takes back afterwards."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = _fresh(path)
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, fresh)  # on a shared folder others may write it too
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    _sync(path.parent)


def _take_away(path: Path) -> None:
    path.unlink()
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Has the disk keep which files are in a folder; Windows does so by itself."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network folders cannot
            raise
    finally:
        os.close(opened)


def _linked(path: Path) -> Path:
    """The file that a link leads to, so that the link stays one; any other is itself."""
    return Path(os.path.realpath(path))


def _fresh(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _clear(path: Path) -> None:
    if path.exists():  # asked first: a read-only disk refuses to remove even what is not there
        path.unlink()


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _text(content: bytes | None) -> str | None:
    return None if content is None else content.decode("utf-8", "surrogateescape")


def _with_line_ends_of(before: bytes | None, content: bytes) -> bytes:
    return re.sub(rb"\r?\n", b"\r\n", content) if before and b"\r\n" in before else content


def forget_oldest(cache: Path, most: int) -> None:
    """Leaves so many of the files that a cache holds, those used last."""

    def used(path: Path) -> int:
        try:
            return path.stat().st_mtime_ns
        except FileNotFoundError:  # another build or a preview has just replaced or forgotten it
            return 0

    for path in sorted(cache.iterdir(), key=used)[:-most]:
        path.unlink(missing_ok=True)


def add(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes new files (contents by name) into a folder.

    Raises PlanError, and writes none, where a file of that name is there and says something else:
    somebody may have filled it in; or where the folder is a site, which has room for nothing else.
    """
    if written(folder):
        message = "作ったサイトのフォルダです。ほかのファイルを入れると、作り直せなくなります。"
        advice = "別のフォルダの名前を指定してください。"
        raise PlanError([Problem(Place(str(folder)), message, advice)])
    different = [
        name
        for name, content in files.items()
        if (folder / name).exists() and (folder / name).read_bytes() != content
    ]
    if different:
        message = "同じ名前で中身の違うファイルがあります。記入済みかもしれないので、何も書きませんでした。"
        advice = "別のフォルダを指定するか、このファイルを移してください。"
        raise PlanError(Problem(Place(str(folder / name)), message, advice) for name in different)
    for name, content in files.items():
        _put(folder / name, content)


def manifest(files: Mapping[str, bytes]) -> bytes:
    """Every file's size and digest: what an upload can be verified by."""
    entries = {
        path: {"bytes": len(files[path]), "sha256": hashlib.sha256(files[path]).hexdigest()}
        for path in sorted(files)
    }
    return (json.dumps({"generator": GENERATOR, "files": entries}, indent=1) + "\n").encode()


def written(output: Path) -> set[str]:
    """The files that the folder's own manifest says were written by this program."""
    try:
        return listed((output / MANIFEST).read_bytes())
    except OSError:
        return set()


def listed(content: bytes) -> set[str]:
    """The files that a manifest of this program names, itself included; none for any other."""
    try:
        found = json.loads(content)
        return {MANIFEST, *found["files"]} if found["generator"] == GENERATOR else set()
    except (ValueError, KeyError, TypeError):
        return set()
