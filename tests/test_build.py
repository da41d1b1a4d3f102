"""The commands, called as a user calls them."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conftest import ROOT, Site, build, call, once, parsed, tree
from filelock import FileLock
from patience import SECONDS

from planreport.commandline.commands import commands
from planreport.commandline.run import run

Project = Callable[[str], Path]


@pytest.fixture(scope="session")
def elsewhere(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the same input, made anew in another folder, language and part of the world, by
    another order of sets; what was said of it lies beside.

    Papers are set anew where they would be made of anything else. However that may be, so is one of
    each content of one plan, and the overview of the other.
    """

    def make(folder: Path) -> None:
        other = folder / "somewhere else" / "と日本語"
        other.parent.mkdir(parents=True)
        ignored = shutil.ignore_patterns("output", ".cache")
        shutil.copytree(site.project, other, symlinks=True, ignore=ignored)
        shutil.copytree(site.project / ".cache" / "papers", other / ".cache" / "papers")
        anew = ("overview.pdf", *["summary-table.pdf"] * (site.name == "minamo"))
        current = [(site.output / paper).read_bytes() for paper in anew]
        for paper in (other / ".cache" / "papers").iterdir():
            if paper.read_bytes() in current:
                paper.unlink()
        done = build(other, PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="POSIX")
        assert done.returncode == 0, done.stderr
        (folder / "said").write_text(done.stdout + done.stderr, encoding="utf-8")

    return once(tmp_path_factory, f"elsewhere-{site.name}", make)


@pytest.mark.pdf
def test_the_same_input_gives_the_same_bytes_anywhere(site: Site, elsewhere: Path) -> None:
    assert tree(site.output) == tree(elsewhere / "somewhere else" / "と日本語" / "output")


@pytest.mark.pdf
def test_in_a_pipe_only_the_closing_summary_is_said(site: Site, elsewhere: Path) -> None:
    pages = len({*site.pages, *site.measure_pages})
    editions = len(site.report.plan.reported) - 1
    assert re.fullmatch(
        rf"できました（\d+\.\d秒）。\n  ページ {pages}、PDF \d+ページ、これまでの年度の版 {editions}、ファイル \d+\n"
        r"  開くには: output/index\.html\n(  アクセシビリティの検査の後に、.+\n)?",
        (elsewhere / "said").read_text(encoding="utf-8"),
    )


def test_bad_data_fails_with_status_1_and_leaves_the_last_site(project: Project) -> None:
    folder = project("minamo")
    assert call(folder, "--no-pdf").returncode == 0
    before = tree(folder / "output")
    goals = folder / "data" / "goals.csv"
    goals.write_text(goals.read_text().replace("water", "watr"))
    done = call(folder, "--no-pdf")
    assert done.returncode == 1
    assert "data/measures.csv 2行目「goal_id」: 知らない目標「water」です。" in done.stderr
    assert "「watr」ではありませんか。" in done.stderr
    assert "何も書いていません" in done.stderr
    assert done.stdout == ""
    assert tree(folder / "output") == before


def with_warnings(folder: Path) -> Path:
    """The shipped plan before it was published, when texts like last year's were worth a look."""
    (folder / "data" / "published.csv").unlink()
    return folder


def test_check_says_what_is_wrong_and_writes_nothing(project: Project) -> None:
    folder = with_warnings(project("shipped"))
    done = call(folder, "check")
    assert done.returncode == 0
    assert "誤りはありません。注意は2件です。" in done.stdout
    assert "data/progress/2013.csv 5行目「actions」" in done.stderr
    assert not (folder / "output").exists()


@pytest.mark.parametrize("command", [("check",), ("site", "--no-pdf")], ids="_".join)
def test_strict_makes_warnings_fail(project: Project, command: Sequence[str]) -> None:
    folder = with_warnings(project("shipped"))
    done = call(folder, *command, "--strict")
    assert done.returncode == 1
    assert "エラー 0件、注意 2件" in done.stderr
    assert not (folder / "output").exists()
    assert call(project("minamo"), *command, "--strict").returncode == 0


def test_an_earlier_year_is_reported_as_it_was_known_then(project: Project) -> None:
    folder = project("shipped")
    assert call(folder, "--year", "2013", "--no-pdf").returncode == 0
    overview = (folder / "output" / "index.html").read_text()
    assert "平成25年度（2013年度）末時点" in overview
    assert "20項目<" in overview
    assert "（67％）" in overview
    assert "公表された数" not in overview
    everything = "".join(
        path.read_text(encoding="utf-8-sig")
        for path in (folder / "output").rglob("*")
        if path.suffix in (".html", ".csv", ".json")
    )
    later = (folder / "data" / "progress" / "2014.csv").read_text().splitlines()
    assert "設備への貸与" not in everything
    assert "江丹別地区（中園以北）" in later[27]
    assert "江丹別地区（中園以北）" not in everything


def test_a_year_without_a_report_is_refused(project: Project) -> None:
    done = call(project("minamo"), "--year", "2021")
    assert done.returncode == 1
    assert "2021年度の進捗はありません" in done.stderr
    assert "2017、2018、2019、2020" in done.stderr


@pytest.mark.pdf
def test_a_plan_without_any_report_yet_is_published(project: Project) -> None:
    folder = project("minamo")
    for path in (folder / "data" / "progress").iterdir():
        path.unlink()
    done = build(folder)
    assert done.returncode == 0, done.stderr
    overview = parsed(folder / "output" / "index.html").text_content()
    assert "達成状況は、まだ報告されていません" in overview
    assert "報告前" in overview


