"""Tells whether a build would only make again what is already there.

It runs before anything else is imported, since an import costs more than the whole question: hence
no pathlib and no json here. Files are told apart by size and time of change; what was written is
looked at in the same way, so that a page that somebody edited or deleted is made anew.
"""

import os
import sys
from collections.abc import Iterator, Sequence

from planreport import program

CACHE = ".cache"
_RECORD = os.path.join(CACHE, "last-build")


def answer(root: str, arguments: Sequence[str]) -> None:
    """Ends the program with what the last build said, if there is nothing to be done."""
    if said := last_words(root, arguments):
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
        print(f"{said}\n前に作ったときから何も変わっていないので、そのまま残しました。")
        sys.exit()


def last_words(root: str, arguments: Sequence[str]) -> str | None:
    """What the last build said at its end, if the same call would make the same output now."""
    try:
        with open(os.path.join(root, _RECORD), encoding="utf-8", newline="\n") as file:
            output, made_of, said = file.read().split("\n", 2)
        if made_of == _state(arguments, stamp_inputs(root), output):
            return said
    except (OSError, ValueError):
        pass
    return None


def remember(root: str, arguments: Sequence[str], inputs: str, output: str, said: str) -> None:
    """Keeps what `last_words` compares. `inputs` were taken before the build read any of them."""
    output = os.path.realpath(output)
    os.makedirs(os.path.join(root, os.path.dirname(_RECORD)), exist_ok=True)
    with open(os.path.join(root, _RECORD), "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join((output, _state(arguments, inputs, output), said)))


def inputs(root: str | os.PathLike[str]) -> tuple[str, ...]:
    """What a build reads of the plan in `root`: its data, its texts, and the templates."""
    return (os.path.join(root, "data"), os.path.join(root, "content"), program.templates(root))


def stamp_inputs(root: str) -> str:
    """The stamp of everything that a build reads, the program included."""
    return "".join(map(stamp, (*inputs(root), *program.files()))) + program.packages()


def stamp(path: str) -> str:
    """Each file's path, size in bytes and time of change in nanoseconds."""
    return "".join(
        f"{entry}\0{stat.st_size}\0{stat.st_mtime_ns}\0" for entry, stat in sorted(_walk(path))
    )


def _state(arguments: Sequence[str], inputs: str, output: str) -> str:
    """One line that is the same only if nothing has changed, the zip beside the output included."""
    call = [sys.version, os.getcwd(), *arguments]
    return repr((call, inputs, stamp(output), stamp(f"{output}.zip")))


def _walk(path: str) -> Iterator[tuple[str, os.stat_result]]:
    if not os.path.isdir(path):
        if os.path.exists(path):
            yield path, os.stat(path)
        return
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _walk(entry.path)
            else:
                yield entry.path, entry.stat(follow_symlinks=False)
