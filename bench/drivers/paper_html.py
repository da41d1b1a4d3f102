"""Writes the HTML of the full table on paper, which every maker of PDFs is given, to paper.html."""

from pathlib import Path

from planreport.check import check
from planreport.load import load
from planreport.pages import render
from planreport.papers.document import document
from planreport.report.derive import derive

ROOT = Path(__file__).resolve().parent

if __name__ == "__main__":
    report = derive(check(load(ROOT)).plan)
    table = next(paper for paper in report.plan.papers if paper.content == "table")
    templates = render.environment(ROOT / "templates", ROOT / ".cache" / "jinja")
    made = document(templates, report, table)
    (ROOT / "paper.html").write_text(made, encoding="utf-8")
