"""行政データにおける機械可読性に関するルール: what breaks each of them, as far as it applies.

Each rule looks only at what is published, and yields a complaint for every breach.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from published import Published, csv_of, rows_of

Rule = Callable[[Published], Iterator[str]]
RULES: dict[str, Rule] = {}

WIDE = "progress-wide"  # the one table that is not long, as the page of the data says
# How a cell of each type of number is written; it may be blank.
NUMBERS = {"integer": r"[0-9]*", "number": r"(-?[0-9]+([.][0-9]+)?)?"}
PLATFORM_DEPENDENT = re.compile(r"[№℡Ⅰ-ⅿ₀-ₜ①-⓿❶-➓㈀-㋿㌀-㏿\uff61-\uff9f\ue000-\uf8ff]")


def rule(number: str) -> Callable[[Rule], Rule]:
    def register(function: Rule) -> Rule:
        RULES[number] = function
        return function

    return register


@rule("L1-02")
def one_table_a_file(data: Published) -> Iterator[str]:
    for name, (header, *rows) in data.tables.items():
        if header in rows:
            yield f"{name}.csv begins anew"
    if data.workbook.sheetnames != list(data.fields):
        yield f"sheets: {data.workbook.sheetnames}"


@rule("L1-03")
def no_blank_rows_or_columns(data: Published) -> Iterator[str]:
    sheets = {sheet.title: [list(row) for row in sheet.values] for sheet in data.workbook}
    for name, rows in chain(data.tables.items(), sheets.items()):
        if not all(any(cell not in ("", None) for cell in row) for row in rows):
            yield f"{name}: blank row"
        if not all(rows[0]):
            yield f"{name}: blank column"


@rule("L1-04")
def nothing_outside_the_table(data: Published) -> Iterator[str]:
    for name, rows in data.tables.items():
        if {len(row) for row in rows} != {len(data.fields[name])}:
            yield f"{name}.csv: cells outside"
        sheet = data.workbook[name]
        if (sheet.max_row, sheet.max_column) != (len(rows), len(data.fields[name])):
            yield f"{name}: cells outside the sheet's table"


@rule("L1-05")
def every_column_has_a_name(data: Published) -> Iterator[str]:
    yield from (name for name, rows in data.tables.items() if not all(rows[0]))


@rule("L1-06")
def no_spaces_or_breaks_for_layout(data: Published) -> Iterator[str]:
    yield from (w for _, cell, w in data.cells() if re.search(r"^\s|\s$|\s\s|[\n\r\t\u3000]", cell))


@rule("L1-07")
def one_datum_a_cell(data: Published) -> Iterator[str]:
    for field, cell, where in data.cells():
        # The paragraphs of one text are one datum, as the column's description says.
        is_wording = "「|」で区切" in field["description"]
        has_list = re.search(r"[^「]\|[^」]", cell) is not None
        if (has_list and not is_wording) or (field["type"] in NUMBERS and " " in cell):
            yield where


@rule("L1-08")
def no_platform_dependent_characters(data: Published) -> Iterator[str]:
    yield from (where for _, cell, where in data.cells() if PLATFORM_DEPENDENT.search(cell))


@rule("L1-09")
def blank_is_neither_zero_nor_a_mark(data: Published) -> Iterator[str]:
    marks = re.compile(r"[-－―—‐…・.*]+|N/?A|null|None|なし|該当なし|未報告|不明", re.IGNORECASE)
    for field, cell, where in data.cells():
        if marks.fullmatch(cell) and "enum" not in field.get("constraints", {}):
            yield where
    for name, rows in data.tables.items():
        for row, cells in zip(rows, data.workbook[name].values, strict=False):
            if [cell == "" for cell in row] != [cell is None for cell in cells]:
                yield f"{name}: blank in one form only, {row}"


@rule("L1-10")
def no_objects(data: Published) -> Iterator[str]:
    for path in zipfile.ZipFile(io.BytesIO(data.xlsx)).namelist():
        if re.search(r"drawing|media|chart|comment|embed|vml", path):
            yield path


@rule("L1-11")
def no_meaning_by_format_alone(data: Published) -> Iterator[str]:
    """A number whose thousands are grouped, and that shows all its decimals, means the same."""

    def looks(cell: Any) -> str:
        return repr([cell.font, cell.fill, cell.border])

    for sheet in data.workbook:
        for row, said in zip(sheet.iter_rows(2), data.tables[sheet.title][1:], strict=False):
            for cell, text in zip(row, said, strict=False):
                places = len(text.partition(".")[2])
                grouped = f"#,##0.{'0' * places}" if places else "#,##0"
                is_grouped = cell.number_format == grouped and cell.data_type == "n"
                if cell.has_style and not (is_grouped and looks(cell) == looks(sheet["A2"])):
                    yield f"{sheet.title} {cell.coordinate}"
        if sheet.conditional_formatting:
            yield sheet.title


@rule("L1-12")
def no_merged_cells(data: Published) -> Iterator[str]:
    yield from (sheet.title for sheet in data.workbook if sheet.merged_cells.ranges)


@rule("L1-13")
def nothing_hidden(data: Published) -> Iterator[str]:
    for sheet in data.workbook:
        sizes = (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())
        if sheet.sheet_state != "visible" or any(size.hidden for size in sizes):
            yield sheet.title


@rule("L1-14")
def one_record_a_line(data: Published) -> Iterator[str]:
    for name, raw in data.csvs.items():
        if len(raw.splitlines()) != len(data.tables[name]) or not raw.endswith(b"\r\n"):
            yield name


@rule("L1-15")
def what_holds_a_comma_is_quoted(data: Published) -> Iterator[str]:
    for name, rows in data.tables.items():
        if csv_of(rows) != data.csvs[name]:
            yield f"{name}: quoted in another way"
        yield from (f"{name}: {row}" for row in rows if len(row) != len(rows[0]))


@rule("L2-01")
def numbers_are_numbers(data: Published) -> Iterator[str]:
    for field, cell, where in data.cells():
        if not re.fullmatch(NUMBERS.get(field["type"], r".*"), cell, re.DOTALL):
            yield where
    for sheet in data.workbook:
        types = [field["type"] for field in data.fields[sheet.title].values()]
        for row in sheet.iter_rows(min_row=2):
            for type_, cell in zip(types, row, strict=False):
                wanted = {"integer": (int,), "number": (int, float)}.get(type_, (str,))
                if not isinstance(cell.value, (*wanted, type(None))):
                    yield f"{sheet.title} {cell.coordinate}"


@rule("L2-02")
def nothing_is_left_out_as_said_above(data: Published) -> Iterator[str]:
    for field, cell, where in data.cells():
        is_required = field.get("constraints", {}).get("required", False)
        if (is_required and not cell) or re.fullmatch(r"同上|同前|〃|仝|[々\"”]+", cell):
            yield where


@rule("L2-03")
def no_name_twice(data: Published) -> Iterator[str]:
    for name, (header, *_) in data.tables.items():
        if len(set(header)) != len(header):
            yield name


@rule("L2-04")
def choices_come_from_one_list(data: Published) -> Iterator[str]:
    for field, cell, where in data.cells():
        choices = field.get("constraints", {}).get("enum")
        if cell and choices and cell not in choices:
            yield where


@rule("L2-05")
def detail_of_a_choice_has_a_column_of_its_own(data: Published) -> Iterator[str]:
    for field, cell, where in data.cells():
        for choice in field.get("constraints", {}).get("enum", ()):
            if re.match(re.escape(choice) + r"\s*[（(:：]", cell):
                yield where


@rule("L2-06")
def no_formulas(data: Published) -> Iterator[str]:
    for sheet in data.workbook:
        for row in sheet.iter_rows():
            yield from (f"{sheet.title} {c.coordinate}" for c in row if c.data_type not in "sn")
    for _, cell, where in data.cells():
        if re.match(r"[=+\-@＝＋－＠].", cell) and not re.fullmatch(NUMBERS["number"], cell):
            yield where


@rule("L3-01")
def the_header_is_row_1(data: Published) -> Iterator[str]:
    for name, fields in data.fields.items():
        if data.tables[name][0] != list(fields):
            yield f"{name}.csv"
        if [cell.value for cell in data.workbook[name][1]] != list(fields):
            yield f"sheet {name}"


@rule("L3-02")
def code_tables_are_supplied(data: Published) -> Iterator[str]:
    lists = {word for words in data.words().values() for word in words}
    for name, fields in data.fields.items():
        for column, field in fields.items():
            if not set(field.get("constraints", {}).get("enum", ())) <= lists:
                yield f"{name} {column}"


@rule("L3-03")
def symbols_are_defined(data: Published) -> Iterator[str]:
    for name, words in data.words().items():
        for word, meaning in words.items():
            if not re.search(r"\w", word) and not meaning:
                yield f"{name}: {word}"
    for name, fields in data.fields.items():
        for field in fields.values():
            may_be_blank = not field.get("constraints", {}).get("required", False)
            if may_be_blank and "空欄" not in field["description"]:
                yield f"{name} {field['name']}: what is a blank?"


@rule("L3-04")
def units_are_named(data: Published) -> Iterator[str]:
    for name, fields in data.fields.items():
        for field in fields.values():
            if field["type"] in NUMBERS and not re.search("単位|西暦|順番", field["description"]):
                yield f"{name} {field['name']}"


@rule("L3-05")
def years_are_western(data: Published) -> Iterator[str]:
    for field, cell, where in data.cells():
        if field["name"].endswith("year") and not re.fullmatch(r"([12]\d{3})?", cell):
            yield where
        if field["type"] == "date" and not re.fullmatch(r"[12]\d{3}-\d\d-\d\d", cell):
            yield where


@rule("L3-06")
def the_area_is_named_in_full(data: Published) -> Iterator[str]:
    for name in data.tables.keys() - {"codes", "definitions"}:
        if not {"area_code", "municipality"} <= set(data.tables[name][0]):
            yield name
    for field, cell, where in data.cells():
        if field["name"] == "area_code" and not re.fullmatch(r"(\d{6})?", cell):
            yield where
        if field["name"] == "municipality" and not re.match(r".+?[都道府県].+", cell):
            yield where


@rule("L3-07")
def the_format_is_the_same_every_year(data: Published) -> Iterator[str]:
    for folder, csvs in data.earlier.items():
        for name in csvs.keys() | data.csvs.keys():
            before = rows_of(csvs[name])[0] if name in csvs else None
            if before != data.tables[name][0]:
                yield f"{folder} {name}"


@rule("L3-08")
def definitions_history_and_encoding_are_declared(data: Published) -> Iterator[str]:
    for name, raw in data.csvs.items():
        if not raw.startswith(b"\xef\xbb\xbf"):
            yield f"{name}.csv has no BOM"
        columns = data.tables[name][0]
        yield from (f"{name} {c}" for c in columns if not re.fullmatch(r"[a-z][a-z0-9_]*", c))
    if {resource["encoding"] for resource in data.package["resources"]} != {"utf-8"}:
        yield "the package names another encoding"
    if "CSVの文字コードは、UTF-8（BOM付き）です" not in data.page:
        yield "the page says nothing of the BOM"
    defined = [(table, column) for table, column, *_ in data.tables["definitions"][1:]]
    if defined != [(name, column) for name, fields in data.fields.items() for column in fields]:
        yield "not every column is defined"
    updates = [text for *_, text in data.tables["history"][1:]]
    if not updates or not all(text in data.page for text in updates):
        yield "no update history"


@rule("L3-09")
def the_form_is_long(data: Published) -> Iterator[str]:
    for name, (header, *_) in data.tables.items():
        if name != WIDE:
            yield from (f"{name} {column}" for column in header if re.search(r"\d", column))
    if not re.search(r"縦持ち.*progress\.csv.*横持ち.*progress-wide\.csv", data.page, re.DOTALL):
        yield "the page does not tell the forms apart"
