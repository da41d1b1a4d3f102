"""The reader understands what can be understood and refuses the rest, in these very words.

`pytest tests/workbook --update-golden` writes the words of damaged.toml anew: read the diff.
"""

import io
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from collecting import blank, fill, measured, plan_of, reported, said
from conftest import Golden
from damaged import damaged
from grouping import PATHS, WORDS, make_grouped, refiled
from hypothesis import given, strategies as st
from openpyxl.utils import get_column_letter
from trying import some_examples

from planreport.check import check
from planreport.load import Row, load
from planreport.place import Place
from planreport.plan import Plan
from planreport.plan.collection import Collection, of_reported
from planreport.plan.measures import Group
from planreport.workbook import Reading, form, known_measures, read

FILE = Path(__file__).with_name("damaged.toml")
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
OF_READINGS = ("indicator_id", "fiscal_year", "value", "state", "grade", "note")
COLUMNS = ("measure_id", "progress", "actions", "assessment", "remarks")


@pytest.fixture(scope="module")
def minamo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Collection]:
    plan = plan_of("minamo", tmp_path_factory.mktemp("read"))
    return plan, blank(plan, plan.years[-1])


@pytest.fixture(scope="module")
def filled(minamo: tuple[Plan, Collection]) -> bytes:
    """The form with the answers for w1 and w2 that the cases begin with."""
    plan, collection = minamo
    first, second, *rest = collection.answers
    answers = (
        said(
            first,
            {"actions": "水質を12回測り、広報紙で知らせた。", "remarks": "数は見込み。"},
            progress=plan.statuses[3],
            assessment=plan.assessments[0],
        ),
        said(second, {"actions": "40軒を訪問した。"}, progress=plan.statuses[2]),
        *rest,
    )
    return form(plan, replace(collection, answers=answers), None)


@pytest.fixture(scope="module")
def indicators(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Collection]:
    return measured(tmp_path_factory.mktemp("read"))


@pytest.fixture(scope="module")
def asked_indicators(indicators: tuple[Plan, Collection]) -> bytes:
    """The form as it is sent out."""
    return form(*indicators, None)


@pytest.fixture(scope="module")
def filled_indicators(asked_indicators: bytes) -> bytes:
    """The form with the values that the cases of indicators begin with."""
    values = {"J7": 83, "M7": "順調", "J9": 5200, "L9": "速報", "J12": 1118}
    return fill(asked_indicators, values, "指標")


@pytest.mark.parametrize(
    "case", [case for case in CASES if not case.get("indicators")], ids=lambda case: case["name"]
)
def test_a_form_to_which_this_happened_gives_these_words(
    case: dict[str, Any], minamo: tuple[Plan, Collection], filled: bytes, golden: Golden
) -> None:
    file = case.get("file", "令和3年度_全て.xlsx")
    golden(FILE, case, told(read(file, damaged(filled, case), known_measures(*minamo))))


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.get("indicators")], ids=lambda case: case["name"]
)
def test_a_sheet_of_indicators_to_which_this_happened_gives_these_words(
    case: dict[str, Any],
    indicators: tuple[Plan, Collection],
    filled_indicators: bytes,
    golden: Golden,
) -> None:
    content = damaged(filled_indicators, case)
    golden(FILE, case, told(read("令和3年度_全て.xlsx", content, known_measures(*indicators))))


def test_no_two_cases_have_the_same_name() -> None:
    names = [case["name"] for case in CASES]
    assert sorted(set(names)) == sorted(names)


def told(reading: Reading) -> str:
    """All that a reading says, a line each: the answers, then what was noted and what is wrong."""
    answers = [" | ".join(row[column] for column in COLUMNS) for row in reading.answers]
    answers += [" | ".join(row[column] for column in OF_READINGS) for row in reading.values]
    return "".join(f"{line}\n" for line in (*answers, *reading.notes, *reading.problems))


