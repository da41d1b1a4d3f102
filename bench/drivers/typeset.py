"""Typesets paper.html as a build does, into typeset.pdf."""

from pathlib import Path

from planreport.papers import pdf

ROOT = Path(__file__).resolve().parent

if __name__ == "__main__":
    html = (ROOT / "paper.html").read_text(encoding="utf-8")
    (ROOT / "typeset.pdf").write_bytes(pdf.typeset(html, ROOT / "templates").content)
