"""Other plans' data, laid out in other ways, come back as they were."""

from pathlib import Path
from typing import Any

import pytest
from conftest import INDICATED, OTHERS, PLANS, call
from laid_out import Cells, emptied, table, workbook


def data(name: str) -> Path:
    return (PLANS | OTHERS | INDICATED)[name]


def said(name: str, file: str) -> list[dict[str, str]]:
    return table(data(name), file)


def come_back(name: str, project: Path, done: Any, files: list[str]) -> None:
    assert done.returncode == 0, done.stderr
    for file in files:
        assert table(project, file) == said(name, file), file


def lines(cell: str) -> str:
    return cell.replace("|", "\n")


def years_side_by_side() -> list[Any]:
    """Two rows of headings, the years over their columns; goals and items only where they begin."""
    years = (2019, 2020, 2021)
    goals = {row["goal_id"]: row["title"] for row in said("umikaze", "goals.csv")}
    reports = {
        (year, row["measure_id"]): row
        for year in years
        for row in said("umikaze", f"progress/{year}.csv")
    }
    rows: list[Any] = [
        ["海風市長マニフェスト2019 進行管理表"],
        ["柱", "分野", "ID", "公約", "内容", "担当課", "令和元年度", "", "R2", "", "2021年度", ""],
        ["", "", "", "", "", "", *(["達成状況", "取組の内容"] * 3)],
    ]
    before = ("", "")
    for row in said("umikaze", "measures.csv"):
        now = (goals[row["goal_id"]], row["item"])
        shown = [now[0] if now[0] != before[0] else "", now[1] if now != before else ""]
        before = now
        told = [reports[year, row["measure_id"]] for year in years]
        rows.append(
            [
                *shown,
                row["measure_id"],
                row["title"],
                row.get("summary", ""),
                lines(row.get("department", "")),
            ]
            + [lines(it.get(name, "")) for it in told for name in ("result", "actions")]
        )
    return rows


UMIKAZE = ["goals.csv", "measures.csv", *(f"progress/{year}.csv" for year in (2019, 2020, 2021))]


def test_years_side_by_side_with_goals_only_where_they_begin(tmp_path: Path) -> None:
    project = emptied("umikaze", tmp_path / "umikaze")
    file = workbook(tmp_path / "公約.xlsx", {"公約": years_side_by_side()})
    come_back("umikaze", project, call(project, "import", str(file)), UMIKAZE)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_the_same_as_csv(tmp_path: Path, encoding: str) -> None:
    import csv

    project = emptied("umikaze", tmp_path / "umikaze")
    file = tmp_path / "公約.csv"
    with file.open("w", encoding=encoding, newline="") as text:
        csv.writer(text).writerows(years_side_by_side())
    come_back("umikaze", project, call(project, "import", str(file)), UMIKAZE)


def a_sheet_for_each_goal() -> dict[str, Cells]:
    """Ids and the plan's numbers in columns, the sheet's name the goal, numbers as numbers."""
    years = (2019, 2020, 2021, 2022)
    plans = {
        (row["measure_id"], row["fiscal_year"]): row["planned"]
        for row in said("takanohara", "schedule.csv")
    }
    names = {
        "取組実績": "actions",
        "評価": "grade",
        "課題": "issues",
        "今後の方向性": "direction",
        "効果額（千円）": "saving",
        "外部評価": "review",
        "委員会の意見": "opinion",
        "備考": "remarks",
    }
    reports = {
        (row["measure_id"], year): row
        for year in years
        for row in said("takanohara", f"progress/{year}.csv")
    }
    sheets: dict[str, Cells] = {}
    for goal in said("takanohara", "goals.csv"):
        rows: list[Any] = [
            ["ID", "番号", "推進項目", "実施項目", "取組の内容", "担当課"]
            + [
                f"{label}"
                for year in years
                for label in (f"令和{year - 2018}年度計画", *(f"R{year - 2018} {n}" for n in names))
            ]
        ]
        for row in said("takanohara", "measures.csv"):
            if row["goal_id"] == goal["goal_id"]:
                cells: list[object] = [row["measure_id"], row["number"], row["item"], row["title"]]
                cells += [lines(row["summary"]), row["department"].replace("|", "、")]
                for year in years:
                    report = reports.get((row["measure_id"], year), {})
                    cells.append(lines(plans.get((row["measure_id"], str(year)), "－")))
                    for name in names.values():
                        cell: object = lines(report.get(name, ""))
                        cells.append(float(str(cell)) if name == "saving" and cell else cell)
                rows.append(cells)
        sheets[f"{goal['number']} {goal['title']}"] = rows
    return sheets


def test_a_sheet_for_each_goal_whose_name_says_which(tmp_path: Path) -> None:
    project = emptied("takanohara", tmp_path / "takanohara")
    file = workbook(tmp_path / "進行管理表.xlsx", a_sheet_for_each_goal())
    files = ["goals.csv", "measures.csv", "schedule.csv"]
    files += [f"progress/{year}.csv" for year in (2019, 2020, 2021)]
    come_back("takanohara", project, call(project, "import", str(file)), files)


