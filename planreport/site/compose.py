"""The whole site: every edition's data, papers and pages, each by its path."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planreport import garbage, paths
from planreport.check import Checked
from planreport.files import forget_oldest
from planreport.opendata.downloads import downloads
from planreport.opendata.tables import principal, tables
from planreport.pages import fragments as plain, render
from planreport.pages.edition import Edition, links
from planreport.pages.pictures import pictures as drawn
from planreport.plan import Plan
from planreport.plan.edition import as_of
from planreport.plan.part import part
from planreport.plan.settings import Paper
from planreport.report.derive import Report, derive
from planreport.templating import Templates, fonts

if TYPE_CHECKING:
    from planreport.papers.pdf import Manuscript

_DRAWN = 60  # pictures that the cache holds on to


@garbage.put_off()
def reports(plan: Plan, year: int | None = None) -> dict[str, Report]:
    """The report of each edition by its folder: the current one first, then the earlier years'.

    Of one `year` that is asked for, no others are made.
    """
    if year is not None:
        return {"": derive(as_of(plan, year))}
    earlier = {paths.edition(y.year): derive(as_of(plan, y.year)) for y in plan.reported[-2::-1]}
    return {"": derive(plan), **earlier}


def data(reports: Mapping[str, Report]) -> Iterator[tuple[str, bytes]]:
    """The open data."""
    for folder, report in reports.items():
        for path, content in downloads(report).items():
            yield folder + path, content


def pictures(
    env: Templates, static: Mapping[str, bytes], reports: Mapping[str, Report], cache: Path
) -> Iterator[tuple[str, bytes]]:
    """The pictures to pass on, in the colours of `static`."""
    style = static[paths.STYLESHEET].decode()
    for folder, report in reports.items():
        for path, content in drawn(report, env, fonts(env), style, cache):
            yield folder + path, content
    if cache.exists():  # no picture before the first report
        forget_oldest(cache, _DRAWN)


def papers(
    templates: Templates, reports: Mapping[str, Report], files: Mapping[str, bytes]
) -> dict[str, "Manuscript"]:
    """The papers as they are to be typeset, with some of the open data in `files` inside."""
    return {path: write() for path, write in unwritten(templates, reports, files).items()}


def unwritten(
    templates: Templates, reports: Mapping[str, Report], files: Mapping[str, bytes]
) -> dict[str, Callable[[], "Manuscript"]]:
    """The same, each to be called when it is asked for."""
    # Only here: a site without papers would be a tenth slower.
    from planreport.papers.document import document
    from planreport.papers.pdf import Attachment, Manuscript

    def written(report: Report, paper: Paper, attachment: Attachment) -> Manuscript:
        return Manuscript(document(templates, report, paper), (attachment,))

    made: dict[str, Callable[[], Manuscript]] = {}
    for folder, report in reports.items():
        main = principal(tables(report))
        attachment = Attachment(
            Path(main.path).name, main.title, files[folder + main.path], report.plan.updated
        )
        for paper in report.plan.papers:
            found = part(report.plan, paper)
            if not (found.goals or found.indicators):  # an edition of before there was that part
                continue
            made[folder + paper.file] = partial(written, report, paper, attachment)
    return made


def editions(
    reports: Mapping[str, Report],
    checked: Checked,
    files: Mapping[str, bytes],
    counts: Mapping[str, int],
    in_portal: bool = False,
    kept: Collection[str] = (),
) -> tuple[Edition, ...]:
    """The editions, which link to `files`; `counts` are the pages of each paper, `kept` the folders of
    those that need not be made."""
    sizes = {path: len(content) for path, content in files.items()}
    return tuple(
        Edition(
            folder,
            report,
            checked.pages,
            links(sizes, counts, folder),
            checked.audit,
            in_portal,
            folder in kept,
        )
        for folder, report in reports.items()
    )


def pages(
    templates: Templates, static: Mapping[str, bytes], editions: tuple[Edition, ...]
) -> Iterator[tuple[str, bytes]]:
    """The pages of all editions, one by one, and the `static` files that they need."""
    for path, text in render.site(templates, editions, static[paths.STYLESHEET].decode()):
        yield path, text.encode()
    for edition in editions:
        for path, content in () if edition.is_kept else static.items():
            yield edition.folder + path, content


def fragments(files: Mapping[str, bytes], edition: Edition) -> dict[str, bytes]:
    """The edition's pages as plain HTML, in a folder of their own."""
    pages = {path: files[edition.folder + path].decode() for path in sorted(edition.addresses)}
    made = plain.fragments(pages, edition.report.plan.base_url)
    return {paths.FRAGMENTS + path: text.encode() for path, text in made.items()}


def outdated(edition: Edition, files: Mapping[str, bytes]) -> str:
    """For which pages the record of the audit does not hold any more; "" where it does for all."""
    if not edition.audit:
        return ""
    audit = edition.audit
    audited = {page.path for page in audit.pages} & {page.path for page in edition.pages}
    common = (files[path].decode() for path in (paths.HOME, paths.STYLESHEET, paths.SCRIPT))
    counts = {
        "変わったページ": sum(audit.has_changed(path, files[path].decode()) for path in audited),
        "加わったページ": len(edition.unaudited),
    }
    said = [f"{words} {count}" for words, count in counts.items() if count]
    if audit.looks_other(*common):
        said.append("全てのページに共通する部分の変更")
    found = "、".join(said)
    return (
        f"アクセシビリティの検査の後に、{found}（「make audit」で検査し直せます）" if said else ""
    )


def left_out(checked: Checked) -> str:
    """What the site does not show yet: the year that is being collected, while answers are missing."""
    if not (checked.collection and checked.collection.missing):
        return ""
    name, gaps = checked.collection.fiscal_year.full, len(checked.collection.missing)
    return f"{name}は入力の途中なので、載せていません（あと{gaps}）"
