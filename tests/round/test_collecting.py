"""Forms go out and come back: what collect takes, what it refuses, and what it says of both."""

import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from conftest import call, make_project, once
from playing import Project, columns, fill, form, papers, record, run

from planreport.check import check
from planreport.load import load
from planreport.round import commands
from planreport.workbook import Reading


@pytest.fixture
def collecting(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """The second plan with its year 2021 opened and the forms made, for this test alone."""

    def make(folder: Path) -> None:
        run(make_project("minamo", folder), "new-year")
        run(folder, "forms", "票")

    made = once(tmp_path_factory, "collecting", make)
    return Path(shutil.copytree(made, tmp_path / "minamo", symlinks=True))


def test_who_is_missing_is_told_with_a_reminder(collecting: Path) -> None:
    fill(form(collecting, "施設課"), lambda _: {"progress": "◎", "actions": "替えた。"})
    fill(form(collecting, "下水道課"), lambda _: {"progress": "◎"})
    run(collecting, "collect", "票")
    said = run(collecting, "status")
    assert "6事業のうち1事業が済みました。" in said
    assert "催促の文（下水道課）" in said
    assert "・w2 下水道への接続の促進: 取組状況\n" in said
    assert "催促の文（施設課）" not in said


def test_a_year_half_collected_is_not_shown_and_the_build_says_so(collecting: Path) -> None:
    fill(form(collecting, "施設課"), lambda _: {"progress": "◎", "actions": "新しくした。"})
    run(collecting, "collect", "票")
    assert "令和3年度（2021年度）は入力の途中なので、載せていません（あと5）" in run(
        collecting, "site", "--no-pdf"
    )
    home = (collecting / "output" / "index.html").read_text()
    assert "令和2年度（2020年度）末時点" in home
    everything = (path for path in (collecting / "output").rglob("*") if path.is_file())
    assert not any("新しくした。".encode() in path.read_bytes() for path in everything)


def test_remarks_are_kept_and_never_published(collecting: Path) -> None:
    answer = {"progress": "◎", "actions": "した。", "remarks": "予算は内密に。"}
    fill(form(collecting, "全て"), lambda _: answer)
    run(collecting, "collect", "票")
    assert record(collecting, 2021)["e1"]["remarks"] == "予算は内密に。"
    run(collecting, "--no-pdf")
    for path in (collecting / "output").rglob("*"):
        if path.is_file():
            assert "内密".encode() not in path.read_bytes()
    said = papers(collecting)
    assert "した。" in said["summary-table.pdf"]
    assert not any("内密" in text for text in said.values())


def test_forms_are_made_again_with_what_was_collected(collecting: Path) -> None:
    fill(form(collecting, "施設課"), lambda _: {"progress": "◎", "actions": "替えた。"})
    run(collecting, "collect", "票")
    run(collecting, "forms", "次の票")
    again = next((collecting / "次の票").glob("*_施設課.xlsx"))
    sheet = openpyxl.load_workbook(again)["入力"]
    header, of = columns(sheet)
    assert sheet.cell(header + 1, of["actions"]).value == "替えた。"
    assert "変わるところはありません" in run(collecting, "collect", "次の票")


def test_how_many_forms_there_are_is_known_before_the_first_is_read(collecting: Path) -> None:
    told: list[list[str]] = []

    def watch(
        names: Iterable[str], read: Iterable[tuple[str, Reading]]
    ) -> Iterator[tuple[str, Reading]]:
        told.append(list(names))
        for name, reading in read:
            told.append([name])
            yield name, reading

    commands.collect(collecting, [collecting / "票"], True, date(2022, 4, 1), watch=watch)
    forms = sorted(str(path) for path in (collecting / "票").iterdir())
    assert told == [forms, *([form] for form in forms)]


def test_a_form_that_was_filled_in_is_never_overwritten(collecting: Path) -> None:
    assert "票を5件作りました" in run(collecting, "forms", "票")  # the same again, to the byte
    fill(form(collecting, "施設課"), lambda _: {"progress": "◎"})
    filled = form(collecting, "施設課").read_bytes()
    done = call(collecting, "forms", "票")
    assert done.returncode == 1
    assert "記入済みかもしれない" in done.stderr
    assert form(collecting, "施設課").read_bytes() == filled


def test_two_answers_that_differ_are_a_conflict_and_change_nothing(collecting: Path) -> None:
    fill(form(collecting, "施設課"), lambda _: {"progress": "◎", "actions": "替えた。"})
    fill(
        form(collecting, "全て"),
        lambda id_: {"progress": "○", "actions": "替えた。"} if id_ == "e1" else {},
    )
    before = record(collecting, 2021)
    done = call(collecting, "collect", "票")
    assert done.returncode == 1
    assert "票/令和3年度_施設課.xlsx シート「入力」" in done.stderr
    assert "「e1」に、票/令和3年度_全て.xlsx シート「入力」" in done.stderr
    assert "と違う答え（「◎」）があります" in done.stderr
    assert record(collecting, 2021) == before


def test_the_same_two_files_are_a_conflict_after_the_first_was_collected(
    collecting: Path,
) -> None:
    fill(form(collecting, "施設課"), lambda _: {"progress": "◎", "actions": "替えた。"})
    run(collecting, "collect", str(form(collecting, "施設課")))
    fill(
        form(collecting, "全て"),
        lambda id_: {"progress": "○", "actions": "替えた。"} if id_ == "e1" else {},
    )
    before = record(collecting, 2021)
    for _ in range(2):
        done = call(collecting, "collect", "票")
        assert done.returncode == 1
        assert "と違う答え" in done.stderr
    assert record(collecting, 2021) == before


def test_what_is_like_last_year_is_pointed_out(collecting: Path) -> None:
    same = record(collecting, 2020)["e1"]["actions"]
    fill(form(collecting, "施設課"), lambda _: {"progress": "◎", "actions": same})
    said = run(collecting, "collect", "票")
    assert "確かめてください（1）" in said
    assert "シート「入力」 J7: 取組状況が前の年度と同じ文章です。" in said


def test_folders_are_read_with_their_folders_and_without_what_systems_leave(
    collecting: Path,
) -> None:
    inner = collecting / "票" / "施設課から"
    inner.mkdir()
    filled = form(collecting, "施設課").rename(inner / "回答.xlsx")
    fill(filled, lambda _: {"progress": "◎", "actions": "替えた。"})
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "~$回答.xlsx"):
        (inner / name).write_bytes(b"whatever")
    said = run(collecting, "collect", "票")
    assert "票を5件読みました。" in said
    assert "（空） → ◎" in said


