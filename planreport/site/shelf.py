"""The files of a site until it is written: on disk, since thousands of pages would fill the memory."""

import os
import tempfile
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class Shelf(MutableMapping[str, bytes]):
    """Contents by path, which stand one behind the other in an open `file`."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._places: dict[str, tuple[int, int]] = {}  # where each begins, and how long it is

    def __setitem__(self, path: str, content: bytes) -> None:
        self._places[path] = self._file.seek(0, os.SEEK_END), len(content)
        self._file.write(content)

    def __getitem__(self, path: str) -> bytes:
        start, size = self._places[path]
        self._file.seek(start)
        return self._file.read(size)

    def __delitem__(self, path: str) -> None:
        del self._places[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@contextmanager
def shelf(folder: Path) -> Iterator[Shelf]:
    """An empty one. Its file in `folder` is gone afterwards, even where the program is killed."""
    with tempfile.TemporaryFile(dir=folder) as file:
        yield Shelf(file)
