"""What a command says. Other commands are named in it as this one was called."""

import re
import sys

import click

from planreport import program
from planreport.commandline.named import named

_COMMAND = re.compile(r"「build\.py((?: [^」]*)?)」")
_OF_NO_PLAN = re.compile(r" init | portal |.* --help$")


def say(words: str, is_complaint: bool = False) -> None:
    click.echo(as_called(words), err=is_complaint)


def as_called(words: str) -> str:
    """The words, with the program's name as it was called, and for the same plan."""
    plan = named(sys.argv[1:])
    quoted = f'"{plan}"' if " " in plan else plan
    ending = f" --plan {quoted}" if plan else ""

    def called(command: re.Match[str]) -> str:
        return f"「{program.NAME}{command[1]}{'' if _OF_NO_PLAN.match(command[1]) else ending}」"

    return _COMMAND.sub(called, words)
