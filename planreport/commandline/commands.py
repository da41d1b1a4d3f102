"""The commands: each with its options, what it does in one line, and the room that does it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from planreport import program
from planreport.commandline.japanese import Commands
from planreport.commandline.read import read
from planreport.commandline.say import say
from planreport.commandline.steps import step
from planreport.place import Place, PlanError, Problem
from planreport.scaffold.questions import asked
from planreport.site.alone import alone, settle

_PATH = click.Path(path_type=Path)
_DEFAULT = "今いるフォルダ" if program.IS_INSTALLED else "build.py のあるフォルダ"


def _plan(context: click.Context, _: click.Parameter, folder: Path | None) -> Path:
    """The plan's folder, in which nothing is left that a killed command had begun.

    Raises PlanError where there is no plan.
    """
    root = (folder or Path(context.obj)).absolute()
    if not (root / "data").is_dir():
        message = "計画のフォルダではありません（data/ がありません）。"
        advice = "「--plan」で計画のフォルダを指定してください。新しい計画は、「build.py init フォルダ」で作れます。"
        raise PlanError([Problem(Place(str(folder or root)), message, advice)])
    settle(root)
    return root


of_plan: Callable[..., Any] = click.option(
    "--plan",
    "root",
    type=_PATH,
    callback=_plan,
    metavar="フォルダ",
    help=f"計画のフォルダ（指定しなければ{_DEFAULT}）",
)


@click.group(cls=Commands)
def commands() -> None:
    """計画の進捗を、ウェブサイトとPDFとデータにします。命令を書かなければ site です。"""


@commands.command()
@of_plan
@click.option("--year", type=int, metavar="年度", help="この年度（西暦）までの報告で作る")
@click.option("--output", type=_PATH, metavar="フォルダ", help="作る場所（指定しなければ output）")
@click.option("--no-pdf", is_flag=True, help="PDFを作らない")
@click.option("--fragments", is_flag=True, help="ほかのページに貼り付けるためのHTMLも作る")
@click.option("--zip", "zipped", is_flag=True, help="全てを1つにまとめたzipファイルも作る")
@click.option("--strict", is_flag=True, help="注意が1つでもあれば作らない")
def site(root: Path, output: Path | None, **wanted: Any) -> str:
    """サイトとPDFとデータを作ります。"""
    from planreport.commandline.build import (  # only here: it takes the longest to import
        Wanted,
        build,
    )

    return build(root, Wanted(output or root / "output", **wanted))


@commands.command()
@of_plan
@click.option("--strict", is_flag=True, help="注意が1つでもあれば失敗とする")
def check(root: Path, strict: bool) -> str:
    """データの誤りを調べます。何も書きません。"""
    checked = read(root, strict)
    for warning in checked.warnings:
        say(str(warning), is_complaint=True)
    return f"誤りはありません。注意は{len(checked.warnings)}件です。"


@commands.command()
@click.argument("folder", type=_PATH, metavar="フォルダ")
@asked
@click.option("--unlisted", is_flag=True, help="市区町村でも都道府県でもない団体の計画")
def init(folder: Path, unlisted: bool, **given: str | None) -> str:
    """新しい計画のフォルダを作ります。画面で尋ねるので、指定は要りません。"""
    from planreport.scaffold import commands as scaffold  # only here: it is called once a plan

    return scaffold.init(folder, given, unlisted, date.today())


@commands.command()
@of_plan
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    metavar="番号",
    help="アドレスの番号（使われていれば、次の番号。指定しなければ8000）",
)
def serve(root: Path, port: int) -> None:
    """サイトをブラウザに表示し、ファイルを直すたびに新しくします。何も書きません。"""
    from planreport import serve  # only here: no other command needs a server

    serve.serve(root, port, say)


@commands.command("import")
@of_plan
@click.argument("files", type=_PATH, nargs=-1, required=True, metavar="総括表…")
@click.option("--dry-run", is_flag=True, help="読み方と結果を見せるだけで、書き込まない")
@click.option("--replace", is_flag=True, help="data/ にもう書かれている表も、置き換える")
def import_(root: Path, files: Sequence[Path], dry_run: bool, replace: bool) -> str:
    """総括表（Excel、CSV）を読み、data/ に書き込みます。"""
    from planreport.importer import commands as importer  # only here: no other command reads one

    with alone(root):
        return importer.import_sheets(root, files, dry_run, replace, say)


@commands.command("new-year")
@of_plan
@click.argument("year", type=int, required=False, metavar="[年度]")
@click.option("--extend", is_flag=True, help="計画の最後の年度を1年延ばす")
def new_year(root: Path, year: int | None, extend: bool) -> str:
    """次の年度の入力を始めます。指標だけの計画では、次に調べる年度（西暦）を選べます。"""
    with alone(root):
        return str(_yearly().new_year(root, extend, year))


@commands.command()
@of_plan
@click.argument("folder", type=_PATH, metavar="フォルダ")
def forms(root: Path, folder: Path) -> str:
    """担当課ごとに記入する票（Excel）を、フォルダに作ります。"""
    return str(_yearly().forms(root, folder))


@commands.command()
@of_plan
@click.argument("files", type=_PATH, nargs=-1, required=True, metavar="票…")
@click.option("--dry-run", is_flag=True, help="変わるところを見せるだけで、書き込まない")
@click.option("--skip-bad", is_flag=True, help="誤りのある票を残して、ほかの票を集める")
def collect(root: Path, files: Sequence[Path], dry_run: bool, skip_bad: bool) -> str:
    """記入された票を集めて、年度のデータに書き込みます。フォルダも指定できます。"""
    with alone(root), step("票の取込み") as now:
        return str(_yearly().collect(root, files, dry_run, date.today(), skip_bad, now.watch))


@commands.command()
@of_plan
def status(root: Path) -> str:
    """誰の回答がまだかを、催促のメールの文と一緒に表示します。"""
    return str(_yearly().status(root))


@commands.command("publish-year")
@of_plan
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
def publish_year(root: Path, year: int, day: datetime, with_gaps: bool) -> str:
    """年度の報告を公表したと記録します。その後は、訂正を書かずには変えられなくなります。"""
    with alone(root):
        return str(_yearly().publish(root, year, day.date(), with_gaps))


@commands.command()
@click.argument("folders", type=_PATH, nargs=-1, required=True, metavar="フォルダ…")
@click.option(
    "--output",
    type=_PATH,
    metavar="フォルダ",
    help="作る場所（指定しなければ、計画のフォルダと並ぶ output）",
)
@click.option("--no-pdf", is_flag=True, help="PDFを作らない")
def portal(folders: Sequence[Path], output: Path | None, no_pdf: bool) -> int:
    """いくつもの計画を、一覧のページのある1つのサイトにします。"""
    from planreport.portal.publish import publish  # only here: no other command has several plans

    with step("計画ごとのサイト"):
        published = publish(folders, output, not no_pdf)
    for problem in published.problems:
        say(str(problem), is_complaint=True)
    say(published.said)
    return 0 if published.is_whole else 1


def _yearly() -> ModuleType:
    """The commands of the yearly round, imported when one is called: a build does without them."""
    from planreport.round import commands as yearly

    return yearly
