"""Reads every cell of the workbooks in the folder forms with openpyxl, and does nothing with them."""

from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parent

if __name__ == "__main__":
    for path in sorted((ROOT / "forms").iterdir()):
        book = openpyxl.load_workbook(path, read_only=True)
        for sheet in book:
            for _ in sheet.iter_rows(values_only=True):
                pass
        book.close()