def test_what_is_no_form_in_a_folder_is_named_and_the_forms_are_read(collecting: Path) -> None:
    fill(form(collecting, "施設課"), lambda _: {"progress": "◎", "actions": "替えた。"})
    for name in ("返信.zip", "Re 回答.eml", "送り状.txt"):
        (collecting / "票" / name).write_bytes(b"whatever")
    said = run(collecting, "collect", "票")
    assert "票ではないので、読まなかったファイル（3）\n" in said
    assert all(f"  票/{name}\n" in said for name in ("返信.zip", "Re 回答.eml", "送り状.txt"))
    assert "（空） → ◎" in said


def test_a_form_saved_as_another_kind_of_sheet_is_no_stranger(collecting: Path) -> None:
    (collecting / "票" / "回答.xls").write_bytes(b"whatever")
    done = call(collecting, "collect", "票")
    assert done.returncode == 1
    assert "票/回答.xls: 古い形式のExcelブック（.xls）です。" in done.stderr


def test_a_file_that_was_asked_for_by_name_is_not_left_out(collecting: Path) -> None:
    (collecting / "返信.zip").write_bytes(b"whatever")
    done = call(collecting, "collect", "返信.zip")
    assert done.returncode == 1
    assert "返信.zip: Excelブック（.xlsx）ではありません。" in done.stderr


def test_good_forms_are_collected_past_a_bad_one_if_wanted(collecting: Path) -> None:
    fill(form(collecting, "施設課"), lambda _: {"progress": "◎", "actions": "替えた。"})
    fill(form(collecting, "下水道課"), lambda _: {"progress": "完了", "actions": "訪ねた。"})
    (collecting / "票" / "壊れた票.xlsx").write_bytes(b"PK")
    before = record(collecting, 2021)
    refused = call(collecting, "collect", "票")
    assert refused.returncode == 1
    assert "ほかの票: 4件に、誤りはありません。" in refused.stderr
    assert "同じ命令の終わりに「--skip-bad」を付けてください。" in refused.stderr
    assert record(collecting, 2021) == before
    said = run(collecting, "collect", "票", "--skip-bad")
    assert "取り込んでいません。直して、もう一度集めてください。" in said
    assert "票/壊れた票.xlsx: 壊れているか、途中で切れています。" in said
    assert "知らない段階「完了」です。" in said
    after = record(collecting, 2021)
    assert after["e1"]["actions"] == "替えた。"
    assert after["w2"] == before["w2"]


