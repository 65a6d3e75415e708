"""Small workbooks with the oddities of real ones."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet


def xlsx(
    *rows: Sequence[object], draw: Callable[[Worksheet, Workbook], None] | None = None, name: str = "Sheet1"
) -> io.BytesIO:
    """A workbook of one sheet; `draw` adds what plain rows cannot say."""
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and not cell.startswith("{="):
                sheet.write_string(number, column, cell)
            elif isinstance(cell, str):
                formula, _, shown = cell[1:-1].partition("|")
                sheet.write_formula(number, column, formula, None, float(shown) if shown.isdigit() else shown)
            elif cell is not None:
                sheet.write(number, column, cell)
    if draw:
        draw(sheet, book)
    book.close()
    stream.seek(0)
    return stream


def csv_file(text: str, encoding: str = "utf-8") -> io.BytesIO:
    """A text file in an encoding."""
    return io.BytesIO(text.encode(encoding))
