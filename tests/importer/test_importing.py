"""What import says and asks, and what it leaves alone."""

import re
import tomllib
from pathlib import Path

import pytest
from conftest import call, tree
from laid_out import GRADED, emptied, small_plan, table, workbook
from sheets_of_years import a_sheet_for_each_year, is_ended, minamo

MINAMO = ["goals.csv", "measures.csv", "schedule.csv"]
MINAMO += [f"progress/{year}.csv" for year in (2017, 2018, 2019, 2020)]


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    return workbook(tmp_path / "進行管理表.xlsx", a_sheet_for_each_year())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return emptied("minamo", tmp_path / "minamo")


def without_words(project: Path) -> None:
    """Takes the stages and grades out of plan.toml."""
    file = project / "data" / "plan.toml"
    text = re.sub(
        r"\[\[(statuses|assessments)\]\]\n(.+\n)+\n?", "", file.read_text(encoding="utf-8")
    )
    assert not {"statuses", "assessments"} & tomllib.loads(text).keys()
    file.write_text(text, encoding="utf-8")


def test_a_sheet_for_each_year_joins_each_measure_over_the_years(
    project: Path, sheets: Path
) -> None:
    done = call(project, "import", str(sheets))
    assert done.returncode == 0, done.stderr
    for name in MINAMO:
        kept = [row for row in minamo(name) if name != "schedule.csv" or not is_ended(row)]
        assert sorted(map(str, table(project, name))) == sorted(map(str, kept)), name
    assert not (project / "data" / "progress" / "2021.csv").exists()


def test_words_that_the_plan_lacks_are_written_into_it_in_a_usual_order(
    project: Path, sheets: Path
) -> None:
    without_words(project)
    done = call(project, "import", str(sheets))
    assert done.returncode == 0, done.stderr
    assert "「達成状況」の言葉を、この順で data/plan.toml に書きます: × △ ○ ◎" in done.stdout
    plan = tomllib.loads((project / "data" / "plan.toml").read_text(encoding="utf-8"))
    assert [entry["label"] for entry in plan["statuses"]] == ["×", "△", "○", "◎"]
    assert [entry["label"] for entry in plan["assessments"]] == [
        "Ａ 順調",
        "Ｂ やや遅れ",
        "Ｃ 見直し",
    ]
    assert table(project, "schedule.csv")


def test_a_rehearsal_writes_nothing(project: Path, sheets: Path) -> None:
    without_words(project)
    before = tree(project / "data")
    done = call(project, "import", "--dry-run", str(sheets))
    assert done.returncode == 0, done.stderr
    assert "試しに読んだだけで、書き込んでいません。" in done.stdout
    assert tree(project / "data") == before
    assert not (project / "import.toml").exists()


def test_the_same_again_changes_nothing(project: Path, sheets: Path) -> None:
    call(project, "import", str(sheets))
    done = call(project, "import", str(sheets))
    assert done.returncode == 0, done.stderr
    assert "data/ は、もうこの表のとおりです。" in done.stdout


HEADINGS = ["目標", "施策", "事業", "R4 評価"]


