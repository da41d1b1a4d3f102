"""What the script of the matrix is given to search."""

import json

from conftest import Site

from planreport import search


def test_every_text_has_its_place(site: Site) -> None:
    index = search.index(site.report)
    plan = site.report.plan
    measures = list(plan.measures)
    assert len(index.entries) == len(measures)
    for entry, measure in zip(index.entries, measures, strict=True):
        assert len(entry.texts) == len(index.places)
        texts = dict(zip(index.places, entry.texts, strict=True))
        assert texts[plan.terms.measure] == measure.title
        assert texts["担当課"] == measure.department
        for year in plan.reported:
            record = measure.in_year(year)
            assert texts[f"{year}の{plan.terms.actions}"] == (record.actions if record else "")


def test_the_facts_of_a_year_stand_beside_it(site: Site) -> None:
    index = search.index(site.report)
    for entry, measure in zip(index.entries, site.report.plan.measures, strict=True):
        assert set(index.years) >= {facts.year for facts in entry.years}
        for facts, record in zip(entry.years, measure.years, strict=True):
            assert facts.year == str(record.fiscal_year.year)
            assert facts.standing == (record.standing.code if record.standing else "")
            assert facts.status == (record.progress.label if record.progress else "")


def test_the_script_gets_nothing_that_is_not_published(site: Site) -> None:
    given = json.loads(search.as_json(search.index(site.report)))
    assert set(given) == {"years", "places", "measures"}
    assert "remarks" not in given["measures"][0]


def test_only_what_occurs_can_be_chosen(site: Site) -> None:
    index = search.index(site.report)
    plan = site.report.plan
    assert set(index.departments) == {m.department for m in plan.measures if m.department}
    recorded = {r.assessment.label for m in plan.measures for r in m.years if r.assessment}
    assert set(index.assessments) == recorded
