"""Earlier editions that would come out as they did before, from the cache.

An edition's key is a digest of its report and of everything else that its files are made of, so that
whatever changes one of them, an error put right or a revision of a later year among it, makes them
anew. The page of the audit's results alone is made each time: it looks at the current pages.
"""

import hashlib
import json
import pickle
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from planreport import paths, program
from planreport.check import Checked
from planreport.files import forget_oldest
from planreport.pages.edition import Edition
from planreport.site import unchanged

_NONE: frozenset[str] = frozenset()
_DIGEST = hashlib.sha256().digest_size
_BUILDS = 3  # of so many kinds of builds, such as those without papers, the editions are kept


def keys(
    editions: tuple[Edition, ...], checked: Checked, templates: Path, no_pdf: bool
) -> dict[str, str]:
    """The keys of the earlier editions by their folders. `editions` are all that the site has."""
    made_of = (str(templates), *program.files())
    # A set has another order in each run.
    audit = checked.audit and (sorted(checked.audit.absent), replace(checked.audit, absent=_NONE))
    common = (
        sys.version,
        program.packages(),
        [unchanged.stamp(path).replace(path, "") for path in made_of],  # wherever they lie
        checked.pages,
        audit,
        [(one.folder, one.end, sorted(one.addresses), one.in_portal) for one in editions],
        no_pdf,
    )
    whole = pickle.dumps(common)
    return {
        edition.folder: hashlib.sha256(whole + pickle.dumps(edition.report)).hexdigest()
        for edition in editions
        if not edition.is_current
    }


def find(cache: Path, keys: Mapping[str, str]) -> dict[str, Path]:
    """Where the editions with these `keys` are kept that are, by their folders."""
    found = {folder: cache / key for folder, key in keys.items()}
    return {folder: path for folder, path in found.items() if _is_whole(path)}


def files(kept: Path) -> Iterator[tuple[str, bytes]]:
    """The files of an edition that is kept, one by one, each behind its path."""
    with kept.open("rb") as file:
        file.seek(_DIGEST)
        for head in file:
            name, size = json.loads(head)
            yield name, file.read(size)


def keep(cache: Path, keys: Mapping[str, str], files: Mapping[str, bytes]) -> None:
    """Keeps those of `files` that are an edition's, and forgets what was kept of editions that have
    changed. What is made each time is not kept."""
    cache.mkdir(parents=True, exist_ok=True)
    for folder, key in keys.items():
        if not (cache / key).exists():
            theirs = (it for it in files if it.startswith(folder) and it != folder + paths.AUDIT)
            _write(cache / key, ((path, files[path]) for path in theirs))
    forget_oldest(cache, _BUILDS * len(keys))


def _is_whole(path: Path) -> bool:
    """Whether it is there as it was written; what is not goes."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        digest = file.read(_DIGEST)
        is_whole = hashlib.file_digest(file, lambda: _digest_of(path)).digest() == digest
    path.touch() if is_whole else path.unlink()
    return is_whole


def _write(path: Path, files: Iterable[tuple[str, bytes]]) -> None:
    unfinished = path.with_suffix(".part")
    digest = _digest_of(path)
    with unfinished.open("wb") as file:
        file.write(bytes(_DIGEST))
        for name, content in files:
            part = json.dumps([name, len(content)]).encode() + b"\n" + content
            digest.update(part)
            file.write(part)
        file.seek(0)
        file.write(digest.digest())
    unfinished.replace(path)


def _digest_of(path: Path) -> "hashlib._Hash":
    """The beginning of one, which tells the files from those of another key as well."""
    return hashlib.sha256(path.name.encode())
