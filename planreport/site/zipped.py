"""The whole site as one zip file beside its folder: the same site, the same bytes."""

import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from planreport.files import MANIFEST, listed, written
from planreport.place import Place, PlanError, Problem
from planreport.site.folder import told

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # that a zip file can tell
_ANYBODY_READS = 0o644 << 16
_UNIX = 3


def beside(output: Path) -> Path:
    """Where the zip file of an output folder lies. Raises PlanError for the root of a drive."""
    if not output.name:
        message = "ドライブの一番上に作るときは、横に置くzipファイルを作れません。"
        advice = "「--zip」を外すか、フォルダの名前まで指定してください。"
        raise PlanError([Problem(Place("--zip"), message, advice)])
    return output.with_name(f"{output.name}.zip")


@contextmanager
def made(files: Mapping[str, bytes], path: Path) -> Iterator[Callable[[], object]]:
    """Writes the zip file of the `files`, their manifest among them, beside `path`; yields what puts it
    there, in one step. Raises PlanError where it cannot be written or put there."""
    fresh = _fresh(path)

    def take_its_place() -> None:
        with told(path):
            fresh.replace(path)

    try:
        with told(path):
            _zip(files, fresh)
        yield take_its_place
    finally:
        fresh.unlink(missing_ok=True)


def settle(output: Path) -> None:
    """Puts the zip file that a killed build has left where it belongs, if it is that of `output`."""
    if output.name and (fresh := _fresh(beside(output))).exists():
        if written(output) and _manifest(fresh) == (output / MANIFEST).read_bytes():
            refuse_foreign(beside(output))
            fresh.replace(beside(output))
        else:
            fresh.unlink()


def _fresh(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def refuse_foreign(path: Path) -> None:
    """Raises PlanError where a file is in the way that this program did not write."""
    if path.exists() and not listed(_manifest(path)):
        message = "このプログラムが作ったものではないファイルがあります。"
        advice = "消してしまわないように中止しました。ほかの場所に移すか、名前を変えてください。"
        raise PlanError([Problem(Place(str(path)), message, advice)])


def _manifest(path: Path) -> bytes:
    """The manifest in a zip file; empty for any other file."""
    try:
        with zipfile.ZipFile(path) as found:
            return found.read(MANIFEST)
    except (OSError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return b""  # RuntimeError is what an encrypted file brings


def _zip(files: Mapping[str, bytes], path: Path) -> None:
    """Nothing in it tells when, where or on which system it was made."""
    with zipfile.ZipFile(path, "w") as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _ANYBODY_READS
            made.writestr(entry, files[name])
