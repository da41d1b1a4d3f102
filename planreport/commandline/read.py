"""The plan in a folder, read and checked, for every command that begins with that."""

from pathlib import Path

from planreport.check import Checked, check
from planreport.commandline.steps import step
from planreport.load import load
from planreport.place import PlanError


def read(root: Path, strict: bool) -> Checked:
    """What the files hold. Raises PlanError with what is wrong; if `strict`, with warnings as well."""
    with step("読込みと点検"):
        checked = check(load(root))
    if strict and checked.warnings:
        raise PlanError(checked.warnings)
    return checked
