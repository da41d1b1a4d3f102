#!/usr/bin/env python3
"""Builds the report of a plan: website, PDF and open data; collects the next year's progress.

python build.py                   makes everything in output/
python build.py check             only says what is wrong with the data
python build.py serve             shows the site in the browser, always as the files are now
python build.py new-year          opens the next fiscal year
python build.py forms FOLDER      makes the workbooks that departments fill in
python build.py collect FILES     puts the filled workbooks into data/
python build.py status            says who has not answered yet
python build.py publish-year YEAR records a year's report as published
"""

import os
import sys

from planreport.site import unchanged

HERE = os.path.dirname(os.path.realpath(__file__))

if __name__ == "__main__" and (said := unchanged.last_words(HERE, sys.argv[1:])):
    # Answered before the imports below, which take longer than finding out.
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    print(f"{said}\n前に作ったときから何も変わっていないので、そのまま残しました。")
    sys.exit()

import importlib.util  # noqa: E402
import subprocess  # noqa: E402

if __name__ == "__main__" and not importlib.util.find_spec("click"):
    # Somebody called another Python than the project's own, which alone has the packages.
    own = os.path.join(HERE, ".venv")
    python = os.path.join(
        own, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python"))
    )
    if os.path.realpath(sys.prefix) == os.path.realpath(own) or not os.path.exists(python):
        sys.exit("必要なパッケージがありません。README.md の「始め方」のとおりに用意してください。")
    sys.exit(subprocess.call([python, *sys.argv]))

import time  # noqa: E402
from collections.abc import Iterator, Sequence  # noqa: E402
from contextlib import contextmanager  # noqa: E402
from datetime import date, datetime  # noqa: E402
from pathlib import Path  # noqa: E402
from types import ModuleType  # noqa: E402

import click  # noqa: E402
from filelock import FileLock, Timeout  # noqa: E402

from planreport import paths  # noqa: E402
from planreport.check import Checked  # noqa: E402
from planreport.check import check as check_sources  # noqa: E402
from planreport.load import load  # noqa: E402
from planreport.pages import render  # noqa: E402
from planreport.papers import pdf  # noqa: E402
from planreport.place import Place, PlanError, Problem, did_you_mean  # noqa: E402
from planreport.site import compose, pack, write  # noqa: E402

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
@click.option("--fragments", is_flag=True, help="ほかのページに貼り付けるためのHTMLも作る")
@click.option("--zip", "zipped", is_flag=True, help="全てを1つにまとめたzipファイルも作る")
@click.option("--strict", is_flag=True, help="注意が1つでもあれば作らない")
def site(
    year: int | None, output: Path, no_pdf: bool, fragments: bool, zipped: bool, strict: bool
) -> None:
    """サイトとPDFとデータを作ります。"""
    with _alone():
        began = time.perf_counter()
        inputs = unchanged.stamp_inputs(HERE)
        _refuse_inputs(output)
        write.refuse_foreign(output)
        if zipped:
            pack.refuse_foreign(pack.beside(output))
        if not no_pdf:
            pdf.prepare(TEMPLATES)
        checked = _read(strict)
        reports = compose.reports(checked.plan, year)
        templates = render.environment(TEMPLATES, CACHE / "jinja")
        with _step("データ"):
            files = compose.data(reports)
        with _step("PDF"):
            unset = {} if no_pdf else compose.papers(templates, reports, files)
            papers = pdf.make(unset, TEMPLATES, CACHE / "papers") if unset else {}
            files |= {path: paper.content for path, paper in papers.items()}
            counts = {path: paper.pages for path, paper in papers.items()}
        with _step("ページ"):
            static = render.static(templates, TEMPLATES, checked.plan.theme)
            editions = compose.editions(reports, checked, files, counts)
            files |= compose.pages(templates, static, editions)
            if fragments:
                files |= compose.fragments(files, editions[0])
        with _step("書込み"):
            count = write.write(files, output)
            if zipped:
                pack.pack(files, pack.beside(output))
        closing = [
            f"できました（{time.perf_counter() - began:.1f}秒）。",
            f"  ページ {sum(_is_current(path, '.html') for path in files)}、"
            f"PDF {sum(count for path, count in counts.items() if _is_current(path))}ページ、"
            f"これまでの年度の版 {len(reports) - 1}、ファイル {count}",
            f"  開くには: {_near(output / paths.HOME)}",
        ]
        if fragments:
            closing.append(f"  貼り付けるためのHTML: {_near(output / paths.FRAGMENTS)}")
        if zipped:
            closing.append(f"  まとめたファイル: {_near(pack.beside(output))}")
        if left_out := compose.left_out(checked):
            closing.append(f"  {left_out}")
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


@commands.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    metavar="番号",
    help="アドレスの番号（使われていれば、次の番号。指定しなければ8000）",
)
def serve(port: int) -> None:
    """サイトをブラウザに表示し、ファイルを直すたびに新しくします。何も書きません。"""
    from planreport import serve  # only here: no other command needs a server

    serve.serve(ROOT, port, click.echo)


@commands.command("new-year")
@click.option("--extend", is_flag=True, help="計画の最後の年度を1年延ばす")
def new_year(extend: bool) -> None:
    """次の年度の入力を始めます。前の年度までのデータは変えません。"""
    with _alone():
        click.echo(_yearly().new_year(ROOT, extend))


@commands.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="フォルダ")
def forms(folder: Path) -> None:
    """担当課ごとに記入する票（Excel）を、フォルダに作ります。"""
    click.echo(_yearly().forms(ROOT, folder))


@commands.command()
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="票…")
@click.option("--dry-run", is_flag=True, help="変わるところを見せるだけで、書き込まない")
def collect(files: Sequence[Path], dry_run: bool) -> None:
    """記入された票を集めて、年度のデータに書き込みます。フォルダも指定できます。"""
    with _alone():
        click.echo(_yearly().collect(ROOT, files, dry_run))


@commands.command()
def status() -> None:
    """誰の回答がまだかを、催促のメールの文と一緒に表示します。"""
    click.echo(_yearly().status(ROOT))


@commands.command("publish-year")
@click.argument("year", type=int, metavar="年度")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: date.today().isoformat(),
    metavar="日付",
    help="公表の日（指定しなければ今日）",
)
def publish_year(year: int, day: datetime) -> None:
    """年度の報告を公表したと記録します。その後は、訂正を書かずには変えられなくなります。"""
    with _alone():
        click.echo(_yearly().publish(ROOT, year, day.date()))


def _yearly() -> ModuleType:
    """The commands of the yearly round, imported when one is called: a build does without them."""
    from planreport.round import commands as yearly

    return yearly


def _read(strict: bool) -> Checked:
    with _step("読込みと点検"):
        checked = check_sources(load(ROOT))
    if strict and checked.warnings:
        raise PlanError(checked.warnings)
    return checked


def _is_current(path: str, ending: str = "") -> bool:
    return path.endswith(ending) and not path.startswith((paths.EDITIONS, paths.FRAGMENTS))


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
        is_option = isinstance(error.param, click.Option)
        name = error.param.opts[0] if is_option else error.param.metavar
        lack = (
            "がありません"
            if isinstance(error, click.MissingParameter)
            else "の値が正しくありません"
        )
        return f"使い方が違います: 「{name}」{lack}。"
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
