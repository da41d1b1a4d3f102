"""Which plan the command line names, known before Click is imported to read it."""

from collections.abc import Sequence
from itertools import pairwise

_PLAN = "--plan"


def named(arguments: Sequence[str]) -> str:
    """The folder that the option names, as Click will read it: the last one counts."""
    folder = ""
    for before, word in pairwise(["", *arguments]):
        if before == _PLAN:
            folder = word
        elif word.startswith(f"{_PLAN}="):
            folder = word.partition("=")[2]
    return folder
