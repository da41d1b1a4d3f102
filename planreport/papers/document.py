"""The papers: the report on sheets, as HTML that `pdf` typesets."""

from uuid import NAMESPACE_URL, uuid5

from planreport.papers import annex, firstsheet, indicatortable, layout, sheet
from planreport.papers.compared import underlined
from planreport.papers.letters import load
from planreport.plan.part import part
from planreport.plan.settings import Paper
from planreport.report.derive import Report, derive
from planreport.report.indicators import answer
from planreport.templating import Templates, fill, fonts


def document(env: Templates, report: Report, paper: Paper) -> str:
    """The HTML of a paper as it is printed; of a part of the plan, everything in it is of that part."""
    if paper.is_partial:
        report = derive(part(report.plan, paper), whole=report.plan)
    named = [goal.name for goal in report.goals] if paper.goals else []
    letters = load(fonts(env))
    laid_out = layout.lay_out(report, paper, letters) if paper.content == "table" else None
    has_indicators = bool(report.indicators) and paper.content == "indicators"
    if laid_out:
        measured = laid_out.indicators
    else:
        measured = indicatortable.lay_out(report, paper) if has_indicators else None
    count = report.indicator_count
    return fill(
        env,
        f"paper-{paper.content}.html",
        report=report,
        plan=report.plan,
        terms=report.plan.terms,
        paper=paper,
        identifier=identifier(report, paper),
        sheet=sheet.sheet(paper),
        bound=sheet.BOUND,
        part=[*named, *paper.departments],
        is_draft=report.is_draft(paper),
        layout=laid_out,
        letters=letters,
        annex=annex.lay_out(report, laid_out) if laid_out else None,
        indicators=measured,
        indicator_answer=answer(count, report.plan) if count else None,
        underlined=underlined,
        summary=firstsheet.summarise(report, paper),
    )


def identifier(report: Report, paper: Paper) -> str:
    """By which catalogues know the paper: the same each time that it is made (RFC 9562, 5.5).

    Of each plan, edition and paper it is another.
    """
    plan = report.plan
    year = report.as_of.year if report.as_of else ""
    return uuid5(NAMESPACE_URL, f"{plan.municipality}/{plan.title}/{year}/{paper.file}").urn