def test_of_two_forms_that_differ_neither_is_collected(collecting: Path) -> None:
    fill(form(collecting, "施設課"), lambda _: {"progress": "◎", "actions": "替えた。"})
    fill(form(collecting, "全て"), lambda id_: {"progress": "○"} if id_ == "e1" else {})
    fill(form(collecting, "下水道課"), lambda _: {"progress": "◎", "actions": "訪ねた。"})
    said = run(collecting, "collect", "票", "--skip-bad")
    assert "と違う答え" in said
    after = record(collecting, 2021)
    assert (after["e1"]["progress"], after["w2"]["progress"]) == ("", "◎")


def test_without_a_good_form_nothing_is_collected(collecting: Path) -> None:
    fill(form(collecting, "施設課"), lambda _: {"progress": "完了"})
    done = call(collecting, "collect", str(form(collecting, "施設課")), "--skip-bad")
    assert done.returncode == 1
    assert "知らない段階「完了」です。" in done.stderr


def test_what_collect_joins_draws_no_warning(collecting: Path) -> None:
    said = "講座を開き\n広報紙で\t知らせた（\n2回）\nＩＴ\n・Ｎ"
    fill(form(collecting, "施設課"), lambda _: {"progress": "◎", "actions": said})
    run(collecting, "collect", "票")
    joined = "講座を開き|広報紙で、知らせた（2回）|ＩＴ|・Ｎ"
    assert record(collecting, 2021)["e1"]["actions"] == joined
    assert not [w for w in check(load(collecting)).warnings if "空白" in w.message]


def test_a_folder_without_a_form_is_refused(collecting: Path) -> None:
    (collecting / "空").mkdir()
    done = call(collecting, "collect", "空")
    assert done.returncode == 1
    assert "空: 票が1つもありません。" in done.stderr


def test_nothing_is_written_that_the_rules_would_refuse(project: Project) -> None:
    """Such as a day for which the calendar of this program has no name."""
    folder = project("minamo")
    before = {path: path.read_bytes() for path in (folder / "data").rglob("*") if path.is_file()}
    done = call(folder, "publish-year", "2019", "--date", "1900-01-01")
    assert done.returncode == 1
    assert {path: path.read_bytes() for path in before} == before


def test_an_answer_goes_through_the_rules_of_the_data(collecting: Path) -> None:
    fill(form(collecting, "施設課"), lambda _: {"progress": "◎", "actions": "施設を<br>替えた。"})
    done = call(collecting, "collect", "票")
    assert done.returncode == 1
    assert (
        "票/令和3年度_施設課.xlsx シート「入力」 J7: HTMLの断片「<br>」が残っています。"
        in done.stderr
    )
    assert "何も書いていません" in done.stderr


def test_an_empty_cell_takes_nothing_back(collecting: Path) -> None:
    fill(form(collecting, "施設課"), lambda _: {"progress": "◎", "actions": "替えた。"})
    run(collecting, "collect", "票")
    fill(form(collecting, "施設課"), lambda _: {"progress": "○", "actions": ""})
    said = run(collecting, "collect", "票")
    assert "達成状況: ◎ → ○" in said
    assert record(collecting, 2021)["e1"]["actions"] == "替えた。"


def test_a_file_that_is_not_there_is_no_traceback(collecting: Path) -> None:
    done = call(collecting, "collect", "無い.xlsx")
    assert done.returncode == 1
    assert "無い.xlsx" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["forms", "票"], ["collect", "票.xlsx"]])
def test_without_a_year_that_is_collected_there_is_nothing_to_do(
    project: Project, words: list[str]
) -> None:
    folder = project("shipped")
    done = call(folder, *words)
    assert done.returncode == 1
    assert "入力中の年度がありません。" in done.stderr
    assert "build.py new-year" in done.stderr
