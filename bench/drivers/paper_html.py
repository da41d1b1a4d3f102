"""Writes the HTML of the full table on paper, from which all make a PDF, to the file that is named."""

import sys
from pathlib import Path

from planreport.check import check
from planreport.load import load
from planreport.pages import render
from planreport.papers.document import document
from planreport.report.derive import derive

if __name__ == "__main__":
    root = Path.cwd()
    report = derive(check(load(root)).plan)
    table = next(paper for paper in report.plan.papers if paper.content == "table")
    templates = render.environment(root / "templates", root / ".cache" / "jinja")
    Path(sys.argv[1]).write_text(document(templates, report, table), encoding="utf-8")
