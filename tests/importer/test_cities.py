"""A 総括表 comes in as the plan's own data, cell for cell, however a city has laid it out."""

from collections.abc import Callable
from pathlib import Path

import cities
import cities_with_indicators
import pytest
from conftest import call
from handed_over import Sheet
from tabled import carried, empty_project, renamed, tables

SHEETS: tuple[Callable[[], Sheet], ...] = (
    cities.shipped_as_printed,
    cities.shipped_flat,
    cities.minamo_merged,
    cities.minamo_years_as_rows,
    cities.umikaze_a_sheet_a_goal,
    cities.umikaze_a_sheet_a_year,
    cities.takanohara_over_years,
    cities.takanohara_rows_for_each_heading,
    cities.asanagi_three_heading_rows,
    cities.asanagi_as_csv,
    cities_with_indicators.shiomi_with_a_sheet_of_kpis,
    cities_with_indicators.shiomi_with_targets_above_values,
    cities_with_indicators.aomine_with_a_sheet_of_indicators,
    cities_with_indicators.aomine_indicators_beside_measures,
)


@pytest.fixture(params=SHEETS, ids=lambda make: make.__name__)
def sheet(request: pytest.FixtureRequest) -> Sheet:
    make: Callable[[], Sheet] = request.param
    return make()


def test_a_sheet_gives_the_plan_s_own_data(sheet: Sheet, tmp_path: Path) -> None:
    project = empty_project(sheet.plan, tmp_path / sheet.plan)
    file = tmp_path / sheet.file
    file.write_bytes(sheet.content)
    done = call(project, "import", str(file), "--plan", str(project))
    assert done.returncode == 0, done.stderr
    expected = sheet.expected
    columns = {column for rows in expected.values() for row in rows for column in row}
    found = carried(tables(project), columns)
    if "measure_id" in sheet.columns:
        ids = [[row["measure_id"] for row in data["measures.csv"]] for data in (found, expected)]
        assert ids[0] == ids[1]
    found, expected = renamed(found), renamed(expected)
    assert {*found} == {*expected}
    for file_name, rows in expected.items():
        assert found[file_name] == rows, file_name
