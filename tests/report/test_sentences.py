"""What counts say in words, in plans of several shapes."""

import re
from dataclasses import replace

import pytest
from conftest import plan_of

from planreport.plan import Plan
from planreport.plan.fields import Choice, Field, Kind, Schedule
from planreport.plan.measures import UNREPORTED, YearRecord
from planreport.report.answers import of_measures
from planreport.report.changes import Step
from planreport.report.counts import Count, count
from planreport.report.sentences import Sentences

GOOD = Choice(1, "A", is_good=True, level=2)
LOW = Choice(2, "C", level=1)
GIVEN_UP = Choice(3, "－", reading="中止", is_outside=True)


def graded(*words: Choice) -> Plan:
    """A plan that reports a grade of these words and plans nothing by years."""
    grade = Field("grade", "評価", Kind.CHOICE, "", {word.label: word for word in words})
    return replace(plan_of("minamo"), schedule=Schedule.NONE, own_fields=(grade,))


def sentence(plan: Plan, count: Count) -> str:
    said = of_measures(Sentences(plan), count)
    return said.before + said.strong + said.share + said.after


def test_a_share_is_of_what_is_in_the_order_and_says_what_it_leaves_out() -> None:
    plan = graded(GOOD, LOW, GIVEN_UP)
    counted = Count({GOOD: 3, LOW: 1, GIVEN_UP: 2, UNREPORTED: 1})
    assert sentence(plan, counted) == (
        "7事業のうち中止2事業と未報告1事業を除く4事業では、3事業（75％）の評価が「A」でした"
    )


@pytest.mark.parametrize(("label", "said"), [("－", "「－」"), ("×", "「×」"), ("中止", "中止")])
def test_a_symbol_without_a_reading_is_quoted_before_its_number(label: str, said: str) -> None:
    plan = graded(GOOD, LOW, replace(GIVEN_UP, label=label, reading=""))
    counted = Count({GOOD: 3, LOW: 1, plan.outside[0]: 2})
    assert f"のうち{said}2事業を除く4事業では" in sentence(plan, counted)


def test_where_nothing_is_left_out_nothing_is_said_of_it() -> None:
    plan = graded(GOOD, LOW, GIVEN_UP)
    assert sentence(plan, Count({GOOD: 1, LOW: 3})) == "4事業のうち1事業（25％）の評価が「A」でした"


def test_a_plan_that_calls_no_grade_good_claims_no_share() -> None:
    plan = graded(replace(GOOD, is_good=False, level=0), replace(LOW, level=0))
    counted = Count({LOW: 3, UNREPORTED: 2})
    assert sentence(plan, counted) == "5事業のうち3事業の評価を報告しています"


def test_of_nothing_no_share_is_claimed() -> None:
    hard = Choice(4, "評価困難", is_outside=True)
    plan = graded(GOOD, LOW, GIVEN_UP, hard)
    assert sentence(plan, Count({})) == "この年度に対象となる事業はありません"
    assert sentence(plan, Count({UNREPORTED: 2})) == "2事業のうち0事業の評価を報告しています"
    counted = Count({GIVEN_UP: 1, UNREPORTED: 2})
    assert sentence(plan, counted) == "3事業のうち1事業が「中止」です"
    assert (
        sentence(plan, Count({hard: 3, GIVEN_UP: 1}))
        == "4事業のうち4事業が「中止」か「評価困難」です"
    )


def test_a_plan_of_texts_alone_says_how_many_are_reported() -> None:
    text = Field("actions", "取組", Kind.TEXT, "", is_required=True)
    plan = replace(plan_of("minamo"), schedule=Schedule.NONE, own_fields=(text,))
    records = [YearRecord(plan.years[0], {}, {"actions": "測った。"}, lead="")] * 3
    silent = [YearRecord(plan.years[0], {}, lead="")] * 2
    said = sentence(plan, count([*records, *silent]))
    assert said == "5事業のうち3事業の取組を報告しています"


def test_only_a_plan_that_plans_stages_speaks_of_the_plan() -> None:
    compared, alone = Sentences(plan_of("minamo")), Sentences(graded(GOOD, LOW))
    for said in ("outcome", "good", "lagging", "counted", "counted_good", "tones"):
        assert re.search("計画|年度目標", getattr(compared, said)), said
        assert "計画" not in getattr(alone, said).replace(alone.plan.terms.measure, ""), said


def test_a_column_of_texts_is_headed_by_the_label_of_the_one_that_begins_it() -> None:
    plan = plan_of("minamo")
    text = Field("issues", "課題", Kind.TEXT, "")
    assert Sentences(plan).narrated == "取組状況"
    assert Sentences(replace(plan, schedule=Schedule.TEXT)).narrated == "年度目標、取組状況"
    several = replace(
        plan, own_fields=(text, replace(text, label="要因"), replace(text, label="方針"))
    )
    assert Sentences(several).narrated == "課題、要因など"
    assert Sentences(graded(GOOD, LOW)).narrated == "取組状況"


def test_a_plan_of_numbers_alone_is_called_by_the_first_of_them() -> None:
    number = Field("visits", "参加者", Kind.NUMBER, "", unit="人")
    plan = replace(plan_of("minamo"), schedule=Schedule.NONE, own_fields=(number,))
    assert (Sentences(plan).table, Sentences(plan).told) == ("参加者", "参加者")
    text = Field("actions", "取組", Kind.TEXT, "")
    assert Sentences(replace(plan, own_fields=(number, text))).table == "取組"


def test_only_a_year_that_says_nothing_is_called_unreported() -> None:
    text = Field("actions", "取組", Kind.TEXT, "", is_required=True)
    plan = replace(plan_of("minamo"), schedule=Schedule.NONE, own_fields=(text,))
    goal = plan.goals[0]
    measure = goal.measures[0]
    told = YearRecord(plan.years[0], {}, {"actions": "測った。"}, lead="")
    silent = YearRecord(plan.years[1], {}, lead="")
    sentences = Sentences(plan)
    assert sentences.unknown(Step(goal, measure, told, told, 1, False)) == ""
    assert sentences.unknown(Step(goal, measure, told, silent, 1, False)) == (
        "平成30年度の取組は、報告されていません。"
    )
