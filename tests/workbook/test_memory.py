"""No file takes more memory than an office's computer has to spare, however it was made.

What a file takes grows with it: an eighth of the largest that is let in takes an eighth, and does not
take long.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from collecting import plan_of, reported
from damaged import a_bomb_that_lies, unzipped, zipped

from planreport.workbook import MAX_FILE, form

pytestmark = pytest.mark.whole

MOST = 260  # MiB, beside the 40 of the program itself
PART = 8  # so many times as much may a file hold, and may reading it take
SHEET = "xl/worksheets/sheet1.xml"
ROOT = Path(__file__).parents[2]

# Reads each file that it is told of, in a process of its own, and prints the most memory that this
# ever had, in KiB. Linux counts what the process before it had as the children's own, except in /proc.
READS = """
import os, resource, sys
from pathlib import Path
from planreport.check import check
from planreport.load import load
from planreport.plan.collection import Collection
from planreport.workbook import known_measures, read

plan = check(load(Path("."))).plan
measures = known_measures(plan, Collection(plan.years[-1], ()))
for line in sys.stdin:
    if not os.fork():
        assert read("票.xlsx", Path(line.rstrip()).read_bytes(), measures).problems
        status = Path("/proc/self/status")
        if status.exists():
            print(status.read_text().split("VmHWM:")[1].split()[0])
        else:
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        break
    if os.wait()[1]:
        sys.exit("the reading process failed")
"""


def rows(cell: str, count: int = 2490 // PART) -> bytes:
    """A sheet with a hundred cells in each row."""
    return f"<worksheet><sheetData>{f'<row>{cell * 100}</row>' * count}</sheetData></worksheet>".encode()


def filled(unit: str, before: str = "<x>", size: int = 41_900_000 // PART) -> bytes:
    return (before + unit * ((size - len(before)) // len(unit.encode()))).encode()


STRUCK = '<styleSheet><fonts><font><strike/></font></fonts><cellXfs><xf numFmtId="9"/></cellXfs></styleSheet>'
BOOK = '<workbook xmlns:r="r"><sheets><sheet name="入力" r:id="rId1"/></sheets><definedNames>'
# But for PART, each is nearly as large as the limits on a file and its tags and cells let in.
EVIL: dict[str, Callable[[], dict[str, bytes]]] = {
    "tags within tags": lambda: {SHEET: filled("<a>")},
    "a long attribute": lambda: {SHEET: filled("x", '<worksheet a="')},
    "many attributes": lambda: {SHEET: filled(' a="', "<worksheet")},
    "a long comment": lambda: {SHEET: filled("x", "<worksheet><!--")},
    "one long text": lambda: {
        "xl/sharedStrings.xml": filled("𠮷", "<sst><si><t>", 39_000_000 // PART)
    },
    "empty texts": lambda: {
        "xl/sharedStrings.xml": b"<sst>" + b"<si/>" * (990_000 // PART) + b"</sst>"
    },
    "struck out texts": lambda: {
        "xl/sharedStrings.xml": b"<sst>"
        + b"<si><r><rPr><strike/></rPr><t>a</t></r></si>" * (198_000 // PART)
        + b"</sst>"
    },
    "defined names": lambda: {
        "xl/workbook.xml": filled('<definedName name="a">A1</definedName>', BOOK, 8_300_000 // PART)
        + b"</definedNames></workbook>"
    },
    "formats": lambda: {
        "xl/styles.xml": b"<x><cellXfs>" + b"<xf/>" * (990_000 // PART) + b"</cellXfs></x>"
    },
    "merged cells": lambda: {
        SHEET: b"<worksheet><sheetData/><mergeCells>"
        + b'<mergeCell ref="A1:B2"/>' * (99_000 // PART)
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


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[bytes], int]]:
    """What reading a file would take, in MiB, were it PART times as large."""
    path = tmp_path_factory.mktemp("read") / "票.xlsx"
    with subprocess.Popen(
        [sys.executable, "-c", READS],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        files, answers = reader.stdin, reader.stdout
        assert files and answers

        def most(content: bytes) -> int:
            path.write_bytes(content)
            print(path, file=files, flush=True)
            return int(answers.readline())

        least = most(b"")
        yield lambda content: PART * (most(content) - least) // 1024


@pytest.mark.parametrize("name", list(EVIL))
def test_a_small_file_that_unpacks_to_much_takes_little_memory(
    name: str, parts: dict[str, bytes], memory: Callable[[bytes], int]
) -> None:
    assert memory(zipped(parts | EVIL[name]())) <= MOST


def lies(_: dict[str, bytes]) -> bytes:
    return a_bomb_that_lies(b"", 400_000_000 // PART)


def is_large(parts: dict[str, bytes]) -> bytes:
    return zipped(parts) + bytes(MAX_FILE // PART - len(zipped(parts)))


@pytest.mark.parametrize("make", [lies, is_large])
def test_a_file_that_is_not_what_it_says_takes_little_memory(
    make: Callable[[dict[str, bytes]], bytes],
    parts: dict[str, bytes],
    memory: Callable[[bytes], int],
) -> None:
    assert memory(make(parts)) <= MOST
