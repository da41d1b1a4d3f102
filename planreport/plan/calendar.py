"""Fiscal years and days as a Japanese city writes them."""

from dataclasses import dataclass
from datetime import date

# First fiscal year of each era, newest first. The fiscal year begins on 1 April; Reiwa began on
# 1 May 2019, so fiscal year 2019 has two names and a plan says which one it uses.
_ERAS = ((2019, "令和"), (1989, "平成"), (1926, "昭和"))
_ERA_BEGINS = {"令和": date(2019, 5, 1), "平成": date(1989, 1, 8), "昭和": date(1926, 12, 25)}


@dataclass(frozen=True, order=True)
class FiscalYear:
    """April of `year` to March of the next; `year` is the Western year of that April."""

    year: int
    era_2019: str = "令和元年度"

    def __str__(self) -> str:
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


def japanese_date(day: date) -> str:
    """A day in both calendars: 令和8年（2026年）11月22日."""
    era, first = next((era, begins.year) for era, begins in _ERA_BEGINS.items() if begins <= day)
    count = day.year - first + 1
    return f"{era}{'元' if count == 1 else count}年（{day.year}年）{day.month}月{day.day}日"
