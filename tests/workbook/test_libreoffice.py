"""LibreOffice opens the form, keeps to its rules, and saves what the reader understands."""

from pathlib import Path

import pytest
from collecting import blank, plan_of
from libreoffice import fill

from planreport.workbook import form, known_measures, read


@pytest.mark.office
def test_a_form_is_filled_in_with_libreoffice(tmp_path: Path) -> None:
    plan = plan_of("minamo", tmp_path)
    collection = blank(plan, plan.years[-1])
    sent, returned = tmp_path / "form.xlsx", tmp_path / "returned.xlsx"
    sent.write_bytes(form(plan, collection, None))
    cells = {"I7": "◎", "J7": "水質を測った。\n結果を知らせた。", "L7": "Ａ 順調", "M7": "4/1から"}
    assert fill(sent, returned, cells) == {
        "is_protected": True,
        "keeps_what_is_locked": True,
        "rules": {
            "I7": ["LIST", [[status.label] for status in plan.statuses]],
            "J7": ["TEXT_LEN", "3000"],
            "L7": ["LIST", [[category.label] for category in plan.assessments]],
            "M7": ["TEXT_LEN", "1000"],
        },
        "length": len(cells["J7"]),
    }
    reading = read("returned.xlsx", returned.read_bytes(), known_measures(plan, collection))
    assert [tuple(row.cells.values()) for row in reading.answers] == [
        ("w1", "◎", "水質を測った。|結果を知らせた。", "Ａ 順調", "4/1から")
    ]
    assert (*reading.notes, *reading.problems) == ()
