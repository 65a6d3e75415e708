"""Workbooks (XLSX and XLS) into grids: calamine reads the cells, the package is measured before it may.

calamine says neither which cells compute nor how large an area it is about to hold, so the sheet's XML is walked
once by a pattern, a piece at a time. XLS keeps no formulas that can be seen from outside: their values are read.
"""

from __future__ import annotations

import html
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import BinaryIO, cast

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from .errors import SheetError
from .grid import Formula, Grid, Limits, Merge, Raw

__all__ = ["workbook_grids"]

CHUNK = 4 * 1024 * 1024
SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
CELL = re.compile(
    rb"""<(?:\w+:)?(?:c|(row))(?=[\s/>])(?:[^>]*?\sr=["']([A-Z]*)(\d+)["'])?([^>]*)>"""
    rb"""(\s*<(?:\w+:)?f(?=[\s>/])(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)?"""
    rb"""(\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>)?)?"""
)
SHOWS_TEXT = re.compile(rb"""\st=["']str["']""")  # a formula that shows an empty text has been computed
TAG = re.compile(rb"<(?:\w+:)?(?:c|row)(?=[\s/>])")
DIMENSIONS = re.compile(rb"\x00\x02\x0e\x00(.{14})", re.DOTALL)
TAIL = 64 * 1024


@dataclass
class Measure:
    """What a walk through a sheet's XML found: its used area, where it is, and which cells (from 0) compute.

    formulas: cell → the file holds what it computes to.
    """

    rows: int = 0
    columns: int = 0
    formulas: dict[tuple[int, int], bool] = field(default_factory=dict)
    row: int = 0
    column: int = 0


def workbook_grids(stream: BinaryIO, filename: str, limits: Limits, *, is_package: bool) -> Iterator[Grid]:
    """The visible sheets, one after the other. Raises SheetError when the file is broken, locked or too large."""
    measures = _measured(stream, filename, limits) if is_package else []
    if not is_package:
        _refuse_far(stream, limits)
    stream.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(stream)
        hidden = [about.name for about in book.sheets_metadata if about.visible != SheetVisibleEnum.Visible]
        for index, about in enumerate(book.sheets_metadata[: limits.sheets]):
            if about.visible != SheetVisibleEnum.Visible:
                continue
            measure = measures[index] if index < len(measures) else Measure()
            limits.refuse_area(measure.rows, measure.columns)
            sheet = book.get_sheet_by_index(index)
            limits.refuse_area(sheet.total_height, sheet.total_width)
            yield _grid(sheet, measure, hidden)
    except PasswordError as problem:
        raise SheetError(_("“%(name)s”设了密码，读不了。请取消密码另存一份再传。") % {"name": filename}) from problem
    except (CalamineError, zipfile.BadZipFile) as problem:
        raise broken(filename) from problem


def _refuse_far(stream: BinaryIO, limits: Limits) -> None:
    """XLS says in a record of its own how far each sheet reaches: refused before the reader makes room for it."""
    stream.seek(0)
    for claim in DIMENSIONS.finditer(stream.read()):
        first, rows, left, columns, reserved = struct.unpack("<IIHHH", claim[1])
        if first < rows <= 65_536 and left < columns <= 256 and not reserved:
            limits.refuse_area(rows, columns)


def broken(filename: str) -> SheetError:
    """The file claims to be a workbook and cannot be read as one."""
    return SheetError(
        _("“%(name)s”读不出来，文件可能坏了。请用 WPS 或 Excel 打开，另存为 .xlsx 再传。") % {"name": filename}
    )


def _grid(sheet: CalamineSheet, measure: Measure, hidden: list[str]) -> Grid:
    rows = cast("list[list[Raw]]", sheet.to_python(skip_empty_area=False))
    for (row, column), is_computed in measure.formulas.items():
        if row < len(rows) and column < len(rows[row]):
            seen = rows[row][column]
            rows[row][column] = seen if isinstance(seen, Formula) else Formula(seen, is_computed)
    merges = [Merge(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    return Grid(sheet.name, rows, merges, hidden)


def _measured(stream: BinaryIO, filename: str, limits: Limits) -> list[Measure]:
    """Unpack everything once, counted, so that nothing that unpacks to a mountain reaches the reader."""
    try:
        with zipfile.ZipFile(stream) as package:
            if sum(member.file_size for member in package.infolist()) > limits.unpacked_bytes:
                raise _bomb(filename, limits)
            paths = _sheet_paths(package)
            measures = {path: Measure() for path in paths}
            for member in package.infolist():
                _walk(package, member, measures.get(member.filename))
            return [measures[path] for path in paths]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError) as problem:
        raise broken(filename) from problem


def _bomb(filename: str, limits: Limits) -> SheetError:
    size = limits.unpacked_bytes // 1024 // 1024
    return SheetError(
        _("“%(name)s”解开后超过 %(size)s MB，太大了，没有读。请去掉图片和多余的工作表，或分成几个文件。")
        % {"name": filename, "size": size}
    )


def _sheet_paths(package: zipfile.ZipFile) -> list[str]:
    """Where each sheet of the workbook lies in the package, in the workbook's order."""
    targets = {}
    for tag in RELATION.findall(package.read("xl/_rels/workbook.xml.rels")):
        target = html.unescape(_attribute(tag, rb"Target"))
        targets[_attribute(tag, rb"Id")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    sheets = SHEET.findall(package.read("xl/workbook.xml"))
    return [targets.get(_attribute(tag, rb"(?:\w+:)?id"), "") for tag in sheets]


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb"""=["']([^"']*)["']""", tag)
    return found.group(1).decode("utf-8", "replace") if found else ""


def _walk(package: zipfile.ZipFile, member: zipfile.ZipInfo, measure: Measure | None) -> None:
    """Read a member to its end (its checksum proves the size it declared); measure it where it is a sheet."""
    rest = b""
    with package.open(member) as content:
        while piece := content.read(CHUNK):
            if measure is None:
                continue
            rest += piece
            cut = _before_torn_tag(rest)
            _measure(rest[:cut], measure)
            rest = rest[cut:]
    if measure is not None:
        _measure(rest, measure)


def _before_torn_tag(xml: bytes) -> int:
    """Where a piece can be cut: before its last cell, whose tag and formula may go on in the next piece."""
    begin = max(len(xml) - TAIL, 0)
    tags = list(TAG.finditer(xml, begin))
    return tags[-1].start() if tags else begin


def _measure(xml: bytes, measure: Measure) -> None:
    for is_row, letters, digits, rest, formula, unknown in CELL.findall(xml):
        if is_row:
            measure.row = int(digits) if digits else measure.row + 1
            measure.column = 0
            continue
        if digits:
            measure.row, measure.column = int(digits), _column(letters)
        else:
            measure.column += 1
        if rest[-1:] == b"/":
            continue  # a cell that is only coloured: it does not count as used
        measure.rows = max(measure.rows, measure.row)
        measure.columns = max(measure.columns, measure.column)
        if formula:
            is_computed = not unknown or bool(SHOWS_TEXT.search(rest))
            measure.formulas[measure.row - 1, measure.column - 1] = is_computed


@lru_cache(maxsize=20_000)
def _column(letters: bytes) -> int:
    number = 0
    for char in letters[:4]:
        number = number * 26 + char - 64
    return number
