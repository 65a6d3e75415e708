"""What can be wrong with a sheet, in sentences a clerk can act on."""

from __future__ import annotations

__all__ = ["CellError", "SheetError"]


class SheetError(ValueError):
    """The file cannot be read as a table. `reason` says why and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CellError(ValueError):
    """One cell does not hold what its column needs. `reason` says what is wrong, without naming the cell."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
