"""What import.toml says of a sheet, corrected by whoever knows better."""

import tomllib
from pathlib import Path

import pytest
from conftest import call
from laid_out import GRADED, emptied, small_plan, table, workbook
from sheets_of_years import a_sheet_for_each_year, minamo


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    return workbook(tmp_path / "進行管理表.xlsx", a_sheet_for_each_year())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return emptied("minamo", tmp_path / "minamo")


def test_what_a_column_is_taken_for_can_be_corrected(project: Path, tmp_path: Path) -> None:
    sheets = a_sheet_for_each_year()
    for rows in sheets.values():
        rows[1][9] = "やったこと"
    file = str(workbook(tmp_path / "表.xlsx", sheets))
    done = call(project, "import", file)
    assert done.returncode == 1
    reading = project / "import.toml"
    text = reading.read_text(encoding="utf-8")
    assert 'J = { heading = "やったこと" }' in text
    reading.write_text(
        text.replace('"やったこと" }', '"やったこと", as = "取組状況" }'), encoding="utf-8"
    )
    done = call(project, "import", file)
    assert done.returncode == 0, done.stderr
    assert table(project, "progress/2018.csv") == minamo("progress/2018.csv")


def test_a_correction_that_cannot_be_is_told_with_its_line(project: Path, sheets: Path) -> None:
    call(project, "import", str(sheets))
    reading = project / "import.toml"
    text = reading.read_text(encoding="utf-8")
    text = text.replace('as = "担当課"', 'as = "担当化"', 1)
    reading.write_text(text.replace('as = "区分"', 'was = "区分"', 1), encoding="utf-8")
    done = call(project, "import", str(sheets))
    assert done.returncode == 1
    line = text.splitlines().index('G = { heading = "担当課", as = "担当化" }') + 1
    assert (
        f"import.toml {line}行目「G」: 「担当化」として読むことはできません。\n    → 「担当課」ではありませんか。"
        in done.stderr
    )
    assert "知らない項目「was」です。\n    → 「as」ではありませんか。" in done.stderr


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('words = "検討、実施"', "import.toml 1行目「words」: 書き方が違います。"),
        ("sheets = 3", "import.toml 1行目「sheets」: 書き方が違います。"),
        ('[[words]]\nfields = ["progress"]\norder = "検討"', "3行目「order」: 言葉の並びでは"),
        ('[[sheets]]\n{0}\nheading_rows = [1, 2]\ncolumns = "A"', "「columns」: 列の書き方が違い"),
        ('[[sheets]]\n{0}\nheading_rows = "1"', "「heading_rows」: 見出しの行が読めません。"),
        ("[[sheets]]\n{0}\nheading_rows = [[1], 2]", "「heading_rows」: 見出しの行が読めません。"),
        (
            "[[sheets]]\n{0}\nheading_rows = [1, 2]\ncolumns.ZZ = {{ as = '' }}",
            "にZZ列はありません。",
        ),
    ],
)
def test_what_is_written_by_hand_in_another_form_is_told(
    written: str, told: str, project: Path, sheets: Path
) -> None:
    sheet = f'file = "{sheets.name}"\nsheet = "{next(iter(a_sheet_for_each_year()))}"'
    (project / "import.toml").write_text(written.format(sheet), encoding="utf-8")
    done = call(project, "import", str(sheets))
    assert done.returncode == 1
    assert told in done.stderr


def test_words_are_put_in_the_order_that_import_toml_says(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    words = '[[words]]\nfields = ["grade"]\norder = ["X", "Y"]\noutside = ["A"]\n'
    (project / "import.toml").write_text(words, encoding="utf-8")
    rows = [
        ["目標", "施策", "事業", "R4 評価"],
        *(["水辺", "池", f"事業{n}", grade] for n, grade in enumerate("AYX")),
    ]
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", {"表": rows})))
    assert done.returncode == 0, done.stderr
    plan = tomllib.loads((project / "data" / "plan.toml").read_text(encoding="utf-8"))
    assert plan["fields"][0]["choices"] == [
        {"label": "X"},
        {"label": "Y"},
        {"label": "A", "outside": True},
    ]


def test_a_column_whose_year_nobody_says_is_told_and_taken_once_it_is_said(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    rows = [["目標", "施策", "事業", "評価"], ["水辺", "池", "測定", "A"]]
    file = str(workbook(tmp_path / "表.xlsx", {"表": rows}))
    done = call(project, "import", file)
    assert done.returncode == 1
    assert "D1: 「評価」などの列が、何年度のものか分かりません。" in done.stderr
    reading = project / "import.toml"
    text = reading.read_text(encoding="utf-8")
    reading.write_text(text.replace('as = "評価"', 'as = "評価", year = 2022'), encoding="utf-8")
    done = call(project, "import", file)
    assert done.returncode == 0, done.stderr
    assert table(project, "progress/2022.csv") == [{"measure_id": "m01", "grade": "A"}]
