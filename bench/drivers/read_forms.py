"""Reads every cell of the workbooks in the folder forms with openpyxl, and does nothing with them."""

from pathlib import Path

import openpyxl

if __name__ == "__main__":
    for path in sorted(Path("forms").iterdir()):
        book = openpyxl.load_workbook(path, read_only=True)
        for sheet in book:
            for _ in sheet.iter_rows(values_only=True):
                pass
        book.close()
