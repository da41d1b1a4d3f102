"""Forms of a measure that several departments have, and of a committee that says fields of its own."""

import io
from collections.abc import Mapping
from pathlib import Path

import libreoffice
import openpyxl
import pytest
from conftest import call, make_project, once, parsed
from matrix import ROWS
from playing import record, run
from playwright.sync_api import Browser

pytestmark = pytest.mark.whole  # each builds sites of its own

YEAR = 2022
_COMMITTEE = """
[[fields]]
name = "opinion"
label = "委員会の意見"
kind = "choice"
by = "推進委員会"
required = true

  [[fields.choices]]
  label = "妥当"

  [[fields.choices]]
  label = "要検討"

[[fields]]
name = "advice"
label = "助言"
by = "推進委員会"

[[fields]]
name = "remarks"
"""
Cells = Mapping[tuple[str, str], str]  # by the measure, and the label of a field


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Umikaze with a committee, a measure of two departments, a year opened, and its forms."""

    def make(folder: Path) -> None:
        data = make_project("umikaze", folder) / "data"
        with (data / "plan.toml").open("a", encoding="utf-8") as file:
            file.write(_COMMITTEE)
        measures = (data / "measures.csv").read_text(encoding="utf-8-sig")
        measures = measures.replace("120人増やす,こども課", "120人増やす,こども課|健康増進課")
        (data / "measures.csv").write_text(measures, encoding="utf-8")
        for path in (data / "progress").iterdir():
            head, *rows = path.read_text(encoding="utf-8-sig").splitlines()
            lines = [f"{head},opinion", *(f"{row},妥当" for row in rows)]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        run(folder, "new-year")
        run(folder, "forms", "票")

    return once(tmp_path_factory, "several", make)


@pytest.fixture
def folder(opened: Path, tmp_path: Path) -> Path:
    copy = make_project("umikaze", tmp_path / "umikaze")
    for path in (opened / "data").rglob("*.*"):
        (copy / path.relative_to(opened)).write_bytes(path.read_bytes())
    (copy / "票").mkdir()
    for path in (opened / "票").iterdir():
        (copy / "票" / path.name).write_bytes(path.read_bytes())
    return copy


def form(folder: Path, whose: str) -> Path:
    return next((folder / "票").glob(f"*_{whose}.xlsx"))


def table(path: Path) -> tuple[openpyxl.Workbook, dict[str, int], dict[str, int]]:
    """A form with its columns by heading, and its rows by measure."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    sheet = book["入力"]
    headings = {str(cell.value): cell.column for cell in sheet[6] if cell.value}
    rows = {str(sheet.cell(n, 1).value): n for n in range(7, sheet.max_row + 1)}
    return book, headings, rows


def fill(path: Path, cells: Cells) -> None:
    book, headings, rows = table(path)
    for (measure_id, label), text in cells.items():
        column = next(n for heading, n in headings.items() if heading.endswith(f"】{label}"))
        book["入力"].cell(rows[measure_id], column).value = text
    book.save(path)


def test_another_department_sees_the_measure_and_who_answers_it(folder: Path) -> None:
    book, headings, rows = table(form(folder, "健康増進課"))
    sheet = book["入力"]
    assert list(rows)[-1] == "k01"
    assert sheet.cell(rows["k01"], headings["取りまとめ"]).value == "こども課"
    assert sheet.cell(rows["k03"], headings["取りまとめ"]).value == "健康増進課"
    assert "「取りまとめ」がほかの課の行は参考で、記入は要りません。" in str(sheet["A5"].value)
    asked = [column for heading, column in headings.items() if heading.startswith("【入力")]
    for column in asked:
        known, own = (sheet.cell(rows[id_], column) for id_ in ("k01", "k03"))
        assert known.protection.locked and not own.protection.locked
        assert known.fill.start_color.rgb == sheet.cell(rows["k01"], 1).fill.start_color.rgb
    last = max(rows[id_] for id_ in rows if id_ != "k01")
    for validation in sheet.data_validations.dataValidation:
        assert {cells.max_row for cells in validation.sqref.ranges} == {last}


