"""A bar in the margin marks what has changed since the edition of the year before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from conftest import COMPILED, ROOT, parsed, plan_of
from made import PAPERS

from planreport.papers.document import document
from planreport.plan import Plan
from planreport.plan.edition import as_of
from planreport.plan.revisions import Correction, Publication
from planreport.report.derive import derive
from planreport.templating import environment

FOOT = "左の太い線：前年度の版からの変更"
MINAMO = plan_of("minamo")
PUBLISHED = date(2020, 6, 30)  # the report of 2019


def barred(plan: Plan) -> set[str]:
    """The measures whose rows have a bar, once the foot says what a bar means just where there is one."""
    html = document(environment(ROOT / "templates", COMPILED), derive(plan), PAPERS[0])
    anchors = parsed(html).xpath("//tr[@class='renewed']/th/@id")
    assert (FOOT in html) == bool(anchors)
    titles = {measure.heading: measure.id for measure in plan.measures}
    names = parsed(html).xpath("//tr[@class='renewed']/th[@id]/@title")
    return {titles[name.rpartition("　")[2]] for name in names}


def test_what_a_change_of_the_plan_in_the_latest_year_is_about_has_a_bar() -> None:
    assert barred(MINAMO) == {"e1", "e2", "l1"}
    assert barred(as_of(MINAMO, 2019)) == {"w3"}


def test_the_first_edition_has_none() -> None:
    assert barred(as_of(MINAMO, 2017)) == set()


@pytest.mark.parametrize(("days", "marked"), [(1, {"w1"}), (0, set()), (-30, set())])
def test_what_was_put_right_after_the_report_of_the_year_before_has_a_bar(
    days: int, marked: set[str]
) -> None:
    year = MINAMO.fiscal_year(2018)
    day = PUBLISHED + timedelta(days)
    corrected = replace(
        MINAMO,
        revisions=(),
        publications=(Publication(MINAMO.fiscal_year(2019), PUBLISHED),),
        corrections=(Correction(day, "w1", year, "actions", "甲。", "乙。", ""),),
    )
    assert barred(corrected) == marked
