"""Where each page and file of the site lies, relative to its top folder, and what is reserved."""

from urllib.parse import urlencode

HOME = "index.html"
CHANGES = "changes.html"
SUMMARY_TABLE = "summary-table.html"
DATA = "data.html"
AUDIT = "accessibility-results.html"
NOT_FOUND = "404.html"
STYLESHEET = "style.css"
SCRIPT = "matrix.js"
FAVICON = "favicon.svg"
LOGO = "logo"  # and the ending of what it is
ROBOTS = "robots.txt"
SITEMAP = "sitemap.xml"
FEED = "feed.xml"

# The pages' contents for another system's pages; no part of the site that links lead to.
FRAGMENTS = "fragments/"

EDITIONS = "editions/"

# The open data: tables, long but for one, and the same in one workbook and one JSON file.
PROGRESS_CSV = "data/progress.csv"
PROGRESS_WIDE_CSV = "data/progress-wide.csv"
MEASURES_CSV = "data/measures.csv"
SUMMARIES_CSV = "data/summaries.csv"
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

# content/: the pages of prose that have a place of their own, by name without .md.
HOME_PROSE = "index"
GOAL_PROSE = "goals/"

# Names that a page of content/ cannot take, since the program makes pages of that name.
RESERVED_PROSE = frozenset({"changes", "summary-table", "data", "accessibility-results", "404"})

# Ids that the templates use, which a heading of content/ cannot take.
RESERVED_IDS = frozenset({"main"})
RESERVED_ID_BEGINNINGS = ("report-", "measure-")


def edition(year: int) -> str:
    """The folder of the whole site as of an earlier fiscal year."""
    return f"{EDITIONS}{year}/"


def goal_prose(goal_id: str) -> str:
    return f"{GOAL_PROSE}{goal_id}"


def goal_page(goal_id: str) -> str:
    return f"goal-{goal_id}.html"


def matrix(**conditions: object) -> str:
    """The overview's matrix, filtered: matrix.js reads the conditions, without it all is shown."""
    return f"{HOME}?{urlencode(conditions, doseq=True)}#report-table"


def prose_page(name: str) -> str:
    return f"{name}.html"


def measure_anchor(measure_id: str) -> str:
    """The permanent id of a measure's section on its goal's page."""
    return f"measure-{measure_id}"
