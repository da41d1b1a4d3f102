"""The program's own files, in a checkout of its repository or where pip has put it.

No pathlib here: it takes as long to import as all that a build does that has nothing to do.
"""

import os

PACKAGE = os.path.dirname(os.path.abspath(__file__))
_ABOVE = os.path.dirname(PACKAGE)
_PACKED = os.path.join(PACKAGE, "templates")  # in a wheel
IS_INSTALLED = os.path.isdir(_PACKED)

# What calls a command, as a user types it.
NAME = "planreport" if IS_INSTALLED else "build.py"


def templates(plan: str | os.PathLike[str]) -> str:
    """The folder of templates, style and fonts: the one in the plan's folder, else the program's."""
    own = os.path.join(plan, "templates")
    if os.path.isdir(own):
        return own
    return _PACKED if IS_INSTALLED else os.path.join(_ABOVE, "templates")


def files() -> tuple[str, ...]:
    """What the program consists of, the templates apart."""
    return (PACKAGE, os.path.join(_ABOVE, "build.py"))


def packages() -> str:
    """Which versions of other packages the program runs with, in words that change as they do."""
    lock = os.path.join(_ABOVE, "requirements.lock")
    if not os.path.exists(lock):
        return "\n".join(sorted(name for name in os.listdir(_ABOVE) if name.endswith("-info")))
    with open(lock, encoding="utf-8") as file:
        return file.read()
