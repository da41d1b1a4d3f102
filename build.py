#!/usr/bin/env python3
"""Builds the report of a plan: website, PDF and open data.

    python build.py            makes everything anew in output/
    python build.py check      only says what is wrong with the data
"""

import sys
from pathlib import Path

from planreport import unchanged

ROOT = Path(__file__).resolve().parent

if __name__ == "__main__":  # before the imports below: they would take longer than the answer
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if said := unchanged.last_words(ROOT, sys.argv[1:]):
        print(said)
        print("前に作ったときから何も変わっていないので、そのまま残しました。")
        sys.exit()

import time  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from contextlib import contextmanager  # noqa: E402

import click  # noqa: E402

from planreport import paths  # noqa: E402
from planreport.check import check as check_sources  # noqa: E402
from planreport.derive import as_of, derive  # noqa: E402
from planreport.load import load  # noqa: E402
from planreport.model import Page, Plan  # noqa: E402
from planreport.place import PlanError, Problem  # noqa: E402

TEMPLATES = ROOT / "templates"
CACHE = ROOT / ".cache"


@click.group()
def commands() -> None:
    """計画の進捗を、ウェブサイトとPDFとデータにします。命令を書かなければ site です。"""


@commands.command()
@click.option("--year", type=int, metavar="年度", help="この年度（西暦）までの報告で作る")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=ROOT / "output",
    metavar="フォルダ",
    help="作る場所（初めは output）",
)
@click.option("--no-pdf", is_flag=True, help="PDFを作らない")
@click.option("--strict", is_flag=True, help="注意が1つでもあれば作らない")
def site(year: int | None, output: Path, no_pdf: bool, strict: bool) -> None:
    """サイトとPDFとデータを作ります。"""
    from filelock import FileLock, Timeout

    from planreport import downloads, render, write

    CACHE.mkdir(exist_ok=True)
    lock = FileLock(CACHE / "build.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        click.echo("別の作成が終わるのを待っています。", err=True)
        lock.acquire()
    with lock:
        began = time.perf_counter()
        inputs = unchanged.stamp_inputs(ROOT)
        write.refuse_foreign(output)
        plan, pages, warnings = _read(strict)
        report = derive(as_of(plan, year) if year else plan)
        templates = render.environment(TEMPLATES, CACHE / "jinja")
        binaries = {}
        files = {}
        with _step("データ"):
            binaries.update(downloads.downloads(report))
        if not no_pdf:
            with _step("PDF"):
                from planreport import pdf

                paper = pdf.paper(render.paper(templates, report), TEMPLATES)
                binaries[paths.SUMMARY_TABLE_PDF] = paper.content
                files[paths.SUMMARY_TABLE_PDF] = render.File("PDF", len(paper.content), paper.pages)
        for path in paths.DOWNLOADS:
            form = path.rpartition(".")[2].upper()
            files[path] = render.File(form, len(binaries[path]))
        with _step("ページ"):
            texts = render.site(templates, report, pages, downloads.tables(report), files)
        binaries.update(render.static(TEMPLATES))
        binaries.update({path: text.encode() for path, text in texts.items()})
        with _step("書込み"):
            count = write.write(binaries, output)
        said = "\n".join(
            [
                f"できました（{time.perf_counter() - began:.1f}秒）。",
                f"  ページ {sum(path.endswith('.html') for path in texts)}、"
                f"PDF {sum(file.pages for file in files.values())}ページ、ファイル {count}",
                *([f"  注意 {len(warnings)}件（「build.py check」で見られます）"] if warnings else []),
                f"  開くには: {_near(output / paths.HOME)}",
            ]
        )
        unchanged.remember(ROOT, sys.argv[1:], inputs, output, said)
    click.echo(said)


@commands.command()
@click.option("--strict", is_flag=True, help="注意が1つでもあれば失敗とする")
def check(strict: bool) -> None:
    """データの誤りを調べます。何も書きません。"""
    plan, pages, warnings = _read(strict)
    for warning in warnings:
        click.echo(str(warning), err=True)
    click.echo(f"誤りはありません。注意は{len(warnings)}件です。")


def _read(strict: bool) -> tuple[Plan, tuple[Page, ...], tuple[Problem, ...]]:
    with _step("読込みと点検"):
        plan, pages, warnings = check_sources(load(ROOT))
    if strict and warnings:
        raise PlanError(warnings)
    return plan, pages, warnings


@contextmanager
def _step(name: str) -> Iterator[None]:
    """Says on a terminal what is being done and how long it took; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield
        return
    click.echo(f"{name} …", err=True, nl=False)
    began = time.perf_counter()
    yield
    click.echo(f" {time.perf_counter() - began:.2f}秒", err=True)


def _near(path: Path) -> Path:
    """The path as seen from here, where it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def main(arguments: list[str]) -> int:
    """Runs a command and returns the exit status: 1 for bad input, 2 for a wrong call."""
    names_command = arguments[:1] and (arguments[0] in commands.commands or arguments[0] == "--help")
    try:
        commands.main(
            arguments if names_command else ["site", *arguments],
            prog_name="build.py",
            standalone_mode=False,
        )
    except PlanError as error:
        click.echo(str(error), err=True)
        errors = sum(not problem.is_warning for problem in error.problems)
        click.echo(
            f"エラー {errors}件、注意 {len(error.problems) - errors}件。何も書いていません。", err=True
        )
        return 1
    except click.UsageError as error:
        click.echo(f"使い方が違います: {error.format_message()}", err=True)
        click.echo("「build.py --help」で使い方を見られます。", err=True)
        return 2
    except click.Abort:
        click.echo("中止しました。前に作ったものは、そのまま残っています。", err=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
