"""A table as a clerk means it: header found, rows numbered as in the sheet, totals kept apart."""

# house: the words sheets use: read, not shown

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import BinaryIO

from django.utils.translation import gettext as _

from .body import Total, read_body
from .errors import CellError, Guess, SheetError
from .grid import Grid, Limits, Raw, letter
from .header import Header, find_header, guess_header, unit_of
from .kinds import kind_of
from .matching import Chooser, column_names, matched, samples_of
from .text import text_grid
from .workbook import workbook_grids

__all__ = ["Row", "Table", "TotalsLine", "read_table", "totals_against"]

YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)\s*年")


@dataclass(frozen=True)
class Row:
    """One line of the table. `number` is its row in the sheet, from 1."""

    number: int
    cells: Sequence[Raw]


@dataclass(frozen=True)
class Table:
    """What was read.

    header: the label of every column ("完成情况/日期"). columns: field → index of its column.
    unknown: labels nobody asked for. missing: required fields that have no column. units: field → unit in its label.
    titles: texts above the header. notes: what was skipped or guessed, in sentences. sheets: all to be seen there.
    names: what each column is called, each name once. samples: for each column, some of what stands in it.
    """

    sheet: str
    header: Sequence[str]
    header_row: int
    columns: Mapping[str, int]
    rows: Sequence[Row]
    totals: Sequence[Total] = ()
    unknown: Sequence[str] = ()
    missing: Sequence[str] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    titles: Sequence[str] = ()
    notes: Sequence[str] = ()
    given_year: int | None = None
    sheets: Sequence[str] = ()
    names: Sequence[str] = ()
    samples: Sequence[Sequence[str]] = ()

    def value(self, row: Row | Total, name: str) -> Raw:
        """The cell of a field; None when the sheet has no such column."""
        column = self.columns.get(name)
        return row.cells[column] if column is not None and column < len(row.cells) else None

    def values(self) -> Iterator[tuple[Row, dict[str, Raw]]]:
        """Each row with its cells by field."""
        for row in self.rows:
            yield row, {name: self.value(row, name) for name in self.columns}

    def label(self, name: str) -> str:
        """What the sheet calls this field's column."""
        return self.header[self.columns[name]] if name in self.columns else name

    def address(self, row: Row | Total, name: str) -> str:
        """Where a cell is found: C5."""
        return f"{letter(self.columns[name])}{row.number}" if name in self.columns else str(row.number)

    @property
    def year(self) -> int | None:
        """The year for days written without one: as given, else the one year its titles name, else None."""
        if self.given_year:
            return self.given_year
        years = {int(year) for title in self.titles for year in YEAR.findall(title)}
        return years.pop() if len(years) == 1 else None


def read_table(
    stream: BinaryIO,
    filename: str,
    expected: Mapping[str, Sequence[str]],
    *,
    required: Collection[str] = (),
    year: int | None = None,
    limits: Limits | None = None,
    sheet: str = "",
    choose: Chooser | None = None,
) -> Table:
    """Read the table in a file (XLSX, XLS, CSV; told apart by content) whose header names the expected columns.

    expected: field → labels it may have, the most exact first. required: fields reported as `missing` when no column
    has them. year: what `Table.year` shall be, for days without one.
    Of several sheets the one named, else the one that answers best is read.
    choose: given the columns' names and what was understood of them, answers which field a person says is which column
    ("" for none); what it says goes first. A header nobody could understand becomes one by it.
    Raises SheetError with a sentence when the file is none, is locked, broken, too large, or has no such header.
    """
    limits = limits or Limits()
    _refuse_size(stream, filename, limits)
    best: tuple[Grid, Header] | None = None
    names: list[str] = []
    seen, unsure = "", Guess()
    for grid in _grids(stream, filename, limits):
        names.append(grid.name)
        if sheet and grid.name != sheet:
            continue
        header = _header(grid, expected, choose)
        if header is None:
            seen, unsure = seen or _first_words(grid), unsure or _unsure(grid, expected)
        elif best is None or len(header.columns) > len(best[1].columns):
            best = (grid, header)
    if best is None:
        raise SheetError(_no_header(filename, expected, seen), guess=unsure, sheets=names)
    return replace(_table(*best, required=required, names=names), given_year=year)


