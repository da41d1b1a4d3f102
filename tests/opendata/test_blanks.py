"""What the definitions say of an empty cell is what can be the reason of one."""

import pytest
from conftest import plan_of

from planreport.opendata.tables.reported import progress_wide, record_columns
from planreport.report.derive import derive


@pytest.mark.parametrize("name", ["shipped", "minamo", "takanohara"])
def test_where_no_year_has_gaps_an_empty_cell_is_of_a_year_to_come(name: str) -> None:
    plan = plan_of(name)
    assert not plan.has_gaps
    said = {column.name: column.description for column in record_columns(plan)}
    assert not any("未報告" in text or "報告がなかった" in text for text in said.values())
    assert plan.lead
    assert said[plan.lead.name].endswith("空欄は、まだ報告前の年度")


def test_each_column_of_a_year_says_of_that_year_what_an_empty_cell_means() -> None:
    plan = plan_of("minamo")
    assert plan.lead
    said = {column.name: column.description for column in progress_wide(derive(plan)).fields}
    for year in plan.years:
        text = said[f"{plan.lead.name}_{year.year}"]
        assert ("まだ報告前か、" in text) == (year not in plan.reported), text
        assert "未報告" not in text
