"""Writes the HTML of the full table on paper, which every maker of PDFs is given, to paper.html."""

from pathlib import Path

from planreport import render
from planreport.check import check
from planreport.derive import derive
from planreport.load import load

ROOT = Path(__file__).resolve().parent

if __name__ == "__main__":
    report = derive(check(load(ROOT)).plan)
    table = next(paper for paper in report.plan.papers if paper.content == "table")
    templates = render.environment(ROOT / "templates", ROOT / ".cache" / "jinja")
    html = render.paper(templates, report, table)
    (ROOT / "paper.html").write_text(html, encoding="utf-8")
