"""The tables as one Excel workbook."""

import io
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from planreport.opendata.tables import Resource
from planreport.plan.numbers import decimals
from planreport.report.derive import Report


def excel(report: Report, all_tables: tuple[Resource, ...]) -> bytes:
    """One sheet a table: the header in row 1, plain values, no formula, no merged cell. Numbers that
    a plan's people wrote show their thousands, and as many decimals as were written."""
    import xlsxwriter  # only here: it would slow every other command

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as workbook:
        workbook.set_properties(
            {
                "title": report.plan.title,
                "author": report.plan.municipality,
                "created": datetime.combine(report.plan.updated, datetime.min.time()),
            }
        )
        header = workbook.add_format({"bold": True, "bottom": 1})

        @cache
        def grouped(places: int) -> Any:
            return workbook.add_format({"num_format": f"#,##0{'.' * bool(places)}{'0' * places}"})

        for table in all_tables:
            sheet = workbook.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for column, field in enumerate(table.fields):
                sheet.write_string(0, column, field.name, header)
                sheet.set_column(column, column, _width(table, column))
            for row, cells in enumerate(table.rows, 1):
                for column, cell in enumerate(cells):
                    if isinstance(cell, Decimal):
                        sheet.write_number(row, column, cell, grouped(decimals(f"{cell:f}")))
                    elif isinstance(cell, int):
                        sheet.write_number(row, column, cell)
                    elif cell is not None:
                        sheet.write_string(row, column, cell)
    return buffer.getvalue()


def _width(table: Resource, column: int) -> int:
    """A column's width in characters of the standard font; a Japanese one takes two."""
    longest = max((len(str(row[column] or "")) for row in table.rows), default=0)
    return min(max(len(table.fields[column].name), 2 * longest) + 2, 60)
