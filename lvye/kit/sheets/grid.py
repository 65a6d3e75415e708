"""A sheet as it lies: cells in rows, merges, formulas. Nothing is understood here yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .errors import CellError, SheetError

__all__ = ["Formula", "Grid", "Limits", "Merge", "Plain", "Raw", "is_blank", "letter", "shown"]


@dataclass(frozen=True)
class Formula:
    """A cell that computes. `value` is what it showed when the sheet was last saved.

    is_computed: the file holds that; a program that writes formulas without computing them leaves it out.
    """

    value: str | float | bool | dt.date | dt.time | dt.timedelta | None
    is_computed: bool = True

    def __str__(self) -> str:
        """As a person sees it in the list of what to mend."""
        return "=…" if self.value in {None, ""} else f"=… ({self.value})"


Plain = str | float | bool | dt.date | dt.time | dt.timedelta | None
Raw = Plain | Formula


@dataclass(frozen=True)
class Merge:
    """A merged area; rows and columns from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def width(self) -> int:
        """Columns it covers."""
        return self.right - self.left + 1


@dataclass(frozen=True)
class Limits:
    """What a sheet may ask of the machine. Enough for a large school's ten years, too little to harm."""

    file_bytes: int = 30 * 1024 * 1024
    unpacked_bytes: int = 400 * 1024 * 1024
    rows: int = 200_000
    cells: int = 6_000_000
    sheets: int = 20

    def refuse_area(self, rows: int, columns: int) -> None:
        """Raise SheetError when an area this large would have to be held."""
        if rows > self.rows or rows * columns > self.cells:
            raise SheetError(too_large(rows, columns, self))


@dataclass(frozen=True)
class Grid:
    """One sheet. Row 0 of `rows` is row 1 of the sheet."""

    name: str
    rows: Sequence[Sequence[Raw]]
    merges: Collection[Merge] = field(default_factory=tuple)
    hidden: Sequence[str] = ()  # sheets of the same file that are hidden


def too_large(rows: int, columns: int, limits: Limits) -> str:
    """The sentence for a sheet whose used area is out of reason."""
    return _(
        "表格一直用到了 %(cell)s，最多能读 %(rows)s 行。多半是很远的地方留着多余的内容："
        "请把要导入的部分复制到一张新表里再传；行数确实多的，请分几个文件。"
    ) % {"cell": f"{letter(columns - 1)}{rows}", "rows": f"{limits.rows:,}"}


def letter(column: int) -> str:
    """The letters of a column counted from 0: 0 → A, 26 → AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def is_blank(cell: Raw) -> bool:
    """Nothing to see: empty, white space, or a formula that shows nothing."""
    if isinstance(cell, Formula):
        cell = cell.value
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shown(cell: Raw) -> Plain:
    """What a person sees in the cell. Raises CellError for a formula whose result the file does not hold."""
    if not isinstance(cell, Formula):
        return cell
    if not cell.is_computed:
        raise CellError(_("这一格是公式，文件里没有存算好的结果：请用 WPS 或 Excel 打开，保存一次再传"))
    return cell.value
