"""A part of the plan: what a paper of some goals or departments is of."""

from dataclasses import replace

from planreport.plan import Plan
from planreport.plan.arrange import arrange
from planreport.plan.indicators import Indicator
from planreport.plan.measures import Measure
from planreport.plan.settings import Paper


def part(plan: Plan, paper: Paper) -> Plan:
    """The plan with those measures alone that the paper is of, and with what belongs to them.

    What the city published of the whole plan, its tallies, says nothing of a part.
    """
    filed = [
        it for it in plan.filed if _is_of_goal(it.goal_id, paper) and _is_owned(it.measure, paper)
    ]
    measures = {it.measure.id for it in filed}
    indicators = tuple(it for it in plan.indicators if _belongs(it, measures, paper))
    kept = measures | {it.id for it in indicators}
    return replace(
        plan,
        goals=arrange(plan.goal_titles, filed, plan.goal_numbers),
        indicators=indicators,
        published_tallies=(),
        revisions=tuple(it for it in plan.revisions if it.measure_id in kept),
        corrections=tuple(it for it in plan.corrections if it.measure_id in kept),
    )


def _is_of_goal(goal_id: str, paper: Paper) -> bool:
    return not paper.goals or goal_id in paper.goals


def _is_owned(it: Measure | Indicator, paper: Paper) -> bool:
    return not paper.departments or not set(paper.departments).isdisjoint(it.departments)


def _belongs(indicator: Indicator, measures: set[str], paper: Paper) -> bool:
    if indicator.owner.measure_id:
        return indicator.owner.measure_id in measures
    return _is_of_goal(indicator.owner.goal_id, paper) and _is_owned(indicator, paper)
