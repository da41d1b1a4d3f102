"""What the objects of a PDF say: once, and streams so that every reader finds their length alike."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import pydyf

_written = pydyf.Stream.data.fget


def _with_line_end(one: pydyf.Stream) -> bytes:
    """A line end that is not counted stands before `endstream` (19005-3, 6.1.7.1). Behind data that end
    in a carriage return, the line feed alone would look like one line end together with it, and a
    validator would count one byte less than /Length says."""
    written: bytes = _written(one)
    if written.endswith(b"\r\nendstream"):
        return written.removesuffix(b"\nendstream") + b"\r\nendstream"
    return written


def _once(kind: type, said: Callable[[Any], bytes]) -> Any:
    """Each is asked for twice, for the file and for its identifier."""
    data = cached_property(said)
    data.__set_name__(kind, "data")
    return data


# These take the place of `data` in pydyf's classes, which adds some streams as it writes a file.
stream = _once(pydyf.Stream, _with_line_end)
dictionary = _once(pydyf.Dictionary, pydyf.Dictionary.data.fget)
