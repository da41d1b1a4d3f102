"""How cities write their tables: what they mean by it is read, and nothing else."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from conftest import call
from laid_out import GRADED, import_sheet, small_plan, table, workbook

from planreport.scaffold.answers import numbers

Import = Callable[..., Any]


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """What the command says of one sheet, and the plan's folder."""

    return partial(import_sheet, tmp_path)


def of_indicators(
    *rows: list[Any], heads: str = "目標 施策 指標 基準値（R3） R4 R5 目標（R8）"
) -> list[Any]:
    return [heads.split(), *(["水辺", "池", *row] for row in rows)]


@pytest.mark.parametrize("heading", ["指標", "環境指標", "モニタリング指標", "主なKPI"])
def test_what_ends_in_the_word_for_an_indicator_is_one(imported: Import, heading: str) -> None:
    heads = f"目標 施策 {heading} 基準値（R3） R4実績 目標（R8）"
    done, project = imported(of_indicators(["水質", 3, 4, 9], heads=heads))
    assert done.returncode == 0, done.stderr
    assert table(project, "indicators.csv")[0]["name"] == "水質"


def test_below_a_year_alone_stand_the_values_of_indicators(imported: Import) -> None:
    done, project = imported(of_indicators(["水質", 3, 4, 5, 9]))
    assert done.returncode == 0, done.stderr
    assert "報告のある年度 2" in done.stdout
    assert table(project, "values/2023.csv") == [{"indicator_id": "kpi01", "value": "5"}]


def test_below_a_year_alone_stands_the_one_thing_that_is_reported(imported: Import) -> None:
    rows = [
        ["目標", "施策", "事業", "R4", "R5"],
        ["水辺", "池", "測定", "測った。", "また測った。"],
    ]
    done, project = imported(rows, '[[fields]]\nname = "actions"\n')
    assert done.returncode == 0, done.stderr
    assert table(project, "progress/2023.csv") == [{"measure_id": "m01", "actions": "また測った。"}]


def test_below_a_year_alone_nothing_is_read_where_more_is_reported(imported: Import) -> None:
    rows = [["目標", "施策", "事業", "R4", "R5評価"], ["水辺", "池", "測定", "A", "A"]]
    done, _ = imported(rows)
    assert "R4 → 取り込みません" in done.stdout


@pytest.mark.parametrize(
    ("baseline", "value", "target", "unit"),
    [
        ("512.3千t-CO2", "455.1", "256.1千t-CO2以下", "千t-CO2"),
        ("-12.4m", "-12.6m", "-13.0～-12.0m", "m"),
        ("340m2", "350m2（速報）", "400m2", "m2"),
        ("7.4", "7.5", "6.5～8.5", ""),
    ],
)
def test_a_unit_may_have_digits_and_stand_behind_some_numbers_only(
    imported: Import, baseline: str, value: str, target: str, unit: str
) -> None:
    rows = of_indicators(["量", baseline, value, "調査は2年ごと", target])
    done, project = imported(rows)
    assert done.returncode == 0, done.stderr
    assert table(project, "indicators.csv")[0].get("unit", "") == unit


@pytest.mark.parametrize(
    ("way", "target", "meant"),
    [
        ("減", "40%以上", "大きいほど良い"),
        ("増", "40%以下", "小さいほど良い"),
        ("維持", "40以上", "大きいほど良い"),
    ],
)
def test_a_target_that_bounds_the_other_side_is_told(
    imported: Import, way: str, target: str, meant: str
) -> None:
    heads = "目標 施策 指標 方向 R4実績 目標（R8）"
    done, _ = imported(of_indicators(["割合", way, 30, target], heads=heads))
    assert done.returncode == 1
    assert f"F2: 目標値は「{target}」ですが、割合は" in done.stderr
    assert f"なら{meant}ものです。" in done.stderr


@pytest.mark.parametrize(
    ("cell", "year"),
    [("69％（H26）", "2014"), ("H26：69％", "2014"), ("2020年3月\n69％", "2019"), ("69 ％", "")],
)
def test_a_baseline_may_name_its_year(imported: Import, cell: str, year: str) -> None:
    heads = "目標 施策 指標 当初値 R4実績 目標（R8）"
    done, project = imported(of_indicators(["割合", cell, "70％", "90％"], heads=heads))
    assert done.returncode == 0, done.stderr
    [row] = table(project, "indicators.csv")
    assert (row["baseline"], row.get("baseline_year", ""), row["unit"]) == ("69", year, "％")


