"""The first year of the manual's other plan: what is answered to init, and typed into its sheet."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import openpyxl

FOLDER = "読書計画"
SHEET = f"{FOLDER}/計画の表.xlsx"
ANSWERS = (
    "第2次みなも市子ども読書計画",
    *("みなも市", "みなも市"),  # of which no table knows
    *("令和6年度", "R8"),
    *("", "", ""),
    *("A、B、C", "A"),
    *("", "", ""),
)
# A row each: goal, group, number, measure, summary, departments, grade, what was done.
ROWS = """
家庭と地域で読む/乳幼児/1/絵本を贈る/4か月健診で絵本を1冊贈る。/図書館/A/512人に贈った。
//2/おはなし会/毎週土曜に開く。/図書館/B/39回開き、延べ624人が来た。
/小中学生/3/移動図書館/全ての小学校を回る。/図書館|学校教育課/A/8校を月に2回ずつ回った。|・貸出し 9,310冊|・新しい登録 143人
学校で読む/学校図書館/4/学校司書の配置/全ての中学校に置く。/学校教育課/C/4校のうち2校に置いた。
"""


def fill(sheet: Path) -> None:
    """The sheet as the office fills it in, with line breaks in its cells."""
    book = openpyxl.load_workbook(sheet)
    table = book.worksheets[0]
    for number, row in enumerate(ROWS.strip().splitlines(), 4):
        for column, text in enumerate(row.split("/"), 1):
            table.cell(number, column).value = text.replace("|", "\n") or None
        # As Excel does by itself.
        table.row_dimensions[number].height = 14 * (1 + max(map(_breaks, row.split("/"))))
    book.save(sheet)


def _breaks(text: str) -> int:
    return text.count("|")


def converse(
    folder: Path, words: Sequence[str], answers: Sequence[str], environment: Mapping[str, str]
) -> str:
    """What a command asks on a terminal, with what is typed there after each question."""
    ours, its = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "build.py", *words],
        cwd=folder,
        env=environment,
        stdin=its,
        stdout=its,
        stderr=its,
    )
    os.close(its)
    said = b""
    for answer in answers:
        asked = b""
        while not asked.endswith(b": "):
            asked += os.read(ours, 4096)
        os.write(ours, f"{answer}\n".encode())
        said += asked
    with suppress(OSError):  # which Linux raises once the other end is closed
        while rest := os.read(ours, 4096):
            said += rest
    os.close(ours)
    if process.wait() != 0:
        raise RuntimeError(said.decode())
    return re.sub(r" *\r\n", "\n", said.decode())
