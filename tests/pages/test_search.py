"""What the script of the matrix is given to search."""

import json
from dataclasses import replace
from datetime import date

from conftest import Site, parsed, plan_of

from planreport import paths
from planreport.pages import search
from planreport.plan.revisions import Correction
from planreport.report.derive import derive


def test_every_text_has_its_place(site: Site) -> None:
    index = search.index(site.report)
    plan = site.report.plan
    measures = list(plan.measures)
    assert len(index.entries) == len(measures)
    for entry, measure in zip(index.entries, measures, strict=True):
        assert len(entry.texts) == len(index.places)
        texts = dict(zip(index.places, entry.texts, strict=True))
        assert texts[plan.terms.measure] == measure.title
        assert texts.get("担当課", "") == measure.department
        assert next(iter(texts)) == plan.terms.measure
        assert entry.texts[-1] in [goal.heading for goal in site.report.goals]
        for year in plan.reported:
            record = measure.in_year(year)
            assert texts[f"{year}の{plan.terms.actions}"] == (record.actions if record else "")
            label = record.assessment.label if record and record.assessment else ""
            assert texts.get(f"{year}の区分", "") == label


def test_a_place_in_which_no_measure_has_anything_costs_nothing(site: Site) -> None:
    index = search.index(site.report)
    for n, place in enumerate(index.places):
        assert any(entry.texts[n] for entry in index.entries), place
    has_any = {"shipped": False, "minamo": True}[site.name]
    for place in ("担当課", "令和2年度の区分", "計画の変更"):
        assert (place in index.places) == has_any
    assert "正誤（公表後の訂正）" not in index.places


def test_a_change_of_the_plan_is_searched_as_its_page_tells_it(site: Site) -> None:
    index = search.index(site.report)
    entries = dict(zip((m.id for m in site.report.plan.measures), index.entries, strict=True))
    for note in site.report.revisions:
        texts = dict(zip(index.places, entries[note.subject.id].texts, strict=True))
        searched = texts["計画の変更"]
        assert f"{note.revision.fiscal_year}の変更" in searched
        assert note.sentence in searched
        assert f"理由：{note.revision.reason}" in searched
        assert note.goal
        page = site.output / paths.measure_page(note.subject.id)
        shown = "".join(parsed(page).itertext())
        assert all(part in shown for part in ("計画の変更", *searched.split("　")))


def test_a_correction_is_searched_with_what_was_wrong_what_is_right_and_why() -> None:
    wrong = plan_of("minamo")
    measure = next(wrong.measures)
    correction = Correction(
        date=date(2021, 7, 1),
        measure_id=measure.id,
        fiscal_year=wrong.reported[-1],
        column="actions",
        before="水質を13回測った。",
        after="水質を31回測った。",
        reason="数え間違いでした。",
    )
    index = search.index(derive(replace(wrong, corrections=(correction,))))
    of_place = index.places.index("正誤（公表後の訂正）")
    assert [entry.texts[of_place] for entry in index.entries[1:]] == [""] * (len(index.entries) - 1)
    assert index.entries[0].texts[of_place] == (
        "令和2年度の取組状況　令和3年（2021年）7月1日に訂正しました。"
        "　誤：水質を13回測った。　正：水質を31回測った。　理由：数え間違いでした。"
    )


def test_the_facts_of_a_year_stand_beside_it(site: Site) -> None:
    index = search.index(site.report)
    for entry, measure in zip(index.entries, site.report.plan.measures, strict=True):
        assert set(index.years) >= {facts["year"] for facts in entry.years}
        for facts, record in zip(entry.years, measure.years, strict=True):
            assert facts["year"] == str(record.fiscal_year.year)
            assert facts["standing"] == (record.standing.code if record.standing else "")
            assert facts["status"] == (record.progress.label if record.progress else "")


def test_the_script_gets_nothing_that_is_not_published(site: Site) -> None:
    given = json.loads(search.as_json(search.index(site.report)))
    assert set(given) == {
        *("years", "facts", "details", "sorted_by", "order", "orders", "places", "measures"),
        "variants",
    }
    assert "remarks" not in given["measures"][0]


def test_only_what_occurs_can_be_chosen(site: Site) -> None:
    index = search.index(site.report)
    plan = site.report.plan
    assert set(index.departments) == {m.department for m in plan.measures if m.department}
    recorded = {r.assessment.label for m in plan.measures for r in m.years if r.assessment}
    offered = {field.name: set(words) for field, words in index.grades}
    assert offered == ({"assessment": recorded} if recorded else {})
