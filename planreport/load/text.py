"""Reads a file as UTF-8, or says which encoding it looks like."""

import re
from collections.abc import Mapping
from pathlib import Path

from planreport.place import Place, Problem

SAVE_AS_UTF8 = "Excelでは「名前を付けて保存」で「CSV UTF-8（コンマ区切り）」を選んでください。"

_LINE_END = re.compile(rb"\r\n|\r|\n")
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")

# What UTF-8 has before each kana, as Shift_JIS has it; in Japanese they are next to never written.
_READ_AS_ANOTHER = re.compile("[縺繧繝]")
_SHARE_OF_KANA = 50  # one of so many characters
_NOTHING = b"\xef\xbb\xbf\0\r\n "  # what a file without any text may be full of
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how an xlsx begins, and an xls

Edits = Mapping[str, bytes]


def read_text(root: Path, file: str, edits: Edits) -> tuple[str | None, list[Problem]]:
    """The file's text. `edits` are what files are about to hold; they are read instead."""
    try:
        raw = edits[file] if file in edits else (root / file).read_bytes()
    except FileNotFoundError:
        return None, [Problem(Place(file), "ファイルがありません。", _where_it_may_be(root, file))]
    except OSError:
        return None, [_unopened(root, file)]
    if file.endswith(".csv") and not raw.strip(_NOTHING):
        advice = "中身が消えたのなら控えから戻し、新しく作るなら1行目に列の名前を書いてください。"
        return None, [Problem(Place(file), "ファイルが空です。", advice)]
    wrong, at = _wrong_encoding(raw)
    if wrong:
        place = Place(file, len(_LINE_END.findall(raw, 0, at)) + 1)
        advice = SAVE_AS_UTF8 if file.endswith(".csv") else "UTF-8で保存し直してください。"
        return None, [Problem(place, wrong, advice)]
    text = raw.decode("utf-8-sig")
    if len(_READ_AS_ANOTHER.findall(text)) > 2 + len(text) // _SHARE_OF_KANA:
        said = "文字化けしたまま保存されています（「縺」「繧」など）。元の文字には戻せません。"
        advice = (
            "化ける前のファイル（控え）に戻してください。UTF-8のCSVをExcelで開くときは、"
            "BOM付きのものにします（docs/data-format.md の3）。"
        )
        return None, [Problem(Place(file), said, advice)]
    return (text if file.endswith(".csv") else text.replace("\r\n", "\n")), []


def _where_it_may_be(root: Path, file: str) -> str:
    """What to do about a file that is not there; it may only have come into another folder."""
    name = Path(file).name
    places = (root / name, *sorted(root.glob(f"data/*/{name}")), *sorted(root.glob(f"*/{name}")))
    if found := next((path for path in places if path.is_file()), None):
        return f"「{found.relative_to(root).as_posix()}」にあるものなら、移してください。"
    return (
        "docs/data-format.md を見て作ってください。新しい計画なら、「build.py init フォルダ」で"
        "全て作れます。"
    )


def _unopened(root: Path, file: str) -> Problem:
    if (root / file).is_dir():
        advice = "フォルダの名前を変え、この名前のファイルを置いてください。"
        return Problem(Place(file), "ファイルではなく、フォルダです。", advice)
    advice = "ほかのソフトで開いていたら閉じ、読む権限があるか確かめてください。"
    return Problem(Place(file), "ファイルを開けません。", advice)


def is_shift_jis(raw: bytes) -> bool:
    """Whether a text is no UTF-8 and looks like Shift_JIS."""
    return "Shift_JIS" in _wrong_encoding(raw)[0]


def _wrong_encoding(raw: bytes) -> tuple[str, int]:
    """What is wrong with the encoding, which one `raw` looks like, and at which byte; empty for UTF-8."""
    looks_like = "文字コードがUTF-8ではありません。{}のようです。".format
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return looks_like("UTF-16（Excelの「Unicodeテキスト」）"), 0
    if raw.startswith(_BOOKS):
        return "CSVなどの文字だけのファイルではなく、Excelのブックのようです。", 0
    if raw.count(0) * 4 > len(raw):
        return looks_like("UTF-16（BOMなし）"), 0
    if b"\x1b$" in raw:
        return looks_like("ISO-2022-JP（JIS）"), raw.index(b"\x1b$")
    try:
        raw.decode("utf-8")
        return "", 0
    except UnicodeDecodeError as error:
        at = error.start
    as_utf8 = raw.decode("utf-8", errors="replace")
    if len(_JAPANESE.findall(as_utf8)) > as_utf8.count("\ufffd"):
        return "UTF-8の文字が途中で壊れています。", at
    # Both decoders accept much of each other's text; read wrongly, EUC-JP turns into the
    # half-width katakana that nobody writes on purpose.
    half_width = re.compile(r"[\uff61-\uff9f]")
    guesses = []
    for codec, name in (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")):
        try:
            guesses.append((len(half_width.findall(raw.decode(codec))), name))
        except UnicodeDecodeError:
            continue
    return looks_like(min(guesses)[1]) if guesses else "UTF-8の文字が途中で壊れています。", at
