"""The record of an accessibility audit, and what it says of each success criterion."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from hashlib import sha256

from planreport.accessibility.criteria import JIS, LATER, Criterion

# What a page is about. Around it stands what changes with every other page and every day of update.
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
# A site is audited by itself: that it is one of several is nothing that has changed about it.
_PORTAL = re.compile(r'<p class="portal">.*?</p>\n')
# The form and size of a file, in brackets: they say nothing of the page, and depend on the machine.
_SIZE = re.compile(r"（[A-Z]+形式[^）]*）")


def digest(page: str) -> str:
    """What tells a page (HTML) from what it was: the same for the same page on every machine."""
    found = _MAIN.search(page)
    return _digest(_SIZE.sub("", found[0] if found else page))


def look(page: str, style: str, script: str) -> str:
    """What tells what all pages (HTML) have in common from what it was: the frame without its days
    and numbers, the stylesheet, and the script behind the data, which stand on its first lines."""
    frame = _PORTAL.sub("", _MAIN.sub("", page[page.find("<body") :]))
    return _digest("\0".join((re.sub("[0-9]+", "", frame), style, script.partition("\n\n")[2])))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class AuditCheck:
    """One kind of check, done on every page; `not_done` says why, where it was not."""

    id: str
    name: str
    tool: str  # with its version
    criteria: tuple[str, ...]
    not_done: str = ""


@dataclass(frozen=True)
class Figures:
    """Lighthouse's figures of a page, each out of 100."""

    performance: int
    accessibility: int
    best_practices: int
    seo: int


@dataclass(frozen=True)
class AuditedPage:
    """`digest` is "" where it is not known, of the page of results, which says what has changed, and of
    pages of earlier editions."""

    path: str
    title: str
    figures: Figures | None = None
    digest: str = ""


@dataclass(frozen=True)
class Finding:
    """Something that a check complained of; `criterion` is empty where none is touched."""

    check: str
    page: str
    text: str
    criterion: str = ""


@dataclass(frozen=True)
class Explained:
    """What a tool could not decide, and why it is no problem."""

    check: str
    what: str
    reason: str


@dataclass(frozen=True)
class Confirmed:
    """What a person found out about a criterion on a day; `note` says how, or what is wrong."""

    criterion: str
    is_met: bool
    day: date
    note: str = ""


class Outcome(Enum):
    """What is known of a criterion."""

    ABSENT = "対象なし"
    FAILED = "問題あり"
    MET = "問題なし（人が確認）"
    PASSED = "問題なし（機械だけで決まる基準）"
    SO_FAR = "機械の検査では問題なし"
    OPEN = "未実施（人による確認が必要）"


@dataclass(frozen=True)
class Judged:
    """A criterion with what is known of it: the checks done for it, and what a person found."""

    criterion: Criterion
    outcome: Outcome
    checks: tuple[AuditCheck, ...]
    confirmed: Confirmed | None

    @property
    def applies(self) -> bool:
        """Whether some page has what the criterion is about."""
        return self.outcome is not Outcome.ABSENT

    @property
    def awaits_human(self) -> bool:
        return self.criterion.needs_human and self.confirmed is None and self.applies


@dataclass(frozen=True)
class Audit:
    """What was checked, with what, from when to when, and all that was found.

    `absent` are the criteria that are about something that no page has; `look` is "" where it is not
    known.
    """

    began: date
    ended: date
    absent: frozenset[str]
    checks: tuple[AuditCheck, ...]
    pages: tuple[AuditedPage, ...]
    findings: tuple[Finding, ...] = ()
    explained: tuple[Explained, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()
    look: str = ""

    def unaudited(self, addresses: Iterable[str]) -> tuple[str, ...]:
        """The addresses of pages that have come since."""
        return tuple(sorted(set(addresses) - {page.path for page in self.pages}))

    def has_changed(self, address: str, page: str) -> bool:
        """Whether the page (HTML) is not as it was audited; not, where that is not known."""
        was = self._digests.get(address)
        return bool(was) and digest(page) != was

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {page.path: page.digest for page in self.pages}

    def looks_other(self, page: str, style: str, script: str) -> bool:
        """Whether what all pages have in common is not as it was audited."""
        return bool(self.look) and self.look != look(page, style, script)

    @property
    def knows_pages(self) -> bool:
        """Whether it can be told which pages have changed."""
        return any(page.digest for page in self.pages)

    @property
    def took_days(self) -> bool:
        return self.ended != self.began

    @property
    def standard(self) -> tuple[Judged, ...]:
        return tuple(self._judge(JIS))

    @property
    def later(self) -> tuple[Judged, ...]:
        return tuple(self._judge(LATER))

    @property
    def outcomes(self) -> tuple[tuple[Outcome, int], ...]:
        """How many of the standard's criteria have each outcome; those that none has are left out."""
        counts = Counter(judged.outcome for judged in self.standard)
        return tuple((outcome, counts[outcome]) for outcome in Outcome if counts[outcome])

    @property
    def awaiting_human(self) -> int:
        """How many of the standard's criteria a person has yet to look at."""
        return sum(judged.awaits_human for judged in self.standard)

    def found(self, check: AuditCheck) -> int:
        return sum(finding.check == check.id for finding in self.findings)

    def name_of(self, check_id: str) -> str:
        return next((check.name for check in self.checks if check.id == check_id), check_id)

    def _judge(self, criteria: Sequence[Criterion]) -> Iterator[Judged]:
        failed = {finding.criterion for finding in self.findings}
        by_number = {confirmed.criterion: confirmed for confirmed in self.confirmed}
        for criterion in criteria:
            confirmed = by_number.get(criterion.number)
            checks = tuple(
                check
                for check in self.checks
                if criterion.number in check.criteria and not check.not_done
            )
            if criterion.number in failed or (confirmed and not confirmed.is_met):
                outcome = Outcome.FAILED
            elif criterion.number in self.absent:
                outcome, checks = Outcome.ABSENT, ()
            elif confirmed:
                outcome = Outcome.MET
            elif checks:
                outcome = Outcome.SO_FAR if criterion.needs_human else Outcome.PASSED
            else:
                outcome = Outcome.OPEN
            yield Judged(criterion, outcome, checks, confirmed)
