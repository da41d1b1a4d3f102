"""A year is published though answers are missing, and some of them come later."""

from pathlib import Path

import pytest
from conftest import build, tree
from playing import Project, record, run

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
    done = build(folder, "publish-year", "2020")
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
    done = build(folder, "publish-year", "2021", "--with-gaps")
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
    assert build(folder, "check").returncode == 1
    for year in (2018, 2019):
        run(folder, "publish-year", f"{year}", "--date", f"{year + 1}-06-30", "--with-gaps")
    assert run(folder, "check") == "誤りはありません。注意は0件です。\n"


def test_an_answer_that_comes_later_is_told_as_one_and_no_error(gappy: Path) -> None:
    file = gappy / "data" / "progress" / "2020.csv"
    text = file.read_text(encoding="utf-8").replace("w1,,,", "w1,○,水質を測った。,")
    file.write_text(text, encoding="utf-8")
    assert "未報告だった達成状況が加わっています" in build(gappy, "check").stderr
    late = "2021-07-15,w1,2020,{},,{},公表の後に届きました。"
    correct(gappy, late.format("progress", "○"), late.format("actions", "水質を測った。"))
    run(gappy, "--no-pdf")
    assert record(gappy, 2020)["w1"]["progress"] == "○"
    pages = {
        name: (gappy / "output" / name).read_text(encoding="utf-8")
        for name in ("index.html", "changes.html", "goal-water.html", "feed.xml")
    }
    assert "6事業のうち未報告1事業を除く5事業では、" in pages["index.html"]
    for name in ("changes.html", "goal-water.html"):
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
