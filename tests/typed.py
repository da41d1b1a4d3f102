"""What documents tell people to type: whether the program has such commands and options."""

import re

import click

from planreport.commandline.commands import commands


def unknown(text: str) -> list[str]:
    """The calls of build.py in a text that are none, for want of a command, option or argument."""
    return [words for words in re.findall(r"build\.py((?: +[^\s`」]+)*)", text) if not _is(words)]


def _is(words: str) -> bool:
    name, *rest = words.split() or ["site"]
    if name.startswith("-"):
        name, rest = "site", [name, *rest]
    if name not in commands.commands:
        return False
    parameters = commands.commands[name].params
    known = {"--help", *(option for parameter in parameters for option in parameter.opts)}
    needs_more = any(isinstance(one, click.Argument) and one.required for one in parameters)
    options = {word for word in rest if word.startswith("-")}
    return options <= known and (bool(rest) or not needs_more)
