"""Replaces the output folder in one move, so that the last good site is whole at any moment."""

import ctypes
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from planreport.files import GENERATOR, LEFT_BY_SYSTEMS, MANIFEST, written
from planreport.place import Place, PlanError, Problem
from planreport.site import unchanged

GITIGNORE = ".gitignore"
_KEEP_OUT_OF_GIT = b"*\n!.gitignore\n"


def write(files: Mapping[str, bytes], output: Path) -> int:
    """Makes `files` (contents by path) the whole content of `output`; returns their number.

    Everything is written beside `output` first and then takes its place at once. Raises PlanError,
    and leaves `output` as it was, where it holds something that this program did not write or where
    the disk is full.
    """
    output = output.resolve()
    fresh = output.with_name(f".{output.name}.new")
    # The manifest first: were the build killed meanwhile, the folder would be known as ours.
    everything = {MANIFEST: manifest(files), **files, GITIGNORE: _KEEP_OUT_OF_GIT}
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        _bring_back(output)
        refuse_foreign(output)
        _remove(fresh)
        try:
            _fill(fresh, everything)
            _take_place(fresh, output)
        finally:
            _remove(fresh)
    except OSError as error:
        raise PlanError(
            [
                Problem(
                    Place(str(output)),
                    "書き込めません。前に作ったものは、そのまま残っています。",
                    "ディスクの空きと書込みの権限を確かめ、フォルダの中のファイルを閉じてください。"
                    f"（{error.strerror}）",
                )
            ]
        ) from error
    return len(everything)


def refuse_foreign(output: Path) -> None:
    """Raises PlanError where `output` holds anything that this program did not write."""
    if not output.exists():
        return
    if not output.is_dir():
        raise PlanError(
            [
                Problem(
                    Place(str(output)), "フォルダではありません。", "別の場所を指定してください。"
                )
            ]
        )
    foreign = sorted(_files(output) - written(output) - {GITIGNORE})
    if foreign:
        names = "、".join(foreign[:5]) + (" など" if len(foreign) > 5 else "")
        raise PlanError(
            [
                Problem(
                    Place(str(output)),
                    f"このプログラムが作ったものではないファイルがあります（{names}）。",
                    "消してしまわないように中止しました。ほかの場所に移すか、別のフォルダを指定してください。",
                )
            ]
        )


def refuse_inputs(output: Path, root: Path) -> None:
    """Raises PlanError for an output that would be read as input, or lost with the cache."""
    for name in (*unchanged.INPUTS, unchanged.CACHE):
        if output.resolve().is_relative_to(root / name):
            advice = "別のフォルダを指定してください。"
            raise PlanError([Problem(Place("--output"), f"{name} の中には作れません。", advice)])


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not path.is_dir() and path.name not in LEFT_BY_SYSTEMS
    }


def manifest(files: Mapping[str, bytes]) -> bytes:
    """Every file's size and digest: what an upload can be verified by."""
    entries = {
        path: {"bytes": len(files[path]), "sha256": hashlib.sha256(files[path]).hexdigest()}
        for path in sorted(files)
    }
    return (json.dumps({"generator": GENERATOR, "files": entries}, indent=1) + "\n").encode()


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for parent in sorted({(folder / path).parent for path in files}):
        parent.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        (folder / path).write_bytes(content)


def _remove(folder: Path) -> None:
    """Removes a site that stands beside the output, be it half made or half removed.

    The manifest comes first and goes last, so that a folder which a killed build left behind is
    known as this program's own; anything else is refused.
    """
    if not folder.exists():
        return
    if _files(folder) != {MANIFEST}:  # which may be cut off, being the first to be written
        refuse_foreign(folder)
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry.name != MANIFEST:
            entry.unlink()
    shutil.rmtree(folder)


def _take_place(fresh: Path, output: Path) -> None:
    """Puts `fresh` where `output` is. The old folder is then at `fresh`, or gone."""
    if not output.exists():
        fresh.rename(output)
    elif not _exchange(fresh, output):
        old = _old(output)
        output.rename(old)
        fresh.rename(output)
        _remove(old)


def _old(output: Path) -> Path:
    return output.with_name(f".{output.name}.old")


def _bring_back(output: Path) -> None:
    """Undoes half a replacement where the system cannot exchange two folders at once."""
    old = _old(output)
    if output.exists():
        _remove(old)
    elif old.exists():
        refuse_foreign(old)
        old.rename(output)


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
