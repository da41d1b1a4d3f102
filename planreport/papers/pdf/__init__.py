"""HTML becomes PDF. The only room that knows WeasyPrint; chooses no content.

Papers are made side by side, each in a process of its own, and one that would come out the same as
before is taken from the cache.
"""

import hashlib
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path

from planreport import processes, program
from planreport.files import forget_oldest
from planreport.papers.pdf.typeset import Attachment, Typeset, see_only_fonts_of, typeset

__all__ = ["Attachment", "Manuscript", "Typeset", "make", "prepare", "typeset"]

_KEPT = 60  # papers at least that the cache holds on to, the ones used last
_HERE = Path(__file__).parent


def prepare(templates: Path) -> None:
    """Lets another process import WeasyPrint meanwhile; papers are then forked from that one."""
    see_only_fonts_of(templates)
    processes.prepare("planreport.papers.pdf.preload")


@dataclass(frozen=True)
class Manuscript:
    """What a paper is made of: HTML that refers to files in the templates, and the files in it."""

    html: str
    attachments: tuple[Attachment, ...]


def make(
    papers: Mapping[str, Manuscript], templates: Path, cache: Path, side_by_side: int = 0
) -> Iterator[tuple[str, Typeset]]:
    """The papers behind their paths, each as soon as it is done, at most so many `side_by_side`: 0 is
    one on each of the machine's cores. Raises PlanError as `typeset` does."""
    cache.mkdir(parents=True, exist_ok=True)
    common = _common_inputs(templates)
    keys = {path: _digest(common, repr(paper).encode()) for path, paper in papers.items()}
    missing = []
    for path, key in keys.items():
        if found := _find(cache, key):
            yield path, found
        else:
            missing.append(path)
    if missing:
        workers = min(len(missing), side_by_side or processes.cores())
        with processes.pool(workers) as pool:
            futures = {
                pool.submit(typeset, papers[path].html, templates, papers[path].attachments): path
                for path in missing
            }
            for future in as_completed(futures):
                path, made = futures[future], future.result()
                _keep(cache, keys[path], made)
                yield path, made
    forget_oldest(cache, max(_KEPT, 2 * len(papers)))


def _common_inputs(templates: Path) -> bytes:
    """What all papers depend on: style and fonts, and the program that sets them."""
    files = [
        templates / "paper.css",
        *sorted((templates / "fonts").iterdir()),
        *sorted(_HERE.glob("*.py")),
    ]
    return _digest(
        sys.version.encode(),
        program.packages().encode(),
        *(path.name.encode() + b"\0" + path.read_bytes() for path in files),
    ).encode()


def _digest(*parts: bytes) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()


def _find(cache: Path, key: str) -> Typeset | None:
    for path in cache.glob(f"{key}-*.pdf"):
        content = path.read_bytes()
        if content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF"):
            path.touch()
            return Typeset(content, int(path.stem.rpartition("-")[2]))
    return None


def _keep(cache: Path, key: str, paper: Typeset) -> None:
    path = cache / f"{key}-{paper.pages}.pdf"
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(paper.content)
    unfinished.replace(path)
