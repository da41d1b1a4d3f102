"""Whatever bytes come as a workbook, the reader says what is wrong and never breaks.

`make fuzz` tries many more.
"""

import io
import re
import zipfile
from string import ascii_uppercase

import pytest
from collecting import fill, measured, plan_of
from damaged import zipped
from hypothesis import example, given, strategies as st
from trying import FUZZED, MARK, TYPED, in_bounded_time, some_examples

from planreport.plan import Plan
from planreport.plan.collection import Collection, of_reported
from planreport.workbook import Reading, form, known_measures, read
from planreport.workbook.columns import FormColumn, form_columns, last_row
from planreport.workbook.indicators import indicator_columns
from planreport.workbook.layout import HEADER, INPUT_SHEET, indicator_sheet, letters

pytestmark = pytest.mark.whole

# What a broken or a malicious program might write into the XML.
SNIPPETS = [b'<c r="A1"/>', b'<c r="XFD9"><v>1</v></c>', b"<v>", b"</v>", b"<f>", b"<is>", b"<t>", b'<row r="0">', b'<row r="-5">', b'<row r="9999999">', b'r=""', b'r="XFD1"', b"A0", b"ZZZ9999999", b't="s"', b't="e"', b't="d"', b't="b"', b's="99999"', b's="-1"', b"1e400", b"-1", b"9" * 30, b"NaN", b"2958466", b"&#0;", b"&#xD800;", b"&foo;", b"]]>", b"<![CDATA[", b"<!--", b"<?x?>", b"\0", b"\xff\xfe", b'<mergeCell ref="A1:XFD1048576"/>', b'<mergeCell ref=""/>', b'<dimension ref="A1:XFD1048576"/>', b'<dimension ref="B2:A1"/>', b'<sheet name="x" sheetId="9" r:id="rId1"/>', b'Target="../../x"', b'<numFmt numFmtId="164" formatCode="yyyy"/>']  # fmt: skip
SPOT = re.compile(rb'"[^"]*"|>[^<]+<|<[^>]*>')


@pytest.fixture(scope="module")
def minamo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Collection]:
    folder = tmp_path_factory.mktemp("any")
    plan = plan_of(FUZZED, folder) if FUZZED else measured(folder / "minamo")[0]
    return plan, of_reported(plan, plan.reported[-1])


@pytest.fixture(scope="module")
def blank(minamo: tuple[Plan, Collection]) -> bytes:
    return form(*minamo, None)


@pytest.fixture(scope="module")
def forms(blank: bytes) -> tuple[dict[str, bytes], ...]:
    """The parts of a form as two programs write it."""
    parts = []
    for written in (blank, fill(blank, {})):
        with zipfile.ZipFile(io.BytesIO(written)) as archive:
            names = [name for name in archive.namelist() if re.match(r"xl/[^t]|\[|_rels", name)]
            parts.append({name: archive.read(name) for name in names})
    return tuple(parts)


@pytest.fixture(scope="module")
def writable(minamo: tuple[Plan, Collection]) -> list[tuple[str, str]]:
    """The cells, each with its sheet, that are to be filled in, and those below the table and beside
    it: into any other one, Excel lets nobody write."""
    plan, collection = minamo
    tables: dict[str, list[FormColumn]] = {
        INPUT_SHEET: form_columns(plan, collection, collection.answers)
    }
    if values := (*collection.readings, *collection.unsettled):
        tables[indicator_sheet(plan)] = indicator_columns(plan, collection, values)
    return [
        (sheet, f"{letters(column)}{row}")
        for sheet, columns in tables.items()
        for row in range(HEADER + 2, last_row(columns) + 5)
        for column in range(len(columns) + 3)
        if row >= last_row(columns) + 2 or column >= len(columns) or columns[column].is_input
    ]


def is_judged(content: bytes, minamo: tuple[Plan, Collection]) -> None:
    """The bytes are understood, or refused with a reason; all that is said can be printed."""
    told_of(content, minamo)[1].encode()


def told_of(content: bytes, minamo: tuple[Plan, Collection]) -> tuple[Reading, str]:
    """A form that was read, with all that it and the program say."""
    known = known_measures(*minamo)
    with in_bounded_time():
        reading = read("記入票.xlsx", content, known)
    rows = (*reading.answers, *reading.values)
    assert rows or reading.problems or reading.notes == ()
    cells = [cell for row in rows for cell in row.cells.values()]
    return reading, "\n".join([*map(str, (*reading.notes, *reading.problems)), *cells])


@given(content=st.binary(max_size=300), begins=st.sampled_from([b"", b"PK\3\4", b"PK\5\6"]))
@example(content=bytes(18), begins=b"PK\5\6")
@some_examples(200)
def test_any_bytes_are_judged(
    minamo: tuple[Plan, Collection], content: bytes, begins: bytes
) -> None:
    is_judged(begins + content, minamo)


@given(data=st.data())
@some_examples(300)
def test_a_file_with_other_bytes_is_judged(
    minamo: tuple[Plan, Collection], forms: tuple[dict[str, bytes], ...], data: st.DataObject
) -> None:
    content = bytearray(zipped(data.draw(st.sampled_from(forms))))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)) | st.just(len(content)))
    is_judged(bytes(content[:end]), minamo)


@given(data=st.data())
@some_examples(300)
def test_xml_with_other_snippets_is_judged(
    minamo: tuple[Plan, Collection], forms: tuple[dict[str, bytes], ...], data: st.DataObject
) -> None:
    parts = dict(data.draw(st.sampled_from(forms)))
    for _ in range(data.draw(st.integers(1, 5))):
        name = data.draw(st.sampled_from(sorted(parts)))
        spots = [spot.span() for spot in SPOT.finditer(parts[name])] or [(0, 0)]
        begin, end = data.draw(st.sampled_from(spots))
        inside = data.draw(st.booleans())
        other = data.draw(st.sampled_from(SNIPPETS) | st.binary(max_size=4) | st.just(parts[name][begin:end] * 2))  # fmt: skip
        parts[name] = parts[name][: begin + inside] + other + parts[name][end - inside :]
    is_judged(zipped(parts), minamo)


@given(cells=st.dictionaries(st.integers(0, 10_000), TYPED, min_size=1, max_size=4))
@some_examples(40)
def test_what_was_typed_into_cells_is_read_or_told_of(
    minamo: tuple[Plan, Collection],
    blank: bytes,
    writable: list[tuple[str, str]],
    cells: dict[int, str],
) -> None:
    typed = {writable[number % len(writable)]: text for number, text in cells.items()}
    content = blank
    for filled in dict.fromkeys(sheet for sheet, _ in typed):
        of_it = {cell: text for (sheet, cell), text in typed.items() if sheet == filled}
        content = fill(content, of_it, filled)
    reading, said = told_of(content, minamo)
    refused = {(it.place.sheet, str(it.place.line)) for it in reading.problems}  # whole rows
    for (sheet, cell), text in typed.items():
        row = cell.lstrip(ascii_uppercase)
        assert text[MARK] in said or (sheet, row) in refused, (sheet, cell)


@given(data=st.data())
@some_examples(60)
def test_a_file_with_parts_lost_or_swapped_is_judged(
    minamo: tuple[Plan, Collection], forms: tuple[dict[str, bytes], ...], data: st.DataObject
) -> None:
    parts = data.draw(st.sampled_from(forms))
    names = data.draw(st.lists(st.sampled_from(sorted(parts)), min_size=len(parts) - 1))
    is_judged(zipped(dict(zip(names, parts.values(), strict=False))), minamo)
