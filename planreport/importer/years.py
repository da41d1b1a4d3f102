"""Which fiscal year a heading or a name says that it is of."""

import re
import unicodedata
from collections.abc import Sequence

from planreport.plan.calendar import read_fiscal_year

# Neither H2O nor a day, as in 令和5年3月31日現在, is of a fiscal year.
_YEAR = re.compile(
    r"(?:(?:令和?|平成?|昭和?|(?<![A-Za-z])[RHSＲＨＳrhs]\.?)\s*(?:元|[0-9０-９]{1,2})(?![0-9０-９A-Za-z])"
    r"|(?<![0-9０-９])(?:19|20|１９|２０)[0-9０-９]{2}(?![0-9０-９]))"
    r"(?!\s*年?\s*[0-9０-９]{1,2}\s*月)\s*(?:年度|年(?!次))?"
    r"(?:\s*[（(](?:(?:19|20)[0-9]{2}|令和|平成|[RH])[0-9元]*\s*(?:年度|年)?[）)])?"
)
# R3～5, 令和3年度〜7年度: several years, none of which it is of.
_SPAN = re.compile(
    r"[0-9０-９元]\s*(?:年度|年)?\s*(?:[〜～~∼から]+\s*[0-9０-９]{1,4}|[-－–]\s*[0-9０-９]{1,4}\s*年度?)(?![0-9０-９月])"
)
# 1Q, 第1四半期, 上半期, 4～6月: a heading begins with it, or ends in it.
_PART = (
    r"(?:第?[1-4１-４一二三四①-④Ⅰ-Ⅳ](?:四半期|期|[QＱ])|[QＱ][1-4１-４]|[上下前後]半?期"
    r"|[0-9０-９]{1,2}月?[〜～~∼\-－–][0-9０-９]{1,2}月|[0-9０-９]{1,2}月)"
)
_PART_FIRST = re.compile(rf"({_PART})(?:[（(][^（()）]*[)）])?の?")
_PART_LAST = re.compile(rf"[（(]?({_PART})[)）]?$")
NEXT = "次年度の"
AHEAD = ("次年度", "翌年度", "来年度")  # what a heading begins with, whose の is left out
_AROUND_YEARS = re.compile(r"[\s（()）:：、]+")
# 2020年3月, R2.3末, 令和2年3月31日現在
_AS_OF = re.compile(r"末?(?:時点|現在)?$")
_MONTH = re.compile(r"(.+?)[年.](1[0-2]|[1-9])(?:月.*|\.\d+|末)?")


def part_of_year(lines: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The part of a year that a heading names, "" where it names none, and what else it says."""
    said = [year_in(line)[1] for line in lines]
    for n, line in enumerate(said):
        if found := _PART_FIRST.match(line) or _PART_LAST.search(line):
            rest = line[: found.start()] + line[found.end() :]
            return found[1], tuple(filter(None, (*said[:n], rest, *said[n + 1 :])))
    return "", tuple(filter(None, said))


def year_in(text: str) -> tuple[int | None, str]:
    """The fiscal year that a text names, if it names one, and what it says besides."""
    years = {read_fiscal_year(found[0]) for found in _YEAR.finditer(text)} - {None}
    if len(years) != 1 or _SPAN.search(text):
        return None, text
    return years.pop(), _YEAR.sub("", text).strip(" \u3000・:：（）()").removeprefix("の")


def dated(lines: Sequence[str]) -> tuple[int | None, list[str]]:
    """The fiscal year that a heading's lines are of, and what they say besides: below 令和6年度の評価,
    令和7年度の取組 is 次年度の取組."""
    split = [year_in(line) for line in lines]
    first, *others = dict.fromkeys(year for year, _ in split if year) or [None]
    if others and [first and first + 1] != others:
        return None, [rest for _, rest in split if rest]
    rests = [f"{NEXT}{rest}" if year in others else rest for year, rest in split]
    return first, [rest for rest in rests if rest]


def year_of(text: str) -> int | None:
    """The fiscal year that a text is: 令和元年度, H26年度末; or in which it lies: 2020年3月 is of 2019."""
    plain = unicodedata.normalize("NFKC", text)
    if found := _MONTH.fullmatch(plain):
        year = read_fiscal_year(found[1])
        return year and year - (int(found[2]) <= 3)
    return read_fiscal_year(_AS_OF.sub("", plain))


def dated_number(text: str) -> tuple[str, str]:
    """A number and the fiscal year behind or before it: 69%（H26）, H26：69%, 2020年3月 42億円."""
    parts = [part for part in _AROUND_YEARS.split(text) if part]
    if len(parts) == 2:
        before, behind = parts
        years = ((year_of(behind), before), (year_of(before), behind), (year_in(behind)[0], before))
        for year, number in years:
            if year and re.search(r"\d", number):
                return number, str(year)
    return "".join(text.splitlines()), ""
