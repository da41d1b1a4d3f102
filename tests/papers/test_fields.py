"""All that a plan publishes stands in the full table on paper, whatever its shape.

What is looked for is asked of the plan, field by field; none is named here but the one that only the
tally has.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import COMPILED, OTHERS, PLANS, ROOT, parsed, plan_of
from fill import filled
from grouping import refiled
from lxml import html
from made import LETTERS, PAPERS, plan, squeezed

from planreport import paths
from planreport.papers.document import document
from planreport.papers.layout import lay_out
from planreport.paragraphs import BULLET, paragraphs
from planreport.plan import Plan
from planreport.plan.fields import Choice, Field, Kind
from planreport.plan.measures import Measure
from planreport.plan.settings import Paper
from planreport.report.derive import Report, derive
from planreport.templating import environment

A3, A4, _ = PAPERS


def words(*labels: str) -> dict[str, Choice]:
    return {label: Choice(n, label, f"{label}の意味") for n, label in enumerate(labels, 1)}


EFFECT = Field("effect", "有効性", Kind.CHOICE, "", words("高い", "低い"))
THRIFT = Field("thrift", "効率性（費用と効果）", Kind.CHOICE, "", words("おおむね妥当", "要改善"))
COST = Field("cost", "決算額", Kind.NUMBER, "", unit="千円", is_summed=True)
TOTAL = Field("total", "総事業費", Kind.NUMBER, "", unit="千円")
SDGS = Field("sdgs", "SDGs", Kind.CHOICE, "", words("目標5", "目標10"))
RELATED = Field("related", "関連計画", Kind.TEXT, "")


def enriched(made: Plan) -> Plan:
    """Stages that are compared, with grades, a number and details beside them."""

    def say(measure: Measure) -> Measure:
        years = tuple(
            replace(
                record,
                choices={
                    **record.choices,
                    EFFECT.name: EFFECT.choices["高い"],  # type: ignore[index]
                    THRIFT.name: THRIFT.choices["要改善"],  # type: ignore[index]
                },
                texts={**record.texts, COST.name: "-12345.5"},
            )
            for record in measure.years
        )
        details = {"total": ("9876543",), "sdgs": ("目標5", "目標10"), "related": ("総合計画",)}
        return replace(measure, years=years, details=details)

    usual = [field for field in made.fields if not field.is_scheduled]
    return replace(
        refiled(made, lambda it: replace(it, measure=say(it.measure))),
        own_fields=(*usual, EFFECT, THRIFT, COST),
        details=(TOTAL, SDGS, RELATED),
    )


MADE: dict[str, Callable[[], Plan]] = {
    "stages with grades": lambda: enriched(plan()),
    "ten years of stages with grades": lambda: enriched(plan(years=10)),
}


@pytest.fixture(scope="module", params=[*PLANS, *OTHERS, *MADE])
def report(request: pytest.FixtureRequest) -> Report:
    name: str = request.param
    return derive(MADE[name]() if name in MADE else plan_of(name))


@pytest.fixture(scope="module", params=[A3, A4], ids=lambda form: form.title)
def form(request: pytest.FixtureRequest) -> Paper:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def page(report: Report, form: Paper) -> html.HtmlElement:
    return parsed(document(environment(ROOT / "templates", COMPILED), report, form))


def of_measures(page: html.HtmlElement) -> dict[str, list[html.HtmlElement]]:
    """The rows of each measure, by its anchor."""
    found: dict[str, list[html.HtmlElement]] = {}
    for row in page.xpath("//section[@class='goal']/table/tbody/tr"):
        for anchor in row.xpath("th/@id"):
            rows = found.setdefault(anchor, [])
        rows.append(row)
    return found


def text(*parts: html.HtmlElement) -> str:
    return squeezed("".join(part.text_content() for part in parts))


def sentences(said: str) -> list[str]:
    """Between which a text may be cut."""
    parts = (part.removeprefix(BULLET).strip() for part in paragraphs(said))
    return [squeezed(one) for part in parts for one in re.split("(?<=。)", part) if one]


def shown_once(plan: Plan, measure: Measure) -> Iterator[str]:
    for field in plan.details:
        yield from (field.shown(value) for value in measure.details.get(field.name, ()))


def test_every_published_field_stands_in_the_rows_of_its_measure(
    report: Report, form: Paper, page: html.HtmlElement
) -> None:
    plan = report.plan
    rows = of_measures(page)
    narrated = lay_out(report, form, LETTERS).narrated
    # The usual category, of plans that declare nothing, is counted by the tally alone.
    fields = [
        field
        for field in plan.fields
        if field.is_published and (plan.own_fields or field.name != "assessment")
    ]
    sought = 0
    for measure in plan.measures:
        of_it = rows[paths.measure_anchor(measure.id)]
        whole, statuses = text(*of_it), [text(cell) for cell in of_it[0].xpath("td")]
        missing = [once for once in shown_once(plan, measure) if squeezed(once) not in whole]
        for record in measure.years:
            for field in fields:
                cell = record.cell(field.name)
                if field.choices:
                    if record.fiscal_year in plan.shown_years:
                        place = plan.shown_years.index(record.fiscal_year)
                        place -= len(plan.shown_years)
                        missing += [cell] if cell not in statuses[place] else []
                        sought += 1
                elif record.fiscal_year in narrated:
                    said = sentences(field.shown(cell))
                    missing += [one for one in said if one not in whole]
                    sought += len(said)
        assert missing == [], (measure.title, missing)
    assert sought


def test_the_key_says_what_the_words_mean(report: Report, page: html.HtmlElement) -> None:
    said = text(page)
    for field in (*report.plan.beside, *report.plan.details):
        for choice in (field.choices or {}).values():
            assert squeezed(choice.label + choice.explained) in said


def test_what_adds_up_is_summed_for_each_item(report: Report, page: html.HtmlElement) -> None:
    sections = page.xpath("//section[@class='goal']")
    for goal, section in zip(report.goals, sections, strict=True):
        tables = section.xpath(".//table[@class='sums']")
        for sums, table in zip((it for it in goal.sums if it.rows), tables, strict=True):
            for row, shown in zip((*sums.rows, sums.whole), table.xpath("tbody/tr"), strict=True):
                said = text(shown)
                assert said.startswith(squeezed(row.label))
                for one in row.sums:
                    assert one.shown in said
                    unit = report.plan.terms.unit
                    of = f"{one.size}{unit}中{one.counted}{unit}"
                    assert (of in said) or not (one.counted and one.missing)
                    assert not one.counted or one.number == Decimal(
                        one.shown.replace(",", "").replace("−", "-")
                    )


def test_years_that_say_as_much_as_each_other_are_as_wide(form: Paper) -> None:
    for even in map(plan_of, PLANS):
        widths = lay_out(derive(even), form, LETTERS).narratives
        assert len(set(widths)) == 1


def test_a_year_that_says_far_more_is_wider_and_no_other_too_narrow(form: Paper) -> None:
    for name in ("takanohara", "asanagi"):
        layout = lay_out(derive(plan_of(name)), form, LETTERS)
        assert layout.narratives[-1] > 1.3 * layout.narratives[0]
        assert min(map(layout.characters, layout.narratives)) >= 11


@pytest.mark.pdf
@pytest.mark.parametrize(("name", "form"), [("takanohara", A3), ("asanagi", A4)], ids=["A3", "A4"])
def test_a_long_list_of_what_lags_is_whole_and_leaves_no_sheet_nearly_empty(
    name: str, form: Paper, built_once: Callable[[str], Path], tmp_path: Path
) -> None:
    report = derive(plan_of(name))
    html_ = document(environment(ROOT / "templates", COMPILED), report, form)
    listed = parsed(html_).xpath("//table[@class='behind']/tbody/tr/th")
    assert [squeezed(one.text_content()) for one in listed] == [
        squeezed(entry.measure.heading) for entry in report.lagging
    ]
    used = filled(built_once(name) / "output" / form.file, tmp_path)
    assert min(used[:-1]) > 0.5
    assert sum(used[:-1]) / len(used[:-1]) > 0.88


@pytest.mark.pdf
def test_long_texts_leave_little_of_a_sheet_empty(
    built_once: Callable[[str], Path], tmp_path: Path
) -> None:
    used = filled(built_once("takanohara") / "output" / A3.file, tmp_path)
    assert sum(used) / len(used) > 0.85
    assert len(used) < 17
