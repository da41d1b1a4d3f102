"""Reads a file as UTF-8, or says which encoding it looks like."""

import re
from collections.abc import Mapping
from pathlib import Path

from planreport.place import Place, Problem

_SAVE_AS_UTF8 = "Excelでは「名前を付けて保存」で「CSV UTF-8（コンマ区切り）」を選んでください。"

_LINE_END = re.compile(rb"\r\n|\r|\n")
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")

Edits = Mapping[str, bytes]


def read_text(root: Path, file: str, edits: Edits) -> tuple[str | None, list[Problem]]:
    """The file's text. `edits` are what files are about to hold; they are read instead."""
    try:
        raw = edits[file] if file in edits else (root / file).read_bytes()
    except FileNotFoundError:
        return None, [
            Problem(
                Place(file),
                "ファイルがありません。",
                "docs/data-format.md を見て作ってください。新しい計画なら、「build.py init フォルダ」で全て作れます。",
            )
        ]
    except OSError:
        return None, [
            Problem(
                Place(file), "ファイルを開けません。", "ほかのソフトで開いていたら閉じてください。"
            )
        ]
    wrong, at = _wrong_encoding(raw)
    if wrong:
        return None, [
            Problem(
                Place(file, len(_LINE_END.findall(raw, 0, at)) + 1),
                wrong,
                _SAVE_AS_UTF8 if file.endswith(".csv") else "UTF-8で保存し直してください。",
            )
        ]
    text = raw.decode("utf-8-sig")
    return (text if file.endswith(".csv") else text.replace("\r\n", "\n")), []


def is_shift_jis(raw: bytes) -> bool:
    """Whether a text is no UTF-8 and looks like Shift_JIS."""
    return "Shift_JIS" in _wrong_encoding(raw)[0]


def _wrong_encoding(raw: bytes) -> tuple[str, int]:
    """What is wrong with the encoding, which one `raw` looks like, and at which byte; empty for UTF-8."""
    looks_like = "文字コードがUTF-8ではありません。{}のようです。".format
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return looks_like("UTF-16（Excelの「Unicodeテキスト」）"), 0
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
