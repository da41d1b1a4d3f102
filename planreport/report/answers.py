"""The first thing that is said: of a year, of a goal in it, or of a plan before any report."""

from dataclasses import dataclass

from planreport.plan import Plan
from planreport.plan.fields import Choice
from planreport.plan.measures import UNREPORTED, Outcome
from planreport.report.counts import Count
from planreport.report.sentences import Sentences


@dataclass(frozen=True)
class Answer:
    """A sentence in its parts: `strong` stands out, and `share` stands behind it in brackets.

    `after` begins with the particle of what stands out, if anything does.
    """

    before: str
    strong: str
    share: str
    after: str


def of_measures(said: Sentences, count: Count) -> Answer:
    plan, unit = said.plan, said.plan.terms.unit
    if not count.size:
        return Answer(f"この年度に対象となる{plan.terms.measure}はありません", "", "", "")
    outside = [
        (_said(it), n) for it in plan.outside if (n := count.of(it)) and it is not UNREPORTED
    ]
    if plan.lagging and outside and not count.total:
        labels = "か".join(f"「{label}」" for label, _ in outside)
        said_of = f"{sum(n for _, n in outside)}{unit}"
        return Answer(f"{count.size}{unit}のうち", said_of, "", f"が{labels}です")
    if not plan.lagging or not count.total:  # there is nothing that a share could be of
        told = said.outcome if plan.lead else said.told
        end = f"の{told}を報告しています"
        return Answer(f"{count.size}{unit}のうち", f"{count.reported}{unit}", "", end)
    end = (
        "が計画どおりに進みました"
        if plan.compares
        else f"の{said.outcome}が{said.good_words}でした"
    )
    share = f"（{count.percent}％）"
    return Answer(_compared(plan, count), f"{count.good}{unit}", share, end)


def before_reports(plan: Plan, size: int) -> Answer:
    terms = plan.terms
    said = (
        f"{size}{terms.unit}の計画です。{terms.progress}"
        if plan.has_measures
        else f"{len(plan.indicators)}の{terms.indicator}の計画です。実績値"
    )
    return Answer(f"{said}は、まだ報告されていません", "", "", "")


def _compared(plan: Plan, count: Count) -> str:
    """What shares are of: without what is outside the order, and what nobody has reported."""
    unit = plan.terms.unit
    outside = dict.fromkeys((*plan.outside, UNREPORTED))
    left_out = [(_said(outcome), count.of(outcome)) for outcome in outside]
    named = "と".join(f"{label}{number}{unit}" for label, number in left_out if number)
    without = f"{named}を除く{count.total}{unit}では、" if named else ""
    return f"{count.size}{unit}のうち{without}"


def _said(outcome: Outcome) -> str:
    """Its label, or its reading; a mere symbol without one is quoted, since －2項目 reads as a number."""
    if isinstance(outcome, Choice) and outcome.reading:
        return outcome.reading
    is_symbol = not any(map(str.isalnum, outcome.label))
    return f"「{outcome.label}」" if is_symbol else outcome.label
