"""Commands whose help is in Japanese throughout; Click's own words are English."""

from typing import Any

import click

_HEADINGS = {"Options": "指定", "Commands": "命令"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "使い方: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS[heading])


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    context_class = _Context

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[指定]", **settings})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "この説明を表示する"
        return option


class Commands(Command, click.Group):
    """A program that is told which of its commands to run."""

    command_class = Command

    def __init__(self, *args: Any, **settings: Any) -> None:
        usage = {"options_metavar": None, "subcommand_metavar": "[命令] [指定]"}
        super().__init__(*args, **{**usage, **settings})
