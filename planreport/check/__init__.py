"""The rules: rows become a `Plan`, or every problem is reported at once.

Each rule is a generator of problems. A rule that needs what an unreadable file would have said is
skipped, so that one broken file does not bring a hundred false complaints with it. Nor is a line
judged that could not be taken apart, such as a row with a cell too many.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planreport import garbage
from planreport.accessibility.audited import Audit
from planreport.check import (
    audit,
    corrections,
    indicators,
    pages,
    plausible,
    progress,
    revisions,
    settings,
    tables,
    tallies,
    texts,
)
from planreport.check.ahead import planned_ahead
from planreport.check.assemble import assemble, assemble_collection, assemble_pages
from planreport.check.audit import assemble_audit
from planreport.check.causes import NOT_BEGUN, another_plan, gathered, not_begun
from planreport.check.cells import rows
from planreport.check.declared import declared
from planreport.check.headers import legible
from planreport.check.numbers import plain_numbers
from planreport.check.vocabulary import Vocabulary, fields_of, vocabulary
from planreport.load import VALUES_FOLDER, Sources, Table
from planreport.place import PlanError, Problem, has_errors
from planreport.plan import Plan
from planreport.plan.collection import Collection
from planreport.plan.settings import Page


@dataclass(frozen=True)
class Checked:
    """What has passed: the plan, its pages of prose, and the warnings that may stand.

    `collection` is the year that is being collected, if one is; `audit` what is recorded of the last
    check of the pages' accessibility.
    """

    plan: Plan
    collection: Collection | None
    pages: tuple[Page, ...]
    audit: Audit | None
    warnings: tuple[Problem, ...]


@garbage.put_off()
def check(sources: Sources, closes: bool = False) -> Checked:
    """Raises PlanError with all problems, warnings included, where one of them is an error.

    Who `closes` what is being collected has it judged as if it were published as it is.
    """
    has_measures = not sources.has_indicators_alone
    settings = None
    if sources.settings:
        settings = declared(sources.settings, sources.images, has_measures)
    fields = fields_of(sources.settings, settings) if has_measures else ()
    details = settings.details if settings else ()
    of_readings = settings.indicator_fields if settings else ()
    sources, wrong_headers = legible(sources, fields, details, of_readings)
    sources = _begun(sources)
    sources, read_as = plain_numbers(sources, (*fields, *details))
    words = vocabulary(sources, settings, fields, closes)
    sources = planned_ahead(sources, words)
    torn = {
        (p.place.file, p.place.line) for p in sources.problems if p.place.line and not p.is_warning
    }
    judged = (p for p in _rules(sources, words) if (p.place.file, p.place.line) not in torn)
    problems = gathered([*sources.problems, *wrong_headers, *read_as, *set(judged)])
    if has_errors(problems):
        raise PlanError(problems)
    plan = assemble(sources, words)
    problems.update(tallies.contradictions(sources, plan))
    collection = assemble_collection(sources, words, plan)
    problems.update(plausible.slips(sources, plan, collection))
    if has_errors(problems):
        raise PlanError(problems)
    return Checked(
        plan, collection, assemble_pages(sources), assemble_audit(sources), tuple(sorted(problems))
    )


def _begun(sources: Sources) -> Sources:
    """A plan of indicators alone begins a year with their values."""
    if not sources.has_indicators_alone or any(map(rows, sources.progress.values())):
        return sources
    blank = {name: Table(f"{VALUES_FOLDER}/{name}.csv", (), ()) for name in sources.values}
    return replace(sources, progress=blank)


def _rules(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    yield from settings.problems(sources)
    if not_begun(sources):
        yield NOT_BEGUN
        yield from texts.problems(sources, words)
        return
    if of_another := list(another_plan(sources, words)):
        yield from of_another
        return
    yield from tables.problems(sources, words)
    yield from progress.problems(sources, words)
    yield from indicators.problems(sources, words)
    yield from corrections.problems(sources, words)
    yield from revisions.problems(sources, words)
    yield from texts.problems(sources, words)
    yield from pages.problems(sources, words)
    yield from audit.problems(sources, words)
