"""The one list of the site's pages, and where every page and file lies, from its top folder."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

HOME = "index.html"
CHANGES = "changes.html"
SUMMARY_TABLE = "summary-table.html"
INDICATORS = "indicators.html"
DATA = "data.html"
AUDIT = "accessibility-results.html"
NOT_FOUND = "404.html"
STYLESHEET = "style.css"
SCRIPT = "matrix.js"
INDICATOR_SCRIPT = "indicators.js"
FAVICON = "favicon.svg"
LOGO = "logo"  # and the ending of what it is
ROBOTS = "robots.txt"
SITEMAP = "sitemap.xml"
FEED = "feed.xml"

# Pictures to pass on, without the endings of their forms.
SHARED_COUNTS = "pictures/counts"
SHARED_WHOLE = "pictures/whole"

# The pages' contents for another system's pages; no part of the site that links lead to.
FRAGMENTS = "fragments/"

EDITIONS = "editions/"

# One page for each measure.
MEASURES = "measures/"

# The open data: tables, long but for one, and the same in one workbook and one JSON file.
PROGRESS_CSV = "data/progress.csv"
PROGRESS_WIDE_CSV = "data/progress-wide.csv"
MEASURES_CSV = "data/measures.csv"
SUMMARIES_CSV = "data/summaries.csv"
DEPARTMENTS_CSV = "data/departments.csv"
DETAILS_CSV = "data/details.csv"
TALLIES_CSV = "data/tallies.csv"
REVISIONS_CSV = "data/revisions.csv"
CORRECTIONS_CSV = "data/corrections.csv"
HISTORY_CSV = "data/history.csv"
CODES_CSV = "data/codes.csv"
DEFINITIONS_CSV = "data/definitions.csv"
WORKBOOK = "data/plan.xlsx"
JSON = "data/plan.json"
DATAPACKAGE = "data/datapackage.json"
DOWNLOADS = (
    PROGRESS_CSV,
    PROGRESS_WIDE_CSV,
    MEASURES_CSV,
    SUMMARIES_CSV,
    TALLIES_CSV,
    REVISIONS_CSV,
    CORRECTIONS_CSV,
    HISTORY_CSV,
    CODES_CSV,
    DEFINITIONS_CSV,
    WORKBOOK,
    JSON,
    DATAPACKAGE,
)

# The same of indicators, in a plan that has some.
INDICATORS_CSV = "data/indicators.csv"
INDICATOR_DEPARTMENTS_CSV = "data/indicator-departments.csv"
INDICATOR_VALUES_CSV = "data/indicator-values.csv"
INDICATOR_REVISIONS_CSV = "data/indicator-revisions.csv"
INDICATOR_CORRECTIONS_CSV = "data/indicator-corrections.csv"
INDICATOR_DOWNLOADS = (
    INDICATORS_CSV,
    INDICATOR_VALUES_CSV,
    INDICATOR_REVISIONS_CSV,
    INDICATOR_CORRECTIONS_CSV,
)

# content/: the texts that have a place of their own, by name without .md.
HOME_PROSE = "index"
GOAL_PROSE = "goals/"

_GOAL_PAGE = "goal-"
_IN_EDITION = re.compile(f"^{EDITIONS}[0-9]+/")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")

# Windows, "Naming Files, Paths, and Namespaces": what no name holds, and the names of devices.
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_DEVICES = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[1-9¹²³]) *(\.|$)", re.IGNORECASE
)


@dataclass(frozen=True)
class SitePage:
    """A page of the site: where it lies, what it is called, and the template that makes it.

    `title` and the words of `menu` are format strings, for the `plan`, its `terms`, and what the
    page is about: its `goal`, its `measure`, or its text as `page`. `prose` names the text of content/ to show.
    """

    path: str
    title: str
    template: str
    menu: tuple[tuple[str, str], ...] = ()  # entries: a fragment of the page, and words
    prose: str = ""
    has_address: bool = True  # or it is shown at any, as 404.html is

    @property
    def address(self) -> str:
        """Below the site's base URL, where the overview stands in its folder's name."""
        return "" if self.path == HOME else self.path


# In the order of the menu, before the pages of prose. Further rows: one for each goal, measure and text.
# That of the indicators is there if the plan has any.
PAGES = (
    SitePage(
        HOME,
        "{plan.title}の{terms.progress}",
        "index.html",
        menu=(("", "概要"), ("#report-matrix", "一覧から探す")),
        prose=HOME_PROSE,
    ),
    SitePage(
        INDICATORS, "{terms.indicator}の一覧", "indicators.html", menu=(("", "{terms.indicator}"),)
    ),
    SitePage(CHANGES, "前の年度から変わったこと", "changes.html", menu=(("", "変わったこと"),)),
    SitePage(SUMMARY_TABLE, "{terms.table}", "summary-table.html", menu=(("", "{terms.table}"),)),
    SitePage(DATA, "データ", "data.html", menu=(("", "データ"),)),
    SitePage(AUDIT, "アクセシビリティの検査の結果", "accessibility-results.html"),
    SitePage(NOT_FOUND, "ページが見つかりません", "404.html", has_address=False),
)

# Ids that the templates use, which a heading of content/ cannot take.
RESERVED_IDS = frozenset({"main"})
RESERVED_ID_BEGINNINGS = ("report-", "measure-", "indicator-")


def pages(
    goals: Iterable[str], measures: Iterable[str], prose: Iterable[str], has_indicators: bool
) -> tuple[SitePage, ...]:
    """All pages of a site whose goals and measures have these ids, and whose texts in content/ these
    names."""
    own = [name for name in prose if "/" not in name and name != HOME_PROSE]
    measures = tuple(measures)
    return (
        *(
            page if measures else _of_indicators_alone(page)
            for page in PAGES
            if has_indicators or page.path != INDICATORS
        ),
        *(
            SitePage(goal_page(id_), "{goal.heading}", "goal.html", prose=goal_prose(id_))
            for id_ in goals
        ),
        *(SitePage(measure_page(id_), "{measure.heading}", "measure.html") for id_ in measures),
        *(
            SitePage(prose_page(name), "{page.title}", "page.html", (("", "{page.title}"),), name)
            for name in own
        ),
    )


def _of_indicators_alone(page: SitePage) -> SitePage:
    """Without the list of measures on the first page, and without the comparison of their years."""
    title = page.menu[0][1] if page.path == CHANGES else page.title
    return replace(page, title=title, menu=page.menu[:1])


def makes_address(name: str) -> bool:
    """Whether a name can stand in an address as it is, on every system."""
    return _NAME.fullmatch(name) is not None


def is_taken(page: str, has_indicators: bool) -> bool:
    """Whether the program makes a page there itself, be it for a goal that is yet to come."""
    if page == INDICATORS:
        return has_indicators
    return page.startswith(_GOAL_PAGE) or any(page == it.path for it in PAGES)


def windows_holds(name: str) -> bool:
    """Whether a file or folder can have that name on Windows, where a device's has any ending."""
    return not (NOT_IN_NAMES.search(name) or name.endswith((".", " ")) or _DEVICES.match(name))


