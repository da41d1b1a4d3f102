"""The same site for Hugo: layouts from bench/hugo/, all that pages say as data, prose as Markdown.

Everything is counted and laid out beforehand, so that Hugo only has to fill its layouts. They hold
what pages of the shipped plan hold, and no branch that its pages never take.

A process of its own, python -m bench.hugo_site PROJECT FOLDER, so that the one that measures stays
small: what it starts inherits its peak of memory.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from html import unescape
from pathlib import Path
from typing import Any

from planreport import paths, templating
from planreport.accessibility.audited import Audit, AuditCheck, Judged, Outcome
from planreport.check import Checked, check
from planreport.load import load
from planreport.opendata import downloads
from planreport.opendata import tables as datatables
from planreport.opendata.dataset import dataset
from planreport.pages import charts, render, search
from planreport.pages.edition import Edition, File, links
from planreport.pages.frame import Frame
from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear, japanese_date
from planreport.plan.measures import Measure, Standing, YearRecord
from planreport.plan.settings import Page
from planreport.report.changes import Step
from planreport.report.derive import Count, GoalReport, Report, TallyRow, derive

LAYOUTS = Path(__file__).resolve().parent / "hugo"
Data = dict[str, Any]


def make_site(project: Path, folder: Path) -> Path:
    """Makes in `folder` what Hugo builds the same pages from as build.py does in `project`."""
    checked = check(load(project))
    report = derive(checked.plan)
    shutil.copytree(LAYOUTS, folder)
    templates = project / "templates"
    with tempfile.TemporaryDirectory() as cache:
        env = render.environment(templates, Path(cache))
        data = _data(report, checked, _sentences(env, report))
        for path, content in render.static(env, templates, checked.plan.theme).items():
            (folder / "static" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "static" / path).write_bytes(content)
    (folder / "assets").mkdir()
    shutil.copy(templates / "matrix.js", folder / "assets" / "search.js")
    (folder / "data").mkdir()
    (folder / "data" / "plan.json").write_text(
        json.dumps(data, ensure_ascii=False), encoding="utf-8"
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
        paths.CHANGES,
        "前の年度から変わったこと",
        f"{plan.title}の{terms.progress}が前の年度からどう変わったか、"
        "計画の変更と正誤を載せています。",
        layout="changes",
    )
    write(
        paths.AUDIT,
        "アクセシビリティの検査の結果",
        "このサイトのウェブアクセシビリティ（JIS X 8341-3:2016）の検査の記録です。"
        "何を、いつ、何で確かめたかを載せています。",
        layout="audit",
    )
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
    for page in pages:
        if "/" not in page.name and page.name != paths.HOME_PROSE:
            description = page.description or page.title
            write(paths.prose_page(page.name), page.title, description, page.markdown)


def _data(report: Report, checked: Checked, sentence: Callable[[Step], str]) -> Data:
    plan, terms = report.plan, report.plan.terms
    assert report.as_of and report.latest and report.tally and checked.audit  # as shipped
    year, files = report.as_of, _files(report)
    described = _described(report, files)
    edition = Edition("", report, checked.pages, files, checked.audit)
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
        "menu": [
            {"path": link.address, "title": link.words}
            for link in Frame(paths.PAGES[0], edition, (edition,)).menu
        ],
        "years": [{"name": str(it), "full": it.full, "year": it.year} for it in plan.years],
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
        "answer_bars": [_tally_bar(row, year) for row in report.tally.rows],
        "year_bars": [
            _stacked(count.fiscal_year.full, count.count, count.fiscal_year)
            for count in report.years
        ],
        "goal_bars": [
            _stacked(goal.heading, goal.latest, year, goal=goal.goal.id)
            | {"href": paths.goal_page(goal.goal.id)}
            for goal in report.goals
            if goal.latest
        ],
        "year_rows": [
            _counted(count.fiscal_year.full, count.count, count.fiscal_year)
            for count in report.years
        ],
        "goal_rows": [
            _counted(goal.heading, goal.latest, year, goal=goal.goal.id)
            for goal in report.goals
            if goal.latest
        ],
        "has_heat": charts.fits_heat_map(plan),
        "behind_href": paths.matrix(year=year.year, standing="behind"),
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
                "total": _listed(tally.total, tally.fiscal_year),
                "percent_sum": tally.percent_sum,
                "derived_total": _listed(tally.derived.total, tally.fiscal_year),
                "rows": [
                    {
                        **_tally_bar(row, tally.fiscal_year),
                        "derived": _as_planned(tally.derived, tally.fiscal_year)
                        if row.assessment.as_planned
                        else None,
                    }
                    for row in tally.rows
                ],
            }
            for tally in reversed(report.tallies)
        ],
        **_linked(files, terms.planned, terms.progress),
        "dataset": described,
        "dataset_hash": render.hash_source(described),
        "long_name": paths.PROGRESS_CSV.replace("data/", ""),
        "wide_name": paths.PROGRESS_WIDE_CSV.replace("data/", ""),
        "search": json.loads(search.as_json(search.index(report))),
        "changes": _changes(report),
        "audit": _audit(checked.audit),
        "tables": [
            {
                "number": n,
                "file": {
                    "path": table.path,
                    "form": files[table.path].form,
                    "size": templating.size(files[table.path].size),
                },
                "title": table.title,
                "description": table.description,
                "columns": len(table.fields),
                "rows": len(table.rows),
                "fields": [{**asdict(field), "type": field.type_title} for field in table.fields],
            }
            for n, table in enumerate(datatables.tables(report), 1)
        ],
        "chart": _chart(plan),
        "goals": [_goal(report, n, sentence) for n in range(len(report.goals))],
    }


def _count(count: Count) -> Data:
    return {"as_planned": count.as_planned, "percent": count.percent, "total": count.total}


def _sentences(env: templating.Templates, report: Report) -> Callable[[Step], str]:
    """What our own template says of a measure beside the year before."""
    known = {"report": report, "terms": report.plan.terms, "paths": paths}
    macros: Any = env.get_template("changes-parts.html.j2").make_module(known)
    return lambda step: unescape(str(macros.step(step)))


def _tally_bar(row: TallyRow, year: FiscalYear) -> Data:
    """A bar whose number leads to the measures, where it is known which they are."""
    href = ""
    if row.is_recorded:
        href = paths.matrix(year=year.year, assessment=row.assessment.label)
    elif row.is_as_planned:
        href = paths.matrix(year=year.year, standing=["on_plan", "ahead"])
    return {
        "label": row.assessment.label,
        "number": row.count,
        "percent": row.percent,
        "kind": "is-first" if row.assessment.as_planned else "",
        "href": href,
    }


def _listed(number: int, year: FiscalYear, **conditions: object) -> Data:
    """A number with the address of the list of what it counts; of nothing there is none."""
    href = paths.matrix(year=year.year, **conditions) if number else ""
    return {"number": number, "href": href}


def _as_planned(count: Count, year: FiscalYear, **conditions: object) -> Data:
    return _listed(count.as_planned, year, standing=["on_plan", "ahead"], **conditions)


def _counted(label: str, count: Count, year: FiscalYear, **conditions: object) -> Data:
    """A row of a table of counts by standing."""
    return {
        "name": label,
        "counts": [
            _listed(count.of(standing), year, standing=standing.code, **conditions)
            for standing in Standing
        ],
        "total": _listed(count.total, year, **conditions),
        "percent": count.percent,
    }


def _stacked(label: str, count: Count, year: FiscalYear, **conditions: object) -> Data:
    return {
        "label": label,
        "total": count.total,
        "as_planned": _as_planned(count, year, **conditions),
        "percent": count.percent,
        "stack": [
            {
                "code": part.standing.code,
                "symbol": part.standing.symbol if part.has_room else "",
                "start": str(part.start),
                "width": str(part.width),
            }
            for part in charts.stack(count)
        ],
        "parts": [
            {
                "symbol": standing.symbol,
                "label": standing.label,
                **_listed(count.of(standing), year, standing=standing.code, **conditions),
            }
            for standing in charts.STACK_ORDER
        ],
    }


def _files(report: Report) -> dict[str, File]:
    return links(downloads.downloads(report), {})


def _linked(files: dict[str, File], planned: str, progress: str) -> Data:
    """What links to the files of the data say, on the overview and on the page of the data."""

    def link(path: str, text: str) -> Data:
        file = files[path]
        return {"path": path, "text": f"{text}（{file.form}形式、{templating.size(file.size)}）"}

    return {
        "home_files": [
            link(paths.WORKBOOK, "全てのデータ"),
            link(paths.PROGRESS_CSV, f"{planned}と{progress}"),
        ],
        "whole_files": [link(paths.WORKBOOK, "全ての表"), link(paths.JSON, "全ての内容")],
        "package": link(paths.DATAPACKAGE, "表の説明（Data Package）"),
        "codes_file": link(paths.CODES_CSV, "コード表"),
    }


def _described(report: Report, files: dict[str, File]) -> str:
    """The open data for search engines, as Jinja writes it."""
    sizes = {path: file.size for path, file in files.items()}
    found = dataset(report, datatables.tables(report), sizes)
    return json.dumps(found, ensure_ascii=False, indent=1)


def _changes(report: Report) -> Data:
    changes, terms = report.changes, report.plan.terms
    assert changes and not (report.revisions or report.corrections)  # as shipped
    before, now, unit, progress = changes.before, changes.now, terms.unit, terms.progress

    def compared(anchor: str, title: str, explanation: str, steps: Sequence[Step]) -> Data:
        return {
            "anchor": anchor,
            "title": title,
            "explanation": explanation,
            "says_how_long": anchor == "report-stuck",
            "steps": [
                _linked_step(step)
                | {
                    "before": _facts(step.before) if step.before else None,
                    "now": _facts(step.now) if step.now else None,
                    "same_for": step.same_for,
                }
                for step in steps
            ],
        }

    return {
        "before": str(before),
        "before_year": before.year,
        "before_full": before.full,
        "now": str(now),
        "now_year": now.year,
        "compared": len(changes.compared),
        "up": len(changes.up),
        "down": len(changes.down),
        "still": len(changes.still),
        "still_as_planned": len(changes.still_as_planned),
        "counts": [
            {"anchor": f"report-{anchor}", "words": words, "number": len(steps)}
            for anchor, words, steps in (
                ("fallen-behind", "新たに計画より遅れた", changes.fallen_behind),
                ("caught-up", "計画に追いついた", changes.caught_up),
                ("stuck", f"計画より遅れ、{progress}も動いていない", changes.stuck),
                ("up", f"{progress}の段階が進んだ", changes.up),
                ("down", f"{progress}の段階が戻った", changes.down),
            )
        ],
        "tables": [
            compared(
                "report-fallen-behind",
                f"新たに計画より遅れた{terms.measure}",
                f"{before}は計画どおりか計画より先で、{now}は計画より遅れている{unit}です。",
                changes.fallen_behind,
            ),
            compared(
                "report-caught-up",
                f"計画に追いついた{terms.measure}",
                f"{before}は計画より遅れていて、{now}は計画どおりか計画より先の{unit}です。",
                changes.caught_up,
            ),
            compared(
                "report-stuck",
                f"計画より遅れ、{progress}も動いていない{terms.measure}",
                f"{now}に計画より遅れていて、{progress}の段階が{before}と同じ{unit}です。"
                "同じ段階が長く続いているものから並べています。",
                changes.stuck,
            ),
            compared(
                "report-up",
                f"{progress}の段階が進んだ{terms.measure}",
                f"{progress}の段階が、{before}より先に進んだ{unit}です。",
                changes.up,
            ),
            compared(
                "report-down",
                f"{progress}の段階が戻った{terms.measure}",
                f"{progress}の段階が、{before}より前に戻った{unit}です。",
                changes.down,
            ),
        ],
        "repeated": [_linked_step(step) for step in changes.repeated],
        "begun": [_linked_step(step) for step in changes.begun],
        "ended": [_linked_step(step) for step in changes.ended],
    }


def _linked_step(step: Step) -> Data:
    page, anchor = paths.goal_page(step.goal.id), paths.measure_anchor(step.measure.id)
    return {"href": f"{page}#{anchor}", "title": step.measure.title}


def _audit(audit: Audit) -> Data:
    assert not audit.findings and audit.began == audit.ended  # as shipped
    return {
        "outcomes": [{"name": outcome.value, "count": count} for outcome, count in audit.outcomes],
        "size": len(audit.standard),
        "ended": japanese_date(audit.ended),
        "standard": [_judged(judged) for judged in audit.standard],
        "later": [_judged(judged) for judged in audit.later],
        "checks": [_check(check) for check in audit.checks],
        "explained": [
            {"check": audit.name_of(it.check), "what": it.what, "reason": it.reason}
            for it in audit.explained
        ],
        "pages": [
            {
                "path": page.path,
                "title": page.title,
                "figures": list(asdict(page.figures).values()) if page.figures else None,
            }
            for page in audit.pages
        ],
    }


def _judged(judged: Judged) -> Data:
    return {
        "number": judged.criterion.number,
        "name": judged.criterion.name,
        "level": judged.criterion.level,
        "outcome": judged.outcome.value,
        "is_absent": judged.outcome is Outcome.ABSENT,
        "checks": "、".join(check.name for check in judged.checks),
        "awaits_human": judged.awaits_human,
    }


def _check(check: AuditCheck) -> Data:
    return {
        "name": check.name,
        "tool": check.tool,
        "criteria": "、".join(check.criteria) or "－",
        "not_done": check.not_done,
    }


def _chart(plan: Plan) -> Data:
    """What every step chart has in common; numbers as text, written as our own pages write them."""
    chart = charts.step_chart(next(plan.measures), plan.years, plan.statuses)
    return {
        "width": str(chart.width),
        "height": str(chart.height),
        "left": str(chart.left),
        "labels": [
            {
                "x": str(label.x),
                "y": str(label.y),
                "text_y": str(label.y + 4),
                "right": str(label.right),
                "label": label.status.label,
            }
            for label in chart.labels
        ],
        "years": [
            {
                "x": str(mark.x),
                "name_y": str(mark.bottom + 14),
                "western_y": str(mark.bottom + 29),
                "short": mark.fiscal_year.short,
                "year": mark.fiscal_year.year,
            }
            for mark in chart.marks
        ],
    }


def _goal(report: Report, n: int, sentence: Callable[[Step], str]) -> Data:
    goal = report.goals[n]
    assert goal.latest
    items = [
        {
            "number": number,
            "title": item.title,
            "rows": len(item.measures),
            "key": search.item_key(goal, item),
            "measures": [_measure(measure, report, sentence) for measure in item.measures],
        }
        for number, item in enumerate(goal.goal.items, 1)
    ]
    return {
        **_neighbour(goal),
        "id": goal.goal.id,
        "latest": _count(goal.latest),
        "years": [
            _counted(str(year.fiscal_year), year.count, year.fiscal_year, goal=goal.goal.id)
            for year in goal.years
        ],
        "before": _neighbour(report.goals[n - 1]) if n else None,
        "after": _neighbour(report.goals[n + 1]) if n + 1 < len(report.goals) else None,
        "items": items,
        "heat": _heat(goal, report.plan) if charts.fits_heat_map(report.plan) else None,
    }


def _heat(goal: GoalReport, plan: Plan) -> Data:
    """A goal's heat map; numbers as text, written as our own pages write them."""
    heat = charts.heat_map(goal.goal, plan.years)
    return {
        "width": str(heat.width),
        "height": str(heat.height),
        "tile_width": str(heat.tile_width),
        "tile_height": str(heat.tile_height),
        "cells": [{"code": standing.code, "path": path} for standing, path in heat.cells if path],
        "rows": [
            {
                "name": row.fiscal_year.short,
                "name_y": str(row.y + 4),
                "y": str(row.y + 5),
                "symbols": [
                    {
                        "code": standing.code,
                        "xs": " ".join(map(str, xs)),
                        "text": standing.symbol * len(xs),
                    }
                    for standing, xs in row.symbols
                    if xs
                ],
            }
            for row in heat.rows
        ],
        "tiles": [
            {
                "x": str(tile.x),
                "y": str(tile.y),
                "anchor": paths.measure_anchor(tile.measure.id),
                "title": tile.measure.title,
            }
            for tile in heat.tiles
        ],
    }


