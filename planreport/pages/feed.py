"""The site's news: updates and corrections, each with an id that it keeps for good."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planreport import paths
from planreport.paragraphs import in_one_line
from planreport.report.derive import Report
from planreport.report.revisions import CorrectionNote


@dataclass(frozen=True)
class News:
    """One piece of news. `id` and `page` are addresses within the site."""

    date: date
    id: str
    page: str
    title: str
    text: str = ""


def entries(report: Report) -> tuple[News, ...]:
    """All updates and corrections, the newest first."""
    found = [*_updates(report), *_corrections(report)]  # each from the oldest, within a day too
    found.sort(key=lambda entry: entry.date)
    return tuple(found[::-1])


def _updates(report: Report) -> Iterator[News]:
    """Those of a day are numbered from the lowest: the newest come to stand above it."""
    days: Counter[date] = Counter()
    for update in reversed(report.plan.history):
        days[update.date] += 1
        id_ = f"{paths.DATA}#update-{update.date}-{days[update.date]}"
        yield News(update.date, id_, f"{paths.DATA}#history", update.text)


def _corrections(report: Report) -> Iterator[News]:
    """Those of a cell are numbered from the first."""
    cells: Counter[str] = Counter()
    for note in reversed(report.corrections):
        correction = note.correction
        year = correction.fiscal_year
        cell = f"{correction.measure_id}-{year.year}-{correction.column}"
        cells[cell] += 1
        yield News(
            correction.date,
            f"{paths.CHANGES}#correction-{cell}-{cells[cell]}",
            paths.measure_page(note.subject.id)
            if note.goal
            else f"{paths.CHANGES}#report-corrections",
            f"{'後から報告' if note.is_late else '正誤'}：{note.subject.heading}（{year}の{note.column}）",
            _sentence(note),
        )


def _sentence(note: CorrectionNote) -> str:
    told = (note.before, note.after, note.correction.reason)
    before, after, reason = map(in_one_line, told)
    wrong, right = ("（前）", "（後）") if note.is_late else ("（誤）", "（正）")
    return f"{wrong}{before}　{right}{after}　（理由）{reason}"
