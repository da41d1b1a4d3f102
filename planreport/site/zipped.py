"""The whole site as one zip file beside its folder: the same site, the same bytes."""

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from planreport.files import MANIFEST, listed
from planreport.place import Place, PlanError, Problem
from planreport.site.write import manifest

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # that a zip file can tell
_ANYBODY_READS = 0o644 << 16
_UNIX = 3


def beside(output: Path) -> Path:
    """Where the zip file of an output folder lies."""
    output = output.resolve()
    return output.with_name(f"{output.name}.zip")


def write(files: Mapping[str, bytes], path: Path) -> None:
    """Replaces the zip file in one step. It holds the manifest, to verify an upload by, as well."""
    everything = {**files, MANIFEST: manifest(files)}
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(_zip(everything))
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def refuse_foreign(path: Path) -> None:
    """Raises PlanError where a file is in the way that this program did not write."""
    if path.exists() and not _is_ours(path):
        message = "このプログラムが作ったものではないファイルがあります。"
        advice = "消してしまわないように中止しました。ほかの場所に移すか、名前を変えてください。"
        raise PlanError([Problem(Place(str(path)), message, advice)])


def _is_ours(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as found:
            return bool(listed(found.read(MANIFEST)))
    except (OSError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return False  # RuntimeError is what an encrypted file brings


def _zip(files: Mapping[str, bytes]) -> bytes:
    """Nothing in it tells when, where or on which system it was made."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _FIRST_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _ANYBODY_READS
            made.writestr(entry, files[path])
    return buffer.getvalue()
