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

if __name__ == "__main__":
    unchanged.answer(HERE, sys.argv[1:])  # before the imports below, which take longer than that

from planreport.commandline import interpreter

if __name__ == "__main__":
    interpreter.hand_over(HERE)

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from planreport.commandline.build import Wanted, build, read
from planreport.commandline.japanese import Commands
from planreport.commandline.run import run
from planreport.site.alone import alone, settle

ROOT = Path(HERE)


@click.group(cls=Commands)
def commands() -> None:
    """計画の進捗を、ウェブサイトとPDFとデータにします。命令を書かなければ site です。"""
    settle(ROOT)


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
def site(**wanted: Any) -> None:
    """サイトとPDFとデータを作ります。"""
    click.echo(build(ROOT, Wanted(**wanted)))


@commands.command()
@click.option("--strict", is_flag=True, help="注意が1つでもあれば失敗とする")
def check(strict: bool) -> None:
    """データの誤りを調べます。何も書きません。"""
    checked = read(ROOT, strict)
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
    with alone(ROOT):
        click.echo(_yearly().new_year(ROOT, extend))


@commands.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="フォルダ")
def forms(folder: Path) -> None:
    """担当課ごとに記入する票（Excel）を、フォルダに作ります。"""
    click.echo(_yearly().forms(ROOT, folder))


@commands.command()
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="票…")
@click.option("--dry-run", is_flag=True, help="変わるところを見せるだけで、書き込まない")
@click.option("--skip-bad", is_flag=True, help="誤りのある票を残して、ほかの票を集める")
def collect(files: Sequence[Path], dry_run: bool, skip_bad: bool) -> None:
    """記入された票を集めて、年度のデータに書き込みます。フォルダも指定できます。"""
    with alone(ROOT):
        click.echo(_yearly().collect(ROOT, files, dry_run, date.today(), skip_bad))


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
@click.option("--with-gaps", is_flag=True, help="揃っていないところを「未報告」として公表した")
def publish_year(year: int, day: datetime, with_gaps: bool) -> None:
    """年度の報告を公表したと記録します。その後は、訂正を書かずには変えられなくなります。"""
    with alone(ROOT):
        click.echo(_yearly().publish(ROOT, year, day.date(), with_gaps))


def _yearly() -> ModuleType:
    """The commands of the yearly round, imported when one is called: a build does without them."""
    from planreport.round import commands as yearly

    return yearly


if __name__ == "__main__":
    sys.exit(run(commands, sys.argv[1:], otherwise="site"))
