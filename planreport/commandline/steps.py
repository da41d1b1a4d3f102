"""The steps of a command: on a terminal each is seen to be done."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def step(name: str) -> Iterator[None]:
    """Says on a terminal what is being done and how long it took; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield
        return
    click.echo(f"{name} …", err=True, nl=False)
    began = time.perf_counter()
    try:
        yield
    finally:
        click.echo(f" {time.perf_counter() - began:.2f}秒", err=True)
