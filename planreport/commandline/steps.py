"""The steps of a command: on a terminal each is seen to be done, and how far one is that is slow."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TypeVar
from unicodedata import east_asian_width

import click

_PATIENCE = 1.0  # seconds; a bar for what is done by then would only flicker
_COLUMNS = 34  # for the name of what is being made

_Part = TypeVar("_Part")


class Step:
    """A step that is being done. Its bar is there from `show` on."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._left: dict[str, None] = {}
        self._drawing = Lock()  # `show` is called by a clock's thread
        self._bar = click.progressbar(
            length=0,
            file=sys.stderr,
            hidden=True,
            show_pos=True,
            show_eta=False,
            width=16,
            empty_char="-",
            bar_template="%(label)s [%(bar)s] %(info)s",
        )

    def watch(
        self, names: Iterable[str], parts: Iterable[tuple[str, _Part]]
    ) -> Iterator[tuple[str, _Part]]:
        """The `parts` as they are made, each behind its name. Those with `names`, which are in the
        order in which they are begun, are counted."""
        self._left = dict.fromkeys(names)
        self._bar.length = len(self._left)
        self._draw()
        for name, part in parts:
            with self._drawing:
                self._left.pop(name, None)
            self._draw()
            yield name, part

    def show(self) -> None:
        self._bar.hidden = False
        self._draw()

    def end(self, words: str) -> None:
        """Puts `words` where the name of what is being made was."""
        if self._bar.hidden or not self._bar.length:
            click.echo(f" {words}", err=True)
        else:
            self._draw(words)
            self._bar.render_finish()

    def _draw(self, words: str = "") -> None:
        with self._drawing:
            if self._bar.length:
                at = words or next(iter(self._left), "")
                self._bar.label = f"{self._name} … {_fitted(at)}"
                self._bar.pos = self._bar.length - len(self._left)
                self._bar.max_width = 0  # lines are of one width, which Click counts otherwise
                self._bar.render_progress()


@contextmanager
def step(name: str) -> Iterator[Step]:
    """Says on a terminal what is being done, how far it is and how long it took; nothing in a pipe."""
    one = Step(name)
    if not sys.stderr.isatty():
        yield one
        return
    click.echo(f"{name} …", err=True, nl=False)
    began = time.perf_counter()
    clock = Timer(_PATIENCE, one.show)
    clock.start()
    try:
        yield one
    finally:
        clock.cancel()
        clock.join()
        one.end(f"{time.perf_counter() - began:.2f}秒")


def _fitted(text: str) -> str:
    """The text in just so many columns of a terminal, its end where it is too long."""
    while (width := sum(1 + (east_asian_width(char) in "WF") for char in text)) > _COLUMNS:
        text = text[1:]
    return text + " " * (_COLUMNS - width)
