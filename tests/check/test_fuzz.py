"""Whatever stands in a file of data/ or content/, the program says what is wrong and never breaks.

`make fuzz` tries many more.
"""

import csv
import io
from pathlib import Path

import pytest
from conftest import PLANS, make_project
from hypothesis import example, given, strategies as st
from trying import FUZZED, MARK, TYPED, in_bounded_time, some_examples

from planreport.check import Checked, check
from planreport.load import load
from planreport.place import PlanError

pytestmark = pytest.mark.whole

NAME = FUZZED or "minamo"
PLAN = PLANS[NAME]
FILES = sorted(
    path.relative_to(PLAN).as_posix()
    for part in ("data", "content")
    for path in (PLAN / part).rglob("*")
    if path.is_file()
)
TABLES = [file for file in FILES if file.endswith(".csv")]
CELLS = ["", "0", "-1", "007", "²", "２０１９", "1e400", "2109", "TRUE", "=1+1", "a|=1", '"', '""', ",", "\n", "\r", "\0", "\ufeff", "\u2028", "ﾃﾞ", "①", "𠮷", "e\u0301", "\x1b[31m", "goal-", "x" * 500]  # fmt: skip
VALUES = ['""', '" "', "true", "0", "-1", "9" * 400, "0x" + "f" * 60, "1.5", "nan", "1979-05-27", "0001-01-01", "9999-12-31", "2021-06-30T09:00:00", "07:32:00", "[]", "[[]]", "{}", "[{}]", '["x"]', "'''\n[[.]]\n'''", '"\\u0000"', '"\\t=1"']  # fmt: skip

TALLY = """
[[published_tallies]]
fiscal_year = 2020
total = 6
[[published_tallies.counts]]
assessment = "Ａ 順調"
count = 3
percent = 50
[[published_tallies.counts]]
assessment = "Ｂ やや遅れ"
count = 3
percent = 50
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(NAME, tmp_path_factory.mktemp("fuzz") / NAME)


def is_judged(root: Path, file: str, content: bytes) -> None:
    """The plan with this content in a file is accepted, or refused with a reason; then put back."""
    found = judged(root, file, content)
    assert isinstance(found, Checked) or str(found)  # every problem can be put into words


def judged(root: Path, file: str, content: bytes) -> Checked | PlanError:
    """What becomes of the plan with this content in a file, which is then put back."""
    original = (root / file).read_bytes()
    (root / file).write_bytes(content)
    try:
        with in_bounded_time():
            return check(load(root))
    except PlanError as error:
        return error
    finally:
        (root / file).write_bytes(original)


@given(file=st.sampled_from(FILES), content=st.binary(max_size=300))
@example(file="data/goals.csv", content=b"\xff\xfe")
@example(file="data/goals.csv", content=b"\x1b$B")
@example(file="data/goals.csv", content=b'"' + b"x" * 140_000)
@some_examples(60)
def test_any_bytes_are_judged(project: Path, file: str, content: bytes) -> None:
    is_judged(project, file, content)


@given(file=st.sampled_from(FILES), content=st.text(max_size=200))
@some_examples(60)
def test_any_text_is_judged(project: Path, file: str, content: str) -> None:
    is_judged(project, file, content.encode())


@given(file=st.sampled_from(FILES), data=st.data())
@some_examples(80)
def test_a_file_with_lines_lost_doubled_and_swapped_is_judged(
    project: Path, file: str, data: st.DataObject
) -> None:
    lines = (PLAN / file).read_text(encoding="utf-8").splitlines(keepends=True)
    picked = st.lists(st.sampled_from(range(len(lines))), max_size=len(lines) + 2)
    shuffled = "".join(lines[number] for number in data.draw(picked))
    is_judged(project, file, shuffled.encode())


@given(file=st.sampled_from(FILES), data=st.data())
@some_examples(80)
def test_a_file_with_something_typed_into_it_is_judged(
    project: Path, file: str, data: st.DataObject
) -> None:
    content = (PLAN / file).read_bytes()
    begin, end = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2)))
    typed = data.draw(st.binary(max_size=4) | st.text(max_size=8).map(str.encode))
    is_judged(project, file, content[:begin] + typed + content[min(end, begin + 8) :])


@given(file=st.sampled_from(TABLES), data=st.data())
@some_examples(250)
def test_a_table_with_other_cells_is_judged(project: Path, file: str, data: st.DataObject) -> None:
    rows = [line.split(",") for line in (PLAN / file).read_text(encoding="utf-8").splitlines()]
    cell = st.sampled_from([(y, x) for y, row in enumerate(rows) for x in range(len(row))])
    for _ in range(data.draw(st.integers(1, 4))):
        (y, x), (y2, x2) = data.draw(cell), data.draw(cell)
        if data.draw(st.booleans()):
            rows[y][x], rows[y2][x2] = rows[y2][x2], rows[y][x]
        else:
            rows[y][x] = data.draw(st.sampled_from(CELLS) | st.text(max_size=8))
    is_judged(project, file, "\n".join(map(",".join, rows)).encode())


@given(file=st.sampled_from(TABLES), typed=TYPED, data=st.data())
@some_examples(120)
def test_what_was_typed_into_a_cell_is_read_or_told_of(
    project: Path, file: str, typed: str, data: st.DataObject
) -> None:
    rows = list(csv.reader(io.StringIO((PLAN / file).read_text(encoding="utf-8-sig"))))
    y = data.draw(st.integers(0, len(rows) - 1))
    x = data.draw(st.integers(0, len(rows[y]) - 1))
    rows[y][x] = data.draw(st.sampled_from(["", rows[y][x]])) + typed
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    found = judged(project, file, text.getvalue().encode())
    # Of a contradiction between two files, either may be named; of the plan as it is, there is none.
    assert isinstance(found, PlanError) or found.warnings or typed[MARK] in repr(found)


def test_what_does_not_come_to_an_end_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="not done"), in_bounded_time(0.05):
        while True:
            pass


@given(data=st.data())
@some_examples(200)
def test_a_plan_toml_with_other_values_is_judged(project: Path, data: st.DataObject) -> None:
    plan = (PLAN / "data/plan.toml").read_text(encoding="utf-8")
    lines = [*plan.splitlines(), *TALLY.splitlines()]
    keys = [number for number, line in enumerate(lines) if "=" in line]
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.sampled_from(keys))
        key = lines[number].partition("=")[0]
        lines[number] = f"{key}= {data.draw(st.sampled_from(VALUES))}"
    is_judged(project, "data/plan.toml", "\n".join(lines).encode())
