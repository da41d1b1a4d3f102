"""Where a problem is, what it is, and the one exception that the program expects."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

MAX_MESSAGE = 300

# Beyond so many, comparing takes longer than looking, and every id is near some other.
_MOST_COMPARED = 500

# What keyboards give for the symbols ○ and ×, and for a dash.
_LOOK_ALIKE = str.maketrans("〇◯Oo✕✖☓Xx‐‒–—―−─ー", "○○○○×××××" + 8 * "-")


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a source file or in a workbook.

    `file` is relative to the project, with forward slashes; `line` counts from 1;
    `column` is the name of a table's column or of a TOML key. In a workbook `sheet` is the sheet's
    name, `line` the row and `column` the column's letters.
    """

    file: str
    line: int = 0
    column: str = ""
    sheet: str = ""

    def __str__(self) -> str:
        if self.sheet:
            row = f" {self.line}行目" if self.line else ""
            return f"{self.file} シート「{self.sheet}」" + (
                f" {self.column}{self.line}" if self.column else row
            )
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
        return visible(f"{kind}: {self.place}: {self.message}") + advice


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(not problem.is_warning for problem in problems)


class PlanError(Exception):
    """The input cannot be used: carries every problem that was found, in order of place.

    `written` names the file that was written all the same, to help with them.
    """

    def __init__(self, problems: Iterable[Problem], written: str = "") -> None:
        self.written = written
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Advice that names the known word nearest to `word`, or `otherwise` where none is near."""
    words = list(known)
    if len(words) > _MOST_COMPARED:
        return otherwise
    plain = folded(word)
    near = [one for one in words if folded(one) == plain]
    near = near or get_close_matches(word, words, n=1, cutoff=0.6)
    return f"「{near[0]}」ではありませんか。{otherwise}" if near else otherwise


@lru_cache(1_000)  # a plan's words and titles are compared with each cell of each form
def folded(word: str) -> str:
    """The word without its width, case, spaces, and invisible or look-alike characters."""
    plain = unicodedata.normalize("NFKC", word).translate(_LOOK_ALIKE).casefold()
    return "".join(char for char in plain if char.isprintable() and not char.isspace())


def visible(text: str) -> str:
    """The text on one line of bearable length, with the codes of characters that do not show."""
    shown = "".join(
        char if char.isprintable() or char == "\u3000" else f"〔U+{ord(char):04X}〕"
        for char in text[: MAX_MESSAGE + 1]
    )
    return shown if len(shown) <= MAX_MESSAGE else f"{shown[:MAX_MESSAGE]}…"
