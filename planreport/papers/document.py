"""The papers: the report on sheets, as HTML that `pdf` typesets."""

from planreport.papers import annex, firstsheet, layout
from planreport.plan.settings import Paper
from planreport.report.derive import Report
from planreport.templating import Templates, fill


def document(env: Templates, report: Report, paper: Paper) -> str:
    """The HTML of a paper as it is printed."""
    laid_out = layout.lay_out(report, paper) if paper.content == "table" else None
    return fill(
        env,
        f"paper-{paper.content}.html",
        report=report,
        plan=report.plan,
        terms=report.plan.terms,
        paper=paper,
        sheet=layout.sheet(paper),
        layout=laid_out,
        annex=annex.lay_out(report, laid_out) if laid_out else None,
        summary=firstsheet.summarise(report, paper),
    )
