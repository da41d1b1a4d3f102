"""What has changed since the year before, in either plan and in plans edited for one case each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from conftest import plan_of
from grouping import refiled

from planreport.plan import Plan
from planreport.plan.measures import Measure, YearRecord
from planreport.plan.revisions import Correction, Revised, Revision
from planreport.report.changes import Changes, Step, changes
from planreport.report.derive import Notes, derive
from planreport.report.excerpt import excerpts
from planreport.report.revisions import corrections, revisions


def changed(plan: Plan) -> Changes:
    found = changes(plan)
    assert found is not None
    return found


def ids(steps: tuple[Step, ...]) -> list[str]:
    return [step.measure.id for step in steps]


def edited(plan: Plan, measure_id: str, edit: Callable[[Measure], Measure]) -> Plan:
    """The plan with one measure replaced."""
    return refiled(
        plan,
        lambda it: replace(it, measure=edit(it.measure)) if it.measure.id == measure_id else it,
    )


def recorded(
    plan: Plan, measure_id: str, year: int, edit: Callable[[YearRecord], YearRecord]
) -> Plan:
    """The plan with one record replaced."""
    return edited(
        plan,
        measure_id,
        lambda measure: replace(
            measure,
            years=tuple(edit(r) if r.fiscal_year.year == year else r for r in measure.years),
        ),
    )


def reached(plan: Plan, measure_id: str, year: int, label: str) -> Plan:
    status = next(status for status in plan.statuses if status.label == label)
    return recorded(
        plan,
        measure_id,
        year,
        lambda record: replace(record, choices={**record.choices, "progress": status}),
    )


def test_every_measure_of_both_years_went_up_down_or_stood_still() -> None:
    for name in ("shipped", "minamo"):
        found = changed(plan_of(name))
        moved = [*ids(found.up), *ids(found.down), *ids(found.still)]
        assert sorted(moved) == sorted(ids(found.compared))


def test_the_shipped_plan_has_changed_as_its_table_says() -> None:
    found = changed(plan_of("shipped"))
    assert (found.before.year, found.now.year) == (2013, 2014)
    assert ids(found.up) == ["m04", "m09", "m11", "m15", "m18", "m19", "m27"]
    assert ids(found.down) == []
    assert ids(found.caught_up) == ["m18", "m19", "m27"]
    assert ids(found.fallen_behind) == ["m05", "m09", "m16", "m20", "m22"]
    assert len(found.still_as_planned) == 13
    assert ids(found.repeated) == ["m11", "m12", "m20", "m21", "m24", "m26", "m29"]


def test_the_second_plan_has_changed_as_its_data_say() -> None:
    found = changed(plan_of("minamo"))
    assert ids(found.up) == ["w1", "w2", "w3", "e1", "e3"]
    assert ids(found.down) == ["l1"]
    assert ids(found.caught_up) == ["w2", "e3"]
    assert ids(found.ended) == ["e2"]


def test_a_measure_may_go_up_and_yet_fall_behind() -> None:
    (step,) = [s for s in changed(plan_of("shipped")).fallen_behind if s.measure.id == "m09"]
    assert step.is_up and not step.is_stuck


def test_one_that_goes_from_behind_to_ahead_has_caught_up() -> None:
    ahead = reached(plan_of("minamo"), "w2", 2020, "◎")
    assert "w2" in ids(changed(ahead).caught_up)


def test_years_that_stand_still_are_counted_from_the_last_one_back() -> None:
    standing = {step.measure.id: step.same_for for step in changed(plan_of("shipped")).steps}
    assert standing["m03"] == 3
    assert standing["m20"] == 2
    assert standing["m04"] == 1
    interrupted = changed(reached(plan_of("shipped"), "m03", 2013, "一部実施"))
    assert [step.same_for for step in interrupted.steps if step.measure.id == "m03"] == [1]


def test_those_that_are_behind_and_stand_still_are_listed_the_longest_first() -> None:
    found = changed(plan_of("shipped"))
    lengths = [step.same_for for step in found.stuck]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] == 3 and min(lengths) == 2
    assert all(step.is_still for step in found.stuck)


def test_a_measure_begins_in_its_first_year_and_is_then_not_compared() -> None:
    whole = plan_of("minamo")
    third = replace(whole, reported=whole.reported[:3])
    found = changed(third)
    assert ids(found.begun) == ["w3"]
    assert "w3" not in ids(found.compared)
    assert not any(step.is_up or step.is_down or step.catches_up for step in found.begun)


def test_a_measure_that_was_ended_early_says_so() -> None:
    whole = plan_of("minamo")
    natural = next(step for step in changed(whole).ended if step.measure.id == "e2")
    cut = edited(
        whole,
        "e1",
        lambda m: replace(m, years=m.years[:-2], withdrawn=tuple(_planned_only(m.years[-2:]))),
    )
    (early,) = [step for step in changed(cut).ended if step.measure.id == "e1"]
    assert early.is_cut_short
    assert natural.is_cut_short == bool(natural.measure.withdrawn)
    assert not early.falls_behind and not early.is_still


def _planned_only(records: tuple[YearRecord, ...]) -> list[YearRecord]:
    return [record.promised for record in records]


def test_one_that_ended_long_ago_is_in_none_of_the_lists() -> None:
    old = edited(plan_of("minamo"), "e2", lambda m: replace(m, years=m.years[:1]))
    assert "e2" not in ids(changed(old).steps)


@pytest.mark.parametrize("reported", [0, 1])
def test_before_a_second_report_nothing_is_compared(reported: int) -> None:
    whole = plan_of("minamo")
    assert changes(replace(whole, reported=whole.reported[:reported])) is None


@pytest.mark.parametrize(
    ("what", "before", "after", "sentence"),
    [
        (Revised.TITLE, "水質の調査", "水質の測定", "名称を「水質の調査」から「水質の測定」に"),
        (Revised.DEPARTMENT, "", "下水道課", "担当課を「下水道課」と定めました。"),
        (Revised.DEPARTMENT, "下水道課", "", "担当課の定めをなくしました。"),
        (Revised.DEPARTMENT, "甲課", "乙課", "担当課を「甲課」から「乙課」に改めました。"),
        (Revised.ITEM, "川", "池", "施策を「川」から「池」に改めました。"),
        (Revised.GOAL, "water", "learn", "基本方針を「水辺を守る」から「学びを広げる」に"),
        (Revised.PLANNED, "△", "○", "令和3年度の年度目標を「△（準備中）」から「○（実施中）」に"),
        (Revised.ADDED, "", "", "新しく加えました。"),
        (Revised.ENDED, "", "", "平成31年度で終了しました。"),
        (Revised.SUMMARY, "あ|い", "あ|う", "概要の「い」を「う」に改めました。"),
        (Revised.SUMMARY, "あ", "あ|い|う", "概要に「い」「う」を加えました。"),
        (Revised.SUMMARY, "あ|い", "い", "概要から「あ」を削りました。"),
        (Revised.SUMMARY, "あ|い", "い|あ", "概要の順番を改めました。"),
    ],
)
def test_a_revision_is_said_in_a_sentence(
    what: Revised, before: str, after: str, sentence: str
) -> None:
    whole = plan_of("minamo")
    planned_year = whole.years[-1] if what is Revised.PLANNED else None
    revision = Revision(whole.reported[-1], "w1", what, planned_year, before, after, "理由")
    (note,) = revisions(replace(whole, revisions=(revision,)))
    assert note.sentence.startswith(sentence)
    assert note.goal and (note.goal.id, note.subject.id) == ("water", "w1")


def test_revisions_begin_with_the_newest_year() -> None:
    whole = plan_of("minamo")
    made = tuple(
        Revision(year, "w1", Revised.DEPARTMENT, None, "甲課", "乙課", "") for year in whole.years
    )
    found = revisions(replace(whole, revisions=made))
    years = [entry.revision.fiscal_year for entry in found]
    assert years == sorted(years, reverse=True)


def corrected(plan: Plan, *cells: tuple[str, str, str], day: int = 1) -> Plan:
    return replace(
        plan,
        corrections=tuple(
            Correction(date(2021, 7, n), "w1", plan.reported[0], column, before, after, "")
            for n, (column, before, after) in enumerate(cells, day)
        ),
    )


def test_corrections_name_the_column_as_the_plan_does_the_newest_first() -> None:
    found = corrections(
        corrected(
            plan_of("minamo"),
            ("actions", "10回測った。", "11回測った。"),
            ("planned", "○", "◎"),
            ("assessment", "", "Ａ 順調"),
        )
    )
    assert [(entry.column, entry.before, entry.after) for entry in found] == [
        ("区分", "なし", "Ａ 順調"),
        ("年度目標", "○（実施中）", "◎（達成）"),
        ("取組状況", "10回測った。", "11回測った。"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("甲。乙。丙。", "甲。丁。丙。", ("（略）乙。（略）", "（略）丁。（略）")),
        ("甲。丙。", "甲。乙。丙。", ("甲。（略）", "甲。乙。（略）")),
        ("甲。", "甲。乙。", ("甲。", "甲。乙。")),
        ("乙。", "甲。乙。", ("乙。", "甲。乙。")),
        ("「甲。」乙。丙。", "「甲。」乙。丁。", ("（略）丙。", "（略）丁。")),
        ("", "甲。", ("", "甲。")),
        (
            f"{'甲' * 50}、市の、乙を、庁舎に、{'丙' * 50}。",
            f"{'甲' * 50}、市の、丁を、庁舎に、{'丙' * 50}。",
            ("（略）市の、乙を、庁舎に、（略）", "（略）市の、丁を、庁舎に、（略）"),
        ),
        ("検討", "実施", ("検討", "実施")),
    ],
)
def test_of_two_texts_only_the_sentences_that_differ_are_shown(
    before: str, after: str, shown: tuple[str, str]
) -> None:
    assert excerpts(before, after) == shown


def test_a_measure_knows_its_own_notes_only() -> None:
    whole = corrected(plan_of("minamo"), ("planned", "○", "◎"))
    revision = Revision(whole.years[1], "e1", Revised.TITLE, None, "甲", "乙", "")
    report = derive(replace(whole, revisions=(revision,)))
    notes = {measure.id: report.notes(measure) for measure in whole.measures}
    assert [id_ for id_, note in notes.items() if note.corrections] == ["w1"]
    assert [id_ for id_, note in notes.items() if note.revisions] == ["e1"]
    step = notes["l1"].step
    assert step is not None and step.is_down


def test_a_measure_has_its_notes_in_their_order_and_no_step_without_two_years() -> None:
    whole = corrected(plan_of("minamo"), ("planned", "○", "◎"), ("actions", "甲。", "乙。"))
    report = derive(replace(whole, reported=whole.reported[:1]))
    first, second, *_ = whole.measures
    notes = report.notes(first)
    assert notes.step is None
    assert [note.correction.column for note in notes.corrections] == ["actions", "planned"]
    assert report.notes(second) == Notes(None, (), ())
