"""The front door of figures."""

from __future__ import annotations

from .compute import as_object, by_day, compute, one, recount, rows
from .cube import all_lines, all_values
from .declare import Count, Dim, Figure, Mean, Share, Sum, Value, declare, figures
from .screens import address
from .words import against, good, number, text

__all__ = [
    "Count",
    "Dim",
    "Figure",
    "Mean",
    "Share",
    "Sum",
    "Value",
    "address",
    "against",
    "all_lines",
    "all_values",
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
    "text",
]
