"""Real spreadsheets read as a clerk means them: `read_table`, and parsers for what stands in a cell."""

from __future__ import annotations

from .ages import as_months
from .body import Total
from .cells import as_choice, as_text, as_yes_no
from .dates import as_date, as_moment
from .errors import CellError, Guess, SheetError
from .grid import Formula, Limits, Raw, letter
from .header import plain
from .matching import Chooser, column_names
from .numbers import Quantity, Sense, as_money, as_quantity
from .table import Row, Table, TotalsLine, read_table, totals_against
from .text import GUARDED

__all__ = [
    "GUARDED",
    "CellError",
    "Chooser",
    "Formula",
    "Guess",
    "Limits",
    "Quantity",
    "Raw",
    "Row",
    "Sense",
    "SheetError",
    "Table",
    "Total",
    "TotalsLine",
    "as_choice",
    "as_date",
    "as_moment",
    "as_money",
    "as_months",
    "as_quantity",
    "as_text",
    "as_yes_no",
    "column_names",
    "letter",
    "plain",
    "read_table",
    "totals_against",
]
