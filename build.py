#!/usr/bin/env python3
"""Builds the report of a plan: website, PDF and open data.

python build.py          makes everything in output/
python build.py check    only says what is wrong with the data
"""

import os
import sys

from planreport import unchanged

HERE = os.path.dirname(os.path.realpath(__file__))

if __name__ == "__main__" and (said := unchanged.last_words(HERE, sys.argv[1:])):
    # Answered before the imports below, which take longer than finding out.
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    print(f"{said}\n前に作ったときから何も変わっていないので、そのまま残しました。")
    sys.exit()

import time  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from contextlib import contextmanager  # noqa: E402
from pathlib import Path  # noqa: E402

import click  # noqa: E402
from filelock import FileLock, Timeout  # noqa: E402

from planreport import datatables, downloads, paths, pdf, render, write  # noqa: E402
from planreport.check import Checked  # noqa: E402
from planreport.check import check as check_sources  # noqa: E402
from planreport.derive import Report, as_of, derive  # noqa: E402
from planreport.load import load  # noqa: E402
from planreport.place import Place, PlanError, Problem, did_you_mean  # noqa: E402

ROOT = Path(HERE)
TEMPLATES = ROOT / "templates"
CACHE = ROOT / ".cache"


@click.group()
def commands() -> None:
    """計画の進捗を、ウェブサイトとPDFとデータにします。命令を書かなければ site です。"""


@commands.command()
@click.option("--year", type=int, metavar="年度", help="この年度（西暦）までの報告で作る")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=ROOT / "output",
    metavar="フォルダ",
    help="作る場所（指定しなければ output）",
)
@click.option("--no-pdf", is_flag=True, help="PDFを作らない")
@click.option("--strict", is_flag=True, help="注意が1つでもあれば作らない")
def site(year: int | None, output: Path, no_pdf: bool, strict: bool) -> None:
    """サイトとPDFとデータを作ります。"""
    with _alone():
        began = time.perf_counter()
        inputs = unchanged.stamp_inputs(HERE)
        _refuse_inputs(output)
        write.refuse_foreign(output)
        if not no_pdf:
            pdf.prepare(TEMPLATES)
        checked = _read(strict)
        report = derive(as_of(checked.plan, year) if year is not None else checked.plan)
        templates = render.environment(TEMPLATES, CACHE / "jinja")
        with _step("データ"):
            files = downloads.downloads(report)
        with _step("PDF"):
            papers = {} if no_pdf else _papers(templates, report, files)
        with _step("ページ"):
            files |= {path: paper.content for path, paper in papers.items()}
            links = render.links(files, {path: paper.pages for path, paper in papers.items()})
            tables = datatables.tables(report)
            texts = render.site(templates, report, checked.pages, tables, links)
            files |= {path: text.encode() for path, text in texts.items()}
            files |= render.static(TEMPLATES)
        with _step("書込み"):
            count = write.write(files, output)
        pages = sum(path.endswith(".html") for path in files)
        paper_pages = sum(paper.pages for paper in papers.values())
        closing = [
            f"できました（{time.perf_counter() - began:.1f}秒）。",
            f"  ページ {pages}、PDF {paper_pages}ページ、ファイル {count}",
            f"  開くには: {_near(output / paths.HOME)}",
        ]
        if checked.warnings:
            closing.append(f"  注意 {len(checked.warnings)}件（「build.py check」で見られます）")
        unchanged.remember(HERE, sys.argv[1:], inputs, str(output), "\n".join(closing))
    click.echo("\n".join(closing))


@commands.command()
@click.option("--strict", is_flag=True, help="注意が1つでもあれば失敗とする")
def check(strict: bool) -> None:
    """データの誤りを調べます。何も書きません。"""
    checked = _read(strict)
    for warning in checked.warnings:
        click.echo(str(warning), err=True)
    click.echo(f"誤りはありません。注意は{len(checked.warnings)}件です。")


def _read(strict: bool) -> Checked:
    with _step("読込みと点検"):
        checked = check_sources(load(ROOT))
    if strict and checked.warnings:
        raise PlanError(checked.warnings)
    return checked


def _papers(
    templates: render.Templates, report: Report, files: dict[str, bytes]
) -> dict[str, pdf.Typeset]:
    pages = {paper.file: render.paper(templates, report, paper) for paper in report.plan.papers}
    data = pdf.Attachment(
        Path(paths.PROGRESS_CSV).name,
        f"{report.plan.terms.planned}と{report.plan.terms.progress}",
        files[paths.PROGRESS_CSV],
        report.plan.updated,
    )
    return pdf.make(pages, TEMPLATES, (data,), CACHE / "papers")


def _refuse_inputs(output: Path) -> None:
    """Raises PlanError for an output that would be read as input, or lost with the cache."""
    for name in (*unchanged.INPUTS, CACHE.name):
        if output.resolve().is_relative_to(ROOT / name):
            advice = "別のフォルダを指定してください。"
            raise PlanError([Problem(Place("--output"), f"{name} の中には作れません。", advice)])


@contextmanager
def _alone() -> Iterator[None]:
    """Lets one build run at a time; a second one says so and waits."""
    CACHE.mkdir(exist_ok=True)
    lock = FileLock(CACHE / "build.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        click.echo("別の作成が終わるのを待っています。", err=True)
        lock.acquire()
    with lock:
        yield


@contextmanager
def _step(name: str) -> Iterator[None]:
    """Says on a terminal what is being done and how long it took; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield
        return
    click.echo(f"{name} …", err=True, nl=False)
    began = time.perf_counter()
    try:
        yield
    finally:
        click.echo(f" {time.perf_counter() - began:.2f}秒", err=True)


def _near(path: Path) -> Path:
    """The path as seen from here, where it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _misuse(error: click.UsageError) -> str:
    """What was wrong with the call; Click says it in English only."""
    if isinstance(error, click.NoSuchOption):
        near = did_you_mean(error.option_name, error.possibilities or ())
        return f"使い方が違います: 「{error.option_name}」という指定はありません。{near}"
    if isinstance(error, click.BadParameter) and error.param:
        return f"使い方が違います: 「{error.param.opts[0]}」の値が正しくありません。"
    return "使い方が違います: 余分な言葉があります。"


def main(arguments: list[str]) -> int:
    """Runs a command and returns the exit status: 1 for bad input, 2 for a wrong call."""
    names_command = bool(arguments) and not arguments[0].startswith("-")
    if names_command and arguments[0] not in commands.commands:
        near = did_you_mean(arguments[0], commands.commands)
        click.echo(f"使い方が違います: 知らない命令「{arguments[0]}」です。{near}", err=True)
        return 2
    if not names_command and arguments != ["--help"]:
        arguments = ["site", *arguments]
    try:
        commands.main(arguments, prog_name="build.py", standalone_mode=False)
    except PlanError as error:
        errors = sum(not problem.is_warning for problem in error.problems)
        warnings = len(error.problems) - errors
        click.echo(f"{error}\nエラー {errors}件、注意 {warnings}件。何も書いていません。", err=True)
        return 1
    except click.UsageError as error:
        click.echo(f"{_misuse(error)}\n「build.py --help」で使い方を見られます。", err=True)
        return 2
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"エラー: {place}読み書きができません（{error.strerror}）。", err=True)
        click.echo("    → 場所と権限、ディスクの空きを確かめてください。", err=True)
        return 1
    except click.Abort:
        click.echo("中止しました。前に作ったものは、そのまま残っています。", err=True)
        return 1
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
