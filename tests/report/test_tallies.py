"""A published tally stays as it was published; what was corrected since stands beside it."""

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import call, parsed
from openpyxl import load_workbook

from planreport.check import Checked, check
from planreport.load import load
from planreport.pages import render
from planreport.papers.document import document
from planreport.place import PlanError
from planreport.report.derive import derive
from planreport.report.tallies import Tally

MINAMO = """
[[published_tallies]]
fiscal_year = 2020
total = 6
counts = [
  { assessment = "Ａ 順調", count = 3, percent = 50 },
  { assessment = "Ｂ やや遅れ", count = 2, percent = 33 },
  { assessment = "Ｃ 見直し", count = 1, percent = 17 },
]
"""
Project = Callable[[str], Path]


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8-sig")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")


def correct(folder: Path, *rows: str) -> Checked:
    header = "date,measure_id,fiscal_year,column,before,after,reason"
    lines = (header, *(f"2026-12-01,{row},数え間違い" for row in rows))
    (folder / "data" / "corrections.csv").write_text("\n".join(lines), encoding="utf-8")
    return check(load(folder))


def tally_of(checked: Checked) -> Tally:
    found = derive(checked.plan).tally
    assert found
    return found


def numbers(tally: Tally) -> Mapping[str, tuple[int, int | None]]:
    return {row.assessment.label: (row.count, row.corrected) for row in tally.rows}


@pytest.fixture
def minamo(project: Project) -> Path:
    """With its last year published, each measure's assessment and their tally."""
    folder = project("minamo")
    with (folder / "data" / "plan.toml").open("a", encoding="utf-8") as file:
        file.write(MINAMO)
    for year in ("2017", "2018", "2019", "2020"):
        assert call(folder, "publish-year", year, "--date", "2021-06-30").returncode == 0
    return folder


def test_a_corrected_assessment_stands_beside_the_number_that_was_published(minamo: Path) -> None:
    progress = minamo / "data" / "progress" / "2020.csv"
    change(progress, "32軒を訪問した。,Ａ 順調", "32軒を訪問した。,Ｂ やや遅れ")
    tally = tally_of(correct(minamo, "w2,2020,assessment,Ａ 順調,Ｂ やや遅れ"))
    assert numbers(tally) == {"Ａ 順調": (3, 2), "Ｂ やや遅れ": (2, 3), "Ｃ 見直し": (1, 1)}
    assert tally.is_published and tally.is_corrected
    assert call(minamo, "--no-pdf").returncode == 0
    output = minamo / "output"
    page = parsed(output / "index.html").text_content()
    assert "公表された数をそのまま載せています" not in page
    assert "区分ごとの数だけです" not in page  # each measure's is on record
    assert (
        "初めに公表された数です。その後の正誤を反映すると、"
        "「Ａ 順調」は2事業、「Ｂ やや遅れ」は3事業です。" in page
    )
    table = parsed(output / "index.html").xpath("//table[@class='tally'][caption]")[0]
    rows = [[cell.text_content() for cell in row] for row in table.xpath(".//tr")]
    assert rows[0] == ["区分", "事業数", "割合", "訂正後の事業数"]
    assert rows[1] == ["Ａ 順調", "3", "50％", "2"]
    assert rows[-1] == ["合計", "6", "100％", "6"]
    with (output / "data" / "tallies.csv").open(encoding="utf-8-sig", newline="") as file:
        told = [
            (row["kind"], row["category"], row["count"], row["percent"])
            for row in csv.DictReader(file)
            if row["fiscal_year"] == "2020"
        ]
    assert told[:4] == [
        ("公表", "Ａ 順調", "3", "50"),
        ("公表", "Ｂ やや遅れ", "2", "33"),
        ("公表", "Ｃ 見直し", "1", "17"),
        ("訂正", "Ａ 順調", "2", "33"),
    ]
    env = render.environment(minamo / "templates", minamo / ".cache" / "jinja")
    report = derive(check(load(minamo)).plan)
    for paper in report.plan.papers:
        said = parsed(document(env, report, paper)).text_content()
        assert "公表された数" in said
        assert "その後の正誤を反映すると、「Ａ 順調」は2事業、" in said
    tree = json.loads((output / "data" / "plan.json").read_text(encoding="utf-8"))
    kinds = [(one["kind"], one["counts"][0]["count"]) for one in tree["tallies"]]
    assert kinds[-1] == ("訂正", 2) and ("公表", 3) in kinds


