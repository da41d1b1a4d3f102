"""One of a portal's plans: its whole site in memory, made in a process of its own."""

from dataclasses import dataclass, replace
from pathlib import Path

from planreport import program
from planreport.check import check
from planreport.load import load
from planreport.pages import render
from planreport.papers import pdf
from planreport.portal import entry
from planreport.site import compose, unchanged


@dataclass(frozen=True)
class Made:
    """`left_out` is what the site does not show yet, in words."""

    files: dict[str, bytes]
    warnings: int
    left_out: str


def make(root: Path, base_url: str, side_by_side: int) -> Made:
    """The site of the plan in `root`, to lie at `base_url` or, where that is "", at its own.

    At most so many papers are made `side_by_side`; with 0 there are none. Raises PlanError with what
    is wrong with the plan.
    """
    templates, cache = Path(program.templates(root)), root / unchanged.CACHE
    if side_by_side:
        pdf.prepare(templates)
    checked = check(load(root))
    if base_url:
        checked = replace(checked, plan=replace(checked.plan, base_url=base_url))
    reports = compose.reports(checked.plan)
    env = render.environment(templates, cache / "jinja")
    files = dict(compose.data(reports))
    papers = {}
    if side_by_side:
        unset = compose.papers(env, reports, files)
        papers = dict(pdf.make(unset, templates, cache / "papers", side_by_side))
    files |= {path: paper.content for path, paper in papers.items()}
    counts = {path: paper.pages for path, paper in papers.items()}
    static = render.static(env, templates, checked.plan.theme)
    files |= compose.pictures(env, static, reports, cache / "pictures")
    editions = compose.editions(reports, checked, files, counts, in_portal=True)
    files |= compose.pages(env, static, editions)
    files[entry.FILE] = entry.written(entry.entry(editions[0]))
    return Made(files, len(checked.warnings), compose.left_out(checked))
