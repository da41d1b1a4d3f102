"""The open data says what the plan says, in every form, and keeps the rules for such data."""

import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
from conftest import Site
from grouping import PATHS, WORDS, make_grouped
from published import rows_of

from planreport import paths
from planreport.check import check
from planreport.load import load
from planreport.opendata.downloads import downloads
from planreport.opendata.tables import tables
from planreport.plan.revisions import Correction, Revised, Revision
from planreport.report.derive import derive

TABLES = (
    "progress",
    "progress-wide",
    "measures",
    "summaries",
    "tallies",
    "revisions",
    "corrections",
    "history",
    "codes",
    "definitions",
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
            "planned": record.cell("planned"),
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


def test_the_wide_table_says_the_same_with_the_years_side_by_side(site: Site) -> None:
    years = [year.year for year in site.report.plan.years]
    stages = [f"{what}_{year}" for year in years for what in ("planned", "progress")]
    wide = read(site, "progress-wide")
    assert list(wide[0])[-len(stages) :] == stages
    said = {
        (row["measure_id"], str(year)): (row[f"planned_{year}"], row[f"progress_{year}"])
        for row in wide
        for year in years
    }
    long = {
        (row["measure_id"], row["fiscal_year"]): (row["planned"], row["progress"])
        for row in read(site, "progress")
    }
    assert {key: cells for key, cells in said.items() if any(cells)} == long
    assert len(said) == len(years) * len(list(site.report.plan.measures))


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
        return [row[5:] for row in rows_of(files[f"data/{name}.csv"])[1:]]

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
    assert {planned, "終了", actions} <= {row[1] for row in rows_of(files["data/codes.csv"])}


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


def test_the_workbook_holds_the_same_tables_as_another_program_reads_them(site: Site) -> None:
    workbook = openpyxl.load_workbook(site.output / "data" / "plan.xlsx")
    assert tuple(workbook.sheetnames) == TABLES
    for sheet in workbook:
        cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
        assert cells == as_lists(site, sheet.title)


def as_lists(site: Site, name: str) -> list[list[str]]:
    with (site.output / "data" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


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


def test_every_list_of_the_code_table_is_that_of_some_column_which_names_it(site: Site) -> None:
    used: set[str] = set()
    for table in tables(site.report):
        for field in table.fields:
            used.update(field.lists)
            assert [name for name in field.lists if name not in field.description] == []
    listed = {row["list"] for row in read(site, "codes")}
    assert used == listed


def test_a_word_that_means_two_things_is_once_in_the_code_table(site: Site) -> None:
    plan = site.report.plan
    same = replace(plan.terms, item=(plan.terms.goal,))
    (table,) = (t for t in tables(derive(replace(plan, terms=same))) if t.name == "codes")
    keys = [row[:2] for row in table.rows]
    assert len(keys) == len(set(keys))
    (meaning,) = [row[3] for row in table.rows if row[1] == f"{same.goal}の変更"]
    assert meaning == f"{same.goal}を改めた"


def test_the_history_is_the_one_on_the_page(site: Site) -> None:
    updates = [(row["date"], row["text"]) for row in read(site, "history")]
    assert updates == [(u.date.isoformat(), u.text) for u in site.report.plan.history]


def test_every_column_is_defined(site: Site) -> None:
    defined = read(site, "definitions")
    assert [(row["table"], row["column"]) for row in defined] == [
        (name, column) for name in TABLES for column in as_lists(site, name)[0]
    ]
    assert all(all(row.values()) for row in defined)


def test_groups_of_several_levels_have_a_column_each_and_are_nested_in_the_tree(
    tmp_path: Path,
) -> None:
    made = downloads(derive(check(load(make_grouped(tmp_path / "grouped"))).plan))
    first, *_ = csv.DictReader(io.StringIO(made[paths.MEASURES_CSV].decode("utf-8-sig")))
    columns = ("widest_item", "wider_item", "item")
    assert [first[column] for column in columns] == list(PATHS["w1"])
    told = csv.DictReader(io.StringIO(made[paths.DEFINITIONS_CSV].decode("utf-8-sig")))
    titles = {row["column"]: row["title"] for row in told if row["table"] == "measures"}
    assert [titles[column] for column in columns] == list(WORDS)
    node = json.loads(made[paths.JSON])["goals"][0]
    for title in PATHS["w1"]:
        node = node["items"][0]
        assert node["title"] == title
    assert [measure["id"] for measure in node["measures"]] == ["w1", "w2"]