def test_a_department_without_such_a_measure_sees_no_such_column(folder: Path) -> None:
    for whose in ("こども課", "交通政策課", "全て"):
        assert "取りまとめ" not in table(form(folder, whose))[1]


def test_a_department_that_answers_nothing_is_named_with_who_answers_for_it(folder: Path) -> None:
    measures = (folder / "data/measures.csv").read_text(encoding="utf-8-sig")
    for lead in ("こども課|健康増進課", "健康増進課", "健康増進課"):
        measures = measures.replace(f",{lead}\n", f",{lead}|施設課\n", 1)
    (folder / "data/measures.csv").write_text(measures, encoding="utf-8")
    said = run(folder, "forms", "次の票")
    assert (
        "票はありません。\n  施設課: こども課（1項目）、健康増進課（2項目）\n担当課に送り" in said
    )
    assert not list((folder / "次の票").glob("*施設課*"))
    assert "施設課" not in run(folder, "status")


def test_what_is_written_there_is_not_taken_and_whoever_wrote_it_is_told(folder: Path) -> None:
    answers = {("k03", "達成状況"): "◎", ("k01", "達成状況"): "○"}
    fill(form(folder, "健康増進課"), answers)
    said = run(folder, "collect", "票")
    assert "「k01」はこども課が回答するので、「○」は取り込みません。" in said
    assert (record(folder, YEAR)["k03"]["result"], record(folder, YEAR)["k01"]["result"]) == (
        "◎",
        "",
    )


def test_it_is_told_as_well_where_nothing_else_was_written(folder: Path) -> None:
    fill(form(folder, "健康増進課"), {("k01", "達成状況"): "○"})
    said = run(folder, "collect", "票")
    assert "変わるところはありません。\n\n読み替えたところ（1）\n" in said
    assert "「k01」はこども課が回答するので、「○」は取り込みません。" in said


def test_what_the_leading_department_said_is_shown_and_is_no_second_answer(folder: Path) -> None:
    fill(form(folder, "こども課"), {("k01", "達成状況"): "○"})
    run(folder, "collect", "票")
    run(folder, "forms", "次の票")
    old = next((folder / "次の票").glob("*_健康増進課.xlsx"))
    book, headings, rows = table(old)
    assert book["入力"].cell(rows["k01"], headings["【入力1】達成状況"]).value == "○"
    fill(form(folder, "こども課"), {("k01", "達成状況"): "◎"})
    run(folder, "collect", "票", str(old))
    assert record(folder, YEAR)["k01"]["result"] == "◎"


def test_a_body_gets_a_form_of_its_own_with_what_departments_said(folder: Path) -> None:
    fill(
        form(folder, "こども課"),
        {("k01", "達成状況"): "○", ("k01", "備考（公表しません）"): "内部の話"},
    )
    run(folder, "collect", "票")
    run(folder, "forms", "次の票")
    book, headings, rows = table(next((folder / "次の票").glob("*_推進委員会.xlsx")))
    sheet = book["入力"]
    assert [sheet["A4"].value, sheet["B4"].value] == ["記入者", "推進委員会"]
    assert len(rows) == 48
    asked = [heading for heading in headings if heading.startswith("【入力")]
    assert asked == ["【入力1】委員会の意見", "【入力2】助言"]
    known = sheet.cell(rows["k01"], headings["令和4年度の\n達成状況"])
    assert known.value == "○" and known.protection.locked
    assert not any("備考" in heading for heading in headings)
    assert "内部の話" not in str(list(sheet.values))


def test_departments_are_not_asked_what_a_body_says(folder: Path) -> None:
    for whose in ("こども課", "全て"):
        asked = [heading for heading in table(form(folder, whose))[1] if "【入力" in heading]
        assert asked == [
            "【入力1】達成状況",
            "【入力2】取組の内容",
            "【入力3】備考（公表しません）",
        ]


