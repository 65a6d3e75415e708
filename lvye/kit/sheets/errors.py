"""What can be wrong with a sheet, in sentences a clerk can act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["CellError", "Guess", "SheetError"]


@dataclass(frozen=True)
class Guess:
    """What may be a table's columns: their names, some of what stands in each, and which fields their words tell."""

    names: Sequence[str] = ()
    samples: Sequence[Sequence[str]] = ()
    found: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.names)


class SheetError(ValueError):
    """The file cannot be read as a table. `reason` says why and what to do.

    guess, sheets: where a table may stand there whose columns are called otherwise, and the sheets of the file.
    """

    def __init__(self, reason: str, *, guess: Guess | None = None, sheets: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.reason, self.guess, self.sheets = reason, guess or Guess(), sheets


class CellError(ValueError):
    """One cell does not hold what its column needs. `reason` says what is wrong, without naming the cell."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
