"""The city's own document, laid out as the 総括表 that it was, gives the shipped data cell for cell."""

from pathlib import Path
from typing import Any

from conftest import ROOT, call
from laid_out import emptied, table, workbook
from test_source import YEARS, read_document

ERA_YEARS = ("平成24年度", "平成25年度", "平成26年度")
HEADINGS: list[list[object]] = [
    ["計画項目", "計画内容", "概要", *(f"{year}実施内容" for year in ERA_YEARS), "年次計画／進捗"],
    ["", "", "", "", "", "", "", *ERA_YEARS],
]


def summary_table(path: Path) -> Path:
    """A title, goals as heading rows, items merged down, two rows a measure, and the heading again
    on each printed page."""
    document = read_document()
    rows: list[list[object]] = [["旭川市ICT推進プラン総括表"], [], *HEADINGS]
    merges: list[tuple[int, int, int, int]] = [(2, 6, 2, 9)]
    merges += [(2, column, 3, column) for column in range(6)]
    goal = item = ""
    begun = 0
    for n, measure in enumerate(document.rows):
        if n % 9 == 8:
            rows += [list(line) for line in HEADINGS]
            merges.append((len(rows) - 2, 6, len(rows) - 2, 9))
            merges += [(len(rows) - 2, column, len(rows) - 1, column) for column in range(6)]
            item = ""
        if measure.goal != goal:
            goal, item = measure.goal, ""
            rows.append([f"目標{document.goals.index(goal) + 1} {goal}"])
            merges.append((len(rows) - 1, 0, len(rows) - 1, 9))
        top = len(rows)
        if measure.item == item:
            merges.remove((begun, 0, top - 1, 0))
        else:
            begun = top
        merges.append((begun, 0, top + 1, 0))
        merges += [(top, column, top + 1, column) for column in range(1, 6)]
        shown = "" if measure.item == item else measure.item
        item = measure.item
        bullets = "\n".join(f"・{bullet}" for bullet in measure.summary)
        rows.append([shown, measure.title, bullets, *measure.actions, "計画", *measure.planned])
        rows.append(["", "", "", "", "", "", "進捗", *measure.progress])

    def draw(_: str, sheet: Any) -> None:
        for top, left, bottom, right in merges:
            said = rows[top][left] if left < len(rows[top]) else ""
            sheet.merge_range(top, left, bottom, right, said)

    return workbook(path, {"総括表": rows}, draw)


def test_the_summary_table_gives_the_shipped_data_cell_for_cell(tmp_path: Path) -> None:
    project = emptied("shipped", tmp_path / "shipped")
    done = call(project, "import", str(summary_table(tmp_path / "総括表.xlsx")))
    assert done.returncode == 0, done.stderr
    files = ["goals.csv", "measures.csv", "schedule.csv", *(f"progress/{y}.csv" for y in YEARS)]
    for name in files:
        assert (project / "data" / name).read_bytes() == (ROOT / "data" / name).read_bytes(), name


def test_only_the_title_above_the_table_is_not_taken(tmp_path: Path) -> None:
    project = emptied("shipped", tmp_path / "shipped")
    done = call(project, "import", "--dry-run", str(summary_table(tmp_path / "総括表.xlsx")))
    assert "取り込まなかったセル（1）" in done.stdout
    assert "A1: 「旭川市ICT推進プラン総括表」（表の上）" in done.stdout
    assert table(project, "measures.csv") == []
