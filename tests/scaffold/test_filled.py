"""計画の表.xlsx, filled in as an office worker does, is imported whole: in two commands it is a site."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
from beginning import begun, said, settings_of
from conftest import call

Rows = Sequence[Sequence[str | int | float | None]]


def fill(file: Path, sheets: Mapping[str, Rows]) -> None:
    """Types rows below the headings, and leaves the rest of the sheet as it is."""
    workbook = openpyxl.load_workbook(file)
    for name, rows in sheets.items():
        for number, row in enumerate(rows, 4):
            for column, value in enumerate(row, 1):
                workbook[name].cell(number, column).value = value
    workbook.save(file)


def imported(folder: Path, **sheets: Rows) -> Path:
    file = folder / "計画の表.xlsx"
    fill(file, sheets)
    done = call(folder, "import", str(file))
    assert done.returncode == 0, done.stderr
    assert "記入の仕方" not in done.stdout
    assert said(folder) == []
    return folder


def table(folder: Path, file: str) -> list[list[str]]:
    with (folder / "data" / file).open(encoding="utf-8-sig", newline="") as rows:
        return list(csv.reader(rows))


MEASURES = [
    (
        "水辺を守る",
        "川と池",
        "1-1",
        "水質の測定",
        "・5か所で測る\n・結果を知らせる",
        "環境課\n下水道課",
    ),
    (None, None, "1-2", "清掃", "川を清掃する", "環境課"),
    (None, "生き物", "1-3", "外来種の駆除", None, "環境課"),
    ("緑を増やす", "公園", "2-1", "植樹", "公園に木を植える", "公園課"),
]


def test_all_that_was_typed_is_in_the_tables(tmp_path: Path) -> None:
    folder = begun(tmp_path / "計画", texts="取組状況、課題", numbers="決算額（千円）")
    years = [
        ("A", "10回測った。", "機器が古い。", 1200, "B", "12回測った。", None, 1300),
        ("B", "3回行った。", None, 100, "A", "4回行った。", None, 150.5),
        ("C", "1回行った。", None, 0, "C", "2回行った。", None, 10),
        ("S", "40本植えた。\n・東 30本\n・西 10本", None, -5, "A", "20本植えた。", None, 55),
    ]
    rows = [(*once, *of_years) for once, of_years in zip(MEASURES, years, strict=True)]
    imported(folder, 計画の表=rows)
    assert table(folder, "goals.csv")[1:] == [["1", "水辺を守る"], ["2", "緑を増やす"]]
    header, *measures = table(folder, "measures.csv")
    assert header == ["measure_id", "goal_id", "number", "item", "title", "summary", "department"]
    assert measures == [
        [
            "m01",
            "1",
            "1-1",
            "川と池",
            "水質の測定",
            "5か所で測る|結果を知らせる",
            "環境課|下水道課",
        ],
        ["m02", "1", "1-2", "川と池", "清掃", "川を清掃する", "環境課"],
        ["m03", "1", "1-3", "生き物", "外来種の駆除", "", "環境課"],
        ["m04", "2", "2-1", "公園", "植樹", "公園に木を植える", "公園課"],
    ]
    assert table(folder, "progress/2022.csv") == [
        ["measure_id", "grade", "actions", "issues", "settlement"],
        ["m01", "A", "10回測った。", "機器が古い。", "1200"],
        ["m02", "B", "3回行った。", "", "100"],
        ["m03", "C", "1回行った。", "", "0"],
        ["m04", "S", "40本植えた。|・東 30本|・西 10本", "", "-5"],
    ]
    assert [row[1] for row in table(folder, "progress/2023.csv")[1:]] == ["B", "A", "C", "A"]
    assert not (folder / "data" / "progress" / "2024.csv").exists()
    done = call(folder, "--no-pdf")
    assert (done.returncode, done.stderr) == (0, "")


def test_words_that_nobody_had_named_come_into_the_settings_and_its_comments_stay(
    tmp_path: Path,
) -> None:
    folder = begun(tmp_path / "計画", schedule="段階", last="R5", texts="なし", grade="評価")
    before = (folder / "data" / "plan.toml").read_text(encoding="utf-8")
    years = [
        ("検討", "検討", "○", "実施", "検討", "△"),
        ("実施", "実施", "◎", "運用", "運用", "◎"),
        ("実施", "検討", "△", "実施", "実施", "○"),
        ("検討", "検討", "○", "検討", "検討", "○"),
    ]
    rows = [(*once, *of_years) for once, of_years in zip(MEASURES, years, strict=True)]
    settings = settings_of(imported(folder, 計画の表=rows))
    assert [stage.label for stage in settings.statuses] == ["検討", "実施", "運用"]
    (grade,) = (field for field in settings.own_fields if field.name == "grade")
    assert [*(grade.choices or ())] == ["◎", "○", "△"]
    after = (folder / "data" / "plan.toml").read_text(encoding="utf-8").splitlines()
    assert {line for line in before.splitlines() if line.startswith("#")} <= set(after)


def test_indicators_have_a_sheet_of_their_own(tmp_path: Path) -> None:
    folder = begun(tmp_path / "計画", grade="なし", last="R5", indicators="あり")
    rows = [(*once, "測った。", f"{n}回測った。") for n, once in enumerate(MEASURES)]
    indicators = [
        (
            "水辺を守る",
            "川と池",
            "水質の測定",
            "測った回数",
            "回",
            8,
            "R3",
            "増やす",
            "環境課",
            10,
            10,
            None,
            12,
            12,
        ),
        (
            None,
            None,
            None,
            "基準を超えた地点",
            "か所",
            3,
            "R3",
            "減らす",
            "環境課",
            2,
            3,
            None,
            0,
            None,
            "集計中",
        ),
        (
            "緑を増やす",
            None,
            None,
            "公園の面積",
            "ha",
            10,
            "R3",
            None,
            "公園課",
            None,
            10.5,
            None,
            None,
            11,
            "速報",
        ),
    ]
    imported(folder, 計画の表=rows, 指標の表=indicators)
    assert [row[:7] for row in table(folder, "indicators.csv")[1:]] == [
        ["kpi01", "m01", "測った回数", "回", "8", "2021", "up"],
        ["kpi02", "m01", "基準を超えた地点", "か所", "3", "2021", "down"],
        ["kpi03", "2", "公園の面積", "ha", "10", "2021", "none"],  # of no measure, with no aim
    ]
    targets = [["kpi01", "2022", "10"], ["kpi01", "2023", "12"], ["kpi02", "2022", "2"]]
    assert table(folder, "targets.csv")[1:] == [*targets, ["kpi02", "2023", "0"]]
    assert [row[:3] for row in table(folder, "values/2023.csv")[1:]] == [
        ["kpi01", "12", ""],
        ["kpi02", "", "集計中"],
        ["kpi03", "11", "速報"],
    ]
    done = call(folder, "--no-pdf")
    assert (done.returncode, done.stderr) == (0, "")


def test_rows_of_groups_and_lists_are_typed_as_they_come(tmp_path: Path) -> None:
    """Four levels, a plan in words, and words that the lists of the sheet name."""
    folder = begun(
        tmp_path / "計画",
        levels="柱、重点課題、施策、取組",
        schedule="文章",
        grades="順調、遅れ",
        good="順調",
        last="R4",
    )
    rows = [
        ("Ⅰ 暮らし", "① 水", "川", "1", "測定", None, None, "測る。", "順調", "測った。"),
        (None, None, "池", "2", "清掃", None, None, "掃く。", "遅れ", "掃いた。"),
        (None, "② 緑", "公園", "3", "植樹", None, None, "植える。", "順調", "植えた。"),
    ]
    imported(folder, 計画の表=rows)
    assert [row[3] for row in table(folder, "measures.csv")[1:]] == [
        "① 水|川",
        "① 水|池",
        "② 緑|公園",
    ]
    planned = [["m01", "2022", "測る。"], ["m02", "2022", "掃く。"], ["m03", "2022", "植える。"]]
    assert table(folder, "schedule.csv")[1:] == planned


def test_a_plan_without_groups_is_typed_without_their_columns(tmp_path: Path) -> None:
    folder = begun(tmp_path / "計画", levels="目標、事業", grades="順調、遅れ", last="R4")
    rows = [
        ("健康づくり", "1", "健診の勧奨", None, None, "順調", "手紙を送った。"),
        (None, "2", "運動教室", None, None, "遅れ", "月に2回開いた。"),
    ]
    imported(folder, 計画の表=rows)
    head, *measures = table(folder, "measures.csv")
    assert "item" not in head
    assert [row[:2] for row in measures] == [["m01", "1"], ["m02", "1"]]
