"""The yearly round, played as an office does it: open, send, fill in, collect, build, publish."""

from pathlib import Path

import libreoffice
import openpyxl
import pytest
from conftest import built_for_its_table, call
from playing import Answers, Project, columns, fill, form, papers, pdf_text, record, run

from planreport.check import check
from planreport.load import load

# What is filled in for every measure of either plan's next year.
NEXT: dict[str, tuple[int, Answers]] = {
    "shipped": (2015, {"progress": "拡充", "actions": "架空の年度に、{}を広げた。"}),
    "minamo": (2021, {"progress": "◎", "actions": "{}を終えた。", "assessment": "Ａ 順調"}),
}
OPEN = {"shipped": ["new-year", "--extend"], "minamo": ["new-year"]}


@pytest.mark.whole
@pytest.mark.parametrize("plan", list(NEXT))
def test_the_whole_round(plan: str, project: Project, tmp_path: Path) -> None:
    folder, forms = project(plan), tmp_path / "票"
    year, answer = NEXT[plan]
    before = {path: path.read_bytes() for path in (folder / "data" / "progress").iterdir()}
    if plan == "minamo":
        run(folder, "publish-year", "2020", "--date", "2021-06-30")

    assert "の入力を始めました" in run(folder, *OPEN[plan])
    assert "票を" in run(folder, "forms", str(forms))
    everything = next(forms.glob("*_全て.xlsx"))
    for path in forms.iterdir():
        if path != everything:
            fill(path, lambda id_: {name: text.format(id_) for name, text in answer.items()})

    tried = run(folder, "collect", str(forms), "--dry-run")
    assert "書き込んでいません" in tried
    assert not any(record(folder, year)[id_]["progress"] for id_ in record(folder, year))
    said = run(folder, "collect", str(forms))
    assert f"（空） → {answer['progress']}" in said
    assert "の全てが揃いました" in said
    assert {row["progress"] for row in record(folder, year).values()} == {answer["progress"]}
    assert "変わるところはありません" in run(folder, "collect", str(forms))
    assert f"publish-year {year}" in run(folder, "status")

    run(folder, "--no-pdf")
    home = (folder / "output" / "index.html").read_text()
    assert f"（{year}年度）末時点" in home
    last = list(record(folder, year))[-1]
    text = answer["actions"].format(last)
    assert text in papers(folder)["summary-table.pdf"]
    assert any(text in page.read_text() for page in (folder / "output").glob("goal-*.html"))
    assert text in (folder / "output" / "data" / "progress.csv").read_text("utf-8-sig")
    assert (folder / "output" / "editions" / f"{year - 1}" / "index.html").exists()

    run(folder, "publish-year", str(year), "--date", "2030-07-01")
    plan_now = check(load(folder)).plan
    assert plan_now.publications[-1].fiscal_year.year == year
    assert plan_now.updated.isoformat() == "2030-07-01"
    assert "入力中の年度はありません" in run(folder, "status")
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.office
@pytest.mark.pdf
def test_a_form_that_libreoffice_filled_in_is_published(project: Project, tmp_path: Path) -> None:
    folder = project("minamo")
    run(folder, "new-year")
    run(folder, "forms", "票")
    sheet = openpyxl.load_workbook(form(folder, "全て"))["入力"]
    header, of = columns(sheet)
    cells = {}
    for row in range(header + 1, header + 7):
        measure_id = sheet.cell(row, of["measure_id"]).value
        cells[sheet.cell(row, of["progress"]).coordinate] = "◎"
        cells[sheet.cell(row, of["actions"]).coordinate] = f"{measure_id}の仕事を、\n皆で終えた。"
    libreoffice.fill(form(folder, "全て"), tmp_path / "返信.xlsx", cells)
    assert "の全てが揃いました" in run(folder, "collect", str(tmp_path / "返信.xlsx"))
    built_for_its_table(folder)
    assert "l1の仕事を、皆で終えた。" in (folder / "output" / "goal-learn.html").read_text()
    assert "l1の仕事を、皆で終えた。" in pdf_text(folder / "output" / "summary-table.pdf")
    assert ",◎," in (folder / "output" / "data" / "progress.csv").read_text("utf-8-sig")


@pytest.mark.whole
def test_a_correction_is_shown_everywhere(project: Project) -> None:
    folder = project("shipped")
    wrong = folder / "data" / "progress" / "2012.csv"
    wrong.write_bytes(
        wrong.read_bytes().replace(
            "5施設に導入し、計7施設".encode(), "6施設に導入し、計8施設".encode()
        )
    )
    done = call(folder, "--no-pdf")
    assert done.returncode == 1
    assert "公表した2012年度の「m02」が、公表したときから変わっています" in done.stderr
    before = (
        "インターネットを利用した公共施設予約システムを5施設に導入し、計7施設で利用可能とした。"
    )
    after = before.replace("5施設", "6施設").replace("計7", "計8")
    (folder / "data" / "corrections.csv").write_text(
        "date,measure_id,fiscal_year,column,before,after,reason\n"
        f"2026-12-01,m02,2012,actions,{before},{after},数え間違いでした。\n"
    )
    run(folder, "--no-pdf")
    output = folder / "output"
    for page in ("changes.html", "measures/m02.html", "editions/2012/changes.html"):
        assert "数え間違いでした。" in (output / page).read_text()
    said = papers(folder)
    assert "数え間違いでした。" in said["summary-table.pdf"]
    assert "数え間違いでした。" in said["summary-table-a4.pdf"]
    assert before in (output / "data" / "corrections.csv").read_text("utf-8-sig")
    assert after in (output / "editions" / "2012" / "data" / "progress.csv").read_text("utf-8-sig")