def test_what_is_filled_in_comes_back_with_the_place_of_each_cell(
    minamo: tuple[Plan, Collection],
) -> None:
    content = fill(form(*minamo, "環境政策課"), {"I8": "△", "J8": "調べた。", "M9": "なし"})
    reading = read("環境政策課.xlsx", content, known_measures(*minamo))
    assert (reading.notes, reading.problems) == ((), ())
    place = Place("環境政策課.xlsx", 8, "", "入力")
    assert reading.answers[0] == Row(
        place,
        {
            "measure_id": "w3",
            "progress": "△",
            "actions": "調べた。",
            "assessment": "",
            "remarks": "",
        },
        {
            name: replace(place, column=column)
            for name, column in zip(COLUMNS, "AIJLM", strict=True)
        },
    )
    assert [row["measure_id"] for row in reading.answers] == ["w3", "l1"]


@pytest.mark.parametrize("name", ["shipped", "minamo"])
def test_all_that_a_plan_knows_goes_there_and_back(name: str, tmp_path: Path) -> None:
    plan = plan_of(name, tmp_path)
    for year in plan.reported:
        collection = reported(plan, year)
        reading = read("x.xlsx", form(plan, collection, None), known_measures(plan, collection))
        assert (reading.notes, reading.problems) == ((), ())
        assert [tuple(row.cells.values()) for row in reading.answers] == [
            (
                answer.subject.id,
                *(answer.record.cell(field.name) for field in plan.fields if field.is_asked),
            )
            for answer in collection.answers
        ]


def test_a_plan_without_assessments_has_none_to_read(minamo: tuple[Plan, Collection]) -> None:
    plan = replace(minamo[0], assessments=())
    content = fill(form(plan, minamo[1], None), {"I7": "△", "J7": "測った。", "L7": "なし"})
    assert (
        told(read("x.xlsx", content, known_measures(plan, minamo[1])))
        == "w1 | △ | 測った。 |  | なし\n"
    )


def numbered(plan: Plan) -> tuple[Plan, Collection]:
    """The plan with numbers for ids, statuses and assessments, as many plans have them."""
    statuses = tuple(replace(s, label=str(s.order), reading="") for s in plan.statuses)
    assessments = tuple(replace(a, label=str(n)) for n, a in enumerate(plan.assessments, 1))
    collection = blank(plan, plan.years[-1])
    answers = tuple(
        said(
            replace(answer, subject=replace(answer.subject, id=str(n))),
            {},
            planned=statuses[list(plan.statuses).index(answer.record.choices["planned"])],
        )
        for n, answer in enumerate(collection.answers, 1)
    )
    known = {
        was.subject.id: answer.subject
        for was, answer in zip(collection.answers, answers, strict=True)
    }
    plan = refiled(
        plan,
        lambda it: replace(it, measure=known[it.measure.id]) if it.measure.id in known else None,
    )
    return (
        replace(plan, statuses=statuses, assessments=assessments),
        replace(collection, answers=answers),
    )


def test_numbers_are_the_ids_and_labels_that_they_show(minamo: tuple[Plan, Collection]) -> None:
    plan, collection = numbered(minamo[0])
    cells: dict[str, object] = {"A7": 1, "I7": 3, "J7": "測った。", "L7": 2, "A8": 2.0, "I8": "４"}
    reading = read(
        "x.xlsx", fill(form(plan, collection, None), cells), known_measures(plan, collection)
    )
    assert told(reading) == (
        "1 | 3 | 測った。 | 2 | \n"
        "2 | 4 |  |  | \n"
        "注意: x.xlsx シート「入力」 I8: 「４」を「4」と読みました。\n"
    )


def test_words_that_look_alike_are_told_apart_or_refused(minamo: tuple[Plan, Collection]) -> None:
    """With the letter O and a circle in the plan, a zero-like sign could be either."""
    plan, collection = minamo
    labels = ("O", "○", "△", "◎")
    statuses = tuple(
        replace(status, label=label, reading="")
        for status, label in zip(plan.statuses, labels, strict=True)
    )
    plan = replace(plan, statuses=statuses)
    cells: dict[str, object] = {"I7": "O", "I8": "○", "I9": "◯"}
    reading = read(
        "x.xlsx", fill(form(plan, collection, None), cells), known_measures(plan, collection)
    )
    assert [row["progress"] for row in reading.answers] == ["O", "○", "◯"]
    assert [str(problem.place) for problem in reading.problems] == ["x.xlsx シート「入力」 I9"]


