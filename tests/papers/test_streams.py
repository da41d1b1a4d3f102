"""Every stream of a PDF is as long as it says, whatever its data end in."""

import io
import re
from itertools import product
from unittest.mock import patch

import pydyf
import pytest

from planreport.papers.pdf.streams import stream as once


def written(objects: int, power: int = 2, last: bytes = b"") -> bytes:
    """A file of so many objects, which hold powers, and of a stream with these data."""
    pdf = pydyf.PDF()
    for number in range(objects):
        pdf.add_object(pydyf.Dictionary({"Number": number**power}))
    pdf.add_object(pydyf.Stream([last]))
    file = io.BytesIO()
    with patch.object(pydyf.Stream, "data", once):
        pdf.write(file, version=b"1.7", compress=True)
    return file.getvalue()


def counted(file: bytes) -> list[tuple[int, int, bytes]]:
    """Of each stream what /Length says, what a validator counts, and the last byte that it counts."""
    streams = re.findall(
        rb"/Length (\d+)[^>]*>>\nstream\n(.*?)(?:\r\n|\n|\r)endstream\nendobj", file, re.S
    )
    return [(int(length), len(data), data[-1:]) for length, data in streams]


@pytest.mark.parametrize("end", [b"", b"\n", b"\r", b"\r\n", b"\n\r", b"\r\r"])
def test_a_stream_may_end_in_a_line_end(end: bytes) -> None:
    for length, data, _ in counted(written(3, last=b"data" + end)):
        assert length == data


@pytest.mark.whole
def test_so_may_those_that_are_added_as_the_file_is_written() -> None:
    """The objects' own stream and their table, both compressed to bytes that nobody chooses."""
    ends: dict[int, set[bytes]] = {1: set(), 2: set()}
    for objects, power in product(range(2, 40), range(2, 40)):
        found = counted(written(objects, power))
        assert len(found) == 3
        for n in ends:
            length, data, end = found[n]
            assert length == data, (objects, power)
            ends[n].add(end)
    assert all(b"\r" in found for found in ends.values())
