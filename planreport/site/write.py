"""Writes a site, so that the last good one is whole at any moment."""

import os
from collections import ChainMap
from collections.abc import MutableMapping
from contextlib import nullcontext
from pathlib import Path

from planreport import program
from planreport.files import MANIFEST, manifest
from planreport.place import Place, PlanError, Problem
from planreport.site import unchanged, zipped
from planreport.site.folder import GITIGNORE, refuse_foreign, told
from planreport.site.replace import replace, settle

_KEEP_OUT_OF_GIT = b"*\n!.gitignore\n"


def place(output: Path) -> Path:
    """Where `output` leads. Raises PlanError for a link that leads to itself."""
    place = Path(os.path.realpath(output))
    if place.is_symlink():
        message = "自分自身に戻るリンクです。"
        advice = "リンクを消すか、別の場所を指定してください。"
        raise PlanError([Problem(Place(str(output)), message, advice)])
    return place


def prepare(output: Path) -> None:
    """Settles what a killed build has left; raises PlanError for what this program did not write."""
    settle(output)
    zipped.settle(output)
    refuse_foreign(output)


def write(files: MutableMapping[str, bytes], output: Path, archive: Path | None = None) -> int:
    """Makes `files` (contents by path) the whole content of `output`; returns their number.

    With an `archive`, they are replaced as a zip file along with it. Raises PlanError, and leaves
    both as they were, where `output` holds something that this program did not write or where the
    disk is full. Raises OSError as `replace` does.
    """
    # A chain begins with its last part, the manifest: were the build killed meanwhile, the folder
    # would be known as ours.
    site = ChainMap(files, {MANIFEST: manifest(files)})
    everything = ChainMap({GITIGNORE: _KEEP_OUT_OF_GIT}, site)
    output = place(output)
    with told(output):
        output.parent.mkdir(parents=True, exist_ok=True)
    prepare(output)
    with zipped.made(site, archive) if archive else nullcontext(lambda: None) as take_along:
        replace(everything, output, take_along)
    return len(everything)


def refuse_inputs(output: Path, root: Path) -> None:
    """Raises PlanError for an output that would be read as input, or lost with the cache."""
    for used in (*unchanged.inputs(root), *program.files(), str(root / unchanged.CACHE)):
        if output.is_relative_to(os.path.realpath(used)):
            message = f"{os.path.basename(used)} の中には作れません。"
            advice = "別のフォルダを指定してください。"
            raise PlanError([Problem(Place("--output"), message, advice)])
