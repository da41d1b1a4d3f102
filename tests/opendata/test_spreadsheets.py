"""The workbook of the open data in a spreadsheet: what the CSV says, and nothing that runs."""

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import Site
from patience import SECONDS
from published import Rows, csv_of, rows_of

from planreport.check import check
from planreport.load import load
from planreport.opendata.downloads import downloads
from planreport.place import PlanError
from planreport.plan import Plan
from planreport.plan.measures import Goal, Group
from planreport.plan.revisions import Correction, Revised, Revision
from planreport.plan.settings import Terms, Update
from planreport.report.derive import derive

MAC_OFFICE = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
EVERY_SHEET_AS_UTF8 = (
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
)
PAYLOADS = [
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(1,2)",
    "＝1+1",
    "＋1+1",
    "－2+3",
    "＠SUM(1,2)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    '=HYPERLINK("https://example.com/","見る")',
    "=cmd|'/C calc'!A0",
    "+cmd|'/C calc'!A0",
    '=DDE("soffice","/etc/passwd","A1")',
    '=WEBSERVICE("https://example.com/")',
]
# Where a plan's own words go from a CSV file into the open data.
COLUMNS = {
    "goals": ("title",),
    "measures": ("item", "title", "summary", "department"),
    "progress/2020": ("actions", "remarks"),
    "revisions": ("before", "after", "reason"),
    "corrections": ("before", "after", "reason"),
}
CORRECTIONS = [
    ["date", "measure_id", "fiscal_year", "column", "before", "after", "reason"],
    ["2021-07-01", "w1", "2020", "actions", "甲", "乙", "丙"],
]
SETTINGS = (
    'title = "みなも市環境行動計画"',
    'municipality = "架空県みなも市"',
    'goal = "基本方針"',
    'planned = "年度目標"',
    'label = "◎"',
    'reading = "達成"',
    'meaning = "目標を達成した"',
    'label = "Ａ 順調"',
    'text = "令和2年度の達成状況を加えました。"',
    'name = "公共データ利用規約（第1.0版）"',
)


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table, columns in COLUMNS.items() for column in columns],
)
def test_the_rules_refuse_what_would_run(
    project: Callable[[str], Path], table: str, column: str
) -> None:
    root = project("minamo")
    path = root / "data" / f"{table}.csv"
    rows = CORRECTIONS if table == "corrections" else rows_of(path.read_bytes())
    if column not in rows[0]:
        rows = [[*rows[0], column], *([*row, ""] for row in rows[1:])]
    for payload in PAYLOADS:
        spoiled = [list(row) for row in rows]
        spoiled[1][spoiled[0].index(column)] = payload
        path.write_bytes(csv_of(spoiled))
        assert (f"data/{table}.csv", 2, column) in refused(root), payload


@pytest.mark.parametrize("line", SETTINGS)
def test_the_rules_refuse_it_in_the_settings_too(project: Callable[[str], Path], line: str) -> None:
    root = project("minamo")
    path = root / "data" / "plan.toml"
    text = path.read_text(encoding="utf-8")
    key, _, _ = line.partition(" = ")
    number = text[: text.index(line)].count("\n") + 1
    for payload in PAYLOADS:
        escaped = payload.replace("\\", "\\\\").replace('"', '\\"')
        for char, written in (("\t", "\\t"), ("\r", "\\r"), ("\n", "\\n")):
            escaped = escaped.replace(char, written)
        path.write_text(text.replace(line, f'{key} = "{escaped}"', 1), encoding="utf-8")
        assert ("data/plan.toml", number) in [place[:2] for place in refused(root)], payload


def refused(root: Path) -> list[tuple[str, int, str]]:
    """Where the errors are."""
    with pytest.raises(PlanError) as raised:
        check(load(root))
    places = [problem.place for problem in raised.value.problems if not problem.is_warning]
    return [(place.file, place.line, place.column) for place in places]


@pytest.mark.office
def test_libreoffice_finds_what_the_csv_says(site: Site, tmp_path: Path) -> None:
    data = site.output / "data"
    found = in_libreoffice((data / "plan.xlsx").read_bytes(), tmp_path)
    assert found == {path.stem: rows_of(path.read_bytes()) for path in data.glob("*.csv")}


@pytest.mark.office
def test_what_would_run_stays_text_even_past_the_rules(site: Site, tmp_path: Path) -> None:
    """The rules let no such plan through; should one get past them, the workbook holds still."""
    files = downloads(derive(spoiled(site.report.plan)))
    workbook = openpyxl.load_workbook(io.BytesIO(files["data/plan.xlsx"]))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    texts = {str(cell.value).replace("_x000D_", "\r") for cell in cells}
    assert [payload for payload in PAYLOADS if payload not in texts] == []
    found = in_libreoffice(files["data/plan.xlsx"], tmp_path)
    assert found == {
        path.removeprefix("data/").removesuffix(".csv"): rows_of(content)
        for path, content in files.items()
        if path.endswith(".csv")
    }


def spoiled(plan: Plan) -> Plan:
    """A plan in which each payload is every text of a goal, of what lies below it and is said of it."""
    like = next(plan.measures)
    year, last = plan.years[0], plan.years[-1]

    def goal(n: int, text: str) -> Goal:
        years = tuple(replace(record, texts={"actions": text}) for record in like.years)
        measure = replace(
            like, id=f"m{n}", title=text, summary=(text,), departments=(text,), years=years
        )
        return Goal(f"g{n}", text, (Group((text,), (measure,)),))

    entries = list(enumerate(PAYLOADS))
    words: dict[str, Any] = {it.name: PAYLOADS[n] for n, it in enumerate(fields(Terms))}
    words["item"] = (words["item"],)
    return replace(
        plan,
        title=PAYLOADS[0],
        municipality=PAYLOADS[0],
        source=PAYLOADS[0],
        terms=Terms(**words),
        published_tallies=(),
        goals=tuple(goal(n, text) for n, text in entries),
        revisions=tuple(
            Revision(last, f"m{n}", Revised.TITLE, None, text, text, text) for n, text in entries
        ),
        corrections=tuple(
            Correction(date(2021, 7, 1), f"m{n}", year, "actions", text, text, text)
            for n, text in entries
        ),
        history=tuple(Update(date(2021, 7, 1), text) for text in PAYLOADS),
    )


def in_libreoffice(xlsx: bytes, folder: Path) -> dict[str, Rows]:
    """What LibreOffice shows in each sheet."""
    (folder / "plan.xlsx").write_bytes(xlsx)
    office = shutil.which("soffice") or shutil.which("libreoffice") or MAC_OFFICE
    subprocess.run(
        [
            office,
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            EVERY_SHEET_AS_UTF8,
            "--outdir",
            folder,
            folder / "plan.xlsx",
        ],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    return {
        path.stem.removeprefix("plan-"): rows_of(path.read_bytes())
        for path in folder.glob("plan-*.csv")
    }
