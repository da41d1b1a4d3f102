"""A plan as of an earlier year is the plan that was known then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from grouping import PATHS, make_grouped

from planreport.check import check
from planreport.load import load
from planreport.place import PlanError
from planreport.plan import Plan
from planreport.plan.edition import as_of
from planreport.plan.revisions import Correction, Publication
from planreport.report.derive import derive
from planreport.round.rollover import new_year

Project = Callable[[str], Path]


@pytest.fixture
def minamo(project: Project) -> Plan:
    return check(load(project("minamo"))).plan


def titles(plan: Plan) -> dict[str, str]:
    return {measure.id: measure.title for measure in plan.measures}


def items(plan: Plan) -> set[str]:
    return {item.title for goal in plan.goals for item in goal.items}


def promises(plan: Plan, measure_id: str) -> str:
    measure = next(measure for measure in plan.measures if measure.id == measure_id)
    return "".join(f"{record.fiscal_year.year}{record.cell('planned')}" for record in measure.years)


def test_the_last_year_is_the_plan_as_it_is(minamo: Plan) -> None:
    assert as_of(minamo, 2020) == minamo


def test_later_reports_are_left_out(minamo: Plan) -> None:
    earlier = as_of(minamo, 2018)
    assert [year.year for year in earlier.reported] == [2017, 2018]
    reported = {
        record.fiscal_year.year
        for measure in earlier.measures
        for record in measure.years
        if record.is_reported
    }
    assert reported == {2017, 2018}


def test_a_renamed_measure_has_its_old_name(minamo: Plan) -> None:
    assert titles(as_of(minamo, 2017))["w1"] == "水質の調査"
    assert titles(as_of(minamo, 2018))["w1"] == "水質の測定"


def test_a_measure_that_moved_is_back_in_its_item(minamo: Plan) -> None:
    assert "市の施設" in items(as_of(minamo, 2019))
    assert "公共施設" in items(as_of(minamo, 2020))


def test_a_measure_that_was_added_later_is_not_there_nor_is_its_item(minamo: Plan) -> None:
    assert "w3" not in titles(as_of(minamo, 2018))
    assert "水辺の生き物" not in items(as_of(minamo, 2018))
    assert "w3" in titles(as_of(minamo, 2019))


def test_a_measure_that_was_ended_later_is_planned_to_the_end(minamo: Plan) -> None:
    assert promises(as_of(minamo, 2019), "e2") == "2017○2018○2019◎2020◎2021◎"
    assert promises(as_of(minamo, 2020), "e2") == "2017○2018○2019◎"


def test_a_revised_promise_is_the_old_one(minamo: Plan) -> None:
    assert promises(as_of(minamo, 2019), "l1").endswith("2021◎")
    assert promises(as_of(minamo, 2020), "l1").endswith("2021○")


def test_revisions_in_a_row_are_undone_one_by_one(project: Project) -> None:
    folder = project("minamo")
    with (folder / "data" / "revisions.csv").open("a") as file:
        file.write("2019,e3,goal_id,,learn,energy,移しました。\n")
        file.write("2018,e3,department,,,環境政策課,決めました。\n")
        file.write("2020,e3,department,,環境政策課,下水道課,移しました。\n")
        file.write("2019,e3,summary,,家を訪ねる|調べる,家庭の電気の使い方を調べる,直しました。\n")
    measures = folder / "data" / "measures.csv"
    measures.write_text(
        measures.read_text().replace("使い方を調べる,,", "使い方を調べる,下水道課,")
    )
    plan = check(load(folder)).plan

    def e3(year: int) -> tuple[str, str, tuple[str, ...]]:
        return next(
            (goal.id, measure.department, measure.summary)
            for goal in as_of(plan, year).goals
            for measure in goal.measures
            if measure.id == "e3"
        )

    assert e3(2017) == ("learn", "", ("家を訪ねる", "調べる"))
    assert e3(2018) == ("learn", "環境政策課", ("家を訪ねる", "調べる"))
    assert e3(2019) == ("energy", "環境政策課", ("家庭の電気の使い方を調べる",))
    assert e3(2020) == ("energy", "下水道課", ("家庭の電気の使い方を調べる",))


def test_an_extension_of_the_plan_was_not_known_before(project: Project) -> None:
    folder = project("shipped")
    sources = load(folder)
    checked = check(sources)
    new = new_year(sources, checked.plan, checked.collection, extends=True)
    blank = new.edits["data/progress/2015.csv"].decode("utf-8-sig")
    filled = blank.replace(",,,,", ",拡充,広げた。,,")
    plan = check(load(folder, {**new.edits, "data/progress/2015.csv": filled.encode()})).plan
    assert plan.reported[-1].year == 2015
    earlier = as_of(plan, 2014)
    assert earlier.period == "平成24年度から平成26年度まで"
    assert {r.fiscal_year.year for m in earlier.measures for r in m.years} == {2012, 2013, 2014}
    assert as_of(plan, 2015) == plan


def test_later_corrections_of_later_years_are_left_out(minamo: Plan) -> None:
    years = minamo.reported
    corrections = tuple(
        Correction(date(2021, 7, 1), "w1", year, "progress", "×", "△", "誤り。") for year in years
    )
    plan = replace(minamo, corrections=corrections)
    assert [c.fiscal_year for c in as_of(plan, 2018).corrections] == list(years[:2])


def test_a_promise_that_was_revised_and_then_withdrawn_is_the_old_one(project: Project) -> None:
    folder = project("minamo")
    with (folder / "data" / "revisions.csv").open("a") as file:
        file.write("2019,e2,planned,2020,○,◎,急ぎました。\n")
    plan = check(load(folder)).plan
    assert promises(as_of(plan, 2018), "e2") == "2017○2018○2019◎2020○2021◎"
    assert promises(as_of(plan, 2019), "e2") == "2017○2018○2019◎2020◎2021◎"


def test_a_goal_that_was_given_up_is_still_in_the_earlier_editions(project: Project) -> None:
    folder = project("minamo")
    with (folder / "data" / "revisions.csv").open("a") as file:
        file.write("2020,l1,goal_id,,learn,energy,統合しました。\n")
    measures = folder / "data" / "measures.csv"
    measures.write_text(measures.read_text().replace("l1,learn", "l1,energy"))
    plan = check(load(folder)).plan
    assert [goal.id for goal in plan.goals] == ["water", "energy"]
    assert [goal.title for goal in as_of(plan, 2019).goals][-1] == "学びを広げる"
    told = [note.sentence for note in derive(plan).revisions]
    assert "基本方針を「学びを広げる」から「エネルギーを大切に使う」に改めました。" in told


def test_a_goal_that_had_no_measure_yet_is_not_there(project: Project) -> None:
    folder = project("minamo")
    with (folder / "data" / "revisions.csv").open("a") as file:
        file.write("2019,l1,goal_id,,energy,learn,移しました。\n")
    plan = check(load(folder)).plan
    assert [goal.id for goal in as_of(plan, 2018).goals] == ["water", "energy"]
    assert [goal.id for goal in as_of(plan, 2019).goals] == ["water", "energy", "learn"]


def test_a_measure_that_was_moved_is_in_its_former_groups(tmp_path: Path) -> None:
    plan = check(load(make_grouped(tmp_path / "grouped"))).plan
    wide, *_ = PATHS["e1"]

    def paths(plan: Plan) -> list[tuple[str, ...]]:
        return [item.path for item in plan.goals[1].items]

    assert paths(plan) == [PATHS["e1"], PATHS["e2"]]
    assert paths(as_of(plan, 2019)) == [(wide, "市の取組", "市の施設"), PATHS["e2"]]


def test_a_year_without_a_report_is_refused(minamo: Plan) -> None:
    with pytest.raises(PlanError, match="2021年度の進捗はありません"):
        as_of(minamo, 2021)


def test_an_edition_was_updated_when_it_was_published_or_corrected(minamo: Plan) -> None:
    first, second = minamo.reported[:2]
    corrected = Correction(date(2021, 5, 1), "w1", second, "progress", "×", "△", "誤り。")
    plan = replace(
        minamo,
        publications=(
            Publication(first, date(2018, 6, 29)),
            Publication(second, date(2019, 6, 28)),
        ),
        corrections=(corrected,),
    )
    assert as_of(plan, 2017).updated == date(2018, 6, 29)
    assert as_of(plan, 2018).updated == date(2021, 5, 1)
    assert as_of(plan, 2019).updated == plan.updated
    assert as_of(plan, 2020).updated == plan.updated
