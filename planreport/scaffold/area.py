"""Which municipality a name means, and its 全国地方公共団体コード."""

import csv
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

# Where the table comes from, the file of the same name that ends in .txt says.
_TABLE = Path(__file__).with_name("area_codes.csv")
_COUNTY = re.compile(r".+?郡(?=.+[町村]$)")
_WARD = re.compile(r"(.+市).+区")


@dataclass(frozen=True)
class Area:
    """A municipality, or a prefecture, whose `city` is empty."""

    code: str  # six digits
    prefecture: str
    city: str

    @property
    def name(self) -> str:
        return f"{self.prefecture}{self.city}"


@cache
def areas() -> tuple[Area, ...]:
    """Every municipality and prefecture, in the order of their codes."""
    with _TABLE.open(encoding="utf-8-sig", newline="") as table:
        return tuple(Area(*row) for row in list(csv.reader(table))[1:])


def named(name: str) -> list[Area]:
    """Those that have the name, whether it begins with the prefecture and the county or not."""
    stated = next((area.prefecture for area in areas() if name.startswith(area.prefecture)), "")
    city = _COUNTY.sub("", name.removeprefix(stated), count=1)
    return [
        area
        for area in areas()
        if area.city == city and (area.prefecture == stated if stated else city)
    ]


def near(name: str) -> list[str]:
    """The full names that a name which is none may mean, the likeliest first.

    A ward of a designated city (which is no municipality) means its city.
    """
    ward = _WARD.fullmatch(name)
    known = dict.fromkeys(one for area in areas() for one in (area.city or area.name, area.name))
    close = [ward[1]] if ward else get_close_matches(name, known, n=5)
    return list(dict.fromkeys(area.name for one in close for area in named(one)))
