"""An edition: the whole site as of one fiscal year, and what its pages can ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planreport import paths
from planreport.accessibility.audited import Audit
from planreport.opendata.dataset import dataset
from planreport.opendata.notes import notes
from planreport.opendata.tables import Resource, principal, tables
from planreport.pages import indicatorlist, search
from planreport.plan.measures import Group, Measure
from planreport.plan.settings import Page, Paper
from planreport.report.derive import Report
from planreport.report.goals import GoalReport


@dataclass(frozen=True)
class File:
    """What a link to a file says of it. `pages` is 0 for anything but a paper."""

    form: str
    size: int  # bytes; 0 for a paper that is typeset only when somebody asks for it
    pages: int = 0


@dataclass(frozen=True)
class Placed:
    """A measure with its goal and the innermost group that it is in."""

    goal: GoalReport
    item: Group
    measure: Measure


@dataclass(frozen=True)
class Edition:
    """`folder` is where it lies, "" for the current one; `prose` are the texts of content/.

    `files` are what its pages can link to. `audit` is what was recorded of the current edition's
    pages. With `in_portal`, a list of several plans lies in the folder above. Of one that `is_kept`,
    all files but the page of the audit's results are there already.
    """

    folder: str
    report: Report
    prose: tuple[Page, ...]
    files: Mapping[str, File]
    audit: Audit | None = None
    in_portal: bool = False
    is_kept: bool = False

    @property
    def is_current(self) -> bool:
        return not self.folder

    @property
    def end(self) -> str:
        """When it is as of, in words; "" before the first report."""
        return f"{self.report.as_of.full}末" if self.report.as_of else ""

    @cached_property
    def pages(self) -> tuple[paths.SitePage, ...]:
        """Its pages in the menu's order. One that is shown at any address is there but once."""
        prose = sorted(self.prose, key=lambda page: (page.order, page.name))
        every = paths.pages(
            [goal.goal.id for goal in self.report.goals],
            [placed.measure.id for placed in self.measures.values()],
            [page.name for page in prose],
            has_indicators=bool(self.report.indicators),
        )
        return tuple(page for page in every if page.has_address or self.is_current)

    @cached_property
    def texts(self) -> Mapping[str, Page]:
        """The texts of content/ by their names."""
        return {page.name: page for page in self.prose}

    @cached_property
    def goals(self) -> Mapping[str, GoalReport]:
        """By the paths of their pages."""
        return {paths.goal_page(goal.goal.id): goal for goal in self.report.goals}

    @cached_property
    def measures(self) -> Mapping[str, Placed]:
        """The same of the measures."""
        return {
            paths.measure_page(measure.id): Placed(goal, item, measure)
            for goal in self.report.goals
            for item in goal.goal.items
            for measure in item.own
        }

    @cached_property
    def menu(self) -> tuple[tuple[str, str, str], ...]:
        """Its entries: the path of a page, a fragment of that, and words."""
        return tuple(
            (page.path, fragment, self.said(page, words))
            for page in self.pages
            for fragment, words in page.menu
        )

    def said(self, page: paths.SitePage, words: str) -> str:
        """The words, which are a format string, for one of its pages."""
        placed = self.measures.get(page.path)
        return words.format(
            plan=self.report.plan,
            terms=self.report.plan.terms,
            goal=self.goals.get(page.path),
            measure=placed.measure if placed else None,
            page=self.texts.get(page.prose),
        )

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The paths of the pages that others can lead to."""
        return frozenset(page.path for page in self.pages if page.has_address)

    @cached_property
    def places(self) -> frozenset[str]:
        """What a text can lead to and another edition may lack: pages, files, and of the pages the
        sections of single measures and indicators."""
        sections = [
            *(
                (path, paths.measure_anchor(measure.id))
                for path, goal in self.goals.items()
                for measure in goal.goal.measures
            ),
            *(
                (paths.INDICATORS, paths.indicator_anchor(it.indicator.id))
                for it in self.report.indicators
            ),
        ]
        return self.addresses.union(self.files, (f"{path}#{anchor}" for path, anchor in sections))

    @property
    def listed(self) -> tuple[str, ...]:
        """What search engines are told to look at, below the base URL."""
        found = sorted((page.path, page.address) for page in self.pages if page.has_address)
        return tuple(address for _, address in found)

    @property
    def unaudited(self) -> tuple[str, ...]:
        """The pages that have come since the audit."""
        addresses = self.addresses - {page.path for page in self.represented}
        return self.audit.unaudited(addresses) if self.audit else ()

    @property
    def represented(self) -> tuple[paths.SitePage, ...]:
        """The pages that others were audited for: the same template made them, of data alone."""
        audited = {page.path for page in self.audit.pages} if self.audit else set()
        kinds = {page.template for page in self.pages if page.path in audited and not page.prose}
        return tuple(it for it in self.pages if it.template in kinds and it.path not in audited)

    @property
    def audited_earlier(self) -> int:
        """How many pages of earlier editions were audited."""
        pages = self.audit.pages if self.audit else ()
        return sum(page.path.startswith(paths.EDITIONS) for page in pages)

    @cached_property
    def index(self) -> search.Index:
        return search.index(self.report)

    @cached_property
    def indicator_index(self) -> search.Index:
        return indicatorlist.index(self.report)

    @cached_property
    def tables(self) -> tuple[Resource, ...]:
        return tables(self.report)

    @property
    def principal(self) -> Resource:
        return principal(self.tables)

    @property
    def data_notes(self) -> tuple[str, ...]:
        return notes(self.tables)

    @cached_property
    def dataset(self) -> dict[str, object] | None:
        """What search engines are told of the data: of an earlier edition nothing, since its pages
        point to the current ones."""
        sizes = {path: file.size for path, file in self.files.items()}
        return dataset(self.report, self.tables, sizes) if self.is_current else None

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Those that were made."""
        return tuple(paper for paper in self.report.plan.papers if paper.file in self.files)

    def papers_of(self, *contents: str) -> tuple[Paper, ...]:
        return tuple(paper for paper in self.papers if paper.content in contents)


def links(sizes: Mapping[str, int], pages: Mapping[str, int], folder: str = "") -> dict[str, File]:
    """What a link in `folder` says of each file there, of which there are `sizes` in bytes; `pages`
    are counted for the papers."""
    return {
        path.removeprefix(folder): File(path.rpartition(".")[2].upper(), size, pages.get(path, 0))
        for path, size in sizes.items()
        if path.startswith(folder)
    }
