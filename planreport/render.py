"""The report becomes HTML. Templates show what was derived; they count and compare nothing."""

import base64
import hashlib
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from urllib.parse import urlsplit

import jinja2
import markdown
import nh3
from markdown.extensions.toc import slugify_unicode
from markupsafe import Markup

from planreport import annex, charts, feed, papers, paths, phrases, search
from planreport.audited import Audit
from planreport.dataset import dataset
from planreport.datatables import Table
from planreport.derive import Report
from planreport.model import FiscalYear, Page, Paper, Standing, Theme, japanese_date
from planreport.place import Place, PlanError, Problem

Templates = jinja2.Environment

_SAFE_SCHEMES = {"http", "https", "mailto", "tel"}
_SAFE_TAGS = nh3.ALLOWED_TAGS - {"img"}
_SAFE_ATTRIBUTES = {"*": {"id"}, "a": {"href", "title"}, "th": {"scope"}, "ol": {"start"}}
# The manual is the repository's own text: it has pictures, and says what is typed and what is said.
_MANUAL_ATTRIBUTES = {
    "*": {"id"},
    "a": {"href"},
    "img": {"src", "alt"},
    "code": {"class"},
    "ol": {"start"},
}


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


def editions(reports: Mapping[str, Report], pages: tuple[Page, ...]) -> tuple[Edition, ...]:
    """The editions of a site, whose reports are given by folder; none before the first report."""
    return tuple(
        Edition(folder, report.as_of, _addresses(report, pages))
        for folder, report in reports.items()
        if report.as_of
    )


def environment(templates: Path, cache: Path) -> Templates:
    """The templates, ready to be filled. `cache` keeps them compiled between builds."""
    cache.mkdir(parents=True, exist_ok=True)
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=jinja2.FileSystemBytecodeCache(str(cache)),
    )
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "indent": 1}
    env.filters.update(
        size=size,
        japanese=japanese_date,
        phrases=phrases.phrases,
        tail=phrases.tail,
        halves=phrases.halves,
        shortened=shortened,
        hash_source=hash_source,
    )
    env.globals.update(
        paths=paths,
        step_chart=charts.step_chart,
        stack=charts.stack,
        stack_order=charts.STACK_ORDER,
        heat_map=charts.heat_map,
        fits_heat_map=charts.fits_heat_map,
        item_key=search.item_key,
        standings=tuple(Standing),
    )
    return env


def paper(env: Templates, report: Report, paper: Paper) -> str:
    """The HTML of a paper as it is printed."""
    layout = papers.lay_out(report, paper) if paper.content == "table" else None
    return _fill(
        env,
        f"paper-{paper.content}.html",
        report=report,
        plan=report.plan,
        terms=report.plan.terms,
        paper=paper,
        layout=layout,
        annex=annex.lay_out(report, layout) if layout else None,
        summary=papers.summarise(report, paper),
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
        texts[path] = _fill(
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


def manual(env: Templates, text: str, folder: str, is_paper: bool = False) -> str:
    """The office's manual, written in Markdown, as a page or as a paper.

    Its addresses are those of docs/, and `folder` is docs/ as seen from where the HTML will lie. On
    paper only addresses within it, or on the web, lead anywhere.
    """

    def moved(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "id" or value.startswith("#"):  # headings begin with a number, ids may not
            return f"{'#' * (attribute == 'href')}sec-{value.removeprefix('#')}"
        if attribute not in ("href", "src") or urlsplit(value).scheme:
            return value
        return None if is_paper and tag == "a" else posixpath.normpath(f"{folder}/{value}")

    html = markdown.markdown(
        text,
        extensions=["tables", "sane_lists", "fenced_code", "toc"],
        extension_configs={"toc": {"slugify": slugify_unicode}},
        output_format="html",
    )
    body = nh3.clean(
        html,
        attributes=_MANUAL_ATTRIBUTES,
        attribute_filter=moved,
        url_schemes=_SAFE_SCHEMES,
        link_rel=None,
    )
    title = text.partition("\n")[0].removeprefix("# ")
    name = "manual-paper.html" if is_paper else "manual.html"
    return _fill(env, name, title=title, body=Markup(body))


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
    files[paths.STYLESHEET] = style + _fill(env, "theme.css", theme=theme).encode()
    files[paths.FAVICON] = _fill(env, "favicon.svg", theme=theme).encode()
    if theme.logo:
        files[theme.logo.file] = theme.logo.content
    return files


def _fill(env: Templates, name: str, **values: object) -> str:
    try:
        return env.get_template(f"{name}.j2").render(values)
    except Exception as error:  # a template can go wrong in any way that Python can
        message = f"テンプレートに誤りがあります（{error}）。"
        advice = "テンプレートを、誤りのなかったときのものに戻してください。"
        raise PlanError([Problem(_place(name, error), message, advice)]) from error


def _place(name: str, error: Exception) -> Place:
    """Where in the templates an error lies: Jinja gives its tracebacks their file and line."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Place(f"templates/{error.name}", error.lineno)
    frames = [f for f in extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    if not frames:
        return Place(f"templates/{name}.j2")
    return Place(f"templates/{Path(frames[-1].filename).name}", frames[-1].lineno or 0)


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
            url_schemes=_SAFE_SCHEMES,
            link_rel=None,
        )
    )


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters, its end replaced by …; 0 leaves it as it is."""
    return f"{text[: most - 1]}…" if 0 < most < len(text) else text


def hash_source(text: str) -> Markup:
    """What lets a script of this text stand in a page whose content security policy has it.

    The policy's "hash-source", https://www.w3.org/TR/CSP3/#grammardef-hash-source
    """
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(f"'sha256-{digest}'")


def size(count: int) -> str:
    """A file's size in words, as cities write it, never rounded down to nothing."""
    if count < 1_000_000:
        return f"{-(-count // 1000)}キロバイト"
    return f"{count / 1_000_000:.1f}メガバイト"
