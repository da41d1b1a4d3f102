"""No file takes more memory than an office's computer has to spare, however it was made."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from collecting import plan_of, reported
from damaged import a_bomb_that_lies, unzipped, zipped
from patience import SECONDS

from planreport.workbook import MAX_FILE, form

MOST = 300  # MiB
SHEET = "xl/worksheets/sheet1.xml"
ROOT = Path(__file__).parents[2]

# Reads a file and prints the most memory that the process ever had, in MiB. Linux counts what the
# process before it had as the children's own, except in /proc.
READS = """
import resource, sys
from pathlib import Path
from planreport.check import check
from planreport.load import load
from planreport.plan.collection import Collection
from planreport.workbook import known_measures, read

plan = check(load(Path("."))).plan
reading = read("票.xlsx", Path(sys.argv[1]).read_bytes(), known_measures(plan, Collection(plan.years[-1], ())))
assert reading.problems
status = Path("/proc/self/status")
if status.exists():
    print(int(status.read_text().split("VmHWM:")[1].split()[0]) // 1024)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2)
"""


def rows(cell: str, count: int = 2490) -> bytes:
    """A sheet with a hundred cells in each row: nearly as many as are allowed."""
    return f"<worksheet><sheetData>{f'<row>{cell * 100}</row>' * count}</sheetData></worksheet>".encode()


def as_large_as_may_be(unit: str, before: str = "<x>", size: int = 41_900_000) -> bytes:
    return (before + unit * ((size - len(before)) // len(unit.encode()))).encode()


STRUCK = '<styleSheet><fonts><font><strike/></font></fonts><cellXfs><xf numFmtId="9"/></cellXfs></styleSheet>'
BOOK = '<workbook xmlns:r="r"><sheets><sheet name="入力" r:id="rId1"/></sheets><definedNames>'
SMALL = 8_300_000  # nearly as much as a part may have that has no cells
# Each is made when its test runs: together they have half a gigabyte.
EVIL: dict[str, Callable[[], dict[str, bytes]]] = {
    "tags within tags": lambda: {SHEET: as_large_as_may_be("<a>")},
    "a long attribute": lambda: {SHEET: as_large_as_may_be("x", '<worksheet a="')},
    "many attributes": lambda: {SHEET: as_large_as_may_be(' a="', "<worksheet")},
    "a long comment": lambda: {SHEET: as_large_as_may_be("x", "<worksheet><!--")},
    "one long text": lambda: {
        "xl/sharedStrings.xml": as_large_as_may_be("𠮷", "<sst><si><t>", 39_000_000)
    },
    "empty texts": lambda: {"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * 990_000 + b"</sst>"},
    "struck out texts": lambda: {
        "xl/sharedStrings.xml": as_large_as_may_be("<si><r><rPr><strike/></rPr><t>a</t></r></si>")
    },
    "defined names": lambda: {
        "xl/workbook.xml": as_large_as_may_be('<definedName name="a">A1</definedName>', BOOK, SMALL)
        + b"</definedNames></workbook>"
    },
    "formats": lambda: {"xl/styles.xml": b"<x><cellXfs>" + b"<xf/>" * 990_000 + b"</cellXfs></x>"},
    "merged cells": lambda: {
        SHEET: b"<worksheet><sheetData/><mergeCells>"
        + b'<mergeCell ref="A1:B2"/>' * 99_000
        + b"</mergeCells></worksheet>"
    },
    "formulas": lambda: {SHEET: rows("<c><f>1</f><v>1</v></c>")},
    "cells with texts": lambda: {SHEET: rows(f'<c t="inlineStr"><is><t>{"あ" * 30}</t></is></c>')},
    "cells with formats": lambda: {
        SHEET: rows('<c t="str"><v>1</v></c>'),
        "xl/styles.xml": STRUCK.encode(),
    },
}


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    plan = plan_of("minamo", tmp_path_factory.mktemp("memory"))
    return unzipped(form(plan, reported(plan, plan.reported[-1]), None))


def memory(content: bytes, folder: Path) -> int:
    """What reading the file takes, in MiB."""
    assert len(content) <= MAX_FILE
    (folder / "票.xlsx").write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", READS, folder / "票.xlsx"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.parametrize("name", list(EVIL))
def test_a_small_file_that_unpacks_to_much_takes_little_memory(
    name: str, parts: dict[str, bytes], tmp_path: Path
) -> None:
    assert memory(zipped(parts | EVIL[name]()), tmp_path) <= MOST


def lies(_: dict[str, bytes]) -> bytes:
    return a_bomb_that_lies(b"", 400_000_000)


def is_large(parts: dict[str, bytes]) -> bytes:
    return zipped(parts) + bytes(MAX_FILE - len(zipped(parts)))


@pytest.mark.parametrize("make", [lies, is_large])
def test_a_file_that_is_not_what_it_says_takes_little_memory(
    make: Callable[[dict[str, bytes]], bytes], parts: dict[str, bytes], tmp_path: Path
) -> None:
    assert memory(make(parts), tmp_path) <= MOST