def test_shares_stand_as_they_were_published_with_their_decimals(minamo: Path) -> None:
    plan = minamo / "data" / "plan.toml"
    for whole, exact in (("50", "50.0"), ("33", "33.3"), ("17", "16.67")):
        change(plan, f"percent = {whole} ", f"percent = {exact} ")
    assert [str(row.percent) for row in tally_of(check(load(minamo))).rows] == [
        "50.0",
        "33.3",
        "16.67",
    ]
    assert call(minamo, "--no-pdf").returncode == 0
    output = minamo / "output"
    table = parsed(output / "index.html").xpath("//table[@class='tally'][caption]")[0]
    shares = [row.xpath("string(td[2])") for row in table.xpath("tbody/tr")]
    assert shares == ["50.0％", "33.3％", "16.67％", "99.97％"]
    assert "2020,公表,Ｂ やや遅れ,2,33.3\n" in (output / "data" / "tallies.csv").read_text(
        "utf-8-sig"
    )
    tree = json.loads((output / "data" / "plan.json").read_text(encoding="utf-8"))
    assert [count["percent"] for count in tree["tallies"][-1]["counts"]] == [50.0, 33.3, 16.67]
    book = load_workbook(output / "data" / "plan.xlsx", read_only=True)
    assert 33.3 in [cell for row in book["tallies"].values for cell in row]


def test_a_correction_of_a_correction_counts_once(minamo: Path) -> None:
    progress = minamo / "data" / "progress" / "2020.csv"
    change(progress, "32軒を訪問した。,Ａ 順調", "32軒を訪問した。,Ｃ 見直し")
    rows = ("w2,2020,assessment,Ａ 順調,Ｂ やや遅れ", "w2,2020,assessment,Ｂ やや遅れ,Ｃ 見直し")
    tally = tally_of(correct(minamo, *rows))
    assert numbers(tally) == {"Ａ 順調": (3, 2), "Ｂ やや遅れ": (2, 2), "Ｃ 見直し": (1, 2)}


def test_a_tally_that_was_put_right_by_hand_may_stand(minamo: Path) -> None:
    progress = minamo / "data" / "progress" / "2020.csv"
    change(progress, "32軒を訪問した。,Ａ 順調", "32軒を訪問した。,Ｂ やや遅れ")
    change(minamo / "data" / "plan.toml", "count = 3, percent = 50", "count = 2, percent = 33")
    change(
        minamo / "data" / "plan.toml",
        'count = 2, percent = 33 },\n  { assessment = "Ｃ',
        'count = 3, percent = 50 },\n  { assessment = "Ｃ',
    )
    tally = tally_of(correct(minamo, "w2,2020,assessment,Ａ 順調,Ｂ やや遅れ"))
    assert not tally.is_corrected


def test_a_correction_of_words_leaves_the_tally_alone(minamo: Path) -> None:
    progress = minamo / "data" / "progress" / "2020.csv"
    change(progress, "32軒を訪問した。", "33軒を訪問した。")
    tally = tally_of(correct(minamo, "w2,2020,actions,32軒を訪問した。,33軒を訪問した。"))
    assert not tally.is_corrected


def test_a_number_that_was_never_true_is_refused_all_the_same(minamo: Path) -> None:
    progress = minamo / "data" / "progress" / "2020.csv"
    change(progress, "32軒を訪問した。,Ａ 順調", "32軒を訪問した。,Ｂ やや遅れ")
    change(minamo / "data" / "plan.toml", "count = 3, percent = 50", "count = 1, percent = 17")
    change(minamo / "data" / "plan.toml", "count = 2, percent = 33", "count = 4, percent = 67")
    with pytest.raises(PlanError) as refused:
        correct(minamo, "w2,2020,assessment,Ａ 順調,Ｂ やや遅れ")
    assert "「Ａ 順調」は1と公表されていますが、assessment の欄では3あります。" in str(
        refused.value
    )


def test_a_corrected_stage_changes_what_went_as_planned_and_nothing_that_nobody_knows(
    project: Project,
) -> None:
    folder = project("shipped")
    plan = check(load(folder)).plan
    measure = next(
        m
        for m in plan.measures
        if (r := m.in_year(plan.reported[-1]))
        and r.standing
        and r.standing.code == "on_plan"
        and r.planned
        and r.planned.order > 1
    )
    record = measure.in_year(plan.reported[-1])
    assert record and record.progress
    year, lower = record.fiscal_year.year, plan.statuses[0].label
    change(
        folder / "data" / "progress" / f"{year}.csv",
        f"{measure.id},{record.progress.label},",
        f"{measure.id},{lower},",
    )
    checked = correct(folder, f"{measure.id},{year},progress,{record.progress.label},{lower}")
    first, *others = numbers(tally_of(checked)).values()
    assert first == (18, 17)
    assert {corrected for _, corrected in others} == {None}
    assert call(folder, "--no-pdf").returncode == 0
    page = parsed(folder / "output" / "index.html").text_content()
    assert "「計画通り」は17項目です。ほかの区分がどう変わるかは、公表されていません。" in page
    assert "公表されているのは区分ごとの数だけです。" in page
