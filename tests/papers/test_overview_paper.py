"""The overview shows the whole plan, leaves nothing out, and has no sheet that is nearly empty."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from conftest import Site
from crossing import crossings
from made import PAPERS, elements, plan, printed, squeezed, text_of, words_of

from planreport.report.derive import derive

pytestmark = pytest.mark.pdf

OVERVIEW = PAPERS[2]
HEIGHT = 842  # points, of A4


def test_both_plans_find_room_on_one_side(site: Site) -> None:
    path = site.output / "overview.pdf"
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1
    text = text_of(path)
    for entry in site.report.lagging:
        assert squeezed(entry.measure.heading) in text


@pytest.mark.parametrize(
    "shape",
    [{"measures": 5}, {"measures": 13}, {"goals": 6, "items": 1, "measures": 3, "title": 100}],
    ids=str,
)
def test_all_that_is_late_is_named_in_full_and_no_sheet_is_nearly_empty(
    shape: dict[str, int], tmp_path: Path
) -> None:
    made = plan(**shape)  # type: ignore[arg-type]
    path = printed(made, OVERVIEW, tmp_path)
    text = text_of(path)
    late = derive(made).lagging
    assert len(late) > 3
    for entry in late:
        assert squeezed(entry.measure.title) in text
    assert "…" not in text
    assert crossings(path, tmp_path) == []
    words = words_of(path, tmp_path)
    last = max(word.page for word in words)
    foot = min(word.top for word in words if word.page == last and "/" in word.text)
    filled = max(word.bottom for word in words if word.page == last and word.bottom < foot)
    assert last == 1 or filled > HEIGHT / 3


def test_every_measure_is_a_square_that_is_read_out_with_what_it_counts_as(tmp_path: Path) -> None:
    made = plan(goals=1, items=1, measures=3)
    with pikepdf.open(printed(made, OVERVIEW, tmp_path)) as pdf:
        said = [
            str(element.ActualText)
            for element in elements(pdf.Root.StructTreeRoot.K, "/P")
            if "/ActualText" in element
        ]
    records = [measure.in_year(made.reported[-1]) for measure in made.measures]
    outcomes = [record.standing.label for record in records if record and record.standing]
    assert said == ["、".join(f"{n} {label}" for n, label in enumerate(outcomes, 1))]


def test_before_the_first_report_there_is_nothing_to_show(tmp_path: Path) -> None:
    text = text_of(printed(replace(plan(), reported=()), OVERVIEW, tmp_path))
    assert "まだ報告されていません" in text
    assert "図の四角" not in text