def test_what_is_there_is_replaced_only_when_asked_and_keeps_its_ids(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    first = [HEADINGS, ["水辺", "池", "測定", "A"], ["水辺", "池", "清掃", "B"]]
    done = call(project, "import", str(workbook(tmp_path / "1.xlsx", {"表": first})))
    assert done.returncode == 0, done.stderr
    later = [HEADINGS, ["水辺", "池", "新しい事業", "C"], *first[1:]]
    file = str(workbook(tmp_path / "2.xlsx", {"表": later}))
    done = call(project, "import", file)
    assert done.returncode == 1
    assert "data/measures.csv: もう2行あり、表とは違っています（表では3行）。" in done.stderr
    assert "「--replace」" in done.stderr
    assert len(table(project, "measures.csv")) == 2


def test_a_word_that_the_plan_does_not_know_is_told_with_its_cell(
    project: Path, tmp_path: Path
) -> None:
    sheets = a_sheet_for_each_year()
    sheets["H30"][3][8] = "▽"
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", sheets)))
    assert done.returncode == 1
    assert "シート「H30」 I4: 知らない段階「▽」です。" in done.stderr
    assert "import.toml だけを書きました。" in done.stderr
    assert table(project, "measures.csv") == []


def test_each_cell_that_is_not_taken_is_told(project: Path, tmp_path: Path) -> None:
    sheets = a_sheet_for_each_year()
    rows = sheets["H30"]
    rows[1].append("担当者のメモ")
    for n, row in enumerate(rows[2:]):
        row.append(f"メモ{n}")
    rows.append(["", "", "", "", "合計", "", "", "4"])
    rows.append(["※ 数値は速報です。"])
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", sheets)))
    assert done.returncode == 0, done.stderr
    count = len(rows) - 4
    assert (
        f"シート「H30」 L列「担当者のメモ」の{count}個: L3「メモ0」、L4「メモ1」、L5「メモ2」 など"
        in done.stdout
    )
    assert 'label = "担当者のメモ"' in done.stdout
    assert f"E{len(rows) - 1}: 「合計」（合計の行）" in done.stdout
    assert f"A{len(rows)}: 「※ 数値は速報です。」（注記）" in done.stdout


def test_what_is_said_of_a_column_that_is_not_taken_has_it_taken(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    rows = [
        [*HEADINGS, "R4 参加者数", "関連計画"],
        ["水辺", "池", "測定", "A", "1,204", "総合計画"],
    ]
    file = str(workbook(tmp_path / "表.xlsx", {"表": rows}))
    done = call(project, "import", "--dry-run", file)
    blocks = re.findall(r"^      (.*)$", done.stdout, re.M)
    assert blocks.count("[[fields]]") == 2
    plan = project / "data" / "plan.toml"
    added = "\n".join(blocks).replace("（単位）", "人")
    plan.write_text(f"{plan.read_text(encoding='utf-8')}\n{added}\n", encoding="utf-8")
    done = call(project, "import", file)
    assert done.returncode == 0, done.stderr
    assert "取り込まなかったセルはありません。" in done.stdout
    assert table(project, "progress/2022.csv")[0]["column_e"] == "1204"
    assert table(project, "measures.csv")[0]["column_f"] == "総合計画"


def test_the_next_years_table_is_added_to_what_was_read_before(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    first = workbook(tmp_path / "R4.xlsx", {"表": [HEADINGS, ["水辺", "池", "測定", "A"]]})
    next_ = [[*HEADINGS[:3], "R5 評価"], ["水辺", "池", "測定", "B"]]
    second = workbook(tmp_path / "R5.xlsx", {"表": next_})
    for file in (first, second):
        done = call(project, "import", str(file))
        assert done.returncode == (1 if file == second else 0)
    assert "「B」" in done.stderr  # which the plan's list of words lacks
    plan = project / "data" / "plan.toml"
    more = '\n[[fields.choices]]\nlabel = "B"\n\n'
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace('label = "A"\n', f'label = "A"\n{more}'), encoding="utf-8")
    done = call(project, "import", str(second))
    assert done.returncode == 0, done.stderr
    reading = tomllib.loads((project / "import.toml").read_text(encoding="utf-8"))
    assert [entry["file"] for entry in reading["sheets"]] == ["R4.xlsx", "R5.xlsx"]
    assert table(project, "progress/2022.csv") == [{"measure_id": "m01", "grade": "A"}]
    assert table(project, "progress/2023.csv") == [{"measure_id": "m01", "grade": "B"}]


def test_years_outside_of_the_plan_are_told_and_not_taken(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    rows = [[*HEADINGS, "H30 評価"], ["水辺", "池", "測定", "A", "B"]]
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", {"表": rows})))
    assert done.returncode == 0, done.stderr
    assert "E列「H30評価」の1個: E2「B」" in done.stdout
    assert "2018年度は計画の期間の外です。" in done.stdout


def test_a_heading_that_nothing_follows_is_told(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    rows = [["事業", "R4 評価"], ["目標1 水辺"], ["施策1 池"], ["測定", "A"], ["目標2 森"]]
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", {"表": rows})))
    assert done.returncode == 0, done.stderr
    assert "A5「目標2 森」" in done.stdout
    assert [row["title"] for row in table(project, "goals.csv")] == ["水辺"]


def test_columns_of_no_year_are_told_together_with_the_year_that_they_are_likely_of(
    tmp_path: Path,
) -> None:
    outlook = '\n[[fields]]\nname = "outlook"\nlabel = "今後の方向性"\n'
    project = small_plan(tmp_path / "plan", GRADED + outlook)
    heads = ["目標", "施策", "事業", "指標", "R4 実績値", "R5 実績値", "実施内容", "今後の方向性"]
    rows = [heads, ["水辺", "池", "測定", "回数", "5回", "6回", "測った。", "続ける。"]]
    sheet = str(workbook(tmp_path / "表.xlsx", {"表": rows}))
    done = call(project, "import", sheet)
    # What the plan calls so itself is nothing else, such as the direction of an indicator.
    assert "G1: 「実施内容」「今後の方向性」は、何年度のものか分からないので" in done.stderr
    assert "このシートに「year = 2023」のように" in done.stderr
    reading = project / "import.toml"
    said = reading.read_text(encoding="utf-8")
    reading.write_text(said.replace("\nheading_rows", "\nyear = 2023\nheading_rows"), "utf-8")
    done = call(project, "import", sheet, "--dry-run")
    assert "実施内容 → 実施内容\n   H  今後の方向性 → 今後の方向性\n" in done.stdout


def test_the_goal_of_a_sheet_may_stand_above_its_table(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    sheets = {
        f"{n}": [[f"目標{n}　{goal}"], ["施策", "事業", "R4 評価"], ["池", f"事業{n}", "A"]]
        for n, goal in enumerate(("水辺", "森"), 1)
    }
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", sheets)))
    assert done.returncode == 0, done.stderr
    assert "取り込まなかったセルはありません。" in done.stdout
    assert [row["title"] for row in table(project, "goals.csv")] == ["水辺", "森"]


def test_what_only_data_says_is_kept_when_a_table_is_replaced(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    rows = [[*HEADINGS, "R4 実施内容", "担当課"], ["水辺", "池", "測定", "A", "測った。", "環境課"]]
    assert call(project, "import", str(workbook(tmp_path / "1.xlsx", {"表": rows}))).returncode == 0
    less = [HEADINGS, ["水辺", "池", "測定", "A"], ["水辺", "池", "清掃", "A"]]
    file = str(workbook(tmp_path / "2.xlsx", {"表": less}))
    done = call(project, "import", "--replace", file)
    assert done.returncode == 0, done.stderr
    assert "data/measures.csv: 表にない列（department）は、今のまま残します。" in done.stdout
    assert [row.get("department") for row in table(project, "measures.csv")] == ["環境課", None]
    assert table(project, "progress/2022.csv") == [
        {"measure_id": "m01", "grade": "A", "actions": "測った。"},
        {"measure_id": "m02", "grade": "A"},
    ]


def test_rows_of_years_in_another_order_say_the_same(project: Path, sheets: Path) -> None:
    call(project, "import", str(sheets))
    file = project / "data" / "progress" / "2018.csv"
    head, *rows = file.read_text(encoding="utf-8-sig").splitlines()
    file.write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8")
    done = call(project, "import", str(sheets))
    assert done.returncode == 0, done.stderr
    assert "data/ は、もうこの表のとおりです。" in done.stdout
