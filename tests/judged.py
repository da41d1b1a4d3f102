"""What the program says of a plan's folder: what it holds, or why it is refused."""

from pathlib import Path

import pytest

from planreport.check import Checked, check
from planreport.load import load
from planreport.place import PlanError, Problem


def checked(root: Path) -> Checked:
    return check(load(root))


def problems(root: Path) -> tuple[Problem, ...]:
    """Why a plan is refused, or the warnings that stand."""
    try:
        return checked(root).warnings
    except PlanError as error:
        return error.problems


def refusal(root: Path) -> str:
    with pytest.raises(PlanError) as error:
        checked(root)
    return str(error.value)
