"""One paper: HTML becomes a tagged PDF that conforms to PDF/A-3a and PDF/UA-1."""

import gc
import logging
import os
import sys
from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from planreport.papers.pdf.subset import subset
from planreport.place import Place, PlanError, Problem

_INSTALL = {
    "darwin": "ターミナルで「brew install pango」を実行してください。",
    "win32": "MSYS2で「pacman -S mingw-w64-ucrt-x86_64-pango」を実行してください。",
    "linux": "Debian・Ubuntuでは「sudo apt install libpangoft2-1.0-0」、"
    "Fedoraでは「sudo dnf install pango」を実行してください。",
}
_NEARLY_EMPTY = 0.2  # of a sheet: a table's head with a row or two
_WITHOUT = "PDFが要らないときは「--no-pdf」を付ければ、サイトとデータだけを作れます。"


@dataclass(frozen=True)
class Attachment:
    """A file that travels inside the PDF: the data that the paper shows."""

    name: str
    description: str
    content: bytes
    modified: date


@dataclass(frozen=True)
class Typeset:
    content: bytes
    pages: int


class _Complaints(logging.Handler):
    """Keeps what WeasyPrint would only log: a missing glyph, an unknown property, a lost file."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def typeset(html: str, templates: Path, attachments: tuple[Attachment, ...] = ()) -> Typeset:
    """Typesets `html`, whose style sheet and fonts lie in `templates`.

    The bytes depend on the arguments alone: only the project's own fonts are seen. Raises PlanError
    without Pango, or where WeasyPrint complains about anything.
    """
    see_only_fonts_of(templates)
    weasyprint = load_weasyprint()
    gc.collect()  # what the paper before has left behind, a gigabyte after ten large ones

    # Only now, since they need what WeasyPrint brings along.
    from planreport.papers.pdf import quicker
    from planreport.papers.pdf.conform import conform
    from planreport.papers.pdf.goingon import say_once
    from planreport.papers.pdf.tagging import leave_one_link_each

    complaints = _Complaints()
    logging.getLogger("weasyprint").handlers[:] = [complaints]
    document = _fitted(
        weasyprint, weasyprint.HTML(string=html, base_url=f"{templates.resolve()}{os.sep}")
    )
    for page in document.pages:
        say_once(page)
        leave_one_link_each(page)
    content = document.write_pdf(
        pdf_variant="pdf/a-3a",
        finisher=conform,
        attachments=[_attached(weasyprint, attachment) for attachment in attachments],
    )
    if complaints.messages:
        quicker.read.cache_clear()  # it says what is wrong with a style sheet while it reads it
        raise PlanError(
            Problem(
                Place("templates/paper.css"),
                f"PDFを正しく作れません（{message}）。",
                "paper.css か paper-*.html.j2 を直してください。",
            )
            for message in complaints.messages
        )
    return Typeset(content, len(document.pages))


def see_only_fonts_of(templates: Path) -> None:
    """Hides the system's fonts from WeasyPrint, and from the processes started from here on."""
    os.environ["FONTCONFIG_FILE"] = str((templates / "fonts" / "fonts.conf").resolve())


@cache
def load_weasyprint() -> Any:
    """WeasyPrint with what is put right in it, or left out."""
    import ctypes.util

    find_library = ctypes.util.find_library
    if sys.platform == "linux":
        # WeasyPrint tries other systems' names of a library first, for each of which ctypes would
        # start ldconfig, gcc and ld. That was a third of the import's time.
        ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        import pydyf
        import tinyhtml5
        import weasyprint
        from weasyprint.pdf.fonts import Font

        from planreport.papers.pdf import streams
    except OSError as error:
        raise _no_pango() from error
    finally:
        ctypes.util.find_library = find_library
    from weasyprint import css
    from weasyprint.css.targets import TargetCollector
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.layout import inline
    from weasyprint.pdf import tags

    from planreport.papers.pdf import quicker, references, source, tagging

    quicker.leave_out(weasyprint.UA_STYLESHEET.matcher)
    css.CSS = quicker.stylesheet
    inline.resolve_percentages = quicker.resolve_percentages
    Box.is_in_normal_flow = quicker.is_in_normal_flow
    tinyhtml5.parse = source.parse
    Font.subset = subset
    pydyf.Stream.data = streams.stream
    pydyf.Dictionary.data = streams.dictionary
    pydyf.PDF.page_references = property(quicker.page_references)
    tags._build_box_tree = tagging.build
    TargetCollector.collect_missing_counters = references.collect_missing_counters
    TargetCollector.store_target = references.store_target
    TargetCollector.cache_target_page_counters = references.cache_target_page_counters
    # What was imported stays for good, and a paper drops little while it is set: looking for garbage
    # once for each paper instead of all the time saves a sixth of a large paper's time.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    return weasyprint


def _fitted(weasyprint: Any, html: Any) -> Any:
    """Rendered so that no sheet is nearly empty for want of a few lines.

    The HTML names what may be tried: <meta name="smaller-sizes" content="11 10"> sizes of its text in
    points besides its own, of which the largest is taken that needs no more sheets than the smallest
    one does; <meta name="closer-lines" content="1.4 1.35"> distances between the lines of its tables,
    the first that needs fewer sheets than its own, where that leaves the last one nearly empty.
    """

    def rendered(style: str) -> Any:
        return html.render(stylesheets=[weasyprint.CSS(string=style)])

    first = html.render()
    sheets, said = len(first.pages), first.metadata.custom
    if sheets == 1:
        return first
    if sizes := said.get("smaller-sizes", "").split():
        made = {}

        def takes(size: str) -> int:
            made[size] = rendered(f"html {{ font-size: {size}pt !important }}")
            return len(made[size].pages)

        fewest = takes(sizes[-1])
        if fewest == sheets:
            return first
        return made[sizes[bisect_left(sizes[:-1], True, key=lambda size: takes(size) == fewest)]]
    if _used(first.pages[-1]) < _NEARLY_EMPTY:
        for distance in said.get("closer-lines", "").split():
            closer = rendered(f".full {{ line-height: {distance} !important }}")
            if len(closer.pages) < sheets:
                return closer
    return first


def _used(page: Any) -> float:
    """What share of a rendered page's height between its margins its texts reach down to."""
    from weasyprint.formatting_structure.boxes import TextBox

    box = page._page_box
    root = box.children[0]  # behind it come the margins' texts
    ends = (it.position_y + it.height for it in root.descendants() if isinstance(it, TextBox))
    return float((max(ends, default=0) - box.content_box_y()) / box.height)


def _attached(weasyprint: Any, attachment: Attachment) -> Any:
    moment = datetime.combine(attachment.modified, datetime.min.time(), UTC)
    return weasyprint.Attachment(
        string=attachment.content,
        name=attachment.name,
        description=attachment.description,
        created=moment,
        modified=moment,
        relationship="Data",
    )


def _no_pango() -> PlanError:
    message = "PDFを作るためのPangoが見つかりません。"
    advice = _INSTALL.get(sys.platform, _INSTALL["linux"])
    return PlanError([Problem(Place("PDF"), message, f"{advice}\n    → {_WITHOUT}")])