def edition(year: int) -> str:
    """The folder of the whole site as of an earlier fiscal year."""
    return f"{EDITIONS}{year}/"


def within_edition(path: str) -> str:
    """Where a file lies in the edition that it is part of."""
    return _IN_EDITION.sub("", path)


def goal_prose(goal_id: str) -> str:
    return f"{GOAL_PROSE}{goal_id}"


def goal_page(goal_id: str) -> str:
    return f"{_GOAL_PAGE}{goal_id}.html"


def measure_page(measure_id: str) -> str:
    """By its id alone; an id that Windows takes for a device's name has a sign that none can have."""
    return f"{MEASURES}{measure_id if windows_holds(measure_id) else f'{measure_id}-'}.html"


def matrix(**conditions: object) -> str:
    """The overview's matrix, filtered: matrix.js reads the conditions, without it all is shown."""
    return _listed(HOME, conditions)


def indicators(**conditions: object) -> str:
    """The same of the list of the indicators."""
    return _listed(INDICATORS, conditions)


def _listed(page: str, conditions: Mapping[str, object]) -> str:
    return f"{page}?{urlencode(conditions, doseq=True)}#report-table"


def indicator_anchor(indicator_id: str) -> str:
    """The permanent id of an indicator's section on the page of all of them."""
    return f"indicator-{indicator_id}"


def indicator_csv(indicator_id: str) -> str:
    """The years of one indicator alone, for whoever wants what a chart shows."""
    return f"data/indicators/indicator-{indicator_id}.csv"


def prose_page(name: str) -> str:
    return f"{name}.html"


def measure_anchor(measure_id: str) -> str:
    """The permanent id of a measure's section on its goal's page."""
    return f"measure-{measure_id}"
