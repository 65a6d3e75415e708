"""Small sheets to bring in, and a look into written ones."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook
from xlsxwriter import Workbook


def xlsx(*rows: list[Any]) -> io.BytesIO:
    """A workbook of these rows; a text that begins with { is a formula."""
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and cell.startswith("{"):
                sheet.write_formula(number, column, cell.strip("{}"), None, "显示的字")
            elif isinstance(cell, str):
                sheet.write_string(number, column, cell)
            elif cell is not None:
                sheet.write(number, column, cell)
    book.close()
    stream.seek(0)
    return stream


def cells(content: bytes) -> list[list[Any]]:
    """All cells of the first sheet, as another library reads them."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]
