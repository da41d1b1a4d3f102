"""CSV as this program writes it: Excel opens it as it is, and nothing in it runs as a formula.

Texts may begin with = + - @, which a spreadsheet takes for a formula, and a Japanese one their
full-width forms as well. They get an apostrophe in front, as OWASP ASVS 5.0 (1.2.10) and CWE-1236
demand; whoever reads the file takes one away.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

# A number by itself is a number, whatever its sign.
_RUNS = re.compile(r"(?![+-][0-9]+(?:[.][0-9]+)?\Z)[\s']*[=+\-@＝＋－＠].", re.DOTALL)


def write(columns: Iterable[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with BOM, so that Excel reads it as it is; CRLF after RFC 4180."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def of_records(columns: Collection[str], records: Iterable[Mapping[str, str]]) -> bytes:
    """The same of cells by their columns' names; one that is not there is empty."""
    return write(columns, ([record.get(name, "") for name in columns] for record in records))


def guarded(cell: object) -> object:
    return f"'{cell}" if is_guarded(cell) else cell


def is_guarded(cell: object) -> bool:
    """Whether it is a text that would run. Of those that have apostrophes already, one more is what
    is taken away again."""
    return isinstance(cell, str) and _RUNS.match(cell) is not None


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and is_guarded(cell) else cell
