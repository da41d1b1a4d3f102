"""The steps of a command: one build at a time, and on a terminal each is seen to be done."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from filelock import FileLock, Timeout


@contextmanager
def alone(cache: Path) -> Iterator[None]:
    """Lets one build run at a time; a second one says so and waits."""
    cache.mkdir(exist_ok=True)
    lock = FileLock(cache / "build.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        click.echo("別の作成が終わるのを待っています。", err=True)
        lock.acquire()
    with lock:
        yield


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
