"""Tables of figures as cities keep them: accounts, emissions, services, shares of men and women."""

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import call
from laid_out import GRADED, small_plan, table, workbook

REMARKS = '[[fields]]\nname = "remarks"\n'


def imported(
    folder: Path, rows: list[Any], more: str = REMARKS, merged: tuple[str, ...] = ()
) -> Any:
    project = small_plan(folder / "plan", more)

    def draw(_: str, sheet: Any) -> None:
        for cells, text in [merged] if merged else []:
            sheet.merge_range(cells, text)

    file = str(workbook(folder / "表.xlsx", {"表": rows}, draw))
    done = call(project, "import", file)
    assert done.returncode == 0, done.stderr
    assert "data/ は、もうこの表のとおりです。" in call(project, "import", file).stdout
    return done.stdout, project


def read(project: Path, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row.get(name, "") for name in names) for row in table(project, "indicators.csv")]


ROWS: dict[str, tuple[list[Any], list[tuple[str, str]]]] = {
    "men and women": (
        [
            ["目標", "施策", "指標", "区分", "R4実績", "R5目標"],
            ["働き方", "休暇", "育休取得率", "男性", "41.2％", "50％程度"],
            ["", "", "", "女性", "100％", "100％を維持"],
            ["", "", "休暇の日数", "", "12.8日", "14日以上"],
        ],
        [("育休取得率（男性）", "％"), ("育休取得率（女性）", "％"), ("休暇の日数", "日")],
    ),
    "a column without a heading": (
        [
            ["目標", "施策", "指標", "", "単位", "R4計画", "R4実績"],
            ["管路", "改築", "延長", "単年度", "km", 1.5, 1.4],
            ["", "", "", "累計", "km", 2.7, 2.5],
        ],
        [("延長（単年度）", "km"), ("延長（累計）", "km")],
    ),
    "what is counted stands below 単位": (
        [
            ["目標", "施策", "指標", "単位", "R4計画値", "R4実績値", "R4対計画比"],
            ["居宅", "訪問", "訪問介護", "給付費（千円）", 412300, 398221, "96.6%"],
            ["", "", "", "利用者数（人／月）", 1020, 1001, "98.1%"],
        ],
        [("訪問介護（給付費）", "千円"), ("訪問介護（利用者数）", "人／月")],
    ),
}


@pytest.mark.parametrize("way", ROWS)
def test_rows_of_one_name_are_told_apart_by_their_own_column(tmp_path: Path, way: str) -> None:
    rows, expected = ROWS[way]
    _, project = imported(tmp_path, rows, merged=("C2:C3", rows[1][2]))
    assert read(project, "name", "unit") == expected
    assert (
        len([row for row in table(project, "values/2022.csv") if "value" in row]) == len(rows) - 1
    )


ACCOUNTS: list[Any] = [
    ["（単位：千円）"],
    ["目標", "施策", "指標", "令和4年度", "", "", "令和5年度"],
    ["", "", "", "計画", "決算", "差額", "計画"],
    ["歳入", "一般", "市税", 100, 90, "▲10", 80],
    ["", "", "歳入合計", 200, 195, "▲5", 190],
    ["指標", "比率", "経常収支比率（％）", "94.5", "92.8", "▲1.7", "94.2"],
]


def test_what_is_settled_in_accounts_is_compared_and_not_judged(tmp_path: Path) -> None:
    said, project = imported(tmp_path, ACCOUNTS)
    expected = [("市税", "千円"), ("歳入合計", "千円"), ("経常収支比率", "％")]
    assert read(project, "name", "unit") == expected
    assert {way for (way,) in read(project, "direction")} == {"none"}
    assert [it["value"] for it in table(project, "values/2022.csv")] == ["90", "195", "92.8"]
    assert len(re.findall("ほかに単位のない指標の単位を、「千円」と読みました。", said)) == 1


def test_emissions_have_their_base_year_their_sum_and_what_is_provisional(tmp_path: Path) -> None:
    rows: list[Any] = [
        ["目標", "施策", "指標", "2013年度\n（基準年度）", "2022年度", "2023年度\n（速報値）", "", "2030年度目標", ""],
        ["", "", "", "排出量", "排出量", "排出量", "基準年度比", "排出量", "基準年度比"],
        ["排出", "部門", "家庭部門", 171.4, 143.3, 138, "▲19.5％", 58.3, "▲66％"],
        ["", "", "合計", 948.2, 791.8, 802.7, "▲15.3％", 528.1, "▲44％"],
    ]  # fmt: skip
    _, project = imported(tmp_path, rows)
    names = ("name", "baseline", "baseline_year", "direction")
    assert read(project, *names) == [
        ("家庭部門", "171.4", "2013", "down"),
        ("合計", "948.2", "2013", "down"),
    ]
    assert [it["state"] for it in table(project, "values/2023.csv")] == ["速報値", "速報値"]


