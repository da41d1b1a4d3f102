"""HTML becomes PDF. The only room that knows WeasyPrint; chooses no content."""

import logging
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from planreport.place import Place, PlanError, Problem

_INSTALL = {
    "darwin": "ターミナルで「brew install pango」を実行してください。",
    "win32": "MSYS2で「pacman -S mingw-w64-ucrt-x86_64-pango」を実行してください。",
    "linux": "Debian・Ubuntuでは「sudo apt install libpangoft2-1.0-0 libharfbuzz-subset0」、"
    "Fedoraでは「sudo dnf install pango harfbuzz」を実行してください。",
}
_WITHOUT = "PDFが要らないときは「--no-pdf」を付ければ、サイトとデータだけを作れます。"


@dataclass(frozen=True)
class Paper:
    content: bytes
    pages: int


class _Complaints(logging.Handler):
    """Keeps what WeasyPrint would only log: a missing glyph, an unknown property, a lost file."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def typeset(html: str, templates: Path) -> Paper:
    """Typesets `html`, whose style sheet and fonts lie in `templates`, as a tagged PDF.

    The bytes depend on the two arguments alone: only the project's own fonts are seen.
    Raises PlanError without Pango, or where WeasyPrint complains about anything.
    """
    os.environ["FONTCONFIG_FILE"] = str((templates / "fonts" / "fonts.conf").resolve())
    try:
        import weasyprint  # takes longer than everything before it: only when a paper is made
        from weasyprint.text import ffi
    except OSError as error:
        raise _no_pango("PDFを作るためのPangoが見つかりません。") from error
    if ffi.harfbuzz_subset is None:
        raise _no_pango("PDFに書体を埋め込むためのHarfBuzz（subset）が見つかりません。")
    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    logger.handlers[:] = [complaints]
    document = weasyprint.HTML(string=html, base_url=f"{templates.resolve()}{os.sep}").render()
    content = document.write_pdf(pdf_variant="pdf/ua-1")
    if complaints.messages:
        place = Place("templates/paper.html.j2")
        raise PlanError(
            Problem(
                place,
                f"PDFを正しく作れません（{message}）。",
                "paper.css か paper.html.j2 を直してください。",
            )
            for message in complaints.messages
        )
    return Paper(content, len(document.pages))


def _no_pango(message: str) -> PlanError:
    advice = _INSTALL.get(sys.platform, _INSTALL["linux"])
    return PlanError([Problem(Place("PDF"), message, f"{advice}\n    → {_WITHOUT}")])