@pytest.mark.parametrize(
    ("cells", "is_list"),
    [(["48回/年", "20人", "2回"], False), (["89.2%", "9.8回", "6校"], False), ("313", True)],
)
def test_amounts_are_not_proposed_as_a_list_of_words(
    imported: Import, cells: list[str], is_list: bool
) -> None:
    rows = [["目標", "施策", "事業", "R4評価", "R4実施内容", "R4数"]]
    rows += [["水辺", "池", f"測定{cell}", "A", "測った。", f"{cell}"] for cell in cells]
    done, _ = imported(rows)
    assert ('kind = "choice"' in done.stdout or 'kind = "number"' in done.stdout) is is_list


@pytest.mark.parametrize("other", ["現状値（R4）", "策定時（H29）", "当初値"])
def test_of_two_baselines_one_has_to_be_chosen(imported: Import, other: str) -> None:
    heads = f"目標 施策 指標 現状値（H30） {other} R4実績 R5目標"
    done, project = imported(of_indicators(*[["割合", 3, 4, 5, 9]] * 3, heads=heads))
    assert done.stderr.count("エラー: ") == 1
    assert "D列とE列が、どちらも「基準値」に見えます。" in done.stderr
    file = project / "import.toml"
    text = re.sub(r'^(D = \{.*)as = "基準値"', r'\1as = ""', file.read_text("utf-8"), flags=re.M)
    file.write_text(text, encoding="utf-8")
    done = call(project, "import", str(project.parent / "表.xlsx"))
    assert done.returncode == 0, done.stderr
    assert table(project, "indicators.csv")[0]["baseline"] == "4"


@pytest.mark.parametrize("line", ["水辺ビジョン２０２３　進捗状況", "水辺ビジョン2023"])
def test_a_year_in_the_plans_name_is_no_year_of_its_sheets(tmp_path: Path, line: str) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    plan = project / "data" / "plan.toml"
    text = re.sub("(?m)^title = .*", 'title = "水辺ビジョン2023"', plan.read_text("utf-8"))
    plan.write_text(text, encoding="utf-8")
    rows = [[line], ["目標", "施策", "事業", "評価"], ["水辺", "池", "測定", "A"]]
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", {"表": rows})))
    assert "などの列が、何年度のものか分かりません。" in done.stderr
    file = workbook(tmp_path / "表.xlsx", {"表": [["令和4年度"], *rows]})
    (project / "import.toml").unlink()
    done = call(project, "import", str(file))
    assert done.returncode == 0, done.stderr
    assert table(project, "progress/2022.csv")


@pytest.mark.parametrize(
    ("heading", "more"),
    [
        ("事業", '[[fields]]\nname = "remarks"\n'),
        ("優先的な事業", '[[fields]]\nname = "remarks"\n'),
        ("事業", '[[fields]]\nname = "actions"\nrequired = false\n'),
    ],
)
def test_measures_that_nothing_is_reported_of_are_groups_of_indicators(
    imported: Import, heading: str, more: str
) -> None:
    heads = ["目標", "施策", heading, "KPI", "R4実績", "目標（R8）"]
    rows = [heads, ["水辺", "池", "測定", "水質", 4, 9]]
    done, project = imported(rows, more)
    assert "指標の実績値があるのに、「事業」について報告する欄が1つもありません。" in done.stderr
    plan = project / "data" / "plan.toml"
    text = plan.read_text(encoding="utf-8")
    said = re.search(r"を (item = .*?)、(measure = .*?) にし", done.stderr)
    assert said
    text = re.sub("(?m)^item = .*", said[1], re.sub("(?m)^measure = .*", said[2], text))
    plan.write_text(text, encoding="utf-8")
    (project / "import.toml").unlink()
    done = call(project, "import", str(project.parent / "表.xlsx"))
    assert done.returncode == 0, done.stderr
    [row] = table(project, "indicators.csv")
    assert (row["of"], row["name"]) == ("1|池|測定", "水質")


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("issues", 'label = "課題"\n'),
        ("plans", 'label = "予定"\nkind = "text"\n'),
        ("people", 'label = "人数"\nkind = "number"\nunit = "人"\n'),
    ],
)
def test_of_a_past_years_empty_cell_is_said_what_can_be_done_before_it_is_in_the_data(
    imported: Import, name: str, more: str
) -> None:
    field = f'[[fields]]\nname = "{name}"\nrequired = true\n{more}'
    label = {"issues": "課題", "plans": "予定", "people": "人数"}[name]
    heads = ["目標", "施策", "事業", "R4評価", f"R4{label}", "R5評価", f"R5{label}"]
    rows = [heads, ["水辺", "池", "測定", "A", "－", "A", 5]]
    done, project = imported(rows, GRADED + field)
    assert f'[[fields]] の name = "{name}" の欄を required = false' in done.stderr
    assert "publish-year" not in done.stderr
    plan = project / "data" / "plan.toml"
    text = plan.read_text(encoding="utf-8").replace("required = true", "required = false")
    plan.write_text(text, encoding="utf-8")
    assert call(project, "import", str(project.parent / "表.xlsx")).returncode == 0