def _neighbour(goal: GoalReport) -> Data:
    return {"page": paths.goal_page(goal.goal.id), "heading": goal.heading}


def _measure(measure: Measure, report: Report, sentence: Callable[[Step], str]) -> Data:
    plan, step = report.plan, report.notes(measure).step
    assert step and not measure.department  # as shipped
    chart = charts.step_chart(measure, plan.years, plan.statuses)
    return {
        "anchor": paths.measure_anchor(measure.id),
        "title": measure.title,
        "summary": list(measure.summary),
        "step": sentence(step),
        "planned_path": chart.planned_path,
        "progress_path": chart.progress_path,
        "years": [
            _record(record, mark) for record, mark in zip(measure.years, chart.marks, strict=True)
        ],
    }


def _record(record: YearRecord, mark: charts.YearMark) -> Data:
    return {
        **_facts(record),
        "name": str(record.fiscal_year),
        "full": record.fiscal_year.full,
        "actions": record.actions,
        "x": str(mark.x),
        "planned_y": str(mark.planned_y),
        "progress_y": str(mark.progress_y),
    }


def _facts(record: YearRecord) -> Data:
    assert record.progress and record.standing
    return {
        "planned": record.planned.label,
        "progress": record.progress.label,
        "code": record.standing.code,
        "symbol": record.standing.symbol,
        "standing": record.standing.label,
    }


if __name__ == "__main__":
    make_site(Path(sys.argv[1]), Path(sys.argv[2]))
