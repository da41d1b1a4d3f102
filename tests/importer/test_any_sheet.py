"""Whatever somebody types into a 総括表, import takes it or tells of it, and never loses it."""

import io
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from conftest import call, tree
from hypothesis import given, strategies as st
from tabled import empty_project
from test_damaged_sheets import OF_INDICATORS, OF_MEASURES, sound
from trying import MARK, TYPED, some_examples

pytestmark = pytest.mark.whole

# Below the headings, of which some cells are merged.
CELLS = st.tuples(st.integers(4, 13), st.integers(1, 22))
HEADINGS = st.tuples(st.just(3), st.integers(7, 22))
NUMBERS = st.integers(-10, 10**6) | st.floats(-10, 10**6, allow_subnormal=False)


@some_examples(20)
@given(cell=CELLS | HEADINGS, typed=TYPED, indicators=st.booleans())
def test_a_word_anywhere_is_taken_or_told(
    cell: tuple[int, int], typed: str, indicators: bool
) -> None:
    said, written = imported({cell: typed}, indicators)
    assert written is None or typed[MARK] in written + said


@some_examples(8)
@given(typed=st.dictionaries(CELLS, NUMBERS, min_size=1, max_size=3), indicators=st.booleans())
def test_a_number_anywhere_ends_in_no_traceback(
    typed: dict[tuple[int, int], float], indicators: bool
) -> None:
    imported(typed, indicators)


@some_examples(8)
@given(emptied=st.sets(CELLS, min_size=1, max_size=30), indicators=st.booleans())
def test_empty_cells_anywhere_end_in_no_traceback(
    emptied: set[tuple[int, int]], indicators: bool
) -> None:
    imported(dict.fromkeys(emptied), indicators)


def imported(
    typed: dict[tuple[int, int], str] | dict[tuple[int, int], float] | dict[tuple[int, int], None],
    indicators: bool,
) -> tuple[str, str | None]:
    """What is said of the sheet with what was typed into it, and what is in data/ then, if it is."""
    book = openpyxl.load_workbook(io.BytesIO(sound(indicators)))
    sheet = book[OF_INDICATORS if indicators else OF_MEASURES]
    for (row, column), value in typed.items():
        sheet.cell(row, column).value = value
    with TemporaryDirectory() as folder:
        plan = empty_project("aomine" if indicators else "minamo", Path(folder) / "計画")
        file = plan.parent / "総括表.xlsx"
        book.save(file)
        before = tree(plan / "data")
        done = call(plan, "import", str(file), "--plan", str(plan))
        after = tree(plan / "data")
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1)
    if done.returncode:
        assert after == before
        assert "総括表.xlsx" in done.stderr
        return done.stderr, None
    return done.stdout + done.stderr, "".join(text.decode() for text in after.values())
