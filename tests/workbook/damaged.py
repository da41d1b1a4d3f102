"""What may happen to a form between sending and return, each as a small function of that name.

The form is みなも市's, with answers for w1 and w2. Its columns: A number, B title, C goal,
D item, E summary, F planned, G and H last year, I progress, J actions, K length, L assessment,
M remarks; the headings are in row 6, w1 in row 7 and so on. What the reader says of each stands in
damaged.toml.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

Parts = dict[str, bytes]

# The file's name and how its bytes come from those of the good form.
CASES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {}
FILE = "令和3年度_全て.xlsx"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def in_excel(edit: Callable[[Any], None]) -> None:
    """Registers what somebody does to the input sheet."""

    def edited(content: bytes) -> bytes:
        workbook = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
        edit(workbook["入力"])
        return saved(workbook)

    CASES[edit.__name__] = (FILE, edited)


def in_zip(edit: Callable[[Parts], None]) -> None:
    """Registers what is done to the parts of the file."""

    def edited(content: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        edit(parts)
        return zipped(parts)

    CASES[edit.__name__] = (FILE, edited)


def in_bytes(edit: Callable[[bytes], bytes]) -> None:
    CASES[edit.__name__] = (FILE, edit)


def called(file: str) -> Callable[[Callable[[bytes], bytes]], None]:
    """Registers what comes under another name."""

    def register(edit: Callable[[bytes], bytes]) -> None:
        CASES[edit.__name__] = (file, edit)

    return register


def saved(workbook: Any) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def zipped(parts: Parts) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


# --- Read, since the meaning is certain ---


@in_excel
def nothing_happened(sheet: Any) -> None:
    pass


@in_excel
def rows_were_sorted_by_title(sheet: Any) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(7, 12)]
    for number, row in enumerate(sorted(rows, key=lambda row: str(row[1])), 7):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value


@in_excel
def the_sheet_was_renamed(sheet: Any) -> None:
    sheet.title = "環境政策課"


@in_excel
def the_sheet_was_renamed_with_odd_signs(sheet: Any) -> None:
    sheet.title = "環境&政策 <課> \"'"


@in_excel
def rows_and_columns_were_inserted(sheet: Any) -> None:
    sheet.insert_cols(10)
    sheet.insert_cols(1)
    sheet.insert_rows(8, 2)
    sheet.insert_rows(1)
    sheet["A1"] = "至急"
    sheet["K7"] = "課長の確認"
    sheet["K8"] = "済"


@in_excel
def columns_were_put_in_another_order(sheet: Any) -> None:
    for row in sheet.iter_rows(6, 12):
        row[8].value, row[12].value = row[12].value, row[8].value


@in_excel
def what_is_for_reference_was_deleted(sheet: Any) -> None:
    sheet.delete_cols(3, 6)


@in_excel
def the_sheet_was_copied(sheet: Any) -> None:
    sheet.parent.copy_worksheet(sheet).title = "控え"


@in_excel
def a_row_was_copied(sheet: Any) -> None:
    for cell in sheet[7]:
        sheet.cell(20, cell.column).value = cell.value


@in_excel
def headings_were_typed_anew(sheet: Any) -> None:
    sheet["A6"] = " 番 号"
    sheet["I6"] = "【入力１】 達成状況\n"


@in_excel
def the_number_is_in_full_width_letters(sheet: Any) -> None:
    sheet["A7"] = "　Ｗ１"


@in_excel
def spaces_around_everything(sheet: Any) -> None:
    for cell in ("A7", "B7", "I7", "J7", "L7", "M7"):
        sheet[cell] = f" \u3000\u00a0{sheet[cell].value}\u00a0\t "


@in_excel
def a_status_that_looks_alike(sheet: Any) -> None:
    sheet["I7"] = "X"
    sheet["I8"] = "◯"
    sheet["I9"] = "〇 "


@in_excel
def a_status_by_its_reading(sheet: Any) -> None:
    sheet["I7"] = "達 成"


@in_excel
def an_assessment_in_another_width(sheet: Any) -> None:
    sheet["L7"] = "A順調"


@in_excel
def line_breaks_and_tabs(sheet: Any) -> None:
    sheet["J7"] = "水質を測った。\r\n結果を\n広報紙で\t知らせた\n・１回目\r\n\n● ２回目\n"


@in_excel
def a_carriage_return_that_was_escaped_twice(sheet: Any) -> None:
    sheet["J7"] = "測った。_x000D_\n知らせた。"


@in_excel
def a_number_for_a_text(sheet: Any) -> None:
    sheet["J7"] = 12
    sheet["M7"] = 0.1


@in_excel
def furigana_and_coloured_words(sheet: Any) -> None:
    red = InlineFont(color="FFFF0000")
    sheet["J7"] = CellRichText("水質を", TextBlock(red, "12回"), "測った。")


@in_zip
def furigana_typed_with_the_text(parts: Parts) -> None:
    text = "<t>40軒を訪問した。</t>"
    assert text in parts[STRINGS].decode()
    furigana = f"{text}<rPh sb='2' eb='3'><t>ケン</t></rPh><phoneticPr fontId='1'/>"
    parts[STRINGS] = parts[STRINGS].decode().replace(text, furigana).encode()


@in_excel
def an_answer_was_emptied(sheet: Any) -> None:
    sheet["I8"] = sheet["J8"] = None


@in_excel
def one_cell_of_an_answer_is_empty(sheet: Any) -> None:
    sheet["I7"] = "　"
    sheet["L7"] = sheet["M7"] = None


@in_excel
def notes_below_the_table(sheet: Any) -> None:
    sheet["A14"] = "以上"
    sheet["B15"] = "=COUNTA(I7:I12)"


@in_excel
def rows_and_columns_were_hidden(sheet: Any) -> None:
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["J"].hidden = True


@in_excel
def a_sheet_of_their_own(sheet: Any) -> None:
    own = sheet.parent.create_sheet("実績")
    own.append(["番号", "事業", "回数"])
    own.append(["w9", "水質の測定", date(2021, 4, 1)])
    own["D9"] = "=1+1"


@in_excel
def the_summary_was_put_in_better_words(sheet: Any) -> None:
    sheet["E7"] = "・市内5か所で、水質を測る"


@in_zip
def names_of_parts_in_other_letters(parts: Parts) -> None:
    for name in list(parts):
        parts[name.replace("xl/", "XL\\") if name.startswith("xl/") else name] = parts.pop(name)


@in_zip
def strict_open_xml(parts: Parts) -> None:
    transitional = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    for name in ("xl/workbook.xml", SHEET, STRINGS, "xl/styles.xml"):
        strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
        parts[name] = parts[name].replace(transitional, strict)


@in_zip
def prefixes_before_every_tag(parts: Parts) -> None:
    plain = parts[SHEET].replace(b"xmlns=", b"xmlns:x=")
    parts[SHEET] = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", plain)


# --- Refused: who can tell what was meant? ---


@in_excel
def an_unknown_status(sheet: Any) -> None:
    sheet["I7"] = "完了"


@in_excel
def a_status_nearly_known(sheet: Any) -> None:
    sheet["I7"] = "実施中です"


@in_excel
def two_statuses_in_one_cell(sheet: Any) -> None:
    sheet["I7"] = "○◎"


@in_excel
def an_unknown_assessment(sheet: Any) -> None:
    sheet["L7"] = "Ａ"
    sheet["L8"] = "Ｂ やや遅れている"


@in_excel
def an_unknown_number(sheet: Any) -> None:
    sheet["A7"] = "w11"


@in_excel
def a_measure_that_had_ended(sheet: Any) -> None:
    sheet["A7"], sheet["B7"] = "e2", "太陽光発電の補助"


@in_excel
def no_number(sheet: Any) -> None:
    sheet["A7"] = None


@in_excel
def a_remark_below_the_table(sheet: Any) -> None:
    sheet["M14"] = "数はすべて見込みです。"


@in_excel
def the_same_measure_twice_with_other_answers(sheet: Any) -> None:
    for cell in sheet[7]:
        sheet.cell(20, cell.column).value = cell.value
    sheet["I20"], sheet["J20"] = "○", "水質を11回測った。"


@in_excel
def a_copied_sheet_with_another_answer(sheet: Any) -> None:
    copy = sheet.parent.copy_worksheet(sheet)
    copy.title = "確認後"
    copy["I8"] = "◎"


@in_excel
def only_the_numbers_were_sorted(sheet: Any) -> None:
    sheet["A7"], sheet["A9"] = "w3", "w1"


@in_excel
def numbers_and_titles_were_sorted_without_the_rest(sheet: Any) -> None:
    for row, (id_, title) in {7: ("w2", "下水道への接続の促進"), 8: ("w1", "水質の測定")}.items():
        sheet[f"A{row}"], sheet[f"B{row}"] = id_, title


@in_excel
def another_title(sheet: Any) -> None:
    sheet["B7"] = "水質の調査"


@in_excel
def no_title(sheet: Any) -> None:
    sheet["B7"] = None


@in_excel
def a_column_was_deleted(sheet: Any) -> None:
    sheet.delete_cols(10)


@in_excel
def a_heading_was_changed(sheet: Any) -> None:
    sheet["J6"] = "【入力2】取組の状況"


@in_excel
def a_heading_with_signs_that_move_the_cursor(sheet: Any) -> None:
    sheet["J6"] = "【入力2】取組の\n_x001B_[2J状況"


@in_excel
def very_long_words(sheet: Any) -> None:
    sheet["I7"] = "○" * 150
    sheet["A8"] = "w" * 400


@in_excel
def a_column_was_copied(sheet: Any) -> None:
    for row in range(6, 13):
        sheet.cell(row, 15).value = sheet.cell(row, 10).value


@in_excel
def the_headings_were_deleted(sheet: Any) -> None:
    sheet.delete_rows(6)


@in_excel
def the_input_sheet_was_deleted(sheet: Any) -> None:
    sheet.parent.remove(sheet)


@in_excel
def the_input_sheet_is_hidden(sheet: Any) -> None:
    sheet.sheet_state = "hidden"
    sheet.parent.active = 1


@in_excel
def a_copy_is_hidden(sheet: Any) -> None:
    copy = sheet.parent.copy_worksheet(sheet)
    copy.title = "昨年度"
    copy.sheet_state = "veryHidden"


@in_excel
def another_year(sheet: Any) -> None:
    sheet["B3"] = "令和2年度（2020年度）"


@in_excel
def another_plan(sheet: Any) -> None:
    sheet["B2"] = "みなも市水環境計画"


@in_excel
def the_lines_above_the_table_were_deleted(sheet: Any) -> None:
    sheet.delete_rows(1, 5)


@in_excel
def the_year_was_emptied(sheet: Any) -> None:
    sheet["B3"] = None


@in_excel
def dates_and_times(sheet: Any) -> None:
    sheet["J7"] = date(2021, 4, 1)
    sheet["M7"] = datetime(2021, 4, 1, 9, 30)
    sheet["J8"] = time(9, 30)


@in_excel
def truth_values(sheet: Any) -> None:
    sheet["J7"], sheet["I8"] = True, False


@in_excel
def error_values(sheet: Any) -> None:
    sheet["J7"], sheet["L7"], sheet["J9"] = "#N/A", "#REF!", "#DIV/0!"
    for cell in ("J7", "L7", "J9"):
        sheet[cell].data_type = "e"


@in_excel
def formulas(sheet: Any) -> None:
    sheet["I7"] = "=I8"
    sheet["J7"] = '=HYPERLINK("http://example.com","開く")'
    sheet["J9"] = "=H9"


@in_zip
def a_formula_with_a_result(parts: Parts) -> None:
    whole = re.compile('<c r="J8"[^>]*>.*?</c>', re.S)
    formula = '<c r="J8" t="str"><f>H8</f><v>40軒を訪問した。</v></c>'
    parts[SHEET] = whole.sub(formula, parts[SHEET].decode()).encode()


@in_excel
def merged_rows(sheet: Any) -> None:
    sheet.merge_cells("J8:J10")


@in_excel
def merged_columns(sheet: Any) -> None:
    sheet.merge_cells("I8:J8")


@in_excel
def merged_outside_of_the_inputs(sheet: Any) -> None:
    sheet.merge_cells("C7:C9")
    sheet.merge_cells("A1:M1")


@in_excel
def everything_at_once(sheet: Any) -> None:
    sheet["A7"], sheet["I8"], sheet["L8"] = "w9", "完", "Ｄ"
    sheet["J9"], sheet["B10"], sheet["M10"] = True, "照明", "済"


# --- Not opened ---


@called("令和3年度.xls")
def an_old_excel(content: bytes) -> bytes:
    return content


@called("令和3年度.XLSM")
def a_name_that_promises_macros(content: bytes) -> bytes:
    return content


@called("令和3年度.xlsb")
def a_binary_workbook(content: bytes) -> bytes:
    return content


@called("令和3年度.ods")
def an_open_document(content: bytes) -> bytes:
    return content


@called("令和3年度.csv")
def a_csv(_: bytes) -> bytes:
    return "番号,達成状況".encode("cp932")


@called("令和3年度.pdf")
def a_pdf(_: bytes) -> bytes:
    return b"%PDF-1.7"


@called("令和3年度")
def a_name_without_an_ending(content: bytes) -> bytes:
    return content


@called("記入票.XLSX")
def an_ending_in_capitals(content: bytes) -> bytes:
    return content


@in_bytes
def an_empty_file(_: bytes) -> bytes:
    return b""


@in_bytes
def text_that_is_called_xlsx(_: bytes) -> bytes:
    return "番号,達成状況".encode()


@in_bytes
def an_old_workbook_that_is_called_xlsx(_: bytes) -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@in_bytes
def a_password(_: bytes) -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le")


@in_bytes
def a_file_that_was_cut_off(content: bytes) -> bytes:
    return content[: len(content) // 2]


@in_bytes
def a_file_with_a_wrong_byte(content: bytes) -> bytes:
    middle = content.index(b"xl/worksheets/sheet1.xml") + 300
    return content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]


@in_bytes
def another_zip(_: bytes) -> bytes:
    return zipped({"読んでください.txt": b""})


@in_bytes
def an_open_document_that_is_called_xlsx(_: bytes) -> bytes:
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "content.xml": b"<office:document-content/>"})


@in_zip
def a_binary_workbook_that_is_called_xlsx(parts: Parts) -> None:
    parts["xl/workbook.bin"] = parts.pop("xl/workbook.xml")


@in_zip
def macros(parts: Parts) -> None:
    parts["xl/vbaProject.bin"] = b"\0"


@in_zip
def links_to_another_workbook(parts: Parts) -> None:
    parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"


@in_bytes
def a_file_of_many_megabytes(content: bytes) -> bytes:
    return content + bytes(21 * 1024 * 1024)


@in_zip
def many_entries(parts: Parts) -> None:
    parts.update({f"xl/media/{n}.png": b"" for n in range(2100)})


@in_zip
def a_bomb(parts: Parts) -> None:
    parts[SHEET] = b" " * 51 * 1024 * 1024


@in_bytes
def a_bomb_that_lies_about_its_size(_: bytes) -> bytes:
    """The directory says 1,000 bytes; the checksum is that of the first 1,000."""
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b" " * 60_000_000}
    bomb = zipped(parts)
    crc, size = zlib.crc32(parts["xl/workbook.xml"]), len(parts["xl/workbook.xml"])
    lie = zlib.crc32(b" " * 1000)
    for true, false in ((crc, lie), (size, 1000)):
        bomb = bomb.replace(true.to_bytes(4, "little"), false.to_bytes(4, "little"))
    return bomb


@in_bytes
def the_same_part_twice(content: bytes) -> bytes:
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/Workbook.xml", b"<workbook/>")
    return buffer.getvalue()


@in_bytes
def a_way_of_packing_that_excel_does_not_know(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive,
    ):
        for name in old.namelist():
            archive.writestr(name, old.read(name))
    return buffer.getvalue()


@in_zip
def two_sheets_of_one_name(parts: Parts) -> None:
    workbook = parts["xl/workbook.xml"].decode()
    parts["xl/workbook.xml"] = workbook.replace("記入方法", "入力").encode()


@in_zip
def two_sheets_in_one_part(parts: Parts) -> None:
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b"sheet2.xml", b"sheet1.xml")


@in_zip
def entities_that_grow(parts: Parts) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY l0 "はは">{laughs}]>'
    declaration, rest = parts[SHEET].split(b"<worksheet", 1)
    parts[SHEET] = declaration + doctype.encode() + b"<worksheet" + rest


@in_zip
def a_file_named_by_an_entity(parts: Parts) -> None:
    doctype = b'<!DOCTYPE workbook [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    parts["xl/workbook.xml"] = doctype + b"<workbook>&x;</workbook>"


@in_excel
def a_value_in_the_last_cell(sheet: Any) -> None:
    sheet["XFD1048576"] = "ここまで"


@in_excel
def a_format_in_the_last_cell(sheet: Any) -> None:
    sheet["XFD1048576"].number_format = "0.00"


@in_excel
def a_value_in_a_far_row_of_another_sheet(sheet: Any) -> None:
    sheet.parent["記入方法"]["C900000"] = "。"


@in_excel
def a_date_before_all_time(sheet: Any) -> None:
    sheet["J7"] = -1e308
    sheet["J7"].number_format = "yyyy-mm-dd"


@in_excel
def more_hours_than_there_are(sheet: Any) -> None:
    sheet["J7"] = 1e10
    sheet["J7"].number_format = "[h]:mm"


@in_zip
def a_cell_beyond_excel(parts: Parts) -> None:
    parts[SHEET] = parts[SHEET].replace(b'r="J8"', b'r="A99999999999"')


@in_zip
def a_row_beyond_excel(parts: Parts) -> None:
    row = re.sub(rb' r="[A-Z]+8"', b"", parts[SHEET])
    parts[SHEET] = row.replace(b'<row r="8"', b'<row r="8888888888"')


@in_zip
def a_cell_without_a_sensible_name(parts: Parts) -> None:
    parts[SHEET] = parts[SHEET].replace(b'r="J8"', b'r="8J"')


@in_zip
def xml_that_breaks_off(parts: Parts) -> None:
    parts[SHEET] = parts[SHEET][:-200]


@in_zip
def no_xml(parts: Parts) -> None:
    parts[SHEET] = b"\x89PNG"


@in_zip
def xml_that_claims_another_encoding(parts: Parts) -> None:
    """Read as it claims, it would be other characters, and no cell would be seen in it."""
    far = parts[SHEET].replace(b'r="J8"', b'r="XFD1048576"')
    parts[SHEET] = far.replace(b'encoding="UTF-8"', b'encoding="cp037"')


@in_zip
def a_missing_sheet(parts: Parts) -> None:
    del parts[SHEET]


@in_zip
def no_sheets_at_all(parts: Parts) -> None:
    parts["xl/workbook.xml"] = b"<workbook/>"


@in_zip
def a_text_that_is_not_there(parts: Parts) -> None:
    shared = b'<c r="J8" t="s"><v>99999</v></c>'
    parts[SHEET] = re.sub(rb'<c r="J8"[^>]*>.*?</c>', shared, parts[SHEET])


@in_zip
def a_long_text_in_very_many_cells(parts: Parts) -> None:
    text = "あ" * 600_000
    parts[STRINGS] = f"<sst><si><t>{text}</t></si>{'<si/>' * 200}</sst>".encode()
    cells = b'<c t="s"><v>0</v></c>' * 100
    parts[SHEET] = b"<worksheet><sheetData><row>" + cells + b"</row></sheetData></worksheet>"
