"""The form as somebody else's Excel sees it: what can be filled in, with what, and how it prints."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from collecting import blank, plan_of, reported, said
from grouping import refiled
from openpyxl.utils import get_column_letter

from planreport.plan import Plan
from planreport.plan.collection import Collection
from planreport.plan.fields import Kind
from planreport.plan.measures import Measure
from planreport.workbook import department_name, departments, file_names, form

HEADER = 6


@pytest.fixture(scope="module", params=["shipped", "minamo"])
def plan(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return plan_of(request.param, tmp_path_factory.mktemp("form"))


@pytest.fixture(scope="module")
def collection(plan: Plan) -> Collection:
    return blank(plan, plan.years[-1])


@pytest.fixture(scope="module")
def workbook(plan: Plan, collection: Collection) -> Any:
    return openpyxl.load_workbook(io.BytesIO(form(plan, collection, None)))


@pytest.fixture
def sheet(workbook: Any) -> Any:
    return workbook["入力"]


def columns(sheet: Any) -> dict[str, str]:
    """The letters of each heading's column."""
    return {cell.value: cell.column_letter for cell in sheet[HEADER]}


def asked(sheet: Any) -> list[str]:
    return [column for heading, column in columns(sheet).items() if heading.startswith("【入力")]


def rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    yield from sheet.iter_rows(HEADER + 1)


def test_the_top_says_whose_form_it_is(plan: Plan, collection: Collection, sheet: Any) -> None:
    top = [(row[0].value, row[1].value) for row in sheet.iter_rows(2, 4)]
    assert top == [
        ("計画", plan.title),
        ("年度", collection.fiscal_year.full),
        ("担当課", "全て"),
    ]


def test_every_measure_has_a_row_with_what_it_needs(
    plan: Plan, collection: Collection, sheet: Any
) -> None:
    terms, year, last = plan.terms, plan.years[-1], plan.years[-2]
    at = columns(sheet)
    for number, answer in enumerate(collection.answers, HEADER + 1):
        measure, before = answer.subject, answer.subject.in_year(last)
        assert before
        shown = {
            "番号": measure.id,
            terms.measure: measure.title,
            terms.summary: "\n".join(f"・{point}" for point in measure.summary),
            f"{year}の\n{terms.planned}": answer.record.cell("planned"),
        }
        if before.progress:
            shown[f"{last}の\n{terms.progress}"] = before.progress.label
            shown[f"{last}の\n{terms.actions}"] = before.actions
        assert {heading: sheet[f"{at[heading]}{number}"].value for heading in shown} == shown
    assert sheet.max_row == HEADER + len(collection.answers)


def test_the_inputs_are_numbered_and_named_in_the_plans_words(plan: Plan, sheet: Any) -> None:
    assert [heading for heading in columns(sheet) if heading.startswith("【入力")] == [
        f"【入力1】{plan.terms.progress}",
        f"【入力2】{plan.terms.actions}",
        "【入力3】区分",
        "【入力4】備考（公表しません）",
    ]


def test_only_the_inputs_can_be_filled_in(sheet: Any, workbook: Any) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            is_input = cell.row > HEADER and cell.column_letter in asked(sheet)
            assert cell.protection.locked is not is_input, cell.coordinate
    for one in workbook:
        assert one.protection.sheet
        assert one.protection.password is None
    # In the file 1 means that it is forbidden.
    allowed = ("formatColumns", "formatRows", "sort", "autoFilter", "selectLockedCells")
    assert not any(getattr(sheet.protection, name) for name in allowed)
    assert sheet.protection.deleteRows
    assert sheet.protection.insertColumns


def test_what_was_answered_already_is_in_the_inputs(plan: Plan) -> None:
    year = plan.reported[-1]
    collection = reported(plan, year)
    sheet = openpyxl.load_workbook(io.BytesIO(form(plan, collection, None)))["入力"]
    progress, actions, assessment, _ = asked(sheet)
    for number, answer in enumerate(collection.answers, HEADER + 1):
        assert answer.record.progress
        assert sheet[f"{progress}{number}"].value == answer.record.progress.label
        assert sheet[f"{actions}{number}"].value == answer.record.actions
        label = answer.record.assessment.label if answer.record.assessment else None
        assert sheet[f"{assessment}{number}"].value == label