def test_what_a_body_said_is_collected_beside_what_departments_said(folder: Path) -> None:
    fill(form(folder, "こども課"), {("k01", "達成状況"): "○"})
    fill(
        form(folder, "推進委員会"),
        {("k01", "委員会の意見"): "要検討", ("k01", "助言"): "急ぐこと。"},
    )
    run(folder, "collect", "票")
    row = record(folder, YEAR)["k01"]
    assert [row["result"], row["opinion"], row["advice"]] == ["○", "要検討", "急ぐこと。"]
    assert "変わるところはありません" in run(folder, "collect", "票")


def test_a_wrong_word_of_a_body_is_refused_with_its_cell(folder: Path) -> None:
    fill(form(folder, "推進委員会"), {("k01", "委員会の意見"): "要検討か"})
    done = call(folder, "collect", "票")
    assert done.returncode == 1
    assert (
        "_推進委員会.xlsx シート「入力」 J7: 知らない委員会の意見「要検討か」です。" in done.stderr
    )
    assert "「要検討」ではありませんか。" in done.stderr


def test_what_a_body_owes_is_asked_of_it_and_of_no_department(folder: Path) -> None:
    fill(form(folder, "全て"), {(f"k{n:02}", "達成状況"): "◎" for n in range(1, 49)})
    fill(form(folder, "推進委員会"), {(f"k{n:02}", "委員会の意見"): "妥当" for n in range(2, 49)})
    run(folder, "collect", "票")
    said = run(folder, "status")
    assert "48項目のうち47項目が済みました。" in said
    assert "  推進委員会      47     1\n" in said
    assert "  こども課         4     0\n" in said
    assert said.count("催促の文") == 1
    assert "推進委員会 御担当者様" in said
    assert said.endswith("・k01 保育所の待機児童をなくす: 委員会の意見\n")


def test_a_year_is_published_without_what_a_body_owes_and_says_whose_it_is(folder: Path) -> None:
    fill(form(folder, "全て"), {(f"k{n:02}", "達成状況"): "◎" for n in range(1, 49)})
    run(folder, "collect", "票")
    refused = call(folder, "publish-year", str(YEAR))
    assert "推進委員会: k01（委員会の意見）、k02（委員会の意見）" in refused.stderr
    assert "、ほか38\n" in refused.stderr
    run(folder, "publish-year", str(YEAR), "--date", "2023-06-30", "--with-gaps")
    run(folder, "--no-pdf")
    home = (folder / "output" / "index.html").read_text(encoding="utf-8")
    assert "推進委員会（48項目）" in home
    answer = parsed(folder / "output" / "index.html").xpath("string(//h2[@id='report-answer'])")
    assert answer.startswith("48項目のうち48項目")


def test_every_department_of_a_measure_finds_it(folder: Path, browser: Browser) -> None:
    run(folder, "--no-pdf")
    opened = browser.new_page()
    for department, others in (("こども課", 3), ("健康増進課", 4)):
        opened.goto(f"{(folder / 'output' / 'index.html').as_uri()}?department={department}")
        rows = opened.locator(ROWS)
        rows.first.wait_for()
        assert rows.count() == others + 1
        assert "保育所の待機児童をなくす" in rows.all_inner_texts()[0]


@pytest.mark.office
def test_a_body_may_fill_its_form_in_with_libreoffice(folder: Path, tmp_path: Path) -> None:
    answers = {"J7": "要検討", "K7": "急ぐこと。\n来年も見る。"}
    libreoffice.fill(form(folder, "推進委員会"), tmp_path / "返信.xlsx", answers)
    run(folder, "collect", str(tmp_path / "返信.xlsx"))
    row = record(folder, YEAR)["k01"]
    assert [row["opinion"], row["advice"]] == ["要検討", "急ぐこと。|来年も見る。"]
