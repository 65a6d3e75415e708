"""The front door of exchange: sheets in and out of every register."""

from __future__ import annotations

from lvye.kit.sheets import Table, read_table

from .columns import sheet_columns
from .exporting import export_rows, problems_xlsx, template_xlsx
from .keeping import Kept, drop, keep, open_kept
from .models import ImportBatch
from .outcome import Outcome, Prepared, Problem
from .running import bring_in, dry_run
from .undoing import made_by, undo
from .values import lookup_with
from .writing import write_csv, write_xlsx

__all__ = [
    "ImportBatch",
    "Kept",
    "Outcome",
    "Prepared",
    "Problem",
    "Table",
    "bring_in",
    "drop",
    "dry_run",
    "export_rows",
    "keep",
    "lookup_with",
    "made_by",
    "open_kept",
    "problems_xlsx",
    "read_table",
    "sheet_columns",
    "template_xlsx",
    "undo",
    "write_csv",
    "write_xlsx",
]
