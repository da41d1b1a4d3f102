"""The open data says what the plan says, in every form, and keeps the rules for such data."""

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from conftest import Site

from planreport.derive import derive
from planreport.downloads import downloads
from planreport.model import Correction, Revised, Revision

MAC_OFFICE = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
TABLES = (
    "progress",
    "measures",
    "summaries",
    "tallies",
    "revisions",
    "corrections",
    "codes",
)


def read(site: Site, name: str) -> list[dict[str, str]]:
    with (site.output / "data" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_progress_has_one_row_for_each_measure_and_year(site: Site) -> None:
    plan = site.report.plan
    assert read(site, "progress") == [
        {
            "area_code": plan.area_code,
            "municipality": plan.municipality,
            "goal_id": goal.id,
            "goal": goal.title,
            "item": item.title,
            "measure_id": measure.id,
            "measure": measure.title,
            "fiscal_year": str(record.fiscal_year.year),
            "planned": record.planned.label,
            "progress": record.progress.label if record.progress else "",
            "standing": record.standing.label if record.standing else "",
            "actions": record.actions,
            "assessment": record.assessment.label if record.assessment else "",
        }
        for goal in plan.goals
        for item in goal.items
        for measure in item.measures
        for record in measure.years
    ]


def test_measures_and_summaries_are_all_there(site: Site) -> None:
    measures = list(site.report.plan.measures)
    assert [(row["measure_id"], row["department"]) for row in read(site, "measures")] == [
        (measure.id, measure.department) for measure in measures
    ]
    assert [
        (row["measure_id"], row["number"], row["summary"]) for row in read(site, "summaries")
    ] == [
        (measure.id, str(number), bullet)
        for measure in measures
        for number, bullet in enumerate(measure.summary, 1)
    ]


def test_tallies_say_how_they_were_come_by(site: Site) -> None:
    rows = [tuple(row.values())[2:] for row in read(site, "tallies")]
    if site.name == "shipped":
        assert rows[:4] == [
            ("2014", "公表", "計画通り", "18", "60"),
            ("2014", "公表", "遅れているが進んでいる", "7", "23"),
            ("2014", "公表", "現状費用対効果が低い", "4", "13"),
            ("2014", "公表", "その他", "1", "3"),
        ]
        assert [row[3] for row in rows[4:]] == [*"2", "23", "5", "1", "19", "10", "1", "17", "12"]
    else:
        assert ("2020", "記録", "Ｃ 見直し", "1", "17") in rows
        assert ("2020", "比較", "計画より先", "2", "33") in rows


def test_revisions_and_corrections_are_there_in_every_form(site: Site) -> None:
    plan = site.report.plan
    year, last = plan.years[0], plan.years[-1]
    measure = next(plan.measures)
    label = plan.statuses[0].label
    changed = replace(
        plan,
        revisions=(
            Revision(last, measure.id, Revised.PLANNED, last, label, label, '理由、"引用", 他'),
            Revision(last, measure.id, Revised.ENDED, None, "", "", ""),
        ),
        corrections=(Correction(date(2021, 7, 1), measure.id, year, "actions", "甲,乙", "丙", ""),),
    )
    files = downloads(derive(changed))

    def rows(name: str) -> list[list[str]]:
        """Without the head, and from the measure's id on."""
        return [row[5:] for row in csv_rows(files[f"data/{name}.csv"])[1:]]

    ended = [measure.id, measure.title, str(last.year), "終了", "", "", "", ""]
    planned = f"{plan.terms.planned}の変更"
    assert rows("revisions") == [
        [*ended[:3], planned, str(last.year), label, label, '理由、"引用", 他'],
        ended,
    ]
    actions = plan.terms.actions
    assert rows("corrections") == [
        [measure.id, measure.title, "2021-07-01", str(year.year), actions, "甲,乙", "丙", ""]
    ]
    tree = json.loads(files["data/plan.json"])
    assert [entry["what"] for entry in tree["revisions"]] == [planned, "終了"]
    assert tree["revisions"][1]["reason"] is None
    assert tree["corrections"][0]["date"] == "2021-07-01"
    assert {planned, "終了", actions} <= {row[1] for row in csv_rows(files["data/codes.csv"])}


def csv_rows(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_the_json_is_the_plan_as_a_tree(site: Site) -> None:
    plan = site.report.plan
    tree = json.loads((site.output / "data" / "plan.json").read_bytes())
    assert [goal["title"] for goal in tree["goals"]] == [goal.title for goal in plan.goals]
    measures = [m for goal in tree["goals"] for item in goal["items"] for m in item["measures"]]
    flat = [
        {"measure_id": measure["id"], **{key: str(value or "") for key, value in year.items()}}
        for measure in measures
        for year in measure["years"]
    ]
    wanted = flat[0].keys()
    assert flat == [
        {key: row[key] for key in row if key in wanted} for row in read(site, "progress")
    ]


@pytest.mark.parametrize("name", TABLES)
def test_each_csv_keeps_the_rules_for_machine_readable_data(site: Site, name: str) -> None:
    raw = (site.output / "data" / f"{name}.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")  # for Excel, as the page of the data says
    text = raw.decode("utf-8-sig")
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert "\n" not in "".join(lines)  # L1-14: one record a physical line
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert len(rows) == len(lines) - 1
    assert all(re.fullmatch(r"[a-z_]+", column) for column in header)  # L3-08
    assert len(set(header)) == len(header)  # L1-05, L2-03
    assert all(len(row) == len(header) for row in rows)
    assert all(any(row) for row in rows)  # L1-03
    for row in rows:
        for cell in row:
            assert cell == cell.strip()  # L1-06
            assert not re.match(r"[=+\-@＝＋－＠].", cell)  # nothing that runs as a formula


def test_the_workbook_holds_the_same_tables_as_another_program_reads_them(site: Site) -> None:
    workbook = openpyxl.load_workbook(site.output / "data" / "plan.xlsx")
    assert tuple(workbook.sheetnames) == TABLES
    for sheet in workbook:
        assert not sheet.merged_cells.ranges  # L1-12
        assert not any(row.hidden for row in sheet.row_dimensions.values())  # L1-13
        assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}  # no formulas
        cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
        assert cells == as_lists(site, sheet.title)


def as_lists(site: Site, name: str) -> list[list[str]]:
    with (site.output / "data" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_libreoffice_opens_the_workbook_and_finds_what_the_csv_says(
    site: Site, tmp_path: Path
) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice") or MAC_OFFICE
    every_sheet_as_utf8 = (
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    )
    subprocess.run(
        [
            office,
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            every_sheet_as_utf8,
            "--outdir",
            tmp_path,
            site.output / "data" / "plan.xlsx",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    for name in TABLES:
        with (tmp_path / f"plan-{name}.csv").open(encoding="utf-8", newline="") as file:
            assert list(csv.reader(file)) == as_lists(site, name)


def test_the_data_package_describes_the_files_that_are_there(site: Site) -> None:
    folder = site.output / "data"
    package = json.loads((folder / "datapackage.json").read_bytes())
    assert package["profile"] == "tabular-data-package"
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        raw = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(raw)
        assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
        header, *rows = as_lists(site, resource["name"])
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        for column, field in enumerate(fields):
            if field["type"] == "integer":
                assert all(row[column].isdigit() for row in rows if row[column])


def test_every_word_from_a_list_stands_in_the_code_table(site: Site) -> None:
    codes = {(row["list"], row["label"]) for row in read(site, "codes")}
    for row in read(site, "progress"):
        for list_name, column in (
            ("status", "planned"),
            ("status", "progress"),
            ("standing", "standing"),
            ("assessment", "assessment"),
        ):
            assert not row[column] or (list_name, row[column]) in codes
    for row in read(site, "revisions"):
        assert ("revision", row["what"]) in codes
    for row in read(site, "corrections"):
        assert ("column", row["column"]) in codes
    for row in read(site, "tallies"):
        assert ("kind", row["kind"]) in codes
        assert {("assessment", row["category"]), ("standing", row["category"])} & codes
