"""A year is published though answers are missing, and some of them come later."""

from datetime import date
from pathlib import Path

import pytest
from conftest import call, tree
from playing import Project, fill, form, record, run

from planreport.check import check
from planreport.load import load
from planreport.plan.measures import UNREPORTED


def emptied(folder: Path, year: int, *ids: str) -> Path:
    """Takes back what a year says of some measures."""
    file = folder / "data" / "progress" / f"{year}.csv"
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    commas = "," * lines[0].count(",")
    kept = [f"{id_}{commas}" if (id_ := line.split(",")[0]) in ids else line for line in lines]
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return file


def correct(folder: Path, *rows: str) -> None:
    head = "date,measure_id,fiscal_year,column,before,after,reason\n"
    text = head + "".join(f"{row}\n" for row in rows)
    (folder / "data" / "corrections.csv").write_text(text, encoding="utf-8")


@pytest.fixture
def gappy(project: Project) -> Path:
    """Minamo, whose last year was published without the answers of two measures."""
    folder = project("minamo")
    emptied(folder, 2020, "w1", "e3")
    run(folder, "publish-year", "2020", "--date", "2021-06-30", "--with-gaps")
    return folder


def test_who_is_missing_is_named_and_nothing_is_recorded_unasked(project: Project) -> None:
    folder = project("minamo")
    emptied(folder, 2020, "w1", "e3")
    done = call(folder, "publish-year", "2020")
    assert done.returncode == 1
    assert "2020年度は、進捗が揃っていません（あと2）。" in done.stderr
    assert "「--with-gaps」を付けてください。" in done.stderr
    assert "環境政策課: w1（達成状況と取組状況）\n" in done.stderr
    assert "担当課未設定: e3（達成状況と取組状況）\n" in done.stderr
    assert not (folder / "data" / "published.csv").exists()


def test_with_gaps_the_record_says_so_and_the_year_is_reported(gappy: Path) -> None:
    checked = check(load(gappy))
    assert checked.collection is None and not checked.warnings
    plan = checked.plan
    assert plan.reported[-1].year == 2020
    unreported = [m.id for m in plan.measures if (r := m.years[-2]) and r.outcome is UNREPORTED]
    assert unreported == ["w1", "e3"]
    text = "令和2年度（2020年度）の達成状況を公表しました（未報告 2事業）。"
    assert plan.history[0].text == text
    recorded = (gappy / "data" / "published.csv").read_text(encoding="utf-8-sig")
    assert "2020,w1,2021-06-30,○,,,e3b0c44298fc1c14" in recorded


def test_without_gaps_the_option_changes_nothing(project: Project) -> None:
    folder = project("minamo")
    before, after = tree(folder / "data"), []
    for words in ([], ["--with-gaps"]):
        run(folder, "publish-year", "2020", "--date", "2021-06-30", *words)
        after.append(tree(folder / "data"))
        (folder / "data" / "published.csv").unlink()
        (folder / "data" / "plan.toml").write_bytes(before["plan.toml"])
    assert after[0] == after[1] != before


def test_a_year_without_any_answer_is_not_published(project: Project) -> None:
    folder = project("minamo")
    run(folder, "new-year")
    done = call(folder, "publish-year", "2021", "--with-gaps")
    assert done.returncode == 1
    assert "2021年度は、進捗が揃っていません（あと6）。" in done.stderr
    assert "--with-gaps" not in done.stderr


def test_the_next_year_can_be_opened(gappy: Path) -> None:
    assert "令和3年度（2021年度）の入力を始めました" in run(gappy, "new-year")
    assert "まだのもの" not in run(gappy, "status")


def test_a_year_before_the_last_is_recorded_as_it_was_published(project: Project) -> None:
    folder = project("minamo")
    emptied(folder, 2018, "w2")
    emptied(folder, 2019, "e3")
    assert call(folder, "check").returncode == 1
    for year in (2018, 2019):
        run(folder, "publish-year", f"{year}", "--date", f"{year + 1}-06-30", "--with-gaps")
    assert run(folder, "check") == "誤りはありません。注意は0件です。\n"


def test_an_answer_that_comes_later_is_told_as_one_and_no_error(gappy: Path) -> None:
    file = gappy / "data" / "progress" / "2020.csv"
    text = file.read_text(encoding="utf-8").replace("w1,,,", "w1,○,水質を測った。,")
    file.write_text(text, encoding="utf-8")
    assert "未報告だった達成状況が加わっています" in call(gappy, "check").stderr
    late = "2021-07-15,w1,2020,{},,{},公表の後に届きました。"
    correct(gappy, late.format("progress", "○"), late.format("actions", "水質を測った。"))
    run(gappy, "--no-pdf")
    assert record(gappy, 2020)["w1"]["progress"] == "○"
    pages = {
        name: (gappy / "output" / name).read_text(encoding="utf-8")
        for name in ("index.html", "changes.html", "measures/w1.html", "feed.xml")
    }
    assert "6事業のうち未報告1事業を除く5事業では、" in pages["index.html"]
    for name in ("changes.html", "measures/w1.html"):
        assert "</time>に、後から報告がありました。" in pages[name]
        assert "に訂正しました" not in pages[name]
    assert "後から報告のあったところです" in pages["changes.html"]
    assert "<title>後から報告：水質の測定（令和2年度の達成状況）</title>" in pages["feed.xml"]


