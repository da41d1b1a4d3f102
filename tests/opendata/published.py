"""The open data of a site as others get it: files, and the page that describes them."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import openpyxl
from conftest import parsed

Rows = list[list[str]]


@dataclass(frozen=True)
class Published:
    """CSV files by table and, of earlier editions, by folder and table."""

    csvs: dict[str, bytes]
    earlier: dict[str, dict[str, bytes]]
    xlsx: bytes
    package: dict[str, Any]
    page: str

    @cached_property
    def tables(self) -> dict[str, Rows]:
        """All rows of each table, the header being the first."""
        return {name: rows_of(raw) for name, raw in self.csvs.items()}

    @cached_property
    def workbook(self) -> openpyxl.Workbook:
        return openpyxl.load_workbook(io.BytesIO(self.xlsx))

    @cached_property
    def fields(self) -> dict[str, dict[str, dict[str, Any]]]:
        """What the Data Package says of each table's columns."""
        return {
            resource["name"]: {field["name"]: field for field in resource["schema"]["fields"]}
            for resource in self.package["resources"]
        }

    def cells(self) -> Iterator[tuple[dict[str, Any], str, str]]:
        """Every cell below a header with what is said of its column, and where it stands."""
        for name, (header, *rows) in self.tables.items():
            for number, row in enumerate(rows, 2):
                for column, cell in zip(header, row, strict=False):
                    if field := self.fields[name].get(column):
                        yield field, cell, f"{name}.csv {number} {column}: {cell}"

    def words(self) -> dict[str, dict[str, str]]:
        """The code table: what each word of each list means."""
        lists: dict[str, dict[str, str]] = {}
        for name, label, _, meaning in self.tables["codes"][1:]:
            lists.setdefault(name, {})[label] = meaning
        return lists


def rows_of(raw: bytes) -> Rows:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def csv_of(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


@cache
def published(output: Path) -> Published:
    def csvs(folder: Path) -> dict[str, bytes]:
        return {path.stem: path.read_bytes() for path in sorted((folder / "data").glob("*.csv"))}

    return Published(
        csvs=csvs(output),
        earlier={path.name: csvs(path) for path in sorted((output / "editions").glob("*"))},
        xlsx=(output / "data" / "plan.xlsx").read_bytes(),
        package=json.loads((output / "data" / "datapackage.json").read_bytes()),
        page=parsed(output / "data.html").text_content(),
    )
