"""Runs a command. What goes wrong is said in Japanese and told by the exit status."""

import sys
from collections.abc import Sequence

import click

from planreport import program
from planreport.commandline.say import say
from planreport.place import PlanError, did_you_mean


def run(commands: click.Group, arguments: Sequence[str], otherwise: str, plan: str) -> int:
    """Runs the command that is named, or the one called `otherwise` where none is.

    `plan` is the folder of the plan where the arguments name none.
    Returns the exit status: 1 for bad input, 2 for a wrong call, or what the command returns if that
    is a number; words it returns are said.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    names_command = bool(arguments) and not arguments[0].startswith("-")
    if names_command and arguments[0] not in commands.commands:
        near = did_you_mean(arguments[0], commands.commands)
        _say(f"使い方が違います: 知らない命令「{arguments[0]}」です。{near}")
        return 2
    if not names_command and arguments != ["--help"]:
        arguments = [otherwise, *arguments]
    try:
        said = commands.main(arguments, program.NAME, standalone_mode=False, obj=plan)
        if isinstance(said, str):
            say(said)
    except PlanError as error:
        errors = sum(not problem.is_warning for problem in error.problems)
        warnings = len(error.problems) - errors
        written = f"{error.written} だけを書きました" if error.written else "何も書いていません"
        _say(f"{error}\nエラー {errors}件、注意 {warnings}件。{written}。")
        return 1
    except click.UsageError as error:
        _say(f"{_misuse(error)}\n「build.py --help」で使い方を見られます。")
        return 2
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _say(f"エラー: {place}読み書きができません（{error.strerror}）。")
        _say("    → 場所と権限、ディスクの空きを確かめてください。")
        return 1
    except click.Abort:
        _say("中止しました。前に作ったものは、そのまま残っています。")
        return 1
    return said if isinstance(said, int) else 0


def _misuse(error: click.UsageError) -> str:
    """What was wrong with the call; Click says it in English only."""
    if isinstance(error, click.NoSuchOption):
        near = did_you_mean(error.option_name, error.possibilities or ())
        return f"使い方が違います: 「{error.option_name}」という指定はありません。{near}"
    if isinstance(error, click.BadParameter) and error.param:
        is_option = isinstance(error.param, click.Option)
        name = error.param.opts[0] if is_option else error.param.metavar
        is_missing = isinstance(error, click.MissingParameter)
        lack = "がありません" if is_missing else "の値が正しくありません"
        return f"使い方が違います: 「{name}」{lack}。"
    return "使い方が違います: 余分な言葉があります。"


def _say(words: str) -> None:
    say(words, is_complaint=True)