def test_a_late_answer_can_be_put_right_in_its_turn(gappy: Path) -> None:
    file = gappy / "data" / "progress" / "2020.csv"
    text = file.read_text(encoding="utf-8").replace("w1,,,", "w1,◎,水質を測った。,")
    file.write_text(text, encoding="utf-8")
    correct(
        gappy,
        "2021-07-15,w1,2020,progress,,○,公表の後に届きました。",
        "2021-07-15,w1,2020,actions,,水質を測った。,公表の後に届きました。",
        "2021-08-15,w1,2020,progress,○,◎,書き誤りでした。",
    )
    assert run(gappy, "check") == "誤りはありません。注意は0件です。\n"
    run(gappy, "--no-pdf")
    said = (gappy / "output" / "changes.html").read_text(encoding="utf-8")
    assert said.count("</time>に、後から報告がありました。") == 2
    assert said.count("</time>に訂正しました。") == 1


@pytest.fixture
def sent(project: Project) -> Path:
    """Minamo, whose year 2021 was published with the answers of one department alone."""
    folder = project("minamo")
    run(folder, "new-year")
    run(folder, "forms", "票")
    answer = {"progress": "◎", "actions": "替えた。", "assessment": "Ａ 順調"}
    fill(form(folder, "施設課"), lambda _: answer)
    run(folder, "collect", "票")
    run(folder, "publish-year", "2021", "--date", "2022-06-30", "--with-gaps")
    return folder


def test_who_still_owes_an_answer_is_told_after_the_year_was_published(sent: Path) -> None:
    said = run(sent, "status")
    assert said.startswith("入力中の年度はありません（令和3年度（2021年度）まで公表しました）。")
    assert "公表した令和3年度（2021年度）には、未報告のところが5事業にあります。" in said
    assert "--- 催促の文（下水道課） ---" in said
    assert "催促の文（施設課）" not in said


def test_a_form_that_comes_late_is_collected_as_a_late_answer(sent: Path) -> None:
    answer = {
        "progress": "◎",
        "actions": "訪ねた。",
        "assessment": "Ａ 順調",
        "remarks": "遅れました",
    }
    fill(form(sent, "下水道課"), lambda _: answer)
    before = tree(sent / "data")
    assert "後から報告があったことを" in run(sent, "collect", "票", "--dry-run")
    assert tree(sent / "data") == before
    days = [date.today()]
    said = run(sent, "collect", "票")
    days.append(date.today())
    assert "取組状況: （空） → 訪ねた。" in said
    assert "まだのもの（4事業）" in said
    plan = check(load(sent)).plan
    assert [(c.measure_id, c.column, c.before, c.after) for c in plan.corrections] == [
        ("w2", "progress", "", "◎"),
        ("w2", "actions", "", "訪ねた。"),
        ("w2", "assessment", "", "Ａ 順調"),
    ]
    assert {correction.date for correction in plan.corrections} <= set(days)
    assert record(sent, 2021)["w2"]["remarks"] == "遅れました"
    assert "変わるところはありません" in run(sent, "collect", "票")
    run(sent, "--no-pdf")
    said = (sent / "output" / "changes.html").read_text(encoding="utf-8")
    assert said.count("</time>に、後から報告がありました。") == 3


def test_a_late_form_does_not_change_what_was_published(sent: Path) -> None:
    fill(form(sent, "施設課"), lambda _: {"progress": "○"})
    before = tree(sent / "data")
    done = call(sent, "collect", "票")
    assert done.returncode == 1
    assert "_施設課.xlsx シート「入力」 I7: 公表した2021年度の「e1」が、" in done.stderr
    assert tree(sent / "data") == before


def test_late_answers_stand_behind_the_corrections_that_were_there(sent: Path) -> None:
    correct(sent, "2022-07-01,e1,2021,progress,◎,○,誤りでした。")
    file = sent / "data" / "progress" / "2021.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("e1,◎", "e1,○"), encoding="utf-8")
    form(sent, "施設課").unlink()
    fill(form(sent, "下水道課"), lambda _: {"progress": "◎", "actions": "訪ねた。"})
    run(sent, "collect", "票")
    columns = [correction.column for correction in check(load(sent)).plan.corrections]
    assert columns == ["progress", "progress", "actions"]


def test_once_nothing_is_missing_no_form_is_waited_for(sent: Path) -> None:
    form(sent, "施設課").unlink()
    fill(
        form(sent, "全て"),
        lambda id_: {} if id_ == "e1" else {"progress": "◎", "actions": "した。"},
    )
    assert "未報告だったところが、全て揃いました。" in run(sent, "collect", "票")
    assert run(sent, "status").count("\n") == 1
    done = call(sent, "collect", "票")
    assert "入力中の年度がありません。" in done.stderr
