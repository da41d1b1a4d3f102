"""The report becomes HTML. Templates show what was derived; they count and compare nothing."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import markdown
import nh3
from markupsafe import Markup

from planreport import paths, templating
from planreport.accessibility.audited import Audit
from planreport.opendata.dataset import dataset
from planreport.opendata.tables import Table
from planreport.pages import charts, feed, search
from planreport.place import Place, PlanError, Problem
from planreport.plan.calendar import FiscalYear
from planreport.plan.settings import Page, Theme
from planreport.report.derive import Report
from planreport.templating import Templates, fill

SAFE_SCHEMES = {"http", "https", "mailto", "tel"}
_SAFE_TAGS = nh3.ALLOWED_TAGS - {"img"}
_SAFE_ATTRIBUTES = {"*": {"id"}, "a": {"href", "title"}, "th": {"scope"}, "ol": {"start"}}


@dataclass(frozen=True)
class File:
    """What a link to a file says of it. `pages` is 0 for anything but a paper."""

    form: str
    size: int  # bytes; 0 for a paper that is typeset only when somebody asks for it
    pages: int = 0


@dataclass(frozen=True)
class Edition:
    """The site as of one fiscal year: the folder it lies in, "" for the current one, and its pages."""

    folder: str
    fiscal_year: FiscalYear
    pages: frozenset[str]


def environment(templates: Path, cache: Path) -> Templates:
    """The templates with what only pages ask for."""
    env = templating.environment(templates, cache)
    env.filters["hash_source"] = hash_source
    env.globals.update(
        step_chart=charts.step_chart,
        stack=charts.stack,
        stack_order=charts.STACK_ORDER,
        heat_map=charts.heat_map,
        fits_heat_map=charts.fits_heat_map,
        item_key=search.item_key,
    )
    return env


def editions(reports: Mapping[str, Report], pages: tuple[Page, ...]) -> tuple[Edition, ...]:
    """The editions of a site, whose reports are given by folder; none before the first report."""
    return tuple(
        Edition(folder, report.as_of, _addresses(report, pages))
        for folder, report in reports.items()
        if report.as_of
    )


def site(
    env: Templates,
    report: Report,
    pages: tuple[Page, ...],
    tables: tuple[Table, ...],
    files: Mapping[str, File],
    folder: str = "",
    editions: tuple[Edition, ...] = (),
    audit: Audit | None = None,
) -> dict[str, str]:
    """Every text file of the site by its path.

    `tables` are described on the page of the data; `files` are what pages can link to. `editions`
    are all that there are, and `folder` says which of them this is. `audit` is what was recorded of
    the current edition's pages.
    """
    prose = {page.name: page for page in pages}
    menu = _menu(pages)
    texts: dict[str, str] = {}

    def add(path: str, template: str, prose_name: str = "", **values: object) -> None:
        page = prose.get(prose_name)
        texts[path] = fill(
            env,
            template,
            report=report,
            plan=report.plan,
            terms=report.plan.terms,
            files=files,
            menu=menu,
            here=path,
            folder=folder,
            editions=editions,
            page=page,
            body=_html(page),
            **values,
        )

    index = search.index(report)
    add(paths.HOME, "index.html", paths.HOME_PROSE, index=index)
    add(paths.SCRIPT, "matrix.js", search=Markup(search.as_json(index)))
    for before, goal, after in zip(
        (None, *report.goals), report.goals, (*report.goals[1:], None), strict=False
    ):
        path, name = paths.goal_page(goal.goal.id), paths.goal_prose(goal.goal.id)
        add(path, "goal.html", name, goal=goal, before=before, after=after)
    add(paths.CHANGES, "changes.html")
    add(paths.SUMMARY_TABLE, "summary-table.html")
    sizes = {path: file.size for path, file in files.items()}
    # Of an earlier edition search engines need not know: its pages point to the current ones.
    described = None if folder else dataset(report, tables, sizes)
    add(paths.DATA, "data.html", tables=tables, dataset=described)
    addresses = _addresses(report, pages)
    add(paths.AUDIT, "accessibility-results.html", audit=audit, addresses=addresses)
    for page in menu:
        add(paths.prose_page(page.name), "page.html", page.name)
    if not folder:  # the server looks for these at the top
        add(paths.NOT_FOUND, "404.html")
        add(paths.ROBOTS, "robots.txt")
        if report.plan.base_url:
            add(paths.SITEMAP, "sitemap.xml", addresses=sorted(addresses))
            add(paths.FEED, "feed.xml", entries=feed.entries(report))
    return texts


def _menu(pages: tuple[Page, ...]) -> list[Page]:
    """The pages of prose that have an address of their own, as the menu lists them."""
    return sorted(
        (page for page in pages if "/" not in page.name and page.name != paths.HOME_PROSE),
        key=lambda page: (page.order, page.name),
    )


def _addresses(report: Report, pages: tuple[Page, ...]) -> frozenset[str]:
    return frozenset(
        [paths.HOME, paths.CHANGES, paths.SUMMARY_TABLE, paths.DATA, paths.AUDIT]
        + [paths.goal_page(goal.goal.id) for goal in report.goals]
        + [paths.prose_page(page.name) for page in _menu(pages)]
    )


def links(
    files: Mapping[str, bytes], pages: Mapping[str, int], folder: str = ""
) -> dict[str, File]:
    """What a link in `folder` says of each file there; `pages` are counted for the papers."""
    return {
        path.removeprefix(folder): File(
            path.rpartition(".")[2].upper(), len(content), pages.get(path, 0)
        )
        for path, content in files.items()
        if path.startswith(folder)
    }


def static(env: Templates, templates: Path, theme: Theme) -> dict[str, bytes]:
    """The files that every edition of the site has alike, by path, in the plan's colours."""
    folder = templates / "static"
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    # One stylesheet to ask for, in which the theme has the last word.
    style = files.get(paths.STYLESHEET, b"")
    files[paths.STYLESHEET] = style + fill(env, "theme.css", theme=theme).encode()
    files[paths.FAVICON] = fill(env, "favicon.svg", theme=theme).encode()
    if theme.logo:
        files[theme.logo.file] = theme.logo.content
    return files


def _html(page: Page | None) -> Markup:
    """A page's Markdown as HTML that cannot run anything."""
    if page is None:
        return Markup("")
    try:
        html = markdown.markdown(
            page.markdown,
            extensions=["tables", "def_list", "attr_list", "sane_lists"],
            output_format="html",
        )
    except RecursionError as error:
        place = Place(f"content/{page.name}.md")
        message = "箇条書きや引用が深く重なりすぎています。"
        raise PlanError([Problem(place, message, "浅くしてください。")]) from error
    return Markup(
        nh3.clean(
            html,
            tags=_SAFE_TAGS,
            attributes=_SAFE_ATTRIBUTES,
            url_schemes=SAFE_SCHEMES,
            link_rel=None,
        )
    )


def hash_source(text: str) -> Markup:
    """What lets a script of this text stand in a page whose content security policy has it.

    The policy's "hash-source", https://www.w3.org/TR/CSP3/#grammardef-hash-source
    """
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(f"'sha256-{digest}'")
