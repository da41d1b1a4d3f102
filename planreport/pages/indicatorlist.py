"""What the list of the indicators can be searched, filtered and sorted by.

It is told as the overview's matrix is told of measures, since the same script works on both.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planreport.pages.search import Entry, Facts, Index, as_corrected, as_revised, occurring, used
from planreport.paragraphs import in_one_line
from planreport.plan.achievement import Reached
from planreport.plan.indicators import GRADE
from planreport.report.derive import Report
from planreport.report.goals import GoalReport
from planreport.report.indicators import IndicatorCount, IndicatorReport, IndicatorYear, counts

WHOLE = "計画全体"  # what no goal holds
NO_GOAL = "-"  # in addresses: no id of a goal
UNCOMPARED = "none"

_REACHED = "reached"
_NO_YEAR: Facts = {"year": "", _REACHED: "", GRADE: ""}  # of what is read in no reported year


@dataclass(frozen=True)
class Part:
    """The indicators of a goal and of all in it, or those of the plan as a whole.

    `count` is that of the year that the report is as of; None where none of them is read in it.
    """

    goal: GoalReport | None
    indicators: tuple[IndicatorReport, ...]
    count: IndicatorCount | None

    @property
    def heading(self) -> str:
        return self.goal.heading if self.goal else WHOLE

    @property
    def code(self) -> str:
        return self.goal.goal.id if self.goal else NO_GOAL


def parts(report: Report) -> Iterator[Part]:
    """All indicators in the order of the list: the plan's own, then goal by goal."""
    for goal in (None, *report.goals):
        of_it = tuple(it for it in report.indicators if it.goal is (goal and goal.goal))
        latest = [it for it in counts(of_it, report.plan) if it.fiscal_year == report.as_of]
        if of_it:
            yield Part(goal, of_it, next(iter(latest), None))


def code(reached: Reached | None) -> str:
    """By which addresses ask for the indicators that did so in a year."""
    return reached.name.lower() if reached else UNCOMPARED


def index(report: Report) -> Index:
    plan = report.plan
    filed = [(part, it) for part in parts(report) for it in part.indicators]
    places, told = used([list(_texts(report, *where)) for where in filed])
    entries = tuple(
        Entry(
            goal=part.code,
            item=(),
            department=it.indicator.departments,
            years=tuple(map(_facts, it.years)) or (_NO_YEAR,),
            texts=texts,
            details={},
        )
        for (part, it), texts in zip(filed, told, strict=True)
    )
    return Index(
        years=tuple(str(year.year) for year in reversed(plan.valued_years)),
        places=places,
        entries=entries,
        departments=tuple(dict.fromkeys(name for it in entries for name in it.department)),
        grades=tuple(
            (field, words)
            for field in plan.indicator_fields
            if field.name == GRADE and (words := occurring(field, entries))
        ),
        details=(),
        facts=("year", _REACHED, GRADE),
        sorted_by=_REACHED,
        order=(code(Reached.NO), code(Reached.YES)),
        orders=("目標に届いていない順", "目標に達した順") if report.compares_indicators else (),
        ends_newest=False,
    )


def _facts(year: IndicatorYear) -> Facts:
    return {
        "year": str(year.reading.fiscal_year.year),
        _REACHED: code(year.reached),
        GRADE: year.grade.label if year.grade else "",
    }


def _texts(report: Report, part: Part, it: IndicatorReport) -> Iterator[tuple[str, str]]:
    """As a measure's texts: the first is its name, the last its goal's."""
    indicator, terms = it.indicator, report.plan.terms
    notes = report.notes(indicator)
    yield terms.indicator, indicator.heading
    yield "測るもの", in_one_line(indicator.meaning)
    yield "単位", indicator.unit
    yield "担当課", "、".join(indicator.departments)
    yield "出典", indicator.source
    for year in reversed(report.plan.valued_years):
        reading = indicator.in_year(year)
        yield f"{year}の説明", in_one_line(reading.cell("note")) if reading else ""
    yield "計画の変更", "　".join(map(as_revised, notes.revisions))
    yield "正誤（公表後の訂正）", "　".join(map(as_corrected, notes.corrections))
    yield terms.measure, it.measure.heading if it.measure else ""
    yield terms.grouping, "＞".join(it.group.path) if it.group else ""
    yield terms.goal, part.heading
