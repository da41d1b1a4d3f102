"""Replaces and adds files so that nothing is lost, and knows a folder that this program made."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from planreport.place import Place, PlanError, Problem

MANIFEST = "manifest.json"
GENERATOR = "planreport"
LEFT_BY_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini"}


def edit(root: Path, edits: Mapping[str, bytes]) -> None:
    """Replaces files of data/ (contents by path below `root`), each in one step.

    All are written beside their places first, so that a full disk changes none. A file whose lines
    end as Windows ends them stays so.
    """
    fresh = {path: (root / path).with_name(f".{Path(path).name}.new") for path in edits}
    try:
        for path, content in edits.items():
            fresh[path].parent.mkdir(parents=True, exist_ok=True)
            if not (root / path).exists():
                fresh[path].write_bytes(content)
                continue
            if b"\r\n" in (root / path).read_bytes():
                content = re.sub(rb"\r?\n", b"\r\n", content)
            fresh[path].write_bytes(content)
            shutil.copymode(root / path, fresh[path])  # on a shared folder others may write it too
        _replace({fresh[path]: root / path for path in edits})
    finally:
        for left in fresh.values():
            left.unlink(missing_ok=True)


def _replace(moves: Mapping[Path, Path]) -> None:
    """Moves files to their places; if one cannot be moved (Excel has it open), none is."""
    before = {place: place.read_bytes() if place.exists() else None for place in moves.values()}
    moved = []
    try:
        for file, place in moves.items():
            file.replace(place)
            moved.append(place)
    except OSError:
        for place in moved:
            if (content := before[place]) is None:
                place.unlink()
            else:
                place.write_bytes(content)
        raise


def add(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes new files (contents by name) into a folder.

    Raises PlanError, and writes none, where a file of that name is there and says something else:
    somebody may have filled it in; or where the folder is a site, which has room for nothing else.
    """
    if written(folder):
        message = "作ったサイトのフォルダです。ほかのファイルを入れると、作り直せなくなります。"
        raise PlanError(
            [Problem(Place(str(folder)), message, "別のフォルダの名前を指定してください。")]
        )
    different = [
        name
        for name, content in files.items()
        if (folder / name).exists() and (folder / name).read_bytes() != content
    ]
    if different:
        message = "同じ名前で中身の違うファイルがあります。記入済みかもしれないので、何も書きませんでした。"
        advice = "別のフォルダを指定するか、このファイルを移してください。"
        raise PlanError(Problem(Place(str(folder / name)), message, advice) for name in different)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


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
