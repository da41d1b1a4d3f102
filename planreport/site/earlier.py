"""Earlier editions that would come out as they did before, from the cache.

An edition's key is a digest of its report and of everything else that its files are made of, so that
whatever changes one of them, an error put right or a revision of a later year among it, makes them
anew. The page of the audit's results alone is made each time: it looks at the current pages.
"""

import hashlib
import io
import json
import pickle
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from planreport import paths, program
from planreport.check import Checked
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


def find(cache: Path, keys: Mapping[str, str]) -> dict[str, dict[str, bytes]]:
    """What is kept of the editions with these `keys`, by their folders: their files by path."""
    found = {folder: _read(cache / key) for folder, key in keys.items()}
    return {folder: files for folder, files in found.items() if files}


def keep(cache: Path, keys: Mapping[str, str], files: Mapping[str, bytes]) -> None:
    """Keeps those of `files` that are an edition's, and forgets what was kept of editions that have
    changed. What is made each time is not kept."""
    cache.mkdir(parents=True, exist_ok=True)
    for folder, key in keys.items():
        if not (cache / key).exists():
            theirs = {
                path: content
                for path, content in files.items()
                if path.startswith(folder) and path != folder + paths.AUDIT
            }
            _write(cache / key, theirs)
    by_age = sorted(cache.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in by_age[_BUILDS * len(keys) :] if keys else ():
        path.unlink()


def _read(path: Path) -> dict[str, bytes] | None:
    """The files; None where there are none, or where they are not as they were written."""
    if not path.exists():
        return None
    content = path.read_bytes()
    digest, body = content[:_DIGEST], content[_DIGEST:]
    if _digest(path, body) != digest:
        path.unlink()
        return None
    path.touch()
    parts = io.BytesIO(body)
    sizes = json.loads(parts.readline())
    return {name: parts.read(size) for name, size in sizes.items()}


def _write(path: Path, files: Mapping[str, bytes]) -> None:
    sizes = json.dumps({name: len(content) for name, content in files.items()})
    body = b"\n".join((sizes.encode(), b"".join(files.values())))
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(_digest(path, body) + body)
    unfinished.replace(path)


def _digest(path: Path, body: bytes) -> bytes:
    """Which tells the files from those of another key as well."""
    return hashlib.sha256(path.name.encode() + body).digest()
