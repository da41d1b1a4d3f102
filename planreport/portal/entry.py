"""What a portal says of a plan. It lies in the plan's folder of the site, so that what was said of
the last good version is there as long as that version is."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from planreport import paths
from planreport.pages import feed
from planreport.pages.edition import Edition, File
from planreport.pages.feed import News
from planreport.report.answers import Answer

FILE = "portal.json"


@dataclass(frozen=True)
class Linked:
    """A file of the site, what it is called, and what a link says of it."""

    path: str
    title: str
    file: File


@dataclass(frozen=True)
class Entry:
    """`as_of` is "" before the first report; `pages` and `news` are addresses within the plan's site."""

    title: str
    municipality: str
    period: str
    first_year: int
    as_of: str
    updated: date
    answer: Answer
    links: tuple[Linked, ...]
    pages: tuple[str, ...]
    news: tuple[News, ...]


def entry(edition: Edition) -> Entry:
    """What is to be said of the current edition of a plan."""
    plan = edition.report.plan
    titles = {paper.file: edition.report.named(paper) for paper in edition.papers}
    titles[paths.WORKBOOK] = "全てのデータ"
    return Entry(
        plan.title,
        plan.municipality,
        plan.period,
        plan.years[0].year,
        edition.end,
        plan.updated,
        edition.report.answer,
        tuple(Linked(path, title, edition.files[path]) for path, title in titles.items()),
        edition.listed,
        feed.entries(edition.report),
    )


def written(entry: Entry) -> bytes:
    said = json.dumps(asdict(entry), ensure_ascii=False, indent=1, default=date.isoformat)
    return f"{said}\n".encode()


def read(content: bytes) -> Entry:
    """Raises ValueError, KeyError or TypeError for what `written` of this program did not make."""
    said = json.loads(content)
    return Entry(
        **said
        | {
            "updated": date.fromisoformat(said["updated"]),
            "answer": Answer(**said["answer"]),
            "links": tuple(Linked(**one | {"file": File(**one["file"])}) for one in said["links"]),
            "pages": tuple(said["pages"]),
            "news": tuple(
                News(**one | {"date": date.fromisoformat(one["date"])}) for one in said["news"]
            ),
        }
    )
