"""The workbook of the open data in a spreadsheet: what the CSV says, and nothing that runs."""

import io
import shutil
import subprocess
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import Site
from patience import SECONDS
from published import Rows, rows_of

from planreport.csvfile import unguarded
from planreport.opendata.downloads import downloads
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


@pytest.mark.office
def test_libreoffice_finds_what_the_csv_says(site: Site, tmp_path: Path) -> None:
    data = site.output / "data"
    found = in_libreoffice((data / "plan.xlsx").read_bytes(), tmp_path)
    assert found == {path.stem: said(path.read_bytes()) for path in data.glob("*.csv")}


@pytest.mark.office
def test_what_would_run_stays_text(site: Site, tmp_path: Path) -> None:
    """In the workbook as it was written; in CSV behind an apostrophe."""
    files = downloads(derive(spoiled(site.report.plan)))
    workbook = openpyxl.load_workbook(io.BytesIO(files["data/plan.xlsx"]))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    texts = {str(cell.value).replace("_x000D_", "\r") for cell in cells}
    assert [payload for payload in PAYLOADS if payload not in texts] == []
    found = in_libreoffice(files["data/plan.xlsx"], tmp_path)
    assert found == {
        path.removeprefix("data/").removesuffix(".csv"): said(content)
        for path, content in files.items()
        if path.endswith(".csv")
    }
    tables = [rows_of(content) for path, content in files.items() if path.endswith(".csv")]
    in_csv = {cell for rows in tables for row in rows for cell in row}
    assert not in_csv & {*PAYLOADS}
    assert {f"'{payload}" for payload in PAYLOADS} <= in_csv


def said(csv: bytes) -> Rows:
    """What a table says, without the apostrophes that keep it from running."""
    return [[unguarded(cell) for cell in row] for row in rows_of(csv)]


def spoiled(plan: Plan) -> Plan:
    """A plan in which each payload is every text of a goal, of what lies below it and is said of it."""
    like = next(plan.measures)
    year, last = plan.years[0], plan.years[-1]

    def goal(n: int, text: str) -> Goal:
        years = tuple(replace(record, texts={"actions": text}) for record in like.years)
        measure = replace(
            like, id=f"m{n}", title=text, summary=(text,), departments=(text,), years=years
        )
        return Goal(f"g{n}", text, Group((), (), (Group((text,), (measure,)),)))

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
        goal_titles={f"g{n}": text for n, text in entries},
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
