"""Reads a file as UTF-8, or says which encoding it looks like."""

import re
from pathlib import Path

from planreport.place import Place, Problem

_SAVE_AS_UTF8 = "Excelでは「名前を付けて保存」で「CSV UTF-8（コンマ区切り）」を選んでください。"


def read_text(root: Path, file: str) -> tuple[str | None, list[Problem]]:
    try:
        raw = (root / file).read_bytes()
    except FileNotFoundError:
        return None, [
            Problem(
                Place(file), "ファイルがありません。", "docs/data-format.md を見て作ってください。"
            )
        ]
    except OSError as error:
        return None, [
            Problem(
                Place(file),
                f"ファイルを開けません（{error.strerror}）。",
                "ほかのソフトで開いていたら閉じてください。",
            )
        ]
    encoding = _wrong_encoding(raw)
    if encoding:
        return None, [
            Problem(
                Place(file),
                f"文字コードがUTF-8ではありません。{encoding}のようです。",
                _SAVE_AS_UTF8 if file.endswith(".csv") else "UTF-8で保存し直してください。",
            )
        ]
    text = raw.decode("utf-8-sig")
    return (text if file.endswith(".csv") else text.replace("\r\n", "\n")), []


def _wrong_encoding(raw: bytes) -> str:
    """The name of the encoding that `raw` looks like; empty for UTF-8."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16（Excelの「Unicodeテキスト」）"
    if b"\x1b$" in raw:
        return "ISO-2022-JP（JIS）"
    try:
        raw.decode("utf-8")
        return ""
    except UnicodeDecodeError:
        pass
    # Both decoders accept much of each other's text; read wrongly, EUC-JP turns into the
    # half-width katakana that nobody writes on purpose.
    half_width = re.compile(r"[\uff61-\uff9f]")
    guesses = []
    for codec, name in (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")):
        try:
            guesses.append((len(half_width.findall(raw.decode(codec))), name))
        except UnicodeDecodeError:
            continue
    return min(guesses)[1] if guesses else "UTF-8が途中で壊れたもの"
