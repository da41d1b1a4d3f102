"""The same site for Hugo: layouts from bench/hugo/, all that pages say as data, prose as Markdown.

Everything is counted and laid out beforehand, so that Hugo only has to fill its layouts. They hold
what pages of the shipped plan hold, and no branch that its pages never take.

A process of its own, python -m bench.hugo_site PROJECT FOLDER, so that the one that measures stays
small: what it starts inherits its peak of memory.
"""

import json
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from planreport import charts, datatables, downloads, paths, render
from planreport.check import Checked, check
from planreport.derive import Count, GoalReport, Report, derive
from planreport.load import load
from planreport.model import Measure, Page, Plan, Standing, YearRecord, japanese_date

LAYOUTS = Path(__file__).resolve().parent / "hugo"
Data = dict[str, Any]


def make_site(project: Path, folder: Path) -> Path:
    """Makes in `folder` what Hugo builds the same pages from as build.py does in `project`."""
    checked = check(load(project))
    report = derive(checked.plan)
    shutil.copytree(LAYOUTS, folder)
    shutil.copytree(project / "templates" / "static", folder / "static")
    (folder / "data").mkdir()
    (folder / "data" / "plan.json").write_text(
        json.dumps(_data(report, checked), ensure_ascii=False), encoding="utf-8"
    )
    (folder / "content").mkdir()
    _write_content(folder / "content", report, checked.pages)
    return folder


def _write_content(content: Path, report: Report, pages: tuple[Page, ...]) -> None:
    plan, terms = report.plan, report.plan.terms
    prose = {page.name: page for page in pages}

    def write(path: str, title: str, description: str, body: str = "", **front: object) -> None:
        front |= {"title": title, "description": description, "params": {"path": path}}
        if "goal" in front:
            front["params"] = {"path": path, "goal": front.pop("goal")}
        name = "_index.md" if path == paths.HOME else path.replace(".html", ".md")
        text = f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{body}"
        (content / name).write_text(text, encoding="utf-8")

    home = prose[paths.HOME_PROSE]
    write(paths.HOME, f"{plan.title}の{terms.progress}", home.description, home.markdown)
    for n, goal in enumerate(report.goals):
        page = prose[paths.goal_prose(goal.goal.id)]
        path = paths.goal_page(goal.goal.id)
        write(path, goal.heading, page.description, page.markdown, layout="goal", goal=n)
    write(
        paths.SUMMARY_TABLE,
        terms.table,
        f"{plan.title}の計画、{terms.actions}、{terms.progress}を一つの表にまとめています。",
        layout="table",
    )
    write(
        paths.DATA,
        "データ",
        f"{plan.title}の{terms.planned}、{terms.progress}、{terms.actions}をデータで配布しています。",
        layout="data",
    )
    for page in _menu(pages):
        write(paths.prose_page(page.name), page.title, page.description, page.markdown)


def _menu(pages: tuple[Page, ...]) -> list[Page]:
    below_home = (page for page in pages if "/" not in page.name and page.name != paths.HOME_PROSE)
    return sorted(below_home, key=lambda page: (page.order, page.name))


def _data(report: Report, checked: Checked) -> Data:
    plan, terms = report.plan, report.plan.terms
    assert report.as_of and report.latest and report.tally  # as in the shipped plan
    unit, total = terms.unit, report.tally.total
    menu = [(paths.HOME, "概要"), (paths.SUMMARY_TABLE, terms.table), (paths.DATA, "データ")]
    menu += [(paths.prose_page(page.name), page.title) for page in _menu(checked.pages)]
    return {
        "title": plan.title,
        "municipality": plan.municipality,
        "source": plan.source,
        "notice": plan.notice,
        "period": plan.period,
        "updated": plan.updated.isoformat(),
        "updated_words": japanese_date(plan.updated),
        "as_of": report.as_of.full,
        "first_year": plan.years[0].year,
        "second_year": plan.years[0].year + 1,
        "terms": asdict(terms),
        "menu": [{"path": path, "title": title} for path, title in menu],
        "years": [{"name": str(year), "year": year.year} for year in plan.years],
        "statuses": [asdict(status) for status in plan.statuses],
        "standings": [
            {"code": s.code, "symbol": s.symbol, "label": s.label, "meaning": s.meaning}
            for s in Standing
        ],
        "assessments": [{"label": assessment.label} for assessment in plan.assessments],
        "history": [
            {
                "date": change.date.isoformat(),
                "words": japanese_date(change.date),
                "text": change.text,
            }
            for change in plan.history
        ],
        "size": report.size,
        "latest": _count(report.latest),
        "answer_bars": [
            _bar(
                row.assessment.label,
                row.count,
                total,
                row.percent,
                unit,
                kind="is-first" if row.assessment.as_planned else "",
                whole="",
            )
            for row in report.tally.rows
        ],
        "year_bars": [_count_bar(year.fiscal_year.full, year.count, unit) for year in report.years],
        "goal_bars": [
            _count_bar(goal.heading, goal.latest, unit, paths.goal_page(goal.goal.id))
            for goal in report.goals
            if goal.latest
        ],
        "behind": [
            {
                "href": f"{paths.goal_page(entry.goal.goal.id)}"
                f"#{paths.measure_anchor(entry.measure.id)}",
                "title": entry.measure.title,
                "planned": entry.record.planned.label,
                "progress": entry.record.progress.label if entry.record.progress else "",
            }
            for entry in report.behind
        ],
        "matrix_columns": len(plan.years) + 1,
        "table_columns": 3 + len(report.narrative_years) + len(plan.years),
        "tallies": [
            {
                "year": tally.fiscal_year.full,
                "total": tally.total,
                "percent_sum": tally.percent_sum,
                "derived_total": tally.derived.total,
                "rows": [
                    {
                        "label": row.assessment.label,
                        "count": row.count,
                        "percent": row.percent,
                        "derived": tally.derived.as_planned if row.assessment.as_planned else None,
                    }
                    for row in tally.rows
                ],
            }
            for tally in reversed(report.tallies)
        ],
        **_files(report),
        "tables": [
            {
                "number": n,
                "title": table.title,
                "description": table.description,
                "rows": len(table.rows),
                "fields": [{**asdict(field), "type": field.type_title} for field in table.fields],
            }
            for n, table in enumerate(datatables.tables(report), 1)
        ],
        "chart": _chart(plan),
        "goals": [_goal(report, n) for n in range(len(report.goals))],
    }