def test_the_lists_offer_the_plans_words_and_no_other(
    plan: Plan, sheet: Any, workbook: Any
) -> None:
    limits: list[int] = []
    offered = {}
    for validation in sheet.data_validations.dataValidation:
        assert validation.showInputMessage
        assert validation.promptTitle
        assert validation.prompt
        assert validation.showErrorMessage
        assert validation.error
        column = re.match("[A-Z]+", str(validation.sqref))
        assert column
        assert str(validation.sqref) == f"{column[0]}{HEADER + 1}:{column[0]}{sheet.max_row}"
        if validation.type == "list":
            name, cells = validation.formula1.split("!")
            source = workbook[name.strip("'")][cells.replace("$", "")]
            offered[column[0]] = [row[0].value for row in source]
        else:
            assert (validation.type, validation.operator) == ("textLength", "lessThanOrEqual")
            limits.append(int(validation.formula1))
    progress, _, assessment, _ = asked(sheet)
    assert limits == [field.limit for field in plan.fields if field.kind is Kind.TEXT]
    assert offered == {
        progress: [status.label for status in plan.statuses],
        assessment: [category.label for category in plan.assessments],
    }
    assert sheet.data_validations.count == 4


def test_a_plan_without_assessments_is_not_asked_for_them(
    plan: Plan, collection: Collection
) -> None:
    content = form(replace(plan, assessments=()), collection, None)
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    assert [heading for heading in columns(workbook["入力"]) if "【入力3】" in heading] == [
        "【入力3】備考（公表しません）"
    ]
    assert "区分" not in {cell.value for row in workbook["記入方法"].iter_rows() for cell in row}


def test_a_plan_without_summaries_has_no_column_for_them(plan: Plan) -> None:
    bare = refiled(plan, lambda it: replace(it, measure=replace(it.measure, summary=())))
    content = form(bare, blank(bare, bare.years[-1]), None)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["入力"]
    assert plan.terms.summary not in columns(sheet)


def test_the_first_year_has_no_year_before(plan: Plan) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(form(plan, blank(plan, plan.years[0]), None)))["入力"]
    of_years = [heading for heading in columns(sheet) if "年度の" in heading]
    assert of_years == [f"{plan.years[0]}の\n{plan.terms.planned}"]


def test_the_number_of_characters_is_the_only_formula(plan: Plan, sheet: Any) -> None:
    actions = columns(sheet)[f"【入力2】{plan.terms.actions}"]
    length = columns(sheet)["文字数"]
    formulas = {
        cell.coordinate: cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert formulas == {
        f"{length}{row}": f"=LEN({actions}{row})" for row in range(HEADER + 1, sheet.max_row + 1)
    }


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "http://a.example", "1e3", "007"])
def test_nothing_that_was_typed_becomes_anything_but_text(
    plan: Plan, collection: Collection, text: str
) -> None:
    def typed(measure: Measure) -> Measure:
        return replace(measure, title=text, summary=(text,), departments=(text,))

    answers = tuple(
        said(replace(answer, subject=typed(answer.subject)), {"actions": text, "remarks": text})
        for answer in collection.answers
    )
    content = form(replace(plan, title=text), replace(collection, answers=answers), text)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["入力"]
    written = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(written) >= 2 + 3 * len(answers)
    for cell in written:
        assert cell.data_type in ("s", "inlineStr")
        assert cell.hyperlink is None


def test_it_prints_on_a3_as_wide_as_the_paper(workbook: Any) -> None:
    sheet, guide = workbook["入力"], workbook["記入方法"]
    last = f"{get_column_letter(sheet.max_column)}${sheet.max_row}"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.print_area == f"'入力'!$A$1:${last}"
    assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
    assert "&P / &N" in f"&{sheet.oddFooter.right.text}"
    assert (guide.page_setup.paperSize, guide.page_setup.orientation) == (9, "portrait")
    for one in workbook:
        assert one.sheet_properties.pageSetUpPr.fitToPage
        assert (one.page_setup.fitToWidth or 1, one.page_setup.fitToHeight) == (1, 0)