def test_a_dash_that_the_plan_has_no_word_for_may_be_one(imported: Import) -> None:
    choices = "".join(f'[[fields.choices]]\nlabel = "{word}"\n' for word in "AB")
    rows = [
        ["目標", "施策", "事業", "R4評価", "R4実施内容", "R5評価"],
        ["水辺", "池", "測定", "－", "中止した。", "A"],
    ]
    done, _ = imported(rows, GRADED.replace("required = true\n", f"required = true\n{choices}"))
    said = (
        '「－」も評価なら、その [[fields.choices]] に label = "－" と outside = true を加えます。'
    )
    assert f"D2: 評価が空です。\n    → 使える評価: A、B。{said}" in done.stderr


@pytest.mark.parametrize(
    ("way", "target", "direction", "told"),
    [
        ("－", 180, "none", "方向の欄が「－」なので、良し悪しを問わないものと読みました。"),
        ("", "", "none", "目標値がないので、良し悪しを問わないものと読みました。"),
        ("", 180, "up", "方向の列も基準値もないので、大きいほど良いものと読みました。"),
        ("↑", "", "up", ""),
        ("", "減少", "down", "「供給単価」は、目標値から、小さいほど良いものと読みました。"),
        ("", "現状以下に抑制", "down", "「供給単価」は、目標値から、小さい"),
        ("", "増加", "up", ""),
    ],
)
def test_what_nobody_calls_better_is_not_judged(
    imported: Import, way: str, target: object, direction: str, told: str
) -> None:
    heads = "目標 施策 指標 方向 R4実績 R5目標"
    done, project = imported(of_indicators(["供給単価", way, 178, target], heads=heads))
    assert done.returncode == 0, done.stderr
    assert table(project, "indicators.csv")[0]["direction"] == direction
    assert told in done.stdout and (told or "ものと読みました" not in done.stdout)


@pytest.mark.parametrize(
    ("first", "last", "direction", "told"),
    [
        (4700, 4800, "up", "方向の列も基準値もないので、大きいほど良いものと読みました。"),
        (57.5, 56, "down", "「費用」は、目標値から、小さいほど良いものと読みました。"),
        (60, "70以上", "up", ""),
    ],
)
def test_which_way_is_better_is_told_where_nothing_says_it(
    imported: Import, first: float, last: float | str, direction: str, told: str
) -> None:
    heads = "目標 施策 指標 R4目標 R4実績 R5目標"
    done, project = imported(of_indicators(["費用", first, 58, last], heads=heads))
    assert table(project, "indicators.csv")[0]["direction"] == direction
    assert told in done.stdout and (told or "ものと読みました" not in done.stdout)


@pytest.mark.parametrize(
    ("cell", "advice"),
    [("中止", "数がなければ空にして、わけは文章の欄に"), ("約3割", "数だけを書いて")],
)
def test_a_word_where_a_number_belongs_has_another_place(
    imported: Import, cell: str, advice: str
) -> None:
    field = '[[fields]]\nname = "people"\nlabel = "人数"\nkind = "number"\nunit = "人"\n'
    rows = [["目標", "施策", "事業", "R4人数"], ["水辺", "池", "測定", cell]]
    done, _ = imported(rows, field)
    assert f"「{cell}」は人数の数として読めません。" in done.stderr
    assert advice in done.stderr


def test_columns_that_only_brackets_tell_apart_are_told_apart(imported: Import) -> None:
    fields = "".join(
        f'[[fields]]\nname = "{name}"\nlabel = "効果額（{word}）"\nkind = "number"\nunit = "千円"\n'
        for name, word in (("aimed", "計画"), ("saved", "実績"))
    )
    heads = ["目標", "施策", "事業", "R4 評価", "R4 効果額（実績）千円", "R4 効果額（計画）千円"]
    done, project = imported([heads, ["水辺", "池", "測定", "A", 7, 9]], GRADED + fields)
    assert done.returncode == 0, done.stderr
    [row] = table(project, "progress/2022.csv")
    assert (row["aimed"], row["saved"]) == ("9", "7")