def test_a_plan_may_call_several_things_by_one_word(minamo: tuple[Plan, Collection]) -> None:
    plan, collection = minamo
    terms = replace(
        plan.terms,
        goal="施策",
        item=("施策",),
        measure="施策",
        summary="施策",
        progress="実績",
        actions="実績",
    )
    plan = replace(plan, terms=terms)
    cells: dict[str, object] = {"I7": "△", "J7": "測った。"}
    reading = read(
        "x.xlsx", fill(form(plan, collection, None), cells), known_measures(plan, collection)
    )
    assert told(reading) == "w1 | △ | 測った。 |  | \n"


def test_a_form_that_tells_two_levels_of_groups_is_read_back(tmp_path: Path) -> None:
    plan = check(load(make_grouped(tmp_path / "grouped", levels=2))).plan
    collection = blank(plan, plan.years[-1])
    content = form(plan, collection, None)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["入力"]
    head = [cell.value for cell in sheet[6]]
    assert head[2:5] == [plan.terms.goal, *WORDS[-2:]]
    for row in sheet.iter_rows(7, values_only=True):
        assert row[3:5] == PATHS[row[0]][-2:]
    inputs = [n for n, heading in enumerate(head, 1) if heading.startswith("【入力")]
    progress, actions = (get_column_letter(column) for column in inputs[:2])
    content = fill(content, {f"{progress}7": "△", f"{actions}7": "測った。"})
    reading = read("x.xlsx", content, known_measures(plan, collection))
    assert told(reading) == "w1 | △ | 測った。 |  | \n"


@pytest.mark.whole
def test_three_thousand_rows_are_read_whole(minamo: tuple[Plan, Collection]) -> None:
    plan, collection = minamo
    answer = collection.answers[0]
    measures = [replace(answer.subject, id=f"m{n}", title=f"事業{n}") for n in range(3000)]
    plan = replace(plan, goals=(replace(plan.goals[0], top=Group((), tuple(measures))),))
    text = "市民への説明会を開き、出された意見を計画に反映した。" * 8
    answers = tuple(
        said(replace(answer, subject=measure), {"actions": text}, progress=plan.statuses[0])
        for measure in measures
    )
    collection = replace(collection, answers=answers)
    content = form(plan, collection, None)
    reading = read("x.xlsx", content, known_measures(plan, collection))
    assert len(reading.answers) == 3000
    assert (reading.notes, reading.problems) == ((), ())


@pytest.mark.whole
@given(number=st.decimals(-(10**8), 10**8, allow_nan=False, places=1))
@some_examples(60)
def test_any_value_comes_back_as_it_was_typed(
    indicators: tuple[Plan, Collection], asked_indicators: bytes, number: Decimal
) -> None:
    typed = f"{number:f}".replace("-0.0", "0.0")
    content = fill(asked_indicators, {"J8": float(number), "J10": typed}, "指標")
    reading = read("x.xlsx", content, known_measures(*indicators))
    assert (reading.notes, reading.problems) == ((), ())
    said = {row["indicator_id"]: row["value"] for row in reading.values if row["value"]}
    assert said == {"k2": typed, "k4": typed}


def test_all_that_is_known_of_indicators_goes_there_and_back(tmp_path: Path) -> None:
    plan = measured(tmp_path)[0]
    for year in plan.reported:
        collection = of_reported(plan, year)
        reading = read("x.xlsx", form(plan, collection, None), known_measures(plan, collection))
        assert (reading.notes, reading.problems) == ((), ())
        told = {
            row["indicator_id"]: row
            for row in reading.values
            if row["fiscal_year"] == str(year.year)
        }
        assert list(told) == [one.subject.id for one in collection.readings]
        for one in collection.readings:
            cells = {
                name: told[one.subject.id][name] for name in ("value", "state", "grade", "note")
            }
            assert {name: cell for name, cell in cells.items() if cell} == {
                name: cell for name, cell in one.record.cells.items() if name in cells
            }
