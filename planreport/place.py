"""Where a problem is, what it is, and the one exception that the program expects."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a source file.

    `file` is relative to the project, with forward slashes; `line` counts from 1;
    `column` is the name of a table's column or of a TOML key.
    """

    file: str
    line: int = 0
    column: str = ""

    def __str__(self) -> str:
        line = f" {self.line}行目" if self.line else ""
        column = f"「{self.column}」" if self.column else ""
        return f"{self.file}{line}{column}"


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong at a place and what to do about it; a warning may stand."""

    place: Place
    message: str
    advice: str = ""
    is_warning: bool = False

    def __str__(self) -> str:
        kind = "注意" if self.is_warning else "エラー"
        advice = f"\n    → {self.advice}" if self.advice else ""
        return f"{kind}: {self.place}: {self.message}{advice}"


class PlanError(Exception):
    """The input cannot be used: carries every problem that was found, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Advice that names the known word nearest to `word`, or `otherwise` where none is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"「{near[0]}」ではありませんか。{otherwise}" if near else otherwise
