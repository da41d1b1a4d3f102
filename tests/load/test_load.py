"""Files become rows that keep their place, in whichever way an office program has saved them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PLANS

from planreport.load import (
    Table,
    load,
    load_glyphs,
    load_toml,
    put_right,
)
from planreport.load.prose import load_prose
from planreport.load.table import load_table
from planreport.place import Place

PLAIN = "goal_id,title\nwater,水辺を守る\nair,空を守る\n"


def table_of(folder: Path, content: str | bytes) -> Table:
    raw = content if isinstance(content, bytes) else content.encode()
    (folder / "goals.csv").write_bytes(raw)
    table, problems = load_table(folder, "goals.csv")
    assert problems == []
    assert table
    return table


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PLAIN.encode("utf-8-sig"), id="with a byte order mark"),
        pytest.param(PLAIN.replace("\n", "\r\n").encode("utf-8-sig"), id="as Excel saves it"),
        pytest.param(PLAIN.replace("\n", "\r"), id="with line ends of the old Macintosh"),
        pytest.param(PLAIN.rstrip("\n"), id="without a last line end"),
        pytest.param(PLAIN.replace("title", "title,,").replace("守る", "守る,,"), id="wide"),
        pytest.param(PLAIN + ",\n,,,,\n\n", id="with blank rows below"),
        pytest.param(PLAIN.replace("水辺を守る", '"水辺を守る"'), id="with quotation marks"),
        pytest.param(PLAIN.replace(",", " ,\u3000"), id="with white space around the cells"),
    ],
)
def test_a_table_reads_the_same_however_it_was_saved(tmp_path: Path, content: str | bytes) -> None:
    assert table_of(tmp_path, content) == table_of(tmp_path, PLAIN)


def test_a_row_keeps_its_line_below_a_cell_of_several_lines_and_a_blank_row(tmp_path: Path) -> None:
    table = table_of(tmp_path, 'goal_id,title\nwater,"水辺を\n\n守る"\n\nair,空を守る\n')
    assert [row.place.line for row in table.rows] == [2, 6]
    assert table.rows[0]["title"] == "水辺を|守る"


def test_a_row_keeps_its_line_in_a_file_of_windows(tmp_path: Path) -> None:
    table = table_of(tmp_path, b'goal_id,title\r\nwater,"a\r\nb"\r\nair,c\r\n')
    assert [row.place.line for row in table.rows] == [2, 4]


def test_a_quoted_cell_may_hold_commas_and_quotation_marks(tmp_path: Path) -> None:
    table = table_of(tmp_path, 'goal_id,title\nwater,"川,池と""海"""\n')
    assert table.rows[0]["title"] == '川,池と"海"'


def test_cells_that_a_row_lacks_are_empty_and_so_are_columns_that_no_one_named(
    tmp_path: Path,
) -> None:
    (row,) = table_of(tmp_path, "goal_id,title\nwater\n").rows
    assert row["title"] == ""
    assert row["department"] == ""


def test_a_cell_knows_its_file_line_and_column(tmp_path: Path) -> None:
    row = table_of(tmp_path, PLAIN).rows[1]
    assert row.at("title") == Place("goals.csv", 3, "title")


def test_a_row_with_a_cell_too_many_is_kept_and_told(tmp_path: Path) -> None:
    (tmp_path / "goals.csv").write_text("goal_id,title\nwater,川,池\nair,空\n", encoding="utf-8")
    table, problems = load_table(tmp_path, "goals.csv")
    assert table
    assert [row["goal_id"] for row in table.rows] == ["water", "air"]
    assert [problem.place for problem in problems] == [Place("goals.csv", 2)]


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("cp932", "Shift_JIS"),
        ("euc_jp", "EUC-JP"),
        ("iso2022_jp_ext", "ISO-2022-JP"),
        ("utf-16", "UTF-16"),
    ],
)
def test_the_encoding_of_every_file_of_a_plan_is_recognised(
    project: Callable[[str], Path], plan: str, codec: str, name: str
) -> None:
    root = project(plan)
    files = [*root.glob("data/**/*.csv"), root / "data/plan.toml", *root.glob("content/**/*.md")]
    japanese = [file for file in files if not file.read_text(encoding="utf-8").isascii()]
    for file in japanese:
        file.write_bytes(file.read_text(encoding="utf-8").encode(codec, errors="replace"))
    told = {p.place.file: p.message for p in load(root).problems}
    assert set(told) == {file.relative_to(root).as_posix() for file in japanese}
    assert all(f"{name}" in message for message in told.values())


