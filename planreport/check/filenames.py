"""Rules for the names that a plan gives files: every system can hold them."""

import unicodedata
from collections.abc import Iterable, Iterator

from planreport import paths
from planreport.place import Place, Problem

# With an edition's folder and that of the site, well within the 259 that Windows allows a path.
MAX_NAME = 100


def unfit(place: Place, path: str) -> Iterator[Problem]:
    """Windows can hold each part of the path; only a warning, as other systems can hold any."""
    if not all(map(paths.windows_holds, path.split("/"))):
        advice = "Windowsでは読むことも開くこともできないので、別の名前にしてください。"
        yield Problem(place, "Windowsでは使えないファイルの名前です。", advice, is_warning=True)
    if len(path) > MAX_NAME:
        message = f"ファイルの名前が、フォルダから数えて{len(path)}文字あります。"
        advice = f"Windowsでは長過ぎて扱えないことがあるので、{MAX_NAME}文字以内にしてください。"
        yield Problem(place, message, advice, is_warning=True)


def clashes(files: Iterable[str]) -> Iterator[Problem]:
    """No two files are one on Windows and macOS, which ignore case and how accents are composed."""
    first: dict[str, str] = {}
    for file in sorted(files):
        same = first.setdefault(unicodedata.normalize("NFC", file).casefold(), file)
        if same != file:
            message = f"「{same}」と、大文字と小文字などが違うだけの名前です。"
            advice = "WindowsとmacOSでは同じファイルになるので、別の名前にしてください。"
            yield Problem(Place(file), message, advice, is_warning=True)
