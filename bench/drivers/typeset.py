"""Typesets HTML as a build does: the files that are named, from the one into the other."""

import sys
from pathlib import Path

from planreport.papers import pdf

if __name__ == "__main__":
    html, paper = map(Path, sys.argv[1:])
    made = pdf.typeset(html.read_text(encoding="utf-8"), Path("templates"))
    paper.write_bytes(made.content)
