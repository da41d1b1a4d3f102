"""Papers and pictures as the tests need them: a paper that was set in an earlier run and would come out
the same, by all that it is made of, is taken from there, and a picture that nobody looks at is not drawn.

In .cache/, by the same digest as those of the program; which of them are used for long is not known
here, so that the oldest are forgotten.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from filelock import FileLock

from planreport import files
from planreport.papers import pdf

ROOT = Path(__file__).resolve().parent.parent
_KEPT = ROOT / ".cache" / "tested"
_MOST = 600  # papers: a run looks at some 200
_BLANK = pdf.Typeset(b"%PDF-1.7\n%%EOF\n", 1)


def typeset(
    html: str, templates: Path = ROOT / "templates", attachments: tuple[pdf.Attachment, ...] = ()
) -> pdf.Typeset:
    """The paper of that HTML, set in this process unless it is kept."""
    key = _key(pdf.Manuscript(html, attachments), templates)
    _KEPT.mkdir(parents=True, exist_ok=True)
    paper = pdf._find(_KEPT, key)
    if not paper:
        paper = pdf.typeset(html, templates, attachments)
        with FileLock(_KEPT.with_suffix(".lock")):
            pdf._keep(_KEPT, key, paper)
    return paper


def make(
    papers: Mapping[str, pdf.Manuscript],
    templates: Path,
    cache: Path,
    *,
    looked_at: Callable[[str], bool],
) -> Iterator[tuple[str, pdf.Typeset]]:
    """Stands for `pdf.make`, for tests that do not ask how papers are made. In place of those at whose
    path none looks there are blank ones, in the project's cache as well."""
    cache.mkdir(parents=True, exist_ok=True)
    for path, paper in papers.items():
        made = typeset(paper.html, templates, paper.attachments) if looked_at(path) else _BLANK
        pdf._keep(cache, _key(paper, templates), made)
        yield path, made


def png(svg: str, _: Path) -> bytes:
    """Stands for `drawing.png`, which takes longer than all else that a small plan's site is made of.
    Another picture has other bytes."""
    return hashlib.sha256(svg.encode()).digest()


def forget_oldest() -> None:
    """Before a run begins: nobody else takes anything from there yet."""
    if _KEPT.exists():
        files.forget_oldest(_KEPT, _MOST)


def _key(paper: pdf.Manuscript, templates: Path) -> str:
    return pdf._digest(pdf._common_inputs(templates), repr(paper).encode())
