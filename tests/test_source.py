"""data/ says, cell by cell, what the city's document says.

The document is read here by a reader of its own, which shares nothing with the program: it knows
how the text was torn out of the PDF, and what was damaged by that.
"""

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from conftest import ROOT

SOURCE = Path(__file__).parent / "source" / "summary-table.txt"
YEARS = (2012, 2013, 2014)

# What tearing the text out of the PDF did to it, and what had stood there.
DAMAGE = {
    "電子調達の 実施": "電子調達の実施",
    "ネット公売 の実施拡充": "ネット公売の実施拡充",
    "コンテンツ の拡充": "コンテンツの拡充",
    "新たな広報 広聴手段の 導入": "新たな広報広聴手段の導入",
    "業務システムのデータ 保全": "業務システムのデータ保全",
    "バックアップ 体制の整備": "バックアップ体制の整備",
    "データセン ターの活用": "データセンターの活用",
    "N T T": "NTT",
    "I R U": "IRU",
    "行った。 (平成27年度": "行った。(平成27年度",
    "遅れているが 進んでいる": "遅れているが進んでいる",
    "現状費用対効果 が低い": "現状費用対効果が低い",
    '<ul style="list-style-type: none">': "",
}


@dataclass
class Row:
    goal: str
    item: str
    title: str
    summary: list[str]
    actions: list[str]
    planned: list[str]
    progress: list[str] = field(default_factory=list)


@dataclass
class Document:
    goals: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    tally: list[list[str]] = field(default_factory=list)


def read_document() -> Document:
    text = SOURCE.read_text(encoding="utf-8")
    for damaged, whole in DAMAGE.items():
        assert damaged in text, damaged
        text = text.replace(damaged, whole)
    document = Document()
    goal = item = ""
    for words in _lines(text):
        if words[0] in ("計画項目", "平成24年度", "旭川市ICT推進プラン総括表"):
            continue
        if words[0].startswith("目標"):
            goal = words[0].split(" ", 1)[1]
            document.goals.append(goal)
        elif "計画" in words:
            place = words.index("計画")
            *names, summary = words[: place - 3]
            item = names[0] if len(names) == 2 else item
            document.rows.append(
                Row(
                    goal,
                    item,
                    names[-1],
                    [bullet for bullet in re.split(r"(?:^|\s+)・", summary) if bullet],
                    words[place - 3 : place],
                    words[place + 1 :],
                )
            )
        elif words[0] == "進捗":
            document.rows[-1].progress = words[1:]
        else:
            document.tally.append(words)
    return document


def _lines(text: str) -> Iterator[list[str]]:
    """The words of each line between its tabs; blank ones stand for shifted columns."""
    for line in text.splitlines():
        if words := [word.strip() for word in line.split("\t") if word.strip()]:
            yield words


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_document_was_read_whole() -> None:
    document = read_document()
    assert len(document.goals) == 4
    assert len(document.rows) == 30
    assert len({(row.goal, row.item) for row in document.rows}) == 13
    for row in document.rows:
        assert [len(row.actions), len(row.planned), len(row.progress)] == [3, 3, 3], row.title


def test_every_goal_and_measure_stands_in_the_data_in_its_order() -> None:
    document = read_document()
    goals = {row["goal_id"]: row["title"] for row in table("goals.csv")}
    assert list(goals.values()) == document.goals
    assert [
        (goals[row["goal_id"]], row["item"], row["title"], row["summary"].split("|"))
        for row in table("measures.csv")
    ] == [(row.goal, row.item, row.title, row.summary) for row in document.rows]


def test_every_planned_status_stands_in_the_data() -> None:
    document = read_document()
    ids = [row["measure_id"] for row in table("measures.csv")]
    assert [tuple(row.values()) for row in table("schedule.csv")] == [
        (id_, str(year), planned)
        for id_, row in zip(ids, document.rows, strict=True)
        for year, planned in zip(YEARS, row.planned, strict=True)
    ]


def test_every_status_reached_and_every_action_stands_in_the_data() -> None:
    document = read_document()
    ids = [row["measure_id"] for row in table("measures.csv")]
    for n, year in enumerate(YEARS):
        assert [
            (row["measure_id"], row["progress"], row["actions"])
            for row in table(f"progress/{year}.csv")
        ] == [
            (id_, row.progress[n], row.actions[n])
            for id_, row in zip(ids, document.rows, strict=True)
        ]


def test_the_published_tally_stands_in_the_data() -> None:
    plan = tomllib.loads((ROOT / "data" / "plan.toml").read_text(encoding="utf-8"))
    (tally,) = plan["published_tallies"]
    assert [["項目数", str(tally["total"])]] + [
        [count["assessment"], str(count["count"]), f"{count['percent']}%"]
        for count in tally["counts"]
    ] == read_document().tally


def test_nothing_is_recorded_that_the_document_does_not_say() -> None:
    plan = tomllib.loads((ROOT / "data" / "plan.toml").read_text(encoding="utf-8"))
    assert not {"contact", "licence"} & set(plan)
    assert not any(row["department"] for row in table("measures.csv"))
    assert not any(row["assessment"] for year in YEARS for row in table(f"progress/{year}.csv"))


def test_what_seem_to_be_slips_of_the_city_are_left_alone() -> None:
    everything = "".join(row["summary"] for row in table("measures.csv"))
    assert "非難情報" in everything
    assert "施行的な" in everything
