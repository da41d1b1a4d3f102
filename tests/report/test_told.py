"""What years say in words, under headings on a page and in one cell of the table."""

from dataclasses import replace

from conftest import plan_of

from planreport.plan import Plan
from planreport.plan.fields import Field, Kind, Schedule
from planreport.plan.measures import Measure, YearRecord
from planreport.report.told import narrative, told

DONE = Field("done", "取組", Kind.TEXT, "", is_required=True)
NEXT = Field("next", "今後", Kind.TEXT, "")


def plan(*fields: Field) -> Plan:
    return replace(plan_of("minamo"), schedule=Schedule.NONE, own_fields=fields)


def measure(of: Plan, *texts: dict[str, str]) -> Measure:
    """With what it says in each of the plan's first years; one that says nothing was published so."""
    years = tuple(
        YearRecord(year, {}, said, lead="", is_due=True)
        for year, said in zip(of.years, texts, strict=False)
    )
    return replace(next(of.measures), years=years)


def said(of: Plan, one: Measure) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(heading, [(it.label, it.text) for it in its]) for heading, its in told(of, one)]


def test_several_texts_stand_under_their_year_the_newest_first() -> None:
    of = plan(DONE, NEXT)
    one = measure(of, {"done": "測った。", "next": "増やす。"}, {"done": "増やした。"})
    first, second = (year.full for year in of.years[:2])
    assert said(of, one) == [
        (second, [("取組", "増やした。")]),
        (first, [("取組", "測った。"), ("今後", "増やす。")]),
    ]


def test_of_a_text_that_is_alone_the_other_years_stand_under_it() -> None:
    of = plan(DONE)
    one = measure(of, {"done": "測った。"}, {"done": "増やした。"})
    first, second = (year.full for year in of.years[:2])
    assert said(of, one) == [
        (f"{second}の取組", [("", "増やした。")]),
        ("ほかの年度の取組", [(first, "測った。")]),
    ]


def test_what_should_have_been_said_is_empty_and_in_a_cell_called_so() -> None:
    of = plan(DONE, NEXT)
    one = measure(of, {"next": "増やす。"})
    assert said(of, one) == [(of.years[0].full, [("取組", ""), ("今後", "増やす。")])]
    assert narrative(of, one.years[0]) == "【取組】未報告|【今後】増やす。"


def test_in_a_cell_each_of_several_texts_is_a_paragraph_behind_its_label() -> None:
    of = plan(DONE, NEXT)
    one = measure(of, {"done": "・北で測った。|・南で測った。", "next": "増やす。"})
    assert narrative(of, one.years[0]) == "【取組】|・北で測った。|・南で測った。|【今後】増やす。"
    assert narrative(plan(DONE), one.years[0]) == "・北で測った。|・南で測った。"
