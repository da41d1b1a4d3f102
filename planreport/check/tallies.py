"""Rules that need the whole plan: a published tally against what the rows say."""

from collections import Counter
from collections.abc import Iterator

from planreport.load import Sources
from planreport.place import Problem
from planreport.plan import Plan, PublishedTally
from planreport.plan.measures import Standing


def contradictions(sources: Sources, plan: Plan) -> Iterator[Problem]:
    """A published number differs from the count of the rows that it sums up."""
    for n, tally in enumerate(plan.published_tallies):
        yield from _contradictions(sources, plan, n, tally)


def _contradictions(
    sources: Sources, plan: Plan, n: int, tally: PublishedTally
) -> Iterator[Problem]:
    assert sources.settings is not None  # or there would be no plan
    at = ("published_tallies", n)
    records = [r for m in plan.measures if (r := m.in_year(tally.fiscal_year))]
    if tally.total != len(records):
        yield Problem(
            sources.settings.at(*at, "total"),
            f"{tally.fiscal_year.full}の項目数は{tally.total}と公表されていますが、データには{len(records)}項目あります。",
            "公表資料とデータを見比べて、違う方を直してください。",
        )
    if tally.fiscal_year not in plan.reported:
        yield Problem(
            sources.settings.at(*at, "fiscal_year"),
            f"{tally.fiscal_year.full}の集計がありますが、その年度の進捗がまだありません。",
            "進捗を加えるか、集計を消してください。",
        )
        return
    reached = sum(r.standing in (Standing.AHEAD, Standing.ON_PLAN) for r in records)
    assessed = Counter(r.assessment for r in records if r.assessment)
    everyone_assessed = assessed.total() == len(records)
    for m, published in enumerate(tally.counts):
        place = sources.settings.at(*at, "counts", m, "count")
        if published.assessment.as_planned and published.count != reached:
            yield Problem(
                place,
                f"「{published.assessment.label}」は{published.count}と公表されていますが、"
                f"進捗が年次計画以上の項目は{reached}あります。",
                "データか集計を直すか、この区分が別の数え方なら as_planned = true を消してください。",
            )
        if everyone_assessed and published.count != assessed[published.assessment]:
            yield Problem(
                place,
                f"「{published.assessment.label}」は{published.count}と公表されていますが、"
                f"assessment の欄では{assessed[published.assessment]}あります。",
                "公表資料とデータを見比べて、違う方を直してください。",
            )
