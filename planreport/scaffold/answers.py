"""What `init` is told of a plan, and how an answer is read as people type it."""

import re
import unicodedata
from dataclasses import dataclass

from planreport.check.declared import MAX_LABEL, MAX_LEVELS, MAX_TERM, MAX_YEARS
from planreport.place import did_you_mean
from planreport.plan.calendar import read_fiscal_year
from planreport.plan.fields import Schedule
from planreport.plan.settings import Terms
from planreport.scaffold import area

NONE = "なし"
_YES = {"あり": True, NONE: False}
_SCHEDULES = {"段階": Schedule.STAGE, "文章": Schedule.TEXT, NONE: Schedule.NONE}
_BETWEEN = re.compile(r"[、，,＞>→\n]")
_WITH_UNIT = re.compile(r"(.+)[（(]([^（()）]+)[）)]")


class UnreadableError(ValueError):
    """An answer that means nothing here: why, and what to answer instead.

    `otherwise` is what it means of somebody who insists on it.
    """

    def __init__(self, message: str, otherwise: tuple[str, str] | None = None) -> None:
        super().__init__(message)
        self.otherwise = otherwise


_COUNTING = 2  # characters of a word that reads well behind a number, as 事業


@dataclass(frozen=True)
class Answers:
    """The plan in its own words. The stages and grades may be left out: `import` finds them."""

    title: str
    municipality: tuple[str, str]  # and its area code, "" where it has none
    first: int
    last: int
    levels: tuple[str, ...]  # what its parts are called, the widest first, measures last
    schedule: Schedule
    stages: tuple[str, ...]  # from the first to the last
    grade: str  # the heading of the grade, "" where none is given
    grades: tuple[str, ...]  # the best first
    good: tuple[str, ...]  # the first of the grades, those that count as going well
    texts: tuple[str, ...]  # the headings of what is told in words, the main one first
    numbers: tuple[tuple[str, str], ...]  # headings and units
    indicators: bool

    @property
    def unit(self) -> str:
        """What measures are counted in: their own word where it can follow a number."""
        word = self.levels[-1]
        return word if len(word) == _COUNTING else "項目"

    @property
    def parts(self) -> tuple[str, ...]:
        """What the plan consists of; where nothing is told of measures, they are indicators."""
        tells = self.has_stages or self.grade or self.texts or self.numbers
        if tells or self.schedule is not Schedule.NONE or not self.indicators:
            return self.levels
        return (*self.levels[:-1], Terms.indicator)

    @property
    def has_stages(self) -> bool:
        return self.schedule is Schedule.STAGE or bool(self.stages)


def title(answer: str) -> str:
    found = " ".join(answer.split())
    if not found:
        raise UnreadableError("計画の名前を書いてください。")
    return found


def municipality(answer: str) -> tuple[str, str]:
    """The full name and the code. Raises UnreadableError where the table has none, or several."""
    name = "".join(unicodedata.normalize("NFKC", answer).split())
    found = area.named(name)
    if len(found) == 1:
        return found[0].name, found[0].code
    if found:
        names = "、".join(one.name for one in found)
        message = f"「{name}」は{len(found)}つあります。{names}のどれかを書いてください。"
        raise UnreadableError(message)
    close = area.near(name)
    hint = f"「{'」か「'.join(close)}」ではありませんか。" if close else ""
    raise UnreadableError(
        f"「{name}」は、全国の市区町村と都道府県の中にありません。{hint}",
        (" ".join(answer.split()), ""),
    )


def first(answer: str) -> int:
    year = read_fiscal_year(answer)
    if year is None:
        message = "は年度として読めません。令和4年度、R4、2022 のように書いてください。"
        raise UnreadableError(f"「{answer}」{message}")
    return year


def last(answer: str, begins: int | None) -> int:
    year = first(answer)
    if begins and not begins <= year < begins + MAX_YEARS:
        message = f"最初の年度（{begins}年度）から{MAX_YEARS}年度以内で書いてください。"
        raise UnreadableError(message)
    return year


def words(answer: str, longest: int = MAX_TERM) -> tuple[str, ...]:
    """The parts of an answer that lists some, all different: 「目標、施策、事業」. 「なし」 is none."""
    found = [part.strip() for part in _BETWEEN.split(answer)]
    if found == [NONE]:
        return ()
    if "" in found or len({*found}) < len(found):
        raise UnreadableError("違う言葉を、「、」で区切って書いてください。")
    if too_long := [word for word in found if len(word) > longest]:
        raise UnreadableError(f"「{too_long[0]}」は長すぎます。{longest}文字以内で書いてください。")
    return tuple(found)


def labels(answer: str) -> tuple[str, ...]:
    """The stages or grades of a list, which has two or more, or none yet."""
    found = words(answer, MAX_LABEL)
    if len(found) == 1:
        raise UnreadableError("2つ以上の言葉を、「、」で区切って書いてください。")
    return found


def levels(answer: str) -> tuple[str, ...]:
    """What goals, groups and measures are called."""
    found = words(answer)
    if not 2 <= len(found) <= 2 + MAX_LEVELS:
        raise UnreadableError(
            f"大きい方から順に、2つから{2 + MAX_LEVELS}つまで書いてください（例: 目標、施策、事業）。"
        )
    return found


def grade(answer: str) -> str:
    return "".join(words(answer)[:1])


def good(answer: str, listed: tuple[str, ...] | None) -> tuple[str, ...]:
    """The grades that count as going well: the first ones of those that are `listed`, not all."""
    found, grades = words(answer, MAX_LABEL), listed or ()
    if found and (found != grades[: len(found)] or found == grades):
        raise UnreadableError(
            f"評価の言葉（{'、'.join(grades)}）を、良い方から続けて、全部ではなく書いてください。"
        )
    return found


def numbers(answer: str) -> tuple[tuple[str, str], ...]:
    """Headings with their units: 「決算額（千円）、参加者（人）」."""
    found = [_WITH_UNIT.fullmatch(part) for part in words(answer, MAX_TERM + MAX_LABEL)]
    if not all(found):
        raise UnreadableError("「決算額（千円）」のように、単位を括弧に入れて書いてください。")
    return tuple((part[1].strip(), part[2].strip()) for part in found if part)


def schedule(answer: str) -> Schedule:
    return _SCHEDULES[_one_of(answer, [*_SCHEDULES])]


def yes(answer: str) -> bool:
    return _YES[_one_of(answer, [*_YES])]


def _one_of(answer: str, known: list[str]) -> str:
    if answer.strip() not in known:
        otherwise = f"「{'」か「'.join(known)}」と書いてください。"
        raise UnreadableError(did_you_mean(answer, known, otherwise))
    return answer.strip()
