"""The audit's own work, without its tools: what they said is read, judged and written down."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from conftest import ROOT, Site, call, make_project, parsed

from audit import axe, checks, lighthouse, looks, record, validators
from planreport import paths
from planreport.accessibility.audited import (
    Audit,
    AuditedPage,
    Figures,
    Finding,
    Outcome,
)
from planreport.accessibility.criteria import JIS, LATER
from planreport.check import check
from planreport.load import AUDIT_FILE, CONFIRMED_FILE, load
from planreport.pages.edition import Edition

DAY = date(2026, 4, 2)
EXPECTED = checks.expected({"index.html": "", "404.html": ""}, DAY)


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    findings = (
        Finding("axe", "index.html", 'color: "<b>" \\ 色', "1.4.3"),
        Finding("nu", "a", "b"),
    )
    pages = (replace(EXPECTED.pages[0], figures=None, digest="0a1b"), EXPECTED.pages[1])
    missing = replace(EXPECTED.checks[-1], not_done="ない")
    audit = replace(
        EXPECTED,
        absent=frozenset({"1.2.1", "1.2.2"}),
        findings=findings,
        pages=pages,
        checks=(*EXPECTED.checks[:-1], missing),
    )
    project = make_project("minamo", tmp_path / "minamo")
    (project / AUDIT_FILE).write_text(record.text(audit), encoding="utf-8")
    assert check(load(project)).audit == audit


def test_the_shipped_record_is_as_the_audit_writes_it() -> None:
    audit = check(load(ROOT)).audit
    assert audit
    assert record.text(audit) == (ROOT / AUDIT_FILE).read_text(encoding="utf-8")


def test_the_standard_has_25_criteria_of_level_a_and_13_of_aa() -> None:
    assert [sum(c.level == level for c in JIS) for level in ("A", "AA")] == [25, 13]
    assert [sum(c.level == level for c in LATER) for level in ("A", "AA")] == [7, 11]
    numbers = [[int(part) for part in c.number.split(".")] for c in JIS]
    assert numbers == sorted(numbers)


def test_a_criterion_is_never_better_than_what_was_checked() -> None:
    def outcome(audit: Audit, number: str) -> Outcome:
        return next(j.outcome for j in audit.standard if j.criterion.number == number)

    assert outcome(EXPECTED, "1.3.3") is Outcome.OPEN
    assert outcome(EXPECTED, "2.1.1") is Outcome.SO_FAR
    assert outcome(EXPECTED, "4.1.1") is Outcome.PASSED
    undone = replace(EXPECTED, checks=tuple(replace(c, not_done="no") for c in EXPECTED.checks))
    assert {judged.outcome for judged in undone.standard} == {Outcome.OPEN}
    failed = replace(EXPECTED, findings=(Finding("keyboard", "a", "b", "2.1.1"),))
    assert outcome(failed, "2.1.1") is Outcome.FAILED
    assert outcome(replace(failed, absent=frozenset({"2.1.1"})), "2.1.1") is Outcome.FAILED
    assert outcome(replace(EXPECTED, absent=frozenset({"1.2.1"})), "1.2.1") is Outcome.ABSENT


def test_what_a_person_has_checked_counts_unless_a_machine_found_something(tmp_path: Path) -> None:
    project = make_project("minamo", tmp_path / "minamo")
    audit = replace(EXPECTED, findings=(Finding("keyboard", "a", "b", "2.4.7"),))
    (project / AUDIT_FILE).write_text(record.text(audit), encoding="utf-8")
    (project / CONFIRMED_FILE).write_text(
        "criterion,result,checked_on,note\n1.3.2,問題なし,2026-12-01,NVDAで聞いた。\n"
        "2.4.7,問題なし,2026/12/1,\n2.1.1,問題あり,2026-12-01,印刷のボタンに移れない。\n",
        encoding="utf-8",
    )
    found = check(load(project)).audit
    assert found
    by_number = {judged.criterion.number: judged for judged in found.standard}
    assert by_number["1.3.2"].outcome is Outcome.MET
    assert by_number["2.4.7"].outcome is by_number["2.1.1"].outcome is Outcome.FAILED
    assert by_number["1.3.3"].outcome is Outcome.OPEN
    assert found.awaiting_human == audit.awaiting_human - 3
    assert call(project, "--no-pdf", "--year", "2020").returncode == 0
    page = (project / "output" / "accessibility-results.html").read_text(encoding="utf-8")
    assert "HC：問題なし（令和8年（2026年）12月1日、NVDAで聞いた。）" in page
    assert "HC：問題あり（令和8年（2026年）12月1日、印刷のボタンに移れない。）" in page
    assert f"人による確認が{found.awaiting_human}の達成基準で残っている" in page


def test_a_plan_without_a_record_says_so(site: Site) -> None:
    said = (site.output / "accessibility-results.html").read_text(encoding="utf-8")
    assert ("検査は、まだ記録されていません" in said) == (site.checked.audit is None)


def test_what_the_validators_say_is_read() -> None:
    said = [{"filePath": "/a/index.html", "messages": [{"line": 3, "ruleId": "r", "message": "m"}]}]
    assert list(validators.from_html_validate(json.dumps(said))) == [
        ("/a/index.html", "3行目 r: m")
    ]
    messages = [
        {"url": "http://127.0.0.1/a.html", "lastLine": 2, "message": "Stray end tag."},
        {"message": "The server did not answer."},
    ]
    assert list(validators.from_nu(json.dumps({"messages": messages}))) == [
        ("http://127.0.0.1/a.html", "2行目 Stray end tag."),
        ("", "The server did not answer."),
    ]


def test_what_the_checker_does_not_know_is_no_fault_of_the_page() -> None:
    said = ["CSS: Unrecognized at-rule “@container”", "CSS: Unrecognized at-rule “@contaner”"]
    messages = [{"url": "http://127.0.0.1/style.css", "message": message} for message in said]
    found = validators.from_nu(json.dumps({"messages": messages}))
    assert [message for _, message in found] == said[1:]


def test_what_lighthouse_says_is_read() -> None:
    def report(**scores: float | None) -> str:
        return json.dumps({"categories": {name: {"score": s} for name, s in scores.items()}})

    scores = {"performance": 0.994, "accessibility": 1, "best-practices": 1}
    assert lighthouse.from_report(report(**scores, seo=0.92)) == Figures(99, 100, 100, 92)
    assert lighthouse.from_report(report(**scores, seo=None)) == "seo: no figure"
    assert lighthouse.from_report('{"runtimeError": {"message": "no page"}}') == "no page"


def test_axe_core_names_criteria_by_tags() -> None:
    tags = ["cat.color", "wcag2aa", "wcag143", "wcag1412", "TTv5", "wcag999"]
    assert axe.criteria(tags) == ["1.4.3", "1.4.12"]


def test_many_findings_of_a_kind_are_counted() -> None:
    found = [Finding("axe", "a.html", f"{n}") for n in range(checks.MOST + 5)]
    kept = list(checks.shortened(iter(found)))
    assert kept == [*found[: checks.MOST], Finding("axe", "a.html", "ほか5件")]


def test_pages_that_have_come_since_are_told() -> None:
    audit = check(load(ROOT)).audit
    assert audit
    known = [page.path for page in audit.pages]
    assert audit.unaudited(known) == ()
    assert audit.unaudited(["new.html", *known, "a.html"]) == ("a.html", "new.html")


def test_pages_that_are_made_alike_are_represented_by_those_that_were_audited(site: Site) -> None:
    """A text of its own makes a page unlike the others of its template."""
    alike = [paths.SitePage(f"measures/{n}.html", "{n}", "measure.html") for n in "ab"]
    prose = [paths.SitePage(f"{n}.html", "{n}", "page.html", prose=n) for n in "cd"]
    record = replace(EXPECTED, pages=tuple(AuditedPage(p[0].path, "") for p in (alike, prose)))
    edition = Edition("", site.report, (), {}, record)
    with patch.object(paths, "pages", lambda *_, **__: (*alike, *prose)):
        assert edition.represented == (alike[1],)
        assert edition.unaudited == ("d.html",)


def test_of_pages_made_alike_some_are_looked_at_that_show_all_that_any_does(tmp_path: Path) -> None:
    main = {
        "a": "<p>Text</p>",
        "b": "<p>Other text</p><table><tr><td>1</td></tr></table>",
        "c": "<p>Other</p><table><tr><td>1</td></tr></table><ul class=late><li>a</ul>",
        "d": "<p class=late>Text</p>",
        "e": "<ul><li class=late>a</ul>",
    }
    for name, html in main.items():
        (tmp_path / name).write_text(f"<!DOCTYPE html><title>{name}</title><main>{html}</main>")
    found = looks.covering(sorted(tmp_path.iterdir()))
    assert [file.name for file in found] == ["c", "e", "d"]


def test_every_page_with_a_text_is_looked_at_and_each_kind_of_earlier_ones(site: Site) -> None:
    chosen = [
        f.relative_to(site.output).as_posix() for f in looks.chosen(site.output, site.checked)
    ]
    assert set(chosen) >= {page.name for page in site.output.glob("*.html")}
    earlier = {paths.within_edition(name) for name in chosen if paths.EDITIONS in name}
    kinds = ("index", "changes", "summary-table", "data", "accessibility-results", "goal-")
    assert all(any(name.startswith(kind) for name in earlier) for kind in kinds)
    assert len(earlier) < len(site.pages)


@pytest.mark.parametrize("year", [(), ("--year", "2019")], ids=["with them", "without them"])
def test_pages_of_earlier_editions_are_told_and_led_to_where_there_are_some(
    year: tuple[str, ...], tmp_path: Path
) -> None:
    project = make_project("minamo", tmp_path / "minamo")
    name = "editions/2017/index.html"
    pages = (*EXPECTED.pages, AuditedPage(name, "概要"))
    (project / AUDIT_FILE).write_text(record.text(replace(EXPECTED, pages=pages)))
    done = call(project, "--no-pdf", *year)
    assert done.returncode == 0 and "記録が古く" not in done.stderr
    page = parsed(project / "output" / "accessibility-results.html")
    assert (
        "これまでの年度の版からは、種類と見た目の違いごとに1ページを選択（3ページ）"
        in page.text_content()
    )
    links = page.xpath("//main//table//a/@href")
    assert [link for link in links if "editions" in link] == ([] if year else [name])


def test_a_criterion_about_what_no_page_has_does_not_apply_and_awaits_nobody() -> None:
    absent = replace(EXPECTED, absent=frozenset({"1.2.1"})).standard
    by_number = {judged.criterion.number: judged for judged in absent}
    assert (by_number["1.2.1"].applies, by_number["1.2.1"].awaits_human) == (False, False)
    assert (by_number["1.3.3"].applies, by_number["1.3.3"].awaits_human) == (True, True)


def test_an_audit_takes_a_day_or_more() -> None:
    assert not EXPECTED.took_days
    assert replace(EXPECTED, ended=date(2026, 4, 3)).took_days