TOML = """\
# A comment.
[plan]
title = "計画"

[[history]]
date = 2020-01-01

[[history]]
date = 2021-01-01

[[tallies]]
total = 3
[[tallies.counts]]
count = 1
[[tallies.counts]]
count = 2
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("plan",), 2, "plan"),
        (("plan", "title"), 3, "title"),
        (("history", 0, "date"), 6, "date"),
        (("history", 1, "date"), 9, "date"),
        (("tallies", 0, "total"), 12, "total"),
        (("tallies", 0, "counts", 0, "count"), 14, "count"),
        (("tallies", 0, "counts", 1, "count"), 16, "count"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_key_of_toml_knows_its_line(
    tmp_path: Path, path: tuple[str | int, ...], line: int, column: str, line_end: str
) -> None:
    (tmp_path / "plan.toml").write_bytes(TOML.replace("\n", line_end).encode())
    settings, problems = load_toml(tmp_path, "plan.toml")
    assert settings
    assert problems == []
    assert settings.at(*path) == Place("plan.toml", line, column)


def test_a_key_that_is_not_there_has_the_line_of_the_table_that_lacks_it(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(TOML, encoding="utf-8")
    settings, _ = load_toml(tmp_path, "plan.toml")
    assert settings
    assert settings.at("history", 1, "text") == Place("plan.toml", 8, "text")
    assert settings.at("contact") == Place("plan.toml", 0, "contact")


def page_of(folder: Path, content: str) -> tuple[dict[str, str], str, int]:
    (folder / "content").mkdir(exist_ok=True)
    (folder / "content/about.md").write_bytes(content.encode())
    page, problems = load_prose(folder, "content/about.md")
    assert page
    assert problems == []
    assert page.name == "about"
    return dict(page.front_matter), page.text, page.text_line


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_page_is_front_matter_and_the_text_below_it(tmp_path: Path, line_end: str) -> None:
    content = "---\ntitle: 時刻: 9:00\n\norder:3\n---\n\n本文\n".replace("\n", line_end)
    assert page_of(tmp_path, content) == ({"title": "時刻: 9:00", "order": "3"}, "\n本文\n", 6)


def test_a_page_without_front_matter_is_all_text(tmp_path: Path) -> None:
    assert page_of(tmp_path, "本文\n---\n") == ({}, "本文\n---\n", 1)


def test_a_line_within_the_text_does_not_end_the_front_matter_again(tmp_path: Path) -> None:
    assert page_of(tmp_path, "---\n---\n上\n---\n下") == ({}, "上\n---\n下", 3)


def test_the_names_of_goals_pages_keep_their_folder(project: Callable[[str], Path]) -> None:
    names = {page.name for page in load(project("minamo")).prose}
    assert names == {"index", "words", "goals/water"}


def test_the_files_of_progress_are_known_by_their_names_in_order(
    project: Callable[[str], Path],
) -> None:
    assert list(load(project("minamo")).progress) == ["2017", "2018", "2019", "2020"]


def test_one_unreadable_file_leaves_the_others_readable(project: Callable[[str], Path]) -> None:
    root = project("minamo")
    (root / "data/plan.toml").write_text("[", encoding="utf-8")
    (root / "data/progress/2018.csv").write_bytes("a,あ".encode("cp932"))
    sources = load(root)
    assert sources.settings is None
    assert sources.progress["2018"] is None
    assert sources.progress["2019"]
    assert sources.measures
    assert {problem.place.file for problem in sources.problems} == {
        "data/plan.toml",
        "data/progress/2018.csv",
    }


def test_an_empty_folder_is_no_plan_but_no_reason_to_break(tmp_path: Path) -> None:
    sources = load(tmp_path)
    assert sources.measures is None
    assert sources.prose == ()
    assert sources.progress == {}
    assert len(sources.problems) == 3  # the three files that every plan has


def test_a_character_counts_as_drawable_where_every_font_or_a_supplement_has_it(
    tmp_path: Path,
) -> None:
    fonts = PLANS["shipped"] / "templates/fonts"
    glyphs = load_glyphs(fonts)
    assert {*"旭川髙﨑①○◎△×～−𠮷𩸽₂㈭ⓐ", "葛\U000e0100", "辻\U000e0101", "神\ufe00"} <= glyphs
    assert not {*"🎉✔\ue000\U000e0100", "葛\U000e0110", "が\U000e0100"} & glyphs
    assert load_glyphs(tmp_path) == frozenset()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("か\u200b\u3099", "が"),
        ("\xad\ufeffハ\u309a\xa0ン", "パ ン"),
        ("葛\U000e0100と葛\U000e0100\ufe0f", "葛\U000e0100と葛\U000e0100"),
        ("⽔\ufe00", "水"),
        ("神\ufe00と神\ufe0e、☆\ufe0f", "神\ufe00と神、☆"),
        ("あ\u3099", "あ\u3099"),
        ("神﨑①㈱ｶﾞ", "神﨑①㈱ｶﾞ"),
    ],
)
def test_a_text_is_put_right_once_and_for_all(written: str, meant: str) -> None:
    assert put_right(written) == meant
    assert put_right(meant) == meant