def test_headings_number_and_title_stay_in_view(sheet: Any) -> None:
    assert sheet.freeze_panes == f"C{HEADER + 1}"
    assert sheet.auto_filter.ref.startswith(f"A{HEADER}:")


def test_a_row_shows_the_whole_of_its_texts(plan: Plan, collection: Collection) -> None:
    """Long texts widen their columns, so that no row is higher than a screen, nor than Excel allows."""
    text = "地域の見守り活動を支える仕組みを整えた。" * 40
    actions = tuple(said(answer, {"actions": text}) for answer in collection.answers)
    content = form(plan, replace(collection, answers=actions), None)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["入力"]
    column = columns(sheet)[f"【入力2】{plan.terms.actions}"]
    in_a_line = sheet.column_dimensions[column].width * 7 / (10 * 96 / 72)
    for number in range(HEADER + 1, sheet.max_row + 1):
        assert len(text) / in_a_line * 10 * 1.3 <= sheet.row_dimensions[number].height <= 409


def test_the_guide_explains_every_word(plan: Plan, workbook: Any) -> None:
    said = {row[1].value: row[2].value for row in workbook["記入方法"].iter_rows()}
    for status in plan.statuses:
        assert status.meaning in said[status.label]
        assert said[status.label].startswith(status.reading)
    for category in plan.assessments:
        assert (said[category.label] or "") == category.meaning


def test_the_same_input_gives_the_same_bytes(plan: Plan, collection: Collection) -> None:
    content = form(plan, collection, None)
    assert form(plan, collection, None) == content
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    assert workbook.properties.created == datetime.combine(plan.updated, datetime.min.time())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_a_department_gets_its_own_measures(plan: Plan, collection: Collection) -> None:
    for department in departments(collection):
        sheet = openpyxl.load_workbook(io.BytesIO(form(plan, collection, department)))["入力"]
        assert sheet["B4"].value == department_name(department)
        assert [row[0].value for row in rows(sheet)] == [
            answer.subject.id
            for answer in collection.answers
            if answer.subject.department == department
        ]


def test_a_department_without_measures_gets_an_empty_form(
    plan: Plan, collection: Collection
) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(form(plan, collection, "ない課")))["入力"]
    assert sheet.max_row == HEADER


def of_departments(plan: Plan, *departments: str) -> Collection:
    """A collection with a measure for each of these departments."""
    answer = blank(plan, plan.years[-1]).answers[0]
    answers = tuple(
        replace(answer, subject=replace(answer.subject, departments=(department,)))
        for department in departments
    )
    return Collection(plan.years[-1], answers)


def test_departments_are_in_order_and_those_of_none_last(plan: Plan) -> None:
    assert departments(of_departments(plan, "", "乙課", "甲課", "乙課")) == ("乙課", "甲課", "")


def test_files_are_named_after_the_year_and_the_department(plan: Plan) -> None:
    year = plan.years[-1]
    assert file_names(of_departments(plan, "環境政策課", "")) == {
        None: f"{year}_全て.xlsx",
        "環境政策課": f"{year}_環境政策課.xlsx",
        "": f"{year}_担当課未設定.xlsx",
    }


def test_no_file_has_a_name_that_windows_forbids_or_that_another_has(plan: Plan) -> None:
    strange = (
        "a/b",
        "a:b",
        "A\\B",
        'x"<>|?*',
        "全て",
        "担当課未設定",
        "",
        "が",
        "か\u3099",
        " ",
        "課" * 99,
    )
    names = file_names(of_departments(plan, *strange))
    assert len({name.casefold() for name in names.values()}) == len(names) == len(strange) + 1
    for name in names.values():
        assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', name)
        assert len(name.encode()) <= 255
    year = plan.years[-1]
    assert [names["a/b"], names["a:b"], names["A\\B"]] == [
        f"{year}_a_b.xlsx",
        f"{year}_a_b_2.xlsx",
        f"{year}_A_B_3.xlsx",
    ]