def _header(grid: Grid, expected: Mapping[str, Sequence[str]], choose: Chooser | None) -> Header | None:
    """The header as the words tell it, and then as a person has matched it."""
    header = find_header(grid, expected)
    if choose is None or (guess := header or guess_header(grid, expected)) is None:
        return header
    found = matched(guess, choose)
    return found if found.columns and (header or found != guess) else None


def _unsure(grid: Grid, expected: Mapping[str, Sequence[str]]) -> Guess:
    """What may be columns, for a person to say."""
    header = guess_header(grid, expected)
    if header is None:
        return Guess()
    names = column_names(header.labels())
    found = {name: names[at] for name, at in header.columns.items()}
    return Guess(names, samples_of(grid.rows[header.body :], len(names)), found)


def _grids(stream: BinaryIO, filename: str, limits: Limits) -> Iterator[Grid]:
    kind = kind_of(stream, filename)
    if kind == "csv":
        return iter([text_grid(stream, filename, limits)])
    return workbook_grids(stream, filename, limits, is_package=kind == "xlsx")


def _refuse_size(stream: BinaryIO, filename: str, limits: Limits) -> None:
    size = stream.seek(0, 2)
    stream.seek(0)
    if size > limits.file_bytes:
        values = {"name": filename, "size": -(-size // 1024 // 1024), "limit": limits.file_bytes // 1024 // 1024}
        raise SheetError(_("“%(name)s”有 %(size)s MB，最多能读 %(limit)s MB。请分成几个文件再传。") % values)


def _first_words(grid: Grid) -> str:
    words = [str(cell).strip() for row in grid.rows[:10] for cell in row if isinstance(cell, str) and cell.strip()]
    return "、".join(word[:12] for word in words[:8])


def _no_header(filename: str, expected: Mapping[str, Sequence[str]], seen: str) -> str:
    wanted = "、".join(labels[0] for labels in expected.values() if labels)
    values = {"name": filename, "wanted": wanted, "seen": seen or _("没有文字")}
    return _("“%(name)s”里没有找到表头。表头一行应当写着这些列中的几列：%(wanted)s。读到的开头是：%(seen)s。") % values


def _table(grid: Grid, header: Header, *, required: Collection[str], names: Sequence[str]) -> Table:
    labels = header.labels()
    used = set(header.columns.values())
    rows, totals, notes = read_body(grid, header)
    if others := [name for name in names if name != grid.name]:
        words = {"name": grid.name, "names": "、".join(others)}
        notes.append(_("读的是工作表“%(name)s”。还有工作表没有读：%(names)s。") % words)
    if grid.hidden:
        notes.append(_("隐藏的工作表不读：%(names)s。") % {"names": "、".join(grid.hidden)})
    above = [str(cell).strip() for line in grid.rows[: header.top] for cell in line if isinstance(cell, str)]
    return Table(
        sheet=grid.name,
        header=labels,
        header_row=header.body,
        columns=header.columns,
        rows=[Row(number, cells) for number, cells in rows],
        totals=totals,
        unknown=[label for column, label in enumerate(labels) if label and column not in used],
        missing=[name for name in required if name not in header.columns],
        units={name: unit for name, at in header.columns.items() if (unit := unit_of(labels[at]))},
        titles=[text for text in [grid.name, *above] if text],
        notes=notes,
        sheets=names,
        names=column_names(labels),
        samples=samples_of((cells for _number, cells in rows), len(labels)),
    )


@dataclass(frozen=True)
class TotalsLine:
    """What a totals row states for one column, and what its rows add up to."""

    number: int
    name: str
    label: str
    stated: Decimal
    counted: Decimal

    @property
    def holds(self) -> bool:
        """The two agree."""
        return self.stated == self.counted


def totals_against(table: Table, name: str, parse: Callable[[Raw], Decimal | None]) -> list[TotalsLine]:
    """Compare each totals row of the sheet with the rows above it: shown to the person, never mended.

    A subtotal speaks for the rows since the last one, a grand total for all above it. Cells that `parse` refuses (by
    CellError) count as nothing: they are reported where they stand.
    """

    def amount(row: Row | Total) -> Decimal | None:
        try:
            return parse(table.value(row, name))
        except CellError:
            return None

    found = []
    since = 0
    for total in table.totals:
        stated = amount(total)
        first = 0 if total.is_grand else since
        counted = sum(
            (amount(row) or Decimal(0) for row in table.rows if first < row.number < total.number), Decimal(0)
        )
        if not total.is_grand:
            since = total.number
        if stated is not None:
            found.append(TotalsLine(total.number, name, total.label, stated, counted))
    return found