@pytest.mark.parametrize(
    ("answer", "label", "unit"),
    [
        ("効果額（計画）（千円）", "効果額（計画）", "千円"),
        ("参加者(延べ)(人)", "参加者(延べ)", "人"),
    ],
)
def test_the_unit_of_an_answer_is_in_its_last_brackets(answer: str, label: str, unit: str) -> None:
    assert numbers(answer) == ((label, unit),)


def test_what_would_have_columns_taken_is_said_once_for_all_years(imported: Import) -> None:
    heads = ["目標", "施策", "事業", "延床面積（㎡）", "R4評価", "R4 達成率", "R5 達成率"]
    done, _ = imported([heads, ["水辺", "池", "測定", "1,250.5", "A", "80.5%", "90%"]])
    assert done.stdout.count("[[fields]]") == 2
    assert (
        'label = "延床面積"\n      per = "measure"\n      kind = "number"\n      unit = "㎡"'
        in done.stdout
    )
    assert 'label = "達成率"\n      kind = "number"\n      unit = "%"' in done.stdout


@pytest.mark.parametrize("word", ["評価", "判定", "達成状況"])
def test_a_grade_of_indicators_is_proposed_as_one_and_then_taken(
    imported: Import, word: str
) -> None:
    heads = f"目標 施策 指標 R4実績 R4達成率 R4{word} 備考 目標（R8）"
    rows = of_indicators(
        ["水質", 4, "44%", "B", "暦年の値", 9], ["鳥", 5, "50%", "A", "", 10], heads=heads
    )
    done, project = imported(rows)
    blocks = re.findall(r"^      (.*)$", done.stdout, re.M)
    assert [line for line in blocks if line.startswith("label")] == ['label = "A"', 'label = "B"']
    assert "[[fields]]" not in done.stdout
    assert "achievement に式を書けば" in done.stdout
    with (project / "data" / "plan.toml").open("a", encoding="utf-8") as plan:
        plan.write("\n".join(blocks))
    (project / "import.toml").unlink()
    done = call(project, "import", "--replace", str(project.parent / "表.xlsx"))
    assert done.returncode == 0, done.stderr
    assert table(project, "values/2022.csv")[0]["grade"] == "B"


def test_a_year_of_an_example_is_one_of_the_plans(imported: Import) -> None:
    done, _ = imported([["目標", "施策", "事業", "評価"], ["水辺", "池", "測定", "A"]])
    assert "「令和4年度」のように書くか、import.toml のそのシートに「year = 2022」" in done.stderr


def test_numbers_stand_beside_the_years_that_the_grades_stand_beside(imported: Import) -> None:
    costs = '[[fields]]\nname = "cost"\nlabel = "決算額"\nkind = "number"\nunit = "千円"\n'
    rows = [["目標", "施策", "事業", "R4評価", "R4決算額"], ["水辺", "池", "測定", "A", "1,200"]]
    done, project = imported([*rows, ["水辺", "池", "清掃", "完了", 0]], GRADED + costs)
    assert done.returncode == 0, done.stderr
    assert call(project, "site", "--no-pdf").returncode == 0
    page = (project / "output" / "measures" / "m01.html").read_text(encoding="utf-8")
    assert page.count('<th scope="row">令和4年度</th>') == 2
    assert "令和5年度" not in page[: page.index("<footer")]


@pytest.mark.parametrize("name", ["Sheet1", "sheet2", "シート1"])
def test_a_sheet_that_nobody_named_is_no_goal(tmp_path: Path, name: str) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    rows = [["施策", "事業", "R4評価"], ["池", "測定", "A"]]
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", {name: rows})))
    assert done.returncode == 1
    assert "「目標」の列も行も見付かりません。" in done.stderr
    assert "表にないなら、「目標」の列を足して書いてください。" in done.stderr


@pytest.mark.parametrize(("aimed", "is_compared"), [("目標（R8）", False), ("目標（R5）", True)])
def test_what_has_no_target_yet_is_not_counted_as_reached_or_missed(
    imported: Import, aimed: str, is_compared: bool
) -> None:
    heads = f"目標 施策 指標 基準値（R3） R4 R5 {aimed}"
    _, project = imported(of_indicators(["水質", 3, 4, 5, 9], heads=heads))
    assert call(project, "site", "--no-pdf").returncode == 0
    for page, said in (("indicators", "目標に達したか"), ("index", "比べられない")):
        text = (project / "output" / f"{page}.html").read_text(encoding="utf-8")
        assert (said in text) is is_compared


