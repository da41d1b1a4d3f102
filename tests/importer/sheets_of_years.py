"""A 総括表 that has a sheet for each year."""

from typing import Any

from conftest import PLANS
from laid_out import table

YEARS = {2017: "平成29年度", 2018: "H30", 2019: "平成31年度", 2020: "令和2年度", 2021: "R3"}


def minamo(file: str) -> list[dict[str, str]]:
    return table(PLANS["minamo"], file)


def is_ended(row: dict[str, str]) -> bool:
    """Whether something was planned for a measure that had been ended before."""
    last = {it["measure_id"]: it.get("last_year", "9999") for it in minamo("measures.csv")}
    return row["fiscal_year"] > last[row["measure_id"]]


def a_sheet_for_each_year() -> dict[str, list[Any]]:
    """What was planned and reached in a year on a sheet that has the year's name."""
    goals = {row["goal_id"]: row["title"] for row in minamo("goals.csv")}
    sheets: dict[str, list[Any]] = {}
    for year, name in YEARS.items():
        planned = {
            row["measure_id"]: row["planned"]
            for row in minamo("schedule.csv")
            if row["fiscal_year"] == str(year) and not is_ended(row)
        }
        reports = {row["measure_id"]: row for row in minamo(f"progress/{year}.csv")}
        rows: list[Any] = [
            ["みなも市環境行動計画"],
            [
                "基本方針ID",
                "基本方針",
                "施策",
                "ID",
                "事業",
                "概要",
                "担当課",
                "年度目標",
                "達成状況",
                "取組状況",
                "区分",
            ],
        ]
        for row in minamo("measures.csv"):
            if row["measure_id"] in planned:
                report = reports.get(row["measure_id"], {})
                cells = [row["goal_id"], goals[row["goal_id"]], row["item"], row["measure_id"]]
                cells += [
                    row["title"],
                    row.get("summary", "").replace("|", "\n"),
                    row.get("department", ""),
                ]
                cells += [planned[row["measure_id"]]]
                cells += [report.get(name, "") for name in ("progress", "actions", "assessment")]
                rows.append(cells)
        sheets[name] = rows
    return sheets
