"""The collection of garbage, put off while what is made is to stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off() -> Iterator[None]:
    """For what makes a plan's thousands of objects: they would be looked through over and over as they
    become more, so that a plan ten times as large took more than ten times as long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
