"""The front door of figures."""

from __future__ import annotations

from .compute import as_object, by_day, compute, one, recount, rows, totals
from .cube import all_lines, all_values
from .declare import PERCENT, Count, Dim, Figure, Mean, Ratio, Share, Sum, Value, declare, figures
from .screens import address, stated
from .words import against, apart, good, number, text, unit_of, with_unit

__all__ = [
    "PERCENT",
    "Count",
    "Dim",
    "Figure",
    "Mean",
    "Ratio",
    "Share",
    "Sum",
    "Value",
    "address",
    "against",
    "all_lines",
    "all_values",
    "apart",
    "as_object",
    "by_day",
    "compute",
    "declare",
    "figures",
    "good",
    "number",
    "one",
    "recount",
    "rows",
    "stated",
    "text",
    "totals",
    "unit_of",
    "with_unit",
]
