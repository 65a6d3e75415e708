"""Sheets out, a row at a time: memory does not grow with the rows, and no cell is ever a formula."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import Any, BinaryIO, Protocol

from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from lvye.kit.sheets import GUARDED

__all__ = ["write_csv", "write_xlsx"]

Cell = Any
SHEET_ROWS = 1_048_575  # what a sheet holds below one header row
SAMPLE = 100
NARROWEST, WIDEST = 6, 60
MAX_TEXT = 32_767
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SAFE_INTEGER = 10**15  # beyond, a sheet keeps the first fifteen digits only
SHAPES = {"date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "time": "hh:mm", "money": "#,##0.00"}


class Sink(Protocol):
    """Where bytes go: a file, a response."""

    def write(self, content: bytes, /) -> object:
        """Take some bytes."""


def write_xlsx(
    stream: BinaryIO,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str = "",
    formats: Mapping[str, str] | None = None,
) -> int:
    """Write a workbook and return its number of rows, however many there are, in constant memory.

    Cells keep their type: dates, numbers, decimals (two places as money), True as 是; all else is text, never a
    formula or a link. title: the sheet's name. formats: header label → the sheet's own number format ("0.0%").
    More rows than a sheet holds go on in a further sheet.
    """
    book = Workbook(stream, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    shapes = {name: book.add_format({"num_format": shape}) for name, shape in SHAPES.items()}
    own = [
        book.add_format({"num_format": formats[label]}) if formats and label in formats else None for label in header
    ]
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": False})
    remaining = iter(rows)
    total, waiting = 0, list(islice(remaining, SAMPLE))
    while waiting or not total:
        sheet = book.add_worksheet(_sheet_name(title, total // SHEET_ROWS))
        _lay_out(sheet, header, waiting, bold)
        pen = _Pen(sheet, shapes, own)
        number = 0
        for number, row in enumerate(chain(waiting, islice(remaining, SHEET_ROWS - len(waiting))), start=1):
            pen.put(number, row)
        sheet.autofilter(0, 0, number, max(len(header) - 1, 0))
        total += number
        if not number:
            break
        waiting = list(islice(remaining, SAMPLE))
    book.close()
    return total


def _sheet_name(title: str, index: int) -> str:
    name = re.sub(r"[\[\]:*?/\\]", "", ILLEGAL.sub("", title)).strip("'")[:25]
    return f"{name or 'Sheet'}{index + 1}" if index or not name else name


def _lay_out(sheet: Any, header: Sequence[str], sample: Sequence[Sequence[Cell]], bold: Any) -> None:
    for column, label in enumerate(header):
        widths = [_width(row[column]) for row in sample if column < len(row)]
        width = max([_width(label) + 2, *widths])  # the filter's button covers the end of the label
        sheet.set_column(column, column, min(max(width + 1, NARROWEST), WIDEST))
        sheet.write_string(0, column, label, bold)
    sheet.freeze_panes(1, 0)


def _width(cell: Cell) -> int:
    if isinstance(cell, dt.datetime):
        return 16
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in str(cell if cell is not None else ""))


class _Pen:
    """Writes rows into one sheet: a cell's type is looked up once, the library's own guessing is spared."""

    def __init__(self, sheet: Any, shapes: Mapping[str, Any], own: Sequence[Any]) -> None:
        self._text, self._number, self._moment = sheet._write_string, sheet._write_number, sheet._write_datetime
        self._shapes, self._own = shapes, own
        self._ways: dict[type, Callable[[int, int, Any], None]] = {
            str: self._put_text,
            type(None): lambda row, column, cell: None,
            int: self._put_whole,
            Decimal: self._put_decimal,
            dt.date: lambda row, column, cell: self._put_time(row, column, cell, "date"),
            dt.datetime: lambda row, column, cell: self._put_time(row, column, local(cell), "moment"),
            dt.time: lambda row, column, cell: self._put_time(row, column, cell, "time"),
        }

    def put(self, row: int, cells: Sequence[Cell]) -> None:
        """Write one row."""
        for column, cell in enumerate(cells):
            self._ways.get(type(cell), self._put_other)(row, column, cell)

    def _put_text(self, row: int, column: int, cell: str) -> None:
        if cell:
            self._text(row, column, cell if cell.isprintable() and len(cell) <= MAX_TEXT else legal(cell))

    def _put_whole(self, row: int, column: int, cell: int) -> None:
        if -SAFE_INTEGER < cell < SAFE_INTEGER:
            self._number(row, column, cell, self._own[column])
        else:
            self._text(row, column, str(cell))

    def _put_decimal(self, row: int, column: int, cell: Decimal) -> None:
        _sign, digits, places = cell.as_tuple()
        if len(digits) <= 15 and cell.is_finite():
            self._number(row, column, cell, self._own[column] or (self._shapes["money"] if places == -2 else None))
        else:
            self._text(row, column, str(cell))

    def _put_time(self, row: int, column: int, cell: dt.date | dt.time, shape: str) -> None:
        self._moment(row, column, cell, self._own[column] or self._shapes[shape])

    def _put_other(self, row: int, column: int, cell: Cell) -> None:
        self._text(row, column, legal(worded(cell)))


def local(moment: dt.datetime) -> dt.datetime:
    """The school's clock, without a zone: a sheet knows none."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def worded(cell: Cell) -> str:
    """A value as text where a sheet has no type of its own for it."""
    if isinstance(cell, bool):
        return _("是") if cell else _("否")
    return "" if cell is None else str(cell)


def legal(text: str) -> str:
    """Without the characters no XML may hold, and no longer than a cell."""
    return ILLEGAL.sub("", text)[:MAX_TEXT]


def write_csv(stream: Sink, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write comma-separated text (UTF-8 with a mark, so that Excel reads it) and return its number of rows.

    Texts a spreadsheet would compute get an apostrophe before them; numbers stay numbers.
    """
    stream.write(codecs.BOM_UTF8)
    lines = csv.writer(_Lines(stream))
    lines.writerow([_guarded(label) for label in header])
    count = 0
    for row in rows:
        lines.writerow([_written(cell) for cell in row])
        count += 1
    return count


class _Lines:
    """What csv writes to: text in, bytes on."""

    def __init__(self, stream: Sink) -> None:
        self._stream = stream

    def write(self, line: str) -> None:
        self._stream.write(line.encode("utf-8", "ignore"))


def _written(cell: Cell) -> str:
    if isinstance(cell, dt.datetime):
        return f"{local(cell):%Y-%m-%d %H:%M}"
    if isinstance(cell, dt.time):
        return f"{cell:%H:%M}"
    if isinstance(cell, Decimal) and cell.is_finite():
        return f"{cell:f}"
    if isinstance(cell, int | dt.date) and not isinstance(cell, bool):
        return str(cell)
    return _guarded(worded(cell))


def _guarded(text: str) -> str:
    text = text.replace("\x00", "")
    return f"'{text}" if text.startswith(GUARDED) else text