def _count(count: Count) -> Data:
    return {"as_planned": count.as_planned, "percent": count.percent, "total": count.total}


def _count_bar(label: str, count: Count, unit: str, href: str = "") -> Data:
    whole = f"{count.total}{unit}のうち "
    return _bar(
        label,
        count.as_planned,
        count.total,
        count.percent,
        unit,
        "is-first",
        whole=whole,
        href=href,
    )


def _bar(
    label: str,
    value: int,
    of: int,
    percent: int,
    unit: str,
    kind: str,
    whole: str,
    href: str = "",
) -> Data:
    return {
        "label": label,
        "value": f"{value}{unit}",
        "percent": percent,
        "width": str(round(100 * value / of, 2)),
        "kind": kind,
        "whole": whole,
        "href": href,
    }


def _files(report: Report) -> Data:
    """What links to the files of the data say, on the overview and on the page of the data."""
    terms = report.plan.terms
    files = render.links(downloads.downloads(report), {})

    def link(path: str, text: str) -> Data:
        file = files[path]
        return {"path": path, "text": f"{text}（{file.form}形式、{render.size(file.size)}）"}

    return {
        "home_files": [
            link(paths.WORKBOOK, "全てのデータ"),
            link(paths.PROGRESS_CSV, f"{terms.planned}と{terms.progress}"),
        ],
        "files": [
            link(paths.WORKBOOK, "全ての表"),
            *(link(table.path, table.title) for table in datatables.tables(report)),
            link(paths.JSON, "全ての内容"),
            link(paths.DATAPACKAGE, "表の説明（Data Package）"),
        ],
    }


def _chart(plan: Plan) -> Data:
    """What every step chart has in common; numbers as text, written as our own pages write them."""
    chart = charts.step_chart(next(plan.measures), plan.years, plan.statuses)
    return {
        "width": str(chart.width),
        "height": str(chart.height),
        "left": str(chart.left),
        "year_y": str(chart.bottom + 14),
        "western_y": str(chart.bottom + 29),
        "labels": [
            {
                "x": str(label.x),
                "y": str(label.y),
                "text_y": str(label.y + 4),
                "label": label.status.label,
            }
            for label in chart.labels
        ],
        "years": [
            {
                "x": str(mark.x),
                "short": mark.fiscal_year.short,
                "year": mark.fiscal_year.year,
            }
            for mark in chart.marks
        ],
    }


def _goal(report: Report, n: int) -> Data:
    goal = report.goals[n]
    assert goal.latest
    items = [
        {
            "number": number,
            "title": item.title,
            "rows": len(item.measures),
            "measures": [_measure(measure, report.plan) for measure in item.measures],
        }
        for number, item in enumerate(goal.goal.items, 1)
    ]
    return {
        **_neighbour(goal),
        "id": goal.goal.id,
        "latest": _count(goal.latest),
        "years": [
            {
                "name": str(year.fiscal_year),
                "counts": [year.count.of(standing) for standing in Standing],
                "total": year.count.total,
            }
            for year in goal.years
        ],
        "before": _neighbour(report.goals[n - 1]) if n else None,
        "after": _neighbour(report.goals[n + 1]) if n + 1 < len(report.goals) else None,
        "items": items,
    }


def _neighbour(goal: GoalReport) -> Data:
    return {"page": paths.goal_page(goal.goal.id), "heading": goal.heading}


def _measure(measure: Measure, plan: Plan) -> Data:
    chart = charts.step_chart(measure, plan.years, plan.statuses)
    return {
        "anchor": paths.measure_anchor(measure.id),
        "title": measure.title,
        "summary": list(measure.summary),
        "planned_path": chart.planned_path,
        "progress_path": chart.progress_path,
        "years": [
            _record(record, mark) for record, mark in zip(measure.years, chart.marks, strict=True)
        ],
    }


def _record(record: YearRecord, mark: charts.YearMark) -> Data:
    assert record.progress and record.standing
    return {
        "name": str(record.fiscal_year),
        "full": record.fiscal_year.full,
        "planned": record.planned.label,
        "progress": record.progress.label,
        "code": record.standing.code,
        "symbol": record.standing.symbol,
        "standing": record.standing.label,
        "actions": record.actions,
        "x": str(mark.x),
        "planned_y": str(mark.planned_y),
        "progress_y": str(mark.progress_y),
    }


if __name__ == "__main__":
    make_site(Path(sys.argv[1]), Path(sys.argv[2]))
