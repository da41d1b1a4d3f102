"""What cannot be read is told with its place, and nothing of data/ is written."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import call, tree
from laid_out import GRADED, Cells, small_plan, table, workbook

ROWS: list[Any] = [
    ["目標", "施策", "事業", "R4 評価", "R4 実施内容"],
    ["水辺", "池", "測定", "A", "測った。"],
    ["水辺", "池", "清掃", "B", "掃いた。"],
]


@pytest.fixture
def refused(tmp_path: Path) -> Callable[..., str]:
    """What is said of a file, which must not change data/."""

    def one(file: Path, more: str = GRADED) -> str:
        project = small_plan(tmp_path / "plan", more)
        before = tree(project / "data")
        done = call(project, "import", str(file))
        assert done.returncode == 1, done.stdout
        assert tree(project / "data") == before
        assert "Traceback" not in done.stderr
        return done.stderr.replace(f"{file}", file.name)

    return one


def edited(row: int, column: int, text: object) -> list[Any]:
    rows = [list(cells) for cells in ROWS]
    rows[row][column] = text
    return rows


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("表.docx", b"", "表.docx: 読める形のファイルではありません。"),
        ("表.xlsx", b"", "表.xlsx: 空のファイルです。"),
        ("表.xlsx", b"PK\x03\x04 and no more", "表.xlsx: 壊れているか、途中で切れています。"),
        ("表.xls", b"no workbook", "表.xls: 壊れているか、途中で切れています。"),
        ("表.csv", '目標,施策\n"'.encode(), '表.csv 2行目: 引用符（"）の対応が取れていないか'),
        ("表.csv", b"\xff\xfe\x00", "表.csv 1行目: 文字コードがUTF-8ではありません。"),
        ("表.csv", b"", "表.csv: ファイルが空です。"),
        ("表.csv", "こんにちは,世界\n".encode(), "表.csv: 見出しの行が見付かりません。"),
        (
            "表.csv",
            "目標,施策,事業\n".encode(),
            "表.csv: 見出しの下に、読める行が1つもありません。",
        ),
    ],
)
def test_a_file_that_is_no_table_is_told(
    tmp_path: Path, refused: Callable[..., str], name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert told in refused(tmp_path / name)


def test_a_file_that_is_not_there_is_told(tmp_path: Path, refused: Callable[..., str]) -> None:
    assert "ない.xlsx: ファイルがありません。" in refused(tmp_path / "ない.xlsx")


def test_a_macro_in_a_workbook_does_no_harm(tmp_path: Path) -> None:
    made = workbook(tmp_path / "表.xlsx", {"表": ROWS})
    content = io.BytesIO(made.read_bytes())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    (tmp_path / "表.xlsm").write_bytes(content.getvalue())
    project = small_plan(tmp_path / "plan", GRADED)
    assert call(project, "import", str(tmp_path / "表.xlsm")).returncode == 0
    assert len(table(project, "measures.csv")) == 2


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (edited(0, 1, "なぞ"), "シート「表」: 「施策」の列も行も見付かりません。"),
        (edited(0, 3, "なぞ"), "シート「表」: 「評価」の列が見付かりません。"),
        (edited(1, 0, ""), "シート「表」 C2: 目標が空です。"),
    ],
)
def test_what_is_missing_is_told_once(
    tmp_path: Path, refused: Callable[..., str], rows: Cells, told: str
) -> None:
    file = workbook(tmp_path / "表.xlsx", {"表": rows})
    assert told in refused(file)


def test_the_last_year_may_have_gaps_and_is_said_to_be_unfinished(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    done = call(project, "import", str(workbook(tmp_path / "表.xlsx", {"表": edited(2, 3, "")})))
    assert done.returncode == 0, done.stderr
    assert "data/progress/2022.csv: 令和4年度（2022年度）は入力の途中です" in done.stdout


def test_errors_and_struck_words_in_cells_are_told(
    tmp_path: Path, refused: Callable[..., str]
) -> None:
    import xlsxwriter

    file = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("表")
        for r, row in enumerate(ROWS):
            sheet.write_row(r, 0, row)
        sheet.write_formula(1, 4, "=Sheet9!A1", None, "#REF!")
        sheet.write(2, 4, "掃かない。", book.add_format({"font_strikeout": True}))
    said = refused(file)
    assert "シート「表」 E2: エラーの値（#REF!）が入っています。" in said
    assert "シート「表」 E3: 取り消し線の文字「掃かない。」があります。" in said


def test_a_row_that_says_more_than_texts_and_names_no_measure_is_told(
    tmp_path: Path, refused: Callable[..., str]
) -> None:
    rows = [*ROWS, ["", "", "", "C", "また掃いた。"]]
    said = refused(workbook(tmp_path / "表.xlsx", {"表": rows}))
    assert "C4: 「事業」が空です。" in said


def test_a_hidden_sheet_is_not_read_and_hidden_rows_are_told(tmp_path: Path) -> None:
    def draw(name: str, sheet: Any) -> None:
        if name == "古い表":
            sheet.hide()
        else:
            sheet.set_row(2, None, None, {"hidden": True})

    project = small_plan(tmp_path / "plan", GRADED)
    file = workbook(tmp_path / "表.xlsx", {"表": ROWS, "古い表": edited(1, 2, "昔")}, draw)
    done = call(project, "import", str(file))
    assert done.returncode == 0, done.stderr
    assert "シート「古い表」: 非表示のシートは読みません。" in done.stdout
    assert "シート「表」: 非表示の行（3）も読みます。" in done.stdout
    assert [row["title"] for row in table(project, "measures.csv")] == ["測定", "清掃"]


def test_a_published_year_is_not_changed(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    assert call(project, "import", str(workbook(tmp_path / "1.xlsx", {"表": ROWS}))).returncode == 0
    assert call(project, "publish-year", "2022", "--date", "2024-06-02").returncode == 0
    before = tree(project / "data")
    file = workbook(tmp_path / "2.xlsx", {"表": edited(1, 3, "B")})
    done = call(project, "import", "--replace", str(file))
    assert done.returncode == 1
    assert "シート「表」 D2: " in done.stderr
    assert "公表" in done.stderr
    assert tree(project / "data") == before


def test_what_columns_were_taken_for_is_said_though_the_rest_is_wrong(tmp_path: Path) -> None:
    project = small_plan(tmp_path / "plan", GRADED)
    file = workbook(tmp_path / "表.xlsx", {"表": edited(0, 1, "なぞ")})
    done = call(project, "import", "--dry-run", str(file))
    assert done.returncode == 1
    assert "B  なぞ → 取り込みません" in done.stdout
    assert not (project / "import.toml").exists()


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path, refused: Callable[..., str]) -> None:
    rows = [*edited(1, 0, ""), ["", "", "", "C", ""]]
    said = refused(workbook(tmp_path / "表.xlsx", {"表": rows}))
    assert "シート「表」 C2: 目標が空です。" in said
    assert "シート「表」 C4: 「事業」が空です。" in said
