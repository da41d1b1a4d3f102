"""Typesets paper.html with WeasyPrint alone, into the file that is named, with --tags tagged."""

import sys
from pathlib import Path

import weasyprint
from weasyprint.text import ffi

ROOT = Path(__file__).resolve().parent

if __name__ == "__main__":
    if ffi.harfbuzz_subset is None:
        sys.exit(
            "Without libharfbuzz-subset WeasyPrint is slow, and the race not fair: install it."
        )
    options = {"pdf_tags": True} if "--tags" in sys.argv else {}
    html = weasyprint.HTML(str(ROOT / "paper.html"), base_url=f"{ROOT / 'templates'}/")
    html.write_pdf(sys.argv[1], **options)
