"""A field that is added to the list of a year's record goes with it everywhere, by that row alone."""

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from collecting import fill
from judged import checked, refusal

from planreport import paths
from planreport.opendata.downloads import downloads
from planreport.pages import search
from planreport.plan import published
from planreport.plan.fields import Field, Kind, record_fields
from planreport.report.derive import derive
from planreport.round import commands
from planreport.workbook import form, known_measures, read

NEXT_STEPS = Field("next_steps", "今後の取組", Kind.TEXT, "次の年度に行うこと", limit=40)
SAID = "橋を点検する。"


@pytest.fixture
def folder(project: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plan of みなも市 with a text more, said of w1 in its last reported year."""

    def longer(*words: object) -> tuple[Field, ...]:
        return (*record_fields(*words), NEXT_STEPS)  # type: ignore[arg-type]

    for module in ("planreport.plan", "planreport.check.vocabulary"):
        monkeypatch.setattr(sys.modules[module], "record_fields", longer)
    folder = project("minamo")
    say(folder, "2020", SAID)
    return folder


def say(folder: Path, year: str, text: str) -> None:
    path = folder / "data" / "progress" / f"{year}.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    rows[0][NEXT_STEPS.name] = text
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*dict.fromkeys([*rows[0], NEXT_STEPS.name])])
        writer.writeheader()
        writer.writerows(rows)


def test_it_is_judged_by_its_limit_and_as_every_text_is(folder: Path) -> None:
    say(folder, "2020", "点検する。" * 9)
    assert "「next_steps」: 45文字あります。" in refusal(folder)
    say(folder, "2020", "<br>")
    assert "「next_steps」: HTMLの断片「<br>」が残っています。" in refusal(folder)


def test_it_is_in_every_form_of_the_open_data(folder: Path) -> None:
    files = downloads(derive(checked(folder).plan))
    rows = list(csv.DictReader(io.StringIO(files[paths.PROGRESS_CSV].decode("utf-8-sig"))))
    assert [row["next_steps"] for row in rows if row["next_steps"]] == [SAID]
    assert "次の年度に行うこと。空欄は、今後の取組が公表されていないもの" in (
        files[paths.DEFINITIONS_CSV].decode("utf-8-sig")
    )
    measures = json.loads(files[paths.JSON])["goals"][0]["items"][0]["measures"]
    assert [year["next_steps"] for year in measures[0]["years"]][3] == SAID


def test_it_is_found_and_stands_in_the_full_table(folder: Path) -> None:
    report = derive(checked(folder).plan)
    index = search.index(report)
    assert SAID in index.entries[0].texts[index.places.index("令和2年度の今後の取組")]
    record = next(report.plan.measures).in_year(report.plan.reported[-1])
    assert record
    assert report.narrative(record) == f"【取組状況】{record.actions}|【今後の取組】{SAID}"


def test_departments_are_asked_for_it_and_their_answers_are_collected(
    folder: Path, tmp_path: Path
) -> None:
    commands.new_year(folder, extends=False)
    found = checked(folder)
    assert found.collection
    asked = form(found.plan, found.collection, None)
    known = known_measures(found.plan, found.collection)
    filled = fill(asked, {"I7": "○", "J7": "測った。", "N7": "続ける。"})
    (answer,) = read("x.xlsx", filled, known).answers
    assert answer["next_steps"] == "続ける。"
    (tmp_path / "x.xlsx").write_bytes(filled)
    said = commands.collect(
        folder, [tmp_path / "x.xlsx"], is_rehearsal=False, day=found.plan.updated
    )
    assert "今後の取組: （空） → 続ける。" in said
    assert "続ける。" in (folder / "data" / "progress" / "2021.csv").read_text(encoding="utf-8-sig")


def test_once_published_it_changes_by_a_correction_alone(folder: Path) -> None:
    plan = checked(folder).plan
    day = plan.updated
    commands.publish(folder, 2020, day)
    say(folder, "2020", "橋を直す。")
    assert "公表した2020年度の「w1」が、公表したときから変わっています" in refusal(folder)
    row = f"{day},w1,2020,next_steps,{SAID},橋を直す。,書き間違い"
    header = "date,measure_id,fiscal_year,column,before,after,reason"
    (folder / "data" / "corrections.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    (note,) = derive(checked(folder).plan).corrections
    assert (note.column, note.before, note.after) == ("今後の取組", SAID, "橋を直す。")


def test_a_record_of_publication_from_before_the_field_is_taken_as_it_is(folder: Path) -> None:
    """And completed when the next year is published."""
    path = folder / "data" / "published.csv"
    commands.publish(folder, 2019, checked(folder).plan.updated)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    column = rows[0].index("next_steps_digest")
    older = [row[:column] + row[column + 1 :] for row in rows]
    path.write_text("\n".join(map(",".join, older)) + "\n", encoding="utf-8")
    (warning,) = checked(folder).warnings
    assert "「next_steps_digest」の列がないので、今後の取組が" in warning.message
    commands.publish(folder, 2020, checked(folder).plan.updated)
    whole = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    digests = {(row["fiscal_year"], row["measure_id"]): row["next_steps_digest"] for row in whole}
    assert digests["2019", "w1"] == published.digest("")
    assert digests["2020", "w1"] == published.digest(SAID)
