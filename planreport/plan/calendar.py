"""Fiscal years and days as a Japanese city writes them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property

# First fiscal year of each era, newest first. The fiscal year begins on 1 April; Reiwa began on
# 1 May 2019, so fiscal year 2019 has two names and a plan says which one it uses.
_ERAS = ((2019, "令和"), (1989, "平成"), (1926, "昭和"))
_LETTERS = dict(zip("RHS", _ERAS, strict=True))
# 令和4, 令4 or R4; of the Western years those that a plan can have, so that no sum is taken for one.
_NAMED = re.compile(r"((?:令和?|平成?|昭和?|[RHS])\.?)(元|\d{1,2})|((?:19|20)\d\d|2100)", re.I)
_AROUND = re.compile(r"年度?|[()\[\]〔〕【】・,、=/]")
_ERA_BEGINS = {"令和": date(2019, 5, 1), "平成": date(1989, 1, 8), "昭和": date(1926, 12, 25)}


@dataclass(frozen=True, order=True)
class FiscalYear:
    """April of `year` to March of the next; `year` is the Western year of that April."""

    year: int
    era_2019: str = "令和元年度"

    def __str__(self) -> str:
        return self._name

    @cached_property
    def _name(self) -> str:
        """The name of the year in the Japanese calendar, such as 令和3年度."""
        if self.year == 2019:
            return self.era_2019
        first, era = next((era for era in _ERAS if era[0] <= self.year), _ERAS[-1])
        count = self.year - first + 1
        return f"{era}{'元' if count == 1 else count}年度"

    @property
    def short(self) -> str:
        """The year without 年度, for the foot of a chart: 令和3."""
        return str(self).removesuffix("年度")

    @property
    def full(self) -> str:
        """Both calendars, as cities write it: 令和3年度（2021年度）."""
        return f"{self}（{self.year}年度）"


def read_fiscal_year(text: str) -> int | None:
    """The Western year of a fiscal year as people write it: 2022, 令和4年度, R4, Ｈ３０, 平成31(2019).

    Eras go on beyond their end (平成35年度 is 2023), as plans were written before it was known. None
    where that is no fiscal year alone, or names two that differ.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if _AROUND.sub("", _NAMED.sub("", plain)):
        return None
    years = {_year(*named.groups()) for named in _NAMED.finditer(plain)}
    return years.pop() if len(years) == 1 else None


def _year(era: str | None, count: str, western: str) -> int | None:
    if era is None:
        return int(western)
    of_letter = _LETTERS.get(era[0].upper())
    first, _ = of_letter or next(known for known in _ERAS if known[1].startswith(era[0]))
    number = 1 if count == "元" else int(count)
    return first + number - 1 if number else None


def japanese_date(day: date) -> str:
    """A day in both calendars: 令和8年（2026年）11月22日."""
    era, first = next((era, begins.year) for era, begins in _ERA_BEGINS.items() if begins <= day)
    count = day.year - first + 1
    return f"{era}{'元' if count == 1 else count}年（{day.year}年）{day.month}月{day.day}日"
