"""Streams whose length every reader of a PDF finds alike."""

import pydyf

_written = pydyf.Stream.data.fget


def with_line_end(stream: pydyf.Stream) -> bytes:
    """Takes the place of `data` in pydyf's class Stream, which adds some streams as it writes a file.

    A line end that is not counted stands before `endstream` (19005-3, 6.1.7.1). Behind data that end
    in a carriage return, the line feed alone would look like one line end together with it, and a
    validator would count one byte less than /Length says.
    """
    written: bytes = _written(stream)
    if written.endswith(b"\r\nendstream"):
        return written.removesuffix(b"\nendstream") + b"\r\nendstream"
    return written
