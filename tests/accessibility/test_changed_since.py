"""What has changed on a site since it was audited is counted and said."""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, call, make_project, parsed

from audit import checks, record
from planreport.accessibility.audited import AuditedPage, digest, look
from planreport.load import AUDIT_FILE

# The current edition's pages alone, which are those that an audit is held against.
CURRENT = ("--no-pdf", "--year", "2020")
EXPECTED = checks.expected({"index.html": "", "404.html": ""}, date(2026, 4, 2))


def test_a_page_is_the_same_whatever_stands_around_it_and_however_large_its_files_are() -> None:
    page = '<p>令和7年</p><main id="main"><a href="a">表（XLSX形式、{}）</a>{}</main><p>{}</p>'
    same = digest(page.format("23KB", "18項目", "令和7年"))
    assert same == digest(page.format("24KB", "18項目", "令和8年"))
    assert same != digest(page.format("23KB", "19項目", "令和7年"))
    assert same != digest(page.format("23KB", "", "").replace("表", "図"))


def test_what_pages_have_in_common_is_the_same_whatever_they_are_about_and_on_any_day() -> None:
    page = '<title>{}</title><body><nav>表</nav><main id="main">{}</main><p>令和{}年</p></body>'
    script = "const PLAN = {};\n\ncall({});"
    same = look(page.format("概要", "18項目", "7"), "a {}", script.format("[1]", 1))
    assert same == look(page.format("表", "19項目", "8"), "a {}", script.format("[2]", 1))
    assert same != look(page.format("概要", "18項目", "7"), "b {}", script.format("[1]", 1))
    assert same != look(page.format("概要", "18項目", "7"), "a {}", script.format("[1]", 2))
    assert same != look(
        page.format("概要", "18項目", "7").replace("表", "図"), "a {}", script.format("[1]", 1)
    )


def audited(project: Path, *left_out: str) -> None:
    """Records an audit of the site as it is built now, but for some of its pages."""
    assert call(project, *CURRENT).returncode == 0
    output = project / "output"
    one_measure = sorted(output.glob("measures/*.html"))[:1]
    files = [*output.glob("*.html"), *one_measure]
    names = sorted({file.relative_to(output).as_posix() for file in files} - {*left_out})
    digests = checks.digests(output, names).items()
    pages = tuple(AuditedPage(name, name, digest=digest) for name, digest in digests)
    found = replace(EXPECTED, pages=pages, look=checks.site_look(output))
    (project / AUDIT_FILE).write_text(record.text(found))


@pytest.mark.whole
def test_pages_that_have_changed_since_are_counted_and_named(tmp_path: Path) -> None:
    project = make_project("minamo", tmp_path / "minamo")
    audited(project, "404.html", "words.html")
    said = call(project, *CURRENT).stdout
    assert "アクセシビリティの検査の後に、加わったページ 1（" in said
    for file, old, new in (
        ("content/index.md", "7つの事業", "たくさんの事業"),
        ("data/goals.csv", "エネルギー", "電気"),
        ("data/plan.toml", "updated = 2021-06-30", "updated = 2021-07-01"),
    ):
        text = (project / file).read_text(encoding="utf-8")
        assert old in text, file
        (project / file).write_text(text.replace(old, new), encoding="utf-8")
    said = call(project, *CURRENT).stdout
    page = parsed(project / "output" / "accessibility-results.html")
    changed = page.xpath("//h3[@id='changed']/following-sibling::ul[1]//a/text()")
    names = [address.rpartition("/")[2] for address in changed]
    assert "index.html" in names and "data.html" not in names
    assert f"検査の後に、変わったページ {len(names)}、加わったページ 1（「make audit」" in said
    text = page.text_content()
    assert f"この検査の後に、{len(names)}ページの内容が変わり、1ページが加わりました。" in text
    assert "検査したときの全てのHTMLのページ" in text


def test_a_site_that_is_as_it_was_audited_says_nothing_of_changes(tmp_path: Path) -> None:
    project = make_project("minamo", tmp_path / "minamo")
    audited(project)
    assert "アクセシビリティ" not in call(project, *CURRENT).stdout
    text = (project / "output" / "accessibility-results.html").read_text(encoding="utf-8")
    assert "この検査の後に" not in text and "分かりません" not in text


@pytest.mark.whole
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("templates/static/style.css", ".skip {", ".skip { display: none;"),
        ("templates/matrix.js", "addEventListener", "addeventlistener"),
        ("data/plan.toml", "みなも市環境部環境政策課", "みなも市総務部"),
    ],
    ids=["the stylesheet", "the script", "the frame"],
)
def test_what_all_pages_have_in_common_is_told_when_it_has_changed_since(
    file: str, old: str, new: str, tmp_path: Path
) -> None:
    project = make_project("minamo", tmp_path / "minamo")
    (project / "templates").unlink()
    shutil.copytree(ROOT / "templates", project / "templates")
    audited(project)
    text = (project / file).read_text(encoding="utf-8")
    assert old in text
    (project / file).write_text(text.replace(old, new), encoding="utf-8")
    said = call(project, *CURRENT).stdout
    assert "検査の後に、全てのページに共通する部分の変更（「make audit」" in said
    page = (project / "output" / "accessibility-results.html").read_text(encoding="utf-8")
    assert "この検査の後に、全てのページに共通する部分" in page


def test_a_record_that_does_not_know_the_look_says_so(tmp_path: Path) -> None:
    project = make_project("minamo", tmp_path / "minamo")
    audited(project)
    record_file = project / AUDIT_FILE
    text = record_file.read_text(encoding="utf-8")
    record_file.write_text(re.sub("look = .*\n", "", text), encoding="utf-8")
    assert "アクセシビリティ" not in call(project, *CURRENT).stdout
    page = (project / "output" / "accessibility-results.html").read_text(encoding="utf-8")
    assert "検査の後に変わったかどうかは、記録がなく、分かりません" in page


def test_a_record_that_does_not_know_the_pages_says_so(tmp_path: Path) -> None:
    project = make_project("minamo", tmp_path / "minamo")
    (project / AUDIT_FILE).write_text(record.text(EXPECTED), encoding="utf-8")
    assert call(project, *CURRENT).returncode == 0
    text = (project / "output" / "accessibility-results.html").read_text(encoding="utf-8")
    assert "その後に変わったかどうかは分かりません。" in text
