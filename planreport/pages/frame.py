"""What stands around a page: its title, the menu, and the same page of other editions."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from planreport import paths
from planreport.pages import drawing, pictures
from planreport.pages.edition import Edition


@dataclass(frozen=True)
class Link:
    """`is_here` where it leads to where the reader is."""

    address: str
    words: str
    is_here: bool = False


@dataclass(frozen=True)
class Picture:
    """`size` is its width and height in pixels, where it is known."""

    address: str
    alt: str
    size: tuple[int, int] | None = None

    def __str__(self) -> str:
        """What templates of a plan's own show that were written when this was the address alone."""
        return self.address


@dataclass(frozen=True)
class Frame:
    """The frame of one of an edition's pages; `editions` are all there are, the current one first."""

    page: paths.SitePage
    edition: Edition
    editions: tuple[Edition, ...]
    home: str = "概要"  # what the first page is called

    @cached_property
    def title(self) -> str:
        return self.edition.said(self.page, self.page.title)

    @property
    def is_home(self) -> bool:
        return self.page.path == paths.HOME

    @property
    def root(self) -> str:
        """What a link within the edition begins with: from any address only a whole one leads."""
        base = self.edition.report.plan.base_url
        return f"{base}/" if base and not self.page.has_address else ""

    @property
    def top(self) -> str:
        """What a link to the current edition begins with."""
        return self.root if self.edition.is_current else "../../"

    @property
    def portal(self) -> str:
        """The address of the list of plans that this is one of; "" where there is none."""
        return f"{self.top}../{paths.HOME}" if self.edition.in_portal else ""

    @property
    def canonical(self) -> str:
        """Where search engines are to find the page; "" where it is this very file."""
        base, current = self.edition.report.plan.base_url, self.editions[0]
        if base and self.page.has_address:
            return f"{base}/{self.page.address if self.page.path in current.addresses else ''}"
        return "" if self.edition.is_current else self.latest.address

    @property
    def latest(self) -> Link:
        """The same page of the current edition."""
        return self._in(self.editions[0])

    @property
    def picture(self) -> Picture | None:
        """What is shown where somebody shares the page: what the plan has come to, or before the
        first report the logo. It has a whole address, and is no SVG, which few take."""
        report = self.edition.report
        logo, base = report.plan.theme.logo, report.plan.base_url
        if base and report.latest:
            address = f"{base}/{self.edition.folder}{paths.SHARED_COUNTS}.png"
            return Picture(address, pictures.said(report), (drawing.WIDTH, drawing.HEIGHT))
        if base and logo and not logo.file.endswith(".svg"):
            return Picture(f"{base}/{logo.file}", logo.alt)
        return None

    @property
    def menu(self) -> Iterator[Link]:
        for path, fragment, words in self.edition.menu:
            is_here = path == self.page.path and not fragment
            yield Link(f"{self.root}{path}{fragment}", words, is_here)

    @cached_property
    def every_year(self) -> tuple[Link, ...]:
        """The same page of every edition, this one among them; none where there is no other."""
        return tuple(map(self._in, self.editions)) if len(self.editions) > 1 else ()

    def leads_to(self, path: str) -> bool:
        """Whether there is such a page of any edition, by its path from the top."""
        return any(
            path == edition.folder + page.path
            for edition in self.editions
            for page in edition.pages
        )

    @property
    def citation(self) -> str:
        """What names the page in minutes, articles and papers, as of the edition that it is of."""
        plan, report = self.edition.report.plan, self.edition.report
        as_of = f"{report.as_of.full}末時点" if report.as_of else "報告前"
        address = f"{plan.base_url}/{self.edition.folder}{self.page.address}"
        return "、".join(
            (
                f"{plan.title}の{plan.terms.progress}「{self.title}」（{plan.municipality}、{as_of}）",
                *([plan.licence.name] if plan.licence else ()),
                *([address] if plan.base_url else ()),  # last: a line may break anywhere in it
            )
        )

    def leads(self, address: str) -> str:
        """Where a link of a text leads. All editions have the same texts: what this one lacks, a
        measure of a later year perhaps, the current one has."""
        whole = f"{self.page.path}{address}" if address.startswith("#") else address
        wanted = {whole, whole.partition("#")[0]} & self.editions[0].places
        is_later = not wanted <= self.edition.places
        return f"{self.top}{whole}" if is_later else address

    def to(self, path: str) -> str:
        """The beginning of a link to a place on a page, which may be this one."""
        return "" if path == self.page.path else path

    def _in(self, edition: Edition) -> Link:
        """The same page of an edition, or its first page where it does not have this one."""
        path = self.page.path if self.page.path in edition.addresses else paths.HOME
        return Link(
            f"{self.top}{edition.folder}{path}",
            edition.end,
            is_here=edition.folder == self.edition.folder,
        )