def test_the_output_can_lie_anywhere(project: Project, tmp_path: Path) -> None:
    folder = project("minamo")
    done = call(folder, "--no-pdf", "--output", str(tmp_path / "公開" / "site"))
    assert done.returncode == 0
    assert (tmp_path / "公開" / "site" / "index.html").exists()
    assert not (folder / "output").exists()


def test_without_the_pdf_no_page_links_to_one(project: Project) -> None:
    folder = project("minamo")
    call(folder, "--no-pdf")
    assert not list((folder / "output").glob("*.pdf"))
    for page in (folder / "output").glob("*.html"):
        assert ".pdf" not in page.read_text()


@pytest.mark.whole
def test_what_makes_papers_is_imported_only_when_some_are_made() -> None:
    program = "import sys, planreport.commandline.build; print(*sys.modules)"
    command = [sys.executable, "-c", program]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    unwanted = ("planreport.papers", "weasyprint", "multiprocessing")
    assert not [name for name in said.split() if name.startswith(unwanted)]


def test_a_second_build_says_that_it_waits_and_then_succeeds(project: Project) -> None:
    folder = project("minamo")
    with FileLock(folder / ".cache" / "build.lock"):  # as a first build holds it
        second = subprocess.Popen(
            [sys.executable, "build.py", "--no-pdf", "--year", "2020"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert second.stderr
        assert second.stderr.readline() == "別の作成が終わるのを待っています。\n"
        assert not (folder / "output").exists()
    second.communicate(timeout=SECONDS)
    assert second.returncode == 0
    assert (folder / "output" / "index.html").exists()


@pytest.mark.whole
def test_builds_at_once_all_succeed(project: Project) -> None:
    folder = project("minamo")
    children = [
        subprocess.Popen([sys.executable, "build.py", "--no-pdf", "--year", year], cwd=folder)
        for year in ("2020", "2017", "2018")
    ]
    assert [child.wait(timeout=SECONDS) for child in children] == [0, 0, 0]
    assert "年度" in (folder / "output" / "index.html").read_text()


def test_an_output_among_the_inputs_is_refused(project: Project) -> None:
    folder = project("minamo")
    for place in ("data/site", ".cache/site", "content"):
        done = call(folder, "--no-pdf", "--output", place)
        assert done.returncode == 1
        assert "の中には作れません" in done.stderr


def test_what_the_system_refuses_is_no_traceback(project: Project) -> None:
    folder = project("minamo")
    shutil.rmtree(folder / ".cache")
    (folder / ".cache").write_text("a file in the way")
    done = call(folder, "--no-pdf")
    assert done.returncode == 1
    assert "読み書きができません" in done.stderr
    assert "Traceback" not in done.stderr


def test_links_that_lead_nowhere_are_harmless(project: Project) -> None:
    """As an editor's lock file is one, and as somebody may make by mistake."""
    folder = project("minamo")
    (folder / "data" / ".#plan.toml").symlink_to("somebody@somewhere.1234")
    (folder / "data" / "round").symlink_to(".")
    assert call(folder, "--no-pdf").returncode == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--yaer", "2013"], "「--yaer」という指定はありません。「--year」ではありませんか。"),
        (["--year", "平成"], "「--year」の値が正しくありません。"),
        (["chek"], "知らない命令「chek」です。「check」ではありませんか。"),
        (["site", "more"], "余分な言葉があります。"),
        (["serve", "--port", "70000"], "「--port」の値が正しくありません。"),
        (["forms"], "「フォルダ」がありません。"),
        (["collect"], "「票…」がありません。"),
        (["publish-year", "令和3年度"], "「年度」の値が正しくありません。"),
        (["publish-year", "2020", "--date", "昨日"], "「--date」の値が正しくありません。"),
    ],
)
def test_a_wrong_call_is_explained(
    words: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(commands, words, otherwise="site", plan=str(ROOT)) == 2
    assert expected in capsys.readouterr().err


def test_a_wrong_call_is_told_by_the_exit_status(project: Project) -> None:
    done = build(project("minamo"), "chek")
    assert done.returncode == 2
    assert "知らない命令「chek」です。" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command",
    ["", "site", "check", "serve", "new-year", "forms", "collect", "status", "publish-year"],
)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(commands, [*command.split(), "--help"], otherwise="site", plan=str(ROOT)) == 0
    told = capsys.readouterr().out
    assert re.search(r"[ぁ-ん]ます。", told)
    first, *rest = told.splitlines()
    assert first.startswith(f"使い方: build.py {command}".rstrip())
    assert "指定:" in rest
    assert "この説明を表示する" in told
    assert not re.search(
        r"[A-Za-z]{2,}[ :][ A-Za-z]*$|[A-Za-z]{2,} [A-Za-z]", "\n".join(rest), re.M
    )


@pytest.mark.whole
def test_another_python_without_the_packages_calls_the_project_s_own(project: Project) -> None:
    folder = project("minamo")
    bare = [sys.executable, "-S", "-c", BARE]  # no site: no packages
    done = subprocess.run(
        bare, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 1
    assert "必要なパッケージがありません" in done.stderr
    own = folder / ".venv" / "bin"
    own.mkdir(parents=True)
    (own / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (own / "python").chmod(0o755)
    done = subprocess.run(
        bare, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "誤りはありません" in done.stdout


BARE = (
    "import runpy, sys; sys.argv = ['build.py', 'check']; sys.path.insert(0, '.');"
    "runpy.run_path('build.py', run_name='__main__')"
)
