"""Real spreadsheets read as a clerk means them: `read_table`, and parsers for what stands in a cell."""

from __future__ import annotations

from .ages import as_months
from .body import Total
from .cells import as_choice, as_text, as_yes_no
from .dates import as_date, as_moment
from .errors import CellError, SheetError
from .grid import Formula, Limits, Raw, letter
from .header import plain
from .numbers import Quantity, Sense, as_money, as_quantity
from .table import Chooser, Row, Table, TotalsLine, read_table, totals_against

__all__ = [
    "CellError",
    "Chooser",
    "Formula",
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
    "letter",
    "plain",
    "read_table",
    "totals_against",
]