def headings_between_rows() -> list[Any]:
    """Goals and three levels of groups as rows of their own."""
    years = (2018, 2019, 2020)
    goals = {row["goal_id"]: row for row in said("asanagi", "goals.csv")}
    reports = {
        (row["measure_id"], year): row
        for year in years
        for row in said("asanagi", f"progress/{year}.csv")
    }
    rows: list[Any] = [
        ["ID", "番号", "事業", "事業の内容", "担当課", "関連するSDGs"]
        + [
            f"{label}（H{year - 1988}）"
            for year in years
            for label in ("達成度", "実施状況", "今後の課題")
        ]
    ]
    before: list[str] = []
    for row in said("asanagi", "measures.csv"):
        goal = goals[row["goal_id"]]
        now = [f"基本目標{goal['number']} {goal['title']}", *row["item"].split("|")]
        for n, text in enumerate(now):
            if now[: n + 1] != before[: n + 1]:
                rows.append(["", "", text])
        before = now
        told = [reports[row["measure_id"], year] for year in years]
        rows.append(
            [row["measure_id"], row.get("number", ""), row["title"], lines(row.get("summary", ""))]
            + [row["department"].replace("|", "・"), lines(row.get("sdgs", ""))]
            + [lines(it.get(name, "")) for it in told for name in ("grade", "actions", "issues")]
        )
    return rows


def test_goals_and_groups_as_rows_of_their_own(tmp_path: Path) -> None:
    project = emptied("asanagi", tmp_path / "asanagi")
    file = workbook(tmp_path / "事業.xlsx", {"事業": headings_between_rows()})
    files = ["goals.csv", "measures.csv", *(f"progress/{year}.csv" for year in (2018, 2019, 2020))]
    come_back("asanagi", project, call(project, "import", str(file)), files)


def with_indicators() -> dict[str, Cells]:
    """Measures on one sheet; indicators on another, which says what each belongs to."""
    years = range(2015, 2020)
    goals = {row["goal_id"]: row for row in said("shiomi", "goals.csv")}
    measures = {row["measure_id"]: row for row in said("shiomi", "measures.csv")}
    named = {id_: f"{goal['number']} {goal['title']}" for id_, goal in goals.items()}
    rows: list[Any] = [
        ["備える目標", "最悪の事態", "ID", "番号", "施策", "施策の内容", "担当課"]
        + [f"{label}（{year}）" for year in years for label in ("取組内容と検証", "今後の対応方針")]
    ]
    for row in measures.values():
        cells = [named[row["goal_id"]], row["item"], row["measure_id"], row["number"], row["title"]]
        cells += [lines(row["summary"]), lines(row["department"])]
        for year in years:
            reports = {it["measure_id"]: it for it in said("shiomi", f"progress/{year}.csv")}
            report = reports.get(row["measure_id"], {})
            cells += [lines(report.get(name, "")) for name in ("actions", "policy")]
        rows.append([*cells])
    kpis: list[Any] = [
        ["備える目標", "最悪の事態", "施策", "指標ID", "KPI番号", "KPI", "指標の説明", "単位"]
        + [
            "小数の桁数",
            "基準値",
            "望ましい方向",
            "指標の種類",
            "達成率の計算",
            "担当課",
            "出典",
        ]
        + [
            f"{label} R{year - 2018}" if year > 2018 else f"{label} H{year - 1988}"
            for year in years
            for label in ("目標値", "実績値")
        ]
    ]
    targets = {(it["indicator_id"], it["fiscal_year"]): it for it in said("shiomi", "targets.csv")}
    for one in said("shiomi", "indicators.csv"):
        of = one.get("of", "")
        measure = measures.get(of)
        goal, _, item = (measure["goal_id"], "", measure["item"]) if measure else of.partition("|")
        if goal and goal not in goals:
            goal, item = next(
                (m["goal_id"], m["item"]) for m in measures.values() if m["item"] == goal
            )
        row_ = [named.get(goal, ""), item, measure["title"] if measure else ""]
        names = "indicator_id number name meaning unit decimals baseline direction kind achievement department source"
        since = f"（H{int(one['baseline_year']) - 1988}）" if "baseline" in one else ""
        row_ += [
            one.get(name, "") + (since if name == "baseline" else "") for name in names.split()
        ]
        for year in years:
            values = {it["indicator_id"]: it for it in said("shiomi", f"values/{year}.csv")}
            value = values.get(one["indicator_id"], {})
            target = targets.get((one["indicator_id"], str(year)), {})
            row_ += [target.get("target") or target.get("note", "")]
            row_ += [
                value.get("value", "")
                + (
                    f"（{value['state']}）"
                    if "value" in value and "state" in value
                    else value.get("state", "")
                )
            ]
        kpis.append([*row_])
    return {"施策": rows, "KPI": kpis}


def test_indicators_on_a_sheet_of_their_own(tmp_path: Path) -> None:
    project = emptied("shiomi", tmp_path / "shiomi")
    file = workbook(tmp_path / "進捗.xlsx", with_indicators())
    files = ["goals.csv", "measures.csv", "indicators.csv", "targets.csv"]
    files += [
        f"{folder}/{year}.csv" for folder in ("progress", "values") for year in range(2015, 2020)
    ]
    done = call(project, "import", str(file))
    come_back("shiomi", project, done, [name for name in files if name != "indicators.csv"])
    groups = {
        row["item"]: f"{row['goal_id']}|{row['item']}" for row in said("shiomi", "measures.csv")
    }
    owned = [
        {**one, "of": groups.get(one["of"], one["of"])} if "of" in one else one
        for one in said("shiomi", "indicators.csv")
    ]
    assert table(project, "indicators.csv") == owned
