"""Rules that need the whole plan: a published tally against what the rows say.

What was published is held against the rows as they were then, all corrections undone. A tally that
was put right together with them may stand as well.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from planreport.load import PROGRESS_FOLDER, Sources
from planreport.place import Place, Problem
from planreport.plan import Plan, PublishedTally
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Choice
from planreport.plan.measures import Standing, YearRecord
from planreport.plan.uncorrected import uncorrected


def contradictions(sources: Sources, plan: Plan) -> Iterator[Problem]:
    """A published number differs from the count of the rows that it sums up."""
    for n, tally in enumerate(plan.published_tallies):
        yield from _contradictions(sources, plan, n, tally)
    published = {tally.fiscal_year for tally in plan.published_tallies}
    for year in plan.reported:
        if year not in published:
            yield from _disagreement(plan, year)


def _disagreement(plan: Plan, year: FiscalYear) -> Iterator[Problem]:
    """As many are judged to be as planned as have come as far as was planned."""
    records = [r for m in plan.measures if (r := m.in_year(year))]
    reached, assessed = _reached(records), _assessed(records)
    for assessment in plan.assessments:
        if assessed and assessment.as_planned and assessed[assessment] != reached:
            yield Problem(
                Place(f"{PROGRESS_FOLDER}/{year.year}.csv", 1, "assessment"),
                f"「{assessment.label}」は{assessed[assessment]}ありますが、"
                f"進捗が年次計画以上の項目は{reached}あります。",
                "区分か進捗を確かめ、この区分が別の数え方なら data/plan.toml の as_planned = true を消してください。",
                is_warning=True,
            )


def _contradictions(
    sources: Sources, plan: Plan, n: int, tally: PublishedTally
) -> Iterator[Problem]:
    assert sources.settings is not None  # or there would be no plan
    at = ("published_tallies", n)
    records = [r for m in plan.measures if (r := m.in_year(tally.fiscal_year))]
    both = (uncorrected(plan, tally.fiscal_year), records)
    if tally.total not in {
        len(records),
        *(sum(r.is_reported for r in version) for version in both),
    }:
        yield Problem(
            sources.settings.at(*at, "total"),
            f"{tally.fiscal_year.full}の項目数は{tally.total}と公表されていますが、データには{len(records)}項目あります。",
            "公表資料とデータを見比べて、違う方を直してください。",
        )
    if tally.fiscal_year not in plan.reported:
        message = f"{tally.fiscal_year.full}の集計がありますが、その年度の進捗がまだありません。"
        advice = "進捗を加えるか、集計を消してください。"
        yield Problem(sources.settings.at(*at, "fiscal_year"), message, advice)
        return
    reached = [_reached(versions) for versions in both]
    assessed = [counts for versions in both if (counts := _assessed(versions))]
    for m, published in enumerate(tally.counts):
        place = sources.settings.at(*at, "counts", m, "count")
        if published.assessment.as_planned and published.count not in reached:
            yield Problem(
                place,
                f"「{published.assessment.label}」は{published.count}と公表されていますが、"
                f"進捗が年次計画以上の項目は{reached[0]}あります。",
                "データか集計を直すか、この区分が別の数え方なら as_planned = true を消してください。",
            )
        counted = [counts[published.assessment] for counts in assessed]
        if counted and published.count not in counted:
            yield Problem(
                place,
                f"「{published.assessment.label}」は{published.count}と公表されていますが、"
                f"assessment の欄では{counted[0]}あります。",
                "公表資料とデータを見比べて、違う方を直してください。",
            )


def _reached(records: Iterable[YearRecord]) -> int:
    return sum(record.standing in (Standing.AHEAD, Standing.ON_PLAN) for record in records)


def _assessed(records: Sequence[YearRecord]) -> Counter[Choice] | None:
    """How many have which assessment; None unless all that are reported have one."""
    counts = Counter(record.assessment for record in records if record.assessment)
    return counts if counts.total() == sum(record.is_reported for record in records) else None
