"""Comma-separated text into a grid: whatever encoding and separator a school's programs chose."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import BinaryIO

from django.utils.translation import gettext as _

from .errors import SheetError
from .grid import Formula, Grid, Limits, Raw
from .kinds import wide_text

__all__ = ["GUARDED", "text_grid"]

SEPARATORS = (",", "\t", ";", "|", "，")
SAMPLE = 64 * 1024
COMPUTED = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # what a spreadsheet computes, and what it may
APOSTROPHED = tuple(f"'{sign}" for sign in (*COMPUTED, "'"))
GUARDED = COMPUTED + APOSTROPHED  # before these exports put an apostrophe, which reading takes off again


def text_grid(stream: BinaryIO, filename: str, limits: Limits) -> Grid:
    """The one sheet a text file is. Raises SheetError when it is no text or its quotes do not close."""
    text = _decoded(stream.read(limits.file_bytes + 1), filename)
    separator = _separator(text[:SAMPLE])
    rows: list[list[Raw]] = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append([_cell(cell) for cell in line])
            limits.refuse_area(len(rows), len(line))
    except csv.Error as problem:
        raise SheetError(
            _("第 %(row)s 行读不下去：引号没有成对，或者一格里的字太多。请改好这一行再传。") % {"row": len(rows) + 1}
        ) from problem
    if rows and len(rows[0]) == 1 and str(rows[0][0]).lower().startswith("sep="):
        rows[0] = []  # Excel's own hint of the separator
    return Grid("", rows)


def _cell(text: str) -> Raw:
    """Exports put an apostrophe before what a spreadsheet would compute; it is no part of the value.

    A bare "=" was put there to be computed, and a text file holds no result.
    """
    if text.startswith(APOSTROPHED):
        return text[1:]
    return Formula(text, is_computed=False) if text.lstrip().startswith(("=", "＝")) else text


def _decoded(content: bytes, filename: str) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    wide = "utf-16" if marked else wide_text(content[:4096]) if b"\x00" in content[:4096] else None
    for name in (wide,) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if sum(char < " " and char not in "\r\n\t\f\v" for char in text[:SAMPLE]) * 100 <= len(text[:SAMPLE]):
            return text
    raise SheetError(
        _("“%(name)s”不是能读的文字表格。请用 WPS 或 Excel 打开，另存为 .xlsx 再传。") % {"name": filename}
    )


def _separator(sample: str) -> str:
    """The sign that cuts most lines into the same number of columns."""

    def evenness(sign: str) -> int:
        try:
            widths = Counter(len(line) for line in csv.reader(io.StringIO(sample, newline=""), delimiter=sign))
        except csv.Error:
            return 0
        widths.pop(1, None)
        return max((count * min(width, 8) for width, count in widths.items()), default=0)

    return max(SEPARATORS, key=evenness)
