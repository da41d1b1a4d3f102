"""Takes an .xlsx file apart: the XML that matters, or the reason why it is not opened.

Nothing here trusts the file. What comes out is bounded, and whoever reads it gets just that.
"""

import io
import re
import struct
import zipfile
import zlib
from pathlib import PurePath

from planreport.place import Place, PlanError, Problem

MAX_FILE = 20 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_OTHER = 8 * 1024 * 1024  # of a part that holds neither cells nor their texts
MAX_ENTRIES = 2000

_OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENTRY = b"PK\x01\x02"
# Cells, their texts and formats, comments and text boxes, and what is where; no pictures or themes.
_NEEDED = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|xl/(worksheets/)?_rels/[^/]+\.rels"
    r"|xl/((worksheets|comments|threadedcomments|drawings)/)?[^/]+\.xml"
)
_HOLDS_CELLS = re.compile(r"xl/sharedstrings\.xml|xl/worksheets/[^/]+\.xml")

# What zipfile raises over sizes and places that contradict each other, and over a password.
_STUMBLES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ArithmeticError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)

_SAVE_AS = "Excelで開き、「名前を付けて保存」で「Excel ブック（*.xlsx）」を選んで保存してください。"
_SAVE_AGAIN = "Excelで開けるか確かめ、「名前を付けて保存」で保存し直してください。"
_SMALLER = "貼り付けた画像や使っていないシートを消して、保存し直してください。"
_KINDS = {
    ".xls": "古い形式のExcelブック（.xls）です。",
    ".xlsm": "マクロ有効のExcelブック（.xlsm）です。",
    ".xlsb": "バイナリ形式のExcelブック（.xlsb）です。",
    ".xltx": "Excelのテンプレート（.xltx）です。",
    ".ods": "OpenDocument形式の表（.ods）です。",
    ".csv": "CSVファイルです。",
}


def unpack(file: str, content: bytes, is_form: bool = True) -> dict[str, bytes]:
    """The parts of a workbook by path, in small letters. Raises PlanError.

    One that is no form of ours may have macros and refer to other workbooks: neither is looked at.
    """
    ending = PurePath(file).suffix.lower()
    if ending not in ((".xlsx",) if is_form else (".xlsx", ".xlsm")):
        raise _refused(file, _KINDS.get(ending, "Excelブック（.xlsx）ではありません。"), _SAVE_AS)
    if len(content) > MAX_FILE:
        raise _refused(file, f"ファイルが大きすぎます（{_megabytes(len(content))}）。", _SMALLER)
    if not content:
        raise _refused(file, "空のファイルです。", _SAVE_AGAIN)
    if content.startswith(_OLD_CONTAINER):
        if _ENCRYPTED in content:
            raise _refused(
                file,
                "パスワードで保護されています。",
                "Excelで開き、「ファイル」→「情報」→「ブックの保護」で"
                "パスワードを消して保存してください。",
            )
        raise _refused(file, _KINDS[".xls"], _SAVE_AS)
    if not content.startswith(b"PK"):
        raise _refused(file, "Excelブックではありません。", _SAVE_AS)
    if content.count(_ENTRY) > MAX_ENTRIES:  # before zipfile makes an object of each
        raise _refused(file, "中のファイルが多すぎます。", _SMALLER)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _parts(file, archive, is_form)
    except _STUMBLES as error:
        raise damaged(file) from error


def is_spreadsheet(file: str) -> bool:
    """Whether a file of this name may be a form, be it saved in a way that cannot be read."""
    return PurePath(file).suffix.lower() in {".xlsx", *_KINDS}


def damaged(file: str) -> PlanError:
    return _refused(file, "壊れているか、途中で切れています。", _SAVE_AGAIN)


def pack(parts: dict[str, bytes]) -> io.BytesIO:
    """The parts as a workbook again: what was looked at, and not one byte besides."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    buffer.seek(0)
    return buffer


def _parts(file: str, archive: zipfile.ZipFile, is_form: bool) -> dict[str, bytes]:
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        name = entry.filename.replace("\\", "/").removeprefix("/").lower()
        if name in entries:
            raise damaged(file)  # one program would read the first, another one the second
        entries[name] = entry
    if "xl/workbook.bin" in entries:
        raise _refused(file, _KINDS[".xlsb"], _SAVE_AS)
    if "content.xml" in entries:
        raise _refused(file, _KINDS[".ods"], _SAVE_AS)
    if is_form and any(name.endswith("vbaproject.bin") for name in entries):
        raise _refused(file, "マクロが入っています。", _SAVE_AS)
    if is_form and any(name.startswith("xl/externallinks/") for name in entries):
        raise _refused(
            file,
            "ほかのブックへのリンクがあります。",
            "Excelの「データ」→「リンクの編集」で、リンクを解除して保存してください。",
        )
    if not {"[content_types].xml", "xl/workbook.xml"} <= entries.keys():
        raise _refused(file, "Excelブックではありません。", _SAVE_AS)
    needed = {name: entry for name, entry in entries.items() if _NEEDED.fullmatch(name)}
    if any(entry.compress_type not in _METHODS for entry in needed.values()):
        raise damaged(file)  # Excel packs so; others can ask for any amount of memory
    unpacked = sum(entry.file_size for entry in needed.values())
    large = {name for name, entry in needed.items() if entry.file_size > MAX_OTHER}
    if unpacked > MAX_UNPACKED or not all(_HOLDS_CELLS.fullmatch(name) for name in large):
        raise _refused(file, f"中身が大きすぎます（{_megabytes(unpacked)}）。", _SMALLER)
    return {name: _content(archive, entry) for name, entry in needed.items()}


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """As much as the entry declares: asked for all, zipfile would first unpack whatever there is."""
    with archive.open(entry) as file:
        return file.read(entry.file_size)


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f}メガバイト"


def _refused(file: str, message: str, advice: str) -> PlanError:
    return PlanError([Problem(Place(file), message, advice)])
