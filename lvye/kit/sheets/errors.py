"""What can be wrong with a sheet, in sentences a clerk can act on."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["CellError", "SheetError"]


class SheetError(ValueError):
    """The file cannot be read as a table. `reason` says why and what to do.

    labels, sheets: where a table stands there whose columns are called otherwise, what it calls them, and the sheets.
    """

    def __init__(self, reason: str, *, labels: Sequence[str] = (), sheets: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.reason, self.labels, self.sheets = reason, labels, sheets


class CellError(ValueError):
    """One cell does not hold what its column needs. `reason` says what is wrong, without naming the cell."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
