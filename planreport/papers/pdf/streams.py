"""Streams whose length every reader of a PDF finds alike."""

from functools import cached_property

import pydyf

_written = pydyf.Stream.data.fget


def _with_line_end(stream: pydyf.Stream) -> bytes:
    """A line end that is not counted stands before `endstream` (19005-3, 6.1.7.1). Behind data that end
    in a carriage return, the line feed alone would look like one line end together with it, and a
    validator would count one byte less than /Length says."""
    written: bytes = _written(stream)
    if written.endswith(b"\r\nendstream"):
        return written.removesuffix(b"\nendstream") + b"\r\nendstream"
    return written


# Takes the place of `data` in pydyf's class Stream, which adds some streams as it writes a file. Each is
# asked for twice, for the file and for its identifier, but compressed once.
data = cached_property(_with_line_end)
data.__set_name__(pydyf.Stream, "data")