TEXTS = '[[fields]]\nname = "actions"\nlabel = "実績"\n'


@pytest.mark.parametrize("word", ["総事業費", "総額", "総数", "事業費合計", "小計（千円）"])
def test_a_sum_below_is_no_measure(imported: Import, word: str) -> None:
    field = '[[fields]]\nname = "cost"\nlabel = "事業費"\nkind = "number"\nunit = "千円"\n'
    rows = [
        ["目標", "施策", "事業", "R4 事業費"],
        ["水辺", "池", "測定", 12],
        [word, "", "", 12],
    ]
    done, project = imported(rows, field)
    assert done.returncode == 0, done.stderr
    assert len(table(project, "measures.csv")) == 1
    assert f"「{word}」（合計の行）" in done.stdout


def test_what_has_dashes_alone_until_a_year_begins_with_that(imported: Import) -> None:
    field = '[[fields]]\nname = "cost"\nlabel = "事業費"\nkind = "number"\nunit = "千円"\n'
    rows = [
        ["目標", "施策", "事業", "R4実績", "R4事業費", "R5実績", "R5事業費"],
        ["水辺", "池", "測定", "測った。", 12, "また測った。", 12],
        ["", "", "清掃", "－", "－", "掃いた。", 0],
    ]
    done, project = imported(rows, TEXTS + field)
    assert done.returncode == 0, done.stderr
    assert [row.get("first_year") for row in table(project, "measures.csv")] == [None, "2023"]
    assert [row["measure_id"] for row in table(project, "progress/2022.csv")] == ["m01"]
    assert (
        "「清掃」の期間を、報告の書かれた2023年度から計画の終わりまでと読みました。" in done.stdout
    )


@pytest.mark.parametrize("value", [3, "1,204", "調査なし"])
def test_a_year_whose_values_have_come_first_is_being_collected(
    tmp_path: Path, value: object
) -> None:
    measures = [["目標", "施策", "事業", "R4評価"], ["水辺", "池", "測定", "A"]]
    counted = [["対象", "指標", "R4実績", "R5実績"], ["測定", "回数", 2, value]]
    project = small_plan(tmp_path / "plan", GRADED)
    sheets: dict[str, Any] = {"事業": measures, "指標": counted}
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", sheets)))
    assert done.returncode == 0, done.stderr
    assert "令和5年度（2023年度）は入力の途中です（2のうち1が未記入）。" in done.stdout
    assert table(project, "progress/2023.csv") == [{"measure_id": "m01"}]


def test_a_column_is_taken_once_the_plan_has_the_field_that_was_proposed(imported: Import) -> None:
    rows = [
        ["目標", "施策", "事業", "R4評価", "R4実施内容", "R4外部評価"],
        ["水辺", "池", "測定", "A", "測った。", "甲"],
        ["", "", "清掃", "A", "掃いた。", "乙"],
    ]
    done, project = imported(rows)
    lines = [line.strip() for line in done.stdout.splitlines()]
    proposed = "\n".join(lines[lines.index("[[fields]]") :][:4])
    file = project / "data" / "plan.toml"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{proposed}\n", encoding="utf-8")
    sheet = str(project.parent / "表.xlsx")
    done = call(project, "import", sheet, "--replace", "--plan", str(project))
    assert done.returncode == 0, done.stderr
    assert [row["column_f"] for row in table(project, "progress/2022.csv")] == ["甲", "乙"]


@pytest.mark.parametrize("dash", ["-", "—", "ー", "－"])
def test_whichever_dash_stands_for_a_value_is_one_state(imported: Import, dash: str) -> None:
    done, project = imported(of_indicators(["水質", 3, 4, dash, 9], ["鳥", 3, 4, 5, 9]))
    assert done.returncode == 0, done.stderr
    assert table(project, "values/2023.csv")[0] == {"indicator_id": "kpi01", "state": "－"}


@pytest.mark.parametrize(
    ("unit", "aim"), [("%", "90％以上"), ("％", "90%以上"), ("g", "90ｇ"), ("㎡", "90m2")]
)
def test_the_unit_of_a_target_may_be_of_another_width(
    imported: Import, unit: str, aim: str
) -> None:
    heads = "目標 施策 指標 単位 基準値 R4実績 R8目標"
    done, project = imported(of_indicators(["水質", unit, f"3{unit}", 4, aim], heads=heads))
    assert done.returncode == 0, done.stderr
    [row] = table(project, "targets.csv")
    assert row == {"indicator_id": "kpi01", "fiscal_year": "2026", "target": "90"}