def test_a_single_target_is_seen_from_the_first_value_where_there_is_no_baseline(
    tmp_path: Path,
) -> None:
    rows: list[Any] = [["目標", "施策", "指標", "R4実績", "R5目標"]]
    rows += [["働き方", "時間", "超えた人", "55人", "0人"], ["", "", "来た人", "55人", "60人"]]
    _, project = imported(tmp_path, rows)
    assert read(project, "direction") == [("down",), ("up",)]


@pytest.mark.parametrize(("cell", "year"), [("14,000人（R8）", "2026"), ("R5：70人", "2023")])
def test_a_target_may_say_its_year_itself(tmp_path: Path, cell: str, year: str) -> None:
    rows: list[Any] = [["目標", "施策", "指標", "基準値", "目標値", "R4実績"]]
    rows += [["街", "歩く", "通行量", "10人（R2）", cell, "50人"]]
    said, project = imported(tmp_path, rows)
    (target,) = table(project, "targets.csv")
    assert target["fiscal_year"] == year
    assert target["target"] in ("14000", "70")
    assert "取り込みません" not in said


def test_a_group_deep_in_the_plan_may_be_called_by_its_name_alone(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    plan = project / "data" / "plan.toml"
    levels = plan.read_text(encoding="utf-8").replace('item = "施策"', 'item = ["政策", "施策"]')
    plan.write_text(levels, encoding="utf-8")
    measures: list[Any] = [
        ["目標", "政策", "施策", "事業", "R4評価"],
        ["水辺", "川", "浅瀬", "測定", "A"],
    ]
    figures: list[Any] = [["施策", "指標", "R4実績"], ["浅瀬", "満足度", 3.2]]
    file = workbook(tmp_path / "表.xlsx", {"事業": measures, "施策の指標": figures})
    done = call(project, "import", str(file))
    assert done.returncode == 0, done.stderr
    assert read(project, "of") == [("浅瀬",)]
    assert call(project, "check").returncode == 0


def test_what_is_reported_without_a_year_is_of_the_only_one_that_is_named(tmp_path: Path) -> None:
    rows = [
        ["目標", "施策", "事業", "R4の実施内容", "評価"],
        ["水辺", "池", "測定", "測った。", "A"],
    ]
    _, project = imported(tmp_path, rows, GRADED)
    (row,) = table(project, "progress/2022.csv")
    assert (row["grade"], row["actions"]) == ("A", "測った。")


def test_what_is_to_be_done_in_the_next_year_is_no_summary(tmp_path: Path) -> None:
    rows = [
        ["目標", "施策", "事業", "令和4年度の評価", "", ""],
        ["", "", "", "評価", "実施内容", "令和5年度の取組内容"],
        ["水辺", "池", "測定", "A", "測った。", "川でも測る。"],
    ]
    said, project = imported(tmp_path, rows, GRADED)
    assert "summary" not in table(project, "measures.csv")[0]
    assert 'label = "次年度の取組内容"' in said
    assert "next_year" not in said


def test_a_plan_in_words_can_take_the_next_year_s_from_this_year_s_report(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED, plan='schedule = "text"')
    rows = [["目標", "施策", "事業", "R4年次計画", "R4評価", "R4次年度計画"]]
    rows += [["水辺", "池", "測定", "測る。", "A", "川でも測る。"]]
    file = str(workbook(tmp_path / "表.xlsx", {"表": rows}))
    said = call(project, "import", file).stdout
    field = re.search(r"\[\[fields\]\](.*?next_year = true)", said, re.DOTALL)
    assert field, said
    plan = project / "data" / "plan.toml"
    plan.write_text(f"{plan.read_text(encoding='utf-8')}\n{field[0]}\n", encoding="utf-8")
    done = call(project, "import", file, "--replace")
    assert done.returncode == 0, done.stderr
    assert "川でも測る。" in table(project, "progress/2022.csv")[0].values()


def test_a_year_before_the_first_that_is_shown_is_left_out_and_told(tmp_path: Path) -> None:
    money = '[[fields]]\nname = "cost"\nlabel = "決算額"\nkind = "number"\nunit = "千円"\n'
    project = small_plan(tmp_path / "plan", GRADED + money)
    rows = [["目標", "施策", "事業", "R4決算額", "R5決算額", "R5評価"]]
    rows += [["水辺", "池", "測定", "5", "6", "A"]]
    file = str(workbook(tmp_path / "表.xlsx", {"表": rows}))
    plan = project / "data" / "plan.toml"
    text = plan.read_text(encoding="utf-8").replace("first_year = 2022", "first_year = 2021")
    plan.write_text(text, encoding="utf-8")
    assert "「reported_from = 2023」" in call(project, "import", file).stderr
    plan.write_text(text.replace("last_year", "reported_from = 2023\nlast_year"), encoding="utf-8")
    done = call(project, "import", file)
    assert done.returncode == 0, done.stderr
    assert "「R4決算額」は2022年度で、載せ始める年度より前なので、取り込みません。" in done.stdout
    assert not table(project, "progress/2022.csv")
    assert table(project, "progress/2023.csv")[0]["cost"] == "6"


YEARS: dict[str, dict[str, Any]] = {
    "a sheet each": {
        f"令和{year}年度": [
            ["目標", "施策", "指標", "目標値", "実績"],
            ["港", "船", "寄港数", 9, year],
        ]
        for year in (4, 5)
    },
    "a row each": {
        "表": [
            ["目標", "施策", "指標", "年度", "目標値", "実績"],
            *(["港", "船", "寄港数", f"R{year}", 9, year] for year in (4, 5)),
        ]
    },
}


@pytest.mark.parametrize("way", YEARS)
def test_an_indicator_of_several_years_is_one(tmp_path: Path, way: str) -> None:
    project = small_plan(tmp_path / "plan", REMARKS)
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", YEARS[way])))
    assert done.returncode == 0, done.stderr
    assert read(project, "name") == [("寄港数",)]
    assert [table(project, f"values/{year}.csv")[0]["value"] for year in (2022, 2023)] == ["4", "5"]


def test_a_number_below_the_word_for_a_goal_is_aimed_at(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", REMARKS)
    plan = project / "data" / "plan.toml"
    text = plan.read_text(encoding="utf-8").replace('goal = "目標"', 'goal = "基本方針"')
    plan.write_text(text, encoding="utf-8")
    rows: list[Any] = [
        ["基本方針", "施策", "指標", "目標", "実績"],
        ["本", "棚", "冊数", "210,000", 9],
    ]
    file = workbook(tmp_path / "令和4年度.xlsx", {"表": rows})
    assert call(project, "import", str(file)).returncode == 0
    assert [row["target"] for row in table(project, "targets.csv")] == ["210000"]


def test_what_is_planned_for_the_next_year_is_no_report_of_it(tmp_path: Path) -> None:
    rows = [["目標", "施策", "事業", "R4実施内容", "R4評価", "R5実施予定"]]
    rows += [["水辺", "池", "測定", "測った。", "A", "川でも測る。"]]
    said, project = imported(tmp_path, rows, GRADED)
    assert not table(project, "progress/2023.csv")
    assert 'label = "次年度の実施予定"' in said


def test_an_arrow_in_a_year_s_plan_goes_on_from_the_left(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED, plan='schedule = "text"')
    rows = [["目標", "施策", "事業", "R4年次計画", "R5年次計画", "R4評価"]]
    rows += [["水辺", "池", "測定", "測る。", "→", "A"]]
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", {"表": rows})))
    assert done.returncode == 0, done.stderr
    assert [row["planned"] for row in table(project, "schedule.csv")] == ["測る。", "測る。"]
    assert "同じという印を「測る。」と読みました。" in done.stdout


def test_a_target_keeps_what_stands_in_brackets_behind_it(tmp_path: Path) -> None:
    rows: list[Any] = [["目標", "施策", "指標", "基準値", "R4実績", "R5目標"]]
    rows += [["備え", "学校", "耐震化率", "90％", "100％", "100％（達成済）"]]
    _, project = imported(tmp_path, rows)
    (target,) = table(project, "targets.csv")
    assert (target["target"], target["note"]) == ("100", "達成済")


def test_values_without_a_year_are_refused_and_nothing_else_is_asked_for(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    measures = [["目標", "施策", "事業", "R4評価"], ["水辺", "池", "測定", "A"]]
    figures: list[Any] = [["目標", "指標", "目標値", "最新値"], ["水辺", "魚", "9匹（R5）", "7匹"]]
    sheets: dict[str, Any] = {"事業": measures, "指標": figures}
    refused = call(project, "import", str(workbook(tmp_path / "表.xlsx", sheets)))
    assert refused.returncode == 1
    errors = [line for line in refused.stderr.splitlines() if line.startswith("エラー: ")]
    assert len(errors) == 1 and "「最新値」は、何年度のものか分からない" in errors[0]
    assert "「year = 2022」" in refused.stderr
