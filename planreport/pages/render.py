"""The report becomes HTML. Templates show what was derived; they count and compare nothing."""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeVar

from markupsafe import Markup

from planreport import paths, templating
from planreport.pages import charts, feed, indicatorlist, linechart, prose, search
from planreport.pages.edition import Edition
from planreport.pages.frame import Frame
from planreport.plan.numbers import grouped
from planreport.plan.settings import Theme
from planreport.report import indicators
from planreport.templating import Templates, fill, macros

_About = TypeVar("_About")
# The addresses of links and pictures that are not on the page itself, nor of another site. A text
# from the data has no such quotation mark.
_ADDRESS = re.compile(r' (href|src)="(?!#|[a-z]+:)')


def environment(templates: Path, cache: Path) -> Templates:
    """The templates with what only pages ask for."""
    env = templating.environment(templates, cache)
    env.filters.update(hash_source=hash_source, grouped=grouped)
    env.globals.update(
        step_chart=charts.step_chart,
        stack=charts.stack,
        stack_order=charts.stack_order,
        heat_map=charts.heat_map,
        fits_heat_map=charts.fits_heat_map,
        line_chart=linechart.line_chart,
        spark=linechart.spark,
        indicator_parts=indicatorlist.parts,
        reached_code=indicatorlist.code,
        indicator_answer=indicators.answer,
        item_key=search.item_key,
        condition=search.condition,
        conditions=search.conditions,
        parameter=search.parameter,
    )
    return env


@dataclass
class _Audited:
    """Of the pages made so far, which are not as they were audited; and the first page."""

    changed: list[str] = field(default_factory=list)
    home: str = ""


def site(
    env: Templates, editions: tuple[Edition, ...], style: str = ""
) -> Iterator[tuple[str, str]]:
    """Every text file of all editions behind its path, to be seen in that `style`. The first edition
    is the current one."""
    audit = editions[0].audit
    made = _Audited()
    for edition in editions:
        others = () if edition.is_kept else _files(env, edition)
        for path, text in chain(_pages(env, edition, editions, made, style), others):
            whole = edition.folder + path
            if audit and audit.has_changed(whole, text):
                made.changed.append(whole)
            if whole == paths.HOME:
                made.home = text
            yield whole, text


def in_order(edition: Edition) -> list[paths.SitePage]:
    """An edition's pages as they are made, if they are. The one of the audit's results comes last: it
    says which of the current pages have changed since, and so it is made each time."""
    made = [page for page in edition.pages if page.path == paths.AUDIT or not edition.is_kept]
    return sorted(made, key=lambda page: page.path == paths.AUDIT)


def _pages(
    env: Templates, edition: Edition, editions: tuple[Edition, ...], others: _Audited, style: str
) -> Iterator[tuple[str, str]]:
    """An edition's pages; the current ones that were audited are among the `others` when that of the
    audit is made."""
    report = edition.report
    # Made once for all pages: to make them takes longer than to fill a measure's page.
    common = {"report": report, "plan": report.plan, "terms": report.plan.terms, "edition": edition}
    of = macros(env, "measure-parts.html", **common)
    measures = () if edition.is_kept else tuple(report.plan.measures)
    drawn = {measure.id: of["draw"](measure) for measure in measures}
    told = {measure.id: report.told(measure) for measure in measures}
    neighbours = _neighbours(edition.goals) | _neighbours(edition.measures)
    for page in in_order(edition):
        audit = edition.audit if page.path == paths.AUDIT else None
        text = edition.texts.get(page.prose)
        before, after = neighbours.get(page.path, (None, None))
        frame = Frame(page, edition, editions)
        made = fill(
            env,
            page.template,
            **common,
            of=of,
            drawn=drawn,
            told=told,
            frame=frame,
            style="" if page.has_address else within_page(style),
            page=text,
            body=prose.html(text, frame.leads) if text else "",
            **_about(edition, page.path),
            before=before,
            after=after,
            changed=sorted(others.changed) if audit else (),
            looks_other=audit
            and audit.looks_other(others.home, style, fill(env, "matrix.js", search="")),
        )
        yield page.path, _below(made, page.path)


def _about(edition: Edition, path: str) -> dict[str, object]:
    """The goal or the measure that a page is about."""
    placed = edition.measures.get(path)
    return vars(placed) if placed else {"goal": edition.goals.get(path)}


def _neighbours(pages: Mapping[str, _About]) -> dict[str, tuple[_About | None, _About | None]]:
    """What stands before and behind what each page is about."""
    around = (None, *pages.values(), None)
    return dict(zip(pages, zip(around, around[2:], strict=False), strict=True))


def _below(page: str, path: str) -> str:
    """A page (HTML) whose links begin at the top of its edition, as it lies in a folder there."""
    up = "../" * path.count("/")
    return _ADDRESS.sub(rf' \1="{up}', page) if up else page


def _files(env: Templates, edition: Edition) -> Iterator[tuple[str, str]]:
    """What is no page. The server looks at the top alone for what is asked of it."""
    yield paths.SCRIPT, fill(env, "matrix.js", search=Markup(search.as_json(edition.index)))
    if edition.report.indicators:
        index = Markup(search.as_json(edition.indicator_index))
        yield paths.INDICATOR_SCRIPT, fill(env, "matrix.js", search=index)
    if edition.is_current:
        plan = edition.report.plan
        yield paths.ROBOTS, fill(env, "robots.txt", plan=plan)
        if plan.base_url:
            listed = [(address, plan.updated) for address in edition.listed]
            yield paths.SITEMAP, fill(env, "sitemap.xml", plan=plan, pages=listed)
            entries = feed.entries(edition.report)
            yield paths.FEED, fill(env, "feed.xml", plan=plan, entries=entries)


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


def within_page(style: str) -> Markup:
    """A stylesheet as it can stand in a page, with the ends of lines that browsers hash."""
    return Markup(style.replace("\r\n", "\n"))


def hash_source(text: str) -> Markup:
    """What lets a script of this text stand in a page whose content security policy has it.

    The policy's "hash-source", https://www.w3.org/TR/CSP3/#grammardef-hash-source
    """
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(f"'sha256-{digest}'")
