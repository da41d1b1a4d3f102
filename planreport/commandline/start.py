"""Where the program starts. Nothing is imported before it is known that something is to be done."""

import os
from collections.abc import Sequence

from planreport.commandline.named import named
from planreport.site import unchanged


def main(arguments: Sequence[str], default: str) -> int:
    """Does what the `arguments` of the command line ask for; returns the exit status.

    `default` is the folder of the plan where they name none.
    """
    unchanged.answer(os.path.abspath(named(arguments) or default), arguments)

    from planreport.commandline.commands import commands
    from planreport.commandline.run import run

    return run(commands, arguments, otherwise="site", plan=default)


def installed() -> int:
    """The command `planreport`, for the plan in the folder where it is called."""
    import sys

    return main(sys.argv[1:], os.getcwd())
